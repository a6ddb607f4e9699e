"""E7: decisions on the dossier, Form 7 and the readiness check, with one plan."""

from __future__ import annotations

from attrs import evolve

from pmo_course_lib.domain.documents import Draft, document
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import Scalar
from tests.exercises.solutions import team

RETIRE = {name: f"What we say on: {name.lower()}" for name in document("DOC-RETIRE").sections} | {
    "Customers and use": "Executive committee: 24 on the list, eleven readers in July 2025, four in June 2026.",
    "Dependencies": "No service rests on it; it takes from three reports.",
    "Milestones": "Plan complete: 2026-07-28\nService offline: 2026-10-31",
    "Capacity to release": "30 hours a month, Enterprise PMO."}
CHANGE = {name: f"What we say on: {name.lower()}" for name in document("DOC-TRANSFORM").sections} | {
    "Message to customers": "Department heads and One Core team leads: who comes stays the same, the office changes.",
    "Change of topology": "From the One Core programme PMO to the Enterprise PMO.",
    "Timeline": "Begins 2026-10-01, done 2027-03-31."}


def decided(words: dict[str, tuple[str, str]], drafts: dict[str, Draft], **told: str) -> Workbook:
    """Prepared decisions (word and reason by service), plans, and the days of telling by service."""
    values: dict[str, Scalar] = {f"{id}/walk-word": word for id, (word, _) in words.items()}
    values |= {f"{id}/walk-comment": why for id, (_, why) in words.items()}
    values |= {f"SVC-{id[1:]}/g6-told": day for id, day in told.items()}
    return evolve(team("E7", values=values), drafts=drafts)


def model() -> Workbook:
    """The dossier ends with notice, Form 7 becomes a feed, the check moves."""
    words = {"SVC-009": ("retire", "Readers fell from 11 to 4 of 24; 43,383 francs a year."),
             "SVC-010": ("transform", "53 fields, 19 spreadsheets beside it; on time fell from 42 to 32 of 47."),
             "SVC-014": ("move_to_another_pmo", "From 3 users to 9 of 23; its PMO ends on 2027-06-30.")}
    return decided(words, {"SVC-009/DOC-RETIRE": Draft("DOC-RETIRE", RETIRE)}, s009="2026-07-29")


def transformed() -> Workbook:
    """As good, with the plan of the move."""
    return evolve(decided({id: (word, f"{n} of 24") for n, (id, word) in enumerate(
        {"SVC-009": "keep", "SVC-010": "transform", "SVC-014": "move_to_another_pmo"}.items())},
        {"SVC-014/DOC-TRANSFORM": Draft("DOC-TRANSFORM", CHANGE)}, s014="2026-09-01"))


def weak() -> Workbook:
    """Fair decisions, one with a figure; the plan lacks parts, gives a month of notice and other hours."""
    words = {"SVC-009": ("retire", "Readers fell from 11 to 4."), "SVC-010": ("transform", "Nobody likes it."),
             "SVC-014": ("keep", "It is used.")}
    gaps = ("Alternatives and migration", "Communication plan", "Agreements to end", "Tools and access", "Data and records",
            "Notice period", "Who approves")
    plan = {name: text for name, text in RETIRE.items() if name not in gaps} | {
        "Capacity to release": "24 hours", "Milestones": "Service offline: 2026-08-31"}
    return decided(words, {"SVC-009/DOC-RETIRE": Draft("DOC-RETIRE", plan)}, s009="2026-07-29")


def confused() -> Workbook:
    """All three end, on taste; four reports lose their data."""
    words = dict.fromkeys(("SVC-009", "SVC-010", "SVC-014"), ("retire", "Old-fashioned."))
    plan = {"Decision and reason": "Nobody likes it.", "Customers and use": "Everybody.",
            "Milestones": "Service offline: 2026-07-01"}
    return decided(words, {"SVC-010/DOC-RETIRE": Draft("DOC-RETIRE", plan)}, s010="2026-07-15")
