"""The logs of requests that views measure: that of the case company, beside the library, and the one in the workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from pmo_course_lib.domain.calendar import Calendar, named_calendars
from pmo_course_lib.domain.sla import Agreement, Event, Kind, Log, Report, Target, read_log, service_report, timed
from pmo_course_lib.domain.sla.spreadsheet import read_sheet
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules.course_files import COURSE
from pmo_course_lib.ui.modules.own_services import names
from pmo_course_lib.ui.pictures.words import plural
from pmo_course_lib.workbook.model import Workbook

CASE = COURSE / "case"
#: What every SLA of the case promises beside its hours, and the workload, which ISO/IEC 20000-1 asks to be compared.
COURSE_TARGETS = (Target(measure="MS08", target=0.8), Target(measure="MS09", target=0.4), Target(measure="MS11", target=0.8),
                  Target(measure="MS13", target=1.0))


#: Quarters that teams measure themselves in an exercise, by service of the case: no module shows them first.
IN_EXERCISES = {"SVC-003": ("2026-Q1", "E5"), "SVC-006": ("2026-Q2", "E6")}


@frozen
class RequestLog:
    """A log with the services in it (names by id), what was promised for them, its calendar, and when it ends."""

    log: Log
    services: dict[str, str]
    promises: dict[str, Agreement]
    calendar: Calendar
    ends: datetime

    @property
    def quarters(self) -> tuple[str, ...]:
        """Quarters with requests, such as 2026-Q1, in order."""
        return tuple(sorted({quarter(event) for event in self.log.events}))

    def quarters_of(self, service: str) -> tuple[str, ...]:
        """The same for one service; requests that name none belong to each."""
        return tuple(sorted({quarter(event) for event in self.log.events if event.service in ("", service)}))


def quarter(event: Event) -> str:
    """The calendar quarter in which a request was received."""
    return f"{event.received.year}-Q{(event.received.month + 2) // 3}"


@cache
def case_log(folder: Path = CASE) -> RequestLog | None:
    """The log of the case company; ``None`` where its files are not there or cannot be read."""
    try:
        log = read_log(read_sheet((folder / "requests.csv").read_bytes(), "requests.csv").records)
        used = {event.service for event in log.events}
        listed = [row for row in _rows(folder / "services.csv") if row["id"] in used]
        holidays: Any = sorted(date.fromisoformat(row["date"]) for row in _rows(folder / "holidays.csv"))
        calendar = evolve(named_calendars()["CAL-STD"], id="CAL-CASE", holidays=holidays)
        promises = {row["id"]: _promise(row, calendar) for row in listed}
        return RequestLog(log, {row["id"]: row["name"] for row in listed}, promises, calendar, _end(log.events))
    except (OSError, CourseError, KeyError, ValueError):
        return None


@cache
def open_log() -> RequestLog | None:
    """The log of the case company as modules show it: without the quarters that exercises work on."""
    whole = case_log()
    return whole and evolve(whole, log=Log(tuple(
        event for event in whole.log.events if IN_EXERCISES.get(event.service, ("", ""))[0] != quarter(event))))


def worked_on(service: str) -> str:
    """What to say of the quarter of a service of the case that is not shown; empty where all are."""
    period, exercise = IN_EXERCISES.get(service, ("", ""))
    return f"{period.replace('-', ', ')} is left out: this quarter is worked on in exercise {exercise}." if period else ""


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _promise(row: dict[str, str], calendar: Calendar) -> Agreement:
    share, least, hours = (float(row[f"sla_{name}"]) for name in ("target_share", "minimum_share", "target_hours"))
    main = Target(measure="MS03", target=share, minimum=least, limit=hours)
    return Agreement(id=f"SLA-{row['id']}", service=row["id"], calendar=calendar.id, targets=(main, *COURSE_TARGETS),
                     workload_limit=int(row["workload_limit_per_month"]), exceptions=(row["sla_exceptions"] or "none",),
                     pause_for_customer=True, pause_for_approval=False)


def _end(events: Iterable[Event]) -> datetime:
    """Closing time of the last day on which something was received or delivered."""
    moments = (moment for event in events for moment in (event.received, event.delivered) if moment)
    return max(moments, key=lambda moment: moment.replace(tzinfo=None)).replace(hour=17, minute=0, second=0, microsecond=0)


def own_log(workbook: Workbook) -> RequestLog | None:
    """The log in the workbook; ``None`` while it is empty."""
    if not workbook.requests:
        return None
    known = names(workbook)
    used = dict.fromkeys(event.service for event in workbook.requests)
    services = {id: known.get(id, id) or "All requests" for id in used}
    last = max((moment for event in workbook.requests for moment in (event.received, event.delivered) if moment),
               key=lambda moment: moment.replace(tzinfo=None))
    promises = {one.service: one for one in workbook.agreements if one.service in used and one.kind is Kind.SLA}
    return RequestLog(Log(workbook.requests), services, promises, calendars(workbook)["CAL-STD"], last)


def calendars(workbook: Workbook) -> dict[str, Calendar]:
    """Working calendars by id: those of the course, that of the case, one's own (the last version of each)."""
    case = case_log()
    shared = named_calendars() | ({case.calendar.id: case.calendar} if case else {})
    own = sorted(workbook.calendars, key=lambda one: one.valid_from or date.min)
    return shared | {one.id: one for one in own}


def calendar_names(known: Iterable[Calendar]) -> dict[str, str]:
    """Calendars as one chooses between them, by id: the hours, and how many holidays are listed."""
    return {one.id: f"{one.id}: {', '.join(one.week)}; {plural(len(one.holidays), 'holiday')}" for one in known}


@lru_cache(maxsize=64)
def reported(agreement: Agreement, calendar: Calendar, log: Log, period: str, ends: datetime) -> tuple[Report, tuple[float, ...]]:
    """The report on a quarter (or all of it: an empty text), and the working hours of each counted delivery.

    Raises ``ValueError`` for moments that no calendar can hold.
    """
    events = Log(tuple(event for event in log.events
                       if event.service in ("", agreement.service) and period in ("", quarter(event))))
    report = service_report(agreement, calendar, events, ends)
    clock = timed(events, agreement, (calendar,), ends)
    return report, tuple(one.worked / 3600 for one in clock.requests if not one.open and one.out is None)
