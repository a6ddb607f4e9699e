"""The three services of E7: what they are, who counts on them by the map of today, a year of usage and cost, and remarks."""

from __future__ import annotations

from functools import cache

from attrs import evolve

from pmo_course_lib.domain.topology import Topology, index
from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.case import Row, rows
from pmo_course_lib.ui.exercises.words import customer, listed, refuse, remarks
from pmo_course_lib.ui.modules import topology_parts as parts
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.pictures import topology_graph
from pmo_course_lib.ui.view.blocks import Block, Group, Picture, Table, Text

#: The dossier, Form 7, the readiness check.
SERVICES = ("SVC-009", "SVC-010", "SVC-014")


def name(id: str) -> str:
    """What a service is called."""
    return listed("services.csv", "id")[id]["name"]


def hours(id: str) -> float:
    """Its hours a month by plan."""
    return float(listed("services.csv", "id")[id]["hours_per_month"])


@cache
def _page() -> tuple[Block, ...]:
    return (Text("Figures from July 2025 to June 2026. No log of requests is kept for these three, so there is no attainment."),
            _facts(), *(_year(id) for id in SERVICES), *map_of_three(),
            Group("The three on the map of today, with their neighbours", (
                Text("A part of the map, as it stands: nothing was checked."), _picture()), open=False),
            remarks(*SERVICES))


def _facts() -> Table:
    of = [listed("services.csv", "id")[id] for id in SERVICES]
    pmos = [listed("pmos.csv", "id")[row["provider_pmo"]] for row in of]
    lines = (
        ("Outcome", *(listed("outcomes.csv", "id")[row["outcome"]]["outcome"] for row in of)),
        ("Owner", *(row["owner"] for row in of)),
        ("PMO", *(f"{pmo['name']}{', ends ' + pmo['ends'] if pmo['ends'] else ''}" for pmo in pmos)),
        ("Obligation", *(row["obligation"] for row in of)),
        ("Live since", *(row["live_since"] for row in of)),
        ("Hours a month by plan", *(row["hours_per_month"] for row in of)),
        ("People who can deliver it", *(row["people"] for row in of)),
        ("Has to outlive its PMO", *(row["outlives_pmo"] or "no" for row in of)))
    return Table("The three services", ("What", *map(name, SERVICES)), lines)


def _reviews(id: str) -> str:
    """What its service reviews said."""
    record = next(one for one in case.workbook().services if one.id == id)
    return "".join(f"\n\nReview of {one.on}: {one.comment}" for one in record.history if one.gate == "G5")


def map_of_three() -> tuple[Table, Table]:
    """Lines of the map: who uses the three, and what rests on what."""
    groups = listed("customers.csv", "group")
    uses = tuple((name(row["service"]), customer(row["customer"]), groups[row["customer"]]["size"], row["obligation"],
                  row["volume_per_month"]) for row in rows("consumes.csv") if row["service"] in SERVICES)
    needs = tuple((name(row["service"]), _needed(row), f"{row['agreement_id']}, {row['state']}")
                  for row in rows("dependencies.csv") if {row["service"], row["needs"]} & {*SERVICES})
    return (Table("Map: who uses them", ("Service", "Customer group", "People", "Obligation", "Times a month"), uses, (2, 4)),
            Table("Map: what rests on what", ("This service", "needs", "by"), needs))


def _needed(row: Row) -> str:
    return name(row["needs"]) if row["needs_kind"] == "service" else row["needs_name"]


def _picture() -> Picture:
    shown = evolve(parts.network(index(_near()), ()), checked=False)
    return Picture(topology_graph(shown, "three"), "The three services with their neighbours", parts.as_list(shown.as_text()))


def _near() -> Topology:
    """The part of the map that the three stand in."""
    map = case.topology()
    lines = tuple(one for one in map.depends_on if {one.service, one.on} & {*SERVICES})
    near = {*SERVICES, *(end for one in lines for end in (one.service, one.on))}
    provides = tuple(one for one in map.provides if one.service in near and one.accountable)
    uses = tuple(one for one in map.consumes if one.service in SERVICES)
    near |= {one.pmo for one in provides} | {one.consumer for one in uses}
    nodes = {kind: tuple(one for one in getattr(map, kind) if one.id in near)
             for kind in ("pmos", "services", "consumers", "supports")}
    return Topology(provides=provides, consumes=uses, depends_on=lines, **nodes)


def _year(id: str) -> Group:
    cost = {row["month"]: row for row in rows("costs.csv") if row["service"] == id}
    used = [row for row in rows("usage.csv") if row["service"] == id]
    lines = tuple((row["month"], row["users_could"], row["users_used"], row["volume"], cost[row["month"]]["hours"],
                   f"{_francs(cost[row['month']]):,.0f}") for row in used)
    total = ("The year", "", "", f"{sum(int(row['volume']) for row in used)}",
             f"{sum(float(row['hours']) for row in cost.values()):g}", f"{sum(map(_francs, cost.values())):,.0f}")
    on_time = " Those who used it are those who filed on time." if id == "SVC-010" else ""
    head = ("Month", "Could use it", "Used it", "Volume", "Hours", "Francs")
    return Group(f"{name(id)}: usage and cost, month by month", (
        Text(f"Cost is hours times the hourly rate.{on_time}{_reviews(id)}"),
        Table(f"{name(id)}, July 2025 to June 2026", head, (*lines, total), (1, 2, 3, 4, 5))), open=True)


def _francs(row: Row) -> float:
    return float(row["hours"]) * float(row["hourly_rate"])


PANEL = Panel("The three services", lambda _workbook: _page(), lambda _workbook: True, refuse)
