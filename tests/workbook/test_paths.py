"""Changes by path: does the list of changes say everything, and lead there and back?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from pmo_course_lib.workbook.paths import ABSENT, ORDER, Edit, apply, change, changes, get, holds, keyed, overlap, same
from tests.workbook.samples import DOCUMENTS, STEADY

TWO = {"services": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}], "notes": {"t1": "x"}}


@given(DOCUMENTS, DOCUMENTS)
@STEADY
def test_changes_lead_there_and_back(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Do the edits give the later document exactly, and their inverses the earlier one?"""
    edits = list(changes(before, after))
    assert same(apply(before, edits), after)
    assert same(apply(after, [edit.inverse() for edit in edits]), before)
    assert all(holds(after, edit) for edit in edits)
    assert all(not same(edit.old, edit.new) for edit in edits)


@given(DOCUMENTS, DOCUMENTS)
@STEADY
def test_edits_survive_the_history(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Is an edit the same after it was written down as JSON?"""
    for edit in changes(before, after):
        assert Edit.from_json(edit.to_json()) == edit


def test_records_are_walked_by_id() -> None:
    """Is a record that moved, came or went seen as that record, and the rest as untouched?"""
    after = {"services": [{"id": "c"}, {"id": "b", "name": "B!"}], "notes": {}}
    assert list(changes(TWO, after)) == [
        Edit(("services", "a"), {"id": "a", "name": "A"}, ABSENT), Edit(("services", "b", "name"), "B", "B!"),
        Edit(("services", "c"), ABSENT, {"id": "c"}), Edit(("services", ORDER), ["a", "b"], ["c", "b"]),
        Edit(("notes", "t1"), "x", ABSENT)]
    assert list(changes(TWO["services"], [*TWO["services"], {"id": "c"}])) == [Edit(("c",), ABSENT, {"id": "c"})]


@pytest.mark.parametrize(("one", "other"), [(1, True), (1, 1.0), (0, False), (0.0, -0.0), ("1", 1), (None, False), ([], {})])
def test_look_alikes_differ(one: Any, other: Any) -> None:
    """Are values that Python takes for equal told apart, alone and within lists and objects?"""
    assert not same(one, other) and not same([one], [other]) and not same({"a": one}, {"a": other})
    assert list(changes({"a": one}, {"a": other}))


@pytest.mark.parametrize("value", [
    [{"id": 1}], [{"id": "a"}, {"id": "a"}], [{"title": "a"}], ["a"], "ab", {}, [{"id": "#order"}]])
def test_other_lists_are_one_value(value: Any) -> None:
    """Is a list whose records cannot be told apart by id changed as a whole?"""
    assert not keyed(value)
    assert [edit.path for edit in changes({"a": value}, {"a": [1]})] == [("a",)]


def test_change_leaves_the_rest() -> None:
    """Does a change give a new document, and leave the old one and all else as it was?"""
    after = change(TWO, ("services", "b", "name"), "New")
    assert get(after, ("services", "b", "name")) == "New" and get(TWO, ("services", "b", "name")) == "B"
    assert after["services"][0] is TWO["services"][0] and after["notes"] is TWO["notes"]
    assert get(change(TWO, ("services", "c"), {"id": "c"}), ("services", ORDER)) == ["a", "b", "c"]
    assert change(TWO, ("notes", "t1"), ABSENT)["notes"] == {}
    assert change(TWO, (), 1) == 1


@pytest.mark.parametrize(("path", "value"), [
    (("nothing", "x"), 1), (("notes", "t1", "x"), 1), (("services", "a", "id"), "z"), (("services", "c"), {"id": "d"}),
    (("services", "a"), 7), (("services", "z", "name"), "Z")])
def test_change_of_what_is_not_there(path: tuple[str, ...], value: Any) -> None:
    """Is a path that leads nowhere, or a record that would lose its id, refused?"""
    with pytest.raises(ValueError, match=path[0] if path[0] == "nothing" else "nothing to change|keeps its id"):
        change(TWO, path, value)


def test_get_of_what_is_not_there() -> None:
    """Is there ABSENT, and no error, at a path that leads nowhere?"""
    assert get(TWO, ("services", "z")) is get(TWO, ("notes", "t1", "x")) is get(TWO, ("services", "a", "name", "y")) is ABSENT


def test_order_holds_for_the_records_it_knew() -> None:
    """Does an order still hold when somebody added a record, and no longer when somebody moved one?"""
    turned = Edit(("services", ORDER), ["a", "b"], ["b", "a"])
    after = apply(TWO, [turned])
    assert holds(after, turned) and holds(change(after, ("services", "c"), {"id": "c"}), turned)
    assert not holds(TWO, turned)
    assert get(apply(after, [turned.inverse()]), ("services", ORDER)) == ["a", "b"]


@pytest.mark.parametrize(("one", "other", "expected"), [
    (("a",), ("a", "b"), True), (("a", "b"), ("a",), True), (("a", "b"), ("a", "c"), False), ((), ("a",), True)])
def test_overlap(one: tuple[str, ...], other: tuple[str, ...], expected: bool) -> None:
    """Do two paths overlap when one leads into the other, and not when they part?"""
    assert overlap(one, other) is expected
