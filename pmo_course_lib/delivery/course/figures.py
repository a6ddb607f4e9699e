"""Pictures of the modules' views for the printed book, drawn for the case company."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.ui.view.blocks import Block, Group, Picture, Row
from pmo_course_lib.workbook import storage
from pmo_course_lib.workbook.model import Workbook


def case_workbook(course: Path) -> Workbook:
    """The workbook of the case company; an empty one where a course has no case."""
    path = course / "case" / "case.workbook.json"
    return storage.read(path).workbook if path.exists() else Workbook()


#: Views whose picture of the case company would tell what teams decide in E7.
_LATER = frozenset({"strategy_moves"})


def figures(view: str, workbook: Workbook) -> str:
    """What the view shows as pictures, as HTML; fields, tables and messages are left to the screen."""
    if view in _LATER:
        return ""
    return "".join(_figure(picture) for picture in _pictures(load_panel(view).draw(workbook)))


def _pictures(blocks: tuple[Block, ...]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Group | Row):
            yield from _pictures(block.blocks)


def _figure(picture: Picture) -> str:
    return (f'<figure><img alt="{escape(picture.name)}" src="data:image/svg+xml,{quote(picture.svg)}">'
            f"<figcaption>{escape(picture.name)} (case company)</figcaption></figure>")
