"""What stands on the map: PMOs, consumers, services, support behind services, governance bodies (*Course model*)."""

from __future__ import annotations

import datetime
from enum import Enum

from attrs import field, frozen
from attrs.validators import optional

from pmo_course_lib.domain.catalogue import Obligation
from pmo_course_lib.domain.check import not_empty, within
from pmo_course_lib.domain.lifecycle import State

#: Hours a month, or hours of a target: beyond this it is a slip of the keyboard.
hours = optional(within(0, 1_000_000))
people = optional(within(0, 1_000_000))


class Permanence(Enum):
    """Whether a PMO ends with its programme."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"


class Skill(Enum):
    """What placement asks of a service: pool it (scarce expert skill), or keep it close to projects (daily help)."""

    SCARCE = "scarce"
    DAILY = "daily"


class SupportKind(Enum):
    """A team of the organisation (under an OLA) or a supplier (under a contract)."""

    INTERNAL = "internal"
    SUPPLIER = "supplier"


_ON_OFFER = frozenset({State.LIVE, State.TRANSFORMING, State.RETIRING})
_NOT_PROMISED = frozenset({State.IDEA, State.ON_HOLD, State.REJECTED, State.RETIRED})


@frozen
class Pmo:
    """An office that provides services. ``kind`` is an id of the kinds of PMO in ``topology.toml``.

    ``permanence`` None: as its kind has it. ``closes`` is the day on which a temporary PMO closes.
    """

    id: str = field(validator=not_empty)
    name: str = ""
    kind: str = ""
    permanence: Permanence | None = None
    unit: str = ""
    headcount: float | None = field(default=None, validator=people)
    capacity_hours_per_month: float | None = field(default=None, validator=hours)
    lifecycle_stage: str = ""
    closes: datetime.date | None = None


@frozen
class Consumer:
    """A group that uses services. ``needs`` holds the outcomes it needs, in the words that services use for theirs."""

    id: str = field(validator=not_empty)
    name: str = ""
    unit: str = ""
    kind: str = ""
    projects: int | None = field(default=None, validator=people)
    needs: tuple[str, ...] = ()


@frozen
class Service:
    """A service on the map.

    ``hours_per_month`` is the work of the whole service, ``sla_target_hours`` what customers are promised (working hours).
    ``obligation`` holds where a line from a consumer says nothing else. ``people`` is how many persons can deliver it.
    ``outlives_pmo``: it must go on when its PMO closes. ``assures`` names the PMOs whose work it checks independently.
    """

    id: str = field(validator=not_empty)
    name: str = ""
    category: str = ""
    outcome: str = ""
    state: State = State.LIVE
    owner: str = ""
    obligation: Obligation | None = None
    levels: tuple[str, ...] = ()
    hours_per_month: float | None = field(default=None, validator=hours)
    sla_target_hours: float | None = field(default=None, validator=hours)
    people: int | None = field(default=None, validator=people)
    outlives_pmo: bool = False
    skill: Skill | None = None
    assures: tuple[str, ...] = ()

    @property
    def on_offer(self) -> bool:
        """In the catalogue with its SLA in force: live, or being transformed or retired (until the end date)."""
        return self.state in _ON_OFFER

    @property
    def promised(self) -> bool:
        """Counts in the hours: on offer, or past gate G1 on the way there. Ideas, on hold or rejected, promise nothing."""
        return self.state not in _NOT_PROMISED


@frozen
class Support:
    """A team or supplier behind a service."""

    id: str = field(validator=not_empty)
    name: str = ""
    kind: SupportKind = SupportKind.INTERNAL


@frozen
class Body:
    """A governance body."""

    id: str = field(validator=not_empty)
    name: str = ""
    mandate: str = ""


Node = Pmo | Consumer | Service | Support | Body
