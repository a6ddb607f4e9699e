"""Decisions about a service: is every legal one made, and every other refused with what a person has to do?"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import attrs
import cattrs.preconf.json
import pytest

from pmo_course_lib.domain.lifecycle import (
    Decision,
    Facts,
    Refused,
    ServiceRecord,
    State,
    allowed,
    decide,
    gate,
    merge,
    missing,
    moves,
    portfolio,
    renewal_rate,
    split,
    time_to_offer,
    time_to_pilot,
    views,
)

DAY = date(2026, 3, 2)
READY = Facts(sla_agreed=True, runbook=True, catalogue_entry=True)
IDEA = ServiceRecord("planning", "Planning help", owner="R. Hale", home="Teal")
LIVE = attrs.evolve(IDEA, began=State.LIVE)


def good(record: ServiceRecord, word: str, on: date = DAY, **more: Any) -> Decision:
    """A decision that lacks nothing."""
    move = next(one for one in moves(record.state) if one.word == word)
    papers = {paper for one in move.criteria for paper in one.evidence} or {"DOC-CASE"}
    decision = Decision(on, word, gate(move.gate).decider if move.gate else "Service owner",
                        criteria=tuple(one.id for one in move.criteria), evidence=tuple(sorted(papers)))
    named: dict[str, Any] = {"pmo": "Hub" if move.new_pmo else "", "services": ("other",) if move.with_services else ()}
    return attrs.evolve(decision, **named | more)


def walk(record: ServiceRecord, *words: str, facts: Facts = READY) -> ServiceRecord:
    """The record after good decisions, ten days apart."""
    for word in words:
        last = record.history[-1].on if record.history else DAY
        record = decide(record, good(record, word, last + timedelta(days=10)), facts)
    return record


TO_LIVE = ("go", "start", "go", "start_pilot", "go_live")


@pytest.mark.parametrize("state", State)
def test_every_move_can_be_made(state: State) -> None:
    """Does each move of a state lead where the course says, when nothing is missing?"""
    for move in moves(state):
        record = attrs.evolve(IDEA, began=state)
        assert decide(record, good(record, move.word), READY).state is move.end


def test_a_whole_life() -> None:
    """Does a service go from idea to archive, with gates written into its history?"""
    done = walk(IDEA, *TO_LIVE, "continue", "propose_retirement", "retire", "closed")
    assert done.state is State.RETIRED and not done.in_force and done.provider == ""
    assert [one.gate for one in done.history] == ["G1", "", "G2", "G3", "G4", "G5", "G5", "G6", "G7"]
    assert allowed(done) == ()


def test_a_move_that_does_not_exist_is_refused_with_what_is_allowed() -> None:
    """Does the refusal say where the service stands and what is possible from there, and change nothing?"""
    designed = walk(IDEA, "go", "start")
    with pytest.raises(Refused) as refused:
        decide(designed, Decision(date(2026, 9, 1), "go_live", "Services board"))
    assert str(refused.value) == ("'Go live' is not possible for Planning help, which is in the state 'In design'.\n"
                                  "Possible from 'In design': Go (G2), Rework (G2), Stop (G2).")
    assert [one.word for one in refused.value.allowed] == ["go", "rework", "stop"]
    assert refused.value.gate == "" and refused.value.criteria == ()
    assert isinstance(refused.value, ValueError)
    assert designed.state is State.IN_DESIGN and len(designed.history) == 2


def test_missing_criteria_are_named_with_their_texts() -> None:
    """Does a refused go name the gate and the text of each must that is not met?"""
    designed = walk(IDEA, "go", "start")
    decision = good(designed, "go", date(2026, 9, 1), criteria=("G2-1", "G2-2", "G2-5"))
    with pytest.raises(Refused) as refused:
        decide(designed, decision)
    assert refused.value.gate == "G2"
    assert [one.id for one in refused.value.criteria] == ["G2-3", "G2-4"]
    assert refused.value.problems == ("G2 asks for G2-3: OLA and supplier times fit inside the SLA time.",
                                      "G2 asks for G2-4: Capability gaps have a plan with a date and a cost.")


@pytest.mark.parametrize("word", ["hold", "reject", "pass_to_another_pmo"])
def test_decisions_that_do_not_pass_a_gate_need_no_criteria(word: str) -> None:
    """Can an idea be held, rejected or passed on with nothing met?"""
    assert missing(IDEA, good(IDEA, word, criteria=())) == ()


def test_a_should_may_be_missed_with_a_reason() -> None:
    """May a score below the cut-off pass G1 when, and only when, the board says why?"""
    musts = tuple(f"G1-{n}" for n in range(1, 6))
    decision = good(IDEA, "go", criteria=musts)
    assert missing(IDEA, decision) == ("G1-6 is not met (The score reaches the cut-off that the board has set.) "
                                       "It may be missed; say why in the comment.",)
    assert decide(IDEA, attrs.evolve(decision, comment="Two divisions wait for it.")).state is State.SELECTED


def test_a_review_needs_its_four_criteria_whatever_it_decides() -> None:
    """Is G5 valid only with all four, also for a proposal, while the board's keep at G6 needs none?"""
    for word in gate("G5").decisions:
        assert len(missing(LIVE, good(LIVE, word, criteria=("G5-1", "G5-2")))) == 2
    assert missing(LIVE, Decision(DAY, "keep", "Services board")) == ()


