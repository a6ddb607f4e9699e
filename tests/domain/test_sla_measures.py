"""Measures, error budget, status, chain and credits: every worked number of the course, and the edges."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.content import sources
from pmo_course_lib.domain.sla import (
    Band,
    Better,
    Counts,
    Credits,
    Status,
    Step,
    burn_rate,
    credit,
    error_budget,
    exception_reason,
    facts,
    left,
    measure,
    near_miss,
    status,
    time_chain,
)
from pmo_course_lib.domain.sla.exact import exact
from pmo_course_lib.domain.sla.measures import (
    allowed_downtime,
    availability,
    backlog_age,
    cost_per_unit,
    csat,
    csat_of,
    first_time_right,
    mean,
    mean_time_between_failures,
    mean_time_to_restore,
    nps,
    parallel,
    percentile,
    percentile_linear,
    response_rate,
    serial,
    uptake,
    weighted_score,
    workload_ratio,
)

HOURS = [6.0, 9.5, 12.0, 15.5, 16.0, 16.5, 7.0, 20.0, 11.0, 14.0]


def test_ten_turnarounds() -> None:
    """Are mean, medians and percentiles of the course's ten turnarounds right?"""
    assert mean(HOURS) == 12.75
    assert [percentile(HOURS, p) for p in (50, 80, 90, 95, 100, 0)] == [12.0, 16.0, 16.5, 20.0, 20.0, 6.0]
    assert (percentile_linear(HOURS, 50), percentile_linear(HOURS, 90)) == (13.0, 16.85)
    assert percentile(range(1, 13), 90) == 11


@given(st.lists(st.integers(0, 10_000), min_size=1), st.integers(1, 100))
def test_percentiles(values: list[int], percent: int) -> None:
    """Does the nearest rank cover the share it names, with a value that occurred, and interpolation agree with the library's?"""
    found = percentile(values, percent)
    assert found in values
    assert sum(value <= found for value in values) >= ceil(percent * len(values) / 100) > sum(value < found for value in values)
    if len(values) > 1 and percent < 100:
        assert percentile_linear(values, percent) == pytest.approx(
            statistics.quantiles(values, n=100, method="inclusive")[percent - 1])


def test_attainment_of_counts() -> None:
    """Are the course's examples of attainment right, and is nothing countable no data?"""
    assert Counts(met=8, late=2).attainment == 0.8
    assert Counts(met=27, late=2, overdue=1, not_due=3, cancelled=2).attainment == 0.9
    assert Counts(met=34, late=3, overdue=2, not_due=5, cancelled=4, exceptions=1).attainment == 34 / 39
    assert Counts(not_due=5, cancelled=1, exceptions=2, surplus=3).attainment is None
    with pytest.raises(ValueError, match="late is -1"):
        Counts(late=-1)


def test_availability_and_outages() -> None:
    """Is the example of 168 hours right, and is no outage no data?"""
    found = availability(168, 3.5)
    assert found is not None and round(found, 6) == 0.979167
    assert (mean_time_between_failures(168, 3.5, 2), mean_time_to_restore(3.5, 2)) == (82.25, 1.75)
    assert allowed_downtime(30 * 24 * 60, 0.999) == 43.2
    assert (availability(0, 0), mean_time_to_restore(0, 0), mean_time_between_failures(168, 0, 0)) == (None, None, None)


def test_shares() -> None:
    """Do satisfaction, parts in a row and spares, volume, use and cost come out exactly?"""
    assert (csat(42, 50), response_rate(50, 80), nps(30, 10, 50)) == (0.84, 0.625, 40.0)
    assert (csat(4, 4, needed=5), csat(0, 0), nps(0, 0, 0), nps(0, 3, 3)) == (None, None, None, -100.0)
    assert csat_of([1, 2, 3, 4, 5]) == 0.4
    assert (serial([0.95, 0.98, 0.97]), parallel([0.9, 0.9])) == (0.90307, 0.99)
    assert (workload_ratio(26, 20), uptake(3, 12), first_time_right(9, 10)) == (1.3, 0.25, 0.9)
    assert (cost_per_unit(120, 85.5, 30), cost_per_unit(1, 1, 0), uptake(0, 0)) == (342.0, None, None)
    assert (backlog_age([1.0, 40.0, 3.0]), backlog_age([]), percentile_linear([], 50), mean([])) == (40.0, None, None, None)


