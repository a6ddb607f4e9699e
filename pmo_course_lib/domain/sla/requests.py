"""Requests on the clock: each event as working seconds in the version of the calendar that held at its receipt."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import NamedTuple

from attrs import frozen

from pmo_course_lib.domain.calendar import Calendar, ClosedDay, Timetable, merged, timetable, version_on
from pmo_course_lib.domain.sla.agreement import Agreement, Limit, Unit
from pmo_course_lib.domain.sla.log import Event, Log, Problem, Wrong

_NEVER = 1 << 62
_FIRST = datetime.date(1970, 1, 1)


class Outcome(Enum):
    """How one request stands against a time limit."""

    MET = "met"
    LATE = "late"
    OVERDUE = "open, overdue"
    NOT_DUE = "open, not yet due"
    CANCELLED = "cancelled"
    EXCEPTION = "agreed exception"
    SURPLUS = "beyond the workload limit"


class Request(NamedTuple):
    """One event in whole seconds: instants since 1970 in UTC, ``worked`` less the pauses that stop the clock.

    A named tuple, since it is made in a third of the time of a class and a log holds a hundred thousand.
    ``ended`` is delivery or, while ``open``, the moment of the report. ``stops`` are the pauses, merged and in order. ``out``
    says why it is left out of attainment. ``month`` is that of receipt, such as 2026-03.
    """

    event: Event
    table: Timetable
    month: str
    received: int
    ended: int
    open: bool
    worked: int
    stops: tuple[tuple[int, int], ...]
    out: Outcome | None
    closed: ClosedDay

    def allowed(self, limit: Limit) -> int:
        """Working seconds until the due moment, pauses apart."""
        if limit.unit is Unit.HOURS:
            return round(limit.amount * 3600)
        table, day = self.table, self.table.clock.day(self.received)
        later = self.closed is ClosedDay.RECEIVED and not table.is_open(day)
        close = table.close_after(day, int(limit.amount) + later)
        # Beyond the timetable is beyond the moment of the report, too.
        return _NEVER if close is None else table.worked(close) - table.worked(self.received)

    def due(self, limit: Limit) -> int | None:
        """The first instant at which the clock shows the time allowed; None: too far ahead to say."""
        return self._due(self.allowed(limit))

    def _due(self, allowed: int) -> int | None:
        gross = self.table.worked(self.received) + allowed
        for begins, ends in self.stops:
            if gross <= (before := self.table.worked(begins)):
                break
            gross += self.table.worked(ends) - before
        return self.table.reached(gross)

    def late(self, allowed: int) -> bool:
        """Past its due moment? Exactly at it is in time (rule K8: a due closing is over when the doors are shut)."""
        if self.worked != allowed:
            return self.worked > allowed
        due = self._due(allowed)
        return due is not None and self.ended > due

    def outcome(self, limit: Limit) -> Outcome:
        """How it stands against a limit."""
        if self.out is not None:
            return self.out
        late = self.late(self.allowed(limit))
        if self.open:
            return Outcome.OVERDUE if late else Outcome.NOT_DUE
        return Outcome.LATE if late else Outcome.MET


@frozen
class Timed:
    """Requests on the clock; ``elsewhere`` counts events that the agreement or the report's moment does not reach."""

    requests: tuple[Request, ...]
    problems: tuple[Problem, ...]
    as_of: datetime.datetime
    elsewhere: int = 0


def timed(log: Log, agreement: Agreement, calendars: Iterable[Calendar], as_of: datetime.datetime) -> Timed:
    """The log on the clock of the agreement, as it stood at ``as_of``: what came later is as if it had not happened.

    ``calendars`` are the versions of one calendar (rule K14). Events of another service, from outside the agreement's validity
    or received after ``as_of`` are only counted. Versions share one time zone. Raises ``ValueError`` without a calendar.
    """
    problems = list(log.problems)
    requests = tuple(streamed(log, agreement, calendars, as_of, problems))
    elsewhere = len(log.events) - len(requests) - sum(not one.counted for one in problems) + len(log.problems)
    if agreement.surplus_suspended:
        requests = tuple(_without_surplus(requests, agreement.workload_limit))
    return Timed(requests, tuple(sorted(problems, key=lambda one: one.row)), as_of, elsewhere)


