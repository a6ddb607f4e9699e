"""Three-way merge: is everything kept that can be, and told what cannot?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.workbook.merge import Conflict, Merged, meeting, merge, merge_sections
from pmo_course_lib.workbook.paths import ABSENT, ORDER, Edit, apply, changes, get, overlap, same
from tests.workbook.samples import DOCUMENTS, SCALARS, STEADY, unordered


@given(DOCUMENTS, DOCUMENTS)
@STEADY
def test_one_sided(base: dict[str, Any], other: dict[str, Any]) -> None:
    """When only one person changed something, or both the same, is the result theirs and no conflict?"""
    for theirs, mine in ((base, other), (other, base), (other, other)):
        assert merge(base, theirs, mine) == Merged(other)


@given(DOCUMENTS, DOCUMENTS, DOCUMENTS)
@STEADY
def test_every_conflict_names_both_values(base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]) -> None:
    """Is each value that either wrote in the result, or in a conflict with the value that stands instead?"""
    merged = merge(base, theirs, mine)
    places = [one.path for one in merged.conflicts]
    for edit in (*changes(base, theirs), *changes(base, mine)):
        if ORDER not in edit.path and not any(overlap(edit.path, place) for place in places):
            got = get(merged.value, edit.path)
            assert same(unordered(got), unordered(edit.new)) or isinstance(edit.new, dict | list)
    for one in merged.conflicts:
        assert same(one.mine, get(mine, one.path)) and same(one.theirs, get(theirs, one.path))
        assert same(one.mine, get(merged.value, one.path)) or one.path[-1] == ORDER


@given(DOCUMENTS, st.data())
@STEADY
def test_disjoint_changes_commute(base: dict[str, Any], data: st.DataObject) -> None:
    """When two people change different fields, is the result the same whoever saved first, without a conflict?"""
    edits = list(changes(base, data.draw(DOCUMENTS)))
    sides = data.draw(st.lists(st.booleans(), min_size=len(edits), max_size=len(edits)))
    one = apply(base, [edit for edit, side in zip(edits, sides, strict=True) if side or ORDER in edit.path])
    other = apply(base, [edit for edit, side in zip(edits, sides, strict=True) if not side and ORDER not in edit.path])
    there, back = merge(base, one, other), merge(base, other, one)
    assert same(unordered(there.value), unordered(back.value))
    assert not there.conflicts and not back.conflicts
    assert same(unordered(there.value), unordered(apply(base, edits)))


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.data(), SCALARS)
@STEADY
def test_records_of_both(ids: list[str], data: st.DataObject, value: Any) -> None:
    """Are records that each added kept, those that each took out gone, and a new order of one side kept?"""
    base = [{"id": id} for id in ids]
    turned = [{"id": id} for id in data.draw(st.permutations(ids))]
    gone = set(data.draw(st.lists(st.sampled_from(ids), unique=True))) if ids else set()
    mine = [one for one in base if one["id"] not in gone] + [{"id": "mine", "x": value}]
    for first, second in ((turned, mine), (mine, turned)):
        merged = merge(base, first, second)
        assert [one["id"] for one in merged.value] == [*(one["id"] for one in turned if one["id"] not in gone), "mine"]
        assert not merged.conflicts


def test_both_add_a_record() -> None:
    """Do two people who each add a service both keep theirs, the earlier save first?"""
    merged = merge({"s": []}, {"s": [{"id": "a"}]}, {"s": [{"id": "b"}]})
    assert merged == Merged({"s": [{"id": "a"}, {"id": "b"}]})


@pytest.mark.parametrize(("theirs", "mine", "value", "conflict"), [
    ([], [{"id": "a", "n": 1}], [{"id": "a", "n": 1}], Conflict(("a",), ABSENT, {"id": "a", "n": 1})),
    ([{"id": "a", "n": 1}], [], [], Conflict(("a",), {"id": "a", "n": 1}, ABSENT)),
    ([{"id": "a", "n": 1}], [{"id": "a", "n": 2}], [{"id": "a", "n": 2}], Conflict(("a", "n"), 1, 2))])
def test_same_field(theirs: Any, mine: Any, value: Any, conflict: Conflict) -> None:
    """Does the later one stand and the other come back as a conflict, also when one took the record out?"""
    assert merge([{"id": "a", "n": 0}], theirs, mine) == Merged(value, (conflict,))


def test_both_turn_the_order() -> None:
    """Do two different orders of the same records give a conflict, and the later order?"""
    base, theirs, mine = ([{"id": id} for id in ids] for ids in ("abc", "bacd", "cabe"))
    merged = merge(base, theirs, mine)
    assert [one["id"] for one in merged.value] == list("cabed")
    assert merged.conflicts == (Conflict((ORDER,), list("bacd"), list("cabe")),)


def test_section_that_does_not_fit_together() -> None:
    """Does a section whose merged parts contradict each other stand as the later one wrote it, and only that section?"""
    base = {"span": {"from": 1, "to": 9}, "notes": {"a": "", "b": ""}}
    theirs = {"span": {"from": 8, "to": 9}, "notes": {"a": "theirs", "b": ""}}
    mine = {"span": {"from": 1, "to": 2}, "notes": {"a": "", "b": "mine"}}
    merged = merge_sections(base, theirs, mine, lambda one: one["span"]["from"] < one["span"]["to"])
    assert merged.value == {"span": mine["span"], "notes": {"a": "theirs", "b": "mine"}}
    assert merged.conflicts == (Conflict(("span",), theirs["span"], mine["span"]),)
    assert merge_sections(base, theirs, mine, lambda _: True) == merge(base, theirs, mine)


def test_meeting() -> None:
    """Is a change on top of another's told, also when one lies within the other, and a change beside it not?"""
    theirs = [Edit(("a", "x"), 0, 1), Edit(("b",), 0, 1)]
    mine = [Edit(("a",), {"x": 1}, 5), Edit(("b",), 1, 2), Edit(("c",), 0, 1)]
    assert meeting(theirs, mine) == (Conflict(("a",), {"x": 1}, 5), Conflict(("b",), 1, 2))
    gone, turned = Edit(("s", ORDER), list("abc"), list("ac")), Edit(("s", ORDER), list("ac"), list("ca"))
    assert meeting([gone], [turned]) == meeting([turned], [gone]) == ()
    assert meeting([turned], [turned]) == (Conflict(("s", ORDER), list("ac"), list("ca")),)
