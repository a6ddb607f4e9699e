"""The PMO lifecycle and its six rules: does each rule find what the course says it finds?"""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs
import cattrs.preconf.json
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.content import Basis
from pmo_course_lib.domain.lifecycle import (
    Decision,
    Finding,
    Mandate,
    PmoRecord,
    PmoStage,
    PmoStep,
    ServiceRecord,
    State,
    advance,
    carried,
    change_mandate,
    connection_findings,
    next_stages,
    pmo_lifecycle,
    reviews_due,
    sole_services,
)

DAY = date(2026, 3, 2)
TEAL = PmoRecord("teal", "Programme PMO Teal", manager="A. Brandt")


def service(id: str, state: State, **more: Any) -> ServiceRecord:
    """A service of Teal in a state."""
    return attrs.evolve(ServiceRecord(id, id.capitalize(), owner="R. Hale", home="teal", began=state), **more)


def at(stage: PmoStage) -> PmoRecord:
    """Teal in a stage."""
    return attrs.evolve(TEAL, began=stage)


def rules(pmo: PmoRecord, *services: ServiceRecord, today: date = DAY) -> list[str]:
    """Ids of the rules that are not kept."""
    return [one.rule for one in connection_findings(pmo, services, {}, today)]


def test_stages() -> None:
    """Are the eight published stages there in their order, the pilot before the design, with our details marked?"""
    content = pmo_lifecycle()
    assert [one.id for one in content.stages] == list(PmoStage)[:8]
    assert [one.order for one in content.stages] == [one.id.number for one in content.stages] == list(range(1, 9))
    assert [one.name for one in content.stages] == [one.id.label for one in content.stages]
    assert PmoStage.PILOT.number < PmoStage.DESIGN.number
    assert {one.basis for one in content.stages} == {Basis.PUBLIC}
    assert {one.detail.basis for one in content.stages} == {Basis.COURSE_MODEL}


def test_activities_and_rules() -> None:
    """Do three activities run alongside, and are there six rules with reasons?"""
    assert [one.name for one in pmo_lifecycle().continuous] == [
        "Monitoring and control", "Governance framework", "Adaptive alignment to strategy"]
    assert [one.id for one in pmo_lifecycle().rules] == ["C1", "C2", "C3", "C4", "C5", "C6"]
    assert all(one.reason and one.label == "Course model" for one in pmo_lifecycle().rules)


@pytest.mark.parametrize(("stage", "ahead"), [
    (PmoStage.PERCEIVED_NEED, {PmoStage.EVALUATION, PmoStage.RETIRING}),
    (PmoStage.JUSTIFICATION, {PmoStage.PILOT, PmoStage.RETIRING, PmoStage.PERCEIVED_NEED, PmoStage.EVALUATION}),
    (PmoStage.RETIRING, {PmoStage.RETIRED}),
    (PmoStage.RETIRED, set()),
])
def test_next_stages(stage: PmoStage, ahead: set[PmoStage]) -> None:
    """Can a PMO go one stage on, back, or into retiring, and from there only to its end?"""
    assert set(next_stages(stage)) == ahead
    assert stage not in next_stages(stage)


def test_no_justification_without_a_service_past_g1() -> None:
    """C1: does an idea not do, and a selected service do?"""
    to_pilot = PmoStep(DAY, PmoStage.PILOT, "Sponsor")
    with pytest.raises(ValueError, match="C1: Programme PMO Teal has no service past G1"):
        advance(at(PmoStage.JUSTIFICATION), to_pilot, [service("risk", State.IDEA)], {})
    assert "C1" not in rules(at(PmoStage.DESIGN), service("risk", State.SELECTED))
    rejected = attrs.evolve(service("risk", State.IDEA), history=(
        Decision(DAY, "go", gate="G1"), Decision(DAY, "start"), Decision(DAY, "stop", gate="G2")))
    assert "C1" not in rules(at(PmoStage.DESIGN), rejected)


def test_a_pmo_pilot_is_the_pilot_of_a_service() -> None:
    """C2: is a pilot stage without a service in pilot found?"""
    assert rules(at(PmoStage.PILOT), service("risk", State.IN_BUILD)) == ["C2"]
    assert rules(at(PmoStage.PILOT), service("risk", State.IN_PILOT)) == []
    assert "C2" not in rules(at(PmoStage.PILOT), service("risk", State.LIVE))


