"""A change that meets another, and a change that is refused: is nobody overwritten in silence, in words that people know?"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from pmo_course_lib.domain.sla import Agreement
from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.modules.panel import Panel, at, carry, put
from pmo_course_lib.ui.view import blocks as b
from pmo_course_lib.ui.view.meeting import figure, meet, misfit, reworded, said
from pmo_course_lib.ui.view.widget import View
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.store import Store
from tests.ui.sheet import Sheet

TICKS = b.Ticks("t", "Which hold?", (("a", "A"), ("b", "B"), ("c", "C")), ("a", "b"))


def change(sheet: Sheet, id: str, value: Any, **more: Any) -> dict[str, Any]:
    """The view's reply to one change."""
    reply = sheet.view().handle({"kind": "set", "page": "p", "n": 1, "id": id, "value": value, **more})
    assert reply is not None
    return reply


@pytest.mark.parametrize(("bases", "value", "stored"), [
    ([["a", "b"]], ["a", "b", "c"], ["a", "b", "c"]),  # nobody else was there
    ([["a"]], ["a", "c"], ["a", "b", "c"]),  # somebody else ticked b
    ([["a", "c"]], ["a"], ["a", "b"]),  # somebody else ticked b and took c out; c is taken out here too
    ([["a"]], [], ["b"]),  # a is taken out here, b was ticked there
    ([["a", "b", "c"]], ["b", "c"], ["b"]),  # somebody else took c out
    ([["a", "b"], ["a"]], ["a", "b"], ["a", "b"]),  # b taken out (no answer yet) and ticked again
    ([["a"], ["a", "b"]], ["a"], ["a"]),  # b ticked (no answer yet) and taken out again
    ([["a", "b"]], ["a", "b", "gone"], ["a", "b"]),  # a box that is no longer there
    ([[]], ["c"], ["a", "b", "c"]),
])
def test_ticks_of_two_people_both_hold(bases: list[list[str]], value: list[str], stored: list[str]) -> None:
    """Does each box stand as this person left it where they touched it, else as the other did?"""
    assert meet(TICKS, bases, value).value == stored and meet(TICKS, bases, value).remark == ""


def test_who_replaces_anothers_text_is_told() -> None:
    """Does the reply say what was replaced, and is the new value stored?"""
    sheet = Sheet()
    sheet.values["owner"] = "Cleo"
    reply = change(sheet, "owner", "Anna", bases=[""])
    assert reply["remark"] == ("Owner: somebody else wrote “Cleo” meanwhile. Yours is stored; the other is kept in the history.")
    assert sheet.values["owner"] == "Anna"
    sheet.values["owner"] = ""
    assert "Owner: somebody else emptied this meanwhile." in change(sheet, "owner", "Anna", bases=["Anna"])["remark"]
    sheet.values["score"] = "4"
    assert "Forms or outcomes? Somebody else wrote “outcomes” meanwhile" in change(sheet, "score", "0", bases=[None])["remark"]


@pytest.mark.parametrize("bases", [["Cleo"], ["", "Cleo"], [], None, "Cleo"])
def test_nobody_is_told_of_the_own_text(bases: Any) -> None:
    """Is there no remark where the field still holds what the page saw in it, or put there itself, or nothing is known?"""
    sheet = Sheet()
    sheet.values["owner"] = "Cleo"
    assert not change(sheet, "owner", "Anna", bases=bases)["remark"]
    assert not change(sheet, "owner", "Anna", bases=["x"])["remark"]  # both wrote the same


def test_a_remark_of_the_document_is_not_doubled() -> None:
    """Does what the document itself says about the meeting stand alone?"""
    sheet = Sheet()
    sheet.remark, sheet.values["owner"] = "Ben wrote Cleo while you wrote Anna.", "Cleo"
    assert change(sheet, "owner", "Anna", bases=[""])["remark"] == sheet.remark


def test_a_change_for_another_document_is_not_carried_out() -> None:
    """Does text that was written in one team's document never land in another's?"""
    sheet = Sheet()
    sheet.place = "south "
    reply = change(sheet, "owner", "Anna", document="north")
    assert reply["kind"] == "state" and "ack" not in reply and reply["document"] == "south" and sheet.changes == 0
    assert "ack" in change(sheet, "owner", "Anna", document="south")
    view = View("one", sheet.draw, sheet.change, lambda: f"south {sheet.revision} not handed in")
    assert view.handle({"kind": "open"})["document"] == "south"  # type: ignore[index]


def test_the_reply_names_what_else_it_changed() -> None:
    """Can the page tell what its own change did from what somebody else did, also when the reply comes twice?"""
    view = (sheet := Sheet()).view()
    message = {"kind": "set", "page": "p", "n": 1, "id": "owner", "value": "Anna"}
    assert [view.handle(message)["own"] for _ in range(2)] == [["owner"], ["owner"]]  # type: ignore[index]
    sheet.values["level"], sheet.revision = "L1", 70  # somebody else
    assert view.handle(message | {"n": 2, "value": "Ben"})["own"] == ["owner"]  # type: ignore[index]


FIELDS = (b.Number("n", "Target", 8, 1, 1e6), b.Number("n", "Cases", None, 0), b.Choice("c", "It is", (("a", "A"),)),
          b.Select("s", "Level?", (("a", "A"),)), TICKS, b.Day("d", "Due"), b.Line("l", "Owner"), b.Area("w", "Why?"),
          b.Button("go", "Add"))


