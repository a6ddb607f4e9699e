"""Sections of the case company's workbook that are made from the CSV files of the case, with what persons wrote beside them."""

from __future__ import annotations

import datetime as dt
import tomllib
from functools import cache
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.adaptation import CustomerCase
from pmo_course_lib.domain.calendar import Calendar
from pmo_course_lib.domain.catalogue import Entry, Obligation, Promise
from pmo_course_lib.domain.lifecycle import PmoRecord, ServiceRecord, State
from pmo_course_lib.domain.sla import Agreement, Event, read_log
from pmo_course_lib.domain.sla.spreadsheet import read_sheet
from pmo_course_lib.domain.topology import Topology
from pmo_course_lib.domain.value_ring import Group, RingInputs, start
from pmo_course_lib.workbook.plain import from_plain, to_plain
from tests.case_data import library
from tests.case_data.clock import CASE, rows
from tests.case_data.figures import attainment, part, services
from tests.case_data.library import CALENDAR, Row, listed, per_cent

LAST_QUARTER = "2026-Q2"
LOGGED = ("SVC-002", "SVC-003", "SVC-004", "SVC-005", "SVC-006", "SVC-011")
#: Service of the ring and logged service, with the name of the indicator that the log answers.
FROM_LOG = {"Reports in time": "SVC-002", "Decisions in time": "SVC-005", "First answers in time": "SVC-006",
            "First sessions in time": "SVC-003"}
SUPPLIER = from_plain(to_plain(CALENDAR) | {"id": "CAL-SUPPLIER", "week": ["Mon-Fri 08:00-18:00"]}, Calendar)


@cache
def texts() -> dict[str, Any]:
    """What persons wrote, as JSON data."""
    found: dict[str, Any] = _plain(_toml("workbook_texts.toml"))
    return found


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((CASE / name).read_text(encoding="utf-8"))


def _plain(value: Any) -> Any:
    """TOML data with its dates as ISO text."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


@cache
def _names() -> dict[str, str]:
    """Names by id of PMOs, customer groups and outcomes."""
    known = {row["id"]: row["name"] for row in rows("pmos.csv")} | {row["id"]: row["outcome"] for row in rows("outcomes.csv")}
    return known | {row["group"]: row["name"] for row in rows("customers.csv")}


def pmos() -> tuple[PmoRecord, ...]:
    """The five PMOs with their steps."""
    return tuple(from_plain({**{name: row[name] for name in ("id", "name", "manager", "sponsor")}, **texts()["pmos"][row["id"]]},
                            PmoRecord) for row in rows("pmos.csv"))


def records() -> tuple[ServiceRecord, ...]:
    """The 18 services, and the idea that the team adds; those whose beginning nobody wrote down began live."""
    told = texts()["services"]
    known = {row["id"]: {"name": row["name"], "owner": row["owner"], "home": row["provider_pmo"], "began": "live",
                         "course_service": row["catalogue_id"]} for row in services().values()}
    return tuple(from_plain({"id": id, **known.get(id, {}), **told.get(id, {})}, ServiceRecord) for id in {**known, **told})


def adaptation() -> tuple[CustomerCase, ...]:
    """Each customer group with its three figures."""
    return tuple(CustomerCase(row["name"], row["kind"], int(row["capability"]), int(row["risk"]), int(row["appetite"]),
                              texts()["adaptation"][row["group"]]) for row in rows("customers.csv"))


def catalogue() -> tuple[Entry, ...]:
    """Whole entries of the six logged services, short ones of the others."""
    full = _toml("catalogue.toml")
    found = (_named(library.entry(code, full[code])) if code in LOGGED else _short(row) for code, row in services().items())
    idea = next(one for one in records() if one.id == "SVC-019")
    return (*found, Entry(id=idea.id, name=idea.name, summary=texts()["summaries"][idea.id], outcome=_names()["OUT-15"],
                          category="CAT2", customers=(_names()["CG-03"],), obligation=Obligation.OPTIONAL, levels=("L2",),
                          provider_pmo=_names()["PMO-02"], hours_per_unit=2.0, workload_limit_per_month=6.0, version="0.1"))


def _named(entry: Entry) -> Entry:
    """The entry with names for people in place of ids."""
    return evolve(entry, customers=tuple(_names()[one] for one in entry.customers), provider_pmo=_names()[entry.provider_pmo])


def _short(row: Row) -> Entry:
    """What the files say of a service, with one sentence."""
    promise = Promise(f"{row['sla_measure']} within {row['sla_target_hours']} working hours",
                      per_cent(float(row["sla_target_share"]))) if row["sla_measure"] else None
    live = row["live_since"]
    return _named(Entry(
        id=row["id"], name=row["name"], summary=texts()["summaries"][row["id"]], outcome=_names()[row["outcome"]],
        category=row["category"], customers=listed(row["users"]), obligation=Obligation(row["obligation"]),
        obligation_rule=row["obligation_rule"], levels=listed(row["levels"]), service_hours=CALENDAR.id,
        targets=(promise,) if promise else (), owner=row["owner"], contact=row["owner"], provider_pmo=row["provider_pmo"],
        hours_per_unit=float(row["hours_per_unit"]), workload_limit_per_month=float(row["workload_limit_per_month"]),
        depends_on=tuple(one["needs_name"] for one in rows("dependencies.csv") if one["service"] == row["id"]),
        state=State(row["state"]), launch_date=dt.date.fromisoformat(live) if live else None,
        review_date=dt.date.fromisoformat(row["review_date"]), version="1.0" if live else "0.3"))


def ring() -> RingInputs:
    """The team's judgement, customers' priorities, the course's chances, and what log and costs say."""
    inputs = from_plain(texts()["ring"], RingInputs)
    base, people = start(), sum(int(row["size"]) for row in rows("customers.csv"))
    cost = sum(int(row["hours"]) * int(row["hourly_rate"]) for row in rows("costs.csv"))
    found = (evolve(one, reached=_reached(FROM_LOG[one.name])) if one.name in FROM_LOG else one for one in inputs.indicators)
    return evolve(inputs, groups=_groups(), chances=base.chances, profiles=base.profiles, recovery=base.recovery,
                  indicators=tuple(found), annual_cost=float(cost), supported=people)


