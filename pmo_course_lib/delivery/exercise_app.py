"""What the cells of the exercise notebooks call: views on the one workbook of a team, and its hand-in.

``team("E1").view("e1_cards")`` and ``team("E1").hand_in()``. Without a class the person works alone, in the home folder, and
the hand-in lies beside the notebook, where ``nbgrader submit`` finds it.
"""

from __future__ import annotations

import os
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Protocol

from pmo_course_lib.delivery.cohort import Cohort, open_cohort
from pmo_course_lib.delivery.course_app import ALONE, broken, on_document
from pmo_course_lib.delivery.exam_app import ALIVE, CANDIDATE, COHORT, refuse_foreign_widgets
from pmo_course_lib.delivery.teams import hand_in as handing
from pmo_course_lib.delivery.teams.party import Party, party_of
from pmo_course_lib.delivery.teams.work import FILE, open_work, work_path
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import exercise
from pmo_course_lib.storage import write_atomic
from pmo_course_lib.ui.exercises.desk import HAND_IN, Handed, desk
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.ui.view.blocks import Page
from pmo_course_lib.ui.view.widget import View
from pmo_course_lib.workbook import files
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.store import Store


class Work(Protocol):
    """One person's place at an exercise: the store of the present team, who works there, and the hand-in."""

    def store(self) -> Store: ...  # noqa: D102
    def who(self) -> tuple[str, ...]: ...  # noqa: D102
    def handed(self) -> Handed | None: ...  # noqa: D102
    def hand_in(self) -> None: ...  # noqa: D102


class InClass:
    """A person of a class. The team is asked each time, since the instructor may move somebody while the page is open."""

    def __init__(self, cohort: Cohort, candidate: str, exercise_id: str) -> None:
        self._cohort, self._candidate, self._exercise = cohort, candidate, exercise_id
        self._stores: dict[str, Store] = {}

    def _party(self) -> Party:
        return party_of(self._cohort, self._candidate)

    def store(self) -> Store:
        """The team's work as this person opened it."""
        party = self._party()
        if party.key not in self._stores:
            name = self._cohort.people.find(self._candidate).candidate.name
            self._stores[party.key] = open_work(work_path(self._cohort, party, self._exercise), self._exercise, name)
        return self._stores[party.key]

    def who(self) -> tuple[str, ...]:
        """Names of the members."""
        return tuple(person.candidate.name for person in self._party().members)

    def handed(self) -> Handed | None:
        """The hand-in that stands, read from this person's or a team mate's folder."""
        receipt = handing.handed_in(self._cohort, self._party(), self._exercise)
        if receipt is None:
            return None
        by = self._cohort.people.find(receipt.by).candidate.name
        path = self._cohort.folder / "submitted" / receipt.by / self._exercise / FILE.format(self._exercise)
        return Handed(_copy(path, receipt.sha256), f"Handed in at {handing.clock(receipt.received)} by {by}.")

    def hand_in(self) -> None:
        """Hand in for all members."""
        handing.hand_in(self._cohort, self._party(), self._exercise, self._candidate)


class OnOnesOwn:
    """Somebody without a class."""

    def __init__(self, exercise_id: str) -> None:
        self._store = open_work(ALONE / "exercises" / FILE.format(exercise_id), exercise_id, "me")
        self._file = Path.cwd() / FILE.format(exercise_id)

    def store(self) -> Store:
        """The work in the home folder."""
        return self._store

    def who(self) -> tuple[str, ...]:
        """Nobody is named."""
        return ("you",)

    def handed(self) -> Handed | None:
        """What lies beside the notebook."""
        found = files.read(self._file)
        return None if found is None else Handed(found.open(), f"Handed in: {self._file.name} lies beside this notebook.")

    def hand_in(self) -> None:
        """Write the work beside the notebook."""
        write_atomic(self._file, self._store.path.read_bytes())


@lru_cache(maxsize=2)
def _copy(path: Path, _sha256: str) -> Workbook:
    found = files.read(path)
    if found is None:
        raise CourseError(f"{path}: the hand-in is no longer there. Tell your instructor.")
    return found.open()


class Team:
    """An exercise as the notebook's cells see it."""

    def __init__(self, exercise_id: str) -> None:
        refuse_foreign_widgets()
        self._exercise = exercise_id

    def view(self, name: str) -> View:
        """The view of this name on the team's work; a page that says what is wrong when that cannot be opened."""
        try:
            work = _work(self._exercise)
            work.store()
            return on_document(name, load_panel(name), work.store)
        except (CourseError, OSError) as error:
            return broken(name, str(error))

    def hand_in(self) -> View:
        """The hand-in of the team."""
        try:
            work = _work(self._exercise)
            work.store()
        except (CourseError, OSError) as error:
            return broken("hand_in", str(error))
        return self._desk(work)

    def _desk(self, work: Work) -> View:
        title = f"Hand in {self._exercise}"

        def draw() -> Page:
            store = work.store()
            return Page(title, desk(self._exercise, store.state.workbook, work.who(), work.handed()))

        def change(id: str, _value: Any) -> None:
            if id != HAND_IN:
                raise ValueError("There is no such field. Load the page again.")
            try:
                work.hand_in()
            except CourseError as error:
                raise ValueError(" ".join(error.problems)) from None

        def seen() -> str:
            store = work.store()
            store.poll()
            return f"{store.path} {store.state.revision} {work.handed() is not None} {work.who()}"

        return View("hand_in", draw, change, seen, os.environ.get(ALIVE))


@cache
def _work(exercise_id: str) -> Work:
    exercise(exercise_id)
    cohort, candidate = os.environ.get(COHORT), os.environ.get(CANDIDATE)
    if cohort and candidate:
        return InClass(open_cohort(Path(cohort)), candidate, exercise_id)
    return OnOnesOwn(exercise_id)


def team(exercise_id: str) -> Team:
    """The exercise of this id, for the team of the person whom the kernel belongs to."""
    return Team(exercise_id)