@pytest.mark.parametrize(("field", "value", "text"), [
    (FIELDS[0], "many", "Target: write a number from 1 to 1,000,000."),
    (FIELDS[1], float("nan"), "Cases: write a number, 0 or more."),
    (FIELDS[2], "b", "It is: choose one of the answers that are shown now; the list may have changed."),
    (FIELDS[3], 3, "Level? Choose one of the answers that are shown now; the list may have changed."),
    (FIELDS[4], "a", "Which hold? Tick boxes that are shown now; the list may have changed."),
    (FIELDS[5], "2026-02-30", "Due: choose a day of the years 1900 to 2199."),
    (FIELDS[5], "0026-02-28", "Due: choose a day of the years 1900 to 2199."),
    (FIELDS[6], "\ud800", "Owner: this text cannot be kept. Type it again without special signs."),
    (FIELDS[7], None, "Why? This text cannot be kept. Type it again without special signs."),
    (FIELDS[8], 1, "Add: this button sends nothing else. Load the page again.")])
def test_a_value_of_another_form_is_refused_in_the_fields_words(field: Any, value: Any, text: str) -> None:
    """Does the sentence name the field and say what is allowed?"""
    assert misfit(field, value) == text


@pytest.mark.parametrize(("field", "value"), [
    (FIELDS[0], 3), (FIELDS[0], None), (FIELDS[2], "a"), (FIELDS[2], None), (FIELDS[4], []), (FIELDS[5], "2026-02-28"),
    (FIELDS[5], None), (FIELDS[6], ""), (FIELDS[8], True), (None, object())])
def test_what_a_field_sends_fits(field: Any, value: Any) -> None:
    """Is nothing refused here that the page can send?"""
    assert misfit(field, value) == ""


def refusal(field: Any, value: Any, *names: str) -> str:
    """What a person reads when the real workbook refuses a value."""
    with pytest.raises(ValueError) as caught:
        put(Workbook(agreements=(Agreement(id="SLA-1"),)), at(*names), value)
    return reworded(field, value, caught.value)


def test_what_the_document_refuses_is_said_by_the_field() -> None:
    """Are names and rules of the model put into the words of the field, with what is allowed?"""
    sla = ("agreements", "SLA-1")
    level = b.Number("n", "Level", None)
    assert refusal(level, 9, "maturity", "items", "SV1") == "Level: write a number from 0 to 4."
    assert refusal(level, 1.5, "maturity", "items", "SV1") == "Level: write a whole number."
    assert refusal(FIELDS[5], None, "requests") == "Due: choose a day of the years 1900 to 2199; not nothing."
    assert refusal(FIELDS[6], "x", "organisation", "aims").startswith("Owner: this text does not go together with")
    assert refusal(None, "x", *sla, "no_such") == "This field is no longer there. Load the page again."
    assert "“Add” was not done" in refusal(FIELDS[8], True, "organisation", "name")


def test_sentences_for_people_stand() -> None:
    """Is a sentence that a view or the store wrote handed on as it is, also from inside another error?"""
    def of_a_view() -> None:
        try:
            raise CourseError("strategy moves, entry 10: due must be like 2026-11-22")
        except CourseError:
            raise ValueError("Give the move a name first.") from None

    def of_the_store() -> None:
        try:
            raise CourseError("The disk is full.")
        except CourseError as error:
            raise ValueError(" ".join(error.problems)) from None

    for raises, text in ((of_a_view, "Give the move a name first."), (of_the_store, "The disk is full.")):
        with pytest.raises(ValueError) as caught:
            raises()
        assert reworded(FIELDS[6], "x", caught.value) == text


def test_values_in_words() -> None:
    """Are answers said by their words, long texts cut, and numbers written as people write them?"""
    assert (said(TICKS, ["a", "c"]), said(FIELDS[5], None), said(FIELDS[0], 12.5)) == ("A; C", "", "12.5")
    assert len(said(FIELDS[6], "y" * 900)) == 200 and figure(1e6) == "1,000,000" and said(FIELDS[6], "a\u202eb\n") == "a b"


# -- two kernels on one file, at the very same moment

_SEEN = at("values", "seen")


def _draw(workbook: Workbook) -> tuple[b.Block, ...]:
    ticked = tuple(str(workbook.values.get("seen", "")).split())
    return (b.Ticks(_SEEN, "Which?", (("a", "A"), ("b", "B")), ticked), b.Line(at("organisation", "name"), "Name"))


def _put(workbook: Workbook, id: str, value: Any) -> Workbook:
    return evolve(workbook, values={**workbook.values, "seen": " ".join(value)}) if id == _SEEN else put(workbook, id, value)


def test_ticks_at_the_same_moment(tmp_path: Path) -> None:
    """Do both ticks hold when one kernel has not seen the other's yet, without a word about a clash that was none?"""
    path = tmp_path / "team.workbook.json"
    stores = [Store(path, who) for who in ("Ann", "Ben")]
    panel = Panel("One", _draw, lambda _: True, _put)
    ann, ben = (partial(carry, panel, store) for store in stores)
    assert (ann(_SEEN, ["a"]), ben(_SEEN, ["b"])) == ("", "")
    assert stores[1].state.workbook.values["seen"] == "a b"
    assert ann(_SEEN, ["b"]) == "" and stores[0].state.workbook.values["seen"] == "b"
    assert not ann(at("organisation", "name"), "Quay")
    assert "Ann wrote Quay while you wrote Dock" in ben(at("organisation", "name"), "Dock")
