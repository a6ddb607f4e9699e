"""An exercise's cells for nbgrader: one to be scored for each check, one to be judged for each criterion of the rubric.

They stand at the end of ``exercises/<id>/<id>.ipynb``, hidden in the app. Neither answers nor levels are in them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pmo_course_lib.delivery.grading.notebook import Cell, graded_cell
from pmo_course_lib.exercises import Exercise, exercise, exercises
from pmo_course_lib.exercises.exercise import HOME, Check, Criterion
from pmo_course_lib.storage import read_json, write_atomic

#: A stock ``nbgrader autograde`` by mistake then gives 0: its result is the cell's mark.
SOURCE = "0  # scored by the course's rules from what the team hands in"
#: nbgrader's ``generate_assignment`` puts the same text there (``ClearSolutions.text_stub``).
STUB = "Your instructor judges this part from what your team hands in."


def check_id(check: Check) -> str:
    """Name of a check's cell."""
    return f"check_{check.id}"


def criterion_id(criterion: Criterion) -> str:
    """Name of a criterion's cell."""
    return f"judged_{criterion.id}"


def exercise_cells(of: Exercise) -> list[Cell]:
    """The cells of an exercise, checks first."""
    return [*map(check_cell, of.checks), *(criterion_cell(one) for one in of.rubric)]


def check_cell(check: Check) -> Cell:
    """The cell that rules score."""
    cell = graded_cell("code", check_id(check), SOURCE, check.points)
    metadata = cell["metadata"] | {"tags": ["nbval-ignore-output"]}  # the 0 is of no interest to a notebook's test
    return cell | {"execution_count": None, "outputs": [], "metadata": metadata}


def criterion_cell(criterion: Criterion, source: str = STUB) -> Cell:
    """The cell that a person judges; its checksum is that of the released cell, so that nbgrader sees a changed one."""
    return graded_cell("markdown", criterion_id(criterion), STUB, float(criterion.points), answer=True) | {"source": source}


def notebook_file(exercise_id: str) -> Path:
    """The exercise's notebook in the checkout."""
    return HOME / exercise_id / f"{exercise_id}.ipynb"


def with_cells(notebook: dict[str, Any], of: Exercise) -> dict[str, Any]:
    """The notebook with the task's present text and the present cells for nbgrader; its own cells stay."""
    own = [cell for cell in notebook["cells"] if "nbgrader" not in cell["metadata"]]
    title = own[0] | {"source": of.task.strip().splitlines(keepends=True)}
    graded = [cell | {"source": [cell["source"]]} for cell in exercise_cells(of)]
    return notebook | {"cells": [title, *own[1:], *graded]}


def written(notebook: dict[str, Any]) -> str:
    """A notebook as the files of the course are written."""
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    """Bring all notebooks up to date with ``task.md``, ``checks.toml`` and ``rubric.toml``."""
    for of in exercises():
        path = notebook_file(of.id)
        write_atomic(path, written(with_cells(read_json(path), exercise(of.id))))


if __name__ == "__main__":
    main()
