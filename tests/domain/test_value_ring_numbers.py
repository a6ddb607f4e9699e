"""The calculations of the ring: do they give the worked numbers of the course?"""

from __future__ import annotations

import pytest
from attrs import evolve
from pytest import approx

from pmo_course_lib.domain.value_ring import (
    Group,
    Person,
    RingInputs,
    Rule,
    adherence,
    balance_adherence,
    benefit_relevance,
    compare,
    expectations_adherence,
    figures,
    headcount,
    maturity_index,
    order,
    pmo_maturity,
    recovered,
    returns,
    ring,
    roi,
    saving,
    service_relevance,
    team,
    time_shares,
    weights,
)
from pmo_course_lib.domain.value_ring.inputs import Maturity

GROUPS = (
    Group("executives", 0.5, {"B01": 8, "B04": 9, "B11": 3, "B12": 1}),
    Group("project_managers", 0.3, {"B01": 4, "B04": 2, "B11": 7, "B12": 9}),
    Group("functional_managers", 0.2, {"B01": 5, "B04": 6, "B11": 4, "B12": 3}),
)
CHANCES = {
    "O1": {"B01": 0.7, "B04": 0.1, "B11": 0.0, "B12": 0.3},
    "S4": {"B01": 0.4, "B04": 0.8, "B11": 0.0, "B12": 0.0},
    "T7": {"B01": 0.1, "B04": 0.0, "B11": 0.8, "B12": 0.1},
    "O5": {"B01": 0.1, "B04": 0.0, "B11": 0.0, "B12": 0.7},
}
PROFILES = {"O1": (0.7, 0.2, 0.1), "S4": (0.1, 0.3, 0.6), "T7": (0.5, 0.4, 0.1), "O5": (0.9, 0.1, 0.0)}
EXAMPLE = RingInputs(groups=GROUPS, chances=CHANCES, profiles=PROFILES, target=(0.3333, 0.3333, 0.3333))
PROBLEMS = {"scope_changes": 0.4, "poor_communication": 0.35, "late_deliveries": 0.25}
RECOVERY = {
    "O1": {"scope_changes": 0.05, "poor_communication": 0.3, "late_deliveries": 0.15},
    "S4": {"scope_changes": 0.1, "poor_communication": 0.05, "late_deliveries": 0.1},
    "T7": {"scope_changes": 0.15, "poor_communication": 0.2, "late_deliveries": 0.2},
}
MATURITY = {"O1": 0.6, "S4": 0.4, "T7": 0.8}
ADHERENCE = {"O1": 0.8, "S4": 0.6, "T7": 0.9}

TEXT = RingInputs(
    groups=(Group("executives", 0.6, {"decisions": 10, "administration": 3, "skills": 7}),
            Group("project_managers", 0.4, {"decisions": 5, "administration": 8, "skills": 7})),
    chances={"T7": {"decisions": 0.1, "administration": 0.1, "skills": 0.8}, "S6": {"decisions": 0.7, "skills": 0.1},
             "O1": {"decisions": 0.5, "administration": 0.3}, "O5": {"decisions": 0.1, "administration": 0.7}},
    profiles={"T7": (0.5, 0.4, 0.1), "S6": (0.3, 0.5, 0.2), "O1": (0.7, 0.2, 0.1), "O5": (0.9, 0.1, 0.0)},
)


def test_benefit_relevance() -> None:
    """Step 1: what are the four benefits worth to the three groups together?"""
    assert benefit_relevance(GROUPS) == approx({"B01": 0.2995, "B04": 0.3043, "B11": 0.2126, "B12": 0.1836}, abs=5e-5)


def test_service_relevance_and_order() -> None:
    """Step 1: which of the four services comes first?"""
    relevance = service_relevance(benefit_relevance(GROUPS), CHANCES)
    assert relevance == approx({"O1": 0.2952, "S4": 0.3633, "T7": 0.2184, "O5": 0.1585}, abs=5e-5)
    assert order(relevance) == ("S4", "O1", "T7", "O5")


