"""The seven principles as questions: which signs of absence one sees, and which stages lean on what is missing."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.lifecycle import framework
from pmo_course_lib.domain.principles import Principle, for_stage, principle, principles
from pmo_course_lib.ui.modules.kept import ids, keep_ids
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Block, Line, Note, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

_MISSING = "principles-missing"


def _signs(workbook: Workbook) -> tuple[Principle, ...]:
    return tuple(principle(id) for id in ids(workbook, _MISSING, [one.id for one in principles()]))


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    seen = _signs(workbook)
    options = tuple((one.id, one.detail.sign_of_absence) for one in principles())
    answers = (Line(at("principles", one.id), f"{one.name}: {one.detail.question}", workbook.principles.get(one.id, ""),
                    "Your honest answer.") for one in seen)
    return (
        Text("Names and meanings of the seven principles are public; signs and questions are a *course model*. Take one service "
             "or your whole PMO, and tick the signs that you **see**."),
        Ticks(at("values", _MISSING), "Which signs do you see?", options, tuple(one.id for one in seen)),
        *answers, *_stages(seen),
    )


def _stages(seen: tuple[Principle, ...]) -> tuple[Block, ...]:
    """The stages of the services lifecycle that lean on what may be missing."""
    if not seen:
        return (Note("Tick a sign to see which principle to question, and where in the lifecycle of services to do it."),)
    named = " and ".join(f"**{one.name}**" for one in seen)
    rows = tuple((stage.name, ", ".join(lacking)) for stage in framework().stages
                 if (lacking := [one.name for one in for_stage(stage.id) if one in seen]))
    where = (Table("Stages that lean on it (Course model)", ("Stage", "Principle to question"), rows),) if rows else ()
    return (Note(f"Question {named}. One sign can have two readings, so check the neighbour."), *where)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id == at("values", _MISSING):
        return keep_ids(workbook, _MISSING, value, [one.id for one in principles()])
    return put(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    return any(text.strip() for text in workbook.principles.values())


PANEL = Panel("Which principle would you question?", _draw, _done, _change)
