"""Adaptation: are typologies and approaches as published, and does the rule give each customer a sensible step?"""

from __future__ import annotations

from itertools import product

import pytest
from cattrs.preconf.json import make_converter

from pmo_course_lib.content import Basis
from pmo_course_lib.domain.adaptation import CustomerCase, guide, recommend, scale

STEPS = ["Do it for them", "Do it with them", "Coach and review", "Assure", "Self-service"]


def step(capability: int, risk: int, appetite: int) -> int:
    """Number of the recommended step."""
    found = recommend(CustomerCase("x", "", capability, risk, appetite))
    assert found is not None
    return found.number


def test_typologies_and_limits() -> None:
    """Are the eleven ways to sort PMOs there, each with its types, and the eight published limits?"""
    by = {one.by: one.types for one in guide().typologies}
    assert len(by) == 11 and len(guide().limits) == 8
    assert by["authority"] == ("supportive (low control)", "controlling (moderate control)", "directive (high control)")
    assert len(by["scope of coverage"]) == len(by["service approach"]) == len(by["P3O offices"]) == 5
    assert {one.basis for one in guide().typologies} == {Basis.PUBLIC}
    assert {one.basis for one in guide().limits} == {Basis.PUBLIC, Basis.CLAIM}


def test_customers_and_segments() -> None:
    """Are the six groups of customers there, with the ids of the services' file, and three ways to segment?"""
    assert [one.id for one in guide().customers] == [
        "executives", "functional_managers", "project_managers", "team_members", "partners", "own_team"]
    assert [one.by for one in guide().segmentation] == ["category", "capability", "relevance"]


def test_the_public_example_says_where_responsibility_ends() -> None:
    """Do the four levels run from most support to most autonomy, each with the end of the PMO's responsibility?"""
    example = scale("public_example")
    assert [one.name for one in example.steps] == ["Full", "Consult", "Plan", "Education"]
    assert all(one.pmo and one.customer and one.ends for one in example.steps)
    assert example.steps[2].ends == "When planning is complete."
    assert example.basis is Basis.PUBLIC


def test_scales_say_what_they_rest_on() -> None:
    """Is the scale of control public, the study site's a claim, the five steps ours, and an unknown scale an error?"""
    assert [one.name for one in scale("control").steps] == ["Directive", "Controlling", "Supportive"]
    assert scale("consumption").label == "Claim"
    assert ([one.name for one in scale("course").steps], scale("course").label) == (STEPS, "Course model")
    with pytest.raises(ValueError, match="public_example"):
        scale("pmi")


@pytest.mark.parametrize(("figures", "number"), [
    ((0, 4, 0), 1), ((0, 0, 4), 1), ((1, 2, 2), 2), ((2, 0, 2), 3), ((3, 2, 3), 4), ((4, 0, 4), 5), ((4, 2, 4), 5),
    ((4, 3, 4), 4), ((4, 4, 4), 3), ((4, 0, 1), 2), ((2, 4, 2), 1), ((3, 3, 4), 3),
])
def test_recommended_step(figures: tuple[int, int, int], number: int) -> None:
    """Does the lower of capability and appetite count, does risk above 2 take steps back, and never below the first?"""
    assert step(*figures) == number


def test_the_rule_is_monotone() -> None:
    """Over all 125 cases: does more capability or appetite never give less autonomy, and more risk never give more?"""
    for capability, risk, appetite in product(range(5), repeat=3):
        here = step(capability, risk, appetite)
        assert 1 <= here <= 5
        assert here <= step(min(4, capability + 1), risk, appetite)
        assert here <= step(capability, risk, min(4, appetite + 1))
        assert here >= step(capability, min(4, risk + 1), appetite)


def test_reasons_and_the_next_step() -> None:
    """Does a recommendation say why not more, what comes next, and by what evidence?"""
    found = recommend(CustomerCase("Division A", "project_managers", 2, 4, 3, "three cases of 2026"))
    assert found is not None
    assert found.reasons == ("Capability of 2 allows step 3 at most.", "Risk of 4 takes 2 steps back.")
    assert (found.step.name, found.following and found.following.name) == (STEPS[0], STEPS[1])
    assert found.evidence_needed == "The customer can say what was done and why, and wants to take part next time."
    assert found.label == "Course model"


def test_both_limits_and_one_step_back_are_said() -> None:
    """Are capability and appetite both named when they are equal, and risk from its first point above 2?"""
    found = recommend(CustomerCase("x", "", 2, 3, 2))
    assert found is not None
    assert found.reasons == ("Capability of 2 allows step 3 at most.", "Appetite of 2 allows step 3 at most.",
                             "Risk of 3 takes 1 step back.")


def test_the_last_step_leads_nowhere() -> None:
    """Does self-service ask for no further evidence and need no reasons?"""
    found = recommend(CustomerCase("Division B", "", 4, 2, 4))
    assert found is not None
    assert (found.step.name, found.following, found.evidence_needed, found.reasons) == ("Self-service", None, None, ())


def test_every_step_but_the_last_names_its_evidence() -> None:
    """Is there for each step but the last the evidence that leads on, and for each where responsibility ends?"""
    steps = scale("course").steps
    assert [bool(one.evidence) for one in steps] == [True] * 4 + [False]
    assert all(one.when and one.pmo and one.customer and one.ends for one in steps)


def test_an_open_figure_gives_no_step() -> None:
    """Is a half-filled case valid and without recommendation?"""
    assert recommend(CustomerCase("x", capability=1, risk=2)) is None
    assert recommend(CustomerCase()) is None


@pytest.mark.parametrize("name", ["capability", "risk", "appetite"])
@pytest.mark.parametrize("figure", [-1, 5])
def test_a_figure_off_the_scale(name: str, figure: int) -> None:
    """Is a figure off the scale an error that names it and the scale?"""
    with pytest.raises(ValueError, match=f"{name} is {figure}; allowed: 0 to 4"):
        CustomerCase(**{name: figure})  # type: ignore[arg-type]


def test_attitudes_and_goals() -> None:
    """Are the five attitudes there as claims and the four goals as public?"""
    assert ([one.label for one in guide().attitudes], len(guide().goals)) == (["Claim"] * 5, 4)
    assert guide().attitudes[2].name == "Sponsorship is earned"
    assert [one.name for one in guide().goals] == ["Valuable", "Aligned", "Mature", "Lasting"]


def test_a_case_survives_json() -> None:
    """Do an empty and a filled case come back from JSON as they were?"""
    json = make_converter()
    for case in (CustomerCase(), CustomerCase("A", "executives", 1, 2, 3, "seen")):
        assert json.loads(json.dumps(case), CustomerCase) == case
