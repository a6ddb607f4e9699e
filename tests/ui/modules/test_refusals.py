"""Refusals of all views: does a person who gives something impossible read words of the field, and never of the files?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules.case import case_workbook
from pmo_course_lib.ui.modules.course_files import COURSE
from pmo_course_lib.ui.modules.panel import Panel, load_panel
from pmo_course_lib.ui.modules.playbook_button import COHORT
from pmo_course_lib.ui.view.blocks import Page
from pmo_course_lib.ui.view.meeting import Control
from pmo_course_lib.ui.view.widget import View
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain, to_plain

from .hostile import VALUES, fields

#: Words of the model, of Python and of JSON; labels of fields are left out before looking.
TECHNICAL = re.compile(r"\bentry \d|\bNone\b|\bTrue\b|must be|[\[\]{}]|\w_\w|'\S*'|ascii|\\u")
MORE = (12.5, 10**12, "9999-12-31", "0001-01-01", "275760-09-13", "half \ud800 a sign")
EACH = 2  # fields of a kind in a view


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The playbook's button is pressed too, and writes into the class's folder."""
    monkeypatch.setenv(COHORT, str(tmp_path))


def _names() -> Iterator[str]:
    notebooks = (*sorted(COURSE.glob("*.ipynb")), *sorted(COURSE.parent.glob("exercises/E*/E*.ipynb")))
    yield from dict.fromkeys(name for one in notebooks for name in re.findall(r'view\(\\"(\w+)\\"\)', one.read_text("utf-8")))


NAMES = tuple(_names())


def _some(panel: Panel, workbook: Workbook) -> dict[str, Control]:
    """A few fields of each kind."""
    seen: Counter[str] = Counter()
    found = {}
    for id, block in fields(panel.draw(workbook)).items():
        seen[type(block).__name__] += 1
        if seen[type(block).__name__] <= EACH:
            found[id] = block
    return found


def _refusals(panel: Panel, workbook: Workbook) -> Iterator[str]:
    """What a page would show for every bad value, without the labels of the fields."""
    def change(id: str, value: Any) -> None:
        try:
            from_plain(to_plain(panel.change(workbook, id, value)), Workbook)  # what a store would save
        except CourseError as error:
            raise ValueError(" ".join(error.problems)) from None

    page = Page(panel.title, panel.draw(workbook))
    view, n = View("one", lambda: page, change, lambda: "1"), 0
    for id, block in _some(panel, workbook).items():
        for value in (*VALUES, *MORE):
            n += 1
            reply = view.handle({"kind": "set", "page": "p", "n": n, "id": id, "value": value})
            if reply and reply["kind"] == "refused":
                yield reply["text"].replace(block.label.replace("**", "").strip(), "")


def test_there_are_views() -> None:
    """Are the views of the modules found, so that the next test looks at something?"""
    assert len(NAMES) > 50 and {"strategy_moves", "organisation", "role_play_rp1"} < set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_refusals_speak_of_the_field(name: str) -> None:
    """Is every refusal a sentence without names of the model, entry numbers or Python's way of writing?"""
    panel = load_panel(name)
    found = {text for workbook in (Workbook(), case_workbook()) if workbook for text in _refusals(panel, workbook)}
    assert [text for text in found if TECHNICAL.search(text) or not text.rstrip().endswith((".", "?"))] == []
