"""E4 in its app: can 18 services be placed, checked and explained there, and does the page say what follows at once?"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.topology import Provides, State, problems
from pmo_course_lib.exercises import begin, case, exercise
from pmo_course_lib.exercises.checks import topology as rules
from pmo_course_lib.ui.exercises import e4_case, e4_checks, e4_matrix, e4_roles, e4_services, e4_show, e4_today
from pmo_course_lib.ui.exercises import e4_map as maps
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Group, Table, plain
from pmo_course_lib.ui.view.static import all_still
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.store import Store
from tests.exercises.solutions import e4, team
from tests.ui.exercises.teamwork import carried_out, told
from tests.ui.modules.hostile import attack, fields, notes
from tests.ui.modules.map_help import ODD, sound, steps, survives

PANELS = {one.__name__.rpartition(".")[2]: one.PANEL
          for one in (e4_case, e4_today, e4_services, e4_matrix, e4_roles, e4_checks, e4_show)}
MATRIX = e4_matrix.PANEL
OVERLAPS, GAPS = ("SVC-001", "SVC-008", "SVC-009", "SVC-012", "SVC-013"), ("OUT-13", "OUT-14", "OUT-15")
EVIL = '<script>alert(1)</script> **bold** | c'


def row(workbook: Workbook, service: str) -> tuple[Any, ...]:
    """A service's row of the matrix."""
    matrix = next(one for one in MATRIX.draw(workbook) if isinstance(one, Table))
    return next(one for one in matrix.rows if one[0].startswith(service))


def placed() -> Workbook:
    """All services where they are today."""
    return steps(MATRIX, begin("E4"), *((at("#answers", one.service), one.pmo) for one in e4.today() if one.accountable))


@pytest.mark.parametrize("name", PANELS)
@pytest.mark.parametrize("book", [lambda: begin("E4"), Workbook, e4.model, e4.weak, e4.confused])
def test_each_view_is_whole(name: str, book: Any) -> None:
    """Does each view draw each workbook, with ids that differ and tables that are whole?"""
    assert PANELS[name].draw(sound(PANELS[name], book()))


def few() -> Workbook:
    """The case with three services, so that each field can be tried with each odd value."""
    start = e4.model()
    return evolve(start, topology=evolve(start.topology, services=start.topology.services[1:4]))


@pytest.mark.parametrize("name", PANELS)
def test_odd_values(name: str) -> None:
    """Does each field take any value or refuse it in words?"""
    assert attack(PANELS[name], few()) > 0


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 300), ODD | st.sampled_from(["PMO-01", "PMO-04", "2027-03-31", 20, 16])), max_size=6))
def test_any_value_anywhere_in_the_matrix(tries: list[tuple[int, Any]]) -> None:
    """Does the matrix stay whole, and a map without lines to nowhere but for hand-overs that are begun?"""
    workbook = e4.weak()
    for pick, value in tries:
        workbook = survives(MATRIX, workbook, pick, value)
    assert all(one.startswith("hands_over_to") for one in problems(workbook.topology))
    assert len({(one.pmo, one.service) for one in workbook.topology.provides}) == len(workbook.topology.provides)


def done_by_a_team() -> Iterator[tuple[Panel, str, Any]]:
    """What a team does on the pages, step by step."""
    for id in (*OVERLAPS, *GAPS):
        yield e4_today.PANEL, at("#tick", rules.OVERLAPS if id in OVERLAPS else rules.GAPS, id), ["yes"]
    for one in e4.today():
        if one.accountable:
            yield MATRIX, at("#answers", one.service), one.pmo
    yield MATRIX, at("#shares", "SVC-003"), "PMO-02"
    yield MATRIX, at("#promise", "SVC-011"), 12
    yield MATRIX, at("#ends", "SVC-009"), ["yes"]
    yield MATRIX, at("#to", "SVC-014"), "PMO-01"
    yield MATRIX, at("#on", "SVC-014"), "2027-03-31"
    for role in case.rows("roles.csv"):
        for weight in ("serving", "controlling", "partnering"):
            yield e4_roles.PANEL, at("#weight", role["pmo"], role["towards"], weight), float(role[weight])
    for check, why in e4.REASONS.items():
        yield e4_checks.PANEL, at("notes", f"e4-reason-{check}"), why
    yield e4_show.PANEL, at("notes", e4_show.MOVE), "Food can breathe."


def solved() -> Workbook:
    """The workbook after all of it."""
    return carried_out(begin("E4"), done_by_a_team())


