"""Any sequence of calls: is no illegal state ever reached, and does a refusal change nothing?"""

from __future__ import annotations

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pmo_course_lib.domain.lifecycle import (
    Decision,
    Facts,
    Position,
    Refused,
    ServiceRecord,
    State,
    decide,
    framework,
    gate,
    missing,
    moves,
    views,
)

WORDS = sorted({one.word for one in framework().machine.transitions})
CRITERIA = [one.id for each in framework().gates for one in each.criteria]
PAPERS = sorted({paper for each in framework().gates for one in each.criteria for paper in one.evidence})
some = st.lists(st.sampled_from(CRITERIA), max_size=6, unique=True).map(tuple)
papers = st.lists(st.sampled_from([*PAPERS, "DOC-WISH"]), max_size=6, unique=True).map(tuple)
facts = st.builds(Facts, st.booleans(), st.booleans(), st.booleans(), st.sampled_from([(), ("report",)]))
ENDS = {(one.start, one.word): one.end for one in framework().machine.transitions}


class Life(RuleBasedStateMachine):
    """A service whose deciders try anything."""

    def __init__(self) -> None:
        super().__init__()
        self.record = ServiceRecord("planning", "Planning help", home="Teal")
        self.today = date(2026, 1, 1)

    def attempt(self, decision: Decision, known: Facts) -> None:
        """Try a decision, and hold what must hold whether or not it is let through."""
        before, lacking = self.record, missing(self.record, decision, known)
        try:
            after = decide(before, decision, known)
        except Refused as refused:
            assert refused.problems == lacking != ()
            assert refused.allowed == moves(before.state)
            return
        assert lacking == ()
        assert after.history[:-1] == before.history
        self.legal(before, after, known)
        self.record = after
        self.today = max(self.today, decision.on)

    def legal(self, before: ServiceRecord, after: ServiceRecord, known: Facts) -> None:
        """The invariants of a step."""
        made = after.history[-1]
        end = ENDS[before.state, made.word]
        assert after.state is end or (end is State.REJECTED and before.in_force and after.state is State.LIVE)
        assert made.decider.strip() and (made.evidence or after.state is before.state)
        if after.state is State.LIVE and before.state is not State.LIVE:
            assert after.owner and known.sla_agreed and known.runbook and known.catalogue_entry
        assert not (after.state is State.RETIRED and known.live_dependants)
        assert not before.in_force or after.in_force or after.state is State.RETIRED
        if made.gate and made.word in ("go", "start_pilot", "go_live", "closed"):
            assert {one.id for one in gate(made.gate).criteria if one.must} <= set(made.criteria)

    @rule(word=st.sampled_from([*WORDS, "wish"]), days=st.integers(-3, 9),
          decider=st.sampled_from(["", "Services board", "I. Falk"]),
          criteria=some, evidence=papers, known=facts, pmo=st.sampled_from(["", "Teal", "Hub"]))
    def anything(self, word: str, days: int, decider: str, criteria: tuple[str, ...], evidence: tuple[str, ...], known: Facts,
                 pmo: str) -> None:
        """A decision that may lack anything."""
        on = self.today + timedelta(days=days)
        self.attempt(Decision(on, word, decider, criteria=criteria, evidence=evidence, pmo=pmo), known)

    @precondition(lambda self: bool(moves(self.record.state)))
    @rule(choice=st.integers(0, 99), days=st.integers(0, 9), known=facts, pmo=st.sampled_from(["Teal", "Hub"]))
    def sensible(self, choice: int, days: int, known: Facts, pmo: str) -> None:
        """A decision that exists, with all criteria and documents, so that lives get long."""
        move = moves(self.record.state)[choice % len(moves(self.record.state))]
        self.attempt(Decision(self.today + timedelta(days=days), move.word, "I. Falk",
                              criteria=tuple(one.id for one in move.criteria), evidence=tuple(PAPERS), pmo=pmo,
                              services=("other",)), known)

    @rule(owner=st.sampled_from(["", "R. Hale"]))
    def name_owner(self, owner: str) -> None:
        """The owner changes before the service is chosen, or a new one comes."""
        if owner or self.record.state is State.IDEA:
            self.record = attrs.evolve(self.record, owner=owner)

    @invariant()
    def replay_gives_the_state(self) -> None:
        """The history, replayed step by step, leads to where the record says it is."""
        at = Position(State.IDEA, False, "Teal", "")
        for decision in self.record.history:
            at = at.after(decision)
        assert at == self.record.position
        dates = [one.on for one in self.record.history]
        assert dates == sorted(dates)

    @invariant()
    def force_and_portfolio_fit(self) -> None:
        """Live services bind, ended ones do not, and each service is somewhere in the portfolio."""
        record = self.record
        assert record.in_force or record.state not in (State.LIVE, State.TRANSFORMING, State.RETIRING)
        assert not (record.in_force and record.state in (State.RETIRED, State.REJECTED))
        assert ("catalogue" in views(record)) is record.in_force
        assert bool(record.provider) is record.in_force


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=40, deadline=None,
                             suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])


def test_the_machine_goes_far() -> None:
    """Can every state be reached from an idea?"""
    seen, edge = {State.IDEA}, [State.IDEA]
    while edge:
        found = {one.end for one in moves(edge.pop())} - seen
        seen |= found
        edge += found
    assert seen == set(State)


@pytest.mark.parametrize("state", [state for state in State if state not in (State.REJECTED, State.RETIRED)])
def test_no_state_is_a_trap(state: State) -> None:
    """Can every service but an ended one still be ended?"""
    seen, edge = {state}, [state]
    while edge:
        found = {one.end for one in moves(edge.pop())} - seen
        seen |= found
        edge += found
    assert seen & {State.REJECTED, State.RETIRED}
