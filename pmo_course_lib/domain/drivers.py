"""Drivers that change a PMO: their signs, the services they touch, and the gate whose questions come first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from functools import cache

from attrs import field, frozen

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.check import different
from pmo_course_lib.domain.lifecycle import ServiceRecord, State


class Group(Enum):
    """Where a driver comes from, as the study of 2011 groups drivers."""

    INTERNAL_EVENT = "internal_event"
    EXTERNAL_EVENT = "external_event"
    ORGANISATIONAL_ISSUE = "organisational_issue"

    @property
    def label(self) -> str:
        """The name for people."""
        return self.value.replace("_", " ").capitalize()


@frozen(kw_only=True)
class Fact(Stated):
    """What has been published about drivers."""

    id: str
    text: str


@frozen(kw_only=True)
class Study(Stated):
    """Figures of the study of Aubry, Hobbs, Müller and Blomquist 2011: counts, and years it took."""

    drivers: int
    cases: int
    answers: int
    years: int
    external_event: int
    internal_event: int
    organisational_issue: int


@frozen(kw_only=True)
class Reading(Stated):
    """How to read signs: the steps in order, the order of gates, and a warning."""

    steps: tuple[str, ...]
    order: str
    not_the_loudest: str


@frozen(kw_only=True)
class Rivals(Stated):
    """Drivers that are easily mixed up, the sign they share and the fact to ask for."""

    drivers: tuple[str, ...]
    sign: str
    ask: str


@frozen(kw_only=True)
class Driver(Stated):
    """A driver of change. Course model.

    ``first_gate``: the gate whose questions come first; ``asked_at``: where live services are asked them, if elsewhere.
    ``every``: it touches every service; else ``services`` holds ids of the course catalogue of 26; ``because``: why these.
    """

    id: str
    name: str
    group: Group
    early_sign: str
    services_effect: str
    first_gate: str
    principle: str
    because: str
    asked_at: str | None = None
    every: bool = False
    services: tuple[str, ...] = ()

    def touches(self, course_service: str) -> bool:
        """Whether the driver touches a service of the course catalogue (S1 to O8)."""
        return self.every or course_service in self.services

    def gate_for(self, state: State) -> str:
        """The gate at which a service in this state is asked this driver's first questions."""
        return self.asked_at if self.asked_at and state is State.LIVE else self.first_gate


@frozen
class Drivers:
    """All of ``content/drivers.toml``."""

    facts: tuple[Fact, ...]
    study: Study
    reading: Reading
    rivals: tuple[Rivals, ...]
    drivers: tuple[Driver, ...] = field()

    @drivers.validator
    def _differ(self, _attribute: object, value: tuple[Driver, ...]) -> None:
        different("the driver", (one.id for one in value))


def content() -> Drivers:
    """Facts, figures of the study, the way of reading signs, and the ten drivers."""
    loaded: Drivers = load("drivers", Drivers)
    return loaded


def drivers() -> tuple[Driver, ...]:
    """The course's ten drivers, D1 to D10. *Course model*: neither AIPMO's nor Joslin's list."""
    return content().drivers


@cache
def driver(id: str) -> Driver:
    """The driver D1 to D10. Raises ``ValueError`` naming what is allowed."""
    known = {one.id: one for one in drivers()}
    if id not in known:
        raise ValueError(f"driver is {id!r}; allowed: {', '.join(known)}")
    return known[id]


def _in_order(ids: Collection[str]) -> tuple[Driver, ...]:
    chosen = {driver(id) for id in ids}
    return tuple(one for one in drivers() if one in chosen)


def look_order(acting: Collection[str]) -> Mapping[str, tuple[Driver, ...]]:
    """Gates in the order in which to look when several drivers act, each with its drivers. *Course model*.

    A freeze (D5, G6) and a new sponsor (D2, G5): reasons come before cuts.

    >>> {gate: [one.id for one in due] for gate, due in look_order({"D5", "D2"}).items()}
    {'G5': ['D2'], 'G6': ['D5']}
    """
    found = _in_order(acting)
    return {gate: tuple(one for one in found if one.first_gate == gate) for gate in sorted({one.first_gate for one in found})}


def tell_apart(suspected: Collection[str]) -> tuple[Rivals, ...]:
    """Pairs among the suspected drivers that are easily mixed up, with the fact to ask for. *Course model*."""
    return tuple(one for one in content().rivals if set(one.drivers) <= set(suspected))


def touched(acting: Collection[str], course_services: Iterable[str]) -> Mapping[str, tuple[Driver, ...]]:
    """Course services (S1 to O8) that the acting drivers touch, each with those drivers; others are left out.

    *Course model*; ``because`` of each driver says why.

    >>> {id: [one.id for one in found] for id, found in touched({"D6", "D10"}, ("S6", "T7", "O7")).items()}
    {'S6': ['D6', 'D10'], 'O7': ['D6']}
    """
    found = _in_order(acting)
    return {id: hits for id in course_services if (hits := tuple(one for one in found if one.touches(id)))}


@frozen
class Touched:
    """A service that drivers touch, with the gates at which it is asked, in the order in which to look."""

    record: ServiceRecord
    drivers: tuple[Driver, ...]
    gates: tuple[str, ...]


def touched_records(acting: Collection[str], records: Iterable[ServiceRecord]) -> tuple[Touched, ...]:
    """Services that the acting drivers touch, in the order given; ended and rejected ones are left out. *Course model*.

    A record without a course service is touched only by drivers that touch every service.
    """
    open_ = (one for one in records if one.state not in (State.RETIRED, State.REJECTED))
    hits = ((one, tuple(d for d in _in_order(acting) if d.touches(one.course_service))) for one in open_)
    return tuple(Touched(one, found, tuple(sorted({d.gate_for(one.state) for d in found}))) for one, found in hits if found)