def test_eighteen_choices_place_all() -> None:
    """Are 18 choices enough to place the 18 services, and is what is open counted on the way?"""
    part = steps(MATRIX, begin("E4"), (at("#answers", "SVC-001"), "PMO-01"))
    assert notes(MATRIX, part).startswith("1 of 18 services have their place. Still open: SVC-002")
    assert MATRIX.done(placed()) and maps.open_places(placed().topology) == ()
    assert {(one.pmo, one.service) for one in placed().topology.provides} == {
        (one.pmo, one.service) for one in e4.today() if one.accountable}


def test_hours_follow_at_once() -> None:
    """Does the row of a service say how full its PMO now is: 192 hours with reserve are 220.8 of 200, with a fifth shared 196?"""
    now = placed()
    assert row(now, "SVC-012")[5] == "Food 220.8 of 200 h, too full"
    shared = steps(MATRIX, now, (at("#shares", "SVC-003"), "PMO-02"))
    assert row(shared, "SVC-003")[3].value == 20
    assert row(shared, "SVC-003")[5] == "Food 196 of 200 h; Health 236.4 of 240 h"
    ended = steps(MATRIX, now, (at("#ends", "SVC-012"), ["yes"]))
    assert row(ended, "SVC-012")[5] == "retired: no hours" and row(ended, "SVC-003")[5] == "Food 156.4 of 200 h"
    assert row(begin("E4"), "SVC-012")[5] == "not placed yet"


def test_sharing_and_moving() -> None:
    """Do parts add to the whole work whatever is chosen in which order, and is a PMO never both?"""
    late = steps(MATRIX, begin("E4"), (at("#shares", "SVC-007"), "PMO-05"), (at("#part", "SVC-007"), 25),
                 (at("#answers", "SVC-007"), "PMO-01"))
    assert set(late.topology.provides) == {Provides("PMO-05", "SVC-007", 0.25, accountable=False),
                                           Provides("PMO-01", "SVC-007", 0.75)}
    turned = steps(MATRIX, late, (at("#answers", "SVC-007"), "PMO-05"))
    assert turned.topology.provides == (Provides("PMO-05", "SVC-007"),)
    assert steps(MATRIX, late, (at("#shares", "SVC-007"), None)).topology.provides == (Provides("PMO-01", "SVC-007"),)
    assert steps(MATRIX, late, (at("#answers", "SVC-007"), None)).topology.provides[0].pmo == "PMO-05"
    with pytest.raises(ValueError, match="already"):
        MATRIX.change(late, at("#shares", "SVC-007"), "PMO-01")
    with pytest.raises(ValueError, match="first which PMO"):
        MATRIX.change(placed(), at("#part", "SVC-001"), 10)


def test_front_desks_of_others_stay() -> None:
    """Does placing a service leave a front desk that is no part of the change, and put one PMO in the place of two?"""
    now = steps(MATRIX, e4.weak(), (at("#answers", "SVC-006"), "PMO-05"))
    assert {(one.pmo, one.accountable) for one in now.topology.provides if one.service == "SVC-006"} == {
        ("PMO-05", True), ("PMO-02", False), ("PMO-03", False)}
    two = steps(MATRIX, e4.confused(), (at("#answers", "SVC-001"), "PMO-03"))
    assert [one.pmo for one in two.topology.provides if one.service == "SVC-001"] == ["PMO-03"]


def test_hand_overs() -> None:
    """Can PMO and day come in any order, does the line start where the service is, and go with its last part?"""
    day_first = steps(MATRIX, placed(), (at("#on", "SVC-014"), "2027-03-31"))
    assert (day_first.topology.hands_over_to[0].to, day_first.topology.hands_over_to[0].date) == ("", dt.date(2027, 3, 31))
    both = steps(MATRIX, day_first, (at("#to", "SVC-014"), "PMO-01"))
    assert both.topology.hands_over_to == (e4.HAND_OVER,)
    moved = steps(MATRIX, both, (at("#answers", "SVC-014"), "PMO-03"))
    assert (moved.topology.hands_over_to[0].pmo, moved.topology.hands_over_to[0].to) == ("PMO-03", "PMO-01")
    there = steps(MATRIX, both, (at("#answers", "SVC-014"), "PMO-01"), (at("#on", "SVC-014"), None))
    assert there.topology.hands_over_to == ()
    with pytest.raises(ValueError, match="has the service now"):
        MATRIX.change(both, at("#to", "SVC-014"), "PMO-04")
    with pytest.raises(ValueError, match="Write a day"):
        MATRIX.change(both, at("#on", "SVC-014"), "2027-02-30")


