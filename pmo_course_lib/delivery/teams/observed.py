"""What the observers of the role plays rated and wrote, from the personal workbooks of a team's members."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.teams.party import Party
from pmo_course_lib.domain.role_plays import Point, RolePlay, role_play
from pmo_course_lib.errors import CourseError
from pmo_course_lib.workbook import storage
from pmo_course_lib.workbook.model import Workbook

PLAYS = ("RP1", "RP2", "RP3")
OBSERVER = "observer"


@frozen
class Rated:
    """A point of the sheet: what was given of how many, ``None`` where nothing was."""

    name: str
    given: float | None
    most: int


@frozen
class Observed:
    """One observer's sheet of one role play, and the sentence written after it. *Course model*."""

    play: str
    title: str
    by: str
    points: tuple[Rated, ...]
    wrote: str

    @property
    def total(self) -> float:
        """All points given."""
        return sum(one.given or 0 for one in self.points)

    @property
    def most(self) -> int:
        """The most that could be given."""
        return sum(one.most for one in self.points)


def observed(cohort: Cohort, party: Party) -> tuple[Observed, ...]:
    """The sheets of a team's observers, by role play and then in the roster's order; who rated and wrote nothing has none.

    A member's workbook that is missing or cannot be opened costs that member's sheets only.
    """
    books = [(person.candidate.name, book) for person in party.members if (book := _book(cohort, person.id))]
    plays = [role_play(id) for id in PLAYS]
    return tuple(sheet for play in plays for name, book in books for sheet in _sheet(play, name, book))


def _book(cohort: Cohort, candidate: str) -> Workbook | None:
    try:
        return storage.read(cohort.workbook(candidate)).workbook
    except CourseError:
        return None


def _sheet(play: RolePlay, name: str, book: Workbook) -> Iterator[Observed]:
    """The sheet of somebody who observes, or who rated and has given the role back since."""
    points = tuple(Rated(point.name, _given(play, point, book), point.most) for point in play.points)
    rated = any(one.given is not None for one in points)
    wrote = book.notes.get(f"{play.id.lower()}-learned", "").strip()
    if rated or (wrote and book.values.get(f"role-{play.id}") == OBSERVER):
        yield Observed(play.id, play.title, name, points, wrote)


def _given(play: RolePlay, point: Point, book: Workbook) -> float | None:
    value = book.values.get(f"{play.id}-{point.id}")
    usable = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= point.most
    return float(value) if usable and value is not None else None