def test_retirement_does_not_ask_for_a_stage_of_re_entry() -> None:
    """Is G6-4 asked of a transformation and not of a retirement, and each plan enough for its own?"""
    three = ("G6-1", "G6-2", "G6-3")
    retire = good(LIVE, "retire", criteria=three, evidence=("DOC-REVIEW", "DOC-TOPO", "DOC-RETIRE"))
    assert missing(LIVE, retire) == ()
    transform = attrs.evolve(retire, word="transform", evidence=("DOC-REVIEW", "DOC-TOPO", "DOC-TRANSFORM"))
    assert missing(LIVE, transform) == ("G6 asks for G6-4: For a transformation, the new case names the stage that the service "
                                        "re-enters.",)


def test_evidence() -> None:
    """Is a criterion without its document named, one of several documents enough, and an unknown one refused?"""
    decision = good(IDEA, "go", evidence=("DOC-CASE", "DOC-TOPO"))
    assert missing(IDEA, decision) == ("Evidence for G1-1 is missing: Service concept.",)
    designed = attrs.evolve(IDEA, began=State.IN_DESIGN)
    only_contract = good(designed, "go", evidence=("DOC-DEF", "DOC-SDP", "DOC-PILOTPLAN", "DOC-UC"))
    assert missing(designed, only_contract) == ()
    assert missing(IDEA, good(IDEA, "hold", evidence=("DOC-WISH",)))[0].startswith("evidence holds 'DOC-WISH'; allowed: DOC-STR")
    assert missing(IDEA, good(IDEA, "hold", evidence=())) == ("A change of state needs evidence; name at least one document.",)
    assert missing(designed, good(designed, "rework", evidence=())) == ()


def test_criteria_of_another_gate() -> None:
    """Is a criterion of another gate taken for what it is?"""
    assert missing(IDEA, good(IDEA, "hold", criteria=("G2-1",))) == ("G2-1 is no criterion of G1; take it out.",)
    chosen = attrs.evolve(IDEA, began=State.SELECTED)
    assert missing(chosen, good(chosen, "start", criteria=("G2-1",))) == (
        "G2-1 is no criterion of this decision, which has no gate; take it out.",)


@pytest.mark.parametrize(("decider", "problem"), [
    (" ", "Write who decided: the services board, or the person in that role."),
    ("Service owner", "G1 is decided by the services board, not by the service owner."),
    ("service owner with the customer", "G1 is decided by the services board, not by the service owner with the customer."),
])
def test_the_wrong_decider(decider: str, problem: str) -> None:
    """Does a decision without a decider, or by the decider of another gate, get a sentence?"""
    assert missing(IDEA, good(IDEA, "hold", decider=decider)) == (problem,)


@pytest.mark.parametrize("decider", ["services board", "Ines Falk, chair"])
def test_the_right_decider(decider: str) -> None:
    """Does the gate's decider or a named person do?"""
    assert missing(IDEA, good(IDEA, "hold", decider=decider)) == ()


def test_gate_and_date() -> None:
    """Is a decision refused that names another gate, or a day before the last decision?"""
    held = decide(IDEA, good(IDEA, "hold"))
    assert missing(held, good(held, "reopen", DAY - timedelta(days=1), gate="G1")) == (
        "The date 2026-03-01 lies before the last decision of 2026-03-02; dates never go backwards.",
        "'Reopen' is decided without a gate, not at G1.")
    assert missing(held, good(held, "reopen")) == ()
    assert missing(IDEA, good(IDEA, "hold", gate="G2")) == ("'Hold' is decided at G1, not at G2.",)


