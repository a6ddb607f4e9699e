"""E3, step 3: the catalogue entry. The fields are those of module 4, for the one service and without a choice of others."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.ui.exercises import e3_parts as parts
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules import catalogue_entry
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.view.blocks import Block, Group, Text
from pmo_course_lib.workbook.model import Workbook


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    """What comes and goes stands in a group of its own, so that nothing moves under the hand of those who write."""
    if not parts.there(workbook):
        return parts.lacking()
    intro = Text("What customers read before they order. Name groups, offices and people as the case names them. "
                 "*Course model*: 34 fields.")
    blocks = catalogue_entry.PANEL.draw(parts.alone(workbook))
    fields = tuple(one for one in blocks if isinstance(one, Group) and one.title in catalogue_entry.GROUPS)
    seen = blocks[blocks.index(fields[-1]) + 1]
    # Before the fields: intro and choice of the service, then how far the entry is.
    return (intro, Group("How far the entry is", blocks[2:blocks.index(fields[0])]), *fields, seen)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    where = own.parts(id)
    if where[0] not in ("catalogue", "#fill") or where[1:2] != (parts.SERVICE,):
        raise ValueError(GONE)
    return catalogue_entry.PANEL.change(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    return parts.there(workbook) and catalogue_entry.PANEL.done(parts.alone(workbook))


PANEL = Panel("The catalogue entry", _draw, _done, _change)