@pytest.mark.parametrize(("mix", "expectations", "shares", "balance"), [
    (("O1", "S4", "T7", "O5"), 0.824, (0.478, 0.262, 0.26), 0.855),
    (("S4", "O1", "T7"), 0.739, (0.402, 0.291, 0.307), 0.932),
    (("O1", "O5"), 0.394, (0.77, 0.165, 0.065), 0.563),
])
def test_mixes(mix: tuple[str, ...], expectations: float, shares: tuple[float, float, float], balance: float) -> None:
    """Step 2: do quick wins alone score low on both figures, and three services best on balance?"""
    found = figures(EXAMPLE, "", mix)
    assert found.expectations == approx(expectations, abs=5e-4)
    assert found.shares == approx(shares, abs=5e-4)
    assert found.balance == approx(balance, abs=5e-4)
    assert found.label == "Course model"


def test_the_course_text_step_1() -> None:
    """Does the library give the tables of the participants' text: R, weighted sums and relevance?"""
    relevance = benefit_relevance(TEXT.groups)
    assert relevance == approx({"decisions": 0.40, "administration": 0.25, "skills": 0.35})
    services = service_relevance(relevance, TEXT.chances)
    assert services == approx({"T7": 0.345, "S6": 0.315, "O1": 0.275, "O5": 0.215})
    assert order(services) == ("T7", "S6", "O1", "O5")


def test_the_course_text_step_2() -> None:
    """Does the library give the two mixes of the participants' text?"""
    slow, quick = compare(TEXT, {"coaching and governance": ("T7", "S6"), "reporting and documentation": ("O1", "O5")})
    assert slow.expectations == approx(0.604) and quick.expectations == approx(0.418, abs=5e-4)
    assert slow.shares == approx((0.40, 0.45, 0.15), abs=5e-3) and quick.shares == approx((0.79, 0.16, 0.06), abs=5e-3)
    assert slow.balance == approx(0.814, abs=5e-4) and quick.balance == approx(0.546, abs=5e-4)
    assert expectations_adherence(["T7", "S6"], {"decisions": 1.0}, TEXT.chances) == approx(0.73)


def test_weights_need_not_add_to_one() -> None:
    """Do weights of 50, 30 and 20 say the same as 0.5, 0.3 and 0.2?"""
    scaled = [Group(group.id, group.weight * 100, group.priorities) for group in GROUPS]
    assert weights(scaled) == approx({"executives": 0.5, "project_managers": 0.3, "functional_managers": 0.2})
    assert benefit_relevance(scaled) == approx(benefit_relevance(GROUPS))


@pytest.mark.parametrize(("groups", "said"), [
    ((), "groups is empty: name the customer groups first"),
    ((Group("executives", 0, {"B01": 5}),), "weight is 0 for every customer group; give at least one group a weight above 0"),
    ((Group("executives", 1, {"B01": 0}),), "priorities are 0 for every benefit"),
    ((Group("executives", 1),), "priorities are 0 for every benefit"),
    ((Group("executives", 1), Group("partners", 0, {"B01": 9})), "0 for every benefit in all groups with a weight"),
])
def test_nothing_to_weigh_is_refused(groups: tuple[Group, ...], said: str) -> None:
    """Is it said clearly what is missing when no weight or no priority is given?"""
    with pytest.raises(ValueError, match=said):
        benefit_relevance(groups)


def test_ties_stand_by_id() -> None:
    """Do services of equal relevance, also by a rounding error, stand in the order of their ids, S2 before S10?"""
    assert order({"T1": 0.1 + 0.2, "S10": 0.3, "S2": 0.3, "O1": 0.4}) == ("O1", "S2", "S10", "T1")


