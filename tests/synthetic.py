"""A made-up cohort for benchmarks, tests and demonstrations; the same arguments give the same content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import cattrs

from pmo_course_lib.assessment.form import Area, Form, FormItem, FormOption, Key, KeyItem, PassMark, to_json
from pmo_course_lib.assessment.responses import SCHEMA, VERSION
from pmo_course_lib.delivery.cohort import Cohort, People, Person
from pmo_course_lib.delivery.grading.autograde import nbgrader_config_text
from pmo_course_lib.delivery.grading.gradebook import create_gradebook
from pmo_course_lib.delivery.grading.notebook import publish
from pmo_course_lib.delivery.roster import Candidate
from pmo_course_lib.storage import write_atomic, write_json

OPTIONS = ("a", "b", "c", "d")
AREAS = 5
EXAM_ID, FORM_ID = "synthetic-exam", "synthetic-form"


def synthetic_cohort(folder: Path, candidates: int, items: int = 50) -> Cohort:
    """Make a cohort in a new ``folder``: candidates c00001, c00002 … and no hand-ins."""
    for name in ("source", "release", "submitted", "autograded", "feedback"):
        (folder / name).mkdir(parents=True)
    write_json(folder / "people.json", cattrs.unstructure(_people(candidates)), 0o600)
    write_json(folder / "form.json", to_json(_form(items)))
    write_json(folder / "key.json", to_json(_key(items)), 0o600)
    write_atomic(folder / "nbgrader_config.py", nbgrader_config_text())
    cohort = Cohort(folder.resolve())
    publish(cohort)
    create_gradebook(cohort)
    return cohort


def write_hand_in(cohort: Cohort, candidate: str, choices: Mapping[str, str | None] | None = None, /,
                  **changes: Any) -> Path:
    """Write ``responses.json`` of a candidate and return its path; ``changes`` replace values at the top.

    Without ``choices`` they come from the candidate's id: mostly right, some wrong, a few blank.
    """
    chosen = random_choices(cohort, candidate) if choices is None else choices
    time = "2026-11-22T15:45:00+00:00"
    answers = {item: {"choice": choice, "flagged": False} for item, choice in chosen.items()}
    value = {"schema": SCHEMA, "version": VERSION, "exam_id": EXAM_ID, "form_id": FORM_ID,
             "candidate": candidate, "attempt": "t1", "revision": 60, "started_at": time,
             "submitted_at": time, "ended_by": "candidate", "answers": answers} | changes
    path = cohort.hand_in(candidate) / "responses.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    return path


def random_choices(cohort: Cohort, candidate: str) -> dict[str, str | None]:
    """A candidate's choices by item id; the same id gives the same choices."""
    random = Random(candidate)
    return {item.id: random.choices((item.accept[0], random.choice(item.options), None), (60, 35, 5))[0]
            for item in cohort.key.items}


def _people(candidates: int) -> People:
    people = [Candidate(f"c{n:05}", f"Candidate {n}", f"c{n:05}@example.org")
              for n in range(1, candidates + 1)]
    return People("moderator-token",
                  tuple(Person(person, f"token-{person.id}", "0" * 64) for person in people))


def _item_id(number: int) -> str:
    return f"SY-{number:04}"


def _form(items: int) -> Form:
    return Form(EXAM_ID, 1, FORM_ID, "Synthetic exam", 3600, ("course book",), ("No talking.",),
                "I work alone.", tuple(_form_item(number) for number in range(1, items + 1)))


def _form_item(number: int) -> FormItem:
    stem = (f"STEM-{number:04} A programme reports <late> on three of its eight projects, and *nobody* has "
            "asked for the forecast. Which service of the office answers the sponsor's question first?")
    text = f"of question {number}: a sentence of the usual length."
    return FormItem(_item_id(number), stem,
                    tuple(FormOption(option, f"Option {option} {text}") for option in OPTIONS))


def _key(items: int) -> Key:
    random = Random(items)
    areas = tuple(Area(f"B{n}", f"Area {n}") for n in range(1, AREAS + 1))
    key = tuple(KeyItem(_item_id(number), 1, areas[number % AREAS].id, OPTIONS, (random.choice(OPTIONS),))
                for number in range(1, items + 1))
    return Key(EXAM_ID, FORM_ID, areas, key, PassMark(items * 6 // 10))
