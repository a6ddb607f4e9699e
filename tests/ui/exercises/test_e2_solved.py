"""E2 in its app: what a team does in the views leads to all points, and each step shows what it comes to."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from attrs import evolve

from pmo_course_lib.domain.documents import document
from pmo_course_lib.exercises import begin
from pmo_course_lib.ui.exercises.e2_concepts import EMPTY
from pmo_course_lib.ui.exercises.e2_load import load_picture
from pmo_course_lib.ui.exercises.e2_order import rows
from pmo_course_lib.ui.modules.panel import at, load_panel
from pmo_course_lib.ui.view.blocks import Note, Select, Table
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import e2
from tests.ui.exercises.teamwork import did
from tests.ui.modules.hostile import fields, flat, notes

CONCEPTS = Path(__file__).parents[3] / "course" / "case" / "concepts.csv"
TAKEN = {"CON-09": "1", "CON-01": "2", "CON-08": "3"}


def decided(workbook: Workbook, **words: str) -> Workbook:
    """Step 1: three taken and the others refused or held, or what is named."""
    made = {id: "take" if id in TAKEN else "hold" if id == "CON-05" else "refuse" for id in e2.ALL}
    made |= {name.replace("_", "-"): word for name, word in words.items()}
    return did(workbook, "e2_decide", *((at("values", f"e2-{id}-decision"), word) for id, word in made.items()))


def solved() -> Workbook:
    """All five steps."""
    book = did(decided(begin("E2")), "e2_order", *((at("values", f"e2-{id}-rank"), place) for id, place in TAKEN.items()))
    book = did(book, "e2_case", (at("values", "e2-case"), "CON-09"))
    book = did(book, "e2_case", *((at("drafts", "CON-09/DOC-CASE", "sections", one), f"On {one.lower()}: an answer.")
                                  for one in document("DOC-CASE").sections))
    book = did(book, "e2_reasons", *((at("notes", f"e2-{id}-reason"), why) for id, why in e2.WHY.items()))
    return did(book, "e2_board", (at("notes", "e2-speaker"), "Ben"), (at("notes", "e2-opening"), "Three services fit."))


def test_concepts_as_they_are() -> None:
    """Does each card hold every word of its concept, and stay visibly empty where the concept is?"""
    tables = [one for one in flat(load_panel("e2_concepts").draw(Workbook())) if isinstance(one, Table)]
    cards = {one.caption[:6]: {row[0]: row[1] for row in one.rows} for one in tables if one.caption.startswith("CON-")}
    names = {"asked_by": "Asked for by", "outcome_wanted": "Outcome wanted", "sign": "They would notice", "pain_today": "Today",
             "already_offered_by": "Offered already by", "owner": "Owner", "sponsor": "Sponsor"}
    with CONCEPTS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            assert {names[key]: row[key] or EMPTY for key in names}.items() <= cards[row["id"]].items()
            assert cards[row["id"]]["Hours"].startswith(f"{row['hours_per_month']} a month")
    assert len(cards) == 12 and cards["CON-01"]["Owner"] == EMPTY


def test_pmos_with_what_they_promised() -> None:
    """Do the PMOs stand with capacity and promised hours, also the one that is overbooked already?"""
    table = next(one for one in flat(load_panel("e2_concepts").draw(Workbook())) if isinstance(one, Table))
    assert ("Food PMO", "3", "200", "192", "220.8") in table.rows and len(table.rows) == 5


def test_load_at_once() -> None:
    """Does a decision change the hours of the PMO that proposes it, and another PMO relieve it?"""
    start = begin("E2")
    assert "Enterprise PMO 25.8 free" in notes(load_panel("e2_decide"), start)
    taken = did(start, "e2_decide", (at("values", "e2-CON-09-decision"), "take"), (at("values", "e2-CON-02-decision"), "take"))
    assert "Enterprise PMO 46.2 too many" in notes(load_panel("e2_decide"), taken)
    assert "394 hours agreed" in load_picture(taken).text and "does not fit" in load_picture(taken).text
    moved = did(taken, "e2_order", (at("values", "e2-CON-02-pmo"), "PMO-04"))
    assert "Enterprise PMO 1.8 free" in notes(load_panel("e2_order"), moved)
    assert "One Core programme PMO 35.5 too many" in notes(load_panel("e2_order"), moved)


def test_a_decision_can_be_taken_back() -> None:
    """Does a concept that is no longer taken leave the order and the load, and come back with its place?"""
    book = decided(begin("E2"))
    placed = did(book, "e2_order", (at("values", "e2-CON-09-rank"), "1"))
    held = did(placed, "e2_decide", (at("values", "e2-CON-09-decision"), "hold"))
    assert [row[1] for row in rows(held)] == ["Commissioning risk hour", "Funding calendar"]
    assert did(held, "e2_decide", (at("values", "e2-CON-09-decision"), "take")) == placed


def test_order_as_the_board_reads_it() -> None:
    """Does the table stand in the team's order, with what has no place last and without a verdict on ties?"""
    book = did(decided(begin("E2")), "e2_order", (at("values", "e2-CON-08-rank"), "1"), (at("values", "e2-CON-09-rank"), "1"))
    assert [row[:2] for row in rows(book)] == [("1", "Funding calendar"), ("1", "Idea owner"),
                                               ("no place yet", "Commissioning risk hour")]
    assert not load_panel("e2_order").done(book) and load_panel("e2_order").done(solved())


