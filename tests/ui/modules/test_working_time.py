"""The calendar to try: are hours, due moments and rules those of the course text?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.working_time import _BASE, EXAMPLES, PANEL, START, attempt
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.t6_samples import changed, drawn, notes, rows, withstands
from tests.workbook.samples import STEADY, workbooks


def of(name: str) -> str:
    return at("values", START + name)


def example(name: str) -> Workbook:
    return PANEL.change(Workbook(), at("#example"), name)


@pytest.mark.parametrize("name, due, hours, rule", [
    ("hours", "Tue 2 Sep 2025, 15:00", "5", "K7"), ("k8", "Mon 1 Sep 2025, 17:00", "11", "K8"),
    ("k7", "Mon 8 Sep 2025, 13:00", "3.5", "next opening"), ("k4", "Wed 10 Sep 2025, 17:00", "22", "K4"),
    ("k5", "Wed 10 Sep 2025, 17:00", "3.5", "K5"), ("holiday", "Mon 8 Sep 2025, 17:00", "22", "K4"),
    ("k9", "Tue 2 Sep 2025, 11:00", "9", "K9"), ("k10", "Mon 1 Sep 2025, 17:00", "11", "K10"),
    ("merged", "Tue 2 Sep 2025, 13:00", "4", "K9")])
def test_the_examples_of_the_text(name: str, due: str, hours: str, rule: str) -> None:
    """Does each example come out as the text says, with the rule that decided?"""
    workbook = example(name)
    assert f"Due: **{due}**. Working hours until delivery: **{hours}**." in notes(PANEL, workbook)
    assert rule in str(PANEL.draw(workbook))


def test_one_change_shows_its_consequence() -> None:
    """Does a supplier's pause count, does an approval's count or not, and does the other reading of K5 move day one?"""
    paused = example("k9")
    assert "**9**" in notes(PANEL, paused)
    assert "**11**" in notes(PANEL, PANEL.change(paused, of("pause1-reason"), "supplier"))
    approval = PANEL.change(paused, of("pause1-reason"), "approval")
    assert "**11**" in notes(PANEL, approval) and "**9**" in notes(PANEL, PANEL.change(approval, of("approval"), "yes"))
    assert "Thu 11 Sep 2025, 17:00" in notes(PANEL, PANEL.change(example("k5"), of("closed"), "received"))
    assert "Wed 3 Sep 2025, 15:00" in notes(PANEL, PANEL.change(example("hours"), of("holiday"), "2025-09-02"))


def test_the_days_add_up_to_the_hours() -> None:
    """Do the hours of the days make the turnaround?"""
    assert rows(PANEL, example("k9"), "Day by day") == {"Mon 1 Sep 2025": ("8", "1", "7"), "Tue 2 Sep 2025": ("3", "1", "2")}
    for name in EXAMPLES:
        counted = sum(float(row[-1]) for row in rows(PANEL, example(name), "Day by day").values())
        assert counted == attempt(example(name)).request.worked / 3600
    far = PANEL.change(Workbook(), of("delivered-day"), "2026-09-02")
    assert "and 357 more days" in rows(PANEL, far, "Day by day")


def test_what_cannot_be_is_said() -> None:
    """Is a delivery before the receipt, a pause that ends before it begins, or half a day said in words?"""
    early = PANEL.change(Workbook(), of("delivered-day"), "2025-08-01")
    assert "The delivery lies before the receipt." in notes(PANEL, early)
    assert "Pause 1 ends before it begins" in notes(PANEL, PANEL.change(example("k9"), of("pause1-to-day"), "2025-08-01"))
    half = changed(PANEL, Workbook(), (of("unit"), "days"), (of("amount"), 1.5))
    assert "whole days" in notes(PANEL, half)


@pytest.mark.parametrize("name, value", [("received-time", "9:30"), ("received-time", ""), ("received-day", "1.9.2025"),
                                         ("received-day", None), ("received-day", "1999-01-01"), ("amount", 0), ("amount", None),
                                         ("unit", "months"), ("calendar", "CAL-NONE"), ("pause1-reason", "lunch")])
def test_wrong_values_are_refused(name: str, value: Any) -> None:
    """Is a value that cannot be read refused with how to write it?"""
    with pytest.raises(ValueError, match=r"Write|Choose"):
        PANEL.change(Workbook(), of(name), value)


def test_done_when_something_was_changed() -> None:
    """Does it count only once somebody has tried something?"""
    assert [PANEL.done(one) for one in (Workbook(), example("k9"))] == [False, True]


def test_hostile_values() -> None:
    """Does nothing that a page can send break the view?"""
    withstands(PANEL, example("merged"))


@STEADY
@given(workbooks(), st.dictionaries(st.sampled_from(sorted(_BASE)), st.text(max_size=8) | st.integers() | st.booleans(),
                                    max_size=4))
def test_any_workbook_can_be_drawn(workbook: Workbook, kept: dict[str, Any]) -> None:
    """Is the view whole whatever the workbook holds?"""
    workbook.values.update({START + name: value for name, value in kept.items()})
    assert drawn(PANEL, workbook)
