"""E7 in its app: what a team does in the views leads to all points, with either plan, and each step shows what it comes to."""

from __future__ import annotations

from typing import Any

import pytest

from pmo_course_lib.domain.documents import document
from pmo_course_lib.exercises import begin
from pmo_course_lib.exercises.case import rows as case_rows
from pmo_course_lib.ui.exercises.e7_plan import PARTS
from pmo_course_lib.ui.modules.panel import at, load_panel
from pmo_course_lib.ui.view.blocks import Choice, Day, Group, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import e7
from tests.ui.exercises.teamwork import did
from tests.ui.modules.hostile import flat, notes

WORDS = {"SVC-009": "retire", "SVC-010": "transform", "SVC-014": "move_to_another_pmo"}


def decided() -> Workbook:
    """Step 2."""
    steps = [(at("values", f"{id}/walk-word"), word) for id, word in WORDS.items()]
    return did(begin("E7"), "e7_decide", *steps, *((at("values", f"{id}/walk-comment"), "4 of 24 in June") for id in WORDS))


def planned(id: str, kind: str, sections: dict[str, str], *more: tuple[str, Any]) -> Workbook:
    """Step 3: each section of the plan."""
    chosen = did(decided(), "e7_plan", (at("values", "e7-plan"), id))
    written = ((at("drafts", f"{id}/{kind}", "sections", name), text) for name, text in sections.items())
    return did(chosen, "e7_plan", *written, *more)


def ended() -> Workbook:
    """The plan of an end, with its days."""
    texts = {name: text for name, text in e7.RETIRE.items() if name != "Milestones"}
    days = ((at("values", "SVC-009/g6-told"), "2026-07-29"), (at("#milestone", "SVC-009", "Service offline"), "2026-10-31"))
    return planned("SVC-009", "DOC-RETIRE", texts, *days)


def moved() -> Workbook:
    """The plan of a change."""
    return planned("SVC-014", "DOC-TRANSFORM", e7.CHANGE, (at("values", "SVC-014/g6-told"), "2026-09-01"))


def solved() -> Workbook:
    """All four steps."""
    return did(ended(), "e7_voices", (at("notes", "e7-say-SVC-009"), "Leave it there."))


def table(view: str, caption: str, workbook: Workbook) -> Table:
    """A table of a view."""
    return next(one for one in flat(load_panel(view).draw(workbook)) if isinstance(one, Table) and caption in one.caption)


def test_a_gap_in_the_plan() -> None:
    """Is the view of the plan not done while a section is empty?"""
    assert load_panel("e7_plan").done(ended())
    gap = did(ended(), "e7_plan", (at("drafts", "SVC-009/DOC-RETIRE", "sections", "Who approves"), " "))
    assert not load_panel("e7_plan").done(gap)


def test_usage_and_cost() -> None:
    """Are there twelve months of each service, as the company's files have them, with the cost of the year?"""
    dossier = table("e7_services", "Executive project dossier, July 2025", Workbook())
    assert dossier.rows[0] == ("2025-07", "24", "11", "1", "29", "3,422") and dossier.rows[11][:3] == ("2026-06", "24", "4")
    assert dossier.rows[-1][0] == "The year" and dossier.rows[-1][5] == "43,383" and len(dossier.rows) == 13
    assert table("e7_services", "Business readiness check, July 2025", Workbook()).rows[11][1:3] == ("23", "9")


