"""The causal diagram: are loops and levers counted as the domain counts them?"""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given

from pmo_course_lib.domain.causes import CausalDiagram, Edge, Node, Sign
from pmo_course_lib.ui.modules.causal_loops import PANEL
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Note, Picture, Select, plain
from pmo_course_lib.workbook.model import Workbook
from tests.workbook.samples import STEADY, workbooks

LEVER, HOW = at("values", "career-lever"), at("notes", "g2d-lever")


def of(workbook: Workbook, kind: type) -> list:
    return [one for one in PANEL.draw(workbook) if isinstance(one, kind)]


def pulled(node: str) -> Workbook:
    return PANEL.change(Workbook(), LEVER, node)


def test_empty() -> None:
    """Are the course's 12 factors and four reinforcing loops there, labelled, and nothing chosen?"""
    (picture,), (select,) = of(Workbook(), Picture), of(Workbook(), Select)
    assert len(select.options) == 12 and select.value is None and not PANEL.done(Workbook())
    assert picture.text.count(", reinforcing:") == 4 and "Course model" in picture.text


def test_consequence() -> None:
    """Is it said on how many loops a factor lies, and how many it feeds?"""
    assert "lies on 0 of 4 loops and feeds 4 more" in of(pulled("role_clarity"), Note)[0].text
    value = pulled("perceived_value")
    assert "lies on 4 of 4 loops (R1, R2, R3, R4)." in of(value, Note)[0].text
    assert "needs nobody's permission" in of(pulled("service_outcomes"), Note)[1].text
    assert "*service outcomes* and *clear role*" in of(value, Note)[1].text


def test_done() -> None:
    """Is it done with a lever and a sentence, and not without one of them?"""
    assert not PANEL.done(pulled("talent"))
    assert PANEL.done(PANEL.change(pulled("talent"), HOW, "Offer a place to a planner"))
    assert not PANEL.done(PANEL.change(PANEL.change(pulled("talent"), HOW, "x"), LEVER, None))


def test_own_diagram() -> None:
    """Is a diagram of one's own shown, with balancing loops and two factors of one name?"""
    own = CausalDiagram((Node("a", "Trust"), Node("b", "Trust"), Node("c", "")),
                        (Edge("a", "b", Sign.MORE), Edge("b", "a", Sign.LESS)))
    workbook = PANEL.change(Workbook(causes=own), LEVER, "a")
    assert "B1, balancing: Trust (a) → Trust (b)" in of(workbook, Picture)[0].text
    assert "**Trust (a)** lies on 1 of 1 loops (B1)." in of(workbook, Note)[0].text
    assert "lies on no loop" in of(PANEL.change(workbook, LEVER, "c"), Note)[0].text
    assert of(evolve(workbook, causes=CausalDiagram()), Select)[0].value is None


@pytest.mark.parametrize(("id", "value"), [(LEVER, "no factor"), (LEVER, 3), (LEVER, ["talent"]), (HOW, 3),
                                          (at("worth", "problem"), "x")])
def test_bad_values(id: str, value: object) -> None:
    """Is what does not belong there refused with a sentence?"""
    with pytest.raises(ValueError, match=r"[A-Za-z]{3}"):
        PANEL.change(Workbook(), id, value)


@STEADY
@given(workbooks())
def test_draws_any_workbook(workbook: Workbook) -> None:
    """Does the view never raise?"""
    assert plain(PANEL.draw(evolve(workbook, values={**workbook.values, "career-lever": 7})))
