"""What a team fills in on its way round the ring: one state, half filled at any time, stored as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from math import inf
from typing import Any

from attrs import Attribute, evolve, field, frozen

from pmo_course_lib.domain.catalogue.fields import form
from pmo_course_lib.domain.catalogue.services import Catalogue, course_catalogue
from pmo_course_lib.domain.check import different, not_empty, within
from pmo_course_lib.domain.value_ring.expectations import (
    Chances,
    Profile,
    benefits,
    by_place,
    starting_chances,
    starting_profiles,
)
from pmo_course_lib.domain.value_ring.steps import ring

HIGHEST_SKILL = 5


def _inside(what: str, low: float, high: float, value: Mapping[str, float]) -> None:
    for name, number in value.items():
        if isinstance(number, bool) or not isinstance(number, int | float) or not low <= number <= high:
            raise ValueError(f"{what} of {name!r} is {number!r}; allowed: {low:g} to {high:g}")


def _amount(_instance: Any, attribute: Attribute[Any], value: float | None) -> None:
    if value is not None and not 0 <= value < inf:
        raise ValueError(f"{attribute.name} is {value!r}; allowed: 0 or more")


def _chances(_instance: Any, attribute: Attribute[Any], value: Chances) -> None:
    for service, row in value.items():
        _inside(f"{attribute.name}: {service}, chance", 0, 1, row)


def _parts(name: str, value: Profile) -> None:
    if len(value) != 3 or min(value) < 0 or abs(sum(value) - 1) > 0.001:
        raise ValueError(f"{name} is {value}; write three parts of 0 or more that add to 1")


@frozen
class Group:
    """A customer group: its weight among the groups (any scale, 0 or more), and its priority 0..10 for each benefit id.

    ``name`` is what people call it; a group of the course's six needs none.
    """

    id: str = field(validator=not_empty)
    weight: float = field(default=1.0, validator=_amount)
    priorities: dict[str, float] = field(factory=dict)
    name: str = ""

    @priorities.validator
    def _rated(self, _attribute: object, value: dict[str, float]) -> None:
        _inside(f"priorities of {self.id}: priority", 0, 10, value)


@frozen
class Process:
    """How a service of the mix is given (step 3)."""

    service: str
    trigger: str = ""
    steps: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    responsible: str = ""


@frozen
class Indicator:
    """A KPI of a service (step 4); ``relevance`` among the service's KPIs on any scale, ``reached`` part of the target 0..1."""

    service: str
    name: str = ""
    purpose: str = ""
    formula: str = ""
    source: str = ""
    target: str = ""
    frequency: str = ""
    relevance: float = field(default=1.0, validator=_amount)
    reached: float | None = field(default=None)

    @reached.validator
    def _part(self, _attribute: object, value: float | None) -> None:
        if value is not None:
            _inside("reached", 0, 1, {self.name: value})


@frozen
class Person:
    """Someone in the team: proficiency 0..5 in each competence, and hours a month spent on each service (id)."""

    name: str = field(validator=not_empty)
    levels: dict[str, float] = field(factory=dict)
    hours: dict[str, float] = field(factory=dict)

    @levels.validator
    def _skilled(self, _attribute: object, value: dict[str, float]) -> None:
        _inside(f"levels of {self.name}: level", 0, HIGHEST_SKILL, value)

    @hours.validator
    def _spent(self, _attribute: object, value: dict[str, float]) -> None:
        _inside(f"hours of {self.name}: hours", 0, 744, value)


@frozen
class Maturity:
    """Level of a service today and wanted, 1..5; 0 as long as it is not given at all."""

    actual: int = field(default=0, validator=within(0, 5))
    target: int = field(default=0, validator=within(0, 5))


class Rule(Enum):
    """How adherence of people becomes one figure of a service and of the PMO."""

    MEAN = "mean"  #: of all people; the PMO: mean of the services
    BEST = "best person"  #: for each service; the PMO: mean of the services
    WORKLOAD = "workload-weighted"  #: by hours a month on the service; the PMO: services by their hours