def _groups() -> tuple[Group, ...]:
    asked = rows("expectations.csv")
    wanted = {row["group"]: {one["benefit"]: float(one["priority"]) for one in asked if one["group"] == row["group"]}
              for row in rows("customers.csv")}
    return tuple(Group(row["group"], float(row["weight"]), wanted[row["group"]], row["name"]) for row in rows("customers.csv"))


def _reached(code: str) -> float:
    """The part of the target that the last quarter reached."""
    return min(1.0, round(attainment(part(code, LAST_QUARTER)) / float(services()[code]["sla_target_share"]), 3))


def agreements() -> tuple[Agreement, ...]:
    """The SLAs of the six logged services, the draft with finance, and the contract behind the tool desk."""
    said = texts()["agreements"]
    others = (from_plain({"id": id, **said[id]}, Agreement) for id in ("OLA-03", "UC-01"))
    return (*(_sla(code, said["every"] | said[f"SLA-{code}"]) for code in LOGGED), *others)


def _sla(code: str, said: dict[str, Any]) -> Agreement:
    promise, row = library.agreement(code), services()[code]
    targets = tuple(evolve(one, data_source="Log of requests", owner=row["owner"]) for one in promise.targets)
    known = evolve(promise, targets=targets, calendar=CALENDAR.id, provider=_names()[row["provider_pmo"]],
                   provider_contact=row["owner"], users=", ".join(_names()[one] for one in listed(row["users"])))
    return from_plain(to_plain(known) | said, Agreement)


def requests() -> tuple[Event, ...]:
    """The whole log."""
    return read_log(read_sheet((CASE / "requests.csv").read_bytes(), "requests.csv").records).events


def topology() -> Topology:
    """The map, with outcomes in words and the agreements by which consumers use a service."""
    plain = library.topology()
    return evolve(
        plain,
        consumers=tuple(evolve(one, needs=tuple(_names()[need] for need in one.needs)) for one in plain.consumers),
        services=tuple(evolve(one, outcome=_names()[one.outcome]) for one in plain.services),
        consumes=tuple(evolve(one, sla=f"SLA-{one.service}" if one.service in LOGGED else "") for one in plain.consumes))
