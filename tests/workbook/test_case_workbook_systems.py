"""Every system of the library runs on the sample workbook of the case company, and comes to sensible figures."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache

import pytest
from attrs import evolve

from pmo_course_lib.domain import (
    adaptation,
    calendar,
    catalogue,
    causes,
    development,
    drivers,
    lifecycle,
    maturity,
    orientation,
    sla,
    strategy,
    topology,
    value_ring,
    worth,
)
from pmo_course_lib.domain.documents import needed_for
from pmo_course_lib.domain.lifecycle import Decision, Facts, Mandate, PmoStage, PmoStep, ServiceRecord
from pmo_course_lib.domain.value_ring import Rule
from tests.case_data import figures
from tests.case_data.clock import rows
from tests.case_data.figures import LOG_ENDS, QUARTERS
from tests.case_data.walked import offered, ran, takes_state
from tests.case_data.workbook_parts import LOGGED
from tests.workbook.test_case_workbook import case

TODAY = LOG_ENDS.date()


@cache
def atlas() -> topology.Index:
    return topology.index(case().topology)


def record(id: str) -> ServiceRecord:
    return next(one for one in case().services if one.id == id)


def pmo(id: str) -> lifecycle.PmoRecord:
    return next(one for one in case().pmos if one.id == id)


@cache
def facts(id: str) -> Facts:
    """What the other sections of the workbook say of a service."""
    charted = id in atlas().services
    return Facts(any(one.service == id and one.valid_from for one in case().agreements), f"{id}/DOC-RUNBOOK" in case().drafts,
                 any(one.id == id for one in case().catalogue),
                 topology.if_retired(case().topology, id).dependants if charted else ())


def test_system_orientation_and_maturity() -> None:
    """Is the Enterprise PMO mixed, on level 3, and told what keeps it from level 4?"""
    found = orientation.read(case().orientation)
    assert (found.answered, found.index, found.band) == (12, 26 / 48, "mixed") and orientation.missing(case().orientation) == ()
    assert orientation.orientation_index(case().orientation.answers) == found.index
    first = orientation.suspects(case().orientation.traits_seen)[0]
    assert (first.cause.id, first.traits) == ("RC5", ("X4", "X6")) and case().values["root-cause"] == first.cause.id
    links = orientation.guide().chain.links
    said = {link: case().notes.get(f"t1-words-{number}", "") for number, link in enumerate(links, 1)}
    assert orientation.first_unproven(said) == "impact"
    share = topology.partnering_share(atlas(), "PMO-01").value
    assert maturity.scores(case().maturity, found.index, share) == case().scores
    now = maturity.assess(case().scores)
    assert now.level and maturity.level(case().scores) == now.level and now.level.level == 3
    assert now.index == maturity.index(case().scores) == 17.5 / 8 and now.profile[0].score == 2.0
    assert [one.condition.of for one in now.missing] == ["index", "services", "adjustment", "orientation_index"]


def test_system_causes_and_drivers() -> None:
    """Are there four loops to talk about, and do the drivers lead to reasons before cuts?"""
    assert len(causes.loops(case().causes)) == 4 and causes.pulls(case().causes)[0].on == 4
    acting = case().drivers
    assert {gate: [one.id for one in due] for gate, due in drivers.look_order(acting).items()} == {
        "G2": ["D7"], "G5": ["D4", "D8", "D10"]}
    assert [pair.drivers for pair in drivers.tell_apart(acting)] == [("D7", "D8"), ("D8", "D10")]
    hit = {one.record.id: [driver.id for driver in one.drivers] for one in drivers.touched_records(acting, case().services)}
    assert hit["SVC-002"] == ["D4", "D10"] and hit["SVC-009"] == ["D7", "D8", "D10"] and "SVC-005" not in hit
    assert len(case().principles) == 7


def test_system_lifecycle_of_services() -> None:
    """Do all decisions keep the rules of their gates, and where do the services stand?"""
    parts = lifecycle.portfolio(case().services)
    assert {name: len(found) for name, found in parts.items()} == {"pipeline": 2, "catalogue": 17, "archive": 0}
    assert [one.id for one in parts["pipeline"]] == ["SVC-017", "SVC-019"]
    assert lifecycle.views(record("SVC-009")) == ("catalogue",)
    for one in case().services:
        again = evolve(one, history=())
        for decision in one.history:
            again = lifecycle.decide(again, decision, Facts(True, True, True))
        assert again == one
    assert [one.id for one in case().services if one.agenda] == ["SVC-009"]
    assert record("SVC-009").agenda == "propose_retirement" and record("SVC-002").history[-1].word == "improve"
    states = {one["id"]: one["state"] for one in rows("services.csv")} | {"SVC-019": "idea"}
    assert {one.id: one.state.value for one in case().services} == states
    assert sum(any(step.gate for step in one.history) for one in case().services) >= 4
    assert (lifecycle.time_to_pilot(record("SVC-014")), lifecycle.time_to_offer(record("SVC-014"))) == (41, 76)
    assert lifecycle.renewal_rate(case().services, dt.date(2025, 7, 1)) == 0.0


def test_system_decisions_that_can_be_made_next() -> None:
    """What is allowed for each service, and what do they lack for it?"""
    words = {one.id: [move.word for move in lifecycle.allowed(one)] for one in case().services}
    assert words["SVC-017"] == ["go", "rework", "stop"] and words["SVC-019"][0] == "go" and len(words["SVC-001"]) == 10
    for one in case().services:
        for move in lifecycle.allowed(one):
            bare = Decision(TODAY, move.word, "Nadia Benhaddou")
            lacks = lifecycle.missing(one, bare, facts(one.id))
            asked = lifecycle.open_criteria(move, bare)
            assert bool(lacks) == (move.passes or move.new_pmo or move.end is not one.state), (one.id, move.word)
            assert [text for text in lacks if f"{move.gate} asks for" in text] == [
                f"{move.gate} asks for {criterion.id}: {criterion.text}" for criterion in asked]
    assert facts("SVC-002") == Facts(True, True, True) and facts("SVC-001").live_dependants == ("SVC-009",)
    due = Decision(dt.date(2026, 7, 28), "retire", "Services board", "G6", ("G6-1", "G6-2", "G6-3"))
    assert "Evidence for G6-1 is missing: Service review record." in lifecycle.missing(record("SVC-009"), due)
    ended = lifecycle.decide(record("SVC-009"), evolve(due, evidence=("DOC-REVIEW", "DOC-TOPO", "DOC-RETIRE")))
    assert ended.state.value == "retiring" and ended.agenda == ""
    reports = [record("SVC-001"), record("SVC-012")]
    sitting = evolve(due, word="merge", criteria=("G6-1", "G6-2", "G6-3", "G6-4"),
                     evidence=("DOC-REVIEW", "DOC-TOPO", "DOC-RETIRE", "DOC-TRANSFORM"))
    assert [one.state.value for one in lifecycle.merge(reports, "SVC-001", sitting)] == ["transforming", "retiring"]
    assert [one.name for one in lifecycle.split(record("SVC-002"), {"SVC-020": "Short check"}, sitting)][1:] == ["Short check"]


def test_system_documents() -> None:
    """How far is each draft, and is one of them what gate G6 reads?"""
    assert {name: round(one.completeness, 2) for name, one in case().drafts.items()} == {
        "SVC-019/DOC-CONCEPT": 0.9, "SVC-017/DOC-CASE": 0.8, "SVC-017/DOC-DEF": 0.83, "SVC-002/DOC-RUNBOOK": 0.8,
        "SVC-002/DOC-REVIEW": 0.88, "SVC-002/DOC-SIP": 0.86, "SVC-009/DOC-RETIRE": 0.67}
    assert case().drafts["SVC-009/DOC-RETIRE"].missing[0] == "Notice period"
    assert "DOC-RETIRE" in [one.id for one in needed_for("G6")]
    for name, draft in case().drafts.items():
        assert name == f"{record(name.split('/')[0]).id}/{draft.kind}"


def test_system_two_lifecycles_together() -> None:
    """Which rules are not kept, which reviews are due, and what keeps the programme's PMO from closing?"""
    others = topology.deliverers(atlas())
    found = {one.id: lifecycle.connection_findings(one, case().services, others, TODAY) for one in case().pmos}
    assert {id: [one.rule for one in some] for id, some in found.items()} == {
        "PMO-01": ["C5"], "PMO-02": ["C5"], "PMO-03": ["C5"], "PMO-04": [], "PMO-05": []}
    assert found["PMO-01"][0].text.startswith("Lessons exchange: not reviewed")
    due = {one.service.id: one.held for one in lifecycle.reviews_due(pmo("PMO-01"), case().services)}
    assert due["SVC-002"] == dt.date(2026, 1, 27) and [id for id, held in due.items() if held is None] == ["SVC-007"]
    new = lifecycle.change_mandate(pmo("PMO-04"), Mandate(TODAY, "One services strategy"))
    assert [one.by for one in lifecycle.reviews_due(new, case().services)] == [dt.date(2026, 9, 30)] * 2
    ending = lifecycle.advance(pmo("PMO-04"), PmoStep(TODAY, PmoStage.RETIRING, "Steering Committee"), case().services, others)
    with pytest.raises(ValueError, match="C4: Programme cockpit, Business readiness check"):
        lifecycle.advance(ending, PmoStep(TODAY, PmoStage.RETIRED, "Steering Committee"), case().services, others)
    assert {one.id: len(lifecycle.carried(one, case().services)) for one in case().pmos} == {
        "PMO-01": 8, "PMO-02": 4, "PMO-03": 3, "PMO-04": 2, "PMO-05": 2}
    assert [one.id for one in lifecycle.sole_services(pmo("PMO-05"), case().services, others)] == ["SVC-015", "SVC-016"]


