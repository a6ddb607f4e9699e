"""E4 at two places at once: do the ticks of both hold, and is nobody told of a conflict that is none?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pmo_course_lib.exercises import begin
from pmo_course_lib.ui.modules.panel import Panel, carry, load_panel
from pmo_course_lib.ui.view.blocks import Page, Ticks
from pmo_course_lib.ui.view.widget import View
from pmo_course_lib.workbook.store import Store
from tests.exercises.solutions import e4
from tests.ui.modules.hostile import fields


def two(folder: Path, name: str) -> tuple[Panel, tuple[View, View], tuple[Store, Store]]:
    """A view at two places, which have both been drawn, on one file that holds a model map."""
    path = folder / "E4" / "team.workbook.json"
    path.parent.mkdir()
    Store(path, "Team").update(lambda _: e4.model() if name != "e4_today" else begin("E4"))
    stores = Store(path, "Anna"), Store(path, "Ben")
    panel = load_panel(name)
    anna, ben = (placed(name, panel, store) for store in stores)
    for one in (anna, ben):
        assert one.handle({"kind": "open"})
    return panel, (anna, ben), stores


def placed(name: str, panel: Panel, store: Store) -> View:
    """The view as a kernel has it that did not look at the file since it was drawn: the others wrote that very moment."""
    return View(name, lambda: Page(panel.title, panel.draw(store.state.workbook)),
                lambda id, value: carry(panel, store, id, value), lambda: f"E4 {store.state.revision}")


def ticked(view: View, page: str, box: Ticks, value: list[str]) -> dict[str, Any]:
    reply = view.handle({"kind": "set", "page": page, "n": 1, "id": box.id, "value": value, "bases": [list(box.value)]})
    assert reply
    return reply


@pytest.mark.parametrize("name", ["e4_today", "e4_matrix"])
def test_ticks_of_two_hold(tmp_path: Path, name: str) -> None:
    """When two people tick boxes that neither has seen of the other, do both hold, is nobody told of a conflict, and is each
    shown what the other ticked?
    """
    panel, (anna, ben), stores = two(tmp_path, name)
    first, second = [one for one in fields(panel.draw(stores[0].state.workbook)).values() if isinstance(one, Ticks)][:2]
    mine, theirs = first.options[0][0], second.options[0][0]
    replies = (ticked(anna, "a", first, sorted({*first.value} ^ {mine})),
               ticked(ben, "b", second, sorted({*second.value} ^ {theirs})))
    assert [reply.get("remark") or "" for reply in replies] == ["", ""] and all("ack" in reply for reply in replies)
    stores[0].poll()
    for store in stores:
        now = fields(panel.draw(store.state.workbook))
        assert (mine in now[first.id].value) is (mine not in first.value)
        assert (theirs in now[second.id].value) is (theirs not in second.value)


def test_the_same_box_twice_is_no_conflict(tmp_path: Path) -> None:
    """When both tick the same box, is it ticked, and is nobody told anything?"""
    panel, (anna, ben), stores = two(tmp_path, "e4_today")
    box = next(one for one in fields(panel.draw(stores[0].state.workbook)).values() if isinstance(one, Ticks))
    replies = [ticked(view, page, box, [box.options[0][0]]) for view, page in ((anna, "a"), (ben, "b"))]
    assert [reply.get("remark") or "" for reply in replies] == ["", ""]
    assert fields(panel.draw(stores[1].state.workbook))[box.id].value == (box.options[0][0],)
