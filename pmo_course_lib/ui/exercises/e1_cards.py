"""The evidence cards of E1: what was seen at the Health PMO, as a list to read, print and refer to by number."""

from __future__ import annotations

from pmo_course_lib.exercises.case import Row, rows
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.view.blocks import Block, Table, Text
from pmo_course_lib.workbook.model import Workbook

#: The office that is diagnosed.
OFFICE = "PMO-02"


def cards() -> dict[int, str]:
    """What was seen at the office, by the number of the card."""
    return {int(row["card"]): row["seen"] for row in rows("evidence.csv") if row["pmo"] == OFFICE}


def office() -> Row:
    """The office as the company's list has it."""
    return next(row for row in rows("pmos.csv") if row["id"] == OFFICE)


def _draw(_workbook: Workbook) -> tuple[Block, ...]:
    of = office()
    return (
        Text(f"**{of['name']}**, {of['unit']}: {of['headcount']} people, {of['capacity_hours_per_month']} hours a month. Manager "
             f"{of['manager']}, sponsor {of['sponsor']}. These things were seen there in the last twelve months. Not each trait "
             "has a card, and not each card fits a trait."),
        Table("Evidence cards", ("Card", "What was seen"), tuple((f"Card {number}", seen) for number, seen in cards().items())),
    )


def _refuse(_workbook: Workbook, _id: str, _value: object) -> Workbook:
    raise ValueError("There is nothing to change on this page.")


PANEL = Panel("The fourteen evidence cards", _draw, lambda _workbook: True, _refuse)
