"""What the moderator sees and does while the exam runs. Nothing here knows keys or scores."""

from __future__ import annotations

import re
from typing import Any

from attrs import frozen

from pmo_course_lib.assessment.attempt import Attempt, clock, replay
from pmo_course_lib.assessment.room import ACTIONS, EVERYBODY, EXTEND_MIN, Room, chained, replay_room
from pmo_course_lib.delivery.cohort import Cohort, Person
from pmo_course_lib.delivery.collector import now_ms
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import append_line, lock, read_lines

#: A candidate who has changed nothing for this long is shown as idle.
IDLE_MS = 180_000
_FOR_ONE = ("reopen", "identify")
_FOR_ALL = ("open", "close")
_TIMED = ("extend", "reopen")


@frozen
class Seat:
    """One row of the moderator's table; times in epoch milliseconds."""

    id: str
    name: str
    team: str
    identified: bool
    state: str
    answered: int
    total: int
    started: int | None
    deadline: int | None
    last_at: int | None
    late: int
    unscored: int


def read_room(cohort: Cohort) -> Room:
    """The room's state now."""
    return replay_room(read_lines(cohort.room_log))


def act(cohort: Cohort, action: str, candidate: str = EVERYBODY, reason: str = "", minutes: int = 0) -> None:
    """Do and log one action of the moderator. Raises ``CourseError`` when it is not possible; then nothing changed."""
    problems = list(_problems(cohort, action, candidate, reason, minutes))
    if problems:
        raise CourseError(problems)
    entry: dict[str, Any] = {"at": now_ms(), "action": action, "candidate": candidate, "reason": reason.strip()}
    if action in _TIMED:
        entry["minutes"] = minutes
    if action == "reopen":
        _reopen(cohort, candidate, entry)
    else:
        _log(cohort, entry)


def _log(cohort: Cohort, entry: dict[str, Any]) -> None:
    with lock(cohort.room_log):
        entries = read_lines(cohort.room_log)
        append_line(cohort.room_log, chained(entry, entries[-1] if entries else None))


def _reopen(cohort: Cohort, candidate: str, entry: dict[str, Any]) -> None:
    """The time since the attempt ended counts as a pause, so the candidate has what was left, and the minutes given."""
    journal = cohort.journal(candidate)
    with lock(journal):
        attempt = replay(read_lines(journal))
        if attempt.ended is None:
            raise CourseError(f"{candidate} has no finished attempt, so there is nothing to reopen.")
        _log(cohort, {**entry, "ended": attempt.ended})
        append_line(journal, {"kind": "reopen", "at": entry["at"]})


def _problems(cohort: Cohort, action: str, candidate: str, reason: str, minutes: int) -> list[str]:
    known = {EVERYBODY, *(person.id for person in cohort.people.persons)}
    checks = {
        f"Unknown action {action!r}; there are {', '.join(ACTIONS)}.": action in ACTIONS,
        f"No candidate {candidate!r} in this cohort.": isinstance(candidate, str) and candidate in known,
        f"{action} needs one candidate.": action not in _FOR_ONE or candidate != EVERYBODY,
        f"{action} is for the whole class.": action not in _FOR_ALL or candidate == EVERYBODY,
        "Say why, in a few words (at most 300 characters): the log is part of the exam's record.":
            isinstance(reason, str) and 0 < len(reason.strip()) <= 300 and not re.search("[\ud800-\udfff]", reason),
        f"minutes must be a whole number from {EXTEND_MIN[0]} to {EXTEND_MIN[1]}.":
            action not in _TIMED or (type(minutes) is int and EXTEND_MIN[0] <= minutes <= EXTEND_MIN[1]),
    }
    return [problem for problem, holds in checks.items() if not holds]


def seats(cohort: Cohort) -> list[Seat]:
    """The class as it is now, in the order of the roster."""
    room, now = read_room(cohort), now_ms()
    return [_seat(cohort, person, replay(read_lines(cohort.journal(person.id))), room, now)
            for person in cohort.people.persons]


def _seat(cohort: Cohort, person: Person, attempt: Attempt, room: Room, now: int) -> Seat:
    time_ = None if attempt.started is None else clock(
        attempt.started, cohort.form.time_s, person.candidate.time_multiplier, room, person.id, now)
    deadline = time_.deadline if time_ and attempt.ended is None else None
    state = _state(attempt, bool(time_ and time_.paused), now)
    return Seat(person.id, person.candidate.name, person.candidate.team, person.id in room.identified, state,
                attempt.answered, len(cohort.form.items), attempt.started, deadline, attempt.last_at,
                sum(answer.late_sync for answer in attempt.answers.values()), len(attempt.unscored))


def _state(attempt: Attempt, paused: bool, now: int) -> str:
    if attempt.ended is not None:
        return "handed in" if attempt.ended_by == "candidate" else f"ended by {attempt.ended_by}"
    if attempt.started is None:
        return "not started"
    if paused:
        return "clock stopped"
    return "idle" if now - (attempt.last_at or now) > IDLE_MS else "working"
