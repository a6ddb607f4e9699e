"""Make a cohort: everything, or nothing."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cattrs

from pmo_course_lib.assessment.assembly import make_form
from pmo_course_lib.assessment.blueprint import load_blueprint
from pmo_course_lib.assessment.form import Form, Key, to_json
from pmo_course_lib.assessment.item import load_bank
from pmo_course_lib.assessment.order import good_seed
from pmo_course_lib.delivery.cohort import Cohort, People, Person, open_cohort
from pmo_course_lib.delivery.grading.autograde import nbgrader_config_text
from pmo_course_lib.delivery.grading.exercises.batch import publish_exercises
from pmo_course_lib.delivery.grading.gradebook import create_gradebook
from pmo_course_lib.delivery.grading.notebook import publish
from pmo_course_lib.delivery.roster import Candidate, read_roster, unsafe_name
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import write_atomic, write_json

FOLDERS = ("attempts", "workbooks", "exercises", "submitted", "autograded", "feedback", "source", "release")


def create_cohort(folder: Path, roster: Path, exam: Path) -> Cohort:
    """Make the cohort ``folder`` from a roster file and the exam folder (blueprint, bank, practice).

    Raises ``CourseError`` with one line a problem; then nothing is left of the cohort.
    """
    _check_place(folder)
    candidates = read_roster(roster)
    secret = secrets.token_hex(16)
    blueprint = load_blueprint(exam / "blueprint.toml")
    form, key = make_form(load_bank(exam / "bank"), load_bank(exam / "practice"), blueprint, folder.name)
    try:
        with _half_made(folder) as half_made:
            _fill(half_made, folder.name, candidates, form, key, secret)
            write_atomic(half_made / "roster.csv", roster.read_bytes(), 0o600)
            half_made.rename(folder)
    except OSError as error:
        raise CourseError(f"Cohort {folder}: cannot be written ({error.strerror}). Nothing is left of it; "
                          "check the disk and the folder's permissions, then run the command again.") from None
    return open_cohort(folder)


@contextmanager
def _half_made(folder: Path) -> Iterator[Path]:
    """A hidden folder beside the cohort's place, gone at the end unless it was renamed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    half_made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        yield half_made
    finally:
        shutil.rmtree(half_made, ignore_errors=True)


def _check_place(folder: Path) -> None:
    if reason := unsafe_name(folder.name):
        raise CourseError(f"Cohort name {folder.name!r} {reason}. Use letters, digits, - and _ (at most 40).")
    if folder.exists():
        raise CourseError(f"Cohort {folder.name} exists already ({folder}). Choose another name; nothing was changed.")


def _fill(folder: Path, name: str, candidates: tuple[Candidate, ...], form: Form, key: Key, secret: str) -> None:
    for part in FOLDERS:
        (folder / part).mkdir()
    people = People(_token(), tuple(_person(candidate, form, key, secret) for candidate in candidates))
    write_json(folder / "people.json", cattrs.unstructure(people), 0o600)
    write_json(folder / "form.json", to_json(form), 0o600)
    write_json(folder / "key.json", to_json(key), 0o600)
    write_atomic(folder / "cohort.toml", _cohort_toml(name, form, key))
    write_atomic(folder / "nbgrader_config.py", nbgrader_config_text())
    cohort = Cohort(folder)
    publish(cohort)
    publish_exercises(cohort)
    create_gradebook(cohort)


def _token() -> str:
    """A secret of 79 bits that a person can type from paper: no letters that look alike, in groups of four."""
    letters = [secrets.choice("23456789abcdefghjkmnpqrstuvwxyz") for _ in range(16)]
    return "-".join("".join(letters[at:at + 4]) for at in range(0, 16, 4))


def _person(candidate: Candidate, form: Form, key: Key, secret: str) -> Person:
    return Person(candidate, _token(), good_seed(form, key, candidate.id, secret))


def _cohort_toml(name: str, form: Form, key: Key) -> str:
    return f"""# This class. The pass mark is read from here at each grading and each report: change it here.
name = "{name}"
exam = "{form.exam_id}"
form = "{form.form_id}"

[pass_mark]
raw = {key.pass_mark.raw} # points of {key.maximum}
method = "{key.pass_mark.method}" # provisional, angoff or inherited; provisional is printed on every report

[key_check]
signed_by = "" # name and date, once somebody has checked the key against the answers; until then results are preliminary
"""
