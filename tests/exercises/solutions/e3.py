"""E3: definitions and catalogue entries of the commissioning risk hour."""

from __future__ import annotations

import datetime as dt

from attrs import evolve

from pmo_course_lib.domain.catalogue import Entry, Obligation, Promise
from pmo_course_lib.domain.documents import Draft
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import team

ID = "SVC-019"
DEFINITION = {
    "Name": "Commissioning risk hour", "Purpose and outcome": "Start-ups at hospitals that do not slip in their last two weeks.",
    "Customers and eligibility": "Health project managers with a start-up within three months.",
    "In scope": "One hour a month on what could stop the start-up, and the calls that follow at once.",
    "Out of scope": "Keeping the risk register; risks after the start-up.",
    "Trigger and how to request": "A mail with the date of the start-up.",
    "Inputs from the customer": "The plan of the last six weeks.",
    "Outputs": "A list of what could stop it, with who was called.", "Levels": "L2: she asks, they call together.",
    "Owner": "Siri Kaufmann, Health PMO", "Dependencies": "None; the people who are called.", "Version": "0.1"}
ENTRY = Entry(
    id=ID, name="Commissioning risk hour", summary="An hour a month on what could stop your start-up, and the calls that follow.",
    outcome="Start-ups at hospitals that do not slip", category="CAT2", customers=("Health project managers",),
    why_needed="Each of you finds the same gaps alone, in the last two weeks.", benefits=("A start-up that holds",),
    in_scope=("One hour a month up to the start-up",), out_of_scope=("The risk register",), how_to_request="Mail with the date.",
    inputs_from_customer=("Plan of the last six weeks",), outputs=("List of what could stop it",), obligation=Obligation.OPTIONAL,
    levels=("L2",), service_hours="CAL-CASE", targets=(Promise("first hour held within 24 working hours", "90 per cent", "L2"),),
    price_or_charge="None", owner="Siri Kaufmann", contact="Siri Kaufmann", escalation="Oluwaseun Adeyemi", provider_pmo="PMO-02",
    workflow="Mail; hour; calls; list.", capabilities=("Reading a commissioning plan",), hours_per_unit=2.0,
    workload_limit_per_month=6.0, depends_on=("nothing",), sla="SLA-SVC-019", version="0.1", review_date=dt.date(2027, 1, 12))


def wrote(entry: Entry, sections: dict[str, str], kind: str = "service") -> Workbook:
    """A workbook with an entry and a definition."""
    start = team("E3", values={f"{ID}/kind": kind})
    return evolve(start, catalogue=(entry,), drafts={f"{ID}/DOC-DEF": Draft("DOC-DEF", sections)})


def model() -> Workbook:
    """Another team could order it."""
    return wrote(ENTRY, DEFINITION)


def weak() -> Workbook:
    """Well meant: a target without a figure, no calendar, an outcome that says what the PMO does, gaps."""
    entry = evolve(ENTRY, outcome="Providing risk sessions", service_hours="", targets=(Promise("sessions held soon", "fast"),),
                   inputs_from_customer=(), escalation="", workflow="", capabilities=(), depends_on=(), sla="")
    gaps = ("Dependencies", "Levels", "Inputs from the customer", "Out of scope")
    return wrote(entry, {name: text for name, text in DEFINITION.items() if name not in gaps})


def confused() -> Workbook:
    """A policy that each project has to keep, written for the office."""
    entry = Entry(id=ID, name="Risk policy", summary="Each project files a register.", outcome="A policy that is kept",
                  category="Risk", customers=("All",), levels=("gold",), targets=(Promise("compliance", "full"),))
    return wrote(entry, {"Name": "Risk register", "Owner": "TBD", "In scope": "All projects"}, kind="policy")
