"""The case company as the library knows it, from the files of the case: calendar, promises, catalogue entries, map."""

from __future__ import annotations

import datetime as dt
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.calendar import Calendar
from pmo_course_lib.domain.catalogue import Entry, Promise
from pmo_course_lib.domain.sla import Agreement, Target
from pmo_course_lib.domain.topology import (
    Body,
    Consumer,
    Consumes,
    DependsOn,
    Governs,
    Obligation,
    Permanence,
    Pmo,
    Provides,
    ReportsTo,
    Role,
    Service,
    Skill,
    State,
    Support,
    SupportKind,
    Topology,
)
from tests.case_data.clock import HOLIDAYS, rows
from tests.case_data.figures import services

Row = dict[str, str]
CALENDAR = Calendar("CAL-CASE", "Europe/Zurich", ("Mon-Fri 09:00-17:00",), tuple(sorted(HOLIDAYS)))


def listed(text: str) -> tuple[str, ...]:
    """The parts of a field that holds several."""
    return tuple(filter(None, text.split(";")))


def number(text: str) -> float | None:
    """A number, or None where the field is empty."""
    return float(text) if text else None


def pmo(row: Row) -> Pmo:
    """A PMO of the file."""
    closes = dt.date.fromisoformat(row["ends"]) if row["ends"] else None
    return Pmo(row["id"], row["name"], row["kind"], Permanence(row["permanence"]), row["unit"], float(row["headcount"]),
               number(row["capacity_hours_per_month"]), row["lifecycle_stage"], closes)


def service(row: Row) -> Service:
    """A service of the file."""
    return Service(row["id"], row["name"], row["category"], row["outcome"], State(row["state"]), row["owner"],
                   Obligation(row["obligation"]), listed(row["levels"]), number(row["hours_per_month"]),
                   number(row["sla_target_hours"]), int(row["people"]), row["outlives_pmo"] == "yes",
                   Skill(row["skill"]) if row["skill"] else None, listed(row["assures"]))


def supports() -> tuple[Support, ...]:
    """The teams and suppliers that services need."""
    named = {row["needs"]: Support(row["needs"], row["needs_name"], SupportKind(row["needs_kind"]))
             for row in rows("dependencies.csv") if row["needs_kind"] != "service"}
    return tuple(named.values())


def topology() -> Topology:
    """The whole map."""
    listing = rows("services.csv")
    return Topology(
        pmos=tuple(pmo(row) for row in rows("pmos.csv")),
        consumers=tuple(Consumer(row["group"], row["name"], row["unit"], row["kind"], int(row["projects"] or 0) or None,
                                 listed(row["needed_outcomes"])) for row in rows("customers.csv")),
        services=tuple(service(row) for row in listing),
        supports=supports(),
        bodies=tuple(Body(row["id"], row["name"], row["mandate"]) for row in rows("bodies.csv")),
        reports_to=tuple(ReportsTo(row["id"], row["reports_to"]) for row in rows("pmos.csv")),
        governs=tuple(Governs(row["governed_by"], row["id"]) for row in listing if row["governed_by"]),
        provides=tuple(Provides(row["pmo"], row["service"], float(row["share"]), accountable=row["part"] == "P")
                       for row in rows("provides.csv")),
        consumes=tuple(Consumes(row["customer"], row["service"], row["level"], Obligation(row["obligation"]),
                                volume_per_month=number(row["volume_per_month"])) for row in rows("consumes.csv")),
        depends_on=tuple(DependsOn(row["service"], row["needs"], row["agreement_id"], number(row["target_hours"]))
                         for row in rows("dependencies.csv")),
        role=tuple(Role(row["pmo"], row["towards"], float(row["serving"]), float(row["controlling"]), float(row["partnering"]))
                   for row in rows("roles.csv")),
    )


def per_cent(share: float) -> str:
    """As the story writes it."""
    return f"{share * 100:.0f} per cent"


def agreement(code: str) -> Agreement:
    """The promise of a service as the library states it."""
    row = services()[code]
    share, least, hours = (float(row[f"sla_{name}"]) for name in ("target_share", "minimum_share", "target_hours"))
    targets = (Target(measure="MS03", target=share, minimum=least, limit=hours), Target(measure="MS08", target=0.8),
               Target(measure="MS09", target=0.4), Target(measure="MS11", target=0.8))
    return Agreement(id=f"SLA-{code}", service=code, targets=targets, exceptions=(row["sla_exceptions"] or "none",),
                     pause_for_customer=True, pause_for_approval=False, workload_limit=int(row["workload_limit_per_month"]))


def entry(code: str, texts: dict[str, Any]) -> Entry:
    """The catalogue entry of a service from its row, its promise and its texts."""
    row = services()[code]
    outcome = next(one["outcome"] for one in rows("outcomes.csv") if one["id"] == row["outcome"])
    promise = Promise(f"{row['sla_measure']} within {row['sla_target_hours']} working hours",
                      per_cent(float(row["sla_target_share"])))
    needs = tuple(one["needs_name"] for one in rows("dependencies.csv") if one["service"] == code)
    known = Entry(
        id=code, name=row["name"], category=row["category"], outcome=outcome, customers=listed(row["users"]),
        obligation=Obligation(row["obligation"]), obligation_rule=row["obligation_rule"], levels=listed(row["levels"]),
        service_hours=CALENDAR.id, targets=(promise,), owner=row["owner"], contact=row["owner"], provider_pmo=row["provider_pmo"],
        hours_per_unit=float(row["hours_per_unit"]), workload_limit_per_month=float(row["workload_limit_per_month"]),
        depends_on=needs or ("nothing",), sla=f"SLA-{code}", state=State(row["state"]), version="1.0",
        launch_date=dt.date.fromisoformat(row["live_since"]), review_date=dt.date.fromisoformat(row["review_date"]))
    said: dict[str, Any] = {name: tuple(text) if isinstance(text, list) else text for name, text in texts.items()}
    return evolve(known, **said)