def test_a_promise_changes_and_does_not_vanish() -> None:
    """Does an empty field bring today's promise back, so that no check is passed by promising nothing?"""
    longer = steps(MATRIX, placed(), (at("#promise", "SVC-011"), 12))
    assert longer.topology.services[10].sla_target_hours == 12
    assert steps(MATRIX, longer, (at("#promise", "SVC-011"), None)).topology.services[10].sla_target_hours == 4
    for value in (0, -1, 1e6, True, "soon"):
        with pytest.raises(ValueError, match="working hours"):
            MATRIX.change(longer, at("#promise", "SVC-011"), value)


def test_an_end_says_who_goes_without() -> None:
    """Does ending a report that others replace leave nobody, ending coaching its four groups, and can it be taken back?"""
    def left(service: str) -> tuple[Workbook, str]:
        ended = steps(MATRIX, placed(), (at("#ends", service), ["yes"]))
        (table,) = next(one.blocks for one in MATRIX.draw(ended) if isinstance(one, Group) and one.title == "Retire a service")
        assert isinstance(table, Table)
        return ended, next(one[3] for one in table.rows if one[0].startswith(service))

    assert left("SVC-009")[1] == "nobody"
    ended, bare = left("SVC-004")
    assert bare == "Health project managers, Food project managers, One Core team leads and Research leads"
    assert steps(MATRIX, ended, (at("#ends", "SVC-004"), [])).topology.services[3].state is State.LIVE
    design = steps(MATRIX, placed(), (at("#ends", "SVC-017"), ["yes"]), (at("#ends", "SVC-017"), []))
    assert design.topology.services[16].state is State.IN_DESIGN


def test_ticks_of_two_people_meet(tmp_path: Path) -> None:
    """Do two members who tick and place at the same time lose nothing of each other's?"""
    one = Store(tmp_path / "E4.workbook.json", "Ana")
    one.update(lambda _: begin("E4"))
    two = Store(one.path, "Ben")
    tick = e4_today.PANEL.change
    one.update(lambda book: tick(book, at("#tick", rules.OVERLAPS, "SVC-001"), ["yes"]))
    two.update(lambda book: tick(book, at("#tick", rules.OVERLAPS, "SVC-008"), ["yes"]))
    one.update(lambda book: MATRIX.change(book, at("#answers", "SVC-001"), "PMO-01"))
    state = two.update(lambda book: MATRIX.change(book, at("#answers", "SVC-002"), "PMO-01"))
    assert state.workbook.values[rules.OVERLAPS] == "SVC-001 SVC-008"
    assert len(state.workbook.topology.provides) == 2 and state.conflicts == ()


def test_today_is_read_from_the_case() -> None:
    """Do the two tables of step 1 hold what the files say, and each row its own tick?"""
    services, outcomes = [one for one in e4_today.PANEL.draw(begin("E4")) if isinstance(one, Table)]
    assert (len(services.rows), len(outcomes.rows)) == (18, 15)
    first = services.rows[6]
    assert (first[0], first[2], first[4], first[5]) == (
        "SVC-007 Lessons exchange", "OUT-07 Mistakes not made twice", "CAT5", "Enterprise PMO; Cold Lab research PMO shares")
    assert first[3].replace("\u2011", "-") == "CG-03, CG-04, CG-06, CG-07"
    assert outcomes.rows[9][2].replace("\u2011", "-") == "CG-05, CG-06"
    ticked = steps(e4_today.PANEL, begin("E4"), (at("#tick", rules.GAPS, "OUT-03"), ["yes"]))
    assert ticked.values == {rules.GAPS: "OUT-03"}
    assert notes(e4_today.PANEL, ticked).splitlines() == [
        "Services that overlap, by your count: 0.", "Outcomes that are missing, by your count: 1 (OUT-03)."]
    assert steps(e4_today.PANEL, ticked, (at("#tick", rules.GAPS, "OUT-03"), [])).values == {}