def test_live_needs_owner_sla_runbook_and_entry() -> None:
    """Is each of the four missing things named before a service goes live?"""
    piloted = attrs.evolve(IDEA, began=State.IN_PILOT, owner="")
    assert missing(piloted, good(piloted, "go_live")) == (
        "Planning help has no owner; name one before 'go live'.", "A live service has an SLA that is agreed; there is none yet.",
        "A live service has a runbook; there is none yet.", "A live service has a catalogue entry; there is none yet.")
    assert missing(piloted, good(piloted, "extend_pilot")) == ()
    ownerless = attrs.evolve(IDEA, owner=" ")
    assert missing(ownerless, good(ownerless, "go")) == ("Planning help has no owner; name one before 'go'.",)


def test_no_end_while_live_services_depend_on_it() -> None:
    """Does the end wait for dependants, at G7 and not before?"""
    needed = Facts(live_dependants=("report", "cockpit"))
    assert missing(LIVE, good(LIVE, "retire"), needed) == ()
    going = walk(LIVE, "retire")
    closing = good(going, "closed", date(2026, 8, 20))
    assert missing(going, closing, needed) == (
        "Live services still depend on it: report, cockpit. The end waits until their way on is taken.",)
    assert missing(going, good(going, "not_closed", date(2026, 8, 20)), needed) == ()
    assert decide(going, closing).state is State.RETIRED


def test_proposals_wait_for_g6() -> None:
    """Does a proposal leave the service live and stay on the agenda until the board has spoken?"""
    proposed = walk(LIVE, "propose_retirement")
    assert (proposed.state, proposed.agenda, proposed.in_force) == (State.LIVE, "propose_retirement", True)
    assert walk(proposed, "continue").agenda == "propose_retirement"
    assert walk(proposed, "keep").agenda == ""
    assert walk(proposed, "retire").agenda == ""


def test_the_old_sla_binds_during_a_change() -> None:
    """Is the old agreement in force until the new version is live, and the service in pipeline and catalogue meanwhile?"""
    changing = walk(LIVE, "transform")
    assert changing.in_force and views(changing) == ("catalogue",)
    redesigned = walk(changing, "reenter_design")
    assert redesigned.in_force and views(redesigned) == ("pipeline", "catalogue")
    assert views(walk(redesigned, "go", "start_pilot", "go_live")) == ("catalogue",)


@pytest.mark.parametrize("words", [("reenter_design", "stop"), ("reenter_select", "reject"),
                                   ("reenter_design", "go", "start_pilot", "stop")])
def test_a_stopped_new_version_leaves_the_old_one(words: tuple[str, ...]) -> None:
    """Is a service live again, with its old provider, when its new version is given up?"""
    back = walk(LIVE, "move_to_another_pmo", *words)
    assert (back.state, back.in_force, back.pmo, back.provider) == (State.LIVE, True, "Teal", "Teal")


def test_a_move_changes_the_provider_when_the_new_one_is_live() -> None:
    """Does the new PMO answer at once, while the old one delivers until the new agreement is in force?"""
    moving = walk(LIVE, "move_to_another_pmo")
    assert (moving.pmo, moving.provider, moving.home) == ("Hub", "Teal", "Teal")
    moved = walk(moving, "reenter_design", "go", "start_pilot", "go_live")
    assert (moved.pmo, moved.provider) == ("Hub", "Hub")


def test_an_idea_is_passed_on() -> None:
    """Does an idea stay an idea, proposed by the other PMO, which cannot be the present one?"""
    passed = walk(IDEA, "pass_to_another_pmo")
    assert (passed.state, passed.pmo, passed.provider) == (State.IDEA, "Hub", "")
    for pmo in ("", "Teal"):
        assert missing(IDEA, good(IDEA, "pass_to_another_pmo", pmo=pmo)) == (
            f"'Pass to another PMO' needs the name of the other PMO; pmo is {pmo!r}.",)


def test_merge() -> None:
    """Does one service go on and take in the others, which are retired at the same sitting?"""
    other = attrs.evolve(LIVE, id="schedules", name="Schedule clinic")
    one, gone = merge([LIVE, other], "planning", good(LIVE, "merge"))
    assert (one.state, one.history[-1].services) == (State.TRANSFORMING, ("schedules",))
    assert (gone.state, gone.history[-1].services) == (State.RETIRING, ("planning",))
    assert gone.history[-1].criteria == ("G6-1", "G6-2", "G6-3")
    assert one.in_force and gone.in_force
    for records, into in (([LIVE], "planning"), ([LIVE, other], "absent")):
        with pytest.raises(ValueError, match="a merger needs it and at least one other"):
            merge(records, into, good(LIVE, "merge"))


