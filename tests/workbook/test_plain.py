"""The workbook as JSON and back: is it the same, and is everything else refused by name?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import strict_json
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.paths import apply, changes, same
from pmo_course_lib.workbook.plain import LISTED, from_plain, to_plain
from tests.workbook.samples import STEADY, large, workbooks


@given(workbooks())
@STEADY
def test_there_and_back(workbook: Workbook) -> None:
    """Is a workbook the same after it was written as JSON text and read as strictly as a file is?"""
    text = json.dumps(to_plain(workbook), ensure_ascii=False, allow_nan=False)
    assert from_plain(strict_json(text.encode()), Workbook) == workbook


@given(workbooks(), workbooks())
@STEADY
def test_changes_of_workbooks(before: Workbook, after: Workbook) -> None:
    """Do changes by path lead from one workbook to any other, through JSON?"""
    old, new = to_plain(before), to_plain(after)
    assert same(apply(old, changes(old, new)), new)
    assert from_plain(apply(old, changes(old, new)), Workbook) == after


def test_empty_workbook_is_valid() -> None:
    """Is nothing at all a workbook, and does every field have its place in the file?"""
    assert from_plain({}, Workbook) == Workbook() == from_plain(to_plain(Workbook()), Workbook)
    assert from_plain(to_plain(large()), Workbook) == large()


@pytest.mark.parametrize(("document", "says"), [
    (7, "7 must be an object"), ([], "must be an object"),
    ({"colour": 1}, "there is no field colour"),
    ({"organisation": {"nme": "x"}}, "organisation: there is no field nme"),
    ({"organisation": {"name": 7}}, "organisation name: 7 must be text"),
    ({"organisation": {"name": None}}, "organisation name: None must be text"),
    ({"organisation": {"aims": "one"}}, "organisation aims: 'one' must be a list"),
    ({"organisation": {"aims": ["one", 2]}}, "organisation aims, entry 2: 2 must be text"),
    ({"organisation": {"case_company": 1}}, "organisation case_company: 1 must be true or false"),
    ({"organisation": ["x"]}, "organisation: a list of 1 must be an object"),
    ({"notes": {"t1": ["x"]}}, "t1"), ({"notes": [["t1", "x"]]}, "notes: a list of 1 must be an object"),
    ({"values": {"rate": None}}, "None must be a text or a number"),
    ({"notes": {"t1": "\ud800"}}, "half a character"), ({"values": {"t1": "\udfff"}}, "half a character"),
    ({"orientation": {"answers": {"T01": 9}}}, "allowed: 0 to 4"), ({"orientation": {"answers": {"T01": 1.0}}}, "whole number"),
    ({"catalogue": [{"launch_date": "3 May 2026"}]}, "catalogue, entry 1 launch_date: '3 May 2026' must be like 2026-11-22"),
    ({"catalogue": [{"launch_date": "20260503"}]}, "must be like"), ({"catalogue": [{"launch_date": 20260503}]}, "must be like"),
    ({"catalogue": [{"obligation": "maybe"}]}, "'maybe' must be one of mandatory"),
    ({"requests": [{"id": "e1"}]}, "received: is missing"), ({"requests": [{"id": "e1", "received": "today"}]}, "must be like"),
    ({"ring": {"target": [1.0]}}, "a list of 1 must be a list of 3"),
    ({"topology": {"pmos": [{"id": "a"}, {"id": "a"}]}}, "'a' occurs twice"),
    ({"schema": 2}, "schema")])
def test_what_does_not_fit_is_named(document: Any, says: str) -> None:
    """Is the place named, with what was found and what is allowed, on one line each?"""
    with pytest.raises(CourseError) as caught:
        from_plain(document, Workbook)
    assert any(says in line for line in caught.value.problems), caught.value.problems
    assert not any("\n" in line for line in caught.value.problems)


def test_long_values_are_cut() -> None:
    """Does a message stay readable when the value is a whole book, or holds what steers a terminal?"""
    with pytest.raises(CourseError) as caught:
        from_plain({"organisation": {"name": {"x": "y" * 9999}, "case_company": "\x1b[2J" * 999}}, Workbook)
    assert all(len(line) < 200 and line.isprintable() for line in caught.value.problems)


@pytest.mark.parametrize(("fill", "says"), [({"services": [{}]}, "id is missing"), ({"requests": [1]}, "1 must be an object"),
                                            ({"topology": {"provides": [{"x": 1}]}}, "there is no field x")])
def test_a_million_faults_are_told_by_the_first(fill: dict[str, Any], says: str) -> None:
    """Is each fault of a small document told, and of a large one, whose faults would fill the memory, the first alone?"""
    def times(value: Any, count: int) -> Any:
        return value * count if isinstance(value, list) else {name: times(one, count) for name, one in value.items()}

    for count, told in ((3, 3), (LISTED + 1, 1)):
        with pytest.raises(CourseError) as caught:
            from_plain({name: times(value, count) for name, value in fill.items()}, Workbook)
        assert len(caught.value.problems) == told
    assert says in caught.value.problems[0]
