"""Worked examples of module 2: what the rules of the two lifecycles and the reading of drivers say."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from pmo_course_lib.domain.drivers import drivers, look_order
from pmo_course_lib.domain.lifecycle import (
    Decision,
    PmoRecord,
    PmoStage,
    PmoStep,
    ServiceRecord,
    State,
    advance,
    decide,
    gate,
    missing,
)
from pmo_course_lib.ui.modules.worked_table import WorkedTable

Others = Mapping[str, Collection[str]]

_PILOT = ServiceRecord("risk", "Risk workshops", owner="R. Hale", home="Teal", began=State.IN_PILOT)
_HELP = ServiceRecord("help", "Planning help", owner="M. Sato", home="Teal", began=State.IN_PILOT)


def gate_example() -> WorkedTable:
    """What gate G1 says to an idea, as more of it is there.

    >>> [row[1] for row in gate_example().rows]
    ['9', '4', '0']
    """
    idea = ServiceRecord("planning", "Planning help")
    owned = ServiceRecord("planning", "Planning help", owner="R. Hale")
    go = Decision(date(2026, 3, 2), "go")
    met = Decision(date(2026, 3, 2), "go", "Services board", criteria=tuple(one.id for one in gate("G1").criteria))
    whole = Decision(met.on, "go", met.decider, criteria=met.criteria, evidence=("DOC-CONCEPT", "DOC-CASE", "DOC-TOPO"))
    cases = (("only the word *go*", idea, go), ("decider, owner, criteria met", owned, met), ("documents as well", owned, whole))
    return WorkedTable("Planning help at gate G1 (Course model)", ("what there is", "still missing", "the first of them"),
                       tuple(_lacks(name, record, decision) for name, record, decision in cases))


def _lacks(name: str, record: ServiceRecord, decision: Decision) -> tuple[str, ...]:
    lacks = missing(record, decision)
    return name, str(len(lacks)), lacks[0] if lacks else f"nothing: {decide(record, decision).state.label.lower()}"


def connection_example() -> WorkedTable:
    """Programme PMO Teal: may it say that it is in operation, and may it close?

    >>> [row[1][:2] for row in connection_example().rows]
    ['C3', 'ye', 'C4', 'ye']
    """
    teal = PmoRecord("Teal", "PMO Teal", "Head of Teal", began=PmoStage.IMPLEMENTATION)
    ends = PmoRecord("Teal", "PMO Teal", "Head of Teal", began=PmoStage.RETIRING)
    live = (ServiceRecord("risk", "Risk workshops", home="Teal", began=State.LIVE),
            ServiceRecord("help", "Planning help", home="Teal", began=State.LIVE))
    gone = (ServiceRecord("risk", "Risk workshops", home="Teal", began=State.RETIRED), live[1])
    beside = {"help": ("Division",)}
    cases = (("in operation with two pilots", teal, PmoStage.OPERATION, (_PILOT, _HELP)),
             ("in operation with the first live", teal, PmoStage.OPERATION, (live[0], _HELP)),
             ("retired with both services live", ends, PmoStage.RETIRED, live),
             ("retired once risk workshops have ended", ends, PmoStage.RETIRED, gone))
    return WorkedTable("PMO Teal (Course model)", ("may Teal be called …", "the rules say"),
                       tuple((name, _says(pmo, stage, services, beside)) for name, pmo, stage, services in cases))


def _says(pmo: PmoRecord, stage: PmoStage, services: tuple[ServiceRecord, ...], others: Others) -> str:
    try:
        advance(pmo, PmoStep(date(2026, 5, 4), stage, "Sponsor"), services, others)
    except ValueError as error:
        return str(error)
    return "yes"


def drivers_example() -> WorkedTable:
    """A budget freeze (D5), a new sponsor (D2) and a new law (D6) at once: where to look first.

    >>> [row[0] for row in drivers_example().rows]
    ['G1', 'G5', 'G6']
    """
    acting = {"D2", "D5", "D6"}
    order = look_order(acting)
    loud = "; ".join(one.early_sign[:1].lower() + one.early_sign[1:] for one in drivers() if one.id in acting)
    rows = tuple((id, ", ".join(f"{one.id} {one.name}" for one in due), "; ".join(one.services_effect for one in due))
                 for id, due in order.items())
    return WorkedTable(f"Signs: {loud} (Course model)", ("questions of", "driver", "services"), rows)
