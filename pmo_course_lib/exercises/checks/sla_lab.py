"""E5: figures of a quarter against the log, the draft of the SLA, and whether a chain of support carries a promise.

Figures stand in ``values`` under the keys below, the draft in ``agreements``.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache

from attrs import evolve, frozen

from pmo_course_lib.domain.calendar import named_calendars
from pmo_course_lib.domain.sla import (
    Agreement,
    Event,
    Kind,
    Limit,
    Log,
    Request,
    Step,
    Timed,
    counts,
    error_budget,
    missing,
    near_miss,
    time_chain,
    timed,
)
from pmo_course_lib.domain.sla.facts import Better
from pmo_course_lib.domain.sla.measures import mean, percentile
from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.answers import number, text
from pmo_course_lib.exercises.exercise import material
from pmo_course_lib.exercises.found import ALL, NOTHING, Found, Rule, lost, of, share
from pmo_course_lib.workbook.model import Workbook

#: Keys of ``values``. Attainment and budget left in per cent, the median and P90 in working hours, the others are counts.
COUNTED, ATTAINMENT, MEDIAN, P90 = "e5-counted", "e5-attainment", "e5-p50", "e5-p90"
NEAR, ALLOWED, LEFT = "e5-near-misses", "e5-budget-allowed", "e5-budget-left"
#: Keys of ``values``: working hours of the longest path with the reserve; ``yes`` or ``no``.
CHAIN, FITS = "e5-chain-total", "e5-chain-fits"
#: Key of ``notes``, as the view of the log keeps it: which figure would fool a customer; a person judges it.
FOOLS = "e5"
#: How far a stated figure may be off, in its own unit.
TOLERANCE = {COUNTED: 0.0, ATTAINMENT: 0.5, MEDIAN: 0.25, P90: 0.25, NEAR: 0.0, ALLOWED: 0.05, LEFT: 1.0, CHAIN: 0.5}
_STANDARD = ("service level targets", "workload limits", "exceptions")


@frozen
class Links:
    """A chain of steps under a promise, in working hours."""

    promised: float
    reserve: float
    steps: tuple[Step, ...]


@frozen
class Given:
    """The service whose quarter is measured, and the chain."""

    service: str
    quarter: str
    chain: Links


@cache
def given() -> Given:
    """What is measured."""
    return material("E5", Given)


def promise(service: str) -> Agreement:
    """The SLA of a service of the case. Raises ``StopIteration`` for a service without one."""
    return next(one for one in case.workbook().agreements if one.service == service and one.kind is Kind.SLA)


def log(service: str, quarter: str) -> Log:
    """The requests of a service that were received in a quarter, such as 2026-Q1."""
    return Log(tuple(one for one in case.workbook().requests if one.service == service and _quarter(one) == quarter))


def _quarter(event: Event) -> str:
    return f"{event.received.year}-Q{(event.received.month + 2) // 3}"


def end() -> datetime:
    """Closing time of the last day of the log."""
    last = max(moment for one in case.workbook().requests for moment in (one.received, one.delivered) if moment)
    return last.replace(hour=17, minute=0, second=0, microsecond=0)


def clock(agreement: Agreement) -> Timed:
    """The given quarter on the clock of an agreement."""
    calendar = next(one for one in case.workbook().calendars if one.id == promise(given().service).calendar)
    return timed(log(given().service, given().quarter), agreement, (calendar,), end())


def _limit() -> Limit:
    main = next(one for one in promise(given().service).targets if one.measure == "MS03")
    return Limit(main.limit or 0, main.unit)


def _hours(requests: tuple[Request, ...]) -> list[float]:
    return [one.worked / 3600 for one in requests if not one.open and one.out is None]


@cache
def right() -> dict[str, float]:
    """The figures as the log gives them."""
    main = next(one for one in promise(given().service).targets if one.measure == "MS03")
    requests = clock(promise(given().service)).requests
    found, hours = counts(requests, _limit()), _hours(requests)
    budget = error_budget(found.counted, found.missed, main.target or 0)
    return {COUNTED: found.counted, ATTAINMENT: 100 * (found.attainment or 0), MEDIAN: percentile(hours, 50) or 0,
            P90: percentile(hours, 90) or 0, NEAR: _near(hours), ALLOWED: budget.allowed if budget else 0,
            LEFT: 100 * (budget.remaining or 0) if budget else 0, CHAIN: links()[0]}


def _near(hours: list[float]) -> int:
    return sum(near_miss(one, _limit().amount, Better.LOWER) for one in hours)


@cache
def mistaken() -> dict[str, dict[str, float]]:
    """Figures that common mistakes give, by figure and by the message that names the mistake."""
    plain = promise(given().service)
    requests = clock(plain).requests
    hours = _hours(requests)
    gross = clock(evolve(plain, pause_for_customer=False)).requests
    running = counts(gross, _limit())
    found, whole = counts(requests, _limit()), len(requests)
    return {
        COUNTED: {"whole": whole},
        ATTAINMENT: {"whole": 100 * found.met / whole, "pauses": 100 * (running.attainment or 0),
                     "near": 100 * (found.met - right()[NEAR]) / found.counted},
        MEDIAN: {"mean": mean(hours) or 0, "pauses": percentile(_hours(gross), 50) or 0},
        P90: {"mean": mean(hours) or 0, "pauses": percentile(_hours(gross), 90) or 0},
        NEAR: {"late": right()[NEAR] + found.missed, "only_late": found.missed},
        ALLOWED: {"whole": whole * right()[ALLOWED] / right()[COUNTED]},
        LEFT: {"used": 100 - right()[LEFT]},
        CHAIN: {"sum": sum(one.hours for one in given().chain.steps) + given().chain.reserve,
                "reserve": links()[0] - given().chain.reserve},
    }


def links() -> tuple[float, bool]:
    """Hours of the longest path with the reserve, and whether they fit into the promise."""
    chain = given().chain
    found = time_chain(chain.steps, chain.reserve, chain.promised)
    return found.total, found.fits


def figure(key: str) -> Rule:
    """The check of one stated figure; where the value is that of a common mistake, the message names the mistake."""
    def check(workbook: Workbook) -> Found:
        stated = number(workbook, key)
        if stated is None:
            return NOTHING
        if abs(stated - right()[key]) <= TOLERANCE[key] + 1e-9:
            return Found(ALL)
        slip = next((name for name, value in mistaken()[key].items() if abs(stated - value) <= max(TOLERANCE[key], 0.06)), "off")
        return share(0, 1, lost(slip, stated=f"{stated:g}"))

    return check


def budget(workbook: Workbook) -> Found:
    """Permitted misses and what is left of them, half each."""
    if number(workbook, ALLOWED) is None and number(workbook, LEFT) is None:
        return NOTHING
    parts = [figure(key)(workbook) for key in (ALLOWED, LEFT)]
    names = {ALLOWED: "allowed", LEFT: "left"}
    reasons = [lost("missing" if one is NOTHING else reason.message if reason.message != "off" else names[key],
                    part=_PARTS[key]) for key, one in zip((ALLOWED, LEFT), parts, strict=True) for reason in one.lost]
    return share(sum(one.share for one in parts), 2, *reasons)


_PARTS = {ALLOWED: "the permitted misses", LEFT: "the part of the budget that is left"}


def fits(workbook: Workbook) -> Found:
    """Yes or no, once the hours are stated."""
    answer = text(workbook, FITS)
    if number(workbook, CHAIN) is None or answer not in ("yes", "no"):
        return NOTHING
    return share((answer == "yes") is links()[1], 1, lost("wrong"))


def draft(workbook: Workbook) -> Agreement | None:
    """The team's SLA of the given service, once something is written in it: the fullest, where there are several."""
    own = [one for one in workbook.agreements if one.service == given().service and one.kind is Kind.SLA]
    best = min(own, key=lambda one: len(missing(one)), default=None)
    return best if best and len(missing(best)) < _whole() else None


