"""Orientation: is the index exact, does it say what follows, and do traits lead to the causes to test first?"""

from __future__ import annotations

import datetime

import pytest
from cattrs.preconf.json import make_converter
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.content import Basis
from pmo_course_lib.domain import orientation as o
from pmo_course_lib.domain.principles import principles

PAIRS = [f"T{number:02}" for number in range(1, 13)]
LARCH = dict(zip([one for one in PAIRS if one != "T10"], [2, 2, 1, 2, 1, 2, 0, 2, 3, 2, 2], strict=True))


def test_there_are_twelve_pairs_and_three_bands() -> None:
    """Does the file hold the twelve pairs, the bands and the least number of answers?"""
    rule = o.guide().index
    assert [pair.id for pair in rule.pairs] == PAIRS
    assert [(one.name, one.least) for one in rule.bands] == [("inward", 0.0), ("mixed", 0.4), ("outward", 0.6)]
    assert rule.least_answers == 9
    assert rule.label == "Course model"


def test_index_of_larch() -> None:
    """Does a blank leave sum and divisor, so that Larch is mixed, and would it be inward if the blank counted as zero?"""
    reading = o.read(o.Orientation(LARCH))
    assert (reading.answered, reading.index, reading.band, reading.label) == (11, 19 / 44, "mixed", "Course model")
    as_zero = o.orientation_index(LARCH | {"T10": 0})
    assert as_zero is not None and round(as_zero, 3) == 0.396
    assert o.band(as_zero) == "inward"


@pytest.mark.parametrize(("answered", "index"), [(8, None), (9, 1.0), (12, 1.0)])
def test_fewer_than_nine_answers_give_no_index(answered: int, index: float | None) -> None:
    """Is there an index from nine answers on, and none below?"""
    answers = dict.fromkeys(PAIRS[:answered], 4)
    assert o.orientation_index(answers) == index
    assert o.read(o.Orientation(answers)).band == (index and "outward")


@pytest.mark.parametrize(("scores", "band"), [
    ([4, 4, 4, 4, 0, 0, 0, 0, 0, 0], "mixed"),  # 16 of 40
    ([4, 4, 4, 3, 0, 0, 0, 0, 0, 0], "inward"),  # 15 of 40
    ([4, 4, 4, 4, 4, 4, 0, 0, 0, 0], "outward"),  # 24 of 40
    ([4, 4, 4, 4, 4, 3, 0, 0, 0, 0], "mixed"),  # 23 of 40
])
def test_bands_begin_at_their_threshold(scores: list[int], band: str) -> None:
    """Does exactly 0.4 count as mixed and exactly 0.6 as outward, computed from whole scores?"""
    assert o.read(o.Orientation(dict(zip(PAIRS, scores, strict=False)))).band == band


@given(st.dictionaries(st.sampled_from(PAIRS), st.integers(0, 4)))
def test_index_stays_between_zero_and_one(answers: dict[str, int]) -> None:
    """Is the index None exactly below nine answers, within 0 and 1 else, and never lowered by a higher answer?"""
    index = o.orientation_index(answers)
    assert (index is None) == (len(answers) < 9)
    if index is not None:
        assert 0 <= index <= 1
        best = o.orientation_index({key: min(4, score + 1) for key, score in answers.items()})
        assert best is not None and best >= index


@pytest.mark.parametrize(("values", "words"), [
    ({"answers": {"T13": 1}}, "T13"), ({"answers": {"T01": 5}}, "0 to 4"), ({"answers": {"T01": True}}, "0 to 4"),
    ({"power": 6}, "0 to 5"), ({"interest": -1}, "0 to 5"), ({"traits_seen": {"X8": ""}}, "X8"), ({"evidence": {"Q": ""}}, "Q"),
    ({"answers": {"T01": "4"}}, "0 to 4"),
])
def test_a_wrong_answer_is_named(values: dict[str, object], words: str) -> None:
    """Does an unknown id or a score off its scale raise an error that names it?"""
    with pytest.raises(ValueError, match=words):
        o.Orientation(**values)  # type: ignore[arg-type]


