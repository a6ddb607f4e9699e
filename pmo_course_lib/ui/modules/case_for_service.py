"""The case for one service, and what gate G1 would still ask."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from attrs import frozen

from pmo_course_lib.domain.documents import document
from pmo_course_lib.domain.lifecycle import Decision, ServiceRecord, State, gate, missing
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules.capacity import hours, number, plan
from pmo_course_lib.ui.modules.drafting import areas, draft, far, written
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Choice, Group, Line, Note, Number, Row, Table, Text
from pmo_course_lib.workbook.model import Workbook

#: What has to be written for each criterion, by document.
_ASKED = {"G1-1": ("DOC-CONCEPT", ("Customer group", "Outcome wanted")), "G1-2": ("DOC-CASE", ("Strategic fit",)),
          "G1-3": ("DOC-CONCEPT", ("Already offered by",)),
          "G1-4": ("DOC-CASE", ("Benefits with measure", "Costs, one-off and yearly"))}
_FIRST = {"DOC-CONCEPT": ("Customer group", "Outcome wanted"), "DOC-CASE": ("Need and options", "Benefits with measure")}
_ELSEWHERE = ("Capacity in hours a month", "Owner", "Working title")
_REACHED = {"yes": "yes", "no": "no, and the board will hear why not"}


@frozen
class Point:
    """A criterion of G1, whether what is written meets it, and what it lacks."""

    id: str
    text: str
    must: bool
    lacks: tuple[str, ...]


def points(workbook: Workbook, id: str) -> tuple[Point, ...]:
    """The criteria of G1 as far as the case of a service meets them on paper. *Course model*."""
    return tuple(Point(one.id, one.text, one.must, tuple(_lacks(workbook, id, one.id))) for one in gate("G1").criteria)


def _lacks(workbook: Workbook, id: str, criterion: str) -> Iterator[str]:
    kind, sections = _ASKED.get(criterion, ("DOC-CASE", ()))
    empty = draft(workbook, id, kind).missing
    yield from (one for one in sections if one in empty)
    if criterion == "G1-4":
        yield from _room(workbook, id)
    if criterion == "G1-5" and not own.entry(workbook, id).owner.strip():
        yield "Owner"
    if criterion == "G1-6" and kept.text(workbook, f"{id}/cut-off") != "yes":
        yield "score at the cut-off"


def _room(workbook: Workbook, id: str) -> Iterator[str]:
    now = plan(workbook)
    if hours(own.entry(workbook, id)) is None:
        yield "hours a month"
    elif now is None:
        yield "capacity of the PMO"
    elif id in now.candidates and id not in now.fit:
        yield "room within the capacity"


def open_points(workbook: Workbook, id: str) -> tuple[str, ...]:
    """What stands in the way of a *go* at G1, a sentence each, as the rules of the lifecycle have it."""
    now = own.entry(workbook, id)
    held = own.record(workbook, id) or ServiceRecord(id, now.name, owner=now.owner)
    met = tuple(one.id for one in points(workbook, id) if not one.lacks)
    why = "The board hears it." if kept.text(workbook, f"{id}/cut-off") == "no" else ""
    go = Decision(date.max, "go", gate("G1").decider, criteria=met, evidence=_evidence(workbook, id), comment=why)
    return missing(held, go)


def _evidence(workbook: Workbook, id: str) -> tuple[str, ...]:
    """Documents with something in them; the map counts once it shows a PMO and a service."""
    begun = tuple(kind for kind in ("DOC-CONCEPT", "DOC-CASE", "DOC-TOPO") if draft(workbook, id, kind).completeness)
    mapped = workbook.topology.pmos and workbook.topology.services
    return (*begun, "DOC-TOPO") if mapped and "DOC-TOPO" not in begun else begun


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("Write the case for one service and see what the services board would still ask at gate G1 (*Course model*).")
    if not (id := own.chosen(workbook)):
        return (intro, *own.picker(workbook))
    now = own.entry(workbook, id)
    pick, keep = own.picker(workbook, "For which service?")
    return (intro, pick, *(one for kind, sections in _FIRST.items() for one in areas(workbook, id, kind, sections)),
            Row((Number(at("catalogue", id, "hours_per_unit"), "Hours a unit", now.hours_per_unit, 0),
                 Number(at("catalogue", id, "workload_limit_per_month"), "Units a month", now.workload_limit_per_month, 0),
                 Line(at("catalogue", id, "owner"), "Service owner", now.owner, "A person, not a team."))),
            _rest(workbook, id, "DOC-CONCEPT"), _rest(workbook, id, "DOC-CASE"),
            Choice(at("values", f"{id}/cut-off"), "Does its score reach the board's cut-off?", tuple(_REACHED.items()),
                   kept.text(workbook, f"{id}/cut-off") or None, inline=True),
            *_consequence(workbook, id), keep)


def _rest(workbook: Workbook, id: str, kind: str) -> Group:
    shown = _FIRST[kind]
    others = tuple(one for one in document(kind).sections if one not in (*shown, *_ELSEWHERE))
    return Group(f"The rest of the {document(kind).name.lower()}", areas(workbook, id, kind, others), open=False)


def _consequence(workbook: Workbook, id: str) -> tuple[Block, ...]:
    if (now := own.state(workbook, id)) is not State.IDEA:
        return (Note(f"This service has been at G1: its state is *{now.label}*."),)
    found = points(workbook, id)
    rows = tuple((f"{one.id} {'must' if one.must else 'should'}", one.text,
                  "covered" if not one.lacks else f"**lacks**: {', '.join(one.lacks)}") for one in found)
    musts = [one for one in found if one.must]
    met = sum(not one.lacks for one in musts)
    return (Table("Gate G1", ("Criterion", "It asks", "Your case"), rows), *_verdict(open_points(workbook, id), met, len(musts)),
            Text(f"Filled: {_part(workbook, id, 'DOC-CONCEPT')}; {_part(workbook, id, 'DOC-CASE')}."))


def _verdict(lines: tuple[str, ...], met: int, musts: int) -> tuple[Block, ...]:
    if not lines:
        return (Note("On paper nothing is missing for G1. Whether what is written convinces, the board decides.", "good"),)
    others = "\n".join(f"- {one}" for one in lines if not one.startswith("G1 asks for"))
    others += "\n- The map is drawn in T5." if "DOC-TOPO" in others else ""
    also = f" Besides:\n\n{others}" if others else ""
    return (Note(f"{met} of {musts} musts are covered. A must is not traded: as it stands the outcome is *hold* or "
                 f"*reject*.{also}" if met < musts else f"All {musts} musts are covered.{also}", "warning"),)


def _part(workbook: Workbook, id: str, kind: str) -> str:
    filled, whole, _ = far(workbook, id, kind)
    return f"{document(kind).name.lower()} {filled} of {whole} parts"


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if (managed := own.manage(workbook, id, value)) is not None:
        return managed
    where = own.parts(id)
    if where[0] == "drafts":
        return written(workbook, id, value)
    if where[0] == "values" and len(where) == 2 and where[1].endswith("/cut-off") and value in (None, *_REACHED):
        return kept.keep_text(workbook, where[1], value)
    if where[0] != "catalogue" or len(where) != 3 or where[2] not in ("hours_per_unit", "workload_limit_per_month", "owner"):
        raise ValueError("There is no such field here. Load the page again.")
    changed = own.change_entry(workbook, where[1], where[2], value if where[2] == "owner" else number(value))
    return _repeated(changed, where[1])


def _repeated(workbook: Workbook, id: str) -> Workbook:
    """The case says the owner and the hours as the entry does."""
    now = own.entry(workbook, id)
    of = hours(now)
    given = {"Owner": now.owner, "Capacity in hours a month": "" if of is None else f"{of:g}"}
    for section, text in given.items():
        workbook = written(workbook, at("drafts", f"{id}/DOC-CASE", "sections", section), text)
    return workbook


def _done(workbook: Workbook) -> bool:
    id = own.chosen(workbook)
    if not id or own.state(workbook, id) is not State.IDEA:
        return bool(id)
    return all(not one.lacks for one in points(workbook, id) if one.must)


PANEL = Panel("The case for a service, before gate G1", _draw, _done, _change)
