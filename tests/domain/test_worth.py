"""Worth: is a statement complete, and is no figure told as more than it is?"""

from __future__ import annotations

import pytest
from cattrs.preconf.json import make_converter
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.content import HERE, Basis
from pmo_course_lib.domain import worth as w

WHOLE = w.ValueStatement(
    "Sponsors of large projects", "They learn of delays when it is too late to act", "We look at all projects with one measure",
    "They stop or change weak projects early", "Weeks between first warning and decision", "Nine weeks in 2025, four in 2026",
    {"needs": "early warning", "skills": "audit", "only_we": "a view across projects", "problems": "surprises", "value": "time"})
FIGURES = {one.id: one for one in w.figures()}


def test_five_questions_and_six_parts() -> None:
    """Are the five questions there as public and the six parts as ours?"""
    assert [one.id for one in w.guide().questions.list] == ["needs", "skills", "only_we", "problems", "value"]
    assert w.guide().questions.basis is Basis.PUBLIC
    assert [one.id for one in w.guide().statement.fields] == ["for_whom", "problem", "only_we", "outcome", "measure", "evidence"]
    assert w.guide().statement.label == "Course model"


def test_completeness() -> None:
    """Is an empty statement 0, a whole one 1, and does a blank text count as empty?"""
    assert (w.completeness(w.ValueStatement()), w.completeness(WHOLE)) == (0.0, 1.0)
    assert (w.unanswered(WHOLE), len(w.unanswered(w.ValueStatement("  ")))) == ((), 11)
    assert w.completeness(w.ValueStatement("Sponsors")) == pytest.approx(1 / 11)


@given(st.lists(st.sampled_from(["", " ", "text"]), min_size=6, max_size=6))
def test_completeness_counts_what_is_filled(texts: list[str]) -> None:
    """Is completeness the share of filled parts, and are just those read aloud?"""
    statement = w.ValueStatement(*texts)
    assert w.completeness(statement) == pytest.approx(texts.count("text") / 11)
    assert len(w.sentences(statement)) == texts.count("text")


def test_sentences() -> None:
    """Is the statement read as question and answer, in order?"""
    assert w.sentences(w.ValueStatement(evidence="Four weeks", for_whom="Sponsors")) == (
        "For whom? Sponsors", "Which figure of the last twelve months shows it? Four weeks")


def test_statement_survives_json_and_refuses_unknown_questions() -> None:
    """Does a statement come back from JSON as it was, and is an answer to no question an error?"""
    json = make_converter()
    for state in (w.ValueStatement(), WHOLE):
        assert json.loads(json.dumps(state), w.ValueStatement) == state
    with pytest.raises(ValueError, match="price"):
        w.ValueStatement(answers={"price": "x"})


def test_metrics_say_how_they_mislead() -> None:
    """Has each measure a formula, a verdict and the course's note, are the seven public ones public, and is one ours?"""
    found = w.metrics()
    assert [metric.basis for metric in found] == [Basis.PUBLIC] * 7 + [Basis.COURSE_MODEL]
    assert all(metric.formula and metric.course.misleads and metric.course.label == "Course model" for metric in found)
    assert {metric.name: metric.course.verdict.value for metric in found} == {
        "Project success ratio": "context", "Portfolio good-health ratio": "weak", "Number of high-risk projects": "weak",
        "Planned, budgeted and actual cost": "context", "Projects on scope, schedule and budget": "weak",
        "People reporting their time and status": "weak", "Functional performance": "good", "Uptake": "good"}
    assert len(w.advice()) == 8


def test_thirty_per_cent_fewer() -> None:
    """Are 10 failures that become 7 in 100 both 30 per cent fewer and 3 points, and zero before an error?"""
    told = w.change(10, 7, 100)
    assert (told.relative, told.points) == (-30.0, -3.0)
    with pytest.raises(ValueError, match="more than 0"):
        w.change(0, 7, 100)


@pytest.mark.parametrize(("users", "could", "share"), [(30, 50, 0.6), (21, 35, 0.6), (30, 60, 0.5), (12, 48, 0.25), (0, 0, None)])
def test_uptake(users: int, could: int, share: float | None) -> None:
    """Do the course's numbers come out: 60 per cent twice, then 50 that falls to 25, and no share of nobody?"""
    assert w.uptake(users, could) == share


def test_claims_and_their_chains() -> None:
    """Are the repeated numbers given as claims, with chains of the right length and no origin where none was found?"""
    found = w.claims()
    assert {id: (len(claim.steps), claim.origin, claim.label) for id, claim in found.items()} == {
        "three_years": (8, False, "Claim"), "two_years": (3, True, "Claim"), "prevalence": (7, False, "Claim"),
        "twenty_six": (7, False, "Claim"), "full_potential": (2, True, "Claim")}
    assert [step.year for step in found["three_years"].steps] == [2006, 2009, 2010, None, 2013, 2013, None, None]
    assert "750 companies" in found["three_years"].steps[1].says
    assert found["three_years"].steps[2].says == "25 per cent within one year, 50 per cent within two, three of four within three"
    assert len(w.questions()) == 4