def test_system_value_ring() -> None:
    """Which services do the customers' expectations carry, and what do mix, team, maturity and money come to?"""
    ring = case().ring
    parts = value_ring.weights(ring.groups)
    assert parts["CG-01"] == pytest.approx(0.25) and len(value_ring.benefit_relevance(ring.groups)) == 20
    assert [one.service for one in value_ring.recommend(ring)[:3]] == ["T9", "S4", "T3"]
    assert value_ring.strangers(ring) == () and [line[:2] for line in value_ring.gaps(ring)] == ["O3", "O3", "S5", "S5"]
    now = value_ring.figures(ring, "Chosen", ring.mix)
    today, _ = value_ring.compare(ring, ring.mixes)
    assert (round(now.expectations, 2), round(now.balance, 2), round(today.expectations, 2)) == (0.57, 0.97, 0.63)
    assert value_ring.balance(ring).advice == ("Each band reaches its target within five points.",)
    team, money = value_ring.team(ring), value_ring.returns(ring)
    assert team.rule is Rule.WORKLOAD and round(team.services["T9"], 2) == 0.97 and team.services["O3"] == 0.75
    assert (money.cost, money.silent, round(money.roi, 2)) == (1_277_331, (), 0.56)
    late = figures.attainment(figures.part("SVC-002", "2026-Q2")) / 0.9
    assert value_ring.performance(ring)["T9"] == pytest.approx(0.6 * late + 0.4 * 0.8, abs=0.001)
    assert {one.id: one.text for one in value_ring.panel(ring)} == {
        "EAI": "0.57", "BAI": "0.97", "open": "4", "performance": "90 %", "PMO CAI": "0.96", "headcount": "4.5", "MI": "0.54",
        "MI target": "0.73", "ROI": "56 %"}
    without = value_ring.rate(ring, "CG-01", 0, {})
    assert value_ring.recommend(without)[1].service == "T5"


