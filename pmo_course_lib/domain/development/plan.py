"""Developing people: competences from none (0) to leading others (4), gaps and what is done about them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from attrs import Attribute, field, frozen
from attrs.validators import optional

from pmo_course_lib.content import COURSE_MODEL, Stated, load
from pmo_course_lib.domain.check import different, within
from pmo_course_lib.domain.orientation.parts import Fact


@frozen(kw_only=True)
class Levels(Stated):
    """Names of the levels 0 to 4. *Course model*."""

    names: tuple[str, ...]


@frozen(kw_only=True)
class Area(Stated):
    """One of the five training areas, and why PMO people need it."""

    id: str
    name: str
    why: str


@frozen
class Competence:
    """A competence; ``area`` is the training area that builds it, where there is one."""

    id: str
    name: str
    area: str | None = None


@frozen(kw_only=True)
class Group(Stated):
    """Competences that belong together."""

    name: str
    competences: tuple[Competence, ...]


@frozen(kw_only=True)
class Needs(Stated):
    """Level (0 to 4) of each competence that a service needs: service id to competence id to level. *Course model*."""

    services: dict[str, dict[str, int]]


@frozen
class Guide:
    """All of ``development.toml``."""

    levels: Levels
    areas: tuple[Area, ...]
    facts: tuple[Fact, ...]
    groups: tuple[Group, ...]
    needs: Needs


def guide() -> Guide:
    """Levels, training areas, competences and what services need."""
    loaded: Guide = load("development", Guide)
    return loaded


def competences() -> dict[str, Competence]:
    """All competences by id, in the order of the file."""
    return {one.id: one for group in guide().groups for one in group.competences}


def _known(_instance: object, _attribute: object, value: str) -> None:
    if value not in competences():
        raise ValueError(f"competence is {value!r}; allowed: {', '.join(competences())}")


@frozen
class Line:
    """A competence of a person: level now and wanted (0 to 4, ``None`` while open), and what is done about the gap.

    ``priority`` from 1 (can wait) to 3 (first). ``service`` is the service that needs it; ``learn`` the way to learn,
    ``practice`` the delegated work without which learning fades; ``evidence`` comes from the service.
    """

    competence: str = field(validator=_known)
    current: int | None = field(default=None, validator=optional(within(0, 4)))
    target: int | None = field(default=None, validator=optional(within(0, 4)))
    priority: int = field(default=2, validator=within(1, 3))
    service: str = ""
    learn: str = ""
    practice: str = ""
    due: datetime.date | None = None
    evidence: str = ""

    @property
    def gap(self) -> int:
        """Levels from now to target, 0 when there is none or a level is open."""
        return max(0, self.target - self.current) if self.target is not None and self.current is not None else 0


@frozen
class Person:
    """A person or a role with its lines. Raises ``ValueError`` when a competence occurs twice."""

    name: str
    lines: tuple[Line, ...] = field(default=())

    @lines.validator
    def _differ(self, _attribute: Attribute[tuple[Line, ...]], lines: tuple[Line, ...]) -> None:
        different("competence", (line.competence for line in lines))


@frozen
class DevelopmentPlan:
    """The people or roles of a PMO. Raises ``ValueError`` when a name occurs twice."""

    people: tuple[Person, ...] = field(default=())

    @people.validator
    def _differ(self, _attribute: Attribute[tuple[Person, ...]], people: tuple[Person, ...]) -> None:
        different("person or role", (person.name for person in people))


@frozen
class RankedGap:
    """A gap of a person; ``weight`` = gap x priority, 1 to 12."""

    person: str
    line: Line
    weight: int
    label: str = COURSE_MODEL


def ranked_gaps(plan: DevelopmentPlan) -> tuple[RankedGap, ...]:
    """All gaps, the heaviest first; of equals the larger gap, then the order of the plan. *Course model*.

    >>> ada = Person("Ada", (Line("finance", 1, 3, priority=1), Line("coaching", 2, 3, priority=3)))
    >>> [(one.line.competence, one.weight) for one in ranked_gaps(DevelopmentPlan((ada,)))]
    [('coaching', 3), ('finance', 2)]
    """
    gaps = (RankedGap(person.name, line, line.gap * line.priority) for person in plan.people for line in person.lines if line.gap)
    return tuple(sorted(gaps, key=lambda one: (-one.weight, -one.line.gap)))


def unfinished(plan: DevelopmentPlan) -> tuple[str, ...]:
    """What a plan still lacks, a sentence each: levels, and for each gap service, learning, practice, date, evidence."""
    return tuple(text for person in plan.people for line in person.lines for text in _lacking(person.name, line))


def _lacking(person: str, line: Line) -> Iterator[str]:
    name = competences()[line.competence].name
    if line.current is None or line.target is None:
        yield f"{person}, {name}: set the level now and the target, each 0 to 4."
    asked = {"service that needs it": line.service, "way to learn": line.learn, "practice on real work": line.practice,
             "date": str(line.due or ""), "evidence from the service": line.evidence}
    if line.gap and (open_ := [what for what, text in asked.items() if not text.strip()]):
        yield f"{person}, {name}: name the {', the '.join(open_)}."
