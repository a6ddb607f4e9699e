"""Maturity: are levels exact at their thresholds, can they never fall when something rises, is what is missing said?"""

from __future__ import annotations

import pytest
from cattrs.preconf.json import make_converter
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.content import Basis
from pmo_course_lib.domain import maturity as m
from pmo_course_lib.domain.principles import principles

NAMES = ("services", "sponsorship", "alignment", "transparency", "challenge", "adjustment", "exemplar", "improvement")


def even(score: float, orientation: float | None = None, partnering: float | None = None, **others: float) -> m.Scores:
    """Every dimension at ``score`` but for ``others``."""
    return m.Scores(dict.fromkeys(NAMES, score) | others, orientation, partnering)


def number(scores: m.Scores) -> int | None:
    """The number of the level."""
    level = m.level(scores)
    return level and level.level


def test_dimensions_are_services_and_the_core_principles() -> None:
    """Are the eight dimensions services and the seven core principles, and are there eight items of services?"""
    assert m.guide().ladder.dimensions == NAMES
    assert NAMES[1:] == tuple(one.name.lower() for one in principles())
    assert [item.id for item in m.guide().ladder.items] == [f"SV{number}" for number in range(1, 9)]


def test_levels_and_inflection() -> None:
    """Are the names, thresholds and the place of the inflection those of the course?"""
    ladder = m.guide().ladder
    assert [(one.level, one.name, one.orientation) for one in ladder.levels] == [
        (1, "Helper on call", "inward"), (2, "Procedural office", "inward"), (3, "Defined provider", "mixed"),
        (4, "Adaptive service partner", "outward"), (5, "Ideas and innovation", "outward")]
    assert [{one.of: one.least for one in level.conditions} for level in ladder.levels] == [
        {}, {"index": 1.0}, {"index": 2.0, "services": 2.0},
        {"index": 2.5, "services": 3.0, "sponsorship": 3.0, "adjustment": 3.0, "orientation_index": 0.6},
        {"index": 3.4, "challenge": 3.0, "partnering_share": 0.25}]
    assert ladder.inflection_after == 3
    assert ladder.label == "Course model"


@pytest.mark.parametrize(("name", "index", "level"), [("ME1", 2.9, 3), ("ME2", 2.75, 4), ("ME3", 3.5, 5)])
def test_worked_examples(name: str, index: float, level: int) -> None:
    """Do the three worked examples come out as the course says?"""
    one = next(example for example in m.guide().examples if example.id == name)
    found = m.assess(m.Scores(one.scores, one.orientation_index, one.partnering_share))
    assert found.index == pytest.approx(index, abs=1e-12)
    assert found.level is not None and found.level.level == level
    assert found.label == "Course model"


def test_sums_of_the_two_pmos() -> None:
    """Are the sums of PMO A and B 23.2 and 22.0, as the course text prints them?"""
    sums = [round(sum(example.scores.values()), 9) for example in m.guide().examples]
    assert sums == [23.2, 22.0, 28.0]


def test_more_exemplar_lifts_the_index_and_not_the_level() -> None:
    """Does more work on exemplar leave PMO A on level 3?"""
    first = m.guide().examples[0]
    better = m.Scores(first.scores | {"exemplar": 4.0}, first.orientation_index, first.partnering_share)
    assert (m.index(better) or 0) > 2.9
    assert number(better) == 3


@pytest.mark.parametrize(("scores", "level"), [
    (even(0), 1), (even(0.99), 1), (even(1.0), 2), (even(1.99), 2), (even(2.0), 3), (even(2.0, alignment=2.1, services=1.9), 2),
    (even(3.0, 0.6), 4), (even(3.0, 0.59), 3), (even(3.0), 3), (even(3.0, 0.6, services=2.9), 3),
    (even(3.0, 0.6, sponsorship=2.9), 3), (even(3.0, 0.6, adjustment=2.9), 3),
    (even(2.2, 0.6, services=3.0, sponsorship=3.0, adjustment=3.0), 4),
    (even(2.1, 0.6, services=3.0, sponsorship=3, adjustment=3), 3),
    (even(3.4, 0.6, 0.25), 5), (even(3.4, 0.6, 0.24), 4), (even(3.4, 0.6), 4), (even(3.39, 0.6, 0.25), 4),
    (even(3.5, 0.6, 0.25, challenge=2.9), 4), (even(3.5, 0.59, 0.25), 3), (even(4.0, 1.0, 1.0), 5),
])
def test_levels_at_their_thresholds(scores: m.Scores, level: int) -> None:
    """Does each figure count as reached at the figure itself and not below, and does a level need those below it?"""
    assert number(scores) == level