def test_split() -> None:
    """Do parts become services of their own, selected while the grounds of G1 hold and ideas otherwise?"""
    whole, part = split(LIVE, {"risk": "Risk workshops"}, good(LIVE, "split"))
    assert (whole.state, whole.history[-1].services) == (State.TRANSFORMING, ("risk",))
    assert (part.name, part.state, part.pmo, part.in_force) == ("Risk workshops", State.SELECTED, "Teal", False)
    assert split(LIVE, {"risk": "Risk workshops"}, good(LIVE, "split"), ("customers",))[1].state is State.IDEA
    with pytest.raises(Refused, match="needs the other services"):
        split(LIVE, {}, good(LIVE, "split"))
    with pytest.raises(Refused, match="services names planning itself"):
        split(LIVE, {"planning": "Planning help"}, good(LIVE, "split"))


def test_a_record_cannot_contradict_its_history() -> None:
    """Is a history refused whose dates go backwards, or whose moves do not exist?"""
    with pytest.raises(ValueError, match="history of planning: 2026-03-01 comes after 2026-03-02"):
        attrs.evolve(IDEA, history=(Decision(DAY, "hold"), Decision(DAY - timedelta(days=1), "reopen")))
    with pytest.raises(ValueError, match="decision is 'closed'; allowed from 'Idea': Go"):
        attrs.evolve(IDEA, history=(Decision(DAY, "closed"),))
    with pytest.raises(ValueError, match="id is empty"):
        ServiceRecord(" ")


def test_where_a_service_stood() -> None:
    """Does a decision count from its own day on?"""
    held = decide(IDEA, good(IDEA, "hold"))
    assert held.position_on(DAY).state is State.ON_HOLD
    assert held.position_on(DAY - timedelta(days=1)).state is State.IDEA


def test_records_are_plain_json() -> None:
    """Does a record survive the way to JSON text and back, an empty one too?"""
    converter = cattrs.preconf.json.make_converter()
    for record in (ServiceRecord("new"), walk(LIVE, "propose_transformation", "merge", "reenter_select")):
        text = converter.dumps(record)
        assert converter.loads(text, ServiceRecord) == record
        assert json.loads(text)["id"] == record.id


def test_portfolio() -> None:
    """Is each service where customers and board look for it?"""
    changing = attrs.evolve(walk(LIVE, "transform", "reenter_design"), id="b")
    ended = attrs.evolve(IDEA, id="c", began=State.RETIRED)
    parts = portfolio([IDEA, changing, ended])
    assert {part: [one.id for one in found] for part, found in parts.items()} == {
        "pipeline": ["planning", "b"], "catalogue": ["b"], "archive": ["c"]}


def test_speed() -> None:
    """Are the times from G1 to G3 and G4 counted by the calendar that is given, and absent before?"""
    live = walk(IDEA, *TO_LIVE)
    assert (time_to_pilot(live), time_to_offer(live)) == (30, 40)
    assert time_to_offer(live, lambda start, end: (end - start).days * 5 // 7) == 28
    assert time_to_offer(walk(live, "transform", "reenter_select", *TO_LIVE)) == 40
    assert (time_to_pilot(IDEA), time_to_offer(walk(IDEA, "go"))) == (None, None)


def test_renewal_rate() -> None:
    """Are services transformed or retired in twelve months set against those live at the start?"""
    start = date(2026, 1, 1)
    live = [attrs.evolve(LIVE, id=str(n)) for n in range(4)]
    changed, ended, still_ending = walk(live[0], "transform"), walk(live[1], "retire", "closed"), walk(live[2], "retire")
    assert renewal_rate([changed, ended, still_ending, live[3]], start) == 2 / 4
    assert renewal_rate([changed, ended, still_ending, live[3]], date(2025, 1, 1)) == 0
    assert renewal_rate([changed, live[3]], date(2024, 2, 29)) == 0
    assert renewal_rate([IDEA], start) is None


def test_the_window_of_the_renewal_rate() -> None:
    """Does a decision count on the last day of the twelve months, and no longer a day later?"""
    late = decide(LIVE, good(LIVE, "transform", date(2026, 12, 31)))
    assert renewal_rate([late], date(2026, 1, 1)) == 1
    assert renewal_rate([late], date(2025, 12, 31)) == 0
