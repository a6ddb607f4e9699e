"""The seven relations of the map (*Course model*). The first two fields of each are the ids it runs from and to."""

from __future__ import annotations

import datetime
from enum import Enum

from attrs import field, frozen
from attrs.validators import optional

from pmo_course_lib.domain.catalogue import Obligation
from pmo_course_lib.domain.check import within
from pmo_course_lib.domain.topology.nodes import hours


class Part(Enum):
    """The part of a PMO in a service, as the services matrix shows it."""

    PROVIDES = "P"  #: answers for delivery
    CO_PROVIDES = "C"  #: shares in the work
    FRONT_DESK = "F"  #: passes requests on and does nothing else


@frozen
class ReportsTo:
    """Line of accountability from a PMO to a PMO or a governance body."""

    pmo: str = ""
    to: str = ""


@frozen
class Governs:
    """A governance body decides the gates of a PMO or a service."""

    body: str = ""
    to: str = ""


@frozen
class Provides:
    """A PMO's part in a service.

    ``share`` is its part of the work (0 to 1), ``hours_per_month`` its hours; None: the share of the service's hours.
    ``accountable`` PMOs answer for delivery, to the ``consumers`` named or, when none is named, to all.
    A PMO that is not accountable and has neither share nor hours is a front desk.
    """

    pmo: str = ""
    service: str = ""
    share: float = field(default=1.0, validator=within(0, 1))
    hours_per_month: float | None = field(default=None, validator=hours)
    accountable: bool = True
    consumers: tuple[str, ...] = ()

    @property
    def part(self) -> Part:
        """P, C or F in the services matrix.

        >>> Provides("hub", "report", share=0, accountable=False).part.value
        'F'
        """
        if self.accountable:
            return Part.PROVIDES
        return Part.CO_PROVIDES if self.share or self.hours_per_month else Part.FRONT_DESK

    def answers_to(self, consumer: str) -> bool:
        """Whether this PMO is accountable towards ``consumer``."""
        return self.accountable and (not self.consumers or consumer in self.consumers)


@frozen
class Consumes:
    """A consumer or a PMO uses a service; ``obligation`` None: as the service has it. ``sla`` names the agreement."""

    consumer: str = ""
    service: str = ""
    level: str = ""
    obligation: Obligation | None = None
    sla: str = ""
    volume_per_month: float | None = field(default=None, validator=hours)


@frozen
class DependsOn:
    """A service needs a service or a support, under an OLA or a contract with a target in working hours."""

    service: str = ""
    on: str = ""
    agreement: str = ""
    target_hours: float | None = field(default=None, validator=hours)


@frozen
class Role:
    """How a relation feels: three weights from 0 to 1 that add to 1 (check V12 says so; nothing is refused here)."""

    pmo: str = ""
    to: str = ""
    serving: float | None = field(default=None, validator=optional(within(-1_000, 1_000)))
    controlling: float | None = field(default=None, validator=optional(within(-1_000, 1_000)))
    partnering: float | None = field(default=None, validator=optional(within(-1_000, 1_000)))

    @property
    def weights(self) -> tuple[float, float, float] | None:
        """Serving, controlling, partnering; None while one of them is not estimated."""
        if self.serving is None or self.controlling is None or self.partnering is None:
            return None
        return self.serving, self.controlling, self.partnering


@frozen
class HandsOverTo:
    """The planned move of a service from a PMO to another; ``date`` None: not yet dated."""

    pmo: str = ""
    to: str = ""
    service: str = ""
    date: datetime.date | None = None


Relation = ReportsTo | Governs | Provides | Consumes | DependsOn | Role | HandsOverTo