@pytest.mark.parametrize("parts", [(3.3, 3.5), (3.1, 3.7), (2.8, 4.0), (3.35, 3.45)])
def test_a_mean_is_exact_on_paper(parts: tuple[float, float]) -> None:
    """Does an index that is 3.4 on paper count as 3.4, whatever the binary sum of its parts?"""
    low, high = parts
    halves = dict(zip(NAMES, [high, high, low, low, high, high, low, low], strict=True))
    assert number(m.Scores(halves, 0.6, 0.25)) == 5


@pytest.mark.parametrize(("items", "score"), [
    ([4, 3, 3, 2, 2, 1, 1, 0], 2.0), ([3] * 8, 3.0), ([4, 4, 4, 3, 3, 3, 3, 3], 3.375), ([2] * 7, None), ([], None)])
def test_services_score(items: list[int], score: float | None) -> None:
    """Is the services score the mean of the eight items, and open until all are answered?"""
    assert m.services_score(dict(zip([f"SV{n}" for n in range(1, 9)], items, strict=False))) == score


def test_answers_become_scores() -> None:
    """Do the eight items and seven principles give the eight dimensions, and is an open item an open dimension?"""
    items, rest = {f"SV{n}": 3 for n in range(1, 9)}, dict.fromkeys(NAMES[1:], 3.0)
    assert number(m.scores(m.MaturityAnswers(items, rest), 0.6, None)) == 4
    assert m.assess(m.scores(m.MaturityAnswers({"SV1": 3}, rest), 0.6, None)).unscored == ("services",)


def test_no_level_without_all_dimensions() -> None:
    """Is there neither index nor level while a dimension is open, and is that dimension named?"""
    found = m.assess(m.Scores({name: 4.0 for name in NAMES if name != "exemplar"}, 1.0, 1.0))
    assert (found.index, found.level, found.unscored) == (None, None, ("exemplar",))
    assert found.missing[0].text == "index is not known yet; level 2 needs at least 1.00"


def test_what_is_missing_is_said_with_numbers() -> None:
    """Does PMO A hear the three conditions that fail for level 4, in the order of the ladder?"""
    first = m.guide().examples[0]
    texts = [one.text for one in m.assess(m.Scores(first.scores, first.orientation_index)).missing]
    assert texts == ["sponsorship is 2.00; level 4 needs at least 3.00, 1.00 more",
                     "adjustment is 2.50; level 4 needs at least 3.00, 0.50 more",
                     "orientation index is 0.45; level 4 needs at least 0.60, 0.15 more"]


def test_missing_of_a_figure_that_nobody_knows() -> None:
    """Is an unknown partnering share named as unknown, and is a near miss not rounded up to a hit?"""
    found = m.assess(even(3.4, 0.6, challenge=2.996))
    assert [one.text for one in found.missing] == [
        "index is 3.35; level 5 needs at least 3.40, 0.05 more",
        "challenge is 2.99; level 5 needs at least 3.00, 0.01 more",
        "partnering share is not known yet; level 5 needs at least 0.25"]


def test_nothing_is_missing_at_the_top() -> None:
    """Does the top level ask for nothing more, neither in words nor in the profile?"""
    found = m.assess(even(4, 1.0, 1.0))
    assert found.missing == ()
    assert all(bar.next_least is None for bar in found.profile)


def test_profile_shows_what_the_next_level_asks() -> None:
    """Does the profile give each dimension in order, with its score and the threshold of the next level?"""
    bars = m.assess(even(2.0)).profile
    assert [bar.dimension for bar in bars] == list(NAMES)
    assert {bar.dimension: bar.next_least for bar in bars if bar.next_least} == {
        "services": 3.0, "sponsorship": 3.0, "adjustment": 3.0}


