"""One service: do parts, users, obligations and agreements change the map, and do checks and hours follow?"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.topology import Body, Consumes, Obligation, Part, Provides, load_of
from pmo_course_lib.domain.topology import index as index_of
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.topology_service import PANEL, with_part
from pmo_course_lib.ui.view.blocks import Select
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.map_help import CASE, FOREIGN, ODD, every, said, sound, steady, steps, survives, with_values

DESK = with_values(CASE, map_service="SVC-011")


def test_a_slow_support() -> None:
    """Is the promise of four hours on a contract of eight an error, and gone when either changes?"""
    assert "V6" in said(PANEL, DESK, "error")
    faster = steps(PANEL, DESK, (at("#target", "SVC-011", "SUP-03"), 2))
    assert "V6" not in said(PANEL, faster, "error")
    slower = steps(PANEL, DESK, (at("services", "SVC-011", "sla_target_hours"), 16))
    assert "V6" not in said(PANEL, slower, "error")
    none = steps(PANEL, DESK, (at("#rests", "SVC-011"), []))
    assert "V6" not in said(PANEL, none) and not any(one.service == "SVC-011" for one in none.topology.depends_on)


def test_parts_and_shares() -> None:
    """Do P, C and F become what the matrix reads, with the share that is left, and hours that follow?"""
    map = CASE.topology
    second = with_part(map, "SVC-011", "PMO-01", "C")
    line = next(one for one in second.provides if (one.pmo, one.service) == ("PMO-01", "SVC-011"))
    assert (line.part, line.share) == (Part.CO_PROVIDES, 0.2)
    workbook = steps(PANEL, DESK, (at("#part", "SVC-011", "PMO-01"), "C"), (at("#share", "SVC-011", "PMO-01"), 25))
    assert "add to 125 per cent" in said(PANEL, workbook)
    workbook = steps(PANEL, workbook, (at("#share", "SVC-011", "PMO-03"), 75))
    assert "per cent" not in said(PANEL, workbook)
    assert load_of(index_of(workbook.topology), "PMO-03").hours == 192 - 7
    desk = steps(PANEL, workbook, (at("#part", "SVC-011", "PMO-01"), "F"))
    assert next(one for one in desk.topology.provides if one.pmo == "PMO-01" and one.service == "SVC-011").part is Part.FRONT_DESK
    assert steps(PANEL, DESK, (at("#part", "SVC-011", "PMO-03"), None)).topology == with_part(map, "SVC-011", "PMO-03", None)


def test_two_that_answer() -> None:
    """Are two PMOs that answer to the same users an error (V1), so that the view is not done?"""
    twice = steps(PANEL, DESK, (at("#part", "SVC-011", "PMO-01"), "P"))
    assert "V1" in said(PANEL, twice, "error")
    assert PANEL.done(DESK) and not PANEL.done(twice) and not PANEL.done(Workbook())


def test_users_keep_what_they_say() -> None:
    """Does a group that stays keep its obligation, and do groups and PMOs not disturb each other?"""
    workbook = steps(
        PANEL,
        DESK,
        (at("#must", "SVC-011", "CG-03"), "mandatory"),
        (at("#users", "SVC-011", "consumers"), ["CG-03", "CG-01"]),
        (at("#users", "SVC-011", "pmos"), ["PMO-02"]),
    )
    lines = {one.consumer: one for one in workbook.topology.consumes if one.service == "SVC-011"}
    assert lines.keys() == {"CG-03", "CG-01", "PMO-02"}
    assert lines["CG-03"].obligation is Obligation.MANDATORY and lines["CG-01"] == Consumes("CG-01", "SVC-011")


def test_a_body_behind_an_obligation() -> None:
    """Is a mandatory service without a body an advice (PL5), and settled by naming one?"""
    map = evolve(CASE.topology, governs=(), bodies=(Body("B", "Board"),), reports_to=())
    form = with_values(Workbook(topology=map), map_service="SVC-010")
    assert "PL5" in said(PANEL, form)
    assert "PL5" not in said(PANEL, steps(PANEL, form, (at("#body", "SVC-010"), "B")))


def test_an_outcome_from_the_needs() -> None:
    """Can any outcome be chosen that a group needs, and does the present one always show?"""
    odd = steps(PANEL, DESK, (at("services", "SVC-011", "outcome"), "something of its own"))
    choice = next(one for one in every(PANEL.draw(odd)) if isinstance(one, Select) and one.label == "Outcome it brings")
    assert choice.value == "something of its own" and {"OUT-13", "something of its own"} <= {value for value, _ in choice.options}
    assert steps(PANEL, odd, (at("services", "SVC-011", "outcome"), None)).topology.services[10].outcome == ""


def test_more_about_it() -> None:
    """Are independence and a lasting service at a temporary PMO seen at once?"""
    workbook = steps(
        PANEL,
        DESK,
        (at("#assures", "SVC-011"), ["PMO-03"]),
        (at("#part", "SVC-011", "PMO-03"), None),
        (at("#part", "SVC-011", "PMO-04"), "P"),
        (at("#outlives", "SVC-011"), ["yes"]),
    )
    assert "V11" in said(PANEL, workbook, "warning") and "PL3" in said(PANEL, workbook)
    assert "PL1" in said(PANEL, steps(PANEL, workbook, (at("#assures", "SVC-011"), ["PMO-04"])))


def test_empty_map() -> None:
    """Does an empty map say what to do first?"""
    assert "put a service on your map" in said(PANEL, sound(PANEL, Workbook()))


@pytest.mark.parametrize(
    "id",
    [
        *FOREIGN,
        at("#part", "SVC-011", "GONE"),
        at("#share", "SVC-011", "PMO-01"),
        at("#must", "SVC-011", "CG-01"),
        at("#target", "SVC-011", "SUP-01"),
        at("services", "SVC-011", "id"),
        at("#users", "SVC-011", "bodies"),
    ],
)
def test_other_fields_are_refused(id: str) -> None:
    """Is a field that is not on the page refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(CASE, id, 7)


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from([Workbook(), DESK, with_values(CASE, map_service=3)]),
    st.lists(st.tuples(st.integers(0, 90), ODD), max_size=4),
)
def test_any_value_anywhere(workbook: Workbook, tries: list[tuple[int, Any]]) -> None:
    """Does each field take any value or refuse it in words, and the page stay whole?"""
    for pick, value in tries:
        workbook = survives(PANEL, workbook, pick, value)


def test_several_lines_of_one_pmo() -> None:
    """Does a PMO that answers to groups by several lines end with one part when that is changed?"""
    map = evolve(CASE.topology, provides=(*CASE.topology.provides, Provides("PMO-03", "SVC-011", consumers=("CG-01",))))
    changed = with_part(map, "SVC-011", "PMO-03", "F")
    assert len([one for one in changed.provides if (one.pmo, one.service) == ("PMO-03", "SVC-011")]) == 1
    sound(PANEL, with_values(Workbook(topology=map), map_service="SVC-011"))


def test_typing_is_not_disturbed() -> None:
    """Does typing in a field leave it, and its table, in their place on the page?"""
    assert steady(PANEL, DESK) >= 5