@frozen
class RingInputs:
    """The state of a team's ring. All fields may be empty; ``start`` fills what the content can fill.

    ``chances``: service -> benefit -> chance 0..1. ``profiles``: service -> parts of its effect noticed in the short, medium
    and long term. ``target``: the parts wanted of the whole mix. ``mixes``: other mixes to compare, by name. ``needed``:
    service -> competence -> level 1..5. ``problems``: relevance of each problem on any scale; ``recovery``: service -> problem
    -> part of the loss recovered. ``expected_loss`` and ``annual_cost``: a year, same currency. ``supported``: people.
    """

    groups: tuple[Group, ...] = field(default=())
    chances: Chances = field(factory=dict, validator=_chances)
    profiles: dict[str, Profile] = field(factory=dict)
    target: Profile = field(default=(1 / 3, 1 / 3, 1 / 3))
    mix: tuple[str, ...] = field(default=())
    mixes: dict[str, tuple[str, ...]] = field(factory=dict)
    processes: tuple[Process, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    needed: dict[str, dict[str, float]] = field(factory=dict)
    people: tuple[Person, ...] = field(default=())
    rule: Rule = Rule.MEAN
    maturity: dict[str, Maturity] = field(factory=dict)
    problems: dict[str, float] = field(factory=dict)
    recovery: Chances = field(factory=dict, validator=_chances)
    expected_loss: float | None = field(default=None, validator=_amount)
    annual_cost: float | None = field(default=None, validator=_amount)
    supported: int | None = field(default=None, validator=_amount)

    @groups.validator
    def _groups(self, _attribute: object, value: tuple[Group, ...]) -> None:
        different("customer group", (one.id for one in value))

    @people.validator
    def _people(self, _attribute: object, value: tuple[Person, ...]) -> None:
        different("person", (one.name for one in value))

    @profiles.validator
    def _profiles(self, _attribute: object, value: dict[str, Profile]) -> None:
        for service, profile in value.items():
            _parts(f"profile of {service}", profile)

    @target.validator
    def _target(self, _attribute: object, value: Profile) -> None:
        _parts("target", value)

    @mix.validator
    def _mix(self, _attribute: object, value: tuple[str, ...]) -> None:
        different("service in the mix", value)

    @needed.validator
    def _needed(self, _attribute: object, value: dict[str, dict[str, float]]) -> None:
        for service, row in value.items():
            _inside(f"needed: {service}, level", 1, HIGHEST_SKILL, row)

    @problems.validator
    def _problems(self, _attribute: object, value: dict[str, float]) -> None:
        _inside("problems: relevance", 0, inf, value)


def start(catalogue: Catalogue | None = None) -> RingInputs:
    """A ring to start from: all customer groups with equal weight and no priorities yet; chances, time profiles, problems and
    recovery by the course's rules. *Course model*: invented numbers, to be replaced by the team's judgement.

    >>> start().chances["S6"], start().profiles["S6"]
    ({'B08': 0.7, 'B18': 0.7}, (0.3, 0.5, 0.2))
    """
    chosen, facts = catalogue or course_catalogue(), ring()
    return RingInputs(
        groups=tuple(Group(one.id) for one in form().customers),
        chances=starting_chances(chosen),
        profiles=starting_profiles(chosen),
        problems={one.id: 1.0 for one in facts.problems},
        recovery=by_place({one.id: one.services for one in facts.problems}, facts.recovery.chance_by_place, chosen.ids),
    )


def rate(inputs: RingInputs, group: str, weight: float, priorities: Mapping[str, float]) -> RingInputs:
    """The ring with the weight and the priorities of one group set; a group that is not there yet is added."""
    new = Group(group, weight, dict(priorities))
    if group not in (one.id for one in inputs.groups):
        return evolve(inputs, groups=(*inputs.groups, new))
    return evolve(inputs, groups=tuple(new if one.id == group else one for one in inputs.groups))


def strangers(inputs: RingInputs, catalogue: Catalogue | None = None) -> tuple[str, ...]:
    """Ids in the ring that name no service, benefit or problem, a sentence each; empty when all are known.

    ``catalogue`` is the list of services the team chooses from, the course's by default.

    >>> strangers(RingInputs(mix=("S1", "X9")))
    ("mix: there is no service 'X9'; take it out, or use an id of the list of services.",)
    """
    listed = (catalogue or course_catalogue()).ids
    return (*_unknown("service", "the list of services", listed, _services(inputs)),
            *_unknown("benefit", "the list of benefits", tuple(benefits().names()), _benefits(inputs)),
            *_unknown("problem", "the problems above", tuple(inputs.problems), _problems(inputs)))


def _unknown(what: str, where: str, known: tuple[str, ...], uses: Iterable[tuple[str, str]]) -> Iterator[str]:
    for place, id in dict.fromkeys(uses):
        if id not in known:
            yield f"{place}: there is no {what} {id!r}; take it out, or use an id of {where}."


def _services(inputs: RingInputs) -> Iterator[tuple[str, str]]:
    """Where the ring names services: place and id."""
    places: dict[str, Iterable[str]] = {
        "chances": inputs.chances, "profiles": inputs.profiles, "mix": inputs.mix, "needed": inputs.needed,
        "maturity": inputs.maturity, "recovery": inputs.recovery,
        "processes": (one.service for one in inputs.processes), "indicators": (one.service for one in inputs.indicators),
        **{f"mix {name}": mix for name, mix in inputs.mixes.items()},
        **{f"hours of {one.name}": one.hours for one in inputs.people},
    }
    return ((place, id) for place, ids in places.items() for id in ids)


def _benefits(inputs: RingInputs) -> Iterator[tuple[str, str]]:
    yield from ((f"priorities of {group.id}", id) for group in inputs.groups for id in group.priorities)
    yield from ((f"chances of {service}", id) for service, row in inputs.chances.items() for id in row)


def _problems(inputs: RingInputs) -> Iterator[tuple[str, str]]:
    return ((f"recovery of {service}", id) for service, row in inputs.recovery.items() for id in row)