def test_system_catalogue_and_adaptation() -> None:
    """What can each group order, who runs it, and are the six entries whole?"""
    entries = case().catalogue
    whole = {one.id for one in entries if not catalogue.missing(one)}
    assert whole == set(LOGGED) and catalogue.check_all(entries) == () and not any(catalogue.check(one) for one in entries)
    parts = catalogue.portfolio(entries)
    assert (len(parts.pipeline), len(parts.catalogue), len(parts.archive)) == (2, 17, 0)
    menu = catalogue.customer_menu(entries)
    assert len(menu) == 7 and len(menu["Executive committee"]) == 5 and menu["Project sponsors"][1].name == "Project health check"
    assert sum(one.hours or 0 for one in catalogue.provider_list(entries)) == sum(one.hours for one in topology.loads(atlas()))
    check = next(one for one in entries if one.id == "SVC-002")
    assert "obligation_rule" in [one.name for one in catalogue.required(check)]
    assert ("Service owner", "Ruxandra Ionescu") in catalogue.view(check, catalogue.View.PROVIDER)
    shown = dict(catalogue.view(check, catalogue.View.CUSTOMER))
    assert shown["Customers"] == "Executive committee; Project sponsors; One Core team leads"
    steps = {one.customer: found.step.name for one in case().adaptation if (found := adaptation.recommend(one))}
    assert len(steps) == 7 and steps["Research leads"] == "Assure" and steps["Executive committee"] == "Do it for them"


