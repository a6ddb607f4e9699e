"""A discussion: a prompt, a clock, one question with a few answers, and a sentence of one's own."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Choice, Note, Options, Text, Timer
from pmo_course_lib.workbook.model import Workbook


def discussion(id: str, title: str, prompt: str, minutes: int, question: str, options: Options, ask: str) -> Panel:
    """The view of the discussion ``id`` (G1D).

    ``prompt`` says what to talk about and how, in simple Markdown; ``question`` is answered with one of ``options``, pairs of
    value and text, which is kept in ``values["poll-G1D"]`` so that a class can be counted; ``ask`` asks for own words, which are
    kept in ``notes["g1d"]``. Done when both are there.
    """
    poll, note = f"poll-{id}", id.lower()
    known = tuple(value for value, _ in options)

    def chosen(workbook: Workbook) -> str | None:
        value = workbook.values.get(poll)
        return value if isinstance(value, str) and value in known else None

    def done(workbook: Workbook) -> bool:
        return chosen(workbook) is not None and bool(workbook.notes.get(note, "").strip())

    def draw(workbook: Workbook) -> tuple[Block, ...]:
        return (
            Text(prompt),
            Timer(minutes),
            Choice(at("values", poll), question, options, chosen(workbook)),
            Area(at("notes", note), ask, workbook.notes.get(note, ""), 3),
            _state(chosen(workbook) is not None, done(workbook)),
        )

    def change(workbook: Workbook, field: str, value: Any) -> Workbook:
        if field == at("values", poll) and value not in known:
            raise ValueError("Choose one of the answers shown.")
        if field not in (at("values", poll), at("notes", note)):
            raise ValueError("There is no such field. Load the page again.")
        return put(workbook, field, value)

    return Panel(title, draw, done, change)


def _state(answered: bool, done: bool) -> Note:
    if done:
        return Note("Kept in your workbook. You can change both at any time.", "good")
    return Note("Your answer is kept. Add a sentence of your own." if answered else "Choose an answer, then write a sentence.")
