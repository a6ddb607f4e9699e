"""The error budget to try: are budget, speed and the exception report those of the course text?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.ui.modules.error_budget import EXPECTED, GONE, MISSED, PANEL, SLIDERS, TARGET
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.t6_samples import changed, drawn, notes, rows, withstands


def moved(expected: int, target: float, gone: float, missed: int) -> Workbook:
    return changed(PANEL, Workbook(), (EXPECTED.id, expected), (TARGET.id, target), (GONE.id, gone), (MISSED.id, missed))


def test_the_example_half_way_and_at_the_end() -> None:
    """200 requests, target 90, 13 missed: is that an alarm half-way and safe at the end?"""
    half, end = Workbook(), moved(200, 90, 100, 13)
    assert [rows(PANEL, one, "budget")["Burn rate"][0] for one in (half, end)] == ["1.30", "0.65"]
    assert rows(PANEL, end, "budget")["Budget used"][0] == "65 %"
    assert "runs out after 77 per cent" in notes(PANEL, half) and "the budget was kept" in notes(PANEL, end)
    assert all("No exception report is due yet." in notes(PANEL, one) for one in (half, end))


@pytest.mark.parametrize("missed, due", [(15, False), (16, True)])
def test_the_sixteenth_miss_starts_the_report(missed: int, due: bool) -> None:
    """Does a budget of 20 call for the report at the sixteenth miss, and not before?"""
    assert ("Exception report due" in notes(PANEL, moved(200, 90, 90, missed))) is due


def test_a_breach_starts_it_too() -> None:
    """Is a target that is not reached at the end a breach?"""
    assert "the target is not reached" in notes(PANEL, moved(100, 90, 100, 11))
    assert "overspent" in notes(PANEL, moved(100, 90, 100, 11))


def test_a_target_of_100_has_no_budget() -> None:
    """Does a promise without room say so, and does one miss break it?"""
    kept = notes(PANEL, moved(100, 100, 50, 0))
    assert "has no budget" in kept and "No exception report" in kept
    assert "Exception report due" in notes(PANEL, moved(100, 100, 50, 1))


def test_more_misses_than_requests() -> None:
    """Is it said that this cannot be?"""
    assert "that cannot be" in notes(PANEL, moved(10, 90, 50, 6))


def test_done_and_back_to_the_start() -> None:
    """Does it count once something was moved, and does an empty field bring the start back?"""
    new = PANEL.change(Workbook(), MISSED.id, 5)
    assert [PANEL.done(one) for one in (Workbook(), new, PANEL.change(new, MISSED.id, None))] == [False, True, False]


@pytest.mark.parametrize("id, value", [(EXPECTED.id, 0), (EXPECTED.id, 1.5), (TARGET.id, 101), (MISSED.id, "13"),
                                       (GONE.id, True)])
def test_out_of_range_is_refused(id: str, value: Any) -> None:
    """Is a number beyond its range refused with the range?"""
    with pytest.raises(ValueError, match="from"):
        PANEL.change(Workbook(), id, value)


def test_hostile_values() -> None:
    """Does nothing that a page can send break the view?"""
    withstands(PANEL, Workbook())


@given(st.dictionaries(st.sampled_from([one.name for one in SLIDERS]),
                       st.integers(-5, 10**6) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=3),
                       max_size=4))
def test_any_workbook_can_be_drawn(kept: dict[str, Any]) -> None:
    """Is the view whole whatever was kept, by another version of the course too?"""
    assert drawn(PANEL, Workbook(values=kept))
