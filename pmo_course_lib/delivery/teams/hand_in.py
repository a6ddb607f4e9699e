"""A team's hand-in: its workbook as of that moment, in the folder of everybody for whom it counts, with one receipt.

A person has one hand-in that counts. Who handed in with another team before keeps that, until it is given back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import cattrs
from attrs import asdict, field, frozen
from filelock import Timeout

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.collector import is_moment, iso, now_ms
from pmo_course_lib.delivery.teams.party import Party, party_of
from pmo_course_lib.delivery.teams.work import FILE, work_path
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import append_line, lock, read_lines, read_regular, write_atomic
from pmo_course_lib.workbook import files, storage
from pmo_course_lib.workbook.files import Stored, render
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import to_plain


@frozen(kw_only=True)
class Receipt:
    """What was handed in and when: ``members`` are the ids for whom it counts. ``back`` takes the hand-in back; ``way`` says
    whether the class server received it, or it was collected as a file.
    """

    exercise: str
    party: str
    team: str
    members: tuple[str, ...]
    by: str
    received: str = field(validator=is_moment)
    sha256: str = ""
    back: bool = False
    way: Literal["class server", "collected"] = "class server"


def receipts_file(cohort: Cohort) -> Path:
    """Receipts of the exercises: append-only JSON lines."""
    return cohort.folder / "exercise-receipts.jsonl"


def receipts(cohort: Cohort) -> tuple[Receipt, ...]:
    """All receipts, oldest first; a line that is none is passed over."""
    path = receipts_file(cohort)
    try:
        status = path.stat()
    except OSError:
        return ()
    return _read(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _read(path: Path, *_state: int) -> tuple[Receipt, ...]:
    return tuple(_receipts(path))


def _receipts(path: Path) -> Iterator[Receipt]:
    for line in read_lines(path):
        try:
            yield cattrs.structure(line, Receipt)
        except (cattrs.BaseValidationError, ValueError, TypeError, KeyError, AttributeError):
            continue


def last(cohort: Cohort, party: Party, exercise: str) -> Receipt | None:
    """The last receipt of a team: its hand-in, or that it was given back; None before any."""
    return next((one for one in reversed(receipts(cohort)) if (one.party, one.exercise) == (party.key, exercise)), None)


def handed_in(cohort: Cohort, party: Party, exercise: str) -> Receipt | None:
    """The hand-in of a team that stands, or None."""
    found = last(cohort, party, exercise)
    return None if found is None or found.back else found


def counting(cohort: Cohort, candidate: str, exercise: str) -> Receipt | None:
    """The hand-in that counts for a person: the last own one, with whichever team (given back, it counts until the next), else
    that of the team which the person joined later.
    """
    hand_ins = [one for one in reversed(receipts(cohort)) if one.exercise == exercise and not one.back]
    team = party_of(cohort, candidate).key
    return next((one for one in hand_ins if candidate in one.members), next((one for one in hand_ins if one.party == team), None))


def elsewhere(cohort: Cohort, party: Party, candidate: str, exercise: str) -> Receipt | None:
    """The hand-in of a person with another team, if it stands."""
    found = next((one for one in reversed(receipts(cohort)) if one.exercise == exercise and candidate in one.members), None)
    return None if found is None or found.back or found.party == party.key else found


def hand_in(cohort: Cohort, party: Party, exercise: str, by: str) -> Receipt:
    """Hand in the team's work as it stands on the disk, for all members who have no hand-in with another team.

    On the disk when this returns. Raises ``CourseError`` when the team has handed in already, when there is no work, and
    when it would count for nobody.
    """
    def make() -> Receipt:
        if there := handed_in(cohort, party, exercise):
            raise CourseError(f"{party.name} has handed in already, at {clock(there.received)}. "
                              "Your instructor can give it back.")
        members = tuple(one.id for one in party.members if not elsewhere(cohort, party, one.id, exercise))
        if not members:
            raise CourseError(f"Everybody of {party.name} has handed in {exercise} with another team. Nothing was handed in; "
                              "your instructor can give the other hand-in back.")
        raw = _snapshot(work_path(cohort, party, exercise), party)
        sha256 = hashlib.sha256(raw).hexdigest()
        for member in members:
            _stage(_folder(cohort, member, exercise), _kept(FILE.format(exercise), sha256), raw)
        return Receipt(exercise=exercise, party=party.key, team=party.name, members=members, by=by, received=iso(now_ms()),
                       sha256=sha256)

    receipt = _recorded(cohort, make)
    settle(cohort, exercise)
    return receipt


def settle(cohort: Cohort, exercise: str) -> None:
    """Put everybody's newest hand-in in its place. It is in force since its receipt: until then the earlier one stands, and
    after a crash in between this is what catches up. Doing it twice changes nothing.
    """
    name = FILE.format(exercise)
    with _alone(receipts_file(cohort)):
        newest = {member: one for one in receipts(cohort) if one.exercise == exercise and not one.back for member in one.members}
        for member, receipt in newest.items():
            folder = _folder(cohort, member, exercise)
            if _is_plain(staged := folder / _kept(name, receipt.sha256)):
                _put(folder / name, staged)


def give_back(cohort: Cohort, party: Party, exercise: str) -> Receipt:
    """Let a team hand in again; until it does, the earlier hand-in counts. Raises ``CourseError`` when there is none."""
    def make() -> Receipt:
        there = handed_in(cohort, party, exercise)
        if there is None:
            raise CourseError(f"{party.name} has not handed in {exercise}, so there is nothing to give back.")
        return Receipt(exercise=exercise, party=party.key, team=party.name, members=there.members, by="instructor",
                       received=iso(now_ms()), back=True)

    return _recorded(cohort, make)


def handed_work(cohort: Cohort, receipt: Receipt) -> Workbook:
    """What was handed in, found by its content in any member's folder. Raises ``CourseError`` when it is gone."""
    return _opened(cohort, receipt)


