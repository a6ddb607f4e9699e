"""Reading of hand-ins: hostile bytes until proved otherwise, from exactly one place for each candidate."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Self

from attrs import frozen

from pmo_course_lib.assessment.responses import LIMIT
from pmo_course_lib.delivery.cohort import EXAM, Cohort
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import MissingFile, read_regular

RESPONSES = Path("responses.json")
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
#: Windows cannot open relative to a folder; there each part of the path is looked at instead.
_WALKS = os.open in os.supports_dir_fd


class NoHandIn(ValueError):
    """There is nothing where the hand-in should be."""


class BadHandIn(ValueError):
    """There is something, but nothing that may be read."""


@frozen
class HandIn:
    """The bytes of a hand-in as they were when read, and their SHA-256 in hexadecimal."""

    raw: bytes
    sha256: str


class Submitted:
    """The folder ``submitted/`` of a cohort; no link on any part of the way is followed.

    Read is the file ``name`` of at most ``limit`` bytes in each person's folder of the ``assignment``.
    """

    def __init__(self, cohort: Cohort, assignment: str = EXAM, name: Path = RESPONSES, limit: int = LIMIT) -> None:
        self._assignment, self._name, self._limit = assignment, name, limit
        self._folder = cohort.folder / "submitted"
        self._handle: int | None = None
        self.names: frozenset[str] = frozenset()

    def __enter__(self) -> Self:
        with suppress(FileNotFoundError):
            _refuse_link(self._folder)
            self.names = frozenset(os.listdir(self._folder))
            self._handle = os.open(self._folder, _FOLDER) if _WALKS else None
        return self

    def __exit__(self, *_: object) -> None:
        if self._handle is not None:
            os.close(self._handle)

    def strays(self, roster: set[str]) -> list[str]:
        """Names that belong to nobody on the roster; nothing of them is opened."""
        return sorted(self.names - roster)

    def read(self, candidate: str) -> HandIn:
        """The hand-in of a person on the roster. Raises ``NoHandIn`` or ``BadHandIn`` with a reason."""
        # The listing decides, so that a system that ignores case does not take Anna's folder for anna's.
        if candidate not in self.names:
            raise NoHandIn("no hand-in")
        try:
            raw = self._walk(candidate) if _WALKS else self._look(candidate)
        except (FileNotFoundError, MissingFile):
            raise NoHandIn(f"no hand-in: submitted/{candidate}/{self._assignment}/{self._name} is missing") from None
        except ValueError as error:
            raise BadHandIn(str(error)) from None
        except OSError as error:
            raise BadHandIn(f"{self._name} cannot be read ({error.strerror})") from None
        return HandIn(raw, hashlib.sha256(raw).hexdigest())

    def _walk(self, candidate: str) -> bytes:
        person = _folder(candidate, self._handle)
        try:
            work = _folder(self._assignment, person)
        finally:
            os.close(person)
        try:
            return read_regular(self._name, self._limit, dir_fd=work)
        finally:
            os.close(work)

    def _look(self, candidate: str) -> bytes:
        path = self._folder / candidate / self._assignment / self._name
        for part in (path.parent.parent, path.parent, path):
            if _is_link(part):
                raise BadHandIn(f"{part.name} is a link; links are not followed")
        return read_regular(path, self._limit)


def _folder(name: str, parent: int | None) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=parent)
    except FileNotFoundError:
        raise
    except OSError:
        raise BadHandIn(f"{name} is not a plain folder that can be read; links are not followed") from None


def _refuse_link(folder: Path) -> None:
    if _is_link(folder) or not stat.S_ISDIR(folder.lstat().st_mode):
        raise CourseError(f"{folder}: must be a plain folder, not a link. Put the real folder there and "
                          "grade again.")


def _is_link(path: Path) -> bool:
    """Whether this is a symbolic link or, on Windows, any other reparse point such as a junction."""
    status = path.lstat()
    return stat.S_ISLNK(status.st_mode) or bool(getattr(status, "st_file_attributes", 0) & 0x400)
