"""E3, given: the concept with its empty fields, what customers say, and who and what there is by name."""

from __future__ import annotations

from pmo_course_lib.domain.catalogue import View, form, view
from pmo_course_lib.exercises import case
from pmo_course_lib.ui.exercises.e3_parts import CONCEPT
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.view.blocks import Block, Group, Table, Text
from pmo_course_lib.workbook.model import Workbook

#: A live service of the case whose entry is whole: the pattern.
_PATTERN = "SVC-004"
_EMPTY = "(empty)"
#: Columns of concepts.csv as people call them, in the order in which they are read.
_FIELDS = {
    "title": "Working title", "asked_by": "Asked for by", "customer": "Customer group", "outcome_wanted": "Outcome wanted",
    "sign": "Sign by which the customer would notice", "pain_today": "Pain today", "level": "Level wanted",
    "volume_per_month": "Units a month", "hours_per_unit": "Hours a unit", "hours_per_month": "Hours a month",
    "one_off_hours": "Hours once, to set it up", "already_offered_by": "Already offered by", "proposing_pmo": "Proposed by",
    "sponsor": "Sponsor", "owner": "Owner", "obligation": "Mandatory, conditional or optional", "category": "Category"}


def _draw(_: Workbook) -> tuple[Block, ...]:
    return (Text("What the board had before it when it selected the service. *Lauterwyl Cooling is invented; Course model.*"),
            _concept(), _remarks(), _names(), _pattern())


def _concept() -> Table:
    row = next(one for one in case.rows("concepts.csv") if one["id"] == CONCEPT)
    known = _known()
    rows = tuple((name, known.get(row[key], row[key]) or _EMPTY) for key, name in _FIELDS.items())
    return Table(f"Concept {CONCEPT}", ("Field", "What it says"), rows)


def _known() -> dict[str, str]:
    """Names beside the ids that the files use."""
    nodes = {one.id: f"{one.name} ({one.id})" for one in case.topology().nodes}
    levels = {one.id: f"{one.id} {one.name}" for one in form().levels}
    return nodes | levels | {one.id: f"{one.name} ({one.id})" for one in form().categories}


def _remarks() -> Table:
    known = _known()
    rows = tuple((f"{row['person']}, {case.today().name(row['customer'])}", row["said"], known.get(row["service"], "in no list"))
                 for row in case.rows("quotes.csv"))
    return Table("What customers say", ("Who", "Says", "About"), rows)


def _names() -> Group:
    groups = tuple((f"{row['name']} ({row['group']})", row["unit"], row["spokesperson"]) for row in case.rows("customers.csv"))
    offices = tuple((f"{row['name']} ({row['id']})", row["manager"], row["sponsor"]) for row in case.rows("pmos.csv"))
    calendars = tuple((one.id, "; ".join(one.week), f"{len(one.holidays)} days") for one in case.workbook().calendars)
    return Group("Groups, offices and calendars by name", (
        Table("Customer groups", ("Name", "Unit", "Speaks for it"), groups),
        Table("PMOs", ("Name", "Manager", "Sponsor"), offices),
        Table("Calendars", ("Name", "Working hours", "Holidays"), calendars)), open=True)


def _pattern() -> Group:
    found = next(one for one in case.workbook().catalogue if one.id == _PATTERN)
    table = Table(found.name, ("Field", "Entry"), view(found, View.CUSTOMER))
    return Group("A finished entry as customers read it: coaching", (table,), open=False)


def _change(_workbook: Workbook, _id: str, _value: object) -> Workbook:
    raise ValueError(GONE)


PANEL = Panel("What is given", _draw, lambda _: True, _change)
