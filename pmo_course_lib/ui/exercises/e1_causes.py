"""Two root causes of E1: the whys that lead to each, and the principle or service that would remove it."""

from __future__ import annotations

from functools import cache
from typing import Any

from pmo_course_lib.domain.catalogue import course_catalogue
from pmo_course_lib.domain.orientation import guide
from pmo_course_lib.domain.principles import principle, principles
from pmo_course_lib.exercises.answers import text
from pmo_course_lib.exercises.checks.diagnose import CAUSE, PLACES, REMEDY, WHY
from pmo_course_lib.ui.modules.kept import keep_text
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Group, Line, Note, Row, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook

_NEXT = at("orientation", "next_service")
_PLACED = ("The first root cause", "The second root cause")


@cache
def causes() -> dict[str, str]:
    """The root causes of the course by id."""
    return {one.id: one.text for one in guide().causes}


@cache
def remedies() -> dict[str, str]:
    """What could remove a cause, by id: the principles, then the services of the course catalogue."""
    return ({one.id: f"Principle: {one.name}" for one in principles()}
            | {one.id: f"Service: {one.name}" for one in course_catalogue().services})


def chosen(workbook: Workbook, key: str, known: dict[str, str]) -> str:
    """What is chosen under a key in people's words; empty for nothing that the list has."""
    return known.get(text(workbook, key), "")


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    return (
        Text("*Course model.* Begin with a trait that you saw and ask *why* until you reach what keeps producing it. T1 "
             "shows which causes may lie behind a trait; evidence decides. Two of you can take a cause each."),
        *(_cause(workbook, place) for place in PLACES),
        Line(_NEXT, "One service that would move this office a step, and who would ask for it",
             workbook.orientation.next_service),
        Group("The seven core principles", (_principles(),), open=False),
    )


def _cause(workbook: Workbook, place: int) -> Group:
    cause, remedy = text(workbook, CAUSE.format(place)), text(workbook, REMEDY.format(place))
    return Group(_PLACED[place - 1], (
        Area(at("notes", WHY.format(place)), f"Your whys {place}: from what is on the cards to the cause, a line each",
             workbook.notes.get(WHY.format(place), ""), 4),
        Row((Select(at("values", CAUSE.format(place)), f"Root cause {place}", tuple(causes().items()),
                    cause if cause in causes() else None),
             Select(at("values", REMEDY.format(place)), f"What would remove root cause {place}?", tuple(remedies().items()),
                    remedy if remedy in remedies() else None))),
        *_meaning(remedy),
        *(_twice(workbook) if place == PLACES[-1] else ()),
    ))


def _meaning(remedy: str) -> tuple[Block, ...]:
    """What the principle or service that is chosen says, so that the team can test it against the cause."""
    if remedy not in remedies():
        return ()
    if remedy in course_catalogue().ids:
        one = course_catalogue()[remedy]
        return (Note(f"**{one.name}**: {one.description} Who would ask this office for it?"),)
    found = principle(remedy)
    return (Note(f"**{found.name}**: {found.gloss} {found.detail.in_services} Ask: *{found.detail.question}*"),)


def _twice(workbook: Workbook) -> tuple[Block, ...]:
    named = [found for place in PLACES if (found := chosen(workbook, CAUSE.format(place), causes()))]
    return (Note("Both root causes are the same one. Choose two.", "warning"),) if len(named) > len(set(named)) else ()


@cache
def _principles() -> Table:
    rows = tuple((one.name, one.gloss, one.detail.question) for one in principles())
    return Table("Core principles; the questions are a Course model", ("Principle", "It says", "Ask"), rows)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    for place in PLACES:
        for key, known in ((CAUSE.format(place), causes()), (REMEDY.format(place), remedies())):
            if id == at("values", key):
                return keep_text(workbook, key, value, known)
    if id in (_NEXT, *(at("notes", WHY.format(place)) for place in PLACES)):
        return put(workbook, id, value)
    raise ValueError("There is no such field here. Load the page again.")


def _done(workbook: Workbook) -> bool:
    return all(chosen(workbook, key.format(place), known) for place in PLACES
               for key, known in ((CAUSE, causes()), (REMEDY, remedies())))


PANEL = Panel("Two root causes, and what would remove them", _draw, _done, _change)
