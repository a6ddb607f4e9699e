"""Agreements, their completeness, and the service level report."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import attrs
import cattrs
import pytest

from pmo_course_lib.domain.calendar import named_calendars
from pmo_course_lib.domain.sla import (
    Agreement,
    Better,
    Kind,
    Limit,
    Report,
    Result,
    Status,
    Target,
    Unit,
    missing,
    read_log,
    service_report,
)

STD = named_calendars()["CAL-STD"]
TIME = Target(measure="MS03", target=0.9, minimum=0.8, limit=16.0, data_source="log", owner="manager")
WHOLE = Agreement(
    id="SLA-1", service="Intake", description="d", provider="PMO", provider_contact="a", customer="Retail", customer_contact="b",
    approved_by="both", valid_from=date(2025, 1, 1), valid_until=date(2025, 12, 31), changes_and_end="c", users="u",
    calendar="CAL-STD", targets=(TIME,), measurement="m", workload_limit=20, exceptions=("none",), pause_for_customer=True,
    pause_for_approval=False, provider_duties="p", customer_duties="q", escalation="e", reviews="quarterly",
    credits_or_recovery="recovery", stands_on=("OLA-1",))


def report(rows: list[dict[str, Any]], *targets: Target, as_of: str = "2025-12-01T12:00", **changes: Any) -> Report:
    promise = attrs.evolve(WHOLE, targets=targets or (TIME,), **changes)
    return service_report(promise, STD, read_log(rows), datetime.fromisoformat(as_of))


def row(number: int, hours: float = 4, day: str = "2025-09-01", **more: Any) -> dict[str, Any]:
    """Received at 09:00 and delivered ``hours`` (at most 8) later."""
    delivered = f"{day} {9 + int(hours):02}:{int(hours % 1 * 60):02}"
    return {"id": f"R{number}", "received": f"{day} 09:00", "delivered": delivered, **more}


def only(rows: list[dict[str, Any]], target: Target, **changes: Any) -> Result:
    result, = report(rows, target, **changes).results
    return result


def test_nothing_is_missing_from_a_whole_agreement() -> None:
    """Is a complete agreement complete, and an empty one valid but lacking all, the standard's three first?"""
    assert missing(WHOLE) == ()
    gaps = missing(Agreement())
    assert [gap.what for gap in gaps if gap.standard] == ["fill in targets", "fill in workload_limit", "fill in exceptions"]
    assert {gap.standard for gap in gaps[:3]} == {"ISO/IEC 20000-1:2018, 8.3.3"} and len(gaps) == 24


@pytest.mark.parametrize(("changes", "what"), [
    ({"workload_limit": None}, "fill in workload_limit"), ({"pause_for_approval": None}, "fill in pause_for_approval"),
    ({"stands_on": ()}, "fill in stands_on"), ({"kind": Kind.OLA}, "fill in handover_points"),
    ({"targets": (Target(measure="MS03", target=0.9, owner="x"),)}, "target 1 (attainment): fill in data_source, limit"),
    ({"targets": (TIME, Target())}, "target 2 (no measure yet): fill in measure, target, data_source, owner")])
def test_what_is_missing_is_named(changes: dict[str, Any], what: str) -> None:
    """Is each gap named, for an OLA its own section, for a target what G2 asks for?"""
    assert [gap.what for gap in missing(attrs.evolve(WHOLE, **changes))] == [what]


def test_a_contract_needs_no_olas() -> None:
    """Are sections asked for only where they belong?"""
    assert missing(attrs.evolve(WHOLE, kind=Kind.CONTRACT, stands_on=())) == ()


@pytest.mark.parametrize(("call", "said"), [
    (lambda: Target(measure="MS99"), "measure is 'MS99'"),
    (lambda: Target(measure="MS03", target=0.9, minimum=0.95), "better than"),
    (lambda: Target(measure="MS02", target=16, minimum=12), "lower is better"), (lambda: Target(percentile=0), "percentile is 0"),
    (lambda: Target(target=float("nan")), "no number"), (lambda: Target(answers=0), "answers is 0"),
    (lambda: Target(limit=0), "limit is 0"), (lambda: Limit(1.5, Unit.DAYS), "whole days, or write working hours"),
    (lambda: Agreement(valid_from=date(2025, 2, 1), valid_until=date(2025, 1, 1)), "valid_until is 2025-01-01"),
    (lambda: Agreement(workload_limit=0), "workload_limit is 0")])
def test_agreements_that_cannot_be(call: Any, said: str) -> None:
    """Is an impossible value named with what is allowed?"""
    with pytest.raises(ValueError, match=said):
        call()


def test_an_agreement_survives_json() -> None:
    """Can a workbook store an agreement and a calendar, half-filled or whole?"""
    converter = cattrs.Converter()
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    for value in (WHOLE, Agreement(targets=(Target(),)), STD):
        text = json.dumps(converter.unstructure(value))
        assert converter.structure(json.loads(text), type(value)) == value


def test_attainment_and_its_budget() -> None:
    """Are 19 misses of 200 met with 5 per cent of the budget left: a near miss and a reason for an exception report?"""
    rows = [row(n) for n in range(181)] + [row(n, delivered="2025-09-10 09:00") for n in range(181, 200)]
    found = report(rows)
    result, = found.results
    assert (result.value, result.status, result.near_miss) == (0.905, Status.MET, True)
    assert result.counts is not None and (result.counts.met, result.counts.late) == (181, 19)
    assert result.budget is not None and (result.budget.allowed, result.budget.remaining) == (20.0, 0.05)
    assert found.exception_reasons == ("attainment within 16 working hours: 5 per cent of the error budget is left",)
    assert found.exception_due is not None and f"{found.exception_due:%Y-%m-%d %H:%M}" == "2025-12-03 17:00"


