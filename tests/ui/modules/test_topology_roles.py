"""Roles: do weights that do not add to 1 get a kind word, the police pattern a warning, and partnering its share?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.domain.topology import Pmo, Role, Topology
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.modules.topology_roles import PANEL, own_partnering, own_pmo
from pmo_course_lib.workbook.model import Workbook
from tests.ui.modules.map_help import CASE, FOREIGN, ODD, said, sound, steady, steps, survives, with_values

HEALTH = with_values(CASE, own_pmo="PMO-02")


def weight(to: str, name: str) -> str:
    return at("#weight", "PMO-02", to, name)


def test_the_police_pattern() -> None:
    """Is the Health PMO's relation to its project managers a police pattern, until it serves more?"""
    assert "V10" in said(PANEL, HEALTH, "warning") and "0 / 2 = 0.00" in said(PANEL, HEALTH)
    served = steps(PANEL, HEALTH, (weight("CG-03", "serving"), 0.25), (weight("CG-03", "controlling"), 0.63))
    assert "V10" not in said(PANEL, served)


@pytest.mark.parametrize("value, kind", [(0.4, "= 1.24. Take 0.24 away"), (0.05, "= 0.89. Give 0.11 more")])
def test_weights_that_do_not_add_up(value: float, kind: str) -> None:
    """Is it said kindly how much is missing or too much, and is the view then not done?"""
    workbook = steps(PANEL, HEALTH, (weight("CG-03", "serving"), value))
    assert kind in said(PANEL, workbook, "error") and PANEL.done(HEALTH) and not PANEL.done(workbook)


def test_a_weight_outside_its_scale() -> None:
    """Is a weight above 1 refused, and one that came from elsewhere named?"""
    with pytest.raises(ValueError, match="between 0 and 1"):
        PANEL.change(HEALTH, weight("CG-03", "serving"), 1.5)
    pmos = (Pmo("a"), Pmo("b"))
    odd = with_values(Workbook(topology=Topology(pmos=pmos, role=(Role("a", "b", 1.5, -0.5, 0),))), own_pmo="a")
    assert "outside 0 to 1" in said(PANEL, sound(PANEL, odd), "error")


def test_relations_come_and_go() -> None:
    """Do new relations wait for weights, do those that stay keep theirs, and does partnering count relations?"""
    workbook = steps(PANEL, HEALTH, (at("#to", "PMO-02", "pmos"), ["PMO-01"]))
    assert "Still without all three weights: Enterprise PMO" in said(PANEL, workbook) and not PANEL.done(workbook)
    workbook = steps(
        PANEL,
        workbook,
        *(
            (at("#weight", "PMO-02", "PMO-01", name), share)
            for name, share in (("serving", 0.2), ("controlling", 0.2), ("partnering", 0.6))
        ),
    )
    assert str(own_partnering(workbook)) == "1 / 3 = 0.333" and PANEL.done(workbook)
    gone = steps(PANEL, workbook, (at("#to", "PMO-02", "consumers"), ["CG-02"]))
    assert {one.to for one in gone.topology.role if one.pmo == "PMO-02"} == {"CG-02", "PMO-01"}
    assert len([one for one in gone.topology.role if one.pmo != "PMO-02"]) == 12


def test_the_own_pmo() -> None:
    """Is the only PMO the own one, and none of several until it is chosen?"""
    assert own_pmo(Workbook(topology=Topology(pmos=(Pmo("hub"),)))) == "hub"
    assert own_pmo(CASE) is None and own_pmo(with_values(CASE, own_pmo="gone")) is None
    assert "Choose your PMO" in said(PANEL, sound(PANEL, CASE)) and not PANEL.done(CASE)
    assert "put your PMO on the map" in said(PANEL, sound(PANEL, Workbook())) and not PANEL.done(Workbook())
    assert own_partnering(CASE).value is None


@pytest.mark.parametrize(
    "id", [*FOREIGN, weight("CG-01", "serving"), weight("CG-03", "to"), at("#to", "GONE", "pmos"), at("#to", "PMO-02", "x")]
)
def test_other_fields_are_refused(id: str) -> None:
    """Is a field that is not on the page refused in words?"""
    with pytest.raises(ValueError, match=r"\w+ \w+"):
        PANEL.change(HEALTH, id, 0.2)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from([Workbook(), CASE, HEALTH]), st.lists(st.tuples(st.integers(0, 20), ODD), max_size=4))
def test_any_value_anywhere(workbook: Workbook, tries: list[tuple[int, Any]]) -> None:
    """Does each field take any value or refuse it in words, and the page stay whole?"""
    for pick, value in tries:
        workbook = survives(PANEL, workbook, pick, value)


def test_typing_is_not_disturbed() -> None:
    """Does typing in a field leave it, and its table, in their place on the page?"""
    assert steady(PANEL, HEALTH) >= 6