def test_teal_is_not_in_operation_before_go_live() -> None:
    """C3: do two services in pilot keep Teal in implementation, and does the first go-live end it?"""
    teal, pilots = at(PmoStage.IMPLEMENTATION), [service("risk", State.IN_PILOT), service("planning", State.IN_PILOT)]
    step = PmoStep(DAY, PmoStage.OPERATION, "Sponsor")
    assert rules(teal, *pilots) == []
    with pytest.raises(ValueError, match="C3: No service is live"):
        advance(teal, step, pilots, {})
    first_live = [service("risk", State.LIVE), service("planning", State.IN_DESIGN)]
    assert advance(teal, step, first_live, {}).stage is PmoStage.OPERATION
    assert connection_findings(teal, first_live, {}, DAY) == (Finding(
        "C3", "Risk: in force already, so the PMO is in operation; record that it has left 'Implementation'."),)


def test_teal_closes_only_when_nobody_depends_on_it_alone() -> None:
    """C4: do risk workshops, offered alone, stop the end, and planning help, shared, not? (the course's example)"""
    risk, planning = service("risk", State.LIVE), service("planning", State.LIVE)
    teal, end = at(PmoStage.RETIRING), PmoStep(DAY, PmoStage.RETIRED, "Sponsor")
    others = {"planning": ["division"]}
    assert sole_services(teal, [risk, planning], others) == (risk,)
    with pytest.raises(ValueError, match=r"C4: Risk: no other PMO provides this; move, merge or retire it first \(G6, then G7\)"):
        advance(teal, end, [risk, planning], others)
    assert advance(teal, end, [planning], others).stage is PmoStage.RETIRED


@pytest.mark.parametrize(("state", "stands_in_the_way"), [
    (State.LIVE, True), (State.TRANSFORMING, True), (State.RETIRING, True), (State.RETIRED, False), (State.IN_PILOT, False)])
def test_which_services_hold_a_pmo(state: State, stands_in_the_way: bool) -> None:
    """C4: does a service in its notice still hold its sole provider, and one that passed G7 not?"""
    assert bool(sole_services(TEAL, [service("audit", state)], {"audit": ["teal"]})) is stands_in_the_way


def test_a_moved_service_holds_nobody_once_the_new_provider_delivers() -> None:
    """C4: is the old PMO held during a move, and free after it?"""
    moving = attrs.evolve(service("risk", State.LIVE), history=(Decision(DAY, "move_to_another_pmo", gate="G6", pmo="hub"),))
    assert sole_services(TEAL, [moving], {}) == (moving,)
    later = [Decision(DAY, word) for word in ("reenter_design", "go", "start_pilot", "go_live")]
    moved = attrs.evolve(moving, history=(*moving.history, *later))
    assert sole_services(TEAL, [moved], {}) == () and carried(TEAL, [moved]) == ()


def test_a_new_mandate_sends_every_live_service_to_review() -> None:
    """C5: do all nine live services come to G5 within a quarter, not only the two whose aim has gone?"""
    services = [service(f"s{n}", State.LIVE) for n in range(9)] + [service("new", State.IN_BUILD), service("old", State.RETIRED)]
    teal = change_mandate(at(PmoStage.OPERATION), Mandate(DAY, "No growth overseas"))
    due = reviews_due(teal, services)
    assert [one.service.id for one in due] == [f"s{n}" for n in range(9)]
    assert {one.by for one in due} == {date(2026, 6, 2)} and {one.held for one in due} == {None}
    assert reviews_due(at(PmoStage.OPERATION), services) == ()
    again = change_mandate(teal, Mandate(date(2026, 9, 1), "Safety first"))
    assert {one.by for one in reviews_due(again, services)} == {date(2026, 12, 1)}


