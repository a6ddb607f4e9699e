"""A cohort: one class's folder, which is an nbgrader course directory at the same time."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import cattrs
from attrs import evolve, frozen

from pmo_course_lib.assessment.form import Form, Key, PassMark, form_from_json, key_from_json
from pmo_course_lib.delivery.roster import Candidate
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import read_json
from pmo_course_lib.strict import converter

#: Name of the exam as an nbgrader assignment and of its notebook.
EXAM = "exam"

_Model = TypeVar("_Model")
#: What cattrs and we say of values of another shape.
_MISFIT = (cattrs.BaseValidationError, ValueError, KeyError, TypeError, AttributeError)


@frozen
class Person:
    """A candidate with the secret of the personal link and the recorded seed of the own question order."""

    candidate: Candidate
    token: str
    seed: str

    @property
    def id(self) -> str:
        """The roster's id, also the name of the hand-in folder."""
        return self.candidate.id


@frozen
class People:
    """``people.json`` (mode 600): everybody's link, and the moderator's."""

    moderator_token: str
    persons: tuple[Person, ...]

    def find(self, candidate: str) -> Person:
        """The person with this id; raises ``CourseError`` when nobody has it."""
        for person in self.persons:
            if person.id == candidate:
                return person
        raise CourseError(f"No candidate with id {candidate!r} in this cohort.")


@frozen(slots=False)
class Cohort:
    """Paths and contents of one cohort folder."""

    folder: Path

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @cached_property
    def form(self) -> Form:
        """The questions; holds no key."""
        return _load(self.folder / "form.json", form_from_json)

    @cached_property
    def key(self) -> Key:
        """The answer key, with the pass mark of ``cohort.toml``. Never read in a candidate's kernel."""
        key = _load(self.folder / "key.json", key_from_json)
        return evolve(key, pass_mark=_pass_mark(self._settings, key))

    @property
    def final(self) -> bool:
        """Whether somebody has signed the key check; until then every result is preliminary (standard, 7.1)."""
        return bool(str(_settings(self._settings).get("key_check", {}).get("signed_by", "")).strip())

    @property
    def _settings(self) -> Path:
        return self.folder / "cohort.toml"

    @cached_property
    def people(self) -> People:
        """Candidates with links and seeds."""
        return _load(self.folder / "people.json", lambda value: cattrs.structure(value, People))

    @property
    def room_log(self) -> Path:
        """The moderator's log: append-only, hash-chained JSON lines."""
        return self.folder / "exam-log.jsonl"

    @property
    def receipts(self) -> Path:
        """What the collector received and when: append-only JSON lines."""
        return self.folder / "receipts.jsonl"

    @property
    def gradebook(self) -> Path:
        """nbgrader's database."""
        return self.folder / "gradebook.db"

    def journal(self, candidate: str) -> Path:
        """The journal of a candidate's attempt."""
        return self.folder / "attempts" / f"{candidate}.jsonl"

    def workbook(self, candidate: str) -> Path:
        """The file of a candidate's workbook, which may not be there yet."""
        return self.folder / "workbooks" / f"{candidate}.workbook.json"

    def hand_in(self, candidate: str) -> Path:
        """The folder that holds a candidate's hand-in."""
        return self.folder / "submitted" / candidate / EXAM


def _load(path: Path, structure: Callable[[Any], _Model]) -> _Model:
    """A model from our own file; ``CourseError`` names a file that holds something else."""
    value = read_json(path)
    try:
        return structure(value)
    except _MISFIT:
        raise CourseError(f"{path}: it does not hold what belongs there. Restore the file from a copy.") from None


def _settings(path: Path) -> dict[str, Any]:
    """What ``cohort.toml`` says, which people change by hand; without the file, nothing."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError as error:
        raise CourseError(f"{path}: not a TOML file ({error}). Correct it and run the command again.") from None


def _pass_mark(path: Path, key: Key) -> PassMark:
    """The pass mark that the instructor may have changed; without the file, the key's own."""
    settings = _settings(path)
    if not settings:
        return key.pass_mark
    try:
        mark = converter.structure(settings["pass_mark"], PassMark)
    except _MISFIT:
        mark = PassMark(-1)
    if not 0 <= mark.raw <= key.maximum:
        raise CourseError(f"{path}: [pass_mark] must hold raw, a whole number from 0 to {key.maximum}, and method, one of "
                          "provisional, angoff, inherited. Correct the file and run the command again.")
    return mark


def open_cohort(folder: Path) -> Cohort:
    """The cohort in ``folder``; raises ``CourseError`` when there is none."""
    if not (folder / "people.json").is_file():
        raise CourseError(f"No cohort at {folder}. Make one: pmo-course new {folder.name} --roster roster.csv")
    return Cohort(folder.resolve())
