"""An agreement about a service: SLA, OLA or contract, all of one structure (``content/sla.toml``)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from enum import Enum
from typing import Any

from attrs import Attribute, field, frozen

from pmo_course_lib.domain.calendar import ClosedDay
from pmo_course_lib.domain.check import within
from pmo_course_lib.domain.sla.exact import MOST, exact, number
from pmo_course_lib.domain.sla.facts import Better, facts, measure


class Kind(Enum):
    """Who is bound: PMO and customer; two parties inside the provider; PMO and an outside supplier."""

    SLA = "sla"
    OLA = "ola"
    CONTRACT = "contract"


class Unit(Enum):
    """Unit of a time limit; a bare *day* does not exist (rule K3)."""

    HOURS = "working hours"
    DAYS = "working days"


class Reason(Enum):
    """What a request waits for."""

    CUSTOMER = "customer"
    APPROVAL = "approval"
    SUPPLIER = "supplier"


@frozen
class Limit:
    """The time allowed for one request; days are whole working days (rule K4)."""

    amount: float
    unit: Unit = Unit.HOURS

    def __attrs_post_init__(self) -> None:
        if exact(self.amount) <= 0:
            raise ValueError(f"limit is {self.amount}; allowed: more than 0")
        if self.unit is Unit.DAYS and self.amount != int(self.amount):
            raise ValueError(f"limit is {self.amount} working days; allowed: whole days, or write working hours")


def _known(_target: Any, _attribute: Attribute[Any], value: str) -> None:
    if value:
        measure(value)


@frozen(kw_only=True)
class Target:
    """One promise: a measure, the value aimed at, and the ``minimum`` below which it is missed (None: the target itself).

    Ratios are 0 to 1, times working hours. ``limit`` and ``unit`` belong to attainment (MS03): 0.9 within 16 working hours.
    ``percentile`` belongs to MS02 and MS12 and is taken by nearest rank. ``answers`` is the least number of answers for
    MS08. Which way is good follows from the measure.

    >>> Target(measure="MS03", target=0.9, minimum=0.95)
    Traceback (most recent call last):
    ValueError: minimum is 0.95, better than the target 0.9; for attainment higher is better
    """

    measure: str = field(default="", validator=_known)
    target: float | None = None
    minimum: float | None = None
    limit: float | None = None
    unit: Unit = Unit.HOURS
    percentile: int = field(default=90, validator=within(1, 100))
    answers: int = field(default=1, validator=within(1, 10**9))
    data_source: str = ""
    owner: str = ""

    def __attrs_post_init__(self) -> None:
        for name, value in (("target", self.target), ("minimum", self.minimum)):
            if value is not None:
                number(name, value, -MOST, MOST)
        if self.limit is not None:
            Limit(self.limit, self.unit)
        if self.target is not None and self.minimum is not None and self.minimum != self.target \
                and (self.minimum > self.target) is (self.better is Better.HIGHER):
            raise ValueError(f"minimum is {self.minimum}, better than the target {self.target}; "
                             f"for {measure(self.measure).name} {self.better.value} is better")

    @property
    def better(self) -> Better:
        """Which way is good."""
        return measure(self.measure).better if self.measure else Better.HIGHER

    @property
    def name(self) -> str:
        """How the target is called in a report.

        >>> Target(measure="MS03", target=0.9, limit=16.0).name
        'attainment within 16 working hours'
        """
        name = measure(self.measure).name if self.measure else "no measure yet"
        if self.measure == "MS03" and self.limit is not None:
            return f"{name} within {self.limit:g} {self.unit.value}"
        return f"{name} P{self.percentile}" if self.measure in ("MS02", "MS12") else name


@frozen(kw_only=True)
class Agreement:
    """An agreement, half-filled or whole: ``missing`` says what it lacks.

    ``calendar`` is the id of a working calendar. ``exceptions`` are the names by which a log marks an agreed exception; the one
    word *none* says that there are none. ``workload_limit`` is in requests a calendar month; ``surplus_suspended``: requests
    beyond it are left out of the targets. ``pause_for_customer`` and ``pause_for_approval`` say whether these waits stop the
    clock (rules K9, K11; None: not yet said, and the clock runs); waiting for a supplier never does (rule K10).
    """

    id: str = ""
    kind: Kind = Kind.SLA
    service: str = ""
    description: str = ""
    provider: str = ""
    provider_contact: str = ""
    customer: str = ""
    customer_contact: str = ""
    approved_by: str = ""
    valid_from: datetime.date | None = None
    valid_until: datetime.date | None = None
    changes_and_end: str = ""
    users: str = ""
    calendar: str = ""
    received_on_closed_day: ClosedDay = ClosedDay.DAY_ONE
    targets: tuple[Target, ...] = ()
    measurement: str = ""
    workload_limit: int | None = None
    surplus_suspended: bool = False
    exceptions: tuple[str, ...] = ()
    pause_for_customer: bool | None = None
    pause_for_approval: bool | None = None
    provider_duties: str = ""
    customer_duties: str = ""
    escalation: str = ""
    reviews: str = ""
    credits_or_recovery: str = ""
    stands_on: tuple[str, ...] = ()
    handover_points: str = ""

    def __attrs_post_init__(self) -> None:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError(f"valid_until is {self.valid_until}; allowed: {self.valid_from} (valid_from) or later")
        if self.workload_limit is not None and self.workload_limit < 1:
            raise ValueError(f"workload_limit is {self.workload_limit}; allowed: 1 or more requests a month")

    @property
    def stops(self) -> frozenset[Reason]:
        """The waits that stop the clock."""
        said = {Reason.CUSTOMER: self.pause_for_customer, Reason.APPROVAL: self.pause_for_approval}
        return frozenset(reason for reason, stops in said.items() if stops)


@frozen
class Gap:
    """A section of the agreement that is not filled; ``standard`` names the clause that asks for it."""

    section: str
    what: str
    standard: str = ""


def missing(agreement: Agreement) -> tuple[Gap, ...]:
    """What the agreement lacks: first what ISO/IEC 20000-1:2018, 8.3.3 asks for, then the other sections of the document.

    >>> [gap.section for gap in missing(Agreement()) if gap.standard]
    ['service level targets', 'workload limits', 'exceptions']
    """
    return (*_sections(agreement), *_targets(agreement))


def _sections(agreement: Agreement) -> Iterator[Gap]:
    for section in facts().sections:
        if section.kinds and agreement.kind.value not in section.kinds:
            continue
        for name in section.fields:
            if getattr(agreement, name) in ("", (), None):
                yield Gap(section.name, f"fill in {name}", section.clause)


def _targets(agreement: Agreement) -> Iterator[Gap]:
    """A target is complete with measure, formula (the measure's), data source, calendar and owner: criterion G2-2."""
    for place, target in enumerate(agreement.targets, 1):
        lacking = [name for name in ("measure", "target", "data_source", "owner") if getattr(target, name) in ("", None)]
        if target.measure == "MS03" and target.limit is None:
            lacking.append("limit")
        if lacking:
            yield Gap("service level targets", f"target {place} ({target.name}): fill in {', '.join(lacking)}")
