"""E4, step 1: what stands today, and the team's ticks for services that overlap and outcomes that nobody brings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.checks.topology import GAPS, OVERLAPS
from pmo_course_lib.ui.exercises.e4_case import groups_by_id, unbroken
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Note, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

_YES = "yes"
#: By key: the file with the rows that can be named, and what people name them for.
_ASKED = {OVERLAPS: ("services.csv", "overlaps"), GAPS: ("outcomes.csv", "missing")}
_PARTS = {"P": "", "C": " shares", "F": " passes on"}


def named(workbook: Workbook, key: str) -> tuple[str, ...]:
    """Ids that the team has ticked, of those that there are."""
    return kept.ids(workbook, key, _known(key))


def _known(key: str) -> tuple[str, ...]:
    return tuple(row["id"] for row in case.rows(_ASKED[key][0]))


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    return (
        Text("**Overlap**: two PMOs bring the same customers the same outcome by services of one category. **Gap**: a group "
             "needs an outcome, and no live service brings it to this group. Find both by eye first; the checks come later."),
        Text(f"*Groups*: {groups_by_id()}."), _services(workbook), _said("Services that overlap", named(workbook, OVERLAPS)),
        _outcomes(workbook), _said("Outcomes that are missing", named(workbook, GAPS)))


def _services(workbook: Workbook) -> Table:
    ticked = named(workbook, OVERLAPS)
    outcomes = {row["id"]: row["outcome"] for row in case.rows("outcomes.csv")}
    rows = tuple((f"{row['id']} {row['name']}", _tick(OVERLAPS, row["id"], ticked),
                  f"{row['outcome']} {outcomes[row['outcome']]}", _used(row["id"]), row["category"], _provided(row["id"]))
                 for row in case.rows("services.csv"))
    return Table("The services of today", ("Service", "Overlaps", "Brings", "To", "Category", "From"), rows)


def _outcomes(workbook: Workbook) -> Table:
    ticked = named(workbook, GAPS)
    rows = tuple((f"{row['id']} {row['outcome']}", _tick(GAPS, row["id"], ticked), _needed(row["id"]))
                 for row in case.rows("outcomes.csv"))
    return Table("The outcomes that customers need", ("Outcome", "Missing", "Needed by"), rows)


def _tick(key: str, id: str, ticked: Iterable[str]) -> Ticks:
    """A tick of its own for each row, so that two people never write one field."""
    word = _ASKED[key][1]
    return Ticks(at("#tick", key, id), f"{id} {word}", ((_YES, word),), (_YES,) if id in ticked else ())


def _provided(service: str) -> str:
    return "; ".join(f"{case.today().name(row['pmo'])}{_PARTS[row['part']]}" for row in case.rows("provides.csv")
                     if row["service"] == service)


def _used(service: str) -> str:
    users = [unbroken(row["customer"]) for row in case.rows("consumes.csv") if row["service"] == service]
    return ", ".join(users) or "nobody yet (in design)"


def _needed(outcome: str) -> str:
    return ", ".join(unbroken(row["group"]) for row in case.rows("customers.csv") if outcome in row["needed_outcomes"].split(";"))


def _said(what: str, ids: tuple[str, ...]) -> Note:
    listed = f" ({', '.join(ids)})" if ids else ""
    return Note(f"{what}, by your count: {len(ids)}{listed}.")


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    match own.parts(id):
        case ("#tick", key, name) if key in _ASKED and name in _known(key):
            others = [one for one in named(workbook, key) if one != name]
            return kept.keep_ids(workbook, key, [*others, *([name] if kept.ticked(value, (_YES,)) else [])], _known(key))
    raise ValueError(GONE)


def _done(workbook: Workbook) -> bool:
    return bool(named(workbook, OVERLAPS) and named(workbook, GAPS))


PANEL = Panel("Overlaps and gaps of today", _draw, _done, _change)