SHARES = st.none() | st.integers(0, 100).map(lambda n: n / 100)
FIGURES = st.builds(m.Scores, st.fixed_dictionaries({name: st.integers(0, 40).map(lambda n: n / 10) for name in NAMES}),
                    SHARES, SHARES)


@given(FIGURES, st.sampled_from((*NAMES, "orientation", "partnering")), st.floats(0, 4))
def test_a_rise_never_lowers_the_level(scores: m.Scores, what: str, rise: float) -> None:
    """Does raising a dimension, the orientation index or the partnering share never lower level or index?"""
    raised = m.Scores(
        {name: min(4.0, score + rise * (name == what)) for name, score in scores.dimensions.items()},
        min(1.0, (scores.orientation_index or 0) + rise) if what == "orientation" else scores.orientation_index,
        min(1.0, (scores.partnering_share or 0) + rise) if what == "partnering" else scores.partnering_share)
    assert (number(raised) or 0) >= (number(scores) or 0)
    assert (m.index(raised) or 0) >= (m.index(scores) or 0)


@given(FIGURES)
def test_missing_is_empty_only_at_the_top(scores: m.Scores) -> None:
    """Is the index within 0 and 4, and does every level but the top name at least one condition?"""
    found = m.assess(scores)
    assert found.index is not None and 0 <= found.index <= 4
    assert found.level is not None and (found.missing == ()) == (found.level.level == 5)


@pytest.mark.parametrize(("make", "words"), [
    (lambda: m.Scores({"services": 4.1}), "0 to 4"), (lambda: m.Scores({"speed": 1}), "speed"),
    (lambda: m.Scores(orientation_index=1.1), "0 to 1"), (lambda: m.Scores(partnering_share=-0.1), "0 to 1"),
    (lambda: m.MaturityAnswers({"SV9": 1}), "SV9"), (lambda: m.MaturityAnswers({"SV1": 5}), "0 to 4"),
    (lambda: m.MaturityAnswers(principles={"services": 1}), "services"), (lambda: m.Scores({"services": float("nan")}), "0 to 4"),
])
def test_wrong_figures_are_named(make: object, words: str) -> None:
    """Does a figure off its scale or of an unknown name raise an error that says so?"""
    with pytest.raises(ValueError, match=words):
        make()  # type: ignore[operator]


def test_answers_survive_json() -> None:
    """Do empty and filled answers come back from JSON as they were?"""
    json = make_converter()
    for state in (m.MaturityAnswers(), m.MaturityAnswers({"SV1": 3}, {"sponsorship": 2.5}, {"SV1": "catalogue of May"})):
        assert json.loads(json.dumps(state), m.MaturityAnswers) == state


def test_facts_on_aipmo_s_model() -> None:
    """Are the ten facts there, with the speaker's percentages as a claim?"""
    facts = {fact.id: fact for fact in m.guide().facts}
    assert list(facts) == [f"M{number}" for number in range(1, 11)]
    assert "nine critical checkpoints" in facts["M3"].text
    assert "24 service domains" in facts["M8"].text
    assert "six tiers" in facts["M7"].text
    assert facts["M10"].basis is Basis.CLAIM and "75 per cent" in facts["M10"].text and "7 per cent" in facts["M10"].text


def test_models_to_compare() -> None:
    """Has P3M3 five levels and seven perspectives, OPM3 four stages, and does the cube print nothing that is only recalled?"""
    models = {one.id: one for one in m.guide().comparison}
    assert (len(models["P3M3"].steps), len(models["P3M3"].parts)) == (5, 7)
    assert models["OPM3"].steps == ("standardise", "measure", "control", "continuously improve")
    assert (models["CUBE"].steps, models["CUBE"].parts) == ((), ())
    assert {one.basis for one in models.values()} == {Basis.PUBLIC}


def test_a_shortfall_shows_the_figure_that_stands_elsewhere() -> None:
    """Is 2.1875 told as 2.19, like the index beside it, and 2.996 not as the 3.00 that it does not reach?"""
    least = next(one for level in m.guide().ladder.levels for one in level.conditions if one.least == 3)
    told = [m.Shortfall(least, 4, has).text.partition(" is ")[2][:4] for has in (2.1875, 2.996, 2.984375)]
    assert told == ["2.19", "2.99", "2.98"]
