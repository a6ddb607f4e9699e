"""A self-check: practice questions with an explanation for each answer. Practice items only, never the exam's."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from pmo_course_lib.assessment.item import Item, load_bank
from pmo_course_lib.ui.modules.course_files import COURSE
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Block, Choice, Group, Note, Text
from pmo_course_lib.workbook.model import Workbook

TITLES = {"recap": "Recap of day 1: ten questions"}


@cache
def _items(part: str) -> tuple[Item, ...]:
    return tuple(load_bank(COURSE / "quiz" / part).values())


def panel(part: str) -> Panel:
    """The self-check of the questions in ``course/quiz/<part>``; answers are kept in ``values["quiz-<item id>"]``."""
    items = _items(part)
    ids = {_place(item): item for item in items}

    def draw(workbook: Workbook) -> tuple[Block, ...]:
        right = sum(_chosen(workbook, item) == item.key for item in items)
        answered = sum(_chosen(workbook, item) is not None for item in items)
        start = "Answer from memory." if part == "recap" else "Answer from what you have just read."
        head = Text(f"{start} Each answer is explained; you can change it. "
                    f"**{right} of {len(items)}** right, {answered} answered.")
        return (head, *(Group(f"Question {number}", _question(workbook, item)) for number, item in enumerate(items, 1)))

    def change(workbook: Workbook, id: str, value: Any) -> Workbook:
        if id not in ids or value not in {option.id for option in ids[id].options}:
            raise ValueError("There is no such answer. Load the page again.")
        return put(workbook, id, value)

    def done(workbook: Workbook) -> bool:
        return all(_chosen(workbook, item) is not None for item in items)

    return Panel(TITLES.get(part, f"Check yourself: {len(items)} questions"), draw, done, change)


def _place(item: Item) -> str:
    return at("values", f"quiz-{item.id}")


def _chosen(workbook: Workbook, item: Item) -> str | None:
    value = workbook.values.get(f"quiz-{item.id}")
    return value if isinstance(value, str) and value in {option.id for option in item.options} else None


def _question(workbook: Workbook, item: Item) -> tuple[Block, ...]:
    chosen = _chosen(workbook, item)
    exhibit = (Text(item.exhibit.text),) if item.exhibit else ()
    options = tuple((option.id, option.text) for option in item.options)
    return (Text(item.stem), *exhibit, Choice(_place(item), "Your answer", options, chosen), *_explained(item, chosen))


def _explained(item: Item, chosen: str | None) -> tuple[Note, ...]:
    option = next((one for one in item.options if one.id == chosen), None)
    if option is None:
        return ()
    if option.id == item.key:
        return (Note(f"Right. {option.rationale.removeprefix('Right. ')}", "good"),)
    where = ", ".join(_section(reference.partition("#")[2]) for reference in item.references)
    return (Note(f"Not the best answer. {option.rationale} Read again: {where}.", "warning"),)


def _section(id: str) -> str:
    """A section of the course book as people find it: its heading and the module."""
    return f"“{_headings().get(id, id)}” in {id.partition('-')[0].upper()}"


@cache
def _headings() -> dict[str, str]:
    """Headings of the course book's sections by their ids."""
    cells = (cell for file in sorted(COURSE.glob("*.ipynb")) for cell in json.loads(file.read_text(encoding="utf-8"))["cells"])
    return {section: "".join(cell["source"]).partition("\n")[0].lstrip("# ")
            for cell in cells if (section := cell["metadata"].get("pmo", {}).get("section"))}
