"""The report of E6: what was promised and reached in the quarter, the months, the requests, and what a customer says."""

from __future__ import annotations

from datetime import datetime
from functools import cache

from pmo_course_lib.domain.sla import Event, Result
from pmo_course_lib.exercises.checks.sla_lab import log
from pmo_course_lib.ui.exercises.e6_review import NO_LOG, PERIOD, REVIEWED, held, title
from pmo_course_lib.ui.exercises.words import customer, listed, moment, number_of, refuse, remarks
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.modules.service_review import Review
from pmo_course_lib.ui.modules.sla_figures import counted, figure, months_picture
from pmo_course_lib.ui.view.blocks import Block, Group, Table, Text, Timer
from pmo_course_lib.workbook.model import Workbook


@cache
def _page() -> tuple[Block, ...]:
    now = held(Workbook())
    if now is None:
        return (NO_LOG,)
    months = months_picture(now.report, f"{now.name}, April to June 2026")
    return (
        Text("Share the parts: **customer**, **service owner**, **writer**, and one who **watches** and says afterwards who was "
             "heard. The customer reads first, alone; the others wait."),
        Timer(4, "Reading"), _figures(now), Text("*Course model*: status and near miss."), _workload(now), remarks(REVIEWED),
        *((months,) if months else ()), _by_group(), _requests())


def _figures(now: Review) -> Table:
    near = ("near misses", "", str(len(now.report.near_misses)), "", "in time, with less than a tenth of the time left")
    first, *others = (_line(one) for one in now.report.results)
    return Table(f"{now.name}, April to June 2026: {now.report.received} requests",
                 ("Measure", "Promised", "Reached", "Status", "Behind it"), (first, near, *others), (1, 2))


def _line(one: Result) -> tuple[str, ...]:
    return (title(one), figure(one.target, one.target.target), figure(one.target, one.value), one.status.value, counted(one))


def _workload(now: Review) -> Table:
    limit = listed("services.csv", "id")[REVIEWED]["workload_limit_per_month"]
    rows = tuple((f"{datetime.strptime(one.month, '%Y-%m'):%B}", f"{one.received}", limit) for one in now.report.months)
    return Table("Workload against its limit", ("Month", "Requests received", "Agreed limit"), rows, (1, 2))


def _events() -> tuple[Event, ...]:
    return tuple(log(REVIEWED, PERIOD).events)


def _by_group() -> Group:
    groups: dict[str, list[Event]] = {}
    for one in _events():
        groups.setdefault(one.customer, []).append(one)
    rows = tuple((customer(id), f"{len(found)}", f"{sum(one.accepted_first_time is False for one in found)}",
                  f"{sum(one.satisfaction is not None for one in found)}",
                  f"{sum((one.satisfaction or 0) >= 4 for one in found)}") for id, found in sorted(groups.items()))
    head = ("Customer group", "Requests", "Answer not accepted at first", "Rated it", "Rated it 4 or 5")
    return Group("By customer group", (Table("Requests of the quarter", head, rows, (1, 2, 3, 4)),), open=False)


def _requests() -> Group:
    rows = tuple((number_of(one.id), customer(one.customer), moment(one.received), moment(one.delivered), _accepted(one),
                  "–" if one.satisfaction is None else f"{one.satisfaction}") for one in _events())
    head = ("Request", "Customer", "Received", "First answer", "Accepted at first", "Rating, 1 to 5")
    return Group("The log of the quarter", (Table("All requests of the quarter", head, rows, (5,)),), open=False)


def _accepted(one: Event) -> str:
    return "–" if one.accepted_first_time is None else "yes" if one.accepted_first_time else "no"


PANEL = Panel("Service report: idea and demand intake", lambda _workbook: _page(), lambda _workbook: True, refuse)