def test_system_calendar() -> None:
    """Is the firm closed on its holidays, and does the supplier work longer?"""
    firm, supplier = case().calendars
    assert (firm.id, supplier.id) == ("CAL-CASE", "CAL-SUPPLIER")
    assert not calendar.is_working_day(firm, dt.date(2026, 5, 25)) and calendar.version_on(case().calendars[:1], TODAY) == firm
    start, end = dt.datetime(2026, 5, 22, 15), dt.datetime(2026, 5, 26, 11)
    assert calendar.working_hours(firm, start, end) == 4.0 and calendar.working_seconds(firm, start, end) == 4 * 3600
    assert calendar.due_in_hours(firm, start, 8).replace(tzinfo=None) == dt.datetime(2026, 5, 26, 15)
    assert calendar.due_in_days(firm, start, 2).replace(tzinfo=None) == dt.datetime(2026, 5, 27, 17)
    days = sum(calendar.is_working_day(firm, dt.date(2026, 1, 1) + dt.timedelta(number)) for number in range(365))
    assert calendar.uncovered_hours(firm, supplier, 2026) == 0 and calendar.uncovered_hours(supplier, firm, 2026) == 2 * days
    assert len(calendar.timetable(firm, 2026, 2026).days) > days


@pytest.mark.parametrize("code", LOGGED)
def test_reports_agree_with_the_plain_clock(code: str) -> None:
    """Are the figures of each quarter of each SLA those that are reckoned without the library?"""
    promise = next(one for one in case().agreements if one.service == code and one.kind is sla.Kind.SLA)
    for period in QUARTERS:
        log = sla.Log(tuple(one for one in case().requests if figures.quarter(one.received) == period))
        mine, report = figures.part(code, period), sla.service_report(promise, case().calendars[0], log, LOG_ENDS)
        assert [one.value for one in report.results] == pytest.approx(
            [figures.attainment(mine), figures.satisfied(mine), figures.response(mine), figures.first_time_right(mine)])
        assert report.gaps == () and report.problems == () and report.received == len(mine)
        assert {one.id for one in report.near_misses} == {one.id for one in mine if one.near}


def test_system_agreements() -> None:
    """Which agreements are whole, and what does the year of the health check come to?"""
    gaps = {one.id: len(sla.missing(one)) for one in case().agreements}
    assert {id: count for id, count in gaps.items() if count} == {"OLA-03": 13} and len(gaps) == 8
    promise, firm = case().agreements[0], case().calendars[0]
    report = sla.service_report(promise, firm, sla.Log(case().requests), LOG_ENDS)
    assert report.results[0].status is sla.Status.MISSED and report.results[0].counts == sla.Counts(
        met=40, late=11, not_due=2, exceptions=0, cancelled=1)
    limit = sla.Limit(80)
    clock = sla.timed(sla.Log(case().requests), promise, [firm], LOG_ENDS)
    assert sla.attainment(sla.Log(case().requests), promise, [firm], LOG_ENDS, limit) == sla.counts(clock.requests, limit)
    assert len(report.months) == 12 and report.elsewhere == 620


