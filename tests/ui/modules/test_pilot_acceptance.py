"""Gates G3 and G4: what the pilot showed, what is missing, and the decision in the service's history."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given

from pmo_course_lib.domain.documents import Draft, document
from pmo_course_lib.domain.lifecycle import ServiceRecord, State, gate
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.pilot_acceptance import PANEL, RECORD
from pmo_course_lib.ui.view.blocks import Button, Choice
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.t6_samples import changed, drawn, flat, notes, with_service, withstands
from tests.workbook.samples import STEADY, workbooks


def of(name: str) -> str:
    return at("#gate", name)


def number(name: str) -> str:
    return at("values", f"SVC-001/gate-{name}")


def stands(state: State) -> Workbook:
    """A service with an owner that stands there."""
    return evolve(with_service(), services=(ServiceRecord("SVC-001", "Health check", "Ana", "PMO-01", began=state),))


def test_one_request_short() -> None:
    """26 of 30 against 90 per cent: is it one short, each weighing 3.3 points, and is 27 enough?"""
    said = notes(PANEL, with_service())
    assert "**86.7 %** against 90 %" in said and "needs 27: **1 short**" in said and "weighs 3.3 percentage points" in said
    assert "The target is reached." in notes(PANEL, PANEL.change(with_service(), number("met"), 27))
    assert "correct one" in notes(PANEL, PANEL.change(with_service(), number("met"), 31))


def test_what_the_gate_still_asks_for() -> None:
    """Does going live name criteria, evidence, owner, SLA, runbook and entry that are missing?"""
    said = notes(PANEL, changed(PANEL, with_service(), (of("word"), "go_live"), (of("criteria"), ["G4-1"])))
    for part in ("**Go live: not yet.**", "G4-2", "G4-5", "Evidence for G4-1 is missing: Service acceptance criteria",
                 "has no owner", "an SLA that is agreed", "a runbook", "a catalogue entry", "A rehearsal"):
        assert part in said
    assert "asks for G4-1" not in said


@pytest.mark.parametrize("word, met, said", [
    ("extend_pilot", 20, "would a redesign be more honest"), ("redesign", 26, "a longer pilot would say more"),
    ("redesign", 27, "speaks against going live"), ("stop", 30, "speaks against going live")])
def test_figures_that_speak_against_the_decision(word: str, met: int, said: str) -> None:
    """Is a decision that does not go with the pilot questioned, and one that does not?"""
    assert said in notes(PANEL, changed(PANEL, with_service(), (number("met"), met), (of("word"), word)))
    assert said not in notes(PANEL, changed(PANEL, with_service(), (number("met"), met), (of("word"), "go_live")))


def test_ticks_that_the_workbook_does_not_bear_out() -> None:
    """Is a reached target that was not reached, and a tested runbook that nobody tested, questioned?"""
    said = notes(PANEL, changed(PANEL, with_service(), (of("word"), "go_live"), (of("criteria"), ["G4-2", "G4-4"])))
    assert "**in writing**" in said and "does not say who else has used it" in said


def test_the_gate_before_which_a_service_stands() -> None:
    """Does a service in build meet G3 first, with its own three criteria, decisions and no pilot figures?"""
    shown = tuple(flat(PANEL.draw(stands(State.IN_BUILD))))
    assert next(one.value for one in shown if isinstance(one, Choice)) == "G3"
    assert "Pilot:" not in notes(PANEL, stands(State.IN_BUILD))
    words = next(one for one in shown if isinstance(one, Choice) and one.id == of("word"))
    assert tuple(dict(words.options)) == ("start_pilot", "fix_first")


def test_a_decision_is_entered_into_the_history() -> None:
    """Can the pilot be started when all is there, once, dated and with its evidence?"""
    ready = changed(PANEL, stands(State.IN_BUILD), (of("criteria"), [one.id for one in gate("G3").criteria]),
                    (of("evidence"), ["DOC-RUNBOOK", "DOC-PILOTPLAN"]), (of("word"), "start_pilot"), (of("decider"), "Ana"),
                    (of("day"), "2026-03-02"))
    assert "Nothing stands in the way of **start the pilot**" in notes(PANEL, ready)
    after = PANEL.change(ready, RECORD, True)
    assert after.services[0].state is State.IN_PILOT
    assert (after.services[0].history[0].on, after.services[0].history[0].gate) == (date(2026, 3, 2), "G3")
    assert next(one.value for one in flat(PANEL.draw(after)) if isinstance(one, Choice)) == "G4" and PANEL.done(after)
    with pytest.raises(ValueError, match="Decide first"):
        PANEL.change(after, RECORD, True)


def test_a_rehearsal_changes_no_history() -> None:
    """Is there no button for a service that does not stand before the gate?"""
    workbook = PANEL.change(stands(State.LIVE), of("word"), "stop")
    assert RECORD not in [one.id for one in flat(PANEL.draw(workbook)) if isinstance(one, Button)] and PANEL.done(workbook)
    with pytest.raises(ValueError, match="not come to this gate"):
        PANEL.change(workbook, RECORD, True)


def test_what_is_written_is_shown() -> None:
    """Does the list of documents say how far each is?"""
    draft = Draft("DOC-SAC", dict.fromkeys(document("DOC-SAC").sections[:2], "Yes"))
    shown = str(PANEL.draw(evolve(with_service(), drafts={"SVC-001/DOC-SAC": draft})))
    assert "Service acceptance criteria (2 of 6 sections in your workbook)" in shown and "(not begun)" in shown


@pytest.mark.parametrize("id, value", [(of("word"), "start_pilot"), (of("which"), "G5"), (of("day"), "soon"),
                                       (of("criteria"), "G4-1"), (of("decider"), 3), (number("n"), 0), (of("other"), "x"),
                                       (of("day"), 3)])
def test_wrong_values_are_refused(id: str, value: Any) -> None:
    """Is what does not belong to the gate refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(with_service(), id, value)


def test_first_a_service() -> None:
    """Does an empty workbook ask for a service?"""
    assert "no service yet" in notes(PANEL, Workbook()) and not PANEL.done(Workbook())
    with pytest.raises(ValueError, match="no service"):
        PANEL.change(Workbook(), of("word"), "stop")


def test_hostile_values() -> None:
    """Does nothing that a page can send break the view?"""
    withstands(PANEL, PANEL.change(stands(State.IN_PILOT), of("word"), "stop"))


@STEADY
@given(workbooks())
def test_any_workbook_can_be_drawn(workbook: Workbook) -> None:
    """Is the view whole whatever the workbook holds?"""
    assert drawn(PANEL, workbook)
