"""What the team of E6 looked at, and its two measures: the green one, and the one that shows that customers see red."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.exercises.checks.review import GREEN, RED
from pmo_course_lib.exercises.checks.review import LOOKED as KEY
from pmo_course_lib.ui.exercises.e6_review import NO_LOG, answered, held, key, title
from pmo_course_lib.ui.exercises.e6_review import field as field_of
from pmo_course_lib.ui.modules.kept import keep_text
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.modules.service_review import LOOKED, Review
from pmo_course_lib.ui.modules.sla_figures import figure
from pmo_course_lib.ui.view.blocks import Block, Note, Row, Select, Table, Ticks
from pmo_course_lib.workbook.model import Workbook

_ASKED = {GREEN: "Which measure is green?", RED: "Which shows that customers see red?"}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    now = held(workbook)
    if now is None:
        return (NO_LOG,)
    known = tuple((one.target.measure, title(one)) for one in now.report.results)
    picks = tuple(Select(at("values", key(name)), asked, known, chosen(now, name) or None) for name, asked in _ASKED.items())
    return (Ticks(field_of(KEY), "What did you look at?", LOOKED, now.looked), Row(picks), *_read(now))


def chosen(now: Review, name: str) -> str:
    """The measure that was named as green or as red; empty for none of the report."""
    said = now.said(name)
    return said if said in [one.target.measure for one in now.report.results] else ""


def _read(now: Review) -> tuple[Block, ...]:
    named = tuple((word, now.of(found)) for name, word in ((GREEN, "Green"), (RED, "Red")) if (found := chosen(now, name)))
    if not named:
        return (Note("Name two measures, and you read their figures side by side."),)
    rows = tuple((word, title(one), figure(one.target, one.target.target), figure(one.target, one.value)) for word, one in named)
    return (Table("Your two measures", ("You see", "Measure", "Promised", "Reached"), rows, (2, 3)),)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    now = held(workbook)
    for name in _ASKED:
        if now and id == at("values", key(name)):
            return keep_text(workbook, key(name), value, [one.target.measure for one in now.report.results])
    return answered(workbook, id, value, (KEY,))


def _done(workbook: Workbook) -> bool:
    now = held(workbook)
    return now is not None and bool(now.looked) and all(chosen(now, name) for name in _ASKED)


PANEL = Panel("Service review: what you see", _draw, _done, _change)
