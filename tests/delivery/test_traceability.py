"""Objectives: has each a home in the two days, and in the exam?"""

from __future__ import annotations

from pathlib import Path

from pmo_course_lib.delivery.course.traceability import table, traces

HOME = Path(__file__).parents[2]


def test_no_objective_without_a_home() -> None:
    """Is every objective taught or practised in a block, and asked for by a live item?"""
    found = traces()
    assert [one.objective.id for one in found] == [*(f"CO{n}" for n in range(1, 7)), *(f"LO{n}" for n in range(1, 8))]
    assert {one.objective.id: one.gaps for one in found if one.gaps} == {}
    assert {one.objective.id for one in found if not one.taught} == set()


def test_the_table_in_the_docs_is_the_one_of_today() -> None:
    """Has somebody changed notebooks or items and forgotten `make docs`?"""
    assert (HOME / "docs" / "traceability.md").read_text(encoding="utf-8") == table(traces()), "run: make docs"
