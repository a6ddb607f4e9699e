"""The ring as a team fills it in: what is refused, recommended, advised, watched; and what holds for any numbers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import evolve
from cattrs.preconf.json import make_converter
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from pmo_course_lib.content import Basis
from pmo_course_lib.domain.catalogue import Catalogue, Category, Horizon, Service, course_catalogue
from pmo_course_lib.domain.value_ring import (
    Group,
    Indicator,
    Maturity,
    Person,
    Process,
    RingInputs,
    Rule,
    balance,
    benefit_relevance,
    expectations_adherence,
    figures,
    gaps,
    order,
    panel,
    performance,
    rate,
    recommend,
    returns,
    service_relevance,
    start,
    strangers,
)

RATED = rate(rate(start(), "executives", 3, {"B04": 9, "B08": 6, "B03": 7}), "project_managers", 2, {"B12": 10, "B11": 6})


@pytest.mark.parametrize(("make", "said"), [
    (lambda: Group("executives", -1), "weight is -1; allowed: 0 or more"),
    (lambda: Group("executives", 1, {"B01": 11}), "priorities of executives: priority of 'B01' is 11; allowed: 0 to 10"),
    (lambda: Group("executives", 1, {"B01": -1}), "allowed: 0 to 10"),
    (lambda: Group(" "), "id is empty"),
    (lambda: Person("Ada", {"writing": 6}), "levels of Ada: level of 'writing' is 6; allowed: 0 to 5"),
    (lambda: Person("Ada", hours={"T7": -2}), "hours of Ada: hours of 'T7' is -2; allowed: 0 to 744"),
    (lambda: Maturity(6), "actual is 6; allowed: 0 to 5"),
    (lambda: Indicator("T7", "rating", reached=1.2), "reached of 'rating' is 1.2; allowed: 0 to 1"),
    (lambda: RingInputs(chances={"T7": {"B01": 1.5}}), "chances: T7, chance of 'B01' is 1.5; allowed: 0 to 1"),
    (lambda: RingInputs(recovery={"T7": {"late": -0.1}}), "recovery: T7, chance of 'late' is -0.1; allowed: 0 to 1"),
    (lambda: RingInputs(profiles={"T7": (0.5, 0.5, 0.5)}), "profile of T7 is .* write three parts of 0 or more that add to 1"),
    (lambda: RingInputs(target=(1.5, -0.5, 0.0)), "target is .* add to 1"),
    (lambda: RingInputs(mix=("T7", "T7")), "service in the mix 'T7' occurs twice"),
    (lambda: RingInputs(groups=(Group("a"), Group("a"))), "customer group 'a' occurs twice"),
    (lambda: RingInputs(people=(Person("Ada"), Person("Ada"))), "person 'Ada' occurs twice"),
    (lambda: RingInputs(needed={"T7": {"writing": 0}}), "needed: T7, level of 'writing' is 0; allowed: 1 to 5"),
    (lambda: RingInputs(problems={"late": -1}), "problems: relevance of 'late' is -1"),
    (lambda: RingInputs(expected_loss=-1), "expected_loss is -1; allowed: 0 or more"),
    (lambda: RingInputs(annual_cost=float("nan")), "annual_cost is nan; allowed: 0 or more"),
])
def test_impossible_values_are_refused(make: Any, said: str) -> None:
    """Is a value that cannot be named with its field and with what is allowed?"""
    with pytest.raises(ValueError, match=said):
        make()


def test_a_ring_to_start_from() -> None:
    """Has the starting ring all customer groups, chances, profiles and problems, and no unknown id?"""
    begun = start()
    assert [group.id for group in begun.groups] == ["executives", "functional_managers", "project_managers", "team_members",
                                                    "partners", "pmo_team"]
    assert set(begun.profiles) == set(course_catalogue().ids) == set(begun.chances)
    assert begun.recovery["T3"] == {"poor_communication": 0.2, "late_deliveries": 0.2}
    assert strangers(begun) == () and begun.mix == ()


def test_a_list_of_ones_own_fits_the_ring() -> None:
    """Does a ring with another list of services start with those of its services that the benefits know?"""
    own = Catalogue(title="ours", basis=Basis.PUBLIC, source=("V91",), services=tuple(
        Service(id, id, Category.TACTICAL, "x", "x", Horizon.LONG) for id in ("S4", "NEW")))
    begun = start(own)
    assert begun.chances.keys() == {"S4"} and begun.profiles == {"S4": (0.1, 0.3, 0.6), "NEW": (0.1, 0.3, 0.6)}
    assert strangers(begun, own) == ()
    assert "mix: there is no service 'S1'" in strangers(evolve(begun, mix=("S1",)), own)[0]


def test_rating_replaces_or_adds_a_group() -> None:
    """Does rating a group twice keep one of it, in its place?"""
    twice = rate(rate(start(), "partners", 2, {"B16": 8}), "partners", 1, {"B16": 3})
    assert [group.id for group in twice.groups] == [group.id for group in start().groups]
    assert twice.groups[4] == Group("partners", 1, {"B16": 3})
    assert rate(RingInputs(), "works council", 1, {}).groups == (Group("works council", 1),)


@pytest.mark.parametrize(("changes", "said"), [
    ({"groups": (Group("executives", 1, {"B99": 3}),)}, "priorities of executives: there is no benefit 'B99'"),
    ({"chances": {"S1": {"B77": 0.5}}}, "chances of S1: there is no benefit 'B77'"),
    ({"chances": {"X1": {}}}, "chances: there is no service 'X1'"),
    ({"profiles": {"X1": (1.0, 0.0, 0.0)}}, "profiles: there is no service 'X1'"),
    ({"mixes": {"quick wins": ("X1",)}}, "mix quick wins: there is no service 'X1'"),
    ({"needed": {"X1": {"writing": 2}}}, "needed: there is no service 'X1'"),
    ({"maturity": {"X1": Maturity(1, 2)}}, "maturity: there is no service 'X1'"),
    ({"processes": (Process("X1"),)}, "processes: there is no service 'X1'"),
    ({"indicators": (Indicator("X1"),)}, "indicators: there is no service 'X1'"),
    ({"people": (Person("Ada", {}, {"X1": 4}),)}, "hours of Ada: there is no service 'X1'"),
    ({"recovery": {"S1": {"late": 0.5}}}, "recovery of S1: there is no problem 'late'"),
])
def test_unknown_ids_are_named(changes: dict[str, Any], said: str) -> None:
    """Is an id that names nothing told with its place?"""
    [line] = strangers(RingInputs(**changes))
    assert line.startswith(said)


def test_recommendation_gives_order_and_reason() -> None:
    """Are services ranked by relevance, with the benefits that carry them and who wants these most?"""
    ranked = recommend(RATED)
    relevance = service_relevance(benefit_relevance(RATED.groups), RATED.chances)
    assert [one.service for one in ranked] == [id for id in order(relevance) if relevance[id] > 0]
    first = ranked[0]
    assert first.service == "S4" and first.label == "Course model"
    assert [one.benefit for one in first.carriers] == ["B03", "B04"]
    assert first.carriers[0].share == approx(7 * 3 * 0.7 / (7 * 3 * 0.7 + 9 * 3 * 0.5))
    assert first.reason == (
        "Portfolio management: clear view of all projects in one place (52 %, wanted most by executives and sponsors); "
        "the right projects chosen and the wrong ones stopped (48 %, wanted most by executives and sponsors).")
    assert "T9" not in [one.service for one in ranked]  # brings nothing that anybody rated


def test_recommendation_shares_a_benefit_among_its_groups() -> None:
    """Does a benefit that two groups want say which part each has in it?"""
    both = RingInputs(groups=(Group("executives", 3, {"B08": 2}), Group("partners", 1, {"B08": 10})),
                      chances={"S6": {"B08": 0.7}})
    [only] = recommend(both)
    assert only.carriers[0].groups == approx({"executives": 0.375, "partners": 0.625})
    assert only.reason.endswith("faster decisions (100 %, wanted most by partners and external customers).")


def test_balance_names_what_to_add() -> None:
    """Does a mix of quick wins hear which bands are short, and does the service named first help most?"""
    quick = ("O1", "O5")
    found = balance(RATED, quick)
    assert found.advice[0] == "Medium term: 20 per cent of the effect, 33 wanted."
    assert found.advice[1] == "Long term: 10 per cent of the effect, 33 wanted."
    best = max(figures(RATED, "", (*quick, one)).balance for one in RATED.chances if one not in quick)
    assert found.add[0].balance == approx(best) and found.add[0].balance > found.index
    assert found.add[0].service == "S4" and "Portfolio management to" in found.advice[2]
    assert [one.service for one in found.add] == ["S4", "S3", "S1"]


def test_balance_on_its_target_asks_for_nothing() -> None:
    """Is a mix that meets its target told so?"""
    mix = ("S4", "O1", "S6")
    aimed = evolve(RATED, mix=mix, target=figures(RATED, "", mix).shares)
    assert balance(aimed).advice == ("Each band reaches its target within five points.",)
    assert balance(aimed).index == approx(1)


def test_what_nobody_wants_is_no_help() -> None:
    """Is a service that brings nothing anybody rated left out of the advice, also for a mix that nobody wants?"""
    unwanted = evolve(RATED, mix=("T9",))
    wanted = {one.service for one in recommend(unwanted)}
    assert "T9" not in wanted and balance(unwanted).add
    for mix in (("T9",), ("T3",), ("O6", "T9")):
        assert {one.service for one in balance(unwanted, mix).add} <= wanted


def test_balance_without_help() -> None:
    """Is it said when no other service would raise the balance?"""
    alone = evolve(RATED, chances={"O1": RATED.chances["O1"]}, mix=("O1",))
    found = balance(alone)
    assert found.add == () and "No further service would raise the balance" in found.advice[-1]


def test_performance_is_weighted() -> None:
    """Are indicators weighted by their relevance, and those without a figure left out?"""
    inputs = RingInputs(indicators=(Indicator("T7", "rating", relevance=3, reached=1.0), Indicator("T7", "speed", reached=0.5),
                                    Indicator("T7", "later"), Indicator("O1", "on time")))
    assert performance(inputs) == approx({"T7": 0.875})


def test_gaps_of_processes_and_indicators() -> None:
    """Is each empty element of a process and a KPI named, for services of the mix only?"""
    inputs = RingInputs(mix=("T7", "O1"), processes=(Process("T7", trigger="request"), Process("S4")),
                        indicators=(Indicator("T7", "rating", "see if it helps", "mean", "form", "4 of 5"),))
    assert gaps(inputs) == (
        "T7: the process lacks steps, inputs, outputs, responsible.", "T7: the indicator 'rating' lacks frequency.",
        "O1: no process yet. Write down trigger, steps, inputs, outputs and who is responsible.",
        "O1: no indicator yet. Choose one that the service itself can move.")


def filled() -> RingInputs:
    """A ring with something in every step."""
    return evolve(
        RATED, mix=("S4", "O1"), mixes={"quick": ("O1", "O5")}, processes=(Process("S4", "month end"),),
        indicators=(Indicator("O1", "on time", "see it", "n/m", "log", "95 %", "monthly", 2, 0.9),),
        needed={"S4": {"business acumen": 4}, "O1": {"communication": 3}}, rule=Rule.BEST,
        people=(Person("Ada", {"business acumen": 2, "communication": 3}, {"S4": 20}),),
        maturity={"S4": Maturity(2, 4), "O1": Maturity(3, 3)}, expected_loss=1_000_000.0, annual_cost=100_000.0, supported=200)


def test_panel_of_a_filled_ring() -> None:
    """Does the panel show every figure once all steps hold something?"""
    lines = {line.id: line for line in panel(filled())}
    assert [line.step for line in lines.values()] == [2, 2, 3, 4, 5, 5, 6, 6, 7]
    assert all(line.value is not None for line in lines.values())
    assert [line.id for line in lines.values() if line.label != "Course model"] == ["headcount"]  # a public rule of thumb
    assert lines["EAI"].value == approx(figures(filled(), "", ("S4", "O1")).expectations)
    assert [lines[id].text for id in ("performance", "PMO CAI", "headcount", "open")] == ["90 %", "0.75", "6.8", "3"]
    assert lines["ROI"].value == approx(returns(filled()).roi)
    assert (lines["MI"].value or 0) < (lines["MI target"].value or 0)


def test_panel_names_services_that_count_as_nothing() -> None:
    """Does the return tell which services of the mix it could not count?"""
    [line] = [line for line in panel(evolve(filled(), maturity={"O1": Maturity(3)})) if line.id == "ROI"]
    assert line.text.endswith("counted as 0, since level or team is not known: S4")


@pytest.mark.parametrize(("id", "said"), [
    ("EAI", "groups is empty"), ("performance", "indicators: no figure yet"),
    ("PMO CAI", "people or needed competences are missing"),
    ("headcount", "enter how many people"), ("MI", "no service of the mix has its actual level"),
    ("MI target", "its target level"),
    ("ROI", "enter the expected loss"), ("open", "mix is empty"),
])
def test_panel_says_what_is_missing(id: str, said: str) -> None:
    """Does an empty ring give a panel that says what to fill in, instead of an error?"""
    [line] = [line for line in panel(RingInputs()) if line.id == id]
    assert line.value is None and said in line.text


@pytest.mark.parametrize("inputs", [RingInputs(), start(), filled()], ids=["empty", "begun", "filled"])
def test_a_ring_survives_json(inputs: RingInputs) -> None:
    """Is a ring, at any stage, the same after it was stored as JSON?"""
    converter = make_converter()
    assert converter.structure(json.loads(json.dumps(converter.unstructure(inputs))), RingInputs) == inputs


BENEFITS = ("B01", "B02", "B03", "B04")
SERVICES = ("S1", "S2", "S10", "T1", "O1")
ratings = st.fixed_dictionaries({benefit: st.integers(0, 10) for benefit in BENEFITS})
rows = st.fixed_dictionaries({benefit: st.floats(0, 1) for benefit in BENEFITS})
tables = st.fixed_dictionaries(dict.fromkeys(SERVICES, rows))
thirds = st.tuples(*[st.integers(1, 9)] * 3).map(lambda parts: tuple(part / sum(parts) for part in parts))


@st.composite
def rings(draw: st.DrawFn) -> RingInputs:
    """Rings with a weight and a priority above 0 somewhere."""
    weighed = draw(st.lists(st.tuples(st.integers(0, 100), ratings), min_size=1, max_size=4))
    groups = [Group(f"g{number}", weight, dict(rated)) for number, (weight, rated) in enumerate(weighed)]
    sure = Group("sure", 1, {draw(st.sampled_from(BENEFITS)): 5})
    return RingInputs(groups=(*groups, sure), chances=draw(tables), target=draw(thirds),
                      profiles={service: draw(thirds) for service in SERVICES})


mixes = st.lists(st.sampled_from(SERVICES), min_size=1, unique=True).map(tuple)


@given(rings())
def test_relevance_adds_to_one(inputs: RingInputs) -> None:
    """Do the relevances of benefits always add to 1, none below 0, and those of services never pass 1?"""
    relevance = benefit_relevance(inputs.groups)
    assert sum(relevance.values()) == approx(1) and min(relevance.values()) >= 0
    assert all(-1e-9 <= value <= 1 + 1e-9 for value in service_relevance(relevance, inputs.chances).values())


@given(rings(), mixes, st.sampled_from(SERVICES))
def test_expectations_never_fall_with_a_service_more(inputs: RingInputs, mix: tuple[str, ...], more: str) -> None:
    """Does adding a service never lower the fit with expectations, which stays within 0 and 1?"""
    relevance = benefit_relevance(inputs.groups)
    before = expectations_adherence(mix, relevance, inputs.chances)
    after = expectations_adherence({*mix, more}, relevance, inputs.chances)
    assert -1e-12 <= before <= after + 1e-12 <= 1 + 1e-9


@given(rings(), mixes)
def test_balance_stays_within_bounds(inputs: RingInputs, mix: tuple[str, ...]) -> None:
    """Is balance always from 0 to 1, and do the shares add to 1?"""
    found = figures(inputs, "", mix)
    assert 0 <= found.balance <= 1 + 1e-12
    assert sum(found.shares) == approx(1)


@given(rings(), st.randoms(use_true_random=False))
def test_order_of_input_plays_no_part(inputs: RingInputs, chance: Any) -> None:
    """Does the ranking stay the same when groups, benefits and services are given in another order?"""
    def mixed(items: Any) -> list[Any]:
        shuffled = list(items)
        chance.shuffle(shuffled)
        return shuffled

    shuffled = evolve(
        inputs,
        groups=tuple(evolve(group, priorities=dict(mixed(group.priorities.items()))) for group in mixed(inputs.groups)),
        chances={service: dict(mixed(row.items())) for service, row in mixed(inputs.chances.items())},
    )
    assert [one.service for one in recommend(shuffled)] == [one.service for one in recommend(inputs)]


@given(st.lists(st.integers(0, 5), min_size=2, max_size=2), st.integers(0, 1), st.floats(0, 1))
def test_return_never_falls_with_maturity(levels: list[int], which: int, part: float) -> None:
    """Does raising a service's level never lower the return?"""
    services = ("S4", "O1")
    raised = list(levels)
    raised[which] = min(5, raised[which] + 1)

    def result(rated: list[int]) -> float:
        return returns(evolve(filled(), recovery={one: {"wrong_projects": part, "late_risks": 0.3} for one in services},
                              maturity={one: Maturity(level) for one, level in zip(services, rated, strict=True)})).roi

    assert result(raised) >= result(levels) - 1e-12


def test_a_group_of_ones_own_is_called_by_its_name() -> None:
    """Does the reason for a service name a group that is not one of the course's six as people call it?"""
    inputs = evolve(start(), groups=(Group("CG-01", 1.0, {"B08": 9}, "Heads of Health"), Group("executives", 0.1, {"B08": 1})))
    assert recommend(inputs)[0].reason.endswith("wanted most by Heads of Health).")
