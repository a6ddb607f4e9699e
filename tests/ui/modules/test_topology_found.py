"""What the modules tell of a map before exercise E4."""

from __future__ import annotations

from attrs import evolve

from pmo_course_lib.domain.topology import findings, index
from pmo_course_lib.exercises import case
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.ui.modules.topology_found import found, held_back
from pmo_course_lib.ui.view.blocks import plain
from pmo_course_lib.workbook.model import Workbook

VIEWS = ("topology_map", "topology_checks", "topology_move", "topology_service")


def test_overlaps_and_gaps_of_the_case_are_not_told() -> None:
    """Does no view of module 5 tell the overlaps and gaps that teams look for in E4, while all else is told?"""
    table = index(case.topology())
    kept = {one.message for one in findings(table)} - {one.message for one in found(table)}
    assert kept == {one.message for one in findings(table) if one.check in ("V7", "V8")} and len(kept) == 6
    shown = str([plain(load_panel(view).draw(Workbook(topology=case.topology()))) for view in VIEWS])
    assert held_back(table) and not [one for one in kept if one in shown]


def test_own_overlaps_are_told() -> None:
    """Is an overlap told that a participant draws, also on the case company's map?"""
    map = case.topology()
    first = map.services[0]
    twin = evolve(first, id="own-1", name="A second one")
    lines = tuple(evolve(one, service="own-1", pmo="PMO-03") for one in map.provides
                  if one.service == first.id and one.accountable)
    uses = tuple(evolve(one, service="own-1") for one in map.consumes if one.service == first.id)
    mine = evolve(map, services=(*map.services, twin), provides=(*map.provides, *lines), consumes=(*map.consumes, *uses))
    assert any("own-1" in one.nodes for one in found(index(mine)) if one.check == "V7")
