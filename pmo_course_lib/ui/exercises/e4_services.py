"""E4, given for step 2: what each service asks of the place that it gets."""

from __future__ import annotations

from pmo_course_lib.exercises import case
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.view.blocks import Block, Table
from pmo_course_lib.workbook.model import Workbook

_SKILL = {"scarce": "scarce skill", "daily": "daily help"}


def _draw(_: Workbook) -> tuple[Block, ...]:
    rows = tuple((f"{row['id']} {row['name']}", row["hours_per_month"], row["people"], row["sla_target_hours"] or "–",
                  row["obligation"], _place(row)) for row in case.rows("services.csv"))
    head = ("Service", "Hours a month", "People who can", "Promised in hours", "Obligation", "To know")
    return (Table("What each service asks of its place", head, rows, (1, 2, 3)),)


def _place(row: case.Row) -> str:
    """What speaks for a place or against it."""
    checked = [case.today().name(pmo) for pmo in row["assures"].split(";") if pmo]
    said = (_SKILL.get(row["skill"], ""), "must outlive its PMO" if row["outlives_pmo"] else "",
            f"checks the work of {', '.join(checked)}" if checked else "",
            "" if row["state"] == "live" else row["state"].replace("_", " "))
    return "; ".join(one for one in said if one) or "–"


def _change(_workbook: Workbook, _id: str, _value: object) -> Workbook:
    raise ValueError(GONE)


PANEL = Panel("What the services ask for", _draw, lambda _: True, _change)
