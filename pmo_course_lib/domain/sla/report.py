"""The service level report: an agreement, its calendar and the log as they stood at one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from heapq import nlargest

from attrs import evolve, frozen

from pmo_course_lib.domain.calendar import Calendar, due_in_days, version_on
from pmo_course_lib.domain.sla.agreement import Agreement, Gap, Limit, Target, missing
from pmo_course_lib.domain.sla.attainment import Counts, counts
from pmo_course_lib.domain.sla.budget import Budget, error_budget, exception_reason
from pmo_course_lib.domain.sla.exact import exact
from pmo_course_lib.domain.sla.facts import facts
from pmo_course_lib.domain.sla.log import Log, Problem
from pmo_course_lib.domain.sla.measures import csat_of, first_time_right, percentile, response_rate, workload_ratio
from pmo_course_lib.domain.sla.requests import Outcome, Request, timed
from pmo_course_lib.domain.sla.status import Status, near_miss, status

WORST = 5


@frozen
class Result:
    """What one target came to; ``counts`` and ``budget`` belong to attainment. ``value`` None: no data."""

    target: Target
    value: float | None = None
    status: Status = Status.NO_DATA
    near_miss: bool = False
    remark: str = ""
    counts: Counts | None = None
    budget: Budget | None = None


@frozen
class Case:
    """One request that deserves a look: working hours used and allowed, and when it was or is due."""

    target: str
    id: str
    row: int
    customer: str
    outcome: Outcome
    hours: float
    allowed_hours: float
    due: datetime | None


@frozen
class Month:
    """The requests received in one calendar month, such as 2026-03, against every target."""

    month: str
    received: int
    workload_ratio: float | None
    results: tuple[Result, ...]


@frozen
class Report:
    """All that a review needs. ``exception_reasons`` call for an exception report by ``exception_due``."""

    agreement: Agreement
    as_of: datetime
    received: int
    results: tuple[Result, ...]
    months: tuple[Month, ...]
    near_misses: tuple[Case, ...]
    worst: tuple[Case, ...]
    exception_reasons: tuple[str, ...]
    exception_due: datetime | None
    problems: tuple[Problem, ...]
    elsewhere: int
    gaps: tuple[Gap, ...]


def service_report(agreement: Agreement, calendars: Calendar | Iterable[Calendar], log: Log, as_of: datetime) -> Report:
    """The report as it stood at ``as_of``. ``calendars``: the agreement's calendar, or its versions (rule K14).

    A month holds the requests received in it. Status, near miss and exception rule are a *Course model*.

    >>> from pmo_course_lib.domain.calendar import named_calendars
    >>> from pmo_course_lib.domain.sla.log import read_log
    >>> promise = Agreement(id="SLA-1", targets=(Target(measure="MS03", target=0.9, limit=8.0),))
    >>> log = read_log([{"id": "R1", "received": "2026-03-02 09:00", "delivered": "2026-03-02 17:00"},
    ...                 {"id": "R2", "received": "2026-03-02 09:00"}])
    >>> result = service_report(promise, named_calendars()["CAL-STD"], log, datetime(2026, 3, 4)).results[0]
    >>> result.value, result.status.value, result.counts.overdue
    (0.5, 'missed', 1)
    """
    versions = (calendars,) if isinstance(calendars, Calendar) else tuple(calendars)
    clock = timed(log, agreement, versions, as_of)
    results = _results(agreement, clock.requests)
    reasons = _reasons(results)
    return Report(
        agreement, as_of, len(clock.requests), results, _months(agreement, clock.requests),
        tuple(_near_misses(agreement, clock.requests)), tuple(_worst(agreement, clock.requests)), reasons,
        _exception_due(versions, as_of) if reasons else None, clock.problems, clock.elsewhere, missing(agreement))


def _exception_due(versions: Sequence[Calendar], as_of: datetime) -> datetime:
    calendar = version_on(versions, as_of.date())
    return due_in_days(calendar, as_of, facts().cadence.exception_working_days)


def _reasons(results: Iterable[Result]) -> tuple[str, ...]:
    found = (exception_reason(one.target.name, None if one.status is Status.NO_DATA else one.status is Status.MET,
                              one.budget.remaining if one.budget else None) for one in results)
    return tuple(reason for reason in found if reason)


def _months(agreement: Agreement, requests: Iterable[Request]) -> tuple[Month, ...]:
    by_month: dict[str, list[Request]] = {}
    for request in requests:
        by_month.setdefault(request.month, []).append(request)
    limit = agreement.workload_limit
    return tuple(Month(month, len(found), workload_ratio(len(found), limit) if limit else None, _results(agreement, found))
                 for month, found in sorted(by_month.items()))


def _results(agreement: Agreement, requests: Sequence[Request]) -> tuple[Result, ...]:
    return tuple(_judged(_measured(target, agreement, requests)) for target in agreement.targets)


def _judged(result: Result) -> Result:
    target = result.target
    if target.target is None:
        return evolve(result, remark="no target value is set")
    near = target.measure != "MS13" and near_miss(result.value, target.target, target.better)
    return evolve(result, status=status(result.value, target.target, target.minimum, target.better), near_miss=near)


def _measured(target: Target, agreement: Agreement, requests: Sequence[Request]) -> Result:
    found = _MEASURES.get(target.measure)
    if not found:
        return Result(target, remark="does not come from a log of requests: bring the figure to the review")
    return found(target, agreement, requests)


def _attainment(target: Target, _agreement: Agreement, requests: Sequence[Request]) -> Result:
    if target.limit is None:
        return Result(target, remark="no time limit is set")
    found = counts(requests, Limit(target.limit, target.unit))
    budget = None if target.target is None else error_budget(found.counted, found.missed, target.target)
    return Result(target, found.attainment, counts=found, budget=budget)


def _turnaround(target: Target, _agreement: Agreement, requests: Sequence[Request]) -> Result:
    return _hours(target, [one.worked for one in _delivered(requests)], "delivered")


def _backlog(target: Target, _agreement: Agreement, requests: Sequence[Request]) -> Result:
    return _hours(target, [one.worked for one in requests if one.open and one.out is None], "open")


def _hours(target: Target, seconds: list[int], what: str) -> Result:
    found = percentile(seconds, target.percentile)
    return Result(target, None if found is None else found / 3600, remark=f"{len(seconds)} {what}; nearest rank")


def _satisfaction(target: Target, _agreement: Agreement, requests: Sequence[Request]) -> Result:
    answers, invited = _answers(requests)
    rate = response_rate(len(answers), invited)
    remark = f"{len(answers)} of {invited} answered" + ("" if rate is None else f" ({100 * rate:.0f} %)")
    return Result(target, csat_of(answers, target.answers), remark=remark)


def _response(target: Target, _agreement: Agreement, requests: Sequence[Request]) -> Result:
    answers, invited = _answers(requests)
    return Result(target, response_rate(len(answers), invited), remark="every delivery counts as an invitation")


def _answers(requests: Sequence[Request]) -> tuple[list[int], int]:
    delivered = _delivered(requests)
    return [one.event.satisfaction for one in delivered if one.event.satisfaction is not None], len(delivered)


def _first_time_right(target: Target, _agreement: Agreement, requests: Sequence[Request]) -> Result:
    known = [one.event.accepted_first_time for one in _delivered(requests) if one.event.accepted_first_time is not None]
    return Result(target, first_time_right(sum(known), len(known)), remark=f"known of {len(known)} deliveries")


def _workload(target: Target, agreement: Agreement, requests: Sequence[Request]) -> Result:
    limit = agreement.workload_limit
    if not limit or not requests:
        return Result(target, remark="" if limit else "no workload limit is set")
    months = [request.month for request in requests]
    busiest = max(sorted(set(months)), key=months.count)
    return Result(target, workload_ratio(months.count(busiest), limit), remark=f"busiest month {busiest}")


_MEASURES: dict[str, Callable[[Target, Agreement, Sequence[Request]], Result]] = {
    "MS02": _turnaround, "MS03": _attainment, "MS08": _satisfaction, "MS09": _response, "MS11": _first_time_right,
    "MS12": _backlog, "MS13": _workload,
}


def _delivered(requests: Iterable[Request]) -> list[Request]:
    """Countable deliveries: no cancelled request, agreed exception or surplus."""
    return [one for one in requests if not one.open and one.out is None]


def _limits(agreement: Agreement) -> Iterator[tuple[str, Limit]]:
    for target in agreement.targets:
        if target.measure == "MS03" and target.limit is not None:
            yield target.name, Limit(target.limit, target.unit)


def _near_misses(agreement: Agreement, requests: Iterable[Request]) -> Iterator[Case]:
    below = exact(facts().near_miss_below)
    for name, limit in _limits(agreement):
        for one in requests:
            allowed = one.allowed(limit)
            if (allowed - one.worked) * below.denominator < below.numerator * allowed and one.outcome(limit) is Outcome.MET:
                yield _case(name, one, limit)


def _worst(agreement: Agreement, requests: Iterable[Request]) -> Iterator[Case]:
    """Those furthest over their time, for each limit."""
    for name, limit in _limits(agreement):
        over = (one for one in requests if one.outcome(limit) in (Outcome.LATE, Outcome.OVERDUE))
        for one in nlargest(WORST, over, key=lambda found: found.worked - found.allowed(limit)):
            yield _case(name, one, limit)


def _case(name: str, one: Request, limit: Limit) -> Case:
    due = one.due(limit)
    return Case(name, one.event.id, one.event.row, one.event.customer, one.outcome(limit), one.worked / 3600,
                one.allowed(limit) / 3600, None if due is None else one.table.clock.moment(due))
