"""A workbook found on the disk: its file, and the lines of its history that a crash kept from the file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

from attrs import frozen
from filelock import Timeout

from pmo_course_lib import __version__
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import lock
from pmo_course_lib.workbook import files, history
from pmo_course_lib.workbook.files import Stored
from pmo_course_lib.workbook.merge import Conflict
from pmo_course_lib.workbook.migrate import migrate
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain


@frozen
class State:
    """A workbook as of a revision; ``conflicts`` are those that the save met which led here."""

    workbook: Workbook
    revision: int
    conflicts: tuple[Conflict, ...] = ()


@frozen
class Found:
    """What is on the disk: ``document`` is the plain one, possibly of an earlier schema; ``last`` the highest number used."""

    state: State
    document: dict[str, Any]
    last: int


def read(path: Path) -> State:
    """The workbook of a file, with what its history holds beyond it; nothing is written.

    Raises ``CourseError`` for a file that is missing, damaged, foreign, too large, or of a newer course.
    """
    if not path.exists():
        raise CourseError(f"{path}: there is no such file. Check the name.")
    return load(path).state


def load(path: Path) -> Found:
    """As ``read``; a missing file is what its history can bring back, or empty with revision -1."""
    stored = files.read(path)
    number = stored.revision if stored else -1
    workbook = _opened(path, stored) if stored else Workbook()
    document = stored.workbook if stored else {}
    lines = history.since(history.history_of(path), number)
    replayed, done = history.replay(document, lines)
    if done:
        # Damage that the digests do not show: then the file alone stands.
        with suppress(CourseError):
            workbook, document, number = from_plain(migrate(replayed, __version__), Workbook), replayed, done[-1].number
    return Found(State(workbook, number), document, max([number, *(one.number for one in lines)]))


def _opened(path: Path, stored: Stored) -> Workbook:
    try:
        return stored.open()
    except CourseError as error:
        other = f"saved by version {stored.course} of the course, and this is {__version__}"
        raise files.refusal(path, [*error.problems, *([other] if stored.course != __version__ else [])]) from None


def set_aside(path: Path) -> Path:
    """Give a file that cannot be opened the name ``<name>.damaged-<n>`` beside it, and return that.

    The next ``Store`` of ``path`` then starts anew with what the history holds.
    """
    name = history.name_of(path)
    with locked(path):
        for number in count(1):
            if not os.path.lexists(kept := path.with_name(f"{name}.damaged-{number}")):
                path.rename(kept)
                break
    return kept


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the workbook's lock. Raises ``CourseError`` when another program does not let go of it."""
    try:
        with lock(path):
            yield
    except Timeout:
        raise CourseError(f"{path}: another program has been saving for ten seconds. Nothing was saved; try again.") from None
