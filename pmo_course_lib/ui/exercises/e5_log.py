"""The log of E5: requests for planning help of a quarter, with their waits and their hours by either reading of the clock."""

from __future__ import annotations

from functools import cache
from typing import Any

from attrs import evolve, frozen

from pmo_course_lib.domain.sla import Event, Outcome, Pause, Request, measure, timed
from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.checks.sla_lab import end, log, promise
from pmo_course_lib.ui.exercises.words import moment, number_of
from pmo_course_lib.ui.modules.kept import keep_text, text
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Group, Note, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook

#: Planning help of the Food PMO.
SERVICE = "SVC-003"
#: Key of ``values``: which quarter the team looks at.
QUARTER = "e5-quarter"
QUARTERS = {"2025-Q3": "July to September 2025", "2025-Q4": "October to December 2025", "2026-Q1": "January to March 2026",
            "2026-Q2": "April to June 2026"}
_RUNNING = "Sorted by working hours: the clock runs on during waits"
_STOPPED = "Sorted by working hours: the clock stops while the office waits for the customer"


@frozen
class Logged:
    """A request with its working hours, once with the clock running on and once with it stopped; ``None``: not delivered."""

    event: Event
    running: float | None
    stopped: float | None

    @property
    def remark(self) -> str:
        """What the log says of it beside moments."""
        return "cancelled" if self.event.cancelled else self.event.exception or ("" if self.event.delivered else "open")


@cache
def logged(quarter: str) -> tuple[Logged, ...]:
    """The requests that were received in a quarter."""
    running, stopped = (_hours(quarter, stops) for stops in (False, True))
    return tuple(Logged(one, running[one.id], stopped[one.id]) for one in log(SERVICE, quarter).events)


def _hours(quarter: str, stops: bool) -> dict[str, float | None]:
    plain = evolve(promise(SERVICE), pause_for_customer=stops)
    calendar = next(one for one in case.workbook().calendars if one.id == plain.calendar)
    return {one.event.id: _worked(one) for one in timed(log(SERVICE, quarter), plain, (calendar,), end()).requests}


def _worked(request: Request) -> float | None:
    return None if request.open or request.out is Outcome.CANCELLED else request.worked / 3600


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    quarter = text(workbook, QUARTER)
    known = quarter if quarter in QUARTERS else None
    pick = Select(at("values", QUARTER), "Requests received in", tuple(QUARTERS.items()), known)
    rest = _shown(quarter) if quarter in QUARTERS else (Note("Choose the months to see their requests."),)
    return (_promised(), pick, *rest, _counted())


@cache
def _promised() -> Text:
    main = next(one for one in promise(SERVICE).targets if one.measure == "MS03")
    calendar = next(one for one in case.workbook().calendars if one.id == promise(SERVICE).calendar)
    days = ", ".join(f"{day.day} {day:%B}" for day in calendar.holidays if day.year == 2026 and day.month <= 6)
    return Text(f"**Planning help** promises the first session within **{main.limit:g} working hours** for **{main.target:.0%}** "
                f"of requests. Calendar: {', '.join(calendar.week)}; closed on {days} 2026. You count; the page only sorts. "
                "The months that you choose hold for your whole team; folded parts open for you alone.")


@cache
def _shown(quarter: str) -> tuple[Block, ...]:
    found = logged(quarter)
    rows = tuple((number_of(one.event.id), moment(one.event.received), moment(one.event.delivered), _in_hours(one.running),
                  _in_hours(one.stopped), one.remark, "; ".join(map(_wait, one.event.pauses))) for one in found)
    head = ("Request", "Received", "Delivered", "Hours", "without waits", "Remark", "Waits for")
    title = f"Requests received in {QUARTERS[quarter]}; working hours with and without waits for the customer"
    table = Table(title, head, rows, (3, 4))
    return (Group("The log in the order of receipt", (table,), open=False),
            _sorted(_RUNNING, [(one.running, one) for one in found]), _sorted(_STOPPED, [(one.stopped, one) for one in found]))


def _wait(pause: Pause) -> str:
    until = f"{pause.end:%H:%M}" if pause.end and pause.end.date() == pause.start.date() else moment(pause.end)
    return f"{pause.reason.value} {moment(pause.start)} to {until}"


def _in_hours(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _sorted(title: str, found: list[tuple[float | None, Logged]]) -> Group:
    """Those that were delivered, from the fastest to the slowest."""
    known = sorted((hours, number_of(one.event.id), one.remark) for hours, one in found if hours is not None)
    rows = tuple((f"{place}", _in_hours(hours), id, remark) for place, (hours, id, remark) in enumerate(known, 1))
    return Group(title, (Table("All deliveries", ("Place", "Working hours", "Request", "Remark"), rows, (1,)),), open=False)


@cache
def _counted() -> Group:
    """The formulas of the course; the near miss is a model of ours."""
    lines = [f"- **{measure(id).name.capitalize()}:** {measure(id).formula}." for id in ("MS03", "MS02", "MS16")]
    near = "- **Near miss** (*Course model*): in time, with less than a tenth of the promised time left."
    return Group("How the course counts", (Text("\n".join((*lines, near))),), open=False)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id != at("values", QUARTER):
        raise ValueError("There is nothing to change on this page but the months.")
    return keep_text(workbook, QUARTER, value, QUARTERS)


PANEL = Panel("The log of planning help", _draw, lambda workbook: text(workbook, QUARTER) in QUARTERS, _change)