def test_weights_are_added_up() -> None:
    """Does each relation say at once what is left to give, with 14 relations and 42 fields?"""
    assert len(fields(e4_roles.PANEL.draw(begin("E4")))) == 42

    def together(*weights: float) -> str:
        book = steps(e4_roles.PANEL, begin("E4"), *((at("#weight", "PMO-02", "CG-03", name), value)
                     for name, value in zip(("serving", "controlling", "partnering"), weights, strict=False)))
        table = next(one for one in e4_roles.PANEL.draw(book) if isinstance(one, Table))
        return str(next(one[4] for one in table.rows if one[0] == "Health → Health project managers"))

    assert [together(), together(0.2), together(0.2, 0.5, 0.3), together(0.2, 0.5, 0.5)] == [
        "–", "0.2: 0.8 left", "1, whole", "1.2: 0.2 too much"]
    with pytest.raises(ValueError, match="between 0 and 1"):
        e4_roles.PANEL.change(begin("E4"), at("#weight", "PMO-02", "CG-03", "serving"), 20)


def test_checks_speak_when_something_is_placed() -> None:
    """Is nothing said of an empty map, open places named first, and after that what has to go and what lacks a word?"""
    assert notes(e4_checks.PANEL, begin("E4")).startswith("Nothing is placed yet.")
    part = steps(MATRIX, begin("E4"), (at("#answers", "SVC-001"), "PMO-01"))
    assert notes(e4_checks.PANEL, part).startswith("17 services are not placed yet")
    assert notes(e4_checks.PANEL, e4.weak()).startswith("3 things have to go")
    bare = evolve(e4.model(), notes={})
    assert notes(e4_checks.PANEL, bare) == "Nothing has to go. Found, and without a word from you: V7, V8, V9, V10, PL2."
    assert notes(e4_checks.PANEL, e4.model()) == "Nothing has to go, and what stays has a reason."


def frame(panel: Panel, workbook: Workbook) -> list[dict[str, Any]]:
    """All fields in their order without their values: what has to stay for the page to keep them."""
    return [{key: value for key, value in plain(one).items() if key != "value"} for one in fields(panel.draw(workbook)).values()]


@pytest.mark.parametrize("name", ["e4_matrix", "e4_roles", "e4_checks", "e4_show", "e4_today"])
def test_fields_stand_still(name: str) -> None:
    """Do all fields of a view stay as and where they are, whatever others of the team decide meanwhile?"""
    panel = PANELS[name]
    assert len(frame(panel, placed())) >= 4
    assert frame(panel, placed()) == frame(panel, e4.model()) == frame(panel, e4.weak())
    blocks = [[type(one) for one in panel.draw(book)] for book in (placed(), e4.model(), e4.weak())]
    assert blocks[0] == blocks[1] == blocks[2]


def test_the_instructors_files_stay_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do the views draw without computing what is right today, and say nothing of checks and rubric?"""
    books = (begin("E4"), e4.model(), e4.weak())
    of = exercise("E4")
    for name in ("today_overlaps", "today_gaps", "judged"):
        monkeypatch.setattr(rules, name, lambda *_, name=name: pytest.fail(f"a view asked for {name}"))
    shown = "".join(told(panel, book) for panel in PANELS.values() for book in books)
    kept = {text for check in of.checks for text in check.messages.values()}
    kept |= {text for one in of.rubric for text in (*one.levels, one.look_at)}
    assert {text for text in kept if text in shown} == set()


def test_step_one_tells_nothing() -> None:
    """Is the page of step 1 the same whatever is ticked, but for the ticks and their count?"""
    def bare(workbook: Workbook) -> list[str]:
        tables = [one for one in e4_today.PANEL.draw(workbook) if isinstance(one, Table)]
        return [str(cell) for table in tables for line in table.rows for cell in line if isinstance(cell, str)]

    wrong = team("E4", values={rules.OVERLAPS: "SVC-003", rules.GAPS: "OUT-01"})
    assert bare(wrong) == bare(e4.model()) == bare(begin("E4"))
    assert [block.tone for block in e4_today.PANEL.draw(wrong) if hasattr(block, "tone")] == ["info", "info"]


def test_names_are_text() -> None:
    """Does a name with a script stay a text on all views?"""
    start = e4.model()
    map = evolve(start.topology, services=tuple(evolve(one, name=EVIL) for one in start.topology.services),
                 pmos=tuple(evolve(one, name=EVIL) for one in start.topology.pmos))
    workbook = evolve(start, topology=map, notes=dict.fromkeys((*start.notes, *e4_show.ASKED), EVIL))
    for panel in PANELS.values():
        assert "<script" not in all_still(panel.draw(workbook))
        assert "<script" not in told(panel, workbook).replace(json.dumps(EVIL)[1:-1], "").replace(EVIL[:8] + "alert(1)", "")
