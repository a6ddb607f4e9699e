"""A decision at gate G6 for each of the three services of E7, with its reason, and what the three decisions do to the hours."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.documents import document
from pmo_course_lib.domain.lifecycle import State, Transition, moves
from pmo_course_lib.exercises.answers import text
from pmo_course_lib.exercises.checks.ending import CHANGE, COMMENT, END, KEEP, RETIRE, WORD
from pmo_course_lib.ui.exercises.e7_services import SERVICES, hours, name
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Area, Block, Choice, Group, Note, Table, Text
from pmo_course_lib.workbook.model import Workbook


def words() -> dict[str, Transition]:
    """What can be decided at G6 on a live service."""
    return {one.word: one for one in moves(State.LIVE) if one.gate == "G6"}


def decision(workbook: Workbook, id: str) -> str:
    """The word of the decision on a service; empty while there is none."""
    said = text(workbook, WORD.format(id))
    return said if said in words() else ""


def plan_of(word: str) -> str:
    """The plan that a decision asks for; empty for *keep* and for no decision."""
    return "" if word in ("", KEEP) else END if word == RETIRE else CHANGE


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("You are the services board. It decides on **figures**, not on taste: put the figure into the reason.")
    return (intro, *(_one(workbook, id) for id in SERVICES), *_together(workbook))


def _one(workbook: Workbook, id: str) -> Group:
    word = decision(workbook, id)
    effect, why = words()[word].effect if word else None, kept.text(workbook, COMMENT.format(id))
    return Group(name(id), (
        Choice(at("values", WORD.format(id)), f"Decision: {name(id)}", tuple((each, one.label) for each, one in words().items()),
               word or None, inline=True),
        Area(at("values", COMMENT.format(id)), f"Reason, with its figure: {name(id)}", why, 2),
        *((Note(effect),) if effect else ())))


def _together(workbook: Workbook) -> tuple[Block, ...]:
    made = {id: word for id in SERVICES if (word := decision(workbook, id))}
    if not made:
        return (Note("Decide on one, and you see here what it does to the hours."),)
    rows = tuple((name(id), words()[word].label, f"{hours(id):g}", _plan(word)) for id, word in made.items())
    ended = sum(hours(id) for id, word in made.items() if word == RETIRE)
    return (Table("By your decisions", ("Service", "Decision", "Hours a month today", "Asks for"), rows, (2,)),
            Text(f"**{ended:g} hours** a month would end, after gate G7; {sum(map(hours, made)) - ended:g} would go on."))


def _plan(word: str) -> str:
    return document(plan_of(word)).name.lower() if plan_of(word) else "no plan"


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    for service in SERVICES:
        if id == at("values", WORD.format(service)):
            return kept.keep_text(workbook, WORD.format(service), value, words())
        if id == at("values", COMMENT.format(service)):
            return kept.keep_text(workbook, COMMENT.format(service), value)
    raise ValueError(GONE)


def _done(workbook: Workbook) -> bool:
    return all(decision(workbook, id) and text(workbook, COMMENT.format(id)).strip() for id in SERVICES)


PANEL = Panel("Your decisions at gate G6", _draw, _done, _change)
