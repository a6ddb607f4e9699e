"""When a hand-in arrived: by the class server's receipt, or for a file that came another way by our clock when first found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import cattrs
from attrs import asdict, field, frozen
from filelock import Timeout

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.collector import is_moment, iso, now_ms
from pmo_course_lib.delivery.grading.handins import HandIn
from pmo_course_lib.delivery.teams.hand_in import receipts
from pmo_course_lib.delivery.teams.party import parties
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import append_lines, lock, read_lines


@frozen
class Arrival:
    """A person's hand-in: with which team it was made, and when it arrived."""

    exercise: str
    candidate: str
    sha256: str
    party: str
    team: str
    received: str = field(validator=is_moment)


def arrivals(cohort: Cohort, exercise: str, hand_ins: Mapping[str, HandIn]) -> dict[str, Arrival]:
    """The arrival of each hand-in, by candidate; those found for the first time are noted, on the disk when this returns."""
    path = _file(cohort)
    there = {(one.candidate, one.sha256): one for one in (*_noted(path), *_by_server(cohort)) if one.exercise == exercise}
    party_of = {person.id: party for party in parties(cohort) for person in party.members}
    new = [Arrival(exercise, id, one.sha256, party_of[id].key, party_of[id].name, iso(now_ms()))
           for id, one in hand_ins.items() if (id, one.sha256) not in there]
    if new:
        _note(path, new)
    there |= {(one.candidate, one.sha256): one for one in new}
    return {id: there[id, one.sha256] for id, one in hand_ins.items()}


def came(cohort: Cohort, exercise: str, candidate: str) -> bool:
    """Whether a file of this person's own was ever noted, though it may be gone now."""
    return any((one.exercise, one.candidate) == (exercise, candidate) for one in _noted(_file(cohort)))


def _by_server(cohort: Cohort) -> list[Arrival]:
    return [Arrival(one.exercise, id, one.sha256, one.party, one.team, one.received)
            for one in receipts(cohort) if not one.back for id in one.members]


def _file(cohort: Cohort) -> Path:
    return cohort.folder / "exercise-arrivals.jsonl"


def _noted(path: Path) -> list[Arrival]:
    found = []
    for line in read_lines(path):
        try:
            found.append(cattrs.structure(line, Arrival))
        except (cattrs.BaseValidationError, ValueError, TypeError, KeyError, AttributeError):
            continue
    return found


def _note(path: Path, new: list[Arrival]) -> None:
    try:
        with lock(path):
            append_lines(path, [asdict(one) for one in new])
    except Timeout:
        raise CourseError(f"{path}: another program holds its lock. Grade again when it has ended.") from None
