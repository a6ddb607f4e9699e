"""The draft of the SLA in E5: the view of module T6 for the service of the exercise, which can be neither left nor removed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from pmo_course_lib.ui.exercises.e5_log import SERVICE
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules import sla_draft
from pmo_course_lib.ui.modules.agreements import agreement
from pmo_course_lib.ui.modules.kept import keep_text
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.view.blocks import Block, Button, Group, Note, Row, Select
from pmo_course_lib.workbook.model import Workbook


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    if SERVICE not in own.names(workbook):
        return (Note("Planning help is not in this workbook. Open exercise E5 from your start page."),)
    return tuple(_steady(one for one in sla_draft.PANEL.draw(_on(workbook)) if not _picks(one)))


def _steady(blocks: Iterable[Block]) -> Iterator[Block]:
    """Buttons, and messages, each in one place: what comes and goes must not move a field in which somebody types."""
    for kind, found in groupby(blocks, lambda one: type(one) if isinstance(one, Button | Note) else None):
        if kind is Button:
            yield Row(tuple(found))
        elif kind is Note:
            yield Group("Where the draft stands", tuple(map(_whole, found)))
        else:
            yield from found


def _on(workbook: Workbook) -> Workbook:
    return keep_text(workbook, "service", SERVICE)


def _picks(block: Block) -> bool:
    """Is it the choice of the service, or adding and removing?"""
    inside = block.blocks if isinstance(block, Group) else ()
    return (isinstance(block, Select) and block.id == own.CHOSEN) or any(getattr(one, "id", "") == own.ADD for one in inside)


def _whole(block: Block) -> Block:
    """The module goes on with a test on the log, which here comes before the draft."""
    filled = isinstance(block, Note) and block.text.startswith("All sections are filled.")
    return Note("All sections are filled. Read it as the other team would: could you sign it?", "good") if filled else block


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if SERVICE not in own.names(workbook) or id in (own.CHOSEN, own.NEW, own.ADD, own.REMOVE):
        raise ValueError("The service of this exercise stays. Load the page again.")
    return sla_draft.PANEL.change(_on(workbook), id, value)


def _done(workbook: Workbook) -> bool:
    return agreement(workbook, SERVICE) is not None and sla_draft.PANEL.done(workbook)


PANEL = Panel("The SLA of planning help", _draw, _done, _change)
