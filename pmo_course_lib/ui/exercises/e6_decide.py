"""The decision of E6 at gate G5, with the minutes of the review as they will be handed in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pmo_course_lib.domain.lifecycle import State, Transition, gate, moves
from pmo_course_lib.domain.sla import Result
from pmo_course_lib.exercises.checks.review import ACTION, CAUSE, FEEL, GREEN, PRESENT, RED, WORD
from pmo_course_lib.ui.exercises.e6_measures import chosen
from pmo_course_lib.ui.exercises.e6_review import NO_LOG, answered, field, held, title
from pmo_course_lib.ui.exercises.words import cut
from pmo_course_lib.ui.modules import service_review
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.modules.service_review import CAUSES, LOOKED, Review
from pmo_course_lib.ui.view.blocks import Block, Choice, Note, Table
from pmo_course_lib.workbook.model import Workbook


def words() -> dict[str, Transition]:
    """What can be decided at G5 on a live service."""
    return {one.word: one for one in moves(State.LIVE) if one.gate == "G5"}


def decided(now: Review) -> str:
    """The decision in people's words; empty while there is none."""
    found = words().get(now.said(WORD))
    return found.label if found else ""


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    now = held(workbook)
    if now is None:
        return (NO_LOG,)
    word = words().get(now.said(WORD))
    ask = Choice(field(WORD), f"{gate('G5').decider}: what do you decide?", tuple((id, one.label) for id, one in words().items()),
                 word.word if word else None, inline=True)
    effect = (Note(word.effect),) if word and word.effect else ()
    return (ask, *effect, Table("Your review, as it stands", ("Part", "You say"), tuple(minutes(now))))


def minutes(now: Review) -> Iterator[tuple[str, str]]:
    """The parts of the review with what was answered; a dash where nothing was."""
    yield "Customer there", dict(service_review.PRESENT).get(now.said(PRESENT), "–")
    yield "Looked at", ", ".join(dict(LOOKED)[one] for one in now.looked) or "–"
    for name, word in ((GREEN, "Green"), (RED, "Red")):
        yield word, title(now.of(chosen(now, name))) if chosen(now, name) else "–"
    for one in now.misses:
        yield title(one).capitalize(), miss(now, one)
    yield "Not shown by the measures", cut(now.text(FEEL)) or "–"
    yield "Decision", decided(now) or "–"


def miss(now: Review, one: Result) -> str:
    """Cause and action for a target that is not met."""
    cause = dict(CAUSES).get(now.said(CAUSE.format(one.target.measure)), "–")
    return f"Cause: {cause}. Action: {cut(now.text(ACTION.format(one.target.measure))) or '–'}"


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    return answered(workbook, id, value, (WORD,))


def _done(workbook: Workbook) -> bool:
    now = held(workbook)
    return now is not None and bool(decided(now))


PANEL = Panel("Service review: the decision at gate G5", _draw, _done, _change)
