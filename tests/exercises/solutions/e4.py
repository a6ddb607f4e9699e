"""E4: maps of the case company."""

from __future__ import annotations

import datetime as dt

from attrs import evolve

from pmo_course_lib.domain.topology import HandsOverTo, Provides, Role, State, Topology
from pmo_course_lib.exercises import case
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import team

REASONS = {
    "V7": "Each division keeps its report until the common one has been read for three months; the board looks again in January.",
    "V8": "Benefits follow-up is in design; the risk hour is before the board; paperwork of Food waits for the one feed.",
    "V9": "Each mandatory service has a second person; one office answers so that there is one answer.",
    "V10": "Form 7 ends in January; until then Reto Zgraggen talks with Adaeze Okonjo each month.",
    "PL2": "The readiness check stays with One Core until the warehouses are through; then it goes to the centre."}
HAND_OVER = HandsOverTo("PMO-04", "PMO-01", "SVC-014", dt.date(2027, 3, 31))


def drawn(provides: tuple[Provides, ...], role: tuple[Role, ...], hand_overs: tuple[HandsOverTo, ...] = (),
          promise: float | None = None, retired: tuple[str, ...] = ()) -> Topology:
    """The given map with what a team decided; ``promise`` is that of the planning tool desk."""
    start = team("E4").topology
    services = tuple(evolve(one, sla_target_hours=promise if promise and one.id == "SVC-011" else one.sla_target_hours,
                            state=State.RETIRED if one.id in retired else one.state) for one in start.services)
    return evolve(start, services=services, provides=provides, role=role, hands_over_to=hand_overs)


def today() -> tuple[Provides, ...]:
    """Who provides what as the case stands."""
    return case.topology().provides


def shared() -> tuple[Provides, ...]:
    """As today, but the Health PMO takes a fifth of planning help off the Food PMO."""
    rest = tuple(one for one in today() if one.service != "SVC-003")
    return (*rest, Provides("PMO-03", "SVC-003", 0.8), Provides("PMO-02", "SVC-003", 0.2, accountable=False))


def model() -> Workbook:
    """Food has room, the desk promises 12 hours, the dossier ends, the readiness check is handed over."""
    map = drawn(shared(), case.topology().role, (HAND_OVER,), promise=12.0, retired=("SVC-009",))
    start = team("E4", {f"e4-reason-{check}": why for check, why in REASONS.items()},
                 {"e4-overlaps": "SVC-001 SVC-008 SVC-009 SVC-012 SVC-013", "e4-gaps": "OUT-13 OUT-14 OUT-15"})
    return evolve(start, topology=map)


def weak() -> Workbook:
    """As it stands today, with some reasons: Food stays overbooked, nothing is handed over, two reports are missed."""
    start = team("E4", {f"e4-reason-{check}": REASONS[check] for check in ("V8", "V9", "PL2")},
                 {"e4-overlaps": "SVC-001 SVC-008 SVC-012", "e4-gaps": "OUT-13 OUT-15"})
    return evolve(start, topology=drawn(today(), case.topology().role[:7]))


def confused() -> Workbook:
    """Nine services, all in the centre, with two who answer for the reports; weights are percentages."""
    ids = [one.id for one in case.topology().services][:9]
    provides = (*(Provides("PMO-01", id) for id in ids), Provides("PMO-02", "SVC-001"), Provides("PMO-03", "SVC-002"))
    role = (Role("PMO-01", "CG-01", 50, 30, 20), Role("PMO-02", "CG-03", 0.5, 0.5, 0.5))
    start = team("E4", values={"e4-overlaps": "SVC-003 SVC-011 SVC-004", "e4-gaps": "OUT-01 OUT-16"})
    return evolve(start, topology=drawn(provides, role))
