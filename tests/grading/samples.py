"""Synthetic cohorts, hostile hand-ins, and what the gradebook says, for tests."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from pmo_course_lib.delivery.cohort import Cohort
from tests.synthetic import random_choices, synthetic_cohort, write_hand_in

__all__ = ["HOSTILE", "make_cohort", "marks", "random_choices", "right", "rows", "write_hand_in"]

SCRIPT = "<script>alert(1)</script>"


def make_cohort(tmp_path: Path, n: int, items: int = 50) -> Cohort:
    """A cohort of ``n`` candidates without hand-ins, in a new folder below ``tmp_path``."""
    return synthetic_cohort(tmp_path / "cohort", n, items)


def rows(cohort: Cohort, query: str, *values: object) -> list[tuple[object, ...]]:
    """What a query of the gradebook gives."""
    with closing(sqlite3.connect(cohort.gradebook)) as db:
        return db.execute(query, values).fetchall()


def marks(cohort: Cohort) -> dict[str, list[tuple[object, ...]]]:
    """All that nbgrader knows of each graded candidate: cells with scores, in order of their names."""
    found = rows(cohort, "SELECT s.student_id, c.name, g.auto_score, g.manual_score, g.extra_credit, "
                 "g.needs_manual_grade, s.timestamp FROM grade g JOIN base_cell c ON c.id = g.cell_id "
                 "JOIN submitted_notebook n ON n.id = g.notebook_id "
                 "JOIN submitted_assignment s ON s.id = n.assignment_id ORDER BY s.student_id, c.name")
    by_candidate: dict[str, list[tuple[object, ...]]] = {}
    for candidate, *rest in found:
        by_candidate.setdefault(str(candidate), []).append(tuple(rest))
    return by_candidate


def right(cohort: Cohort, candidate: str) -> int:
    """The raw score that ``random_choices`` of a candidate earn, counted without any of the code under
    test.
    """
    key = json.loads((cohort.folder / "key.json").read_text())
    choices = random_choices(cohort, candidate)
    return sum(choices[item["id"]] in item["accept"] for item in key["items"] if item["scored"])


def _file(cohort: Cohort, who: str) -> Path:
    path = cohort.hand_in(who) / "responses.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _bytes(change: Callable[[bytes], bytes]) -> Callable[[Cohort, str], None]:
    def write(cohort: Cohort, who: str) -> None:
        path = write_hand_in(cohort, who)
        path.write_bytes(change(path.read_bytes()))

    return write


def _values(**changes: object) -> Callable[[Cohort, str], None]:
    return lambda cohort, who: (write_hand_in(cohort, who, None, **changes), None)[1]


def _file_link(cohort: Cohort, who: str) -> None:
    _file(cohort, who).symlink_to(cohort.folder / "key.json")


def _link_to_own_copy(cohort: Cohort, who: str) -> None:
    path = write_hand_in(cohort, who)
    path.symlink_to(path.rename(path.with_name("real.json")))


def _exam_link(cohort: Cohort, who: str) -> None:
    real = write_hand_in(cohort, who).parent
    real.parent.joinpath("exam").symlink_to(real.rename(cohort.folder / f"outside-{who}"))


def _person_link(cohort: Cohort, who: str) -> None:
    real = write_hand_in(cohort, who).parent.parent
    (cohort.folder / "submitted" / who).symlink_to(real.rename(cohort.folder / f"outside-{who}"))


def _fifo(cohort: Cohort, who: str) -> None:
    os.mkfifo(_file(cohort, who))


def _folder(cohort: Cohort, who: str) -> None:
    _file(cohort, who).mkdir()


def _person_is_file(cohort: Cohort, who: str) -> None:
    (cohort.folder / "submitted" / who).write_text("I am no folder")


def _answer(item: object, answer: object) -> Callable[[Cohort, str], None]:
    return _values(answers={item: answer})


def _notebooks(cohort: Cohort, who: str) -> None:
    """Notebooks that stop or trick stock nbgrader, and no answers."""
    folder = _file(cohort, who).parent
    cell = {"cell_type": "markdown", "id": "a", "source": SCRIPT,
            "metadata": {"nbgrader": {"grade_id": "test_SY-0001", "grade": True, "solution": True,
                                      "locked": False,
                                      "points": 1, "schema_version": 1}}}
    notebook = {"cells": [cell, cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "exam.ipynb").write_text(json.dumps(notebook))
    (folder / "broken.ipynb").write_text("{")
    (folder / "timestamp.txt").write_text("no date at all")


#: By name: how to write it, and what its reason must say.
HOSTILE: dict[str, tuple[Callable[[Cohort, str], None], str]] = {
    "link to the key": (_file_link, "not a plain file"),
    "link to an own copy": (_link_to_own_copy, "not a plain file"),
    "exam folder is a link": (_exam_link, "links are not followed"),
    "candidate's folder is a link": (_person_link, "links are not followed"),
    "candidate's folder is a file": (_person_is_file, "not a plain folder"),
    "pipe": (_fifo, "not a plain file"),
    "folder": (_folder, "not a plain file"),
    "ten megabytes": (_bytes(lambda raw: raw + b" " * 10_000_000), "at most 65,536"),
    "deep nesting": (_bytes(lambda _: b"[" * 60_000), "nested too deeply"),
    "name twice at the top": (_bytes(lambda raw: raw.replace(b"{", b'{"candidate": "c00001",', 1)),
                              "occurs twice"),
    "item twice": (_bytes(lambda raw: raw.replace(b'"answers": {',
                                                  b'"answers": {"SY-0001": {"choice": "a"},')),
                   "occurs twice"),
    "NaN": (_bytes(lambda raw: raw.replace(b'"revision": 60', b'"revision": NaN')), "NaN"),
    "infinity in disguise": (_bytes(lambda raw: raw.replace(b'"revision": 60', b'"revision": 1e999')),
                             "revision is inf"),
    "number of 5,000 digits": (_bytes(lambda raw: raw.replace(b"60", b"6" * 5000, 1)), "responses.json"),
    "another person's": (_values(candidate="c00001"), "candidate is 'c00001'"),
    "another form": (_values(form_id="other"), "form_id"),
    "another version": (_values(version=True), "version is True"),
    "unknown item": (_answer("SY-9999", {"choice": "a"}), "not on this form"),
    "script as an item": (_answer(SCRIPT, {"choice": "a"}), "not on this form"),
    "unknown option": (_answer("SY-0001", {"choice": "z"}), "choice is 'z'"),
    "list as an option": (_answer("SY-0001", {"choice": ["a"], "flagged": False}), "choice is ['a']"),
    "number as a flag": (_answer("SY-0001", {"choice": "a", "flagged": 1}), "true or false"),
    "text as an answer": (_answer("SY-0001", "a"), "must hold choice"),
    "list as answers": (_values(answers=["a"]), "answers must be an object"),
    "more names": (_values(marks=50), "exactly these names"),
    "no date": (_values(submitted_at="yesterday"), "submitted_at"),
    "date without offset": (_values(submitted_at="2026-11-22T15:45:00"), "submitted_at"),
    "UTF-16": (_bytes(lambda raw: raw.decode().encode("utf-16")), "UTF-8"),
    "byte order mark": (_bytes(lambda raw: b"\xef\xbb\xbf" + raw), "not JSON"),
    "null bytes": (_bytes(lambda raw: b"\0" * 100 + raw), "not JSON"),
    "empty": (_bytes(lambda _: b""), "not JSON"),
    "cut short": (_bytes(lambda raw: raw[:500]), "not JSON"),
    "only notebooks": (_notebooks, "no hand-in"),
}
