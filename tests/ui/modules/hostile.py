"""What any page could send to a view, and what a view shows; for the tests of all views."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Note, plain
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain, to_plain

VALUES: tuple[Any, ...] = (None, True, 3, -1, 1e400, float("nan"), "", "x", "<b>x</b>", "2026-02-30", "2026-03-02", [], ["x"],
                           [1], {}, {"a": [1]}, "\ud800", "y" * 20_000)
IDS = ("", "x", "5", "[]", "[1]", at("nothing"), at("values"), at("notes", "strange"), at("services", "none", "owner"))


def flat(blocks: Iterable[Any]) -> Iterator[Any]:
    """All blocks, those inside others too."""
    for block in blocks:
        yield block
        yield from flat(getattr(block, "blocks", ()))
        for row in getattr(block, "rows", ()) if isinstance(getattr(block, "rows", ()), tuple) else ():
            yield from flat(cell for cell in row if hasattr(cell, "id"))


def fields(blocks: Iterable[Block]) -> dict[str, Any]:
    """Blocks that have an id, by it."""
    return {block.id: block for block in flat(blocks) if hasattr(block, "id")}


def notes(panel: Panel, workbook: Workbook) -> str:
    """All messages of the view."""
    return "\n".join(block.text for block in flat(panel.draw(workbook)) if isinstance(block, Note))


def attack(panel: Panel, *workbooks: Workbook) -> int:
    """Send every bad value to every field: each is refused with a sentence, or gives a workbook that can be saved and drawn."""
    refused = 0
    for workbook in (Workbook(), *workbooks):
        for id in (*fields(panel.draw(workbook)), *IDS):
            for value in VALUES:
                try:
                    after = panel.change(workbook, id, value)
                except ValueError as error:
                    assert " " in str(error)
                    refused += 1
                    continue
                _check(panel, after)
    return refused


def _check(panel: Panel, after: Workbook) -> None:
    plain(panel.draw(after))
    panel.done(after)
    try:
        saved = from_plain(to_plain(after), Workbook)
    except CourseError as error:  # the store refuses it with this sentence
        assert "half a character" in str(error)
        return
    assert saved == after
