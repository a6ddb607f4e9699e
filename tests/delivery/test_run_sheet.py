"""The run sheet: does the day add up, and what becomes of it when the class runs late?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.delivery.course.notebooks import Block, load_notebooks
from pmo_course_lib.delivery.course.run_sheet import Slot, clock, load_days, minutes_of, reflow
from pmo_course_lib.errors import CourseError


def block(id: str, minutes: int, least: int | None = None) -> Block:
    return Block(id, "theory", id, minutes, minutes if least is None else least, "Instructor")


def day(*blocks: tuple[Block, bool]) -> tuple[Slot, ...]:
    at, slots = 540, []
    for one, fixed in blocks:
        slots.append(Slot(one, at, at + one.minutes, fixed))
        at += one.minutes
    return tuple(slots)


MORNING = day((block("T1", 40, 30), False), (block("E1", 30, 20), False), (block("L", 60, 45), True),
              (block("T2", 30, 30), False))


def times(slots: tuple[Slot, ...]) -> list[str]:
    return [f"{slot.block.id} {clock(slot.start)}-{clock(slot.end)}" for slot in slots]


def test_a_class_on_time_keeps_its_plan() -> None:
    """Does a block that starts as planned, or early, change nothing?"""
    assert reflow(MORNING, "E1", 580) == reflow(MORNING, "E1", 575) == MORNING


def test_a_delay_is_made_up_before_lunch() -> None:
    """Is a delay taken from what can spare it, so that lunch starts on time?"""
    assert times(reflow(MORNING, "T1", 552)) == ["T1 09:12-09:46", "E1 09:46-10:10", "L 10:10-11:10", "T2 11:10-11:40"]


def test_a_delay_that_is_too_long_moves_the_fixed_block() -> None:
    """Is what cannot be made up before lunch taken from lunch, and what lunch cannot spare passed on?"""
    assert times(reflow(MORNING, "E1", 600)) == ["T1 09:00-09:40", "E1 10:00-10:20", "L 10:20-11:10", "T2 11:10-11:40"]
    assert times(reflow(MORNING, "L", 650))[2:] == ["L 10:50-11:35", "T2 11:35-12:05"]


def test_a_block_of_another_day_is_refused() -> None:
    """Is a wrong id answered with the ids that there are?"""
    with pytest.raises(ValueError, match="no block T9; its blocks are T1, E1, L, T2"):
        reflow(MORNING, "T9", 600)


@given(st.lists(st.tuples(st.integers(5, 90), st.integers(0, 90), st.booleans()), min_size=1, max_size=12), st.integers(0, 200),
       st.data())
def test_whatever_happens_the_day_holds_together(shape: list[tuple[int, int, bool]], late: int, data: st.DataObject) -> None:
    """Do slots never overlap, never get shorter than allowed, and never start before their plan?"""
    slots = day(*((block(f"B{i}", minutes, min(least, minutes)), fixed) for i, (minutes, least, fixed) in enumerate(shape)))
    running = data.draw(st.integers(0, len(slots) - 1))
    after = reflow(slots, f"B{running}", slots[running].start + late)
    assert [slot.block for slot in after] == [slot.block for slot in slots]
    assert after[running].start == slots[running].start + late
    for slot, plan in zip(after, slots, strict=True):
        assert plan.block.least <= slot.minutes <= plan.minutes and slot.start >= plan.start
    assert all(one.end <= two.start for one, two in zip(after[running:], after[running + 1:], strict=False))
    spare = sum(slot.minutes - slot.block.least for slot in slots[running:])
    assert after[-1].end - slots[-1].end == max(0, late - spare)


@pytest.mark.parametrize("text", ["9", "24:00", "09:60", "nine", "", "09:00:00"])
def test_a_time_that_is_none(text: str) -> None:
    """Is a text that is no time of day refused with an example?"""
    with pytest.raises(ValueError, match="write it like 09:05"):
        minutes_of(text)


def test_times_there_and_back() -> None:
    """Are a time and its minutes the same thing?"""
    assert [clock(minutes_of(text)) for text in ("09:05", "9:05", "00:00", "23:59")] == ["09:05", "09:05", "00:00", "23:59"]


def course(folder: Path, blocks: list[dict[str, object]], order: str = '"T1"') -> Path:
    notebook = {"cells": [], "metadata": {"title": "One", "pmo": {"blocks": blocks}}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "01_one.ipynb").write_text(json.dumps(notebook))
    (folder / "timetable.toml").write_text(f'pauses = []\n[[days]]\nnumber = 1\nstart = "09:00"\nblocks = [{order}]\n')
    return folder


GOOD = {"id": "T1", "kind": "theory", "title": "One", "minutes": 40, "least": 30, "who": "Instructor"}


def test_the_plan_comes_from_the_notebooks(tmp_path: Path) -> None:
    """Do minutes and titles come from the notebook's metadata, with the notebook's name?"""
    [[slot]] = load_days(course(tmp_path, [GOOD]))
    assert (slot.block.title, slot.start, slot.end, slot.notebook) == ("One", 540, 580, "01_one")


@pytest.mark.parametrize(("change", "says"), [
    ({"minutes": "40"}, "01_one.ipynb, metadata pmo.blocks, entry 1 minutes: '40' must be a whole number"),
    ({"least": 50}, "least is 50; allowed: 0 to the block's 40 minutes"), ({"kind": "song"}, "kind"),
    ({"colour": 1}, "no field colour")])
def test_a_block_that_does_not_fit_is_named(tmp_path: Path, change: dict[str, object], says: str) -> None:
    """Is a mistake in a notebook's metadata named with notebook, block and field?"""
    with pytest.raises(CourseError) as caught:
        load_days(course(tmp_path, [GOOD | change]))
    assert any(says in line for line in caught.value.problems), caught.value.problems


def test_a_block_without_a_notebook_is_named(tmp_path: Path) -> None:
    """Is an id in the timetable that no notebook carries said?"""
    with pytest.raises(CourseError, match="no notebook carries the block T2"):
        load_days(course(tmp_path, [GOOD], '"T1", "T2"'))


def test_the_course_fills_its_two_days() -> None:
    """Do the notebooks carry all blocks, from nine to half past five, with the exam at a quarter to four of the second day?"""
    first, second = load_days(Path(__file__).parents[2] / "course")
    assert [clock(one[0].start) + "-" + clock(one[-1].end) for one in (first, second)] == ["09:00-17:30", "09:00-17:30"]
    [exam] = [slot for slot in second if slot.block.id == "EX"]
    assert (clock(exam.start), exam.minutes, exam.fixed) == ("15:45", 60, True)
    carried = {block.id for notebook in load_notebooks(Path(__file__).parents[2] / "course") for block in notebook.blocks}
    assert carried <= {slot.block.id for slot in (*first, *second)}
    late = reflow(second, "D2-Q", exam.start - 10)
    assert next(slot for slot in late if slot.block.id == "EX").start <= exam.start
