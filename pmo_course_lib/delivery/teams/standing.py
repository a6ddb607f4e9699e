"""How far a team is with an exercise: not begun, saved, handed in with its points by rules."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from attrs import frozen

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.teams.hand_in import Receipt, clock, handed_work, last, receipts
from pmo_course_lib.delivery.teams.party import Party, parties
from pmo_course_lib.delivery.teams.work import work_path
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises import IDS, Marks, mark
from pmo_course_lib.workbook import files

#: Revision of a work in which nothing but what the exercise gives was written yet.
GIVEN = 1


@frozen
class Standing:
    """``saved`` is the time of day of the last change, empty before the first; ``last`` the last receipt."""

    saved: str
    last: Receipt | None

    @property
    def handed(self) -> Receipt | None:
        """The hand-in that stands."""
        return self.last if self.last and not self.last.back else None

    @property
    def said(self) -> str:
        """The state in a word or two."""
        if self.last:
            return f"{'given back' if self.last.back else 'handed in'} {clock(self.last.received)}"
        return "not begun" if not self.saved else f"saved {self.saved}" if ":" in self.saved else self.saved


def parties_known(cohort: Cohort) -> tuple[Party, ...]:
    """As ``parties``, and after them those that handed in or wrote something and have no members any more."""
    there = parties(cohort)
    keys = {one.key for one in there}
    gone = dict(_left_behind(cohort, keys)) | {one.party: one.team for one in receipts(cohort) if one.party not in keys}
    return (*there, *(Party(key, team, ()) for key, team in gone.items()))


def _left_behind(cohort: Cohort, known: set[str]) -> Iterator[tuple[str, str]]:
    """Key and name of each other party in whose folder there is work; a team's name is then that of its folder."""
    names = {person.id: person.candidate.name for person in cohort.people.persons}
    for folder in sorted((cohort.folder / "exercises").glob("*/*")):
        key = f"{folder.parent.name}/{folder.name}"
        if key not in known and any(_saved(cohort, Party(key, "", ()), id) for id in IDS):
            yield key, names.get(folder.name, folder.name.rpartition("-")[0] or folder.name)


def standing(cohort: Cohort, party: Party, exercise: str) -> Standing:
    """The state of a team's work as of now; work that cannot be opened says so."""
    return Standing(_saved(cohort, party, exercise), last(cohort, party, exercise))


def _saved(cohort: Cohort, party: Party, exercise: str) -> str:
    try:
        stored = files.read(work_path(cohort, party, exercise))
        return clock(stored.time) if stored and stored.revision > GIVEN else ""
    except (CourseError, ValueError):
        return "cannot be opened"


@lru_cache(maxsize=256)
def points(cohort: Cohort, receipt: Receipt) -> Marks:
    """Points by rules of a hand-in. Raises ``CourseError`` when the hand-in is gone."""
    return mark(receipt.exercise, handed_work(cohort, receipt))
