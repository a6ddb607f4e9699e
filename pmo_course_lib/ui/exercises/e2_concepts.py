"""The given material of E2: the aims of the company, the PMOs with what they have promised, and the twelve concepts."""

from __future__ import annotations

from functools import cache

from pmo_course_lib.domain.catalogue import form
from pmo_course_lib.domain.topology import load_of
from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.case import Row as Record
from pmo_course_lib.exercises.checks.select import concepts
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.view.blocks import Block, Group, Row, Table, Text
from pmo_course_lib.workbook.model import Workbook

EMPTY = "*(empty)*"
#: What a team reads of a concept, by the column of the file.
_FIELDS = {"customer": "Customers", "asked_by": "Asked for by", "outcome_wanted": "Outcome wanted", "sign": "They would notice",
           "pain_today": "Today", "already_offered_by": "Offered already by", "owner": "Owner", "sponsor": "Sponsor"}


@cache
def pmos() -> dict[str, str]:
    """Names of the PMOs by id."""
    return {row["id"]: row["name"] for row in case.rows("pmos.csv")}


def facts(id: str) -> tuple[tuple[str, str], ...]:
    """A concept as the board has it: names of fields with their texts; what is empty there is empty here."""
    row = concepts()[id]
    said = dict(row) | {"customer": _groups().get(row["customer"], row["customer"])}
    return (*((name, said[column]) for column, name in _FIELDS.items()), ("Proposed by", pmos()[row["proposing_pmo"]]),
            ("Level", f"{row['level']} {_levels().get(row['level'], '')}, {row['obligation']}"), ("Hours", _hours(row)))


@cache
def _groups() -> dict[str, str]:
    return {row["group"]: row["name"] for row in case.rows("customers.csv")}


@cache
def _levels() -> dict[str, str]:
    return {one.id: one.name.lower() for one in form().levels}


def _hours(row: Record) -> str:
    return (f"{row['hours_per_month']} a month ({row['volume_per_month']} × {row['hours_per_unit']}), "
            f"{row['one_off_hours']} to set it up")


def _draw(_workbook: Workbook) -> tuple[Block, ...]:
    aims = "\n".join(f"- {aim}" for aim in case.workbook().organisation.aims)
    return (
        Text(f"Aims of Lauterwyl Cooling:\n\n{aims}\n\nWhat a PMO promises, × 1.15, has to be at most its capacity "
             "(*Course model*)."),
        Table("Hours a month by PMO", ("PMO", "People", "Capacity", "Promised", "With reserve"), _offices(), (1, 2, 3, 4)),
        Group("What the PMOs offer today", (Table("Services", ("Service", "PMO", "For", "Hours a month"), _offers(), (3,)),),
              open=False),
        Group("The twelve concepts", (Row(tuple(card(id) for id in concepts())),)),
    )


@cache
def _offices() -> tuple[tuple[str, ...], ...]:
    found = ((row, load_of(case.today(), row["id"])) for row in case.rows("pmos.csv"))
    return tuple((row["name"], row["headcount"], row["capacity_hours_per_month"], f"{load.hours:g}", f"{load.with_reserve:.1f}")
                 for row, load in found)


@cache
def _offers() -> tuple[tuple[str, ...], ...]:
    return tuple((row["name"], pmos()[row["provider_pmo"]], "; ".join(_groups()[group] for group in row["users"].split(";")),
                  row["hours_per_month"]) for row in case.rows("services.csv"))


def card(id: str) -> Table:
    """A concept as a small table."""
    return Table(f"{id}: {concepts()[id]['title']}", ("Field", "The concept says"),
                 tuple((name, said or EMPTY) for name, said in facts(id)))


def _refuse(_workbook: Workbook, _id: str, _value: object) -> Workbook:
    raise ValueError("There is nothing to change on this page.")


PANEL = Panel("Twelve concepts, five PMOs", _draw, lambda _workbook: True, _refuse)
