"""Why targets were missed in E6 and what will be done: a part for each target that is not met."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.sla import Result
from pmo_course_lib.exercises.answers import days
from pmo_course_lib.exercises.checks.review import ACTION, CAUSE
from pmo_course_lib.ui.exercises.e6_review import NO_LOG, answered, field, held, note_field, title
from pmo_course_lib.ui.exercises.words import cut
from pmo_course_lib.ui.modules.panel import Panel
from pmo_course_lib.ui.modules.service_review import CAUSES, Review
from pmo_course_lib.ui.modules.sla_figures import figure
from pmo_course_lib.ui.view.blocks import Area, Block, Group, Row, Select, Table
from pmo_course_lib.workbook.model import Workbook

#: Key of ``notes``: what the team saw that speaks for its cause.
SEEN = "seen-{}"


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    now = held(workbook)
    if now is None:
        return (NO_LOG,)
    return (*(_miss(now, one) for one in now.misses), *_plan(now))


def _miss(now: Review, one: Result) -> Group:
    id, name = one.target.measure, title(one)
    heading = f"{name.capitalize()}: {figure(one.target, one.value)}, promised {figure(one.target, one.target.target)}"
    cause = now.said(CAUSE.format(id))
    return Group(heading, (
        Select(field(CAUSE.format(id)), f"Cause: {name}", CAUSES, cause if cause in dict(CAUSES) else None),
        Row((Area(note_field(SEEN.format(id)), f"What speaks for this cause: {name}", now.text(SEEN.format(id)), 2,
                  "In the log, or in a remark."),
             Area(field(ACTION.format(id)), f"Action: {name}", now.text(ACTION.format(id)), 2,
                  "What will be done, by whom, until which day, such as 2026-09-30.")))))


def _plan(now: Review) -> tuple[Block, ...]:
    """The actions in the order of their days."""
    found = sorted((min(map(str, days(text)), default="no day yet"), title(one), cut(text)) for one in now.misses
                   if (text := now.text(ACTION.format(one.target.measure))).strip())
    return (Table("What will be done, by its day", ("Until", "For", "Action"), tuple(found)),) if found else ()


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    now = held(workbook)
    misses = [one.target.measure for one in now.misses] if now else []
    fields = tuple(name.format(one) for one in misses for name in (CAUSE, ACTION))
    return answered(workbook, id, value, fields, tuple(map(SEEN.format, misses)))


def _done(workbook: Workbook) -> bool:
    now = held(workbook)
    ids = [one.target.measure for one in now.misses] if now else []
    return now is not None and all(now.said(CAUSE.format(id)) and now.text(ACTION.format(id)).strip() for id in ids)


PANEL = Panel("Service review: causes and actions", _draw, _done, _change)
