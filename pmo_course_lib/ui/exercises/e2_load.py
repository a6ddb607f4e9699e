"""The load of the PMOs with what a team of E2 takes: promised hours, taken hours, the reserve, and the capacity."""

from __future__ import annotations

from attrs import evolve

from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.domain.topology import Index, Provides, Service, index, loads
from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.checks.select import load
from pmo_course_lib.ui.modules.capacity_bars import capacity_bars
from pmo_course_lib.ui.view.blocks import Picture
from pmo_course_lib.workbook.model import Workbook


def load_picture(workbook: Workbook) -> Picture:
    """Each PMO's bar: what it has promised today and what the team takes for it."""
    return capacity_bars(_taking(workbook))


def room(workbook: Workbook) -> str:
    """The hours a month that each PMO has left, or has too many, in words."""
    now = _taking(workbook)
    left = ((now.name(one.pmo), one.free or 0) for one in loads(now))
    return "; ".join(f"{name} {abs(free):.1f} {'free' if free >= 0 else 'too many'}" for name, free in left)


def _taking(workbook: Workbook) -> Index:
    """The map of today with what the team takes, a service more for each PMO that gets something."""
    today = case.topology()
    hours = {f"taken by {pmo}": (pmo, float(taken)) for pmo, taken in load(workbook).items()}
    services = tuple(Service(id, state=State.LIVE, hours_per_month=taken) for id, (_, taken) in hours.items())
    lines = tuple(Provides(pmo, id) for id, (pmo, _) in hours.items())
    return index(evolve(today, services=(*today.services, *services), provides=(*today.provides, *lines)))