def test_reviews_are_watched() -> None:
    """C5: is a service found once its review is overdue, and free as soon as the review was held?"""
    teal = change_mandate(at(PmoStage.OPERATION), Mandate(DAY))
    reviewed = attrs.evolve(service("risk", State.LIVE), history=(Decision(date(2026, 4, 1), "continue", gate="G5"),))
    early = attrs.evolve(service("early", State.LIVE), history=(Decision(date(2026, 3, 1), "continue", gate="G5"),))
    kept = attrs.evolve(service("kept", State.LIVE), history=(Decision(date(2026, 4, 1), "keep", gate="G6"),))
    assert [one.held for one in reviews_due(teal, [reviewed, early, kept])] == [date(2026, 4, 1), None, None]
    assert rules(teal, reviewed, early, kept, today=date(2026, 6, 2)) == []
    assert connection_findings(teal, [reviewed, early, kept], {}, date(2026, 6, 3)) == (Finding(
        "C5", "Early, Kept: not reviewed since the mandate changed; the review was due by 2026-06-02. Hold it now (G5)."),)


def test_a_service_that_came_later_was_chosen_for_the_new_aims() -> None:
    """C5: does a service that went live after the change need no review for it?"""
    teal = change_mandate(at(PmoStage.OPERATION), Mandate(DAY))
    later = attrs.evolve(service("later", State.IN_PILOT), history=(Decision(date(2026, 4, 1), "go_live", gate="G4"),))
    assert reviews_due(teal, [later]) == ()


@pytest.mark.parametrize(("changed", "by"), [
    (date(2026, 11, 30), date(2027, 2, 28)), (date(2026, 12, 31), date(2027, 3, 31)), (date(2023, 11, 30), date(2024, 2, 29)),
    (date(2026, 10, 1), date(2027, 1, 1)), (date(2026, 3, 31), date(2026, 6, 30))])
def test_a_quarter_later(changed: date, by: date) -> None:
    """Is a quarter counted over the turn of the year and into shorter months?"""
    assert reviews_due(change_mandate(TEAL, Mandate(changed)), [service("risk", State.LIVE)])[0].by == by


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_any_quarter(changed: date) -> None:
    """Does every change leave between 89 and 92 days for the reviews?"""
    due = reviews_due(change_mandate(TEAL, Mandate(changed)), [service("risk", State.LIVE)])[0]
    assert 89 <= (due.by - changed).days <= 92


def test_two_lives_need_two_answerable_people() -> None:
    """C6: are a PMO without manager and services without owner found, ideas excepted?"""
    teal = attrs.evolve(at(PmoStage.OPERATION), manager=" ")
    found = connection_findings(teal, [service("risk", State.LIVE, owner=""), service("wish", State.IDEA, owner="")], {}, DAY)
    assert found == (Finding("C6", "Programme PMO Teal has no manager; name who answers for the PMO lifecycle."),
                     Finding("C6", "Risk: no owner; name who answers for the service from G1 to G7."))


def test_services_of_others_do_not_count() -> None:
    """Do the rules look at the PMO's own services only?"""
    assert rules(at(PmoStage.OPERATION), service("risk", State.LIVE, home="hub")) == ["C1", "C3"]


def test_advancing() -> None:
    """Is a step refused without a decider, out of order, or before the last one?"""
    with pytest.raises(ValueError, match="decider is empty"):
        advance(TEAL, PmoStep(DAY, PmoStage.EVALUATION), [], {})
    with pytest.raises(ValueError, match="history of teal: 'Pilot' cannot follow 'Perceived need'"):
        advance(TEAL, PmoStep(DAY, PmoStage.PILOT, "Sponsor"), [], {})
    evaluated = advance(TEAL, PmoStep(DAY, PmoStage.EVALUATION, "Sponsor"), [], {})
    with pytest.raises(ValueError, match="history of teal: 2026-03-01 comes after 2026-03-02"):
        advance(evaluated, PmoStep(date(2026, 3, 1), PmoStage.JUSTIFICATION, "Sponsor"), [], {})
    assert evaluated.stage is PmoStage.EVALUATION and TEAL.stage is PmoStage.PERCEIVED_NEED


def test_records_are_plain_json() -> None:
    """Does a PMO survive the way to JSON text and back?"""
    converter = cattrs.preconf.json.make_converter()
    teal = change_mandate(advance(TEAL, PmoStep(DAY, PmoStage.EVALUATION, "Sponsor"), [], {}), Mandate(DAY, "New aims"))
    assert converter.loads(converter.dumps(teal), PmoRecord) == teal
    assert converter.loads('{"id": "new"}', PmoRecord) == PmoRecord("new")
