"""Module T7: the runbook of one service, its gaps, and whether somebody else has worked with it."""

from __future__ import annotations

from datetime import date
from typing import Any

from pmo_course_lib.domain.documents import document
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules.drafting import areas, draft, far, written
from pmo_course_lib.ui.modules.drafting import place as section_place
from pmo_course_lib.ui.modules.own_services import chosen, manage, names, picker
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Day, Group, Line, Note, Row, Text
from pmo_course_lib.workbook.model import Workbook

KIND, TESTED = "DOC-RUNBOOK", "Last tested by and on"
#: What the deputy needs first; the other sections fold.
FIRST = ("Trigger", "Preconditions and access", "Steps", "What to do if a step fails")
AUTHOR, TESTER, DAY = at("#runbook", "author"), at("#runbook", "tester"), at("#runbook", "day")


def _key(service: str, name: str) -> str:
    return f"{service}/runbook-{name}"


def used_by_another(workbook: Workbook, service: str) -> bool:
    """Has a person other than its author used the runbook, on a day that is known?"""
    author, tester, day = (kept.text(workbook, _key(service, name)).strip().casefold() for name in ("author", "tester", "day"))
    return bool(author and tester and day) and author != tester


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    service = chosen(workbook)
    if not service:
        return picker(workbook, "Runbook for which service?")
    others = tuple(one for one in document(KIND).sections if one not in (*FIRST, TESTED))
    return (
        Text("Write it for the day on which somebody trained for something else has to deliver. Short lines will do."),
        *picker(workbook, "Runbook for which service?"),
        *areas(workbook, service, KIND, FIRST, 3),
        Group("The other sections", areas(workbook, service, KIND, others), open=False),
        Row(_test(workbook, service)),
        *_state(workbook, service),
    )


def _test(workbook: Workbook, service: str) -> tuple[Block, ...]:
    author, tester, day = (kept.text(workbook, _key(service, name)) for name in ("author", "tester", "day"))
    return (Line(AUTHOR, "Who wrote it?", author),
            Line(TESTER, "Who worked with it last?", tester), Day(DAY, "On which day?", day or None))


def _state(workbook: Workbook, service: str) -> tuple[Note, ...]:
    there, whole, empty = far(workbook, service, KIND)
    full = Note(f"Sections with a text: **{there} of {whole}**." + (f" Empty: {', '.join(empty)}." if empty else ""),
                "warning" if empty else "good")
    return (full, _proof(workbook, service))


def _proof(workbook: Workbook, service: str) -> Note:
    if used_by_another(workbook, service):
        return Note("Somebody who did not write it has used it: criterion **G4-2** can be shown, if it went well.", "good")
    author, tester = (kept.text(workbook, _key(service, name)).strip().casefold() for name in ("author", "tester"))
    if author and author == tester:
        return Note("Tested by its author: that proves nothing (**G4-2**). Hand it over, be silent, note each question: "
                    "each is a missing line.", "error")
    return Note("Not yet tested by somebody else: gate G4 asks for it (**G4-2**). Who could try it this week?")


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if (managed := manage(workbook, id, value)) is not None:
        return managed
    service = chosen(workbook)
    fields = {AUTHOR: "author", TESTER: "tester", DAY: "day"}
    if id not in fields:
        if id not in {section_place(service, KIND, one) for one in document(KIND).sections}:
            raise ValueError("There is no such field here. Load the page again.")
        return written(workbook, id, value)
    if service not in names(workbook):
        raise ValueError("There is no service yet. Add one first.")
    return _noted(kept.keep_text(workbook, _key(service, fields[id]), _day(value) if id == DAY else value), service)


def _day(value: Any) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except (TypeError, ValueError):
        raise ValueError("Choose a date.") from None


def _noted(workbook: Workbook, service: str) -> Workbook:
    """The workbook with the last test written into the document, too."""
    said = ", ".join(filter(None, (kept.text(workbook, _key(service, name)).strip() for name in ("tester", "day"))))
    if said == draft(workbook, service, KIND).sections.get(TESTED, ""):
        return workbook
    return written(workbook, section_place(service, KIND, TESTED), said)


def _done(workbook: Workbook) -> bool:
    """Some service has the four sections that a deputy needs first, and it is known who wrote the runbook."""
    return any(all(draft(workbook, id, KIND).sections.get(one, "").strip() for one in FIRST)
               and kept.text(workbook, _key(id, "author")).strip() for id in names(workbook))


PANEL = Panel("A runbook that somebody else can use", _draw, _done, _change)
