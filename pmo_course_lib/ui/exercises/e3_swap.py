"""E3, step 4: what another team reads, what it had to ask, and what each team mended."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.catalogue import View, view
from pmo_course_lib.ui.exercises import e3_parts as parts
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Group, Row, Table, Text
from pmo_course_lib.workbook.model import Workbook

_OURS = {parts.THEY_ASKED: "What did they have to ask?", parts.LET_DOWN: "When would they be disappointed?"}
_THEIRS = {parts.WE_ASKED: "What did we have to ask about theirs?", parts.MENDED: "What did we correct in ours?"}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("Change places with another team, or turn your screens round. Try to order what you read, and ask only what "
                 "does not stand there.")
    return (intro, _shown(workbook),
            Group("They order ours: the other team says, you write", (_fields(workbook, _OURS),)),
            Group("We order theirs: write what you had to ask", (_fields(workbook, _THEIRS),)))


def _shown(workbook: Workbook) -> Table:
    rows = view(parts.entry(workbook), View.CUSTOMER) if parts.there(workbook) else ()
    return Table("Our entry as customers read it", ("Field", "Entry"), rows or (("", "Nothing is written yet."),))


def _fields(workbook: Workbook, wanted: dict[str, str]) -> Row:
    return Row(tuple(Area(at("notes", key), label, workbook.notes.get(key, "")) for key, label in wanted.items()))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id not in (at("notes", key) for key in (*_OURS, *_THEIRS)):
        raise ValueError(GONE)
    return put(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    return all(workbook.notes.get(key, "").strip() for key in (parts.THEY_ASKED, parts.WE_ASKED))


PANEL = Panel("Could another team order it?", _draw, _done, _change)
