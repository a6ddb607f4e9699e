"""The review of E6 as its pages share it: the service and the quarter, the report, and where an answer is kept."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.sla import Result
from pmo_course_lib.ui.exercises.words import GONE
from pmo_course_lib.ui.modules import service_review
from pmo_course_lib.ui.modules.panel import at, put
from pmo_course_lib.ui.modules.service_review import QUARTER, SERVICE, Review, review
from pmo_course_lib.ui.view.blocks import Note
from pmo_course_lib.workbook.model import Workbook

#: The idea and demand intake, second quarter of 2026.
REVIEWED, PERIOD = "SVC-006", "2026-Q2"
#: Where a page finds no log to report on.
NO_LOG = Note("The log of the case company is not here. Ask your instructor for the course folder with the case.")


def held(workbook: Workbook) -> Review | None:
    """The review of this exercise, whatever service another view looks at; nothing without the log of the case."""
    return review(_on(workbook))


def _on(workbook: Workbook) -> Workbook:
    return evolve(workbook, values={**workbook.values, SERVICE: REVIEWED, QUARTER: PERIOD})


def key(name: str) -> str:
    """Where an answer is kept.

    >>> key("word")
    'e6-SVC-006-2026-Q2-word'
    """
    return f"e6-{REVIEWED}-{PERIOD}-{name}"


def field(name: str) -> str:
    """The id of a field of the review, as the view of module T7 has it."""
    return at("#review", REVIEWED, PERIOD, name)


def note_field(name: str) -> str:
    """The id of a field for a text that the view of module T7 has not."""
    return at("notes", key(name))


def title(one: Result) -> str:
    """What a measure is called in the report, with when it is taken."""
    return one.target.name + (" in the busiest month" if one.target.measure == "MS13" else "")


def answered(workbook: Workbook, id: str, value: Any, fields: tuple[str, ...], texts: tuple[str, ...] = ()) -> Workbook:
    """The workbook with one answer: in one of the ``fields`` of module T7, or one of the ``texts``. Raises ``ValueError``."""
    if id in map(note_field, texts):
        return put(workbook, id, value)
    now, names = held(workbook), {field(one): one for one in fields}
    if now is None or id not in names:
        raise ValueError(GONE)
    return service_review.answered(workbook, now, names[id], value)
