"""What a team is told of an exercise: what held, what to look at, the levels of the rubric, the instructor's words."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html import escape
from pathlib import Path
from typing import Any

from attrs import frozen

from pmo_course_lib.delivery.grading.exercises.cells import check_id, criterion_id
from pmo_course_lib.delivery.grading.gradebook import plainly
from pmo_course_lib.exercises import Check, Criterion, Exercise, exercise


@frozen
class CheckResult:
    """A check as it counts: by rules, or as the instructor set it."""

    check: Check
    reached: float
    messages: tuple[str, ...]


@frozen
class Judgement:
    """A criterion as the instructor judged it; ``reached`` is ``None`` while it is open."""

    criterion: Criterion
    reached: float | None
    words: str

    @property
    def level(self) -> str:
        """The description of the level that is reached."""
        if self.reached is None:
            return ""
        return self.criterion.levels[min(max(int(self.reached), 0), self.criterion.points)]


@frozen
class Feedback:
    """Everything for one team and one exercise."""

    exercise: Exercise
    party: str
    team: str
    names: tuple[str, ...]
    checks: tuple[CheckResult, ...]
    judged: tuple[Judgement, ...]

    @property
    def reached(self) -> float:
        """Points so far."""
        return sum(one.reached for one in self.checks) + sum(one.reached or 0 for one in self.judged)

    @property
    def complete(self) -> bool:
        """Whether a person has judged all criteria."""
        return all(one.reached is not None for one in self.judged)


def feedback(gradebook: Path, exercise_id: str, candidate: str) -> Feedback | None:
    """The feedback for this person's team; None before anything is graded. Raises ``CourseError`` when it cannot be read."""
    if not gradebook.is_file():
        return None
    # Not read-only: what a killed writer left half done could not be rolled back then.
    with plainly(gradebook), closing(sqlite3.connect(f"{gradebook.as_uri()}?mode=rw", uri=True)) as db:
        row = _team(db, exercise_id, candidate)
        if row is None:
            return None
        (notebook, party, team, found), of = row, exercise(exercise_id)
        names = tuple(name for (name,) in db.execute(
            "SELECT s.last_name FROM pmo_team_work mine JOIN pmo_team_work w USING (exercise, party, sha256) "
            "JOIN student s ON s.id = w.candidate WHERE mine.notebook = ? ORDER BY w.rowid", (notebook,)))
        scores, words = _scores(db, notebook), _words(db, notebook)
    said = json.loads(found)
    return Feedback(of, party, team, names, tuple(_check(one, scores, said) for one in of.checks),
                    tuple(_judgement(one, scores, words) for one in of.rubric))


def _team(db: sqlite3.Connection, exercise_id: str, candidate: str) -> tuple[str, str, str, str] | None:
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'pmo_team_work'").fetchone():
        return None
    row: tuple[str, str, str, str] | None = db.execute(
        "SELECT notebook, party, team, found FROM pmo_team_work WHERE exercise = ? AND candidate = ?",
        (exercise_id, candidate)).fetchone()
    return row


def _scores(db: sqlite3.Connection, notebook: str) -> dict[str, tuple[float | None, bool]]:
    """By cell its score (a mark by hand goes before that by rules, as in nbgrader) and whether a person is still asked; while
    that is so, a mark by hand is one on an earlier hand-in.
    """
    rows = db.execute("SELECT c.name, CASE WHEN g.needs_manual_grade THEN g.auto_score "
                      "ELSE coalesce(g.manual_score, g.auto_score) + coalesce(g.extra_credit, 0) END, g.needs_manual_grade "
                      "FROM grade g JOIN base_cell c ON c.id = g.cell_id WHERE g.notebook_id = ?", (notebook,))
    return {name: (score, bool(asked)) for name, score, asked in rows}


def _words(db: sqlite3.Connection, notebook: str) -> dict[str, str]:
    rows = db.execute("SELECT c.name, m.manual_comment FROM comment m JOIN base_cell c ON c.id = m.cell_id "
                      "WHERE m.notebook_id = ?", (notebook,))
    return {name: words or "" for name, words in rows}


def _check(check: Check, scores: dict[str, tuple[float | None, bool]], said: dict[str, Any]) -> CheckResult:
    reached, _ = scores.get(check_id(check), (0.0, False))
    return CheckResult(check, reached or 0.0, tuple(said.get(check.id, ())))


def _judgement(criterion: Criterion, scores: dict[str, tuple[float | None, bool]], words: dict[str, str]) -> Judgement:
    name = criterion_id(criterion)
    reached, asked = scores.get(name, (None, True))
    # While a judgement is asked for, what stands there was said of an earlier hand-in.
    return Judgement(criterion, *((None, "") if asked else (reached, words.get(name, ""))))


def body(given: Feedback) -> str:
    """The feedback as HTML without a page round it; text from people is escaped."""
    return "".join(_body(given))


def _body(given: Feedback) -> Iterator[str]:
    of = given.exercise
    so_far = "" if given.complete else " so far; your instructor is still judging"
    yield f"<h2>{escape(of.id)} {escape(of.title)}</h2>"
    yield (f"<p><strong>{escape(given.team)}</strong>: {escape(', '.join(given.names))}</p>"
           f"<p class=total><strong>{given.reached:g} of {of.points:g} points</strong>{so_far}. <em>Course model.</em></p>")
    held = [one for one in given.checks if one.reached >= one.check.points]
    if held:
        yield f"<h3>What held</h3><ul>{''.join(f'<li>{escape(one.check.title)} ({one.reached:g})</li>' for one in held)}</ul>"
    if look := [one for one in given.checks if one.reached < one.check.points]:
        yield f"<h3>What to look at</h3><ul>{''.join(map(_look, look))}</ul>"
    yield f"<h3>What your instructor judged</h3>{''.join(map(_judged, given.judged))}"


def _look(one: CheckResult) -> str:
    return (f"<li><strong>{escape(one.check.title)}</strong> ({one.reached:g} of {one.check.points:g}). "
            f"{escape(' '.join(one.messages))}</li>")


def _judged(one: Judgement) -> str:
    mark = "not judged yet" if one.reached is None else f"{one.reached:g} of {one.criterion.points}"
    words = f"<blockquote>{'<br>'.join(map(escape, one.words.splitlines()))}</blockquote>" if one.words.strip() else ""
    return f"<section><h4>{escape(one.criterion.title)} ({mark})</h4><p>{escape(one.level)}</p>{words}</section>"
