"""Which hand-in counts for whom: the team's newest for all its members, or what a person handed in with an earlier team."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

from pmo_course_lib.delivery.cohort import Cohort, Person
from pmo_course_lib.delivery.grading.exercises.collected import arrivals
from pmo_course_lib.delivery.grading.handins import BadHandIn, HandIn, NoHandIn, Submitted
from pmo_course_lib.delivery.teams.hand_in import settle
from pmo_course_lib.delivery.teams.party import Party, parties
from pmo_course_lib.delivery.teams.work import FILE
from pmo_course_lib.errors import CourseError
from pmo_course_lib.workbook import files
from pmo_course_lib.workbook.model import Workbook


@frozen
class Work:
    """A hand-in that can be marked: of which team, since when, and the workbook in it."""

    sha256: str
    party: str
    team: str
    received: str
    workbook: Workbook = field(eq=False)

    @property
    def key(self) -> tuple[str, str]:
        """What makes it one hand-in: equal bytes of two teams are two."""
        return self.party, self.sha256


@frozen
class Found:
    """For one person the work that counts, or none; ``reason`` says what is wrong with the person's own file."""

    person: Person
    work: Work | None
    reason: str = ""


def find(cohort: Cohort, exercise: str) -> tuple[Found, ...]:
    """For everybody on the roster, in its order. A hand-in that cannot be taken costs its own row and nothing else."""
    settle(cohort, exercise)
    with Submitted(cohort, exercise, Path(FILE.format(exercise)), files.LIMIT) as submitted:
        read = dict(_read(cohort, submitted))
    works, reasons = _opened(cohort, exercise, read)
    return tuple(Found(person, _counting(party, person, works), reasons.get(person.id, ""))
                 for party in parties(cohort) for person in party.members)


def _read(cohort: Cohort, submitted: Submitted) -> Iterator[tuple[str, HandIn | BadHandIn]]:
    for person in cohort.people.persons:
        try:
            yield person.id, submitted.read(person.id)
        except NoHandIn:
            continue
        except BadHandIn as error:
            yield person.id, error


def _opened(cohort: Cohort, exercise: str, read: dict[str, HandIn | BadHandIn]) -> tuple[dict[str, Work], dict[str, str]]:
    """Work and reasons by person; equal bytes are opened once."""
    reasons = {id: str(found) for id, found in read.items() if isinstance(found, BadHandIn)}
    hand_ins = {id: found for id, found in read.items() if isinstance(found, HandIn)}
    known = arrivals(cohort, exercise, hand_ins)
    opened: dict[str, Workbook | str] = {}
    works: dict[str, Work] = {}
    for id, hand_in in hand_ins.items():
        if hand_in.sha256 not in opened:
            opened[hand_in.sha256] = _workbook(hand_in.raw, FILE.format(exercise))
        workbook, arrival = opened[hand_in.sha256], known[id]
        if isinstance(workbook, str):
            reasons[id] = workbook
        else:
            works[id] = Work(hand_in.sha256, arrival.party, arrival.team, arrival.received, workbook)
    return works, reasons


def _workbook(raw: bytes, name: str) -> Workbook | str:
    """The workbook in a hand-in, or why there is none."""
    try:
        return files.parse(raw, Path(name)).open()
    except CourseError as error:
        return error.problems[0]


def _counting(party: Party, person: Person, works: dict[str, Work]) -> Work | None:
    own = works.get(person.id)
    if own and own.party != party.key:
        return own
    of_team = [works[one.id] for one in party.members if one.id in works and works[one.id].party == party.key]
    return max(of_team, key=lambda one: (one.received, one.sha256), default=own)
