"""What the cells of the exercise notebooks call: views on the one workbook of a team, and its hand-in.

``team("E1").view("e1_cards")`` and ``team("E1").hand_in()``. Without a class the person works alone, in the home folder, and
the hand-in lies beside the notebook, where ``nbgrader submit`` finds it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from attrs import field, frozen

from pmo_course_lib.delivery.cohort import Cohort, Person, open_cohort
from pmo_course_lib.delivery.course_app import ALONE, broken
from pmo_course_lib.delivery.exam_app import ALIVE, CANDIDATE, COHORT, refuse_foreign_widgets
from pmo_course_lib.delivery.teams import hand_in as handing
from pmo_course_lib.delivery.teams.hand_in import Receipt
from pmo_course_lib.delivery.teams.party import Party, party_of
from pmo_course_lib.delivery.teams.work import FILE, open_work, work_path
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import exercise
from pmo_course_lib.storage import write_atomic
from pmo_course_lib.ui.exercises.desk import HAND_IN, Handed, Seats, desk
from pmo_course_lib.ui.modules.panel import Panel, carry, load_panel
from pmo_course_lib.ui.view.blocks import Block, Note, Page
from pmo_course_lib.ui.view.widget import View
from pmo_course_lib.workbook import files
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.store import Store


class Work(Protocol):
    """One person's place at an exercise: the store of the present team, who works there, and the hand-in."""

    def store(self) -> Store: ...  # noqa: D102
    def seats(self) -> Seats: ...  # noqa: D102
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
            path = work_path(self._cohort, party, self._exercise)
            self._stores[party.key] = open_work(path, self._exercise, signature(self._cohort, self._candidate))
        return self._stores[party.key]

    def seats(self) -> Seats:
        """The members, for whom a hand-in counts, and what of another team counts for this person."""
        party = self._party()
        other = {one.id: handing.elsewhere(self._cohort, party, one.id, self._exercise) for one in party.members}
        here = tuple(one.candidate.name for one in party.members if not other[one.id])
        own = other[self._candidate]
        return Seats(tuple(map(_name, party.members)), here, _kept(own) if own else "")

    def handed(self) -> Handed | None:
        """The hand-in of the team that stands."""
        party = self._party()
        receipt = handing.handed_in(self._cohort, party, self._exercise)
        if receipt is None:
            return None
        own = handing.elsewhere(self._cohort, party, self._candidate, self._exercise)
        said = f"Handed in at {handing.clock(receipt.received)} by {self._by(receipt)}."
        return Handed(handing.handed_work(self._cohort, receipt), f"{said} {_kept(own)}" if own else said)

    def _by(self, receipt: Receipt) -> str:
        """Who pressed the button; the file may name somebody whom the roster no longer has."""
        try:
            return self._cohort.people.find(receipt.by).candidate.name
        except CourseError:
            return receipt.by

    def hand_in(self) -> None:
        """Hand in for all members."""
        handing.hand_in(self._cohort, self._party(), self._exercise, self._candidate)


def _name(person: Person) -> str:
    return person.candidate.name


def _kept(receipt: Receipt) -> str:
    return f"For you counts what {receipt.team} handed in at {handing.clock(receipt.received)}."


def signature(cohort: Cohort, candidate: str) -> str:
    """The name that stands in the history of a team's work; with the id where two people have one name."""
    name = cohort.people.find(candidate).candidate.name
    return name if sum(_name(one) == name for one in cohort.people.persons) == 1 else f"{name} ({candidate})"


class OnOnesOwn:
    """Somebody without a class."""

    def __init__(self, exercise_id: str) -> None:
        cohort = os.environ.get(COHORT)  # an instructor who looks at a class's exercises works beside the teams
        home = Path(cohort) / "exercises" / "alone" / "me" if cohort else ALONE / "exercises"
        self._store = open_work(home / FILE.format(exercise_id), exercise_id, "me")
        self._file = Path.cwd() / FILE.format(exercise_id)

    def store(self) -> Store:
        """The work in the home folder, or in the class's."""
        return self._store

    def seats(self) -> Seats:
        """Nobody is named."""
        return Seats(("you",), ("you",))

    def handed(self) -> Handed | None:
        """What lies beside the notebook."""
        found = files.read(self._file)
        return None if found is None else Handed(found.open(), f"Handed in: {self._file.name} lies beside this notebook.")

    def hand_in(self) -> None:
        """Write the work beside the notebook."""
        write_atomic(self._file, self._store.path.read_bytes())


@frozen
class Sheet:
    """A view on the work of the team that the person is in now. Work that cannot be opened is said, and looked for again.

    ``also`` is a text without blanks that differs when something beside the work does.
    """

    work: Work
    title: str
    blocks: Callable[[Workbook], tuple[Block, ...]]
    change: Callable[[str, Any], str | None]
    also: Callable[[], str] = field(default=lambda: "")

    def draw(self) -> Page:
        """The page as of now."""
        try:
            return Page(self.title, self.blocks(self._looked().state.workbook))
        except (CourseError, OSError) as error:
            return Page("This part cannot be opened", (Note(str(error), "error"),))

    def seen(self) -> str:
        """Look at the work; the text names it first, so that no change lands in the work of another team."""
        try:
            store = self._looked()
            return f"{store.path.parent.parent.name}/{store.path.parent.name} {store.state.revision}{self.also()}"
        except (CourseError, OSError) as error:
            return f"broken {_short(error)}"

    def _looked(self) -> Store:
        store = self.work.store()
        store.poll()
        return store

    def view(self, name: str) -> View:
        """As a widget."""
        return View(name, self.draw, self._changed, self.seen, os.environ.get(ALIVE))

    def _changed(self, id: str, value: Any) -> str | None:
        try:
            return self.change(id, value)
        except CourseError as error:
            raise ValueError(" ".join(error.problems)) from None


def _short(what: object) -> str:
    return sha256(repr(what).encode("utf-8", "backslashreplace")).hexdigest()[:12]


def _view(work: Work, panel: Panel) -> Sheet:
    return Sheet(work, panel.title, panel.draw, lambda id, value: carry(panel, work.store(), id, value))


def _desk(work: Work, exercise_id: str) -> Sheet:
    def change(id: str, _value: Any) -> str | None:
        if id != HAND_IN:
            raise ValueError("There is no such field. Load the page again.")
        try:
            work.hand_in()
        except CourseError:
            # Pressed twice, or by two at once: it is handed in, which is what everybody wanted.
            if handed := work.handed():
                return handed.said
            raise
        return None

    def blocks(workbook: Workbook) -> tuple[Block, ...]:
        return desk(exercise_id, workbook, work.seats(), work.handed())

    return Sheet(work, f"Hand in {exercise_id}", blocks, change, lambda: "-" + _short((work.seats(), _said(work))))


def _said(work: Work) -> str:
    handed = work.handed()
    return handed.said if handed else ""


class Team:
    """An exercise as the notebook's cells see it."""

    def __init__(self, exercise_id: str) -> None:
        refuse_foreign_widgets()
        self._exercise = exercise_id

    def view(self, name: str) -> View:
        """The view of this name on the team's work; a page that says what is wrong when that cannot be opened."""
        return self._opened(name, lambda work: _view(work, load_panel(name)))

    def hand_in(self) -> View:
        """The hand-in of the team."""
        return self._opened("hand_in", lambda work: _desk(work, self._exercise))

    def _opened(self, name: str, sheet: Callable[[Work], Sheet]) -> View:
        try:
            return sheet(_work(self._exercise)).view(name)
        except (CourseError, OSError) as error:
            return broken(name, str(error))


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