def test_missing_asks_for_evidence_and_place() -> None:
    """Does a half-filled diagnosis say what is missing, and a whole one nothing?"""
    half = o.missing(o.Orientation({"T01": 3}, traits_seen={"X1": " "}))
    assert [line.split()[0] for line in half] == ["1", "T01", "Place", "X1"]
    assert o.missing(o.Orientation(dict.fromkeys(PAIRS, 0), dict.fromkeys(PAIRS, "seen"), power=1)) == (
        "Place your PMO on the grid of power and interest.",)
    whole = o.Orientation(LARCH, dict.fromkeys(LARCH, "minutes of May"), 2, 3, traits_seen={"X1": "no signature"})
    assert o.missing(whole) == ()


def test_an_orientation_survives_json() -> None:
    """Does a filled and an empty diagnosis come back from JSON as it was?"""
    json = make_converter()
    for state in (o.Orientation(), o.Orientation(LARCH, {"T01": "minutes"}, 2, 4, "a merger", "health check", {"X5": "said so"})):
        assert json.loads(json.dumps(state), o.Orientation) == state


@pytest.mark.parametrize(("band", "place"), [("inward", (1, 2)), ("mixed", (2, 3)), ("outward", (4, 5))])
def test_positions(band: str, place: tuple[int, int]) -> None:
    """Do the three kinds of PMO stand where the course puts them?"""
    position = o.position(band)
    assert (position.power, position.interest) == place


def test_position_of_no_band() -> None:
    """Does an unknown band raise an error that names the bands?"""
    with pytest.raises(ValueError, match="inward, mixed, outward"):
        o.position("sideways")


def test_way_to_the_outward_place() -> None:
    """Does Birch, whose interest rose from 2 to 4, still lack most in power; and does a stronger PMO lack nothing?"""
    assert (o.to_outward(1, 2), o.to_outward(1, 4), o.to_outward(5, 5)) == ((3, 3), (3, 1), (0, 0))


def test_consequences_by_area() -> None:
    """Are the five areas there, each with what follows from either orientation?"""
    rows = {row.area: row for row in o.guide().consequences.rows}
    assert list(rows) == ["PMO success", "project success", "principles", "maturity", "people"]
    assert rows["maturity"].inward == "stops before the inflection point"


def test_claims_are_claims() -> None:
    """Are AIPMO's seven positions given as claims, independent findings as public, and our own link as ours?"""
    facts = {fact.id: fact for fact in o.guide().facts}
    assert list(facts) == [f"O{number}" for number in range(1, 15)]
    assert {facts[f"O{number}"].basis for number in range(1, 9)} == {Basis.CLAIM}
    assert {facts[f"O{number}"].basis for number in (9, 10, 11, 12, 14)} == {Basis.PUBLIC}
    assert facts["O13"].label == "Course model"
    assert "184" in facts["O11"].text


def test_traits_point_to_causes() -> None:
    """Does each of the seven traits point to its two causes, and is each of the nine causes pointed to?"""
    traits = {trait.id: trait.causes for trait in o.guide().structure.traits}
    assert traits == {"X1": ("RC1", "RC2"), "X2": ("RC3", "RC4"), "X3": ("RC4", "RC5"), "X4": ("RC5", "RC6"),
                      "X5": ("RC2", "RC7"), "X6": ("RC5", "RC8"), "X7": ("RC1", "RC9")}
    causes = {cause.id for cause in o.guide().causes}
    assert causes == {f"RC{number}" for number in range(1, 10)} == {one for both in traits.values() for one in both}


def test_remedies_rest_on_core_principles() -> None:
    """Has each cause a remedy, on one of the seven core principles?"""
    known = {one.id for one in principles()}
    assert all(cause.remedy and cause.principle in known for cause in o.guide().causes)
    assert o.guide().causes[0].principle == "P1"


