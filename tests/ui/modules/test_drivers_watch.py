"""The view of drivers: is the order in which to look that of the rules, and do the own services come first?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.domain.drivers import drivers, look_order
from pmo_course_lib.domain.lifecycle import ServiceRecord, State
from pmo_course_lib.ui.modules.drivers_watch import PANEL
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Group, Table
from pmo_course_lib.workbook.model import Workbook

from .hostile import attack, fields, flat, notes

INTERNAL, EXTERNAL, ISSUES = (at("#drivers", one) for one in ("internal_event", "external_event", "organisational_issue"))
OWN = (ServiceRecord("a", "Status report", course_service="O1", began=State.LIVE),
       ServiceRecord("b", "Health check", course_service="T9", began=State.LIVE),
       ServiceRecord("c", "Something else", began=State.LIVE),
       ServiceRecord("d", "Old report", course_service="O1", began=State.RETIRED))


def tables(workbook: Workbook) -> dict[str, Table]:
    return {one.caption: one for one in flat(PANEL.draw(workbook)) if isinstance(one, Table)}


def test_empty() -> None:
    """Does an empty workbook ask for a driver and show ten?"""
    assert "Tick at least one driver" in notes(PANEL, Workbook()) and not PANEL.done(Workbook())
    assert sum(len(fields(PANEL.draw(Workbook()))[id].options) for id in (INTERNAL, EXTERNAL, ISSUES)) == 10


def test_freeze_and_sponsor() -> None:
    """Do a budget freeze and a new sponsor send one to G5 first, then to G6, with the warning about the loudest?"""
    workbook = PANEL.change(PANEL.change(Workbook(), INTERNAL, ["D2"]), EXTERNAL, ["D5"])
    rows = tables(workbook)["Where to look, in this order"].rows
    assert [row[0] for row in rows] == ["G5 Service review", "G6 Transform or retire gate"]
    assert "Look first at **G5 Service review**" in notes(PANEL, workbook) and "may cut the mandate" in notes(PANEL, workbook)


def test_order_is_explained() -> None:
    """Is the order of the gates explained where there is more than one, and no freeze spoken of where there is none?"""
    one = PANEL.change(Workbook(), INTERNAL, ["D2"])
    two = PANEL.change(one, EXTERNAL, ["D6"])
    assert "take their gates in the order" in notes(PANEL, two) and "freeze" not in notes(PANEL, two)
    assert "take their gates in the order" not in notes(PANEL, one)


def test_tell_apart() -> None:
    """Are drivers that are easily mixed up held against each other, with the fact to ask for?"""
    workbook = PANEL.change(Workbook(), ISSUES, ["D8", "D10"])
    assert "may come from D8 or D10. Do they complain about being policed" in notes(PANEL, workbook)


def test_own_services() -> None:
    """Does the service with the most drivers come first, and is an ended one left out?"""
    workbook = PANEL.change(PANEL.change(Workbook(services=OWN), INTERNAL, ["D2"]), ISSUES, ["D8", "D10"])
    assert tables(workbook)["Your own services, most drivers first"].rows == (
        ("Status report", "D2, D8, D10", "G5"), ("Health check", "D2, D10", "G5"))
    assert "**Status report** feels them first: ask it the questions of G5." in notes(PANEL, workbook)
    nearest = at("services", "c", "course_service")
    assert nearest in fields(PANEL.draw(workbook))
    named = tables(PANEL.change(workbook, nearest, "T8"))["Your own services, most drivers first"]
    assert ("Something else", "D8", "G5") in named.rows
    assert PANEL.change(workbook, nearest, None) == workbook


def test_new_strategy_touches_all() -> None:
    """Does a new strategy touch all 26, and ask live services at G5, though its first gate is G1?"""
    workbook = PANEL.change(Workbook(services=OWN), INTERNAL, ["D1"])
    titles = [one.title for one in flat(PANEL.draw(workbook)) if isinstance(one, Group)]
    assert "26 of the course's 26 services are touched" in titles and "Look first at **G1" in notes(PANEL, workbook)
    assert {row[2] for row in tables(workbook)["Your own services, most drivers first"].rows} == {"G5"}


def test_ticks_of_one_group_leave_the_others() -> None:
    """Do ticks in one group leave the drivers and the signs of the others as they are?"""
    workbook = PANEL.change(PANEL.change(Workbook(), INTERNAL, ["D2", "D99", "D5"]), at("drivers", "D2"), "Questions in April")
    assert PANEL.done(workbook)
    assert PANEL.change(workbook, EXTERNAL, ["D5"]).drivers == {"D2": "Questions in April", "D5": ""}
    assert PANEL.change(workbook, INTERNAL, []).drivers == {}


def test_many_services_are_folded() -> None:
    """Are no more than six own services shown at first sight?"""
    many = tuple(ServiceRecord(f"s{n}", f"Report {n}", course_service="O1", began=State.LIVE) for n in range(17))
    shown = [one for one in PANEL.draw(PANEL.change(Workbook(services=many), INTERNAL, ["D2"])) if isinstance(one, Table)]
    assert [len(one.rows) for one in shown] == [1, 6]


def test_hostile() -> None:
    """Is every value that does not belong refused in words?"""
    assert attack(PANEL, PANEL.change(Workbook(services=OWN), INTERNAL, ["D1", "D3"])) > 50


@given(st.sets(st.sampled_from([one.id for one in drivers()]), min_size=1))
def test_any_drivers(acting: set[str]) -> None:
    """Is the order shown that of the rules for any drivers?"""
    rows = tables(Workbook(drivers=dict.fromkeys(acting, "seen")))["Where to look, in this order"].rows
    assert [row[0].split()[0] for row in rows] == list(look_order(acting))
