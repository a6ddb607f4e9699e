"""Files that survive a power cut, and reading of files that nobody vouches for."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from filelock import FileLock

from pmo_course_lib.errors import CourseError

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def write_atomic(path: Path, data: str | bytes, mode: int = 0o644) -> None:
    """Write the whole file or nothing: a reader sees the old content or the new, never a half.

    ``mode`` is the file's permission on POSIX; Windows ignores it.
    """
    raw = data.encode() if isinstance(data, str) else data
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def write_json(path: Path, value: Any, mode: int = 0o644) -> None:
    """Write ``value`` as readable JSON, atomically."""
    write_atomic(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n", mode)


def _sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows cannot open folders and needs no such step."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def lock(path: Path) -> FileLock:
    """A lock for ``path`` that holds between processes, and may be taken again by its holder.

    Gives up after ten seconds with ``filelock.Timeout``.
    """
    return FileLock(path.with_name(path.name + ".lock"), timeout=10, is_singleton=True)


def append_line(path: Path, value: dict[str, Any]) -> None:
    """Append one JSON line and return when it is on the disk. The caller holds ``lock(path)``.

    A line that a crash cut short is closed first, so that it cannot swallow the new one.
    """
    append_lines(path, [value])


def append_lines(path: Path, values: Iterable[dict[str, Any]]) -> None:
    """Append JSON lines as ``append_line`` does, all with one wait for the disk."""
    lines = b"".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                     for value in values)
    fresh = not path.exists()
    with open(path, "ab+") as file:
        if file.tell() and not _ends_with_newline(file):
            lines = b"\n" + lines
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())
    if fresh:
        _sync_folder(path.parent)


def _ends_with_newline(file: Any) -> bool:
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")


def read_lines(path: Path) -> list[dict[str, Any]]:
    """All whole lines of a JSON-lines file; a torn or damaged line is passed over, a missing file is empty."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return []
    return [value for line in raw.split(b"\n") if (value := _line(line)) is not None]


class Tail:
    """A JSON-lines file read piece by piece: each call of ``new`` returns the whole lines written since the last."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._at = 0

    def new(self) -> list[dict[str, Any]]:
        """Lines since the last call; a line without its end stays for the next call."""
        try:
            with open(self.path, "rb") as file:
                file.seek(self._at)
                whole = file.read().rpartition(b"\n")[0]
        except FileNotFoundError:
            return []
        self._at += len(whole) + 1 if whole else 0
        return [value for line in whole.split(b"\n") if (value := _line(line)) is not None]


def _line(raw: bytes) -> dict[str, Any] | None:
    try:
        value = strict_json(raw)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


class MissingFile(ValueError):
    """There is no file of this name."""


def read_regular(path: Path, limit: int, dir_fd: int | None = None) -> bytes:
    """Bytes of a regular file of at most ``limit`` bytes; links, pipes, devices and folders are refused.

    Raises ``ValueError`` with a reason that a person understands.
    """
    try:
        handle = os.open(path, os.O_RDONLY | _NO_LINK, dir_fd=dir_fd)
    except FileNotFoundError:
        raise MissingFile(f"{path.name} is missing") from None
    except OSError:
        raise ValueError(f"{path.name} is not a plain file that can be read") from None
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        # Before fdopen, which raises for a folder and leaves the handle open.
        os.close(handle)
        raise ValueError(f"{path.name} is not a plain file")
    with os.fdopen(handle, "rb") as file:
        # The file may have grown since its size was asked for; a part of it must not pass for the whole.
        raw = file.read(limit + 1) if status.st_size <= limit else b""
    if (size := max(status.st_size, len(raw))) > limit:
        raise ValueError(f"{path.name} is {size:,} bytes; at most {limit:,} are allowed")
    return raw


def strict_json(raw: bytes) -> Any:
    """JSON as data: strict UTF-8, no duplicate keys, no NaN or infinity, no absurd depth. Raises ``ValueError``."""
    try:
        return _DECODER.decode(raw.decode("utf-8"))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a name occurs twice in one object")
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


_DECODER = json.JSONDecoder(object_pairs_hook=_no_duplicates, parse_constant=_no_constant)


def read_json(path: Path) -> Any:
    """Our own JSON file; raises ``CourseError`` that names the file when it is missing or damaged."""
    try:
        return strict_json(path.read_bytes())
    except OSError as error:
        raise CourseError(f"{path}: cannot be read ({error.strerror}).") from None
    except ValueError as error:
        raise CourseError(f"{path}: {error}. Restore the file from a copy.") from None
