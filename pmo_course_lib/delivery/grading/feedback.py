"""What ``nbgrader generate_feedback`` shows: of the exam points by topic and nothing else, of an exercise the team's feedback.

Stock feedback shows each question with its mark. Who learns which answers were right knows keys, and feedback
can go out before the answers are discussed.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from html import escape
from pathlib import Path
from typing import Any

from attrs import frozen

from pmo_course_lib.assessment.form import Key
from pmo_course_lib.delivery.cohort import EXAM, open_cohort
from pmo_course_lib.delivery.grading.exercises.feedback import body, feedback
from pmo_course_lib.delivery.grading.exercises.rendered import inert
from pmo_course_lib.delivery.grading.notebook import grade_id
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import IDS


@frozen
class TopicScore:
    """Points in one area as nbgrader counts them: scores given by hand and extra credit included."""

    title: str
    score: float
    maximum: int


def result_by_topic(nb: Any, resources: Any) -> tuple[Any, Any]:
    """A preprocessor for nbgrader's GenerateFeedback, in place of its GetGrades.

    For exam and exercises it replaces the whole notebook by one cell; other assignments go to GetGrades.
    """
    place = resources["nbgrader"]
    if place["assignment"] in IDS:
        return _of_exercise(type(nb), place), resources
    if place["assignment"] != EXAM:
        from nbgrader.preprocessors import GetGrades

        return GetGrades().preprocess(nb, resources)  # type: ignore[no-any-return]
    topics = topic_scores(_gradebook(place), place["student"])
    place["score"] = sum(topic.score for topic in topics)
    place["max_score"] = sum(topic.maximum for topic in topics)
    place["late_penalty"] = 0
    return _page(type(nb), topics), resources


def _gradebook(place: dict[str, Any]) -> Path:
    return Path(place["db_url"].removeprefix("sqlite:///"))


def _of_exercise(blank: Any, place: dict[str, Any]) -> Any:
    given = feedback(_gradebook(place), place["assignment"], place["student"])
    if given is None:
        raise CourseError(f"{place['assignment']}: nothing of {place['student']} is graded. Run: nbgrader autograde "
                          f"{place['assignment']}")
    place |= {"score": given.reached, "max_score": given.exercise.points, "late_penalty": 0}
    return _alone(blank, inert(body(given)))


def topic_scores(gradebook: Path, candidate: str) -> list[TopicScore]:
    """Points by area of a graded candidate; ``gradebook`` is the cohort's ``gradebook.db``."""
    key = open_cohort(gradebook.parent).key
    scores = _scores(gradebook, candidate)
    return [_topic(key, area.id, area.title, scores) for area in key.areas]


def _topic(key: Key, area: str, title: str, scores: dict[str, float]) -> TopicScore:
    items = [item for item in key.items if item.area == area]
    score = sum(scores[grade_id(item.id)] for item in items)
    return TopicScore(title, score, sum(item.scored for item in items))


def _scores(gradebook: Path, candidate: str) -> dict[str, float]:
    """Score of each grade cell: what was given by hand goes before the automatic mark, as in nbgrader."""
    with closing(sqlite3.connect(f"{gradebook.as_uri()}?mode=ro", uri=True)) as db:
        return dict(db.execute(
            "SELECT c.name, coalesce(g.manual_score, g.auto_score, 0) + coalesce(g.extra_credit, 0) "
            "FROM grade g JOIN base_cell c ON c.id = g.cell_id "
            "JOIN submitted_notebook n ON n.id = g.notebook_id "
            "JOIN submitted_assignment s ON s.id = n.assignment_id "
            "JOIN assignment a ON a.id = s.assignment_id "
            "WHERE a.name = ? AND s.student_id = ?", (EXAM, candidate)))


def _page(blank: Any, topics: list[TopicScore]) -> Any:
    """A notebook with nothing in it but the table; ``blank`` is nbformat's type of node."""
    rows = "".join(f"<tr><td>{escape(topic.title)}</td><td>{topic.score:g}</td><td>{topic.maximum}</td></tr>"
                   for topic in topics)
    head = "<tr><th>Topic</th><th>Points</th><th>of</th></tr>"
    table = f"<table><caption>Result by topic</caption><thead>{head}</thead><tbody>{rows}</tbody></table>"
    note = "A topic has few questions; its points are only a guide."
    return _alone(blank, f"{table}\n\n{note}")


def _alone(blank: Any, source: str) -> Any:
    """A notebook of one cell."""
    cell = blank(cell_type="markdown", id="result", metadata=blank(), source=source)
    return blank(cells=[cell], metadata=blank(), nbformat=4, nbformat_minor=5)
