"""Module T6: the working calendar to try out: one request, its hours and due moment, and the rules that decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from attrs import evolve, frozen

from pmo_course_lib.domain.calendar import Calendar, ClosedDay, is_working_day, working_hours
from pmo_course_lib.domain.sla import Agreement, Event, Limit, Log, Pause, Reason, Request, Unit, facts, timed
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules.case_log import calendars
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.modules.sla_figures import cut, moment
from pmo_course_lib.ui.view.blocks import Block, Choice, Day, Group, Line, Note, Number, Row, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook

START = "t6-clock-"
#: What the view begins with: the second worked example of the pauses.
_BASE = {"calendar": "CAL-STD", "received-day": "2025-09-01", "received-time": "15:00", "delivered-day": "2025-09-02",
         "delivered-time": "12:00", "amount": "8", "unit": "hours", "approval": "no", "closed": "day_one", "holiday": "",
         **{f"pause{n}-{part}": "" for n in (1, 2) for part in ("reason", "from-day", "from-time", "to-day", "to-time")}}
_PAUSED = {"received-time": "09:00", "pause1-reason": "customer", "pause1-from-day": "2025-09-01", "pause1-from-time": "16:00",
           "pause1-to-day": "2025-09-02", "pause1-to-time": "10:00"}
_SATURDAY = {"received-day": "2025-09-06", "received-time": "11:00", "delivered-day": "2025-09-08", "delivered-time": "12:30"}
EXAMPLES: dict[str, tuple[str, dict[str, str]]] = {
    "hours": ("Hours: received on Monday at 15:00, 8 hours", {}),
    "k8": ("K8: received on Monday at 09:00, 8 hours", {"received-time": "09:00"}),
    "k7": ("K7: received on Saturday, 4 hours", {**_SATURDAY, "amount": "4"}),
    "k4": ("K4: received on Friday at 14:00, three working days",
           {"received-day": "2025-09-05", "received-time": "14:00", "delivered-day": "2025-09-10", "amount": "3",
            "unit": "days"}),
    "k5": ("K5: received on Saturday, three working days", {**_SATURDAY, "amount": "3", "unit": "days"}),
    "holiday": ("A holiday in between, three working days",
                {"received-day": "2025-09-02", "received-time": "14:00", "delivered-day": "2025-09-08", "amount": "3",
                 "unit": "days", "holiday": "2025-09-04"}),
    "k9": ("K9: a pause for the customer overnight", _PAUSED),
    "k10": ("K10: the same pause, for a supplier", {**_PAUSED, "pause1-reason": "supplier"}),
    "merged": ("K9: two pauses that overlap", {
        "received-time": "09:00", "delivered-day": "2025-09-01", "delivered-time": "17:00", "pause1-reason": "customer",
        "pause1-from-day": "2025-09-01", "pause1-from-time": "10:00", "pause1-to-day": "2025-09-01", "pause1-to-time": "13:00",
        "pause2-reason": "customer", "pause2-from-day": "2025-09-01", "pause2-from-time": "12:00", "pause2-to-day": "2025-09-01",
        "pause2-to-time": "14:00"}),
}
_UNITS = (("hours", "working hours"), ("days", "working days"))
_REASONS = (("customer", "the customer"), ("approval", "an approval"), ("supplier", "our supplier or another PMO"))
_CLOSED = (("day_one", "the next working day is day one (the course's reading)"), ("received", "day one is a day later"))
_CHOICES = {"unit": _UNITS, "approval": (("no", "runs on"), ("yes", "stops")), "closed": _CLOSED, "pause1-reason": _REASONS,
            "pause2-reason": _REASONS}
_DAYS_SHOWN = 10


@frozen
class Try:
    """What was tried: the calendar with its extra holiday, the request on the clock, the limit, and the calendar's zone."""

    calendar: Calendar
    event: Event
    limit: Limit
    request: Request


def _said(workbook: Workbook, name: str) -> str:
    return kept.text(workbook, START + name) if START + name in workbook.values else _BASE[name]


def _when(workbook: Workbook, name: str) -> datetime:
    day, clock = (_said(workbook, f"{name}-{part}") for part in ("day", "time"))
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock))


def _pauses(workbook: Workbook) -> Iterator[Pause]:
    for n in (1, 2):
        if all(_said(workbook, f"pause{n}-{part}") for part in ("reason", "from-day", "from-time", "to-day", "to-time")):
            start, end = _when(workbook, f"pause{n}-from"), _when(workbook, f"pause{n}-to")
            if end < start:
                raise ValueError(f"Pause {n} ends before it begins. Change one of its times.")
            yield Pause(Reason(_said(workbook, f"pause{n}-reason")), start, end)