def test_who_counts_on_them() -> None:
    """Does the page hold the users and dependencies of the map, the end of the PMO, reviews, and what customers said?"""
    assert [row[1] for row in table("e7_services", "who uses", Workbook()).rows] == [
        "Executive committee", "Health project managers", "Food project managers", "Department heads", "One Core team leads"]
    needs = table("e7_services", "what rests on what", Workbook()).rows
    assert sum(row[1] == "Status data collection (Form 7)" for row in needs) == 4 and len(needs) == 8
    facts = {row[0]: row[1:] for row in table("e7_services", "The three services", Workbook()).rows}
    assert "ends 2027-06-30" in facts["PMO"][2] and facts["Hours a month by plan"] == ("30", "44", "64")
    texts = " ".join(one.text for one in flat(load_panel("e7_services").draw(Workbook())) if isinstance(one, Text))
    assert "Six of 24 read it in March" in texts
    said = [row["said"] for row in case_rows("quotes.csv") if row["service"] in WORDS]
    assert [row[2].strip("“”") for row in table("e7_services", "Remarks", Workbook()).rows] == said


def test_hours_by_your_decisions() -> None:
    """Do the hours of today follow the decisions, whatever they are?"""
    assert "Decide on one" in notes(load_panel("e7_decide"), begin("E7"))
    texts = [one.text for one in load_panel("e7_decide").draw(decided()) if isinstance(one, Text)]
    assert texts[-1].startswith("**30 hours** a month would end, after gate G7; 108 would go on.")
    texts = [one.text for one in load_panel("e7_decide").draw(e7.confused()) if isinstance(one, Text)]
    assert texts[-1].startswith("**138 hours**")
    assert [row[3] for row in table("e7_decide", "By your decisions", e7.weak()).rows] == [
        "retirement plan", "transformation plan", "no plan"]


def test_all_six_words() -> None:
    """Can each service be kept, transformed, moved, merged, split or retired?"""
    asked = [one for one in flat(load_panel("e7_decide").draw(begin("E7"))) if isinstance(one, Choice)]
    assert [[id for id, _ in one.options] for one in asked] == [
        ["keep", "transform", "move_to_another_pmo", "merge", "split", "retire"]] * 3


@pytest.mark.parametrize("kind", PARTS)
def test_parts_hold_the_plan(kind: str) -> None:
    """Has each section of a plan its place in one of the three parts, the milestones as days?"""
    shared = [one for sections in PARTS[kind].values() for one in sections]
    assert sorted([*shared, *(["Milestones"] if kind == "DOC-RETIRE" else [])]) == sorted(document(kind).sections)


def test_plan_follows_the_decision() -> None:
    """Can a plan be written only for what is ended or changed, and does another decision open the other plan?"""
    panel = load_panel("e7_plan")
    assert "Decide first" in notes(panel, begin("E7")) and "Choose one of them" in notes(panel, decided())
    kept = did(decided(), "e7_decide", (at("values", "SVC-010/walk-word"), "keep"))
    (pick,) = (one for one in panel.draw(kept) if isinstance(one, Select))
    assert [id for id, _ in pick.options] == ["SVC-009", "SVC-014"]
    other = did(ended(), "e7_decide", (at("values", "SVC-009/walk-word"), "merge"))
    titles = [one.title for one in panel.draw(other) if isinstance(one, Group)]
    assert titles[0] == "Transformation plan: why, and into what" and "0 of 9 sections" in notes(panel, other)
    with pytest.raises(ValueError, match="Choose"):
        panel.change(kept, at("values", "e7-plan"), "SVC-010")
    with pytest.raises(ValueError, match="Choose the service"):
        panel.change(decided(), at("drafts", "SVC-009/DOC-RETIRE", "sections", "Milestones"), "x")


def test_days_of_notice() -> None:
    """Are the days from telling to the end counted at once, also where the end comes first, and is a change told on a day?"""
    assert "**94 days**" in notes(load_panel("e7_plan"), ended()) and "12 of 12" in notes(load_panel("e7_plan"), ended())
    late = did(ended(), "e7_plan", (at("values", "SVC-009/g6-told"), "2026-11-01"))
    assert "**-1 days**" in notes(load_panel("e7_plan"), late)
    asked = [one.label for one in flat(load_panel("e7_plan").draw(moved())) if isinstance(one, Day)]
    assert asked == ["Customers are told on"] and "days**" not in notes(load_panel("e7_plan"), moved())
