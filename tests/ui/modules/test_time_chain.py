"""The chain of times and shares: does it say whether the promise is carried, and by which path?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.time_chain import PANEL, PROMISED, SHARE, chain
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.t6_samples import changed, drawn, notes, withstands


def cell(name: str, n: int) -> str:
    return at("values", f"t6-chain-{name}{n}")


def test_the_example_fits() -> None:
    """Is it 24 + 30 + 8 + 8 of 80, with 10 to spare, and the finance data off the path?"""
    said = notes(PANEL, Workbook())
    assert "Interviews 24 + Analysis 30 + Second reading 8 + reserve 8 = **70 hours** of 80" in said and "**10** to spare" in said
    assert "changes nothing: Finance data" in said


def test_what_finance_really_takes() -> None:
    """With 30 hours for the data, is the path another one, and 4 hours to spare; with a promise of 72, too long?"""
    slow = PANEL.change(Workbook(), cell("hours", 0), 30)
    assert "Finance data 30" in notes(PANEL, slow) and "**4** to spare" in notes(PANEL, slow)
    assert "**4 hours** too long" in notes(PANEL, PANEL.change(slow, PROMISED.id, 72))


def test_one_after_the_other() -> None:
    """Do steps of different rounds add up, also when a round between them is empty?"""
    found = chain(changed(PANEL, Workbook(), (cell("round", 1), "2"), (cell("round", 2), "5")))
    assert found and found.hours == 8 + 24 + 8 + 30


def test_shares() -> None:
    """Do three good parts fail a promise of 95 per cent, and carry one of 90?"""
    assert "together **90.3 %**" in notes(PANEL, Workbook()) and "do not carry it" in notes(PANEL, Workbook())
    assert "The parts carry it." in notes(PANEL, PANEL.change(Workbook(), SHARE.id, 90))


def test_no_hours_at_all() -> None:
    """Is an empty chain asked for its hours?"""
    assert "at least one step" in notes(PANEL, changed(PANEL, Workbook(), *((cell("hours", n), 0) for n in range(5))))


def test_a_name_can_be_emptied() -> None:
    """Is a name that was taken out not the example's again, and named by its number?"""
    assert "step 2 24" in notes(PANEL, PANEL.change(Workbook(), cell("what", 1), ""))


def test_done_with_something_of_ones_own() -> None:
    """Does it count once a step was changed?"""
    assert [PANEL.done(one) for one in (Workbook(), PANEL.change(Workbook(), cell("hours", 0), 5))] == [False, True]


@pytest.mark.parametrize("id, value", [(cell("kind", 0), "friend"), (cell("round", 0), "9"), (cell("what", 0), 3),
                                       (cell("hours", 9), 3)])
def test_wrong_values_are_refused(id: str, value: Any) -> None:
    """Is what does not fit refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(Workbook(), id, value)


def test_hostile_values() -> None:
    """Does nothing that a page can send break the view?"""
    withstands(PANEL, Workbook())


@given(st.dictionaries(st.sampled_from([f"t6-chain-{name}{n}" for name in ("what", "kind", "hours", "round") for n in range(5)]),
                       st.text(max_size=4) | st.integers(-9, 9000) | st.booleans(), max_size=9))
def test_any_workbook_can_be_drawn(kept: dict[str, Any]) -> None:
    """Is the view whole whatever was kept?"""
    assert drawn(PANEL, Workbook(values=kept))