@pytest.mark.parametrize(("shares", "target", "expected"), [
    ((1 / 3, 1 / 3, 1 / 3), (1 / 3, 1 / 3, 1 / 3), 1.0),
    ((1.0, 0.0, 0.0), (0.0, 0.0, 1.0), 0.0),
    ((1.0, 0.0, 0.0), (0.5, 0.5, 0.0), 0.5),
])
def test_balance_runs_from_0_to_1(
    shares: tuple[float, float, float], target: tuple[float, float, float], expected: float,
) -> None:
    """Is balance 1 on the target, 0 when all stands in another band, and half in between?"""
    assert balance_adherence(shares, target) == approx(expected)


def test_services_that_nobody_wants_count_alike() -> None:
    """Are time shares a plain mean when no service has any relevance?"""
    assert time_shares(["O1", "S4"], {}, PROFILES) == approx((0.4, 0.25, 0.35))


@pytest.mark.parametrize(("mix", "said"), [
    ((), "mix is empty"), (("O1", "X1"), "mix has X1, without time profile; known: O1, S4"),
])
def test_a_mix_that_cannot_be_worked_out(mix: tuple[str, ...], said: str) -> None:
    """Are an empty mix and an unknown service named?"""
    with pytest.raises(ValueError, match=said):
        figures(EXAMPLE, "", mix)
    if mix:
        with pytest.raises(ValueError, match="mix has X1, without chances"):
            expectations_adherence(mix, {"B01": 1.0}, CHANCES)


@pytest.mark.parametrize(("supported", "heads"), [(30, 2), (60, 3), (120, 5), (200, 7), (300, 9), (500, 13), (1000, 20)])
def test_headcount_fits_all_published_points(supported: int, heads: int) -> None:
    """Does the rule of thumb give each of the seven published points after rounding?"""
    assert round(headcount(supported)) == heads
    assert (supported, heads) in ring().headcount.table


def test_headcount_before_rounding() -> None:
    """Are the unrounded values those of the formula?"""
    assert [round(headcount(n), 2) for n in (30, 60, 120, 200, 300, 500, 1000)] == [1.93, 3.07, 4.87, 6.84, 8.96, 12.6, 20.0]
    with pytest.raises(ValueError, match="supported is 0; allowed: 1 or more people"):
        headcount(0)


def test_adherence_of_a_person() -> None:
    """Does skill beyond the need not make up for a lack, and is a competence that nobody rated 0?"""
    assert adherence({"a": 5, "b": 1}, {"a": 2, "b": 4}) == approx(0.625)
    assert adherence({}, {"a": 2}) == 0
    with pytest.raises(ValueError, match="needed is empty"):
        adherence({"a": 3}, {})


@pytest.mark.parametrize(("rule", "coaching", "reports", "pmo"), [
    (Rule.MEAN, 0.625, 0.75, 0.6875),
    (Rule.BEST, 1.0, 1.0, 1.0),
    (Rule.WORKLOAD, 0.4, 0.5, 0.4 * 50 / 80 + 0.5 * 30 / 80),
])
def test_rules_of_aggregation(rule: Rule, coaching: float, reports: float, pmo: float) -> None:
    """Do mean, best person and workload give the figures that each rule promises, and is the rule told?"""
    ada = Person("Ada", {"listening": 4, "writing": 4}, {"T7": 10})
    ben = Person("Ben", {"listening": 1, "writing": 2}, {"T7": 40, "O1": 30})
    found = team(RingInputs(needed={"T7": {"listening": 4}, "O1": {"writing": 4}}, people=(ada, ben), rule=rule))
    assert found.people == {"Ada": {"T7": 1.0, "O1": 1.0}, "Ben": {"T7": 0.25, "O1": 0.5}}
    assert found.services == approx({"T7": coaching, "O1": reports})
    assert found.pmo == approx(pmo) and found.rule is rule


def test_a_team_that_is_not_known_yet() -> None:
    """Is nothing made up for a service without people, needs or hours?"""
    assert team(RingInputs()).pmo is None
    assert team(RingInputs(needed={"T7": {"listening": 4}}, rule=Rule.BEST)).services == {}
    alone = RingInputs(needed={"T7": {"listening": 4}, "O1": {}}, people=(Person("Ada", {"listening": 4}),))
    assert team(alone).services == {"T7": 1.0}
    assert team(RingInputs(needed=alone.needed, people=alone.people, rule=Rule.WORKLOAD)).services == {}


