"""The obvious nbgrader exam, graded by stock nbgrader: each hand-in is executed in a kernel of its own."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.bench.process import Cost, run

QUESTIONS = 50
CONFIG = '''c = get_config()
c.CourseDirectory.root = {root!r}
c.ClearSolutions.code_stub = {{"python": ""}}
'''
Cell = dict[str, Any]


def nbgrader(course: Path, *arguments: str) -> Cost:
    """Run one command of nbgrader in a course; its own home keeps the machine's settings out."""
    home = str(course.parent / "home")
    env = os.environ | {"HOME": home, "JUPYTER_CONFIG_DIR": home, "JUPYTER_NO_CONFIG": "1"}
    return run([sys.executable, "-m", "nbgrader", *arguments], course, env)[0]


def make_course(course: Path, candidates: int, questions: int = QUESTIONS) -> dict[str, int]:
    """Make a stock course with hand-ins; returns the right score by candidate."""
    source = course / "source" / "exam" / "exam.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(json.dumps(_notebook(questions)), encoding="utf-8")
    (course / "nbgrader_config.py").write_text(CONFIG.format(root=str(course)), encoding="utf-8")
    nbgrader(course, "generate_assignment", "exam")
    released = (course / "release" / "exam" / "exam.ipynb").read_text(encoding="utf-8")
    return {f"s{n:02}": _hand_in(course, f"s{n:02}", json.loads(released), n % questions, questions)
            for n in range(1, candidates + 1)}


def scores(gradebook: Path) -> dict[str, int]:
    """What a gradebook of nbgrader says of each candidate."""
    query = ("SELECT s.student_id, total(g.auto_score) FROM grade g JOIN submitted_notebook n ON n.id = g.notebook_id "
             "JOIN submitted_assignment s ON s.id = n.assignment_id GROUP BY s.student_id")
    with closing(sqlite3.connect(gradebook)) as db:
        return {student: int(total) for student, total in db.execute(query)}


def _right(number: int) -> str:
    return "abcd"[number % 4]


def _hand_in(course: Path, candidate: str, notebook: dict[str, Any], wrong: int, questions: int) -> int:
    """Answer all questions, the first ``wrong`` of them wrongly."""
    cells = {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in notebook["cells"]}
    for number in range(1, questions + 1):
        answer = "x" if number <= wrong else _right(number)
        cells[f"answer_{number:02}"]["source"] = f'answer_{number:02} = "{answer}"'
    path = course / "submitted" / candidate / "exam" / "exam.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return questions - wrong


def _notebook(questions: int) -> dict[str, Any]:
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return {"cells": [cell for number in range(1, questions + 1) for cell in _question(number)],
            "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}


def _question(number: int) -> list[Cell]:
    name, right = f"answer_{number:02}", _right(number)
    text = (f"Question {number}. A programme reports late on three of its eight projects, and nobody has asked for the "
            "forecast. Which service of the office answers the sponsor's question first?\n\n"
            + "\n".join(f"- {option}: a sentence of the usual length for question {number}." for option in "abcd"))
    solution = f'{name} = ""\n### BEGIN SOLUTION\n{name} = "{right}"\n### END SOLUTION'
    test = f'# Checked after the exam.\n### BEGIN HIDDEN TESTS\nassert {name} == "{right}"\n### END HIDDEN TESTS'
    return [_cell("markdown", f"question_{number:02}", text, locked=True),
            _cell("code", name, solution, solution=True),
            _cell("code", f"test_{number:02}", test, locked=True, grade=True, points=1)]


def _cell(kind: str, name: str, source: str, **nbgrader: Any) -> Cell:
    flags = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3, "grade_id": name}
    code: Cell = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "id": name.replace("_", "-"), "source": source, "metadata": {"nbgrader": flags | nbgrader}, **code}
