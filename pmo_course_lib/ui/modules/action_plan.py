"""The personal 90-day plan: three to five actions with owner, date, evidence and first step. *Course model*."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import evolve, fields

from pmo_course_lib.ui.modules.kept import keep_text
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.modules.strategy_moves import draw_day
from pmo_course_lib.ui.view.blocks import Block, Button, Day, Group, Line, Note, Row, Table, Text
from pmo_course_lib.workbook.actions import DAYS, LEAST, MOST, START, Action, ActionPlan, action_plan, note_id, problems
from pmo_course_lib.workbook.model import Workbook

_TAKE, _START = at("#take-over"), at("values", START)
_FIELDS = {at("notes", note_id(number, one.name)): (number, one.name) for number in range(1, MOST + 1) for one in fields(Action)}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    plan = action_plan(workbook)
    waiting = len(_fitting(workbook, plan))
    return (
        Text(f"*Course model.* What will you yourself have done {DAYS} days from your start? Three actions are enough, five are "
             "the most. **Evidence** is what others will see, not the work that you put in."),
        Day(_START, f"Day on which the {DAYS} days begin", plan.start.isoformat() if plan.start else None, _until(plan)),
        *((Button(_TAKE, f"Take over {waiting} move{'s' if waiting > 1 else ''} of my strategy due by then"),)
          if waiting else ()),
        *(_action(plan, number, one) for number, one in enumerate(plan.actions, 1)),
        *_state(plan),
    )


def _until(plan: ActionPlan) -> str:
    return f"They end on {draw_day(plan.end)}." if plan.end else ""


def _action(plan: ActionPlan, number: int, action: Action) -> Group:
    def place(name: str) -> str:
        return at("notes", note_id(number, name))

    first_open = next((n for n, one in enumerate(plan.actions, 1) if not one.begun), 0)
    return Group(f"Action {number}", (
        Line(place("what"), "What will you do?", action.what),
        Row((Line(place("owner"), "Owner", action.owner, "A name, not a department"),
             Day(place("due"), "Due", action.due or None))),
        Line(place("evidence"), "Evidence that it is done", action.evidence),
        Line(place("first_step"), "First step", action.first_step)), open=number == first_open and number <= LEAST)


def _state(plan: ActionPlan) -> tuple[Block, ...]:
    if not plan.begun:
        return (Note("Write the first action. Begin with one that needs nobody's permission."),)
    rows = tuple((one.what or "–", one.owner or "–", draw_day(one.day) if one.day else "–", one.evidence or "–",
                  one.first_step or "–")
                 for _, one in sorted(plan.begun, key=lambda pair: (pair[1].day or datetime.date.max, pair[0])))
    open_ = problems(plan)
    note = Note("**Still to do**\n\n" + "\n".join(f"- {line}" for line in open_), "warning") if open_ else \
        Note("The plan stands. It goes into your playbook. Tell one person in this room your first step.", "good")
    return (Table(f"Your {DAYS} days, by date", ("Action", "Owner", "Due", "Evidence", "First step"), rows), note)


def _fitting(workbook: Workbook, plan: ActionPlan) -> tuple[Action, ...]:
    """Moves of the strategy that are due within the 90 days and stand in no action yet, as many as there is room for."""
    if plan.start is None or plan.end is None:
        return ()
    there = {one.what.strip() for one in plan.actions}
    due = sorted((one for one in workbook.strategy.moves if one.due and plan.start <= one.due <= plan.end
                  and one.what.strip() and one.what.strip() not in there), key=lambda one: one.due or datetime.date.max)
    found = (Action(one.what, one.owner, one.due.isoformat() if one.due else "", one.measure, one.first_step) for one in due)
    return tuple(found)[:MOST - len(plan.begun)]


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id == _TAKE:
        return _taken(workbook)
    if id == _START:
        return keep_text(workbook, START, _day(value))
    if id not in _FIELDS:
        raise ValueError("There is no such field. Load the page again.")
    if value is not None and not isinstance(value, str):
        raise ValueError("Write a text.")
    number, name = _FIELDS[id]
    return _kept(workbook, number, name, (_day(value) or "") if name == "due" else value or "")


def _day(value: Any) -> str | None:
    if value in (None, ""):
        return None
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise ValueError("Write the date as year, month and day, such as 2026-12-18.") from None


def _kept(workbook: Workbook, number: int, name: str, said: str) -> Workbook:
    notes = {other: old for other, old in workbook.notes.items() if other != note_id(number, name)}
    return evolve(workbook, notes=notes | ({note_id(number, name): said} if said else {}))


def _taken(workbook: Workbook) -> Workbook:
    plan = action_plan(workbook)
    empty = [number for number, one in enumerate(plan.actions, 1) if not one.begun]
    for number, action in zip(empty, _fitting(workbook, plan), strict=False):
        for one in fields(Action):
            workbook = _kept(workbook, number, one.name, getattr(action, one.name))
    return workbook


def _done(workbook: Workbook) -> bool:
    return not problems(action_plan(workbook))


PANEL = Panel("My next 90 days", _draw, _done, _change)
