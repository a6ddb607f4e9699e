"""The command ``pmo-course sla``: a log of requests and an agreement in, a service level report out."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable
from math import ceil, floor
from pathlib import Path

from attrs import frozen
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pmo_course_lib.domain.calendar import Calendar, named_calendars
from pmo_course_lib.domain.sla.agreement import Agreement
from pmo_course_lib.domain.sla.exact import exact
from pmo_course_lib.domain.sla.facts import Better
from pmo_course_lib.domain.sla.log import read_log
from pmo_course_lib.domain.sla.report import Case, Report, Result, service_report
from pmo_course_lib.domain.sla.spreadsheet import read_sheet
from pmo_course_lib.errors import CourseError
from pmo_course_lib.strict import read_toml

_STYLES = {"met": "green", "at risk": "yellow", "missed": "red"}
_LONGEST = 10


@frozen
class SlaFile:
    """What the file of ``--sla`` holds; ``calendars`` may be left out when the agreement names one of the course."""

    agreement: Agreement
    calendars: tuple[Calendar, ...] = ()


def report_files(log: Path, sla: Path, as_of: str) -> tuple[Report, tuple[str, ...]]:
    """The report for two files, and the columns that were not used. Raises ``CourseError``, and ``OSError`` for the log."""
    file = read_toml(sla, SlaFile)
    calendars = _calendars(file, sla)
    sheet = read_sheet(log.read_bytes(), log.name)
    moment = _as_of(as_of)
    try:
        return service_report(file.agreement, calendars, read_log(sheet.records), moment), sheet.unused
    except ValueError as error:
        raise CourseError(f"{sla}: {error}.") from None


def _calendars(file: SlaFile, path: Path) -> tuple[Calendar, ...]:
    """All versions of the calendar that the agreement names."""
    wanted, named = file.agreement.calendar, named_calendars()
    found = tuple(one for one in file.calendars if one.id == wanted) or tuple(filter(None, [named.get(wanted)]))
    if not found:
        known = ", ".join([*dict.fromkeys(one.id for one in file.calendars), *named])
        raise CourseError(f"{path}: agreement calendar is {wanted!r}; allowed: {known}, or a calendar added under [[calendars]].")
    if len({one.time_zone for one in found}) > 1:
        raise CourseError(f"{path}: the versions of calendar {wanted} differ in time_zone. Give them one.")
    return found


def _as_of(text: str) -> datetime.datetime:
    """The moment of the report: now, the end of a day, or as written."""
    if not text:
        return datetime.datetime.now(datetime.UTC)
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise CourseError(f"--as-of is {text!r}. Write a date such as 2026-03-31 (its end is meant), or "
                          "2026-03-31T12:00.") from None
    return moment.replace(hour=23, minute=59, second=59) if len(text) == len("2026-03-31") else moment


def print_report(report: Report, unused: tuple[str, ...]) -> None:
    """Print targets, months, the requests to look at, what calls for action, and the rows that need attention."""
    console = Console()
    console.print(_targets(report))
    if len(report.months) > 1:
        console.print(_months(report))
    for title, cases in (("Furthest over their time", report.worst), ("Near misses", report.near_misses)):
        if cases:
            console.print(_cases(title, cases))
    for line in _lines(report, unused):
        console.print(line, highlight=False, soft_wrap=True)


def _targets(report: Report) -> Table:
    agreement = report.agreement
    title = f"{agreement.id} {agreement.service}, as of {report.as_of:%Y-%m-%d %H:%M}: {_requests(report.received)}"
    table = Table(title=_plain(title), title_justify="left")
    for name in ("Target", "Aim", "Minimum", "Result", "Status", "Remark"):
        table.add_column(name, justify="right" if name in ("Aim", "Minimum", "Result") else "left")
    for one in report.results:
        figures = (_figure(one, value) for value in (one.target.target, one.target.minimum, one.value))
        table.add_row(one.target.name, *figures, _word(one), _remark(one))
    return table


def _months(report: Report) -> Table:
    table = Table(title="By month of receipt", title_justify="left")
    for name in ("Month", "Requests", "Workload"):
        table.add_column(name, justify="left" if name == "Month" else "right")
    for target in report.agreement.targets:
        table.add_column(target.name)
    for month in report.months:
        workload = "" if month.workload_ratio is None else f"{month.workload_ratio:.2f}"
        table.add_row(month.month, str(month.received), workload,
                      *(f"{_figure(one, one.value)} {_word(one)}".strip() for one in month.results))
    return table


def _cases(title: str, cases: tuple[Case, ...]) -> Table:
    more = f" (the first {_LONGEST} of {len(cases)})" if len(cases) > _LONGEST else ""
    table = Table(title=title + more, title_justify="left")
    for name in ("Row", "Request", "Customer", "Target", "State", "Due", "Hours", "Allowed"):
        table.add_column(name, justify="right" if name in ("Row", "Hours", "Allowed") else "left")
    for one in cases[:_LONGEST]:
        table.add_row(str(one.row), _plain(one.id), _plain(one.customer), one.target, one.outcome.value,
                      f"{one.due:%Y-%m-%d %H:%M}" if one.due else "", f"{one.hours:.2f}",
                      f"{one.allowed_hours:.2f}")
    return table


def _lines(report: Report, unused: Iterable[str]) -> Iterable[str]:
    yield "Status, near miss and exception rule: Course model."
    for reason in report.exception_reasons:
        yield f"[yellow]Exception report due by {report.exception_due:%Y-%m-%d %H:%M}: {_plain(reason)}.[/]"
    for gap in report.gaps:
        asked = f" (asked for by {gap.standard})" if gap.standard else ""
        yield f"The agreement is not complete: {_plain(gap.section)}{asked}: {_plain(gap.what)}."
    if report.elsewhere:
        yield (f"Not in the figures: {_requests(report.elsewhere)}, received after the report's moment, outside the agreement's "
               "validity, or of another service.")
    if columns := ", ".join(map(_plain, unused)):
        yield f"Columns not used: {columns}."
    for problem in report.problems:
        yield f"[yellow]{_plain(str(problem))}[/]"


def _requests(count: int) -> str:
    return f"{count} request{'' if count == 1 else 's'}"


def _figure(result: Result, value: float | None) -> str:
    """Two places, never rounded to the good side: 0.89999 is shown as 89.99 per cent and not as the 90 that was promised."""
    if value is None:
        return ""
    share = result.target.measure in ("MS03", "MS08", "MS09", "MS11")
    worse = floor if result.target.better is Better.HIGHER else ceil
    text = f"{worse(exact(value) * (10_000 if share else 100)) / 100:.2f}".rstrip("0").rstrip(".")
    return f"{text} %" if share else text


def _word(result: Result) -> str:
    word = result.status.value
    style = _STYLES.get(word)
    text = word + (", near miss" if result.near_miss else "")
    return f"[{style}]{text}[/]" if style else text


def _remark(result: Result) -> str:
    found = result.counts
    if found is None:
        return _plain(result.remark)
    parts = {"met": found.met, "late": found.late, "overdue": found.overdue, "not yet due": found.not_due,
             "cancelled": found.cancelled, "exceptions": found.exceptions, "surplus": found.surplus}
    text = ", ".join(f"{count} {name}" for name, count in parts.items() if count)
    used = result.budget.consumed if result.budget else None
    return text + ("" if used is None else f"; error budget used: {used * 100:.0f} %")


def _plain(text: str) -> str:
    """Text of a file that nobody vouches for: no markup, no escapes that would steer the terminal."""
    return escape("".join(char if unicodedata.category(char)[0] != "C" else "?" for char in text))
