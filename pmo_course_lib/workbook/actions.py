"""The 90-day plan of one person, *Course model*: up to five actions, kept in the workbook's notes, such as ``pc-1-what``."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from attrs import fields, frozen

from pmo_course_lib.workbook.model import Workbook

DAYS, LEAST, MOST = 90, 3, 5
START = "pc-start"


@frozen
class Action:
    """Something that one person does within the 90 days; ``evidence`` is what others will see when it is done."""

    what: str = ""
    owner: str = ""
    due: str = ""
    evidence: str = ""
    first_step: str = ""

    @property
    def day(self) -> datetime.date | None:
        """The due day; ``None`` while there is none that can be read."""
        return _day(self.due)

    @property
    def begun(self) -> bool:
        """Whether anything is written."""
        return any(getattr(self, one.name).strip() for one in fields(Action))


@frozen
class ActionPlan:
    """``start`` is day 0, ``None`` while it is not chosen; always five actions, the last ones mostly empty."""

    start: datetime.date | None
    actions: tuple[Action, ...]

    @property
    def end(self) -> datetime.date | None:
        """The last day, 90 days after the start."""
        return self.start + datetime.timedelta(days=DAYS) if self.start and self.start.year < 9999 else None

    @property
    def begun(self) -> tuple[tuple[int, Action], ...]:
        """Actions with anything in them, with their numbers from 1."""
        return tuple((number, one) for number, one in enumerate(self.actions, 1) if one.begun)


def note_id(number: int, name: str) -> str:
    """Where a field of an action is kept in the notes.

    >>> note_id(1, "first_step")
    'pc-1-first_step'
    """
    return f"pc-{number}-{name}"


def action_plan(workbook: Workbook) -> ActionPlan:
    """The plan as far as it is written."""
    start = workbook.values.get(START)
    actions = (Action(*(workbook.notes.get(note_id(number, one.name), "") for one in fields(Action)))
               for number in range(1, MOST + 1))
    return ActionPlan(_day(start) if isinstance(start, str) else None, tuple(actions))


def problems(plan: ActionPlan) -> tuple[str, ...]:
    """What keeps the plan from being one, a sentence each; empty when nothing does. *Course model*.

    >>> plan = ActionPlan(datetime.date(2026, 11, 23), (Action("Publish the menu", "Ada", "2027-03-01", "It is online"),))
    >>> for line in problems(plan):
    ...     print(line)
    Write 2 more actions; three to five fit into 90 days.
    Action 1 has no first step.
    Action 1 is due on 2027-03-01, after the last of the 90 days, 2027-02-21.
    """
    return tuple(_problems(plan))


def _problems(plan: ActionPlan) -> Iterator[str]:
    if plan.start is None:
        yield "Choose the day on which the 90 days begin."
    if (lacking := LEAST - len(plan.begun)) > 0:
        yield f"Write {lacking} more action{'s' if lacking > 1 else ''}; three to five fit into 90 days."
    for number, one in plan.begun:
        asked = {"text": one.what, "owner": one.owner, "date": one.due, "evidence": one.evidence, "first step": one.first_step}
        yield from (f"Action {number} has no {name}." for name, text in asked.items() if not text.strip())
        yield from _late(plan, number, one)


def _late(plan: ActionPlan, number: int, action: Action) -> Iterator[str]:
    if plan.start is None or plan.end is None or action.day is None:
        return
    if action.day < plan.start:
        yield f"Action {number} is due on {action.day}, before the start, {plan.start}."
    elif action.day > plan.end:
        yield f"Action {number} is due on {action.day}, after the last of the {DAYS} days, {plan.end}."


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
