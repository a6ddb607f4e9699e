"""One writer of a workbook, beside others.

A save appends a line to the history and then replaces the file; when both are on the disk it is acknowledged. Killed in
between, the line is applied when the workbook is opened next.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import attrs

from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import write_atomic
from pmo_course_lib.workbook import history
from pmo_course_lib.workbook.files import Stored, render
from pmo_course_lib.workbook.history import Kind, Revision, history_of
from pmo_course_lib.workbook.merge import Conflict, meeting, merge_sections
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.paths import Edit, apply, changes, holds
from pmo_course_lib.workbook.plain import from_plain, to_plain
from pmo_course_lib.workbook.storage import Found, State, load, locked
from pmo_course_lib.workbook.words import place


class Store:
    """One writer of a workbook: ``who`` is the person, or the team, whose name stands in the history.

    Opens the file, or makes it. Raises ``CourseError`` for a file that cannot be taken for a workbook, and leaves it as it is.
    """

    def __init__(self, path: Path, who: str) -> None:
        self.path = path
        self.who = who
        self._history = history_of(path)
        self._known: tuple[tuple[Any, ...], Found] | None = None
        with locked(path):
            found = self._found()
            #: The workbook as this writer knows it.
            self.state = found.state
            if not path.exists():
                self._start(found)

    def update(self, change: Callable[[Workbook], Workbook]) -> State:
        """Apply ``change`` to the workbook as it is now on the disk, and save.

        Conflicts of the state returned are fields that somebody else changed since ``state``, and ``change`` again.
        Raises ``CourseError``, and saves nothing, when the result is no valid workbook.
        """
        with locked(self.path):
            found = self._found()
            now = to_plain(found.state.workbook)
            mine = _checked(change(found.state.workbook))
            theirs = changes(to_plain(self.state.workbook), now) if found.state.revision != self.state.revision else ()
            return self._commit(found, mine, self._signed(meeting(theirs, changes(now, mine)), self.state.revision))

    def save(self, workbook: Workbook, base: State) -> State:
        """Save a workbook that was made from ``base``; what others changed since is merged in.

        Conflicts of the state returned are fields that both changed: those of ``workbook`` are stored.
        """
        with locked(self.path):
            found = self._found()
            mine = _checked(workbook)
            if found.state.revision == base.revision:
                return self._commit(found, mine)
            merged = merge_sections(to_plain(base.workbook), to_plain(found.state.workbook), mine, _fits)
            return self._commit(found, merged.value, self._signed(merged.conflicts, base.revision))

    def undo(self) -> State:
        """Take back this writer's last change, whoever else saved since.

        Raises ``CourseError`` when there is none, or when what it changed was changed again.
        """
        return self._turn(Kind.UNDO)

    def redo(self) -> State:
        """Bring back the change that was taken back last; raises ``CourseError`` as ``undo`` does."""
        return self._turn(Kind.REDO)

    def poll(self) -> State | None:
        """The workbook when it is another than ``state`` (which it then becomes), else nothing; cheap enough for each second."""
        found = self._found().state
        if found.workbook == self.state.workbook:
            return None
        self.state = found
        return found

    def revisions(self) -> tuple[Revision, ...]:
        """The history, oldest first, as far as it can be read."""
        return history.since(self._history, -1)

    def _turn(self, kind: Kind) -> State:
        with locked(self.path):
            found = self._found()
            done, undone = history.steps(self.revisions(), self.who)
            steps = done if kind is Kind.UNDO else undone
            if not steps:
                raise CourseError(f"There is nothing to {kind.value}.")
            step = steps[-1]
            edits = tuple(edit.inverse() for edit in step.edits) if kind is Kind.UNDO else step.edits
            document = _turned(to_plain(found.state.workbook), edits)
            return self._commit(found, document, kind=kind, of=step.number)

    def _signed(self, conflicts: tuple[Conflict, ...], since: int) -> tuple[Conflict, ...]:
        lines = history.since(self._history, since) if conflicts else ()
        return tuple(attrs.evolve(one, who=history.author(lines, one.path)) for one in conflicts)

    def _start(self, found: Found) -> None:
        """Make the file; its first line in the history starts from nothing, so that the history alone can bring it back."""
        if found.document:
            write_atomic(self.path, render(self.path, Stored(found.state.revision, _now(), self.who, found.document)))
        else:
            self._commit(found, to_plain(Workbook()), kind=Kind.START)

    def _commit(self, found: Found, document: dict[str, Any], conflicts: tuple[Conflict, ...] = (),
                kind: Kind = Kind.CHANGE, of: int | None = None) -> State:
        edits = tuple(changes(found.document, document))
        if not edits:
            self.state = attrs.evolve(found.state, conflicts=conflicts)
            return self.state
        workbook = from_plain(document, Workbook)
        line = Revision(found.last + 1, _now(), self.who, kind, history.digest(found.document), edits, of, conflicts)
        raw = render(self.path, Stored(line.number, line.time, self.who, document))
        history.append(self._history, line)
        write_atomic(self.path, raw)
        self._known = self._signature(), Found(State(workbook, line.number), document, line.number)
        self.state = State(workbook, line.number, conflicts)
        return self.state

    def _found(self) -> Found:
        """What is on the disk; read again only when the file or its history is another than before."""
        signature = self._signature()
        if self._known is None or self._known[0] != signature:
            self._known = signature, load(self.path)
        return self._known[1]

    def _signature(self) -> tuple[Any, ...]:
        return _mark(self.path), _mark(self._history)


def _mark(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _checked(workbook: Workbook) -> dict[str, Any]:
    """The workbook as a plain document. Raises ``CourseError`` for values that a file cannot hold, or not in their place."""
    try:
        plain = to_plain(workbook)
    except (AttributeError, TypeError) as error:
        raise CourseError(f"The change puts something of another kind into a place of the workbook ({error}).") from None
    return to_plain(from_plain(plain, Workbook))  # type: ignore[no-any-return]


def _fits(document: dict[str, Any]) -> bool:
    try:
        from_plain(document, Workbook)
    except CourseError:
        return False
    return True


def _turned(document: dict[str, Any], edits: Iterable[Edit]) -> dict[str, Any]:
    """The document with ``edits`` taken back or brought back. Raises ``CourseError`` when something lies on top of them."""
    for edit in edits:
        if not holds(document, edit.inverse()):
            raise CourseError(f"{place(document, edit.path)}: this was changed again since. Change it by hand.")
    try:
        return _checked(from_plain(apply(document, edits), Workbook))
    except (CourseError, ValueError):
        raise CourseError("Other changes build on this one. Change it by hand.") from None