def test_who_does_it() -> None:
    """Is the PMO that proposes a concept shown until another is named, and again once that choice is taken back?"""
    field = at("values", "e2-CON-01-pmo")
    book = decided(begin("E2"))
    shown = [one.value for one in flat(load_panel("e2_order").draw(book)) if isinstance(one, Select) and one.id == field]
    assert shown == ["PMO-02"]
    assert did(book, "e2_order", (field, "PMO-05"), (field, None)) == book


@pytest.mark.parametrize("value", [1, 13, "13", "0", "first", [1], True])
def test_places(value: object) -> None:
    """Is a place that the list does not have refused in words?"""
    with pytest.raises(ValueError, match="from 1 to 12"):
        load_panel("e2_order").change(decided(begin("E2")), at("values", "e2-CON-01-rank"), value)


def test_case_of_what_is_taken() -> None:
    """Can a case be written for what is taken only, and is it said when that is taken back?"""
    assert "Nothing is taken" in notes(load_panel("e2_case"), begin("E2"))
    (pick,) = (one for one in flat(load_panel("e2_case").draw(decided(begin("E2")))) if isinstance(one, Select))
    assert [id for id, _ in pick.options] == ["CON-01", "CON-08", "CON-09"]
    left = did(solved(), "e2_decide", (at("values", "e2-CON-09-decision"), "refuse"))
    (warning,) = (one for one in flat(load_panel("e2_case").draw(left)) if isinstance(one, Note) and one.tone == "warning")
    assert "do not take Idea owner" in warning.text and not load_panel("e2_case").done(left)
    assert "10 of 10 sections" in notes(load_panel("e2_case"), left)


def test_case_counts() -> None:
    """Are the sections that are still empty named?"""
    book = did(decided(begin("E2")), "e2_case", (at("values", "e2-case"), "CON-01"))
    begun = did(book, "e2_case", (at("drafts", "CON-01/DOC-CASE", "sections", "Risks"), "The one expert is away."))
    assert "1 of 10 sections have a text. Still empty: Need and options," in notes(load_panel("e2_case"), begun)


def test_two_write_one_case() -> None:
    """Do two people who write different sections at once both keep what they wrote?"""
    start = did(decided(begin("E2")), "e2_case", (at("values", "e2-case"), "CON-01"))
    risks, owner = (at("drafts", "CON-01/DOC-CASE", "sections", one) for one in ("Risks", "Owner"))
    assert did(did(start, "e2_case", (risks, "One.")), "e2_case", (owner, "Two.")) == did(
        did(start, "e2_case", (owner, "Two.")), "e2_case", (risks, "One."))


def test_reasons_for_what_is_passed_over() -> None:
    """Is there a field for each refusal and each hold and no other, with who asked, and are those written counted?"""
    book = decided(begin("E2"))
    shown = fields(load_panel("e2_reasons").draw(book))
    assert set(shown) == {at("notes", f"e2-{id}-reason") for id in e2.WHY}
    assert shown[at("notes", "e2-CON-05-reason")].help == "Asked for by: Tomasz Wierzbicki"
    told = did(book, "e2_reasons", (at("notes", "e2-CON-05-reason"), "The next one."))
    assert "Reasons written: 1 of 9." in notes(load_panel("e2_reasons"), told)


def test_concept_that_does_not_exist() -> None:
    """Are fields of a concept that is not there, or was never a concept, refused in words?"""
    strange = {"e2_decide": at("values", "e2-CON-13-decision"), "e2_reasons": at("notes", "e2-CON-13-reason"),
               "e2_case": at("drafts", "SVC-001/DOC-CASE", "sections", "Risks")}
    for view, id in strange.items():
        with pytest.raises(ValueError, match="no such field"):
            load_panel(view).change(evolve(solved(), services=()), id, "take")
