"""From a journal to a hand-in: ``submitted/<id>/exam/responses.json``, with a receipt by our own clock."""

from __future__ import annotations

import datetime
import errno
import hashlib
import json
import logging
import time
from functools import cache
from pathlib import Path
from typing import Any

from pmo_course_lib.assessment.attempt import GRACE_MS, Attempt, clock, replay
from pmo_course_lib.assessment.responses import SCHEMA, VERSION
from pmo_course_lib.assessment.room import Room, replay_room
from pmo_course_lib.delivery.cohort import Cohort, Person
from pmo_course_lib.storage import append_line, lock, read_lines, write_atomic


def now_ms() -> int:
    """The server's time in epoch milliseconds."""
    return time.time_ns() // 1_000_000


def iso(at: int) -> str:
    """Epoch milliseconds as an ISO time with offset, to the second."""
    return datetime.datetime.fromtimestamp(at / 1000, datetime.UTC).isoformat(timespec="seconds")


def is_moment(_record: object, _field: object, value: str) -> None:
    """Validator of attrs: an ISO time that every part of the course and nbgrader can read. Raises ``ValueError``."""
    try:
        datetime.datetime.fromisoformat(value).astimezone(datetime.UTC)
    except (TypeError, OverflowError):
        raise ValueError(f"{value!r} is no time such as 2026-11-22T10:33:00+00:00") from None


def responses_json(cohort: Cohort, candidate: str, attempt: Attempt) -> bytes:
    """The hand-in of an ended attempt; the same journal gives the same bytes, whatever came too late after its end.

    A damaged line about something that is not on the form is left out: it must not cost the other answers.
    """
    assert attempt.started is not None and attempt.ended is not None
    choices = {item.id: {None, *(option.id for option in item.options)} for item in cohort.form.items}
    answers = {item: _answer(answer.choice, answer.flagged, answer.late_sync)
               for item, answer in sorted(attempt.answers.items()) if answer.choice in choices.get(item, ())}
    value = {"schema": SCHEMA, "version": VERSION, "exam_id": cohort.form.exam_id, "form_id": cohort.form.form_id,
             "candidate": candidate, "attempt": attempt.attempt, "revision": attempt.end_revision,
             "started_at": iso(attempt.started), "submitted_at": iso(attempt.ended), "ended_by": attempt.ended_by,
             "answers": answers}
    return (json.dumps(value, indent=1) + "\n").encode()


def _answer(choice: str | None, flagged: bool, late_sync: bool) -> dict[str, Any]:
    return {"choice": choice, "flagged": flagged, **({"late_sync": True} if late_sync else {})}


def hand_in(cohort: Cohort, candidate: str, attempt: Attempt) -> None:
    """Write the hand-in and its receipt; does nothing when the same hand-in is there already. Caller holds the lock.

    The journal decides. A different file in its place (an earlier hand-in of a reopened attempt, a damaged one) is kept
    beside it under the name of its hash.
    """
    raw = responses_json(cohort, candidate, attempt)
    folder = cohort.hand_in(candidate)
    if folder.is_symlink() or folder.parent.is_symlink():
        raise OSError(errno.ELOOP, "a link is in the way", str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "responses.json"
    if _keep_other(file, raw):
        write_atomic(folder / "journal.jsonl", cohort.journal(candidate).read_bytes())
        write_atomic(file, raw)
        record_receipt(cohort, candidate, raw, "class server")


def _keep_other(file: Path, raw: bytes) -> bool:
    """Move a different file out of the way. False when the same hand-in is there already."""
    if file.is_symlink() or not file.is_file():
        file.unlink(missing_ok=True)
        return True
    there = file.read_bytes()
    if there == raw:
        return False
    file.replace(file.with_name(f"responses.{hashlib.sha256(there).hexdigest()[:12]}.json"))
    return True


def record_receipt(cohort: Cohort, candidate: str, raw: bytes, by: str) -> None:
    """Note time, size and SHA-256 of a hand-in, by our own clock."""
    receipt = {"candidate": candidate, "sha256": hashlib.sha256(raw).hexdigest(), "bytes": len(raw),
               "received": iso(now_ms()), "by": by}
    with lock(cohort.receipts):
        append_line(cohort.receipts, receipt)


def due(cohort: Cohort, person: Person, attempt: Attempt, room: Room, now: int) -> tuple[int, str] | None:
    """When and by whom a running attempt has ended although nobody pressed the button, or None."""
    if attempt.started is None or attempt.ended is not None:
        return None
    ended = room.ended_at(person.id)
    if ended is not None and ended >= attempt.started:
        return ended, "moderator"
    time_ = clock(attempt.started, cohort.form.time_s, person.candidate.time_multiplier, room, person.id, now)
    if not time_.paused and now > time_.deadline + GRACE_MS:
        return time_.deadline, "deadline"
    return None


def collect(cohort: Cohort, person: Person) -> bool:
    """End the attempt if its time is over, and write the hand-in of an ended attempt. True when it has ended."""
    journal = cohort.journal(person.id)
    if not journal.exists():
        return False
    with lock(journal):
        attempt = replay(read_lines(journal))
        if end := due(cohort, person, attempt, replay_room(read_lines(cohort.room_log)), now_ms()):
            entry = {"kind": "end", "at": end[0], "by": end[1]}
            append_line(journal, entry)
            attempt.apply(entry)
        if attempt.ended is not None:
            hand_in(cohort, person.id, attempt)
    return attempt.ended is not None


def collect_all(cohort: Cohort) -> int:
    """Collect from everybody; returns how many attempts have ended and are handed in.

    What is in the way of one hand-in is logged, and costs that person only.
    """
    return sum(_collected(cohort, person) for person in cohort.people.persons)


def _collected(cohort: Cohort, person: Person) -> bool:
    try:
        return collect(cohort, person)
    except OSError as error:  # also a lock that is held too long
        _tell_once(f"{person.id}: the hand-in cannot be written ({error}). The answers are safe in "
                   f"{cohort.journal(person.id)}; when the cause is gone, they are collected by themselves.")
        return False


@cache
def _tell_once(text: str) -> None:
    """A warning; the class server collects every two seconds and must not repeat it each time."""
    logging.getLogger(__name__).warning(text)
