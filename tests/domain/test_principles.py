"""The principles: are the seven whole, and are they kept apart from the other list?"""

from __future__ import annotations

import pytest

from pmo_course_lib.content import Basis
from pmo_course_lib.domain.lifecycle import framework
from pmo_course_lib.domain.principles import association_list, facts, for_stage, principle, principles

SEVEN = ["Sponsorship", "Alignment", "Transparency", "Challenge", "Adjustment", "Exemplar", "Improvement"]


def test_seven_in_order() -> None:
    """Are the seven there with public names and glosses, and with details that are ours?"""
    assert [(one.id, one.name) for one in principles()] == [(f"P{n}", name) for n, name in enumerate(SEVEN, 1)]
    assert {(one.basis, one.source) for one in principles()} == {(Basis.PUBLIC, ("S-PORTMAN",))}
    assert {one.detail.label for one in principles()} == {"Course model"}


def test_questions_and_signs() -> None:
    """Is every question one, and are question and sign of each principle its own?"""
    details = [one.detail for one in principles()]
    assert all(one.question.endswith("?") for one in details)
    assert all(text.endswith(".") for one in details for text in (one.in_services, one.sign_of_absence))
    assert len({one.question for one in details}) == len({one.sign_of_absence for one in details}) == 7
    assert principle("P5").detail.sign_of_absence == "The list of services only grows."
    assert principle("P7").detail.question == "Which figure got better because of us?"


@pytest.mark.parametrize(("stage", "ids"), [
    ("select", ["P1", "P2"]), ("design", ["P2", "P3"]), ("build", ["P6", "P3"]), ("operate", ["P3", "P4", "P7"]),
    ("transform_or_retire", ["P5", "P1", "P4"])])
def test_emphasis(stage: str, ids: list[str]) -> None:
    """Does each stage lean on the principles the course names for it, in that order?"""
    assert [one.id for one in for_stage(stage)] == ids


def test_emphasis_covers_the_lifecycle() -> None:
    """Has every stage an emphasis, and every principle a stage?"""
    found = {one.id for stage in framework().stages for one in for_stage(stage.id)}
    assert found == {one.id for one in principles()}


def test_the_two_lists_are_not_mixed() -> None:
    """Is the list of nine another list, with only two names in both, and a note that says so?"""
    other = association_list()
    assert len(other.names) == 9
    assert set(other.names) & {one.name for one in principles()} == {"Challenge", "Transparency"}
    assert other.source == ("S-AIPMO-PRIN",) and "not the seven core PMO principles" in str(other.note)
    assert not {id for one in principles() for id in one.source} & set(other.source)


def test_facts() -> None:
    """Are the seven facts there, and is what the authors say of themselves given as a claim?"""
    assert [one.id for one in facts()] == [f"PR0{n}" for n in range(1, 8)]
    assert [one.id for one in facts() if one.basis is Basis.CLAIM] == ["PR02"]


def test_unknown_names() -> None:
    """Are an unknown principle and an unknown stage named with what is allowed?"""
    with pytest.raises(ValueError, match="principle is 'P8'; allowed: P1, P2, P3, P4, P5, P6, P7"):
        principle("P8")
    with pytest.raises(ValueError, match="stage is 'pilot'; allowed: select, design, build, operate, transform_or_retire"):
        for_stage("pilot")
