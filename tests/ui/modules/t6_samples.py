"""What the tests of modules T6 and T7 share: blocks laid out flat, a service to work on, and any workbook at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from pmo_course_lib.ui.modules.own_services import add
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Group, Note, Number, Row, Table, plain
from pmo_course_lib.workbook.model import Workbook

#: What a page that was tampered with may send for any field.
HOSTILE: tuple[Any, ...] = (float("nan"), float("inf"), -1, 10**30, True, {}, {"id": 1}, [[]], [1, None], object(), "<script>",
                            "\ud800", "x" * 5000)
#: Ids that belong to no view, or to another.
FOREIGN = ("", "[]", "[[1]]", "{}", "nonsense", at("organisation", "name"), at("values", "anything"),
           at("#target", "99", "limit"), at("#gate", "evil"), at("#review", "SVC-999", "2026-Q2", "word"),
           at("drafts", "x", "sections", "y"))


def flat(blocks: tuple[Any, ...]) -> Iterator[Any]:
    """All blocks, those in groups, rows and tables too."""
    for one in blocks:
        yield one
        if isinstance(one, Group | Row):
            yield from flat(one.blocks)
        elif isinstance(one, Table):
            yield from (cell for row in one.rows for cell in row if not isinstance(cell, str))


def notes(panel: Panel, workbook: Workbook) -> str:
    """All messages of the view."""
    return "\n".join(one.text for one in flat(panel.draw(workbook)) if isinstance(one, Note))


def rows(panel: Panel, workbook: Workbook, caption: str) -> dict[str, tuple[Any, ...]]:
    """The rows of a table by their first cell."""
    table = next(one for one in flat(panel.draw(workbook)) if isinstance(one, Table) and caption in one.caption)
    return {str(row[0]): row[1:] for row in table.rows}


def number(panel: Panel, workbook: Workbook, label: str) -> float | None:
    """What a number field stands at."""
    return next(one.value for one in flat(panel.draw(workbook)) if isinstance(one, Number) and one.label == label)


def changed(panel: Panel, workbook: Workbook, *fields: tuple[str, Any]) -> Workbook:
    """The workbook after these changes, one by one."""
    for id, value in fields:
        workbook = panel.change(workbook, id, value)
    return workbook


def with_service() -> Workbook:
    """A workbook with one idea for a service."""
    return add(Workbook(), "Health check")


def withstands(panel: Panel, workbook: Workbook) -> None:
    """Each field refuses in words or takes what is sent, the view can be drawn after it, and foreign ids are refused."""
    for block in tuple(flat(panel.draw(workbook))):
        for value in HOSTILE if hasattr(block, "id") else ():
            try:
                after = panel.change(workbook, block.id, value)
            except ValueError as error:
                assert " " in str(error)
            else:
                drawn(panel, after)
    for id in FOREIGN:
        with pytest.raises(ValueError, match=r"\w+ \w+"):
            panel.change(workbook, id, "x")


def drawn(panel: Panel, workbook: Workbook) -> tuple[Block, ...]:
    """The view of a workbook, which can be sent to a page, with fields whose ids differ."""
    blocks = panel.draw(workbook)
    assert plain(blocks)
    ids = [one.id for one in flat(blocks) if hasattr(one, "id")]
    assert len(ids) == len(set(ids))
    assert panel.done(workbook) in (True, False)
    return blocks