def _whole() -> int:
    """Gaps of an SLA of which nothing is known but its id and its service."""
    return len(missing(Agreement(id="SLA", service=given().service)))


def sections(workbook: Workbook) -> Found:
    """The sections of the SLA."""
    found = draft(workbook)
    if found is None:
        return NOTHING
    open_ = missing(found)
    return share(max(0, _whole() - len(open_)), _whole(), of("sections", dict.fromkeys(one.section for one in open_)))


def standard(workbook: Workbook) -> Found:
    """What ISO/IEC 20000-1:2018, 8.3.3 asks for: targets, workload limits, exceptions."""
    found = draft(workbook)
    if found is None:
        return NOTHING
    open_ = {one.section for one in missing(found)}
    lacking = [one for one in _STANDARD if one in open_]
    return share(len(_STANDARD) - len(lacking), len(_STANDARD), of("lacking", lacking))


def clockwork(workbook: Workbook) -> Found:
    """The SLA can be measured: time limit with a share, calendar that is known, both waits said."""
    found = draft(workbook)
    if found is None:
        return NOTHING
    known = {*named_calendars(), *(one.id for one in (*workbook.calendars, *case.workbook().calendars))}
    main = next((one for one in found.targets if one.measure == "MS03"), None)
    parts = {"limit": bool(main and main.limit and main.target is not None), "calendar": found.calendar in known,
             "waits": found.pause_for_customer is not None and found.pause_for_approval is not None}
    return share(sum(parts.values()), len(parts), *(lost(name) for name, there in parts.items() if not there))


CHECKS: dict[str, Rule] = {
    "counted": figure(COUNTED), "attainment": figure(ATTAINMENT), "median": figure(MEDIAN), "p90": figure(P90),
    "near": figure(NEAR), "budget": budget, "sections": sections, "standard": standard, "clock": clockwork,
    "chain": figure(CHAIN), "fits": fits}
