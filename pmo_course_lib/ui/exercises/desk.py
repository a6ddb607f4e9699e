"""The hand-in of a team: who works together, what is not begun, the button, and afterwards what the rules found."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from pmo_course_lib.exercises import Exercise, Marks, exercise, mark
from pmo_course_lib.exercises.exercise import FIRST
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Block, Button, Note, Table, Text
from pmo_course_lib.workbook.model import Workbook

HAND_IN = at("#hand-in")


@frozen
class Handed:
    """What was handed in: the work as of then, and a sentence that says when and by whom."""

    workbook: Workbook
    said: str


@frozen
class Seats:
    """Names of those who work here, of those for whom a hand-in would count, and ``other``: the sentence about a hand-in with
    another team that counts for the one who looks.
    """

    who: tuple[str, ...]
    counts: tuple[str, ...]
    other: str = ""


def desk(exercise_id: str, workbook: Workbook, seats: Seats, handed: Handed | None) -> tuple[Block, ...]:
    """The page for a team."""
    of = exercise(exercise_id)
    if handed:
        return tuple(_afterwards(of, mark(exercise_id, handed.workbook), handed))
    return tuple(_before(of, workbook, seats))


def _before(of: Exercise, workbook: Workbook, seats: Seats) -> Iterator[Block]:
    yield Text(_together(seats.who))
    if len(seats.who) > 1:
        yield Table("Who works on this sheet", ("Team",), ((", ".join(seats.who),),))
    if seats.other:
        yield Note(f"{seats.other} What is handed in here counts for the others.")
    yield _begun(of, workbook)
    if seats.counts:
        yield Button(HAND_IN, _label(seats), primary=True, confirm=_confirm(seats))


def _together(who: tuple[str, ...]) -> str:
    if len(who) < 2:
        return "You work on this alone. Everything is saved as you go."
    return "Your team works on one sheet: what one of you changes, the others see within two seconds. Agree who writes where."


def _label(seats: Seats) -> str:
    return "Hand in for the team" if len(seats.who) > 1 else "Hand in"


def _confirm(seats: Seats) -> str:
    if len(seats.who) < 2:
        return "Hand in? You can do it once."
    return f"Hand in for {', '.join(seats.counts)}? A team hands in once."


def _begun(of: Exercise, workbook: Workbook) -> Note:
    """What has no answer yet. Nothing here says whether an answer is right."""
    marks = {one.id: one.messages for one in mark(of.id, workbook).checks}
    open_ = [check.title for check in of.checks if marks[check.id] == (check.messages[FIRST],)]
    if open_:
        return Note(f"Not begun yet: {'; '.join(open_)}.")
    return Note("Each part is begun. Read it once more together, then hand in.", "good")


def _afterwards(of: Exercise, marks: Marks, handed: Handed) -> Iterator[Block]:
    yield Note(f"{handed.said} What you change now no longer counts.", "good")
    yield Text(f"**{marks.reached:g} of {marks.points:g} points by rules** (*Course model*). Your instructor judges the rest, "
               f"up to {of.by_rubric} points: {'; '.join(one.title.lower() for one in of.rubric)}.")
    rows = tuple((one.title, f"{one.reached:g}", f"{one.points:g}", " ".join(one.messages) or "Held.") for one in marks.checks)
    yield Table("What the rules found", ("Part", "Points", "of", "Look at"), rows, (1, 2))
