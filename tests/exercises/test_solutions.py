"""The three solutions of each exercise have the marks that a teacher would give."""

from __future__ import annotations

import importlib

import pytest

from pmo_course_lib.exercises import IDS, Marks, begin, exercise, mark
from pmo_course_lib.exercises.checks import CHECKS
from pmo_course_lib.exercises.exercise import FIRST
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain, to_plain
from tests.exercises.solutions import e7

KINDS = ("model", "weak", "confused")
#: Points by check, in the order of checks.toml.
POINTS = {
    ("E1", "weak"): (2, 2, 1, 1.25, .75, .75), ("E1", "confused"): (.25, 0, 0, 0, 0, 0),
    ("E2", "weak"): (1, 1, 0, 1, 2, 1.5, 1), ("E2", "confused"): (1, 0, 0, 1, 0, 0, 0),
    ("E3", "weak"): (1, 0, 1.5, 1.75, 1, 1, 1, 1), ("E3", "confused"): (0, 0, .25, .75, 0, 1, 0, 0),
    ("E4", "weak"): (2, 1, 1, 0, 1.5, .5, .5, .5, .5), ("E4", "confused"): (.75, .25, .25, 0, .25, 0, 0, 0, 0),
    ("E5", "weak"): (0, 0, .5, 1, 1, .5, 1.25, .5, .5, 0, 1), ("E5", "confused"): (0,) * 11,
    ("E6", "weak"): (2, 1.5, 1.25, .75, 1, .5, 0), ("E6", "confused"): (1, 0, .25, 0, .25, .5, 0),
    ("E7", "weak"): (1.5, 1, 1, 1.25, 1.5, .75, 0, 1), ("E7", "confused"): (1.5, .75, .25, .75, 0, .25, 0, 0)}


def solution(id: str, kind: str) -> Workbook:
    """The workbook of a team."""
    found: Workbook = getattr(importlib.import_module(f"tests.exercises.solutions.{id.lower()}"), kind)()
    return found


def marks(id: str, kind: str) -> Marks:
    """Its marks."""
    return mark(id, solution(id, kind))


@pytest.mark.parametrize("id", IDS)
def test_model_has_all(id: str) -> None:
    """Does a team that got it lose nothing, and is it told nothing?"""
    found = marks(id, "model")
    assert (found.reached, found.points) == (12, 12)
    assert [one for check in found.checks for one in check.messages] == []


@pytest.mark.parametrize(("id", "kind"), POINTS)
def test_points_by_check(id: str, kind: str) -> None:
    """Does each check give what it should?"""
    assert tuple(one.reached for one in marks(id, kind).checks) == POINTS[id, kind]


@pytest.mark.parametrize("id", IDS)
def test_teams_are_told_apart(id: str) -> None:
    """Is a plausible solution between half and seven tenths, and a confused one under 35 per cent?"""
    assert .5 <= marks(id, "weak").reached / 12 <= .7
    assert marks(id, "confused").reached / 12 < .35


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("start", ["empty", "given"])
def test_nothing_done(id: str, start: str) -> None:
    """Does a team that has done nothing get nothing, also with the given material, and is it told what to do first?"""
    workbook = Workbook() if start == "empty" else begin(id)
    found = mark(id, workbook)
    assert found.reached == 0
    assert {why.message for rule in CHECKS[id].values() for why in rule(workbook).lost} == {FIRST}
    assert all(len(one.messages) == 1 and "Begin" in one.messages[0] for one in found.checks)


def test_the_other_plan() -> None:
    """Is a transformation plan worth as much as a retirement plan?"""
    assert mark("E7", e7.transformed()).reached == 12


@pytest.mark.parametrize("id", IDS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_gives_the_same_marks(id: str, kind: str) -> None:
    """Does a solution survive the way to the disk and back?"""
    workbook = solution(id, kind)
    assert mark(id, from_plain(to_plain(workbook), Workbook)) == mark(id, workbook)


@pytest.mark.parametrize("id", IDS)
def test_another_exercise_earns_nothing(id: str) -> None:
    """Do answers to one exercise earn nothing in another?"""
    for other in IDS:
        # The map that E7 gives is the map that E4 asks for: each exercise starts from its own workbook.
        if other != id and (id, other) != ("E7", "E4"):
            assert mark(other, solution(id, "model")).reached == 0, other


@pytest.mark.parametrize("id", IDS)
def test_points_of_a_person(id: str) -> None:
    """Do rules give 12 points and a person 8?"""
    found = exercise(id)
    assert (found.by_rules, found.by_rubric, found.points) == (12, 8, 20)
