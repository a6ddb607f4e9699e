"""Attainment (MS03): the share of requests done in time (*Course model*)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from attrs import field, frozen

from pmo_course_lib.domain.calendar import Calendar
from pmo_course_lib.domain.check import within
from pmo_course_lib.domain.sla.agreement import Agreement, Limit
from pmo_course_lib.domain.sla.log import Log
from pmo_course_lib.domain.sla.requests import Outcome, Request, streamed, timed

_COUNT = within(0, 10**9)


@frozen(kw_only=True)
class Counts:
    """Requests by how they stand.

    >>> Counts(met=27, late=2, overdue=1, not_due=3, cancelled=2).attainment
    0.9
    """

    met: int = field(default=0, validator=_COUNT)
    late: int = field(default=0, validator=_COUNT)
    overdue: int = field(default=0, validator=_COUNT)
    not_due: int = field(default=0, validator=_COUNT)
    cancelled: int = field(default=0, validator=_COUNT)
    exceptions: int = field(default=0, validator=_COUNT)
    surplus: int = field(default=0, validator=_COUNT)

    @property
    def missed(self) -> int:
        """Late ones and open ones past their due moment."""
        return self.late + self.overdue

    @property
    def counted(self) -> int:
        """All that attainment is a share of; open ones not yet due, cancelled ones, exceptions and surplus are left out."""
        return self.met + self.missed

    @property
    def attainment(self) -> float | None:
        """Met of counted; None (*no data*) when nothing counts, never 100 per cent."""
        return self.met / self.counted if self.counted else None


def attainment(log: Log, agreement: Agreement, calendars: Iterable[Calendar], as_of: datetime, limit: Limit) -> Counts:
    """The counts of a log straight away, keeping no request: the fast way for a large log.

    Records that do not fit are left out; ``timed`` names them.
    """
    if agreement.surplus_suspended:
        return counts(timed(log, agreement, calendars, as_of).requests, limit)
    return counts(streamed(log, agreement, calendars, as_of, []), limit)


def counts(requests: Iterable[Request], limit: Limit) -> Counts:
    """How requests stand against a time limit."""
    found = Counter(request.outcome(limit) for request in requests)
    return Counts(met=found[Outcome.MET], late=found[Outcome.LATE], overdue=found[Outcome.OVERDUE],
                  not_due=found[Outcome.NOT_DUE], cancelled=found[Outcome.CANCELLED],
                  exceptions=found[Outcome.EXCEPTION], surplus=found[Outcome.SURPLUS])
