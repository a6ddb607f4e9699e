"""What a team knows of planning help when it drafts its SLA in E5: the service, its users, and a remark."""

from __future__ import annotations

from functools import cache

from pmo_course_lib.exercises.case import rows
from pmo_course_lib.ui.exercises.e5_log import SERVICE
from pmo_course_lib.ui.exercises.words import listed, refuse, remarks
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.view.blocks import Block, Table, Text


@cache
def _page() -> tuple[Block, ...]:
    of = listed("services.csv", "id")[SERVICE]
    office = listed("pmos.csv", "id")[of["provider_pmo"]]
    facts = (
        ("Outcome", listed("outcomes.csv", "id")[of["outcome"]]["outcome"]),
        ("Provider", f"{office['name']}, {of['people']} people can deliver it; owner {of['owner']}; sponsor {office['sponsor']}"),
        ("Promise of today", f"{of['sla_measure']} within {of['sla_target_hours']} working hours"),
        ("Exception", of["sla_exceptions"]),
        ("Workload", f"{of['hours_per_unit']} hours each, at most {of['workload_limit_per_month']} a month by plan"),
        ("Obligation", f"{of['obligation']}; levels {', '.join(of['levels'].split(';'))}"),
        ("Calendars", "CAL-CASE is that of the company: Mon-Fri 09:00-17:00, with its holidays"))
    return (Text("All of this is invented, as is the company. What is not said here you agree on."), Table(
        "Planning help for new projects", ("What", "As the company has it"), facts), _users(), remarks(SERVICE))


def _users() -> Table:
    used = [row for row in rows("consumes.csv") if row["service"] == SERVICE]
    groups = listed("customers.csv", "group")
    lines = tuple((groups[row["customer"]]["name"], groups[row["customer"]]["spokesperson"], groups[row["customer"]]["size"],
                   row["level"], row["volume_per_month"]) for row in used)
    return Table("Who uses it", ("Customer group", "Speaks for it", "People", "Usual level", "Requests a month"), lines, (2, 4))


PANEL = Panel("Planning help: what you know", lambda _workbook: _page(), lambda _workbook: True, refuse)