@pytest.mark.parametrize(("met", "missed", "status"), [
    (9, 1, Status.MET), (87, 13, Status.AT_RISK), (8, 2, Status.AT_RISK), (79, 21, Status.MISSED), (26, 4, Status.AT_RISK),
    (0, 0, Status.NO_DATA)])
def test_status_of_attainment(met: int, missed: int, status: Status) -> None:
    """Is the status that of target 0.9 and minimum 0.8, and 26 of 30 not rounded up?"""
    rows = [row(n, **({} if n < met else {"delivered": "2025-10-01 10:00"})) for n in range(met + missed)]
    found = report(rows)
    assert found.results[0].status is status
    assert bool(found.exception_reasons) is (status not in (Status.MET, Status.NO_DATA) or (met, missed) == (9, 1))


def test_other_measures_of_a_log() -> None:
    """Are percentile, satisfaction, response, first time right, backlog and workload taken from the log?"""
    rows = [row(n, n % 8, satisfaction=5 if n < 6 else 2, accepted_first_time="no" if n == 0 else "yes") for n in range(8)]
    rows += [{"id": "open", "received": "2025-11-28 09:00"},
             row(20, 8, cancelled="yes", satisfaction=1), row(21, 3, day="2025-10-02")]
    assert only(rows, Target(measure="MS02", target=6.0, percentile=90)).value == 7.0
    assert only(rows, Target(measure="MS08", target=0.75)).value == 0.75
    assert only(rows, Target(measure="MS08", target=0.75, answers=9)).status is Status.NO_DATA
    assert only(rows, Target(measure="MS09", target=0.8)).value == 8 / 9
    assert only(rows, Target(measure="MS11", target=0.9)).value == 7 / 8
    assert only(rows, Target(measure="MS12", target=10.0)).value == 11.0
    busiest = only(rows, Target(measure="MS13", target=1.0), workload_limit=9)
    assert (busiest.value, busiest.remark, busiest.near_miss) == (1.0, "busiest month 2025-09", False)


@pytest.mark.parametrize(("target", "remark"), [
    (Target(measure="MS04", target=0.99), "does not come from a log of requests: bring the figure to the review"),
    (Target(), "no target value is set"), (Target(measure="MS03", target=0.9), "no time limit is set"),
    (Target(measure="MS03", limit=8.0), "no target value is set")])
def test_what_cannot_be_computed_is_no_data(target: Target, remark: str) -> None:
    """Does a target without a figure say why, instead of a value?"""
    result = only([row(1)], target)
    assert (result.status, result.remark) == (Status.NO_DATA, remark)


def test_months() -> None:
    """Does each month hold the requests received in it, in local time, with workload and the status of every target?"""
    rows = [row(1, day="2025-09-30"), row(2, day="2025-10-01"), row(3, day="2025-10-02", delivered="2025-11-03 09:00"),
            {"id": "R4", "received": "2025-09-30T22:30:00Z", "delivered": "2025-10-01 10:00"}]
    found = report(rows, TIME, Target(measure="MS02", target=4.0), workload_limit=2).months
    assert [(one.month, one.received, one.workload_ratio) for one in found] == [("2025-09", 1, 0.5), ("2025-10", 3, 1.5)]
    assert [[result.status for result in one.results] for one in found] \
        == [[Status.MET, Status.MET], [Status.MISSED, Status.MISSED]]
    assert found[1].results[0].value == 2 / 3


def test_requests_to_look_at() -> None:
    """Are near misses those met with less than a tenth left, and the five furthest over listed worst first?"""
    late = [{"id": f"L{n}", "received": "2025-09-01 09:00", "delivered": f"2025-09-{3 + n:02} 12:00", "customer": "X"}
            for n in range(3)] + [{"id": f"O{n}", "received": f"2025-09-{n:02} 09:00"} for n in (10, 11, 12)]
    near = [{"id": "N1", "received": "2025-09-01 09:00", "delivered": "2025-09-02 16:00"},
            {"id": "N2", "received": "2025-09-01 09:00", "delivered": "2025-09-02 15:24"}]  # 14.4 hours leave exactly a tenth
    found = report(late + near)
    assert [case.id for case in found.near_misses] == ["N1"]
    assert [case.id for case in found.worst] == ["O10", "O11", "O12", "L2", "L1"]
    assert (found.worst[3].hours, found.worst[3].allowed_hours) == (35.0, 16.0)
    assert found.worst[3].due is not None and f"{found.worst[3].due:%a %H:%M}" == "Tue 17:00"


def test_the_report_is_frozen_and_keeps_problems() -> None:
    """Can nobody change a report, and does it hold the rows that were left out?"""
    found = report([row(1), {"id": "bad"}])
    assert (found.received, [problem.row for problem in found.problems]) == (1, [2])
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        found.received = 2  # type: ignore[misc]


def test_direction_and_names() -> None:
    """Does a target know from its measure which way is good and what it is called?"""
    assert (TIME.better, Target(measure="MS02").better, Target().better) == (Better.HIGHER, Better.LOWER, Better.HIGHER)
    assert Target(measure="MS03", limit=3.0, unit=Unit.DAYS).name == "attainment within 3 working days"
    assert Target(measure="MS12", percentile=80).name == "backlog age P80"


@pytest.mark.parametrize("value", [1e308, -1e10, float("inf"), float("nan")])
def test_a_target_that_nobody_could_write_is_refused(value: float) -> None:
    """Is it named, in place of an error in a table much later?"""
    with pytest.raises(ValueError, match=r"target is|is no number"):
        Target(measure="MS03", target=value)