def test_steps_are_seen_in_the_sources_of_their_claim() -> None:
    """Is every step of a chain seen in a source that its claim names, and every source used by a step?"""
    for claim in w.claims().values():
        assert set(w.seen_in(claim)) == set(claim.source), claim.id


def test_repetitions_are_not_confirmation() -> None:
    """Do eight steps on the three years come from five sources, four of them from one page?"""
    assert w.seen_in(w.claims()["three_years"]) == {"V79": 4, "V100": 1, "V65": 1, "S-APM-BDP": 1, "V80": 1}


@pytest.mark.parametrize(("id", "value", "year", "n"), [
    ("F1", 47, 2000, None), ("F2", 48, 2000, None), ("F3", 77, 2006, None), ("F4", 84, 2010, None), ("F5", 87, 2012, 554),
    ("F7", 85, 2016, 226), ("F8", 61, 2007, None), ("F9", 71, 2017, 3234), ("F11", 89, 2020, None), ("F13", 89, 2025, None),
    ("F14", 40, 2019, None), ("F15", 65, 2019, None), ("F16", 72.4, 2014, None), ("F17", 70, None, None), ("F18a", 73, 2022, 121),
    ("F23", 15, 2010, None), ("F24", 25, 2020, None), ("F25", 50, 2025, None), ("F27", 30, 2019, None), ("F30c", 75, 2010, None),
    ("F32", 30, 2012, 554), ("F33", 25, 2012, 554), ("F34", 19, 2012, 554), ("F35", 411_000, 2012, 554), ("F36", 33, 2017, 3234),
    ("F37", 38, 2017, 3234), ("F42", 28, 2019, None), ("F47", 78, 2022, 105), ("F48", 43, 2022, 105), ("F54a", 450, 2024, 268),
    ("F54b", 268, 2024, 268), ("F63", 42, 2025, None), ("F69", 4069, 2021, 4069), ("F70", 230, 2021, 230), ("F72", 73, 2021, 230),
    ("F73", 94.9, 2021, 230), ("F74a", 79, 2017, 3234), ("F74b", 76, 2017, 3234), ("F75a", 65, 2017, 3234),
    ("F75b", 73, 2017, 3234), ("F76a", 55, 2017, 3234), ("F76b", 63, 2017, 3234), ("F77a", 56, 2017, 3234),
    ("F77b", 54, 2017, 3234), ("F78a", 44, 2017, 3234),
    ("F78b", 53, 2017, 3234), ("F79a", 42, 2017, 3234), ("F79b", 47, 2017, 3234), ("F93", 211, None, 1), ("F99a", 26, 2025, None),
])
def test_survey_figures(id: str, value: float, year: int | None, n: int | None) -> None:
    """Does the figure stand in the file as it was read, with year and number of answers?"""
    one = FIGURES[id]
    assert (one.value, one.year, one.n) == (value, year, n)


def test_only_what_was_read_is_there() -> None:
    """Are derived and recalled figures (rows 6, 22, 53) left out, ids different, and is each a number or a text?"""
    assert {"F6", "F22", "F53"}.isdisjoint(FIGURES)
    assert len(FIGURES) == len(w.figures()) == 117
    assert len({id.rstrip("abc") for id in FIGURES}) == 96
    assert all(one.value is not None or one.text for one in w.figures())


def test_what_people_say_of_themselves_is_a_claim() -> None:
    """Is every share of respondents and every figure on value a claim, and never public?"""
    bases = {one.basis for one in w.figures() if one.topic in ("prevalence", "value") and one.unit == "per cent"}
    assert bases == {Basis.CLAIM}
    assert FIGURES["F69"].basis is Basis.PUBLIC


@pytest.mark.parametrize("name", ["orientation", "maturity", "adaptation", "strategy", "development", "causes", "claims",
                                  "metrics", "survey", "worth"])
def test_nothing_recalled_is_printed(name: str) -> None:
    """Does no file of diagnosis and worth hold a statement that is only recalled?"""
    text = (HERE / f"{name}.toml").read_text(encoding="utf-8")
    assert 'basis = "' in text and 'basis = "recalled"' not in text


def test_prevalence_series() -> None:
    """Are all series on one question there, each in the order of years?"""
    found = {series.name: [(one.year, one.value) for one in series.figures] for series in w.prevalence()}
    assert found["PM Solutions"] == [(2000, 47), (2000, 48), (2006, 77), (2010, 84), (2012, 87), (2016, 85)]
    assert found["PMI Pulse"] == [(2007, 61), (2017, 71)]
    assert found["Wellingtone"] == [(2020, 89), (2025, 89)]
    assert found["AIPM, KPMG and IPMA: a centralised PMO"] == [(2019, 40)]
    assert len(found) == 8


def test_how_they_disagree() -> None:
    """Do figures of neighbouring years differ by up to 49 points, the two PM Solutions reports by one, and is order kept?"""
    found = [(one.first.id, one.second.id, one.points) for one in w.disagreements()]
    assert found == [("F14", "F11", 49.0), ("F14", "F15", 25.0), ("F15", "F11", 24.0), ("F3", "F8", 16.0), ("F7", "F9", 14.0),
                     ("F1", "F2", 1.0)]
