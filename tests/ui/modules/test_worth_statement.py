"""Worth: does the statement grow as it is written, and do measures and claims show what is wrong with them?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.worth import claims, guide, metrics
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.worth_statement import PANEL
from pmo_course_lib.ui.view.blocks import Group, Table
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.map_help import FOREIGN, ODD, every, said, sound, steady, steps, survives, with_values

PARTS = [one.id for one in guide().statement.fields]


def test_the_statement_grows() -> None:
    """Is the statement read aloud with its completeness, and done with all six parts?"""
    half = steps(PANEL, Workbook(), (at("worth", "for_whom"), "Sponsors"), (at("worth", "answers", "needs"), "early warning"))
    assert "For whom? Sponsors" in said(PANEL, half) and "18 per cent of parts and questions" in said(PANEL, half)
    assert "5 of the six parts to go" in said(PANEL, half) and not PANEL.done(half)
    whole = steps(PANEL, half, *((at("worth", name), "so") for name in PARTS))
    assert PANEL.done(sound(PANEL, whole)) and "to go" not in said(PANEL, whole, "good")


def test_each_measure_misleads() -> None:
    """Does each measure show its formula and how it can mislead?"""
    for one in metrics():
        workbook = steps(PANEL, Workbook(), (at("values", "worth-metric"), one.name))
        assert one.course.misleads in said(PANEL, workbook)


@pytest.mark.parametrize(
    "counts, words",
    [
        ((10, 7, 100), "**30 per cent fewer**, or **3 percentage points**"),
        ((10, 12, 40), "**20 per cent more**, or **5 percentage points**"),
        ((10, 7, 5), "cannot be more cases"),
        ((0, 7, 100), "Try 10 and 7"),
    ],
)
def test_one_change_told_twice(counts: tuple[int, int, int], words: str) -> None:
    """Is a change told in per cent and in points?"""
    workbook = with_values(Workbook(), **dict(zip(("worth_before", "worth_after", "worth_whole"), counts, strict=True)))
    assert words in said(PANEL, sound(PANEL, workbook))


def test_claims_have_their_chain() -> None:
    """Is every claim said to be one, folded, with each step of its chain?"""
    groups = {one.title: one for one in every(PANEL.draw(Workbook())) if isinstance(one, Group)}
    for claim in claims().values():
        group = groups[f"Claim: {claim.text}"]
        (table,) = (one for one in group.blocks if isinstance(one, Table))
        assert group.open is False and len(table.rows) == len(claim.steps)
    assert "4 of the 8 steps were seen on one page" in said(PANEL, Workbook(), "warning")


def test_empty() -> None:
    """Does an empty workbook say how to begin?"""
    assert "Begin with whom it is for" in said(PANEL, sound(PANEL, Workbook())) and not PANEL.done(Workbook())


@pytest.mark.parametrize("id", [*FOREIGN, at("worth", "answers"), at("worth", "answers", "x"), at("worth", "x")])
def test_other_fields_are_refused(id: str) -> None:
    """Is a field that is not on the page refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(Workbook(), id, "x")


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 40), ODD), max_size=5))
def test_any_value_anywhere(tries: list[tuple[int, Any]]) -> None:
    """Does each field take any value or refuse it in words, and the page stay whole?"""
    workbook = Workbook()
    for pick, value in tries:
        workbook = survives(PANEL, workbook, pick, value)


def test_typing_is_not_disturbed() -> None:
    """Does typing in a field leave it, and its table, in their place on the page?"""
    assert steady(PANEL, Workbook()) >= 10
