"""The seven core PMO principles and the stages that lean on them."""

from __future__ import annotations

from functools import cache

from attrs import field, frozen

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.check import different


@frozen(kw_only=True)
class Fact(Stated):
    """What is known about the principles."""

    id: str
    text: str


@frozen(kw_only=True)
class InServices(Stated):
    """What a principle means for services. Course model."""

    in_services: str
    sign_of_absence: str
    question: str


@frozen(kw_only=True)
class Principle(Stated):
    """A core principle: name and gloss are public, ``detail`` is the course's own model."""

    id: str
    name: str
    gloss: str
    detail: InServices


@frozen(kw_only=True)
class Emphasis(Stated):
    """Principles that each stage of the services lifecycle leans on, the first most. Course model."""

    stages: dict[str, tuple[str, ...]]


@frozen(kw_only=True)
class AssociationList(Stated):
    """Another list, on PMO and portfolio management at large: never mix it with the core seven."""

    names: tuple[str, ...]
    motto: str


@frozen
class Principles:
    """All of ``content/principles.toml``."""

    facts: tuple[Fact, ...]
    core: tuple[Principle, ...] = field()
    emphasis: Emphasis
    association: AssociationList

    @core.validator
    def _differ(self, _attribute: object, value: tuple[Principle, ...]) -> None:
        different("the principle", (one.id for one in value))


def _content() -> Principles:
    loaded: Principles = load("principles", Principles)
    return loaded


def facts() -> tuple[Fact, ...]:
    """What has been published about the principles."""
    return _content().facts


def principles() -> tuple[Principle, ...]:
    """The seven core principles, P1 to P7 (public: PMO Principles 2017, as reviewed by Portman).

    >>> ", ".join(one.name for one in principles())
    'Sponsorship, Alignment, Transparency, Challenge, Adjustment, Exemplar, Improvement'
    """
    return _content().core


@cache
def principle(id: str) -> Principle:
    """The principle P1 to P7. Raises ``ValueError`` naming what is allowed."""
    known = {one.id: one for one in principles()}
    if id not in known:
        raise ValueError(f"principle is {id!r}; allowed: {', '.join(known)}")
    return known[id]


def for_stage(stage: str) -> tuple[Principle, ...]:
    """Principles that a stage of the services lifecycle leans on. *Course model*. Raises ``ValueError``.

    >>> [one.name for one in for_stage("select")]
    ['Sponsorship', 'Alignment']
    """
    stages = _content().emphasis.stages
    if stage not in stages:
        raise ValueError(f"stage is {stage!r}; allowed: {', '.join(stages)}")
    return tuple(principle(id) for id in stages[stage])


def association_list() -> AssociationList:
    """The nine principles of AIPMO's site about PMO and portfolio management at large (public)."""
    return _content().association
