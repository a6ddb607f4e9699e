"""The history beside a workbook: a line for each revision, only ever appended to.

A line says which document it was made on (``before``, a digest), so that it is applied again to that document and to no
other: a line of a foreign or an older copy changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterable
from enum import Enum
from pathlib import Path
from typing import Any

from attrs import field, frozen

from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import append_line, strict_json
from pmo_course_lib.workbook.merge import Conflict
from pmo_course_lib.workbook.paths import ABSENT, Edit, apply, overlap
from pmo_course_lib.workbook.paths import Path as Place

#: Bytes of the end of a history that are read first; more only when the lines wanted are not among them.
_END = 65_536


class Kind(Enum):
    """What a revision is."""

    START = "start"
    CHANGE = "change"
    UNDO = "undo"
    REDO = "redo"


@frozen
class Revision:
    """One line: who changed what and when, and for undo and redo the number ``of`` the change that it is about."""

    number: int
    time: str
    who: str
    kind: Kind
    before: str
    edits: tuple[Edit, ...]
    of: int | None = None
    conflicts: tuple[Conflict, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """The line as JSON data."""
        line = {"revision": self.number, "time": self.time, "who": self.who, "kind": self.kind.value, "of": self.of,
                "before": self.before, "edits": [edit.to_json() for edit in self.edits]}
        return line | ({"conflicts": [one.to_json() for one in self.conflicts]} if self.conflicts else {})


def _revision(line: bytes) -> Revision | None:
    """The revision of a line; nothing for a torn, damaged or foreign one."""
    try:
        value = strict_json(line)
        texts = value["time"], value["who"], value["before"]
        if type(value["revision"]) is not int or not all(isinstance(text, str) for text in texts):
            return None
        return Revision(value["revision"], value["time"], value["who"], Kind(value["kind"]), value["before"],
                        tuple(map(Edit.from_json, value["edits"])), value["of"],
                        tuple(map(_conflict, value.get("conflicts", []))))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _conflict(value: dict[str, Any]) -> Conflict:
    return Conflict(tuple(value["path"]), value.get("theirs", ABSENT), value.get("mine", ABSENT), value["who"])


def digest(document: Any) -> str:
    """SHA-256 of the document; the order of an object's members does not count."""
    text = json.dumps(document, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def history_of(workbook: Path) -> Path:
    """``<name>.history.jsonl`` beside ``<name>.workbook.json``."""
    return workbook.with_name(name_of(workbook) + ".history.jsonl")


def name_of(workbook: Path) -> str:
    """``team1`` for ``team1.workbook.json``."""
    return workbook.name.removesuffix(".json").removesuffix(".workbook")


def append(path: Path, revision: Revision) -> None:
    """Write the line; returns when it is on the disk. Raises ``CourseError`` when the history is not a plain file."""
    if _size(path) is None:
        raise CourseError(f"{path} is not a plain file. Move it elsewhere, then save again.")
    append_line(path, revision.to_json())


def _size(path: Path) -> int | None:
    """Size of the file, 0 when there is none, nothing when it is no plain file."""
    try:
        status = path.lstat()
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def since(path: Path, number: int) -> tuple[Revision, ...]:
    """Revisions after ``number``, oldest first. What is damaged is passed over; a history that cannot be read is empty."""
    size, length = _size(path) or 0, _END
    if not size:
        return ()
    try:
        while True:
            found = [one for line in _end(path, length) if (one := _revision(line))]
            if length >= size or any(one.number <= number for one in found):
                return tuple(one for one in found if one.number > number)
            length *= 4
    except OSError:
        return ()


def _end(path: Path, length: int) -> list[bytes]:
    with open(path, "rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - length))
        return file.read().split(b"\n")


def replay(document: Any, revisions: Iterable[Revision]) -> tuple[Any, tuple[Revision, ...]]:
    """The document with the revisions that continue it, and which these were."""
    done: list[Revision] = []
    at = None
    for one in revisions:
        try:
            at = at or digest(document)
            if one.before != at:
                continue
            document = apply(document, one.edits)
        except (ValueError, TypeError, AttributeError, RecursionError):
            break
        done.append(one)
        at = None
    return document, tuple(done)


def steps(revisions: Iterable[Revision], who: str) -> tuple[list[Revision], list[Revision]]:
    """This person's changes that stand, and those taken back since the last new one; the latest is last in each."""
    done: list[Revision] = []
    undone: list[Revision] = []
    for one in (one for one in revisions if one.who == who):
        if one.kind is Kind.CHANGE:
            done.append(one)
            undone.clear()
        elif one.kind is not Kind.START:
            source, target = (done, undone) if one.kind is Kind.UNDO else (undone, done)
            moved = [change for change in source if change.number == one.of]
            source[:] = [change for change in source if change.number != one.of]
            target.extend(moved)
    return done, undone


def author(revisions: Iterable[Revision], place: Place) -> str:
    """Who changed something at this place last; empty when nobody is known."""
    found = [one.who for one in revisions if any(overlap(edit.path, place) for edit in one.edits)]
    return found[-1] if found else ""
