"""Poorly structured PMOs: from the traits that are seen to the root causes to test first. *Course model*."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

from pmo_course_lib.domain.orientation.model import Cause, guide


@frozen
class Suspect:
    """A root cause with the observed traits that point to it. Evidence decides; the number of traits gives the order."""

    cause: Cause
    traits: tuple[str, ...]


def suspects(traits_seen: Iterable[str]) -> tuple[Suspect, ...]:
    """Root causes to test, those that most observed traits point to first; ties stay in the order of the file.

    Raises ``ValueError`` for an unknown trait. *Course model*. PMO Alder is rebuilt again (X7) and has no mandate (X1):

    >>> [(one.cause.id, one.traits) for one in suspects(["X7", "X1"])][0]
    ('RC1', ('X1', 'X7'))
    """
    seen, known = set(traits_seen), {trait.id: trait for trait in guide().structure.traits}
    if unknown := sorted(seen - known.keys()):
        raise ValueError(f"trait is {unknown[0]!r}; allowed: {', '.join(known)}")
    pointing = {cause: tuple(one.id for one in known.values() if one.id in seen and cause.id in one.causes)
                for cause in guide().causes}
    return tuple(sorted((Suspect(cause, traits) for cause, traits in pointing.items() if traits),
                        key=lambda one: -len(one.traits)))
