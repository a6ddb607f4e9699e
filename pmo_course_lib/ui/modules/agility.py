"""Spirit of Agile in figures: is the list of services renewed, and how long is it from selection to offer?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from pmo_course_lib.domain.calendar import named_calendars, working_hours
from pmo_course_lib.domain.orientation import guide, lead_time, renewal_rate
from pmo_course_lib.ui.modules.kept import keep_number, keep_text, number, text
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Block, Day, Group, Line, Note, Number, Row, Text
from pmo_course_lib.workbook.model import Workbook

_COUNTS = {"agility-live": "Live twelve months ago", "agility-transformed": "Transformed since",
           "agility-retired": "Retired since", "agility-new": "New since"}
_DAYS = {"G1": "Selected (G1)", "G3": "Pilot started (G3)", "G4": "Live (G4)"}
_STOP = at("notes", "t1-agile")


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    counts = tuple(Number(at("values", name), label, number(workbook, name), low=0, unit="services")
                   for name, label in _COUNTS.items())
    return (
        Text("*Course model.* Count the services of your PMO over the last twelve months."),
        Row(counts[:2]), Row(counts[2:]),
        _renewal(workbook),
        Line(_STOP, "Which service would you transform or retire next, and on which figure?", workbook.notes.get("t1-agile", "")),
        Group("How long did your newest service take?", _times(workbook), open=False),
    )


def _renewal(workbook: Workbook) -> Note:
    live, transformed, retired, new = (number(workbook, name) for name in _COUNTS)
    if live is None:
        return Note("Begin with the number of services that were live.")
    if not _possible(live, transformed, retired):
        return Note(f"{_changed(transformed, retired):g} services transformed or retired, and only {live:g} were live: that "
                    "cannot be. Correct one of the three numbers; then there is a renewal rate.", "warning")
    rate = renewal_rate(int(transformed or 0), int(retired or 0), int(live))
    if rate is None:
        return Note("No service was live, so there is no renewal rate.")
    came = f" The {new:g} new ones do not count: a list that only grows is not renewed." if new else ""
    return Note(f"Renewal rate **{rate:.2f}**: ({transformed or 0:g} + {retired or 0:g}) ÷ {live:g}.{came}",
                "info" if rate else "warning")


def _changed(transformed: float | None, retired: float | None) -> float:
    return (transformed or 0) + (retired or 0)


def _possible(live: float | None, transformed: float | None, retired: float | None) -> bool:
    """Only a service that was live can be transformed or retired, and each is counted once."""
    return live is None or _changed(transformed, retired) <= live


def _times(workbook: Workbook) -> tuple[Block, ...]:
    days = {name: day for name in _DAYS if (day := _day(workbook, name))}
    fields = tuple(Day(at("values", f"agility-{name}"), label, text(workbook, f"agility-{name}") or None)
                   for name, label in _DAYS.items())
    return (Row(fields), *_lead_times(days))


def _lead_times(days: dict[str, date]) -> tuple[Block, ...]:
    if list(days.values()) != sorted(days.values()):
        return (Note("The dates do not follow each other: G1, then G3, then G4.", "warning"),)
    asked = (one for one in guide().agile_measures.measures if one.end in _DAYS)
    found = {one.name: lead_time(one.id, days, _working_days) for one in asked}
    said = " ".join(f"{name}: **{count} working days**." for name, count in found.items() if count is not None)
    return (Note(f"{said} Counted Monday to Friday after the first day." if said else "Give G1 and at least one later day."),)


def _working_days(first: date, last: date) -> int:
    """Working days after the first day, up to the last; each has eight hours in this calendar."""
    start, end = (datetime.combine(day + timedelta(days=1), time()) for day in (first, last))
    return round(working_hours(named_calendars()["CAL-STD"], start, end) / 8)


def _day(workbook: Workbook, name: str) -> date | None:
    return _date(text(workbook, f"agility-{name}"))


def _date(value: Any) -> date | None:
    """The day of ISO text in this century, else nothing."""
    try:
        day = date.fromisoformat(value)
    except (ValueError, TypeError):
        return None
    return day if 2000 <= day.year < 2100 else None


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    numbers = {at("values", name): name for name in _COUNTS}
    days = {at("values", f"agility-{name}"): f"agility-{name}" for name in _DAYS}
    if id in numbers:
        return _count(workbook, numbers[id], value)
    return _dated(workbook, days[id], value) if id in days else put(workbook, id, value)


def _count(workbook: Workbook, name: str, value: Any) -> Workbook:
    if isinstance(value, float) and not value.is_integer():
        raise ValueError("Write a whole number.")
    counted = keep_number(workbook, name, value)
    live, transformed, retired, _ = (number(counted, one) for one in _COUNTS)
    if not _possible(live, transformed, retired) and value is not None and name != "agility-new":
        raise ValueError(_impossible(name, live or 0, _changed(transformed, retired)))
    return counted


def _impossible(name: str, live: float, changed: float) -> str:
    """What to do about the count of this name, which does not go with the others."""
    if name == "agility-live":
        return (f"{_COUNTS[name]}: {changed:g} services were transformed or retired, so at least {changed:g} were live. Write "
                f"{changed:g} or more, or correct the others first.")
    return (f"{_COUNTS[name]}: that makes {changed:g} transformed or retired, of {live:g} that were live. Write a smaller "
            "number, or correct the others first.")


def _dated(workbook: Workbook, name: str, value: Any) -> Workbook:
    if value is not None and _date(value) is None:
        raise ValueError("Choose a day between 2000 and 2099.")
    return keep_text(workbook, name, value)


def _done(workbook: Workbook) -> bool:
    live, transformed, retired, _ = (number(workbook, one) for one in _COUNTS)
    return live is not None and _possible(live, transformed, retired) and bool(workbook.notes.get("t1-agile", "").strip())


PANEL = Panel("How agile is your PMO itself?", _draw, _done, _change)