def test_weighted_score_shows_its_parts() -> None:
    """Is the example 0.921, and does a part below its own minimum stay visible?"""
    weights, values = {"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1}, {"d": 1.0, "a": 0.92, "b": 0.95, "c": 0.84}
    score = weighted_score(weights, values, {"c": 0.85, "a": 0.92})
    assert score.value == 0.921
    assert [(part.name, part.value) for part in score.parts if part.low] == [("c", 0.84)]


@pytest.mark.parametrize(("call", "said"), [
    (lambda: availability(10, 11), "downtime is 11; allowed: 0 to 10"), (lambda: csat(6, 5), "satisfied is 6"),
    (lambda: csat_of([6]), "answer is 6; allowed: 1 to 5"), (lambda: nps(4, 4, 5), "promoters and detractors is 8"),
    (lambda: workload_ratio(5, 0), "limit is 0; allowed: 1 or more"), (lambda: serial([]), "parts is empty"),
    (lambda: serial([1.1]), "parts is 1.1; allowed: 0 to 1"), (lambda: percentile([1], 101), "percent is 101"),
    (lambda: weighted_score({"a": 0.5}, {"a": 1.0}), "weights add to 0.5; allowed: 1"),
    (lambda: weighted_score({"a": 1.0}, {"b": 1.0}), "one for each weight"),
    (lambda: error_budget(10, 11, 0.9), "missed is 11"), (lambda: burn_rate(1, 10, 1.1), "target is 1.1"),
    (lambda: cost_per_unit(-1, 1, 1), "hours is -1"), (lambda: exact(float("nan")), "nan is no number"),
    (lambda: credit(100, [0.1], 2), "cap is 2"), (lambda: mean([True]), "True is no number"),
])
def test_values_that_cannot_be(call: Callable[[], object], said: str) -> None:
    """Is an impossible value named with its field and what is allowed?"""
    with pytest.raises(ValueError, match=said):
        call()


def test_error_budget() -> None:
    """Are the course's and the exam's budgets and burn rates exact?"""
    found = error_budget(200, 13, 0.9)
    assert found is not None
    assert (found.allowed, found.consumed, found.remaining) == (20.0, 0.65, 0.35)
    assert (burn_rate(13, 200, 0.9), burn_rate(13, 100, 0.9), burn_rate(3, 100, 0.9), burn_rate(3, 100, 0.98)) \
        == (0.65, 1.3, 0.3, 1.5)
    assert burn_rate(50, 500, 0.9) == 1.0
    assert error_budget(0, 0, 0.9) is None
    whole = error_budget(10, 0, 1.0)
    assert whole is not None and (whole.allowed, whole.remaining, whole.burn_rate) == (0.0, None, None)


@pytest.mark.parametrize(("missed", "due"), [(13, False), (15, False), (16, True), (20, True)])
def test_exception_report_before_the_breach(missed: int, due: bool) -> None:
    """Of 20 permitted misses, does the sixteenth start the report and not the fifteenth, which leaves exactly 25 per cent?"""
    found = error_budget(200, missed, 0.9)
    assert found is not None
    assert bool(exception_reason("attainment", True, found.remaining)) is due
    assert exception_reason("attainment", False, 0.9) == "attainment: the target is not reached"
    assert exception_reason("attainment", None, None) == ""


def test_status() -> None:
    """Is a value on the target met, on the minimum at risk, whichever way is good?"""
    assert [status(v, 0.9, 0.85) for v in (0.9, 27 / 30, 0.87, 0.85, 0.82)] \
        == [Status.MET, Status.MET, Status.AT_RISK, Status.AT_RISK, Status.MISSED]
    assert [status(v, 16, 20, Better.LOWER) for v in (16, 16.5, 20, 20.5)] \
        == [Status.MET, Status.AT_RISK, Status.AT_RISK, Status.MISSED]
    assert (status(0.89, 0.9), status(26 / 30, 0.9), status(None, 0.9)) == (Status.MISSED, Status.MISSED, Status.NO_DATA)


@given(st.integers(1, 400), st.data())
def test_no_surprise_at_the_limit(counted: int, data: st.DataObject) -> None:
    """Is a share that is exactly the target met, for any target in whole thousandths?"""
    met = data.draw(st.integers(0, counted))
    thousandths = data.draw(st.integers(0, 1000))
    reached = met * 1000 >= thousandths * counted
    assert (status(met / counted, thousandths / 1000) is Status.MET) is reached


def test_near_miss() -> None:
    """Is less than a tenth of time or budget left a near miss, exactly a tenth none, and only what is met one?"""
    assert near_miss(181 / 200, 0.9) and not near_miss(182 / 200, 0.9) and near_miss(0.9, 0.9)
    assert near_miss(0.91 - 1e-9, 0.9) and not near_miss(0.91, 0.9) and not near_miss(0.89, 0.9)
    assert near_miss(15.5, 16, Better.LOWER) and near_miss(16, 16, Better.LOWER)
    assert not near_miss(14.4, 16, Better.LOWER) and not near_miss(16.1, 16, Better.LOWER)
    assert (left(15.5, 16, Better.LOWER), left(1.0, 1.0, Better.HIGHER)) == (0.03125, None)
    assert not near_miss(1.0, 1.0) and not near_miss(None, 0.9)


def test_chain() -> None:
    """Does only the slower of parallel steps count, and is a chain that fits exactly accepted?"""
    steps = [Step("finance data", 8), Step("interviews", 24), Step("analysis", 30, ("finance data", "interviews")),
             Step("second reading", 8, ("analysis",))]
    chain = time_chain(steps, 8, 80)
    assert (chain.hours, chain.total, chain.spare, chain.fits) == (62.0, 70.0, 10.0, True)
    assert chain.path == ("interviews", "analysis", "second reading")
    assert time_chain(steps, 8, 70).fits and not time_chain(steps, 8.1, 70).fits
    assert time_chain([Step("a", 0.1), Step("b", 0.2, ("a",))], 0, 0.3).spare == 0.0


@pytest.mark.parametrize(("steps", "said"), [
    ([], "steps is empty"), ([Step("a", 1), Step("a", 2)], "step 'a' occurs twice"),
    ([Step("a", 1, ("b",))], "after of step 'a' is 'b'; allowed: a"), ([Step("a", -1)], "hours of a is -1"),
    ([Step("a", 1, ("b",)), Step("b", 1, ("a",))], "steps wait for each other"),
])
def test_chains_that_cannot_be(steps: list[Step], said: str) -> None:
    """Is a chain without steps or with a circle named?"""
    with pytest.raises(ValueError, match=said):
        time_chain(steps, 0, 10)


def test_credits() -> None:
    """Is the course's credit 720 and not 900, and is the band that of the shortfall?"""
    assert (credit(6000, [0.05, 0.10], 0.12), credit(6000, [0.05], 0.12), credit(6000, [], 0.12)) == (720.0, 300.0, 0.0)
    clause = Credits(6000, 0.12, (Band(0.05, 0.1), Band(0.01, 0.05)))
    assert [clause.rate(by) for by in (0.0, 0.01, 0.0499, 0.05, 0.5)] == [0.0, 0.05, 0.05, 0.1, 0.1]
    assert clause.credit([0.02, 0.07]) == 720.0


def test_facts() -> None:
    """Are all rules, measures and terms there, in their order, with known sources?"""
    found = facts()
    assert [rule.id for rule in found.rules] == [f"K{n}" for n in range(1, 16)]
    assert [one.id for one in found.measures] == [f"MS{n:02}" for n in range(1, 20)]
    assert [one.id for one in found.terms] == [f"A{n}" for n in range(1, 7)]
    assert [one.id for one in found.facts] == [f"SF{n}" for n in range(1, 9)]
    assert (len(found.credits), len(found.reviews)) == (5, 5)
    agreeing = {id for one in (*found.rules, *found.measures, found.status_rule) for id in one.consistent_with}
    assert agreeing and agreeing <= sources().keys()
    ours = {one.id for one in found.measures if one.label == "Course model"}
    assert ours == {"MS03", "MS09", "MS11", "MS12", "MS14", "MS15", "MS18", "MS19"}
    assert {one.id for one in found.rules if one.label} == {"K1", "K3", "K7", "K8", "K13"}
    assert (found.cadence.exception_working_days, found.cadence.exception_budget_below, found.near_miss_below) == (2, 0.25, 0.1)
    with pytest.raises(ValueError, match="measure is 'MS20'; allowed: MS01"):
        measure("MS20")
