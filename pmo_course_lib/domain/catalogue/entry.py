"""An entry of the services catalogue, as a person fills it in, field by field."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import frozen

from pmo_course_lib.domain.lifecycle import State


class Obligation(Enum):
    """Whether a consumer may choose."""

    MANDATORY = "mandatory"
    CONDITIONAL = "conditional"
    OPTIONAL = "optional"


@frozen
class Promise:
    """A target as the catalogue shows it: ``measure`` "first answer within 8 working hours", ``value`` "95 per cent".

    ``level`` is the service level it holds for; empty: all levels of the entry.
    """

    measure: str = ""
    value: str = ""
    level: str = ""

    @property
    def text(self) -> str:
        """Both parts in one line."""
        return ", ".join(part for part in (self.measure, self.value) if part)


@frozen
class Entry:
    """An entry with its 34 fields; each may still be empty. Lists are tuples, so that an entry can be stored as JSON.

    ``category`` and ``levels`` are ids of the form (CAT1, L2), ``service_hours`` the id of a
    calendar, ``sla`` the id of an agreement. ``hours_per_unit``: working hours of the PMO for one unit (a report,
    a session); ``workload_limit_per_month``: units a month. *Course model*, most fields after public templates.
    """

    id: str = ""
    name: str = ""
    summary: str = ""
    outcome: str = ""
    category: str = ""
    customers: tuple[str, ...] = ()
    why_needed: str = ""
    benefits: tuple[str, ...] = ()
    in_scope: tuple[str, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    how_to_request: str = ""
    inputs_from_customer: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    obligation: Obligation | None = None
    obligation_rule: str = ""
    levels: tuple[str, ...] = ()
    service_hours: str = ""
    targets: tuple[Promise, ...] = ()
    price_or_charge: str = ""
    owner: str = ""
    contact: str = ""
    escalation: str = ""
    provider_pmo: str = ""
    workflow: str = ""
    capabilities: tuple[str, ...] = ()
    hours_per_unit: float | None = None
    workload_limit_per_month: float | None = None
    depends_on: tuple[str, ...] = ()
    sla: str = ""
    state: State = State.IDEA
    launch_date: date | None = None
    review_date: date | None = None
    end_date: date | None = None
    version: str = ""

    @property
    def hours_per_month(self) -> float | None:
        """Hours that the PMO promises a month, at the limit; ``None`` while one of the two numbers is empty.

        >>> Entry(hours_per_unit=30, workload_limit_per_month=3).hours_per_month
        90
        """
        if self.hours_per_unit is None or self.workload_limit_per_month is None:
            return None
        return self.hours_per_unit * self.workload_limit_per_month