@lru_cache(maxsize=64)
def _opened(cohort: Cohort, receipt: Receipt) -> Workbook:
    for path in _copies(cohort, receipt):
        try:
            raw = read_regular(path, files.LIMIT)
        except ValueError:  # none, or something else in its place
            continue
        if hashlib.sha256(raw).hexdigest() == receipt.sha256:
            return files.parse(raw, path).open()
    raise CourseError(f"The hand-in of {receipt.team} for {receipt.exercise} is no longer among the hand-ins. Put a copy back, "
                      "or give it back to the team and let it hand in again.")


def _copies(cohort: Cohort, receipt: Receipt) -> Iterator[Path]:
    name = FILE.format(receipt.exercise)
    for member in receipt.members:
        folder = _folder(cohort, member, receipt.exercise)
        yield from (folder / name, folder / _kept(name, receipt.sha256))


def clock(received: str) -> str:
    """Time of day of a receipt, here.

    >>> len(clock("2026-11-22T10:33:00+00:00"))
    5
    """
    return f"{datetime.fromisoformat(received).astimezone():%H:%M}"


def _recorded(cohort: Cohort, make: Callable[[], Receipt]) -> Receipt:
    with _alone(receipts_file(cohort)):
        receipt = make()
        append_line(receipts_file(cohort), asdict(receipt))
    return receipt


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    try:
        with lock(path):
            yield
    except Timeout:
        raise CourseError("Another hand-in is being written. Nothing was handed in; try again.") from None


def _snapshot(path: Path, party: Party) -> bytes:
    state = storage.read(path)
    document: dict[str, Any] = to_plain(state.workbook)
    return render(path, Stored(max(state.revision, 0), iso(now_ms()), party.name, document))


def _folder(cohort: Cohort, candidate: str, exercise: str) -> Path:
    return cohort.folder / "submitted" / candidate / exercise


def _kept(name: str, sha256: str) -> str:
    """The name of a hand-in beside the one that is in force."""
    return f"{name}.{sha256[:12]}"


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _stage(folder: Path, name: str, raw: bytes) -> None:
    """Write a hand-in beside the one that is in force."""
    if folder.is_symlink() or folder.parent.is_symlink():
        raise CourseError(f"{folder}: a link is in the way. Ask your instructor to remove it.")
    folder.mkdir(parents=True, exist_ok=True)
    write_atomic(folder / name, raw)


def _put(file: Path, staged: Path) -> None:
    """Put a staged hand-in in its place; what is there stays beside it: a file under the name of its hash."""
    if _is_plain(file):
        try:
            kept = _kept(file.name, hashlib.sha256(read_regular(file, files.LIMIT)).hexdigest())
        except ValueError:  # too large to be anybody's work
            kept = f"{file.name}.too-large"
        if kept != staged.name:
            file.replace(file.with_name(kept))
    elif file.is_symlink():
        file.unlink()
    elif file.exists():
        file.rename(file.with_name(f"{file.name}.{now_ms()}"))
    staged.replace(file)
