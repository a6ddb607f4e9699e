"""The one plan of E7, of an end or of a change, in parts that a team can share out."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.documents import document
from pmo_course_lib.domain.lifecycle import ServiceRecord
from pmo_course_lib.exercises.answers import text
from pmo_course_lib.exercises.checks.ending import CHANGE, END
from pmo_course_lib.ui.exercises.e7_decide import decision, plan_of
from pmo_course_lib.ui.exercises.e7_services import SERVICES, name
from pmo_course_lib.ui.modules import ending_plan
from pmo_course_lib.ui.modules.drafting import areas, far
from pmo_course_lib.ui.modules.kept import keep_text
from pmo_course_lib.ui.modules.own_services import record
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Group, Note, Select, Text
from pmo_course_lib.workbook.model import Workbook

#: Key of ``values``: the service whose plan the team writes.
CHOSEN = "e7-plan"
#: A part of a plan with its sections; the second one also holds the days.
PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    END: {
        "Why, and for whom": ("Decision and reason", "Customers and use", "Alternatives and migration", "Communication plan"),
        "When": ("Notice period",),
        "What hangs on it": ("Dependencies", "Agreements to end", "Data and records", "Tools and access", "Capacity to release",
                             "Who approves")},
    CHANGE: {
        "Why, and into what": ("Reason with figures", "Kind of change", "New case", "Stage of re-entry"),
        "When": ("Message to customers", "Timeline"),
        "What hangs on it": ("What stays in force meanwhile", "Change of topology", "Risks")}}
_DATED = "When"


def offered(workbook: Workbook) -> dict[str, str]:
    """Services whose decision asks for a plan: names by id."""
    return {id: name(id) for id in SERVICES if plan_of(decision(workbook, id)) and record(workbook, id)}


def chosen(workbook: Workbook) -> ServiceRecord | None:
    """The service whose plan is written."""
    id = text(workbook, CHOSEN)
    return record(workbook, id) if id in offered(workbook) else None


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    known = offered(workbook)
    if not known:
        return (Note("Decide first: a plan follows from the decision to end or to change a service."),)
    now = chosen(workbook)
    pick = Select(at("values", CHOSEN), "For which service do you write the plan?", tuple(known.items()), now.id if now else None)
    if now is None:
        return (pick, Note("Choose one of them: one plan is asked for."))
    return (pick, *_plan(workbook, now, plan_of(decision(workbook, now.id))))


def _plan(workbook: Workbook, now: ServiceRecord, kind: str) -> tuple[Block, ...]:
    parts = (Group(f"{document(kind).name}: {title.lower()}", (
        *(ending_plan.days(workbook, now, kind) if title == _DATED else ()), *areas(workbook, now.id, kind, sections)),
        open=not place) for place, (title, sections) in enumerate(PARTS[kind].items()))
    filled, whole, _ = far(workbook, now.id, kind)
    return (Text("Share out the three parts. Write days such as 2026-12-31."), *parts, *_notice(workbook, now, kind),
            Note(f"{filled} of {whole} sections have a text."))


def _notice(workbook: Workbook, now: ServiceRecord, kind: str) -> tuple[Block, ...]:
    """How long customers have by the days that were written."""
    told, end = ending_plan.told_on(workbook, now), ending_plan.dates(workbook, now).get(ending_plan.OFFLINE)
    if kind == CHANGE or told is None or end is None:
        return ()
    return (Note(f"From the day on which customers are told to *{ending_plan.OFFLINE.lower()}*: **{(end - told).days} days**."),)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id == at("values", CHOSEN):
        return keep_text(workbook, CHOSEN, value, offered(workbook))
    now = chosen(workbook)
    if now is None:
        raise ValueError("Choose the service of your plan first.")
    return ending_plan.planned(workbook, now, id, value)


def _done(workbook: Workbook) -> bool:
    now = chosen(workbook)
    return now is not None and not far(workbook, now.id, plan_of(decision(workbook, now.id)))[2]


PANEL = Panel("One plan", _draw, _done, _change)