def test_maturity() -> None:
    """Is a service's index its level out of five, and the PMO's the mean weighted by relevance?"""
    assert [maturity_index(level) for level in range(6)] == approx([0, 0.2, 0.4, 0.6, 0.8, 1])
    assert pmo_maturity(MATURITY, {"O1": 0.2952, "S4": 0.3633, "T7": 0.2184}) == approx(0.49716 / 0.8769)
    assert pmo_maturity({"O1": 0.6, "S4": 0.4}, {}) == approx(0.5)
    with pytest.raises(ValueError, match="maturity is empty"):
        pmo_maturity({}, {})


def test_recovered_shares() -> None:
    """Step 7: which part of each problem's loss comes back?"""
    found = {problem: recovered(problem, RECOVERY, MATURITY, ADHERENCE) for problem in PROBLEMS}
    assert found == approx({"scope_changes": 0.1503, "poor_communication": 0.2761, "late_deliveries": 0.2247}, abs=5e-5)


def test_saving_and_return() -> None:
    """Step 7: are the saving 425,830 and the return 1.366?"""
    parts = {problem: recovered(problem, RECOVERY, MATURITY, ADHERENCE) for problem in PROBLEMS}
    saved = saving(2_000_000, PROBLEMS, parts)
    assert saved == approx(425_830, abs=1)
    assert roi(saved, 180_000) == approx(1.366, abs=5e-4)
    assert saving(2_000_000, {name: part * 20 for name, part in PROBLEMS.items()}, parts) == approx(saved)


def whole() -> RingInputs:
    """The example of step 7 as a team would fill it in: levels 3, 2 and 4 of 5, and one person for each adherence."""
    needed = {"O1": {"a": 5.0}, "S4": {"b": 5.0}, "T7": {"c": 5.0}}
    person = Person("Ada", {"a": 4, "b": 3, "c": 4.5})
    return RingInputs(mix=("O1", "S4", "T7"), needed=needed, people=(person,), problems=PROBLEMS, recovery=RECOVERY,
                      maturity={"O1": Maturity(3), "S4": Maturity(2), "T7": Maturity(4)},
                      expected_loss=2_000_000, annual_cost=180_000)


def test_returns_of_a_filled_ring() -> None:
    """Does the same come out when maturity and adherence are worked out from levels and people?"""
    found = returns(whole())
    assert found.saving == approx(425_830, abs=1) and found.roi == approx(1.366, abs=5e-4)
    assert found.silent == () and found.label == "Course model"


def test_services_that_count_as_nothing_are_named() -> None:
    """Is a service of the mix without level or team named, and counted as 0?"""
    found = returns(evolve(whole(), maturity={"O1": Maturity(3), "S4": Maturity(2)}))
    assert found.silent == ("T7",)
    assert returns(evolve(whole(), maturity=whole().maturity | {"T7": Maturity(0, 3)})).silent == ("T7",)  # not given yet
    assert found.recovered["scope_changes"] == approx(1 - (1 - 0.05 * 0.48) * (1 - 0.1 * 0.24))


@pytest.mark.parametrize(("cost", "relevance", "said"), [
    (0.0, 1.0, "annual_cost is 0; allowed: above 0"), (100.0, 0.0, "relevance is 0 for every problem"),
])
def test_returns_that_cannot_be_had(cost: float, relevance: float, said: str) -> None:
    """Are a cost of 0 and problems without relevance refused?"""
    with pytest.raises(ValueError, match=said):
        returns(RingInputs(problems={"late": relevance}, expected_loss=1.0, annual_cost=cost))
    with pytest.raises(ValueError, match="enter the expected loss and the annual cost"):
        returns(RingInputs(annual_cost=cost))