def streamed(log: Log, agreement: Agreement, calendars: Iterable[Calendar], as_of: datetime.datetime,
             problems: list[Problem]) -> Iterator[Request]:
    """As ``timed``, one after the other, with the surplus; what is wrong is added to ``problems``."""
    clock = _Clock(log, agreement, tuple(calendars), as_of)
    for event in log.events:
        try:
            request = clock.request(event)
        except Wrong as wrong:
            problems.append(Problem(event.row, wrong.field, wrong.value, wrong.allowed))
            continue
        if request is not None:
            if event.exception and request.out is not Outcome.EXCEPTION and not event.cancelled:
                problems.append(Problem(event.row, "exception", event.exception, clock.named, counted=True))
            yield request


def _without_surplus(requests: Iterable[Request], limit: int | None) -> Iterator[Request]:
    """In each month the first ``limit`` requests by receipt count, those after them do not."""
    seen: Counter[str] = Counter()
    for request in sorted(requests, key=lambda one: one.received):
        seen[request.month] += 1
        over = limit is not None and seen[request.month] > limit and request.out is None
        yield request._replace(out=Outcome.SURPLUS) if over else request


class _Clock:
    """What is the same for all events of a report."""

    def __init__(self, log: Log, agreement: Agreement, calendars: tuple[Calendar, ...], as_of: datetime.datetime) -> None:
        if not calendars:
            raise ValueError("calendars is empty; give at least one version of the agreement's calendar")
        self.agreement, self.calendars = agreement, calendars
        self.stops = tuple(agreement.stops)  # a search in two values is faster by identity than by hash
        self.exceptions = {name.casefold() for name in agreement.exceptions} - {"none"}
        self.named = f"an exception that the agreement names ({', '.join(sorted(self.exceptions)) or 'it names none'})"
        first = min((event.received.year for event in log.events), default=as_of.year)
        self.tables = {one: timetable(one, min(first, as_of.year), as_of.year) for one in calendars}
        self.table = self.tables[calendars[0]]
        self.now = self.table.clock.instant(as_of)
        self.days: dict[int, tuple[str, Timetable, bool]] = {}

    def request(self, event: Event) -> Request | None:
        """The event on the clock; None: not under this agreement. Raises ``Wrong`` for times in an impossible order."""
        service = self.agreement.service
        received = self.table.clock.instant(event.received)
        if received > self.now or (service and event.service and event.service != service):
            return None
        day = self.table.clock.day(received)
        month, table, valid = self.days.get(day) or self._day(day)
        if not valid:
            return None
        ended, is_open = self._ended(event, table, received)
        worked = table.worked(ended) - table.worked(received)
        stops: tuple[tuple[int, int], ...] = ()
        if event.pauses:
            stops = self._stops(event, table, received, ended)
            for start, end in stops:
                worked -= table.worked(end) - table.worked(start)
        out = self._out(event) if event.cancelled or event.exception else None
        return Request(event, table, month, received, ended, is_open, worked, stops, out, self.agreement.received_on_closed_day)

    def _ended(self, event: Event, table: Timetable, received: int) -> tuple[int, bool]:
        if event.delivered is None:
            return self.now, True
        delivered = table.clock.instant(event.delivered)
        if delivered < received:
            raise Wrong("delivered", event.delivered, f"{event.received} (received) or later")
        return (self.now, True) if delivered > self.now else (delivered, False)

    def _stops(self, event: Event, table: Timetable, received: int, ended: int) -> tuple[tuple[int, int], ...]:
        """The pauses that stop the clock; one without an end lasts until delivery or the report."""
        found, instant, stops = [], table.clock.instant, self.stops
        for pause in event.pauses:
            start = instant(pause.start)
            end = ended if pause.end is None else instant(pause.end)
            if pause.end is not None and end < start:
                raise Wrong("pauses", f"{pause.start}/{pause.end}", "an end after the start")
            if pause.reason in stops:
                found.append((start, end))
        return tuple(merged(found, received, ended)) if found else ()

    def _out(self, event: Event) -> Outcome | None:
        if event.cancelled:
            return Outcome.CANCELLED
        return Outcome.EXCEPTION if event.exception and event.exception.casefold() in self.exceptions else None

    def _day(self, number: int) -> tuple[str, Timetable, bool]:
        """Month, timetable, and whether the agreement is valid, for a day of receipt; worked out once for each day."""
        day = _FIRST + datetime.timedelta(days=number)
        valid = (self.agreement.valid_from or day) <= day <= (self.agreement.valid_until or day)
        return self.days.setdefault(number, (f"{day:%Y-%m}", self._version(day), valid))

    def _version(self, day: datetime.date) -> Timetable:
        try:
            return self.tables[version_on(self.calendars, day)]
        except ValueError as error:
            raise Wrong("received", day, str(error)) from None
