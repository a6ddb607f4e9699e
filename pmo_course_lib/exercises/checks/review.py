"""E6: the service review of a quarter: decision at G5, causes and actions, customer heard, measures questioned.

All answers stand where the view of the service review keeps them: ``values`` and ``notes`` under ``e6-<service>-<quarter>-...``.
"""

from __future__ import annotations

from functools import cache

from attrs import evolve, frozen

from pmo_course_lib.domain.lifecycle import gate
from pmo_course_lib.domain.sla import Result, Status, Target, measure, service_report
from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.answers import days, ids, note, text
from pmo_course_lib.exercises.checks.sla_lab import end, log, promise
from pmo_course_lib.exercises.exercise import material
from pmo_course_lib.exercises.found import ALL, NOTHING, Found, Rule, lost, of, share
from pmo_course_lib.workbook.model import Workbook

#: Keys of ``values``: service and quarter that the view shows.
SERVICE, QUARTER = "e6-service", "e6-quarter"
#: Names after the beginning of a key. ``values``: what is decided, who was there, what was looked at, cause of a miss.
WORD, PRESENT, LOOKED, CAUSE = "word", "present", "looked", "cause-{}"
#: ``values``: the measure that is green, and the measure that shows what customers feel (ids such as MS03).
GREEN, RED = "green", "red"
#: ``notes``: action against a miss with its owner and day; what customers feel that the measures do not show.
ACTION, FEEL = "action-{}", "feel"
BEFORE, THERE, UNKNOWN, CONTINUE = "before", "there", "open", "continue"
_CAUSES = ("people", "customer", "supplier", "volume", "design", "measure")
_LOOKED = ("attainment", "near", "workload", "customer")


@frozen
class Given:
    """The service under review, its quarter, measures that are reported beside its promise, and those that customers feel."""

    service: str
    quarter: str
    beside: tuple[str, ...]
    felt: tuple[str, ...]


@cache
def given() -> Given:
    """What is reviewed."""
    return material("E6", Given)


def key(name: str) -> str:
    """Where an answer of this review is kept.

    >>> key("word")
    'e6-SVC-006-2026-Q2-word'
    """
    return f"e6-{given().service}-{given().quarter}-{name}"


@cache
def results() -> tuple[Result, ...]:
    """Each measure of the report with its status; the workload has the target 1."""
    plain = promise(given().service)
    beside = tuple(Target(measure=one, target=1.0) for one in given().beside)
    calendar = next(one for one in case.workbook().calendars if one.id == plain.calendar)
    agreement = evolve(plain, targets=(*plain.targets, *beside))
    return service_report(agreement, calendar, log(given().service, given().quarter), end()).results


@cache
def misses() -> tuple[str, ...]:
    """Ids of the measures that are not met."""
    return tuple(one.target.measure for one in results() if one.status in (Status.MISSED, Status.AT_RISK))


def _names(measures: list[str]) -> list[str]:
    return [measure(one).name for one in measures]


def decision(workbook: Workbook) -> Found:
    """A decision of G5; to go on as before when something is missed earns half."""
    word = text(workbook, key(WORD))
    if not word:
        return NOTHING
    if word not in gate("G5").decisions:
        return share(0, 1, lost("unknown"))
    return share(1 if word == CONTINUE and misses() else 2, 2, lost("as_before", count=len(misses())))


def causes(workbook: Workbook) -> Found:
    """Each missed target has a cause that is known."""
    chosen = {one: text(workbook, key(CAUSE.format(one))) for one in misses()}
    if not any(chosen.values()):
        return NOTHING
    unknown = [one for one, cause in chosen.items() if cause == UNKNOWN]
    none = [one for one, cause in chosen.items() if cause not in (*_CAUSES, UNKNOWN)]
    return share(len(chosen) - len(unknown) - len(none), len(chosen), of("unknown", _names(unknown)), of("none", _names(none)))


def actions(workbook: Workbook) -> Found:
    """Each missed target has an action; without a day it earns half."""
    written = {one: note(workbook, key(ACTION.format(one))) for one in misses()}
    if not any(written.values()):
        return NOTHING
    none = [one for one, action in written.items() if not action]
    undated = [one for one, action in written.items() if action and not days(action)]
    points = 2 * (len(written) - len(none)) - len(undated)
    return share(points, 2 * len(written), of("none", _names(none)), of("undated", _names(undated)))


def heard(workbook: Workbook) -> Found:
    """The customer took part and had the figures beforehand; half without the figures."""
    present = text(workbook, key(PRESENT))
    if not present:
        return NOTHING
    if present == BEFORE:
        return Found(ALL)
    return share(present == THERE, 2, lost("surprised" if present == THERE else "absent"))


def looked(workbook: Workbook) -> Found:
    """The four things that a review looks at."""
    ticked = ids(workbook, key(LOOKED)) & {*_LOOKED}
    if not ticked:
        return NOTHING
    return share(len(ticked), len(_LOOKED), lost("more", count=len(_LOOKED) - len(ticked)))


def watermelon(workbook: Workbook) -> Found:
    """The measure that is green, and the one that shows that customers see red."""
    green, red = text(workbook, key(GREEN)), text(workbook, key(RED))
    if not green and not red:
        return NOTHING
    met = {one.target.measure for one in results() if one.status is Status.MET}
    parts = {"green": green in met - {*given().felt}, "red": red in {*misses()} & {*given().felt}}
    return share(sum(parts.values()), 2, *(lost(name) for name, there in parts.items() if not there))


def questioned(workbook: Workbook) -> Found:
    """What customers may feel that the measures do not show."""
    return Found(ALL) if note(workbook, key(FEEL)) else NOTHING


CHECKS: dict[str, Rule] = {
    "decision": decision, "causes": causes, "actions": actions, "heard": heard, "looked": looked,
    "watermelon": watermelon, "questioned": questioned}
