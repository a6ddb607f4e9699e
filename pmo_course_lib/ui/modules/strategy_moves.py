"""The moves that close the gaps: owner, date, measure, order; the roadmap; the first steps of next Monday. *Course model*."""

from __future__ import annotations

import datetime
import json
from typing import Any

from attrs import evolve

from pmo_course_lib.domain import strategy
from pmo_course_lib.domain.strategy import Move, MoveKind, StrategyPlan
from pmo_course_lib.ui import pictures as draw
from pmo_course_lib.ui.modules.kept import ticked
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.modules.roadmap_picture import roadmap_picture
from pmo_course_lib.ui.view.blocks import Block, Button, Choice, Day, Group, Line, Note, Picture, Row, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

_KINDS = ((MoveKind.SERVICE.value, "a service"), (MoveKind.CAPABILITY.value, "a capability"))
_MOST = 6


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    plan = workbook.strategy
    intro = Text("*Course model.* Each gap needs a **move**: a service or a capability that changes, with an owner, a date and a "
                 "measure. A gap without a move is a complaint; a move without a gap is a hobby.")
    if not plan.gaps and not plan.moves:
        return (intro, Note("Take on at least one gap in the view above; it then asks for its move here."))
    closed = {one.gap for one in plan.moves}
    more = tuple(_adding(plan, gap.id) for gap in plan.gaps if gap.id in closed)
    return (intro, *(_adding(plan, gap.id) for gap in plan.gaps if gap.id not in closed),
            *(_move(plan, one) for one in plan.moves),
            *((Group("Add another move", more, open=False),) if more else ()), *_result(plan))


def _adding(plan: StrategyPlan, gap: str) -> Button:
    return Button(at("#add", gap), f"Add a move for: {_gap(plan, gap)}")


def _gap(plan: StrategyPlan, id: str) -> str:
    gap = next((one for one in plan.gaps if one.id == id), None)
    text = " ".join((gap.then or gap.now or gap.id).split()) if gap else "no gap of the list"
    return text if len(text) <= 70 else f"{text[:69]}…"


def _move(plan: StrategyPlan, move: Move) -> Group:
    def place(name: str) -> str:
        return at("strategy", "moves", move.id, name)

    others = tuple((one.id, f"{one.id} {one.what}".strip()) for one in plan.moves if one.id != move.id)
    first_open = next((one.id for one in plan.moves if not _complete(one)), None)
    return Group(f"{move.id}: towards {_gap(plan, move.gap)}", (
        Line(place("what"), "What moves?", move.what),
        Choice(place("kind"), "It is", _KINDS, move.kind.value, inline=True),
        Row((Line(place("owner"), "Owner", move.owner), _date(place("starts"), "Starts", move.starts),
             _date(place("due"), "Due", move.due))),
        Line(place("measure"), "Measure: how will you see that the gap is closed?", move.measure),
        Line(place("first_step"), "First step, small enough for next Monday", move.first_step),
        *((Ticks(place("after"), "Which moves must be finished first?", others, move.after),) if others else ()),
        Button(at("#remove", move.id), f"Take out move {move.id}", confirm=f"Take out move {move.id}?"),
    ), open=move.id == first_open)


def _date(id: str, label: str, value: datetime.date | None) -> Day:
    return Day(id, label, value.isoformat() if value else None)


def _complete(move: Move) -> bool:
    return not strategy.problems(StrategyPlan(gaps=(strategy.Gap(move.gap),), moves=(evolve(move, after=()),)))


def _result(plan: StrategyPlan) -> tuple[Block, ...]:
    open_ = strategy.problems(plan)
    notes: tuple[Block, ...] = (Note("Each gap has a move, and each move an owner, a date, a measure and a first step.", "good"),)
    if open_:
        rest = f"\n- and {len(open_) - _MOST} more" if len(open_) > _MOST else ""
        notes = (Note("**Still to do**\n\n" + "\n".join(f"- {_worded(plan, one)}" for one in open_[:_MOST]) + rest, "warning"),)
    return (*notes, *_roadmap(plan), *_monday(plan))


def _worded(plan: StrategyPlan, problem: str) -> str:
    """A problem with the words of a gap in place of its id."""
    for gap in plan.gaps:
        problem = problem.replace(f"Gap {gap.id!r}", f"The gap to “{_gap(plan, gap.id)}”")
    return problem


def _roadmap(plan: StrategyPlan) -> tuple[Block, ...]:
    if not strategy.roadmap(plan):
        return ()
    shown = roadmap_picture(plan, today())
    return (Picture(draw.roadmap_chart(shown), "Roadmap", "\n".join(f"- {line}" for line in shown.as_text())),)


def _monday(plan: StrategyPlan) -> tuple[Block, ...]:
    steps = strategy.first_steps(plan)
    if not steps:
        return ()
    monday = draw_day(strategy.next_monday(today()))
    return (Table(f"First steps on Monday, {monday}", ("Who", "First step"),
                  tuple((owner or "nobody yet", step) for owner, step in steps)),)


def draw_day(day: datetime.date) -> str:
    """A date in words."""
    return f"{day.day} {day:%B} {day.year}"


def today() -> datetime.date:
    """The day on which the roadmap is looked at."""
    return datetime.date.today()


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    plan = workbook.strategy
    try:
        names = tuple(json.loads(id))
    except (TypeError, json.JSONDecodeError):
        names = ()
    if names[:1] == ("#add",) and names[1:] in {(one.id,) for one in plan.gaps}:
        return _with(workbook, (*plan.moves, Move(_free(plan), gap=names[1])))
    if names[:1] == ("#remove",) and len(names) == 2:
        rest = (evolve(one, after=tuple(i for i in one.after if i != names[1])) for one in plan.moves if one.id != names[1])
        return _with(workbook, tuple(rest))
    if names[:2] != ("strategy", "moves") or len(names) != 4 or names[2] not in {one.id for one in plan.moves}:
        raise ValueError("This move is no longer there. Load the page again.")
    if names[3] == "after":
        value = list(ticked(value, [one.id for one in plan.moves if one.id != names[2]]))
    if names[3] in ("starts", "due"):
        _check(next(one for one in plan.moves if one.id == names[2]), names[3], value)
    return put(workbook, id, value)


def _check(move: Move, name: str, value: Any) -> None:
    """Raises ``ValueError`` for a start after the due date, or a due date before the start."""
    try:
        day = datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        return
    if name == "due" and move.starts and day < move.starts:
        raise ValueError(f"Due: {move.id} starts on {draw_day(move.starts)}. Choose that day or a later one, or move the start "
                         "first.")
    if name == "starts" and move.due and day > move.due:
        raise ValueError(f"Starts: {move.id} is due on {draw_day(move.due)}. Choose that day or an earlier one, or move the due "
                         "date first.")


def _with(workbook: Workbook, moves: tuple[Move, ...]) -> Workbook:
    return evolve(workbook, strategy=evolve(workbook.strategy, moves=moves))


def _free(plan: StrategyPlan) -> str:
    used = {one.id for one in plan.moves}
    return next(id for id in (f"M{n}" for n in range(1, len(used) + 2)) if id not in used)


def _done(workbook: Workbook) -> bool:
    plan = workbook.strategy
    return bool(plan.gaps and plan.moves) and not strategy.problems(plan)


PANEL = Panel("Your moves", _draw, _done, _change)