def attempt(workbook: Workbook) -> Try:
    """What the fields say, on the clock. Raises ``ValueError`` in people's words."""
    known = calendars(workbook)
    calendar = known.get(_said(workbook, "calendar"), known["CAL-STD"])
    if _said(workbook, "holiday"):
        holidays: Any = (*calendar.holidays, date.fromisoformat(_said(workbook, "holiday")))
        calendar = evolve(calendar, holidays=holidays)
    event = Event("R", _when(workbook, "received"), _when(workbook, "delivered"), tuple(_pauses(workbook)))
    if event.delivered is None or event.delivered < event.received:
        raise ValueError("The delivery lies before the receipt. Change one of the two.")
    closed = ClosedDay.RECEIVED if _said(workbook, "closed") == "received" else ClosedDay.DAY_ONE
    promise = Agreement(pause_for_customer=True, pause_for_approval=_said(workbook, "approval") == "yes",
                        received_on_closed_day=closed)
    clock = timed(Log((event,)), promise, (calendar,), max((event.delivered, *(p.end for p in event.pauses if p.end))))
    if not clock.requests:
        raise ValueError(" ".join(map(str, clock.problems)) or "This request cannot be put on the clock.")
    unit = Unit.DAYS if _said(workbook, "unit") == "days" else Unit.HOURS
    return Try(calendar, event, Limit(float(_said(workbook, "amount")), unit), clock.requests[0])


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("Say to yourself when it is due. Then change **one** thing and see what it does. "
                 "*Course model*: rules K1 to K15.")
    return (intro, *_fields(workbook), *_result(workbook), *_more(workbook))


def _fields(workbook: Workbook) -> tuple[Block, ...]:
    examples = tuple((id, text) for id, (text, _) in EXAMPLES.items())
    known = tuple((id, f"{id}: {', '.join(one.week)}") for id, one in calendars(workbook).items())
    chosen = _said(workbook, "calendar")
    return (
        Row((Select(at("#example"), "Start from an example", examples, kept.text(workbook, f"{START}example") or None),
             Select(_id("calendar"), "Calendar", known, chosen if chosen in dict(known) else "CAL-STD"))),
        Row((_day(workbook, "received-day", "Received on"), _time(workbook, "received-time", "received at"))),
        Row((_day(workbook, "delivered-day", "Delivered on"), _time(workbook, "delivered-time", "delivered at"))),
        Row((Number(_id("amount"), "Promised within", _amount(workbook), 1, 1000),
             Choice(_id("unit"), "counted in", _UNITS, _said(workbook, "unit"), inline=True),
             _day(workbook, "holiday", "An extra holiday"))),
    )


def _id(name: str) -> str:
    return at("values", START + name)


def _day(workbook: Workbook, name: str, label: str) -> Day:
    return Day(_id(name), label, _said(workbook, name) or None)


def _time(workbook: Workbook, name: str, label: str) -> Line:
    return Line(_id(name), label, _said(workbook, name))


def _amount(workbook: Workbook) -> float | None:
    try:
        value = float(_said(workbook, "amount"))
    except ValueError:
        return None
    return int(value) if value == int(value) else value


def _result(workbook: Workbook) -> tuple[Block, ...]:
    try:
        tried = attempt(workbook)
        due = tried.request.due(tried.limit)
        late = tried.request.late(tried.request.allowed(tried.limit))
    except (ValueError, OverflowError) as error:
        return (Note(str(error), "warning"),)
    shown = moment(None if due is None else tried.request.table.clock.moment(due))
    hours = cut(tried.request.worked / 3600, places=2)
    rules = "\n".join(f"- **{id}** {why}" for id, why in _rules(tried))
    stands = "late" if late else "in time"
    return (Note(f"Due: **{shown}**. Working hours until delivery: **{hours}**. The delivery is **{stands}**.",
                 "warning" if late else "good"),
            Text(f"**What decided**\n\n{rules}"), _by_day(tried))


def _rules(tried: Try) -> Iterator[tuple[str, str]]:
    """Rules that this request is a case of, each with what it did here."""
    request, table = tried.request, tried.request.table
    said = {one.id or "": one.text for one in facts().rules}
    yield "K2", said["K2"]
    if not is_working_day(tried.calendar, tried.event.received.date()) and tried.limit.unit is Unit.DAYS:
        yield "K5", f"{said['K5']} Here: {dict(_CLOSED)[request.closed.name.lower()]}."
    elif tried.limit.unit is Unit.DAYS:
        yield "K4", said["K4"]
    elif table.reached(table.worked(request.received) + 1) != request.received + 1:
        yield "K7", "Received outside working time: the clock starts at the next opening."
    else:
        yield "K7", "The clock starts at receipt, which is in working time."
    due = request.due(tried.limit)
    if tried.limit.unit is Unit.HOURS and due in table.ends:
        yield "K8", said["K8"]
    for reason, rule in ((Reason.CUSTOMER, "K9"), (Reason.APPROVAL, "K11"), (Reason.SUPPLIER, "K10")):
        if any(pause.reason is reason for pause in tried.event.pauses):
            yield rule, said[rule]