def test_system_topology() -> None:
    """What do checks, figures and loads of the map say, and who would miss the dossier?"""
    chart = case().topology
    assert topology.problems(chart) == () == topology.missing(chart)
    found = topology.findings(atlas())
    assert Counter(one.check for one in found) == {"V5": 1, "V6": 1, "V7": 2, "V8": 4, "V9": 8, "V10": 1, "V11": 1}
    assert [one.check for one in topology.blocking(found)] == ["V5", "V6"]
    assert [one.check for one in topology.advice(atlas())] == ["PL2", "PL3", "PL6"]
    now = topology.figures(atlas())
    assert [str(one) for one in (now.coverage, now.overlap_rate, now.concentration)] == [
        "31 / 35 = 0.886", "2 / 31 = 0.065", "322 / 964 = 0.334"]
    assert (topology.coverage(atlas()), topology.overlap_rate(atlas()), topology.concentration(atlas())) == (
        now.coverage, now.overlap_rate, now.concentration)
    assert now.chain == topology.longest_chain(atlas()) == ("SVC-009", "SVC-001", "SUP-01")
    assert [one.pmo for one in topology.loads(atlas()) if not one.fits] == ["PMO-03"]
    assert topology.load_of(atlas(), "PMO-03").committed == pytest.approx(figures.promised("PMO-03"))
    assert {one.outcome for one in topology.needs(atlas()) if not one.services} == {
        "Proof that the promised benefit came", "A safe start-up at the hospital", "Less paperwork for project managers"}
    assert topology.services_matrix(atlas())[2][:3] == ("Project health check", "P", "F")
    assert topology.consumers_matrix(atlas())[9][1] == "L3 optional"


def test_system_topology_what_if() -> None:
    """What would the end of the dossier, and the move of the readiness check, change?"""
    chart = case().topology
    end = topology.if_retired(chart, "SVC-009")
    assert end.users == ("CG-01",) and end.dependants == end.affected == () and end.after == topology.retired(chart, "SVC-009")
    assert (end.loads[0].pmo, end.loads[0].hours) == ("PMO-01", 292.0)
    assert topology.which_fit([64, 48], 400, promised=292) == (1,)
    assert round((292 + 48) * figures.RESERVE) == 391
    assert "with the reserve 391 of 400 hours" in case().notes["t5-move"]
    form = topology.if_retired(chart, "SVC-010")
    assert set(form.dependants) == {"SVC-001", "SVC-002", "SVC-008", "SVC-012"} and "SVC-009" in form.affected
    move = topology.if_moved(chart, "SVC-014", "PMO-04", "PMO-01")
    assert [one.check for one in move.solved] == ["V11"] and [one.check for one in move.new] == ["V5"]
    assert topology.moved(move.after, "SVC-014", "PMO-01", "PMO-04") == chart


def test_system_strategy_development_worth() -> None:
    """Is the strategy whole and in order, whom does the plan develop first, and what of the worth is still open?"""
    plan = case().strategy
    assert strategy.problems(plan) == () == strategy.unfilled(plan) and len(strategy.candidate_gaps(plan)) == 5
    bars = strategy.roadmap(plan)
    assert Counter(one.lane for one in bars) == {"service": 8, "capability": 2}
    assert min(one.start for one in bars) >= dt.date(2026, 7, 1) and max(one.end for one in bars) <= dt.date(2027, 6, 30)
    assert bars[0].label.startswith("Sign the OLA") and len(strategy.first_steps(plan)) == len(plan.moves) == 10
    people = case().development
    first = development.ranked_gaps(people)[0]
    assert (first.person, first.line.competence, first.weight) == ("Kwabena Asante, deputy for health checks", "objectivity", 6)
    assert [line.partition(",")[0] for line in development.unfinished(people)] == ["Sunniva Aas"]
    view = {row.competence: row for row in development.team_view(people, development.team_needs(case().ring.mix))}
    assert view["objectivity"].single and view["objectivity"].holders == ("Ruxandra Ionescu",) and view["risk_response"].gap == 2
    assert worth.completeness(case().worth) == pytest.approx(10 / 11) and len(worth.sentences(case().worth)) == 6
    assert [one.id for one in worth.unanswered(case().worth)] == ["value"]


# --- is anything left out? ---------------------------------------------------------------------------------------------------

def test_no_function_is_left_out() -> None:
    """Has every public function that takes state of a workbook run on the case?"""
    walks = [one for name, one in globals().items() if name.startswith("test_system_")]
    wanted = {name: function.__code__ for name, function in offered() if takes_state(function)}
    assert len(walks) == 13 and len(wanted) > 80
    done = ran(walks)
    assert sorted(name for name, code in wanted.items() if code not in done) == []
