"""E3 in its app: can a team solve it there, and do the views show what is given and nothing that the instructor keeps?"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from pmo_course_lib.domain.documents import document
from pmo_course_lib.exercises import begin, exercise
from pmo_course_lib.exercises.checks import define
from pmo_course_lib.exercises.exercise import HOME
from pmo_course_lib.ui.exercises import e3_concept, e3_definition, e3_entry, e3_kind, e3_swap
from pmo_course_lib.ui.exercises import e3_parts as parts
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Group, Table
from pmo_course_lib.ui.view.static import all_still
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.store import Store
from tests.exercises.solutions import e3
from tests.ui.exercises.teamwork import carried_out, told
from tests.ui.modules.hostile import attack, fields, notes
from tests.ui.modules.map_help import sound, steady, steps

PANELS = {one.__name__.rpartition(".")[2]: one.PANEL for one in (e3_concept, e3_kind, e3_definition, e3_entry, e3_swap)}
EVIL = '<script>alert(1)</script> **bold** [a](http://b) | c'


def section(name: str) -> str:
    """The id of a part of the definition."""
    return at("drafts", "SVC-019/DOC-DEF", "sections", name)


def field(name: str, *more: str) -> str:
    """The id of a field of the entry."""
    return at("catalogue", "SVC-019", name, *more)


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("book", [lambda: begin("E3"), Workbook, e3.model, e3.weak, e3.confused])
def test_each_view_is_whole(name: str, book: Any) -> None:
    """Does each view draw each workbook, with ids that differ and tables that are whole?"""
    assert PANELS[name].draw(sound(PANELS[name], book()))


@pytest.mark.parametrize("name", PANELS)
def test_odd_values(name: str) -> None:
    """Does each field take any value or refuse it in words?"""
    assert attack(PANELS[name], begin("E3"), e3.weak()) > 0


def written() -> Iterator[tuple[Panel, str, Any]]:
    """What a team does on the pages, step by step."""
    yield e3_kind.PANEL, at("values", e3_kind.KEY), "service"
    yield e3_kind.PANEL, at("notes", parts.WHY), "She asks for it again each month."
    for name, text in e3.DEFINITION.items():
        yield e3_definition.PANEL, section(name), text
    yield e3_entry.PANEL, at("#fill", "SVC-019"), True
    entry = e3.ENTRY
    for name in ("summary", "why_needed", "category", "service_hours", "owner", "contact", "escalation", "provider_pmo",
                 "workflow", "hours_per_unit", "workload_limit_per_month", "version", "sla", "outcome"):
        yield e3_entry.PANEL, field(name), getattr(entry, name)
    for name in ("benefits", "capabilities", "depends_on", "customers"):
        yield e3_entry.PANEL, field(name), "\n".join(getattr(entry, name))
    yield e3_entry.PANEL, field("obligation"), "optional"
    yield e3_entry.PANEL, field("levels"), ["L2"]
    yield e3_entry.PANEL, field("review_date"), "2027-01-12"
    yield e3_entry.PANEL, field("targets", "0", "measure"), "first hour held within 24 working hours"
    yield e3_entry.PANEL, field("targets", "0", "value"), "90 per cent"
    yield e3_entry.PANEL, field("targets", "0", "level"), "L2"
    yield e3_swap.PANEL, at("notes", parts.THEY_ASKED), "Who comes to the hour?"
    yield e3_swap.PANEL, at("notes", parts.WE_ASKED), "Which form?"


def solved() -> Workbook:
    """The workbook after all of it."""
    return carried_out(begin("E3"), written())


def test_the_concept_shows_its_empty_fields() -> None:
    """Do the empty fields of the concept say so, and stand all remarks of customers there?"""
    concept, remarks = [one for one in e3_concept.PANEL.draw(begin("E3")) if isinstance(one, Table)]
    assert {name for name, said in concept.rows if said == "(empty)"} == {"Owner", "Already offered by"}
    assert ("Customer group", "Health project managers (CG-03)") in concept.rows and len(remarks.rows) == 12
    assert ("Siobhán Daly, Health project managers", "She asks me what could stop me. Then we ring whoever it is.",
            "in no list") in remarks.rows


def test_a_choice_is_asked_back_and_not_judged() -> None:
    """Does each of the five answers get a question of the same tone, with the definition open whatever is chosen?"""
    asked = set()
    for kind in e3_kind.KINDS:
        workbook = steps(e3_kind.PANEL, begin("E3"), (at("values", e3_kind.KEY), kind))
        asked.add(notes(e3_kind.PANEL, workbook))
        assert '"tone": "info"' in told(e3_kind.PANEL, workbook) and workbook.drafts == {}
        assert len(fields(e3_definition.PANEL.draw(workbook))) == 12
    assert len(asked) == 5 and all(one.endswith("?") for one in asked)


def test_the_definition_has_its_twelve_parts() -> None:
    """Is each part of the document on the page once, and is what is empty counted at once?"""
    assert sorted(name for names in e3_definition.GROUPS.values() for name in names) == sorted(document("DOC-DEF").sections)
    some = steps(e3_definition.PANEL, begin("E3"), (section("Name"), "Risk hour"), (section("Owner"), "Siri"))
    assert notes(e3_definition.PANEL, some).startswith("2 of 12 parts have a text. Still empty: Purpose and outcome")
    assert notes(e3_definition.PANEL, e3.model()).startswith("All 12 parts")


def test_no_other_service_can_be_begun_or_removed() -> None:
    """Is there neither a choice of services nor a button that would take the team's service away?"""
    assert not {id for id in fields(e3_entry.PANEL.draw(begin("E3"))) if "service\"]" in id or "#add" in id or "#remove" in id}
    for id in (at("#remove-service"), at("#add-service"), at("values", "service"), at("catalogue", "SVC-020", "name")):
        with pytest.raises(ValueError, match="no such field"):
            e3_entry.PANEL.change(e3.model(), id, "x")


