"""Numbers about PMOs that everybody repeats, with their chains of citation."""

from __future__ import annotations

from attrs import frozen

from pmo_course_lib.content import Stated, load


@frozen
class Citation:
    """A step of the chain: who says what, and the id of the source in which it was seen. ``year`` where it is known."""

    who: str
    says: str
    seen: str
    year: int | None = None
    note: str | None = None


@frozen(kw_only=True)
class Claim(Stated):
    """A popular number; ``origin`` says whether the study behind it was found."""

    id: str
    text: str
    origin: bool
    verdict: str
    steps: tuple[Citation, ...]


@frozen(kw_only=True)
class Questions(Stated):
    """What to ask of each number. *Course model*."""

    list: tuple[str, ...]


@frozen
class _Claims:
    claims: tuple[Claim, ...]
    questions: Questions


def _loaded() -> _Claims:
    loaded: _Claims = load("claims", _Claims)
    return loaded


def claims() -> dict[str, Claim]:
    """All claims by id.

    >>> claims()["two_years"].verdict
    'A finding about change, quoted as one about failure.'
    """
    return {one.id: one for one in _loaded().claims}


def questions() -> tuple[str, ...]:
    """What to ask of each number. *Course model*."""
    return _loaded().questions.list


def seen_in(claim: Claim) -> dict[str, int]:
    """How many steps of the chain were seen in each source: steps that one page tells are one page's word.

    >>> seen_in(claims()["three_years"])["V79"]
    4
    """
    sources = [step.seen for step in claim.steps]
    return {source: sources.count(source) for source in dict.fromkeys(sources)}
