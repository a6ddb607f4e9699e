"""E4, given: the five PMOs, the seven groups of customers, what these use, and what services rest on."""

from __future__ import annotations

from pmo_course_lib.exercises import case
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.view.blocks import Block, Group, Table, Text
from pmo_course_lib.workbook.model import Workbook


def _draw(_: Workbook) -> tuple[Block, ...]:
    return (Text("*Lauterwyl Cooling is invented; Course model.* Hours are working hours a month. A PMO carries its services "
                 "while **their hours × 1.15 are at most its capacity**."), _pmos(), _customers(),
            Group("Who uses what", (_uses(),), open=True), Group("What services rest on", (_rests(),), open=True))


def _pmos() -> Table:
    rows = tuple((_named(row["name"], row["id"]), row["capacity_hours_per_month"], row["headcount"], row["unit"], row["manager"],
                  case.today().name(row["reports_to"]), f"closes on {row['ends']}" if row["ends"] else row["permanence"])
                 for row in case.rows("pmos.csv"))
    return Table("The five PMOs", ("PMO", "Hours", "People", "Unit", "Manager", "Reports to", "How long"), rows, (1, 2))


def _customers() -> Table:
    rows = tuple((_named(row["name"], row["group"]), row["size"], row["projects"] or "–", row["unit"], row["spokesperson"])
                 for row in case.rows("customers.csv"))
    return Table("The seven groups of customers", ("Group", "People", "Projects", "Unit", "Speaks for it"), rows, (1, 2))


def _rests() -> Table:
    rows = tuple((case.today().name(row["service"]), row["needs_name"], f"{row['agreement_id']}, {row['state']}",
                  row["target_hours"], row["note"]) for row in case.rows("dependencies.csv"))
    return Table("Agreements behind services", ("Service", "Needs", "Agreement", "In hours", "To know"), rows, (3,))


def _uses() -> Table:
    groups = tuple(row["group"] for row in case.rows("customers.csv"))
    use = {(row["service"], row["customer"]): f"{row['obligation'][0].upper()} {row['volume_per_month']}"
           for row in case.rows("consumes.csv")}
    rows = tuple((f"{row['id']} {row['name']}", *(use.get((row["id"], group), "") for group in groups))
                 for row in case.rows("services.csv"))
    head = ("Service", *map(unbroken, groups))
    return Table("Units a month; for the group it is M mandatory, C conditional, O optional", head, rows)


def _named(name: str, id: str) -> str:
    return f"{name} ({id})"


def unbroken(id: str) -> str:
    """An id that stays on one line."""
    return id.replace("-", "\u2011")


def groups_by_id() -> str:
    """The groups of customers with their numbers, by which tables call them."""
    return ", ".join(f"{unbroken(row['group'])} {row['name']}" for row in case.rows("customers.csv"))


def _change(_workbook: Workbook, _id: str, _value: object) -> Workbook:
    raise ValueError(GONE)


PANEL = Panel("PMOs, customers and services", _draw, lambda _: True, _change)
