"""E5, E6 and E7 for the one who judges and for the class: is what the team wrote there by criterion, and told on slides?"""

from __future__ import annotations

from attrs import evolve

from pmo_course_lib.ui.exercises.judged import work
from pmo_course_lib.ui.exercises.words import cut
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import e5, e6, e7
from tests.ui.exercises.teamwork import SCRIPT, celled
from tests.ui.exercises.test_e5_solved import solved as solved5
from tests.ui.exercises.test_e6_solved import solved as solved6
from tests.ui.exercises.test_e7_solved import moved, planned, solved


def judged(id: str, workbook: Workbook) -> dict[str, str]:
    """What stands there for each criterion."""
    return {name: celled(show(workbook)) for name, show in work(id).judged.items()}


def test_e5_shows_what_was_written() -> None:
    """Do the answer, the figures, the promise, both sides and the chain of E5 reach the one who judges them?"""
    found = judged("E5", solved5())
    assert "Attainment: it hides how late" in found["fools"] and "91.2 %" in found["fools"] and "14 requests" in found["fools"]
    assert "90 per cent of requests within 16 working hours; at least 85 per cent" in found["promise"]
    assert "stops the clock" in found["promise"] and "We agree on credits_or_recovery." in found["promise"]
    assert "We agree on provider_duties." in found["duties"] and "We agree on escalation." in found["duties"]
    assert "1. Finance data (draft OLA) 40 h, 1. Interviews 24 h" in found["chain"] and "reserve 8 h" in found["chain"]
    assert "86 h" in found["chain"] and "Sign OLA-03 with 30 hours." in found["chain"]


def test_e6_shows_what_was_written() -> None:
    """Do causes with what speaks for them, actions, the better measure and the remark of E6 reach the one who judges them?"""
    found = judged("E6", solved6())
    assert "customer satisfaction 36.4 % the measure or target does not fit Six of twelve sponsors." in found["causes"]
    assert found["actions"].count("Emil Strand answers with a reason") == 3 and "2026-07-28" in found["actions"]
    assert "Share of ideas with a decision within a month." in found["measure"]
    assert "that was the last I heard" in found["customer"] and "Improve" in found["customer"]


def test_e7_shows_what_was_written() -> None:
    """Do decisions, the plan and the voices of E7 reach the one who judges them, with either plan?"""
    found = judged("E7", solved())
    assert "Executive project dossier Retire 4 of 24 in June" in found["figures"]
    assert "11 of 24 4 of 24 30 optional" in found["figures"]
    assert "What we say on: alternatives and migration" in found["way"] and "2026-07-29" in found["talk"]
    assert "Service offline: 2026-10-31" in found["talk"] and "Leave it there." in found["customers"]
    changed = judged("E7", moved())
    assert "From the One Core programme PMO to the Enterprise PMO." in changed["way"]
    assert "2026-09-01" in changed["talk"] and "who comes stays the same" in changed["talk"]


def test_a_plan_that_fits_no_longer() -> None:
    """Is a plan that was written before the decision was changed still shown to the one who judges?"""
    before = planned("SVC-009", "DOC-RETIRE", {"Alternatives and migration": "The portfolio report."})
    after = evolve(before, values={**before.values, "SVC-009/walk-word": "keep"})
    assert "The portfolio report." in judged("E7", after)["way"]


def test_slides_say_the_conclusions() -> None:
    """Do the slides hold what each exercise comes to, in the order of its steps?"""
    five, six, seven = ({one.title: celled(one.blocks) for one in work(id).slides(book)}
                        for id, book in (("E5", solved5()), ("E6", solved6()), ("E7", solved())))
    assert list(five)[1:] == ["The quarter in figures", "What we promise", "What both sides do", "Does the chain carry it?",
                              "The figure that fools"]
    assert list(six)[1:] == ["What looks green, what customers see", "Why it was missed", "What will be done",
                             "What the measures do not show", "What we decide"]
    assert list(seven)[1:] == ["What we decide", "The way on for customers", "How we tell it", "What the customers would say"]
    assert "Carries the promise of 80 h? no" in five["Does the chain carry it?"]
    assert "Green attainment within 8 working hours 95 % 97.8 %" in six["What looks green, what customers see"]
    assert "Leave it there." in seven["What the customers would say"]


def test_empty_parts_give_no_slide() -> None:
    """Is a part that a team left out no slide?"""
    assert [one.title for one in work("E5").slides(e5.confused())] == [
        "E5 SLA lab", "The quarter in figures", "Does the chain carry it?", "The figure that fools"]
    assert "What the measures do not show" not in [one.title for one in work("E6").slides(e6.confused())]
    assert "What the customers would say" not in [one.title for one in work("E7").slides(e7.model())]


def test_cut() -> None:
    """Is a long text cut to its length, and a short one left, each in one line?"""
    assert [len(cut("x" * n)) for n in (0, 249, 250, 251, 9999)] == [0, 249, 250, 250, 250]
    assert cut("a\n\n  b\r\n") == "a / b" and cut("y" * 251).endswith("y…") and cut(" \n") == ""
    assert cut(SCRIPT) == SCRIPT