def test_other_services_do_not_disturb() -> None:
    """Does the entry stay that of the selected service when the workbook holds others, and one that is chosen?"""
    other = evolve(e3.model(), services=(*begin("E4").services, *begin("E2").services, *begin("E3").services),
                   values={"service": "CON-01"})
    assert fields(e3_entry.PANEL.draw(other))[field("owner")].value == "Siri Kaufmann"


@pytest.mark.parametrize("name", ["e3_definition", "e3_kind", "e3_swap"])
def test_typing_is_not_disturbed(name: str) -> None:
    """Does typing leave field and table where they are?"""
    assert steady(PANELS[name], begin("E3")) > 0


def test_groups_of_the_entry_stay() -> None:
    """Do the folding groups stand in one place, whatever comes and goes above them?"""
    now = [[one.title for one in e3_entry.PANEL.draw(book) if isinstance(one, Group)] for book in (begin("E3"), e3.weak())]
    assert now[0] == now[1] and now[0][0] == "How far the entry is"


def test_two_people_write_at_once(tmp_path: Path) -> None:
    """Do two members who write different parts at the same time both find their texts, with no word of a conflict?"""
    one = Store(tmp_path / "E3.workbook.json", "Ana")
    one.update(lambda _: begin("E3"))
    two = Store(one.path, "Ben")
    one.update(lambda book: e3_definition.PANEL.change(book, section("In scope"), "The hour"))
    assert two.update(lambda book: e3_entry.PANEL.change(book, field("owner"), "Siri")).conflicts == ()
    state = one.update(lambda book: e3_definition.PANEL.change(book, section("Outputs"), "A list"))
    assert state.conflicts == () and state.workbook.catalogue[0].owner == "Siri"
    assert state.workbook.drafts["SVC-019/DOC-DEF"].sections == {"In scope": "The hour", "Outputs": "A list"}


def test_the_instructors_files_stay_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do the views draw and take changes without the file of what is right, and say nothing of checks and rubric?"""
    books = (begin("E3"), e3.model(), e3.confused())
    of, held = exercise("E3"), tomllib.loads((HOME / "E3" / "given.toml").read_text(encoding="utf-8"))
    monkeypatch.setattr(define, "given", lambda: pytest.fail("a view read given.toml"))
    shown = "".join(told(panel, book) for panel in PANELS.values() for book in books)
    kept = {text for check in of.checks for text in check.messages.values()}
    kept |= {text for one in of.rubric for text in (*one.levels, one.look_at)}
    assert {text for text in kept if text in shown} == set() and repr(held["not_outcomes"][3:6]) not in shown


def test_texts_of_people_are_text() -> None:
    """Does a text with a script stay a text on all views?"""
    entry = evolve(e3.ENTRY, name=EVIL, summary=EVIL, customers=(EVIL,))
    workbook = evolve(e3.wrote(entry, dict.fromkeys(e3.DEFINITION, EVIL)), notes={parts.THEY_ASKED: EVIL, parts.WHY: EVIL})
    for panel in PANELS.values():
        assert "<script" not in all_still(panel.draw(workbook))
    read = e3_swap.PANEL.draw(workbook)[1]
    assert isinstance(read, Table) and ("Summary", EVIL) in read.rows