def _by_day(tried: Try) -> Table:
    """The hours that count, day by day."""
    end = tried.event.delivered or tried.event.received
    stops = tuple((_wall(tried, a), _wall(tried, b)) for a, b in tried.request.stops)
    rows: list[tuple[str, ...]] = []
    day = tried.event.received.date()
    while day <= end.date() and len(rows) < _DAYS_SHOWN:
        start, stop = max(tried.event.received, _midnight(day)), min(end, _midnight(day + timedelta(1)))
        whole = working_hours(tried.calendar, start, stop)
        counted = working_hours(tried.calendar, start, stop, _within(stops, start, stop))
        named = moment(_midnight(day)).partition(",")[0]
        rows.append((named, *(cut(one, places=2) for one in (whole, whole - counted, counted))))
        day += timedelta(1)
    if day <= end.date():
        rows.append((f"and {(end.date() - day).days + 1} more days", "…", "…", "…"))
    return Table("Day by day, in working hours", ("Day", "Open", "Paused", "Counts"), tuple(rows), (1, 2, 3))


def _wall(tried: Try, instant: int) -> datetime:
    return tried.request.table.clock.moment(instant).replace(tzinfo=None)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _within(stops: tuple[tuple[datetime, datetime], ...], start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    return ((max(a, start), min(b, end)) for a, b in stops if a < end and b > start)


def _more(workbook: Workbook) -> tuple[Block, ...]:
    approval = Choice(_id("approval"), "While it waits for an approval, the clock", _CHOICES["approval"],
                      _said(workbook, "approval"), inline=True)
    closed = Choice(_id("closed"), "With targets in working days,", _CLOSED, _said(workbook, "closed"))
    rows = tuple(_pause(workbook, n) for n in (1, 2))
    return (Group("Pauses", (Table("The request waits for …", ("Who", "from", "at", "to", "at"), rows), approval),
                  open=any(_said(workbook, f"pause{n}-reason") for n in (1, 2))),
            Group("Received on a non-working day", (closed,), open=False))


def _pause(workbook: Workbook, n: int) -> tuple[Select | Day | Line, ...]:
    name, label = f"pause{n}", f"Pause {n}"
    return (Select(_id(f"{name}-reason"), f"{label} waits for", _REASONS, _said(workbook, f"{name}-reason") or None),
            _day(workbook, f"{name}-from-day", f"{label} from, day"), _time(workbook, f"{name}-from-time", f"{label} from, time"),
            _day(workbook, f"{name}-to-day", f"{label} to, day"), _time(workbook, f"{name}-to-time", f"{label} to, time"))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id == at("#example"):
        if not isinstance(value, str) or value not in EXAMPLES:
            raise ValueError("Choose one of the examples.")
        new = _BASE | EXAMPLES[value][1] | {"example": value}
        return evolve(workbook, values={**workbook.values, **{START + name: said for name, said in new.items()}})
    name = next((one for one in _BASE if _id(one) == id), None)
    if name is None:
        raise ValueError("There is no such field here. Load the page again.")
    return evolve(workbook, values={**workbook.values, START + name: _checked(workbook, name, value)})


def _checked(workbook: Workbook, name: str, value: Any) -> str:
    """The value as it is kept. Raises ``ValueError`` that says how to write it."""
    if name == "amount":
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1000:
            raise ValueError("Write a number from 1 to 1000.")
        return f"{value:g}"
    text = "" if value is None else value
    if not isinstance(text, str):
        raise ValueError("Write a text, or choose from the list.")
    if name.endswith("time") and text and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", text):
        raise ValueError("Write the time like 09:30.")
    if name.endswith("day") and not (text == "" and name not in ("received-day", "delivered-day")):
        _date(text)
    allowed = tuple(dict(_CHOICES.get(name, ()))) or (tuple(calendars(workbook)) if name == "calendar" else ())
    if allowed and text not in (*allowed, *([""] if name.endswith("reason") else [])):
        raise ValueError("Choose one of the answers shown.")
    if not text and name.endswith("time") and "pause" not in name:
        raise ValueError("Write the time like 09:30.")
    return text


def _date(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = date.min
    if not 2020 <= found.year <= 2039 or found.isoformat() != text:
        raise ValueError("Write a date from 2020 to 2039.")
    return found


def _done(workbook: Workbook) -> bool:
    return any(name.startswith(START) and name != f"{START}example" for name in workbook.values)


PANEL = Panel("Try the working calendar", _draw, _done, _change)
