"""Maturity: do the scores of the book's two PMOs give their levels, and does the page name what is missing?"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.maturity import guide
from pmo_course_lib.domain.orientation import Orientation
from pmo_course_lib.ui.modules.maturity_profile import PANEL, now_scores
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Picture, Table
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.map_help import CASE, FOREIGN, ODD, said, sound, steady, steps, survives, with_values


def scored(example: int, items: str) -> Workbook:
    """The scores of an example of the book; ``items`` are those of SV1 to SV8."""
    others = {name: one for name, one in guide().examples[example].scores.items() if name != "services"}
    return steps(
        PANEL,
        Workbook(),
        *((at("maturity", "items", f"SV{n}"), one) for n, one in enumerate(items, 1)),
        *((at("maturity", "principles", name), one) for name, one in others.items()),
    )


A = scored(0, "44443333")


def test_a_high_index_below_the_inflection() -> None:
    """Is PMO A on level 3 with index 2.90, and are sponsorship, adjustment and orientation named?"""
    text = said(PANEL, sound(PANEL, A))
    assert "**Level 3, Defined provider**" in text and "Index 2.90" in text and "inflection point lies between" in text
    assert "first condition that fails: sponsorship" in text and "Adjustment is 2.50" in text
    assert "Orientation index is not known yet" in text and PANEL.done(A)


def test_what_comes_from_other_modules() -> None:
    """Do the orientation index of module 1 and the partnering share of module 5 count?"""
    answers = {f"T{n:02d}": 3 for n in range(1, 13)}
    lower = steps(PANEL, scored(1, "44333333"), (at("maturity", "items", "SV1"), "3"))
    workbook = evolve(with_values(lower, own_pmo="PMO-01"), topology=CASE.topology, orientation=Orientation(answers=answers))
    given = now_scores(workbook)
    assert given.orientation_index == 0.75 and given.partnering_share == pytest.approx(2 / 7)
    assert "Level 4, Adaptive service partner" in said(PANEL, workbook, "good")
    table = [one for one in PANEL.draw(workbook) if isinstance(one, Table)][-1]
    assert [row[1] for row in table.rows] == ["0.75", "0.29"]


def test_scores_are_kept_for_the_playbook() -> None:
    """Does each change bring the workbook's scores up to date, also when an answer is taken back?"""
    assert A.scores.dimensions["services"] == 3.5 and len(A.scores.dimensions) == 8
    back = steps(PANEL, A, (at("maturity", "items", "SV1"), None))
    assert "services" not in back.scores.dimensions and "Still without a score: services" in said(PANEL, back)
    assert not PANEL.done(back) and steps(PANEL, back, (at("maturity", "items", "SV1"), None)) == back


def test_the_top() -> None:
    """Is nothing missing on level 5?"""
    top = evolve(
        scored(2, "44444443"),
        orientation=Orientation(answers={f"T{n:02d}": 4 for n in range(1, 13)}),
        topology=CASE.topology,
        values={"own-pmo": "PMO-05"},
    )
    assert "Level 5, Ideas and innovation" in said(PANEL, sound(PANEL, top), "good") and not said(PANEL, top, "warning")


def test_empty() -> None:
    """Does an empty workbook say what lacks a score, with the ladder to look at?"""
    assert "Still without a score: services, sponsorship" in said(PANEL, sound(PANEL, Workbook())) and not PANEL.done(Workbook())
    assert any(isinstance(one, Picture) for one in PANEL.draw(Workbook()))


@pytest.mark.parametrize("value", ["5", 5, -1, 2.5, "two", [], {}, True, "", "01"])
def test_scores_that_do_not_go(value: Any) -> None:
    """Is a score of a statement outside 0 to 4, or between, refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(Workbook(), at("maturity", "items", "SV1"), value)


@pytest.mark.parametrize(
    "id", [*FOREIGN, at("maturity", "items", "SV9"), at("maturity", "scores", "x"), at("scores", "dimensions", "services")]
)
def test_other_fields_are_refused(id: str) -> None:
    """Is a field that is not on the page refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(Workbook(), id, "3")


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([Workbook(), A]), st.lists(st.tuples(st.integers(0, 40), ODD), max_size=4))
def test_any_value_anywhere(workbook: Workbook, tries: list[tuple[int, Any]]) -> None:
    """Does each field take any value or refuse it in words, and the page stay whole?"""
    for pick, value in tries:
        workbook = survives(PANEL, workbook, pick, value)


def test_typing_is_not_disturbed() -> None:
    """Does typing in a field leave it, and its table, in their place on the page?"""
    assert steady(PANEL, A) >= 20
