"""The exam as an nbgrader notebook: for ``source/`` and ``release/``, and with choices for the grader.

Plain dictionaries in nbformat 4.5; nbformat itself takes over a second to import. No key goes in.
"""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Mapping
from string import ascii_uppercase
from typing import Any

from pmo_course_lib.assessment.form import Form, FormItem, Key
from pmo_course_lib.delivery.cohort import EXAM, Cohort
from pmo_course_lib.storage import write_atomic

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
#: A stock ``nbgrader autograde`` by mistake then gives 0; without the error it would give full marks.
GRADE_SOURCE = 'raise RuntimeError("scored from the answer key")'

Cell = dict[str, Any]


def points(key: Key) -> dict[str, int]:
    """Points of each item by id: 1, or 0 for items that are not scored; nbgrader's totals then equal ours."""
    return {item.id: int(item.scored) for item in key.items}


def grade_id(item: str) -> str:
    """Name of the item's grade cell."""
    return f"test_{item}"


def exam_cells(form: Form, worth: Mapping[str, int]) -> list[Cell]:
    """A locked question and a locked grade cell for each item, in the form's order; ``worth``: points."""
    return [cell for number, item in enumerate(form.items, 1)
            for cell in (_question_cell(number, item), _grade_cell(item.id, worth[item.id]))]


def exam_notebook(form: Form, worth: Mapping[str, int]) -> dict[str, Any]:
    """The notebook for ``source/`` and ``release/``; nbgrader's generate_assignment keeps its cells."""
    return notebook_of(exam_cells(form, worth))


def publish(cohort: Cohort) -> None:
    """Write the notebook to ``source/`` and ``release/`` if it is missing or form or points have changed."""
    text = json.dumps(exam_notebook(cohort.form, points(cohort.key)), ensure_ascii=False, indent=1) + "\n"
    source, release = (cohort.folder / step / EXAM / f"{EXAM}.ipynb" for step in ("source", "release"))
    same = source.is_file() and source.read_bytes() == text.encode()
    for path in (source, release):
        # release/ may hold nbgrader's own copy of the same cells, with other white space: leave it.
        if not (same and path.is_file()):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, text)


def notebook_of(cells: list[Cell]) -> dict[str, Any]:
    """A notebook of these cells."""
    return {"cells": cells, "metadata": {"kernelspec": KERNELSPEC}, "nbformat": 4, "nbformat_minor": 5}


def _question_cell(number: int, item: FormItem) -> Cell:
    return graded_cell("markdown", f"question_{item.id}", _plain(_question(number, item)))


def _grade_cell(item: str, worth: int) -> Cell:
    cell = graded_cell("code", grade_id(item), GRADE_SOURCE, worth)
    return cell | {"execution_count": None, "outputs": []}


def _question(number: int, item: FormItem) -> str:
    exhibit = [item.exhibit.text] if item.exhibit else []
    options = "\n".join(shown(item, option.id) for option in item.options)
    return "\n\n".join((f"Question {number} ({item.id})", item.stem, *exhibit, options))


def shown(item: FormItem, choice: str | None) -> str:
    """An option with its letter in the form's order, or that there is none."""
    for letter, option in zip(ascii_uppercase, item.options, strict=False):
        if option.id == choice:
            return f"{letter}  {option.text}"
    return "no answer"


def _plain(text: str) -> str:
    """Text in which no Markdown, HTML or formula comes alive: renderers and MathJax leave ``pre`` alone."""
    return f'<pre style="white-space: pre-wrap">{html.escape(text, quote=False)}</pre>'


def graded_cell(kind: str, name: str, source: str, worth: float | None = None, answer: bool = False) -> Cell:
    """A cell as nbgrader's generate_assignment leaves it, checksum included; an ``answer`` is marked by a person, else locked."""
    grade = worth is not None
    nbgrader = {"cell_type": kind, "checksum": _checksum(kind, name, source, worth, answer), "grade": grade,
                "grade_id": name, "locked": not answer, **({"points": worth} if grade else {}), "schema_version": 3,
                "solution": answer, "task": False}
    metadata = {"deletable": False, "editable": False, "nbgrader": nbgrader}
    # An nbformat cell id has at most 64 letters, digits, - and _.
    cell_id = hashlib.sha256(name.encode()).hexdigest()[:16]
    return {"cell_type": kind, "id": cell_id, "metadata": metadata, "source": source}


def _checksum(kind: str, name: str, source: str, worth: float | None, answer: bool) -> str:
    """What ``nbgrader.utils.compute_checksum`` gives."""
    flags = f"{worth is not None}{answer}{not answer}"
    tail = "" if worth is None else str(float(worth))
    return hashlib.md5(f"{source}{kind}{flags}{name}{tail}".encode(), usedforsecurity=False).hexdigest()


class GraderView:
    """The exam notebook with one candidate's choices and marks, for formgrader.

    All pieces are serialised once, so that a notebook is a join of bytes. What a candidate handed in is never
    copied: a choice only selects a piece that was made from the form.
    """

    def __init__(self, form: Form, key: Key) -> None:
        accept = {item.id: item.accept if item.scored else () for item in key.items}
        self._pieces = [self._item(number, item, points(key)[item.id], accept[item.id])
                        for number, item in enumerate(form.items, 1)]
        head, tail = compact(notebook_of([])).split(b"[]", 1)
        self._head, self._tail = head + b"[", b"]" + tail

    def render(self, choices: Mapping[str, str]) -> bytes:
        """The notebook file for these choices (item id to option id; a missing item is blank)."""
        cells = b",".join([pieces[choices.get(item)] for item, pieces in self._pieces])
        return self._head + cells + self._tail

    @staticmethod
    def _item(number: int, item: FormItem, worth: int,
              accept: tuple[str, ...]) -> tuple[str, dict[str | None, bytes]]:
        question = compact(_question_cell(number, item)) + b","
        cell = _grade_cell(item.id, worth)
        outputs = {choice: _outputs(shown(item, choice), int(choice in accept))
                   for choice in (None, *(option.id for option in item.options))}
        return item.id, {choice: question + compact(cell | {"outputs": output})
                         for choice, output in outputs.items()}


def _outputs(answer: str, mark: int) -> list[dict[str, Any]]:
    """The choice as plain text, and the mark in the form that ``nbgrader.utils.determine_grade`` reads."""
    return [{"name": "stdout", "output_type": "stream", "text": f"Answer: {answer}\n"},
            {"data": {"text/plain": str(mark)}, "execution_count": None, "metadata": {},
             "output_type": "execute_result"}]


def compact(value: Any) -> bytes:
    """JSON as bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
