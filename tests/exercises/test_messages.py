"""Each message is shown for the mistake that it names, and tells what to look at, never what is right."""

from __future__ import annotations

import re

import pytest

from pmo_course_lib.exercises import IDS, exercise, mark
from pmo_course_lib.exercises.checks import CHECKS, sla_lab, topology
from pmo_course_lib.exercises.exercise import FIRST
from tests.exercises.mistakes import MISTAKES
from tests.exercises.test_solutions import KINDS, marks

PAIRS = [(id, name) for id in IDS for name in MISTAKES[id]]


def sample(text: str) -> re.Pattern[str]:
    """A message as a pattern: any words in place of the names in braces."""
    return re.compile(re.sub(r"\\{\w+\\}", ".+", re.escape(text)), re.DOTALL)


@pytest.mark.parametrize(("id", "name"), PAIRS)
def test_shown_for_its_mistake(id: str, name: str) -> None:
    """Does the mistake cost points, and is its message among those that are shown?"""
    check_id, message = name.split(".")
    found = mark(id, MISTAKES[id][name]())
    shown = next(one for one in found.checks if one.id == check_id)
    wanted = next(one.messages[message] for one in exercise(id).checks if one.id == check_id)
    assert shown.reached < shown.points
    assert any(sample(wanted).fullmatch(text) for text in shown.messages), shown.messages
    assert not any("{" in text for text in shown.messages)


@pytest.mark.parametrize("id", IDS)
def test_no_message_without_a_mistake(id: str) -> None:
    """Is there a mistake for each message, and no message that nothing shows?"""
    written = {f"{check.id}.{name}" for check in exercise(id).checks for name in check.messages if name != FIRST}
    assert set(MISTAKES[id]) == written


@pytest.mark.parametrize("id", IDS)
def test_checks_of_the_file(id: str) -> None:
    """Is there a rule for each check of the file, and no rule without one?"""
    assert [one.id for one in exercise(id).checks] == list(CHECKS[id])


@pytest.mark.parametrize(("id", "name"), PAIRS)
def test_one_mistake_is_one(id: str, name: str) -> None:
    """Is nothing said where nothing is lost, and is a loss never without a word?"""
    for one in mark(id, MISTAKES[id][name]()).checks:
        assert bool(one.messages) is (one.reached < one.points), one


@pytest.mark.parametrize("kind", KINDS)
def test_no_message_says_the_figure(kind: str) -> None:
    """Does no message of E5 hold a right figure that the team did not state?"""
    right = {f"{value:.4g}" for key, value in sla_lab.right().items() if key != sla_lab.NEAR}
    words = set(re.findall(r"\d+\.?\d*", " ".join(text for one in marks("E5", kind).checks for text in one.messages)))
    assert not words & right


def test_no_message_names_a_gap() -> None:
    """Does no message of E4 name an overlap or a gap that the team has not found?"""
    for name in ("overlaps.missed", "gaps.missed"):
        check = next(one for one in mark("E4", MISTAKES["E4"][name]()).checks if one.id == name.split(".")[0])
        hidden = topology.today_overlaps() | topology.today_gaps()
        assert not any(id in text for text in check.messages for id in hidden)