def test_alder() -> None:
    """Do X7 and X1 of PMO Alder point to RC1 first, then to the others in the order of the file?"""
    found = o.suspects(["X7", "X1"])
    assert [(one.cause.id, one.traits) for one in found] == [("RC1", ("X1", "X7")), ("RC2", ("X1",)), ("RC9", ("X7",))]


def test_a_cause_shared_by_three_traits_is_first() -> None:
    """Do X3, X4 and X6 put RC5 first, does a trait named twice count once, and do no traits give no causes?"""
    found = o.suspects(["X3", "X4", "X6", "X6"])
    assert (found[0].cause.id, found[0].traits) == ("RC5", ("X3", "X4", "X6"))
    assert {one.cause.id for one in found[1:]} == {"RC4", "RC6", "RC8"}
    assert o.suspects([]) == ()


def test_unknown_trait() -> None:
    """Does a trait that does not exist raise an error that names those that do?"""
    with pytest.raises(ValueError, match="X1, X2"):
        o.suspects(["X9"])


def test_words_and_chain() -> None:
    """Are the five words ours and three of AIPMO's public, and does the chain run from capabilities to success?"""
    words = o.guide().words
    assert [word.term for word in words if word.basis is Basis.COURSE_MODEL] == [
        "PMO performance", "PMO benefits", "PMO value", "PMO impact", "PMO success"]
    assert [word.term for word in words if word.basis is Basis.PUBLIC] == [
        "maximum potential benefits", "maximum potential value", "PMO impact factor"]
    assert o.guide().chain.links == (
        "capabilities", "services at agreed levels", "use", "benefits", "value", "impact", "success")
    assert any("22.3 per cent" in fact.text and "254" in fact.text for fact in o.guide().research)


def test_success_of_rowan() -> None:
    """Is 540 of 1,000 within control and influence 0.54, and nothing of nothing no share?"""
    assert o.success_share(o.Sphere(400, 300), o.Sphere(600, 240)) == 0.54
    assert o.success_share(o.Sphere(0, 0), o.Sphere(0, 0)) is None
    with pytest.raises(ValueError, match="reached is -1"):
        o.Sphere(1, -1)


def test_first_link_without_evidence() -> None:
    """Is the first empty link the place to work, blank evidence none, and a full chain without such a place?"""
    links = o.guide().chain.links
    assert o.first_unproven({}) == "capabilities"
    assert o.first_unproven(dict.fromkeys(links, "seen") | {"benefits": " "}) == "benefits"
    assert o.first_unproven(dict.fromkeys(links, "seen")) is None
    with pytest.raises(ValueError, match="praise"):
        o.first_unproven({"praise": "much"})


def test_renewal_rate() -> None:
    """Is (4 + 2) / 16 = 0.375, and is there no rate without services?"""
    assert o.renewal_rate(4, 2, 16) == 0.375
    assert o.renewal_rate(0, 0, 0) is None


def test_lead_times_run_between_their_days() -> None:
    """Do AG1, AG2 and AG4 count between the right days, and stay open while one is missing?"""
    day = {name: datetime.date(2026, 3, number) for name, number in [("G1", 2), ("G3", 12), ("G4", 30), ("feedback", 5)]}
    found = {measure: o.lead_time(measure, day, lambda first, last: (last - first).days) for measure in ("AG1", "AG2", "AG4")}
    assert found == {"AG1": 28, "AG2": 10, "AG4": None}
    with pytest.raises(ValueError, match="AG1, AG2, AG4"):
        o.lead_time("AG3", day, lambda *_: 0)


def test_spirit_of_agile_is_aipmo_s_word() -> None:
    """Is AIPMO's view of agile PMOs given as its claim, and are the four measures ours?"""
    assert [fact.basis for fact in o.guide().agile] == [Basis.PUBLIC, Basis.CLAIM]
    assert [one.id for one in o.guide().agile_measures.measures] == ["AG1", "AG2", "AG3", "AG4"]
    assert o.guide().agile_measures.label == "Course model"
