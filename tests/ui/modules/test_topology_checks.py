"""The checks: does the page say what blocks the map, what may stay with a reason, and the figures of the case?"""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings

from pmo_course_lib.domain.topology import Pmo, Service, Topology, blocking, findings, guide, index
from pmo_course_lib.ui.modules.capacity_bars import capacity_bars
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.topology_checks import PANEL
from pmo_course_lib.ui.view.blocks import Picture, Table
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.map_help import CASE, FOREIGN, ODD, every, said, sound, steady, steps, survives


def tables(workbook: Workbook) -> dict[str, Table]:
    return {one.caption: one for one in every(PANEL.draw(workbook)) if isinstance(one, Table)}


def mended() -> Workbook:
    """The case with more capacity in Food and a slower promise of the tool desk."""
    map = CASE.topology
    pmos = tuple(evolve(one, capacity_hours_per_month=230) if one.id == "PMO-03" else one for one in map.pmos)
    services = tuple(evolve(one, sla_target_hours=12) if one.id == "SVC-011" else one for one in map.services)
    return evolve(CASE, topology=evolve(map, pmos=pmos, services=services))


def test_the_case() -> None:
    """Are two errors to correct, ten warnings to weigh (overlaps and gaps are for E4), and the figures those of the story?"""
    sound(PANEL, CASE)
    assert "cannot release this map: 2 errors" in said(PANEL, CASE, "error")
    shown = tables(CASE)
    assert [row[0] for row in shown["Errors: contradictions that have to be mended"].rows] == ["V5", "V6"]
    assert len(shown["What the checks warn of"].rows) == 10
    figures = {row[0]: row[1] for row in shown["Five figures (*Course model*); read them together"].rows}
    assert figures["Coverage"] == "31 / 35 = 0.886" and figures["Concentration"] == "322 / 964 = 0.334"
    assert figures["Chain length"].startswith("2: Executive project dossier")


def test_every_check_has_a_row() -> None:
    """Do all twelve checks stand there with the number found?"""
    rows = tables(CASE)["Checks (*Course model*)"].rows
    assert (
        [row[0] for row in rows] == [rule.id for rule in guide().checks] and rows[8][3] == "8 found" and rows[0][3] == "in order"
    )


def test_release_needs_reasons() -> None:
    """Is the map released only without errors, and with a reason for the warnings?"""
    workbook = mended()
    assert not blocking(findings(index(workbook.topology)))
    assert "10 warnings: correct them" in said(PANEL, workbook, "warning") and not PANEL.done(workbook)
    reasoned = steps(PANEL, workbook, (at("notes", "t5-checks"), "One expert is all that we can pay."))
    assert "can go to the services board" in said(PANEL, reasoned, "good") and PANEL.done(reasoned)
    assert [PANEL.done(one) for one in (Workbook(), CASE)] == [False, False]


def test_capacity_bars() -> None:
    """Do the bars say hours, reserve and what is too much, also without a capacity or without any hours?"""
    text = capacity_bars(index(CASE.topology)).text
    assert "Food PMO: 192 hours agreed, 220.8 with the reserve of 200 hours; 110 % taken, does not fit." in text
    odd = Topology(pmos=(Pmo("a"), Pmo("b", capacity_hours_per_month=0)), services=(Service("s"),))
    assert "a: 0 hours agreed, 0 with the reserve; no capacity stated, cannot be judged." in capacity_bars(index(odd)).text
    sound(PANEL, Workbook(topology=odd))


def test_empty_map() -> None:
    """Does an empty map say what the checks need?"""
    assert "The checks need a map" in said(PANEL, sound(PANEL, Workbook()))
    assert not any(isinstance(one, Picture) for one in PANEL.draw(Workbook()))


@pytest.mark.parametrize("id", FOREIGN)
def test_other_fields_are_refused(id: str) -> None:
    """Is a field that is not on the page refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(CASE, id, "x")


@settings(deadline=None, max_examples=20)
@given(ODD)
def test_any_reason(value: Any) -> None:
    """Is what is no text refused in words?"""
    survives(PANEL, CASE, 0, value)


def test_typing_is_not_disturbed() -> None:
    """Does typing in a field leave it, and its table, in their place on the page?"""
    assert steady(PANEL, CASE) >= 1
