"""A workbook as a file: what it holds beside the workbook, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen
from attrs.validators import ge, in_

from pmo_course_lib import __version__
from pmo_course_lib.domain.check import matching
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import MissingFile, read_regular, strict_json
from pmo_course_lib.workbook.migrate import migrate
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import from_plain, to_plain

#: Largest file that is read or written, in bytes.
LIMIT: Final = 5_000_000
FORMAT: Final = "pmo-course/workbook"


@frozen
class Stored:
    """The members of a file; ``course`` is the version of the course that saved it, ``workbook`` the plain document."""

    revision: int = field(validator=ge(0))
    time: str
    who: str
    workbook: dict[str, Any]
    format: str = field(default=FORMAT, validator=in_([FORMAT]))
    course: str = field(default=__version__, validator=matching(r"[0-9A-Za-z.+-]{1,30}", "0.1.0"))

    def open(self) -> Workbook:
        """The workbook, brought to the present schema. Raises ``CourseError`` for what does not fit."""
        return from_plain(migrate(self.workbook, self.course), Workbook)


def read(path: Path) -> Stored | None:
    """What the file says, nothing when there is none. Raises ``CourseError``; the file stays as it is."""
    try:
        raw = read_regular(path, LIMIT)
    except MissingFile:
        return None
    except ValueError as error:
        raise refusal(path, [str(error)]) from None
    return parse(raw, path)


def parse(raw: bytes, path: Path) -> Stored:
    """What the bytes of a file say; ``path`` is for messages only. Raises ``CourseError``."""
    try:
        value = strict_json(raw)
    except ValueError as error:
        raise refusal(path, [str(error)]) from None
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise CourseError(f"{path}: this is no workbook of the course. Choose a file whose name ends with .workbook.json.")
    try:
        return from_plain(value, Stored)
    except CourseError as error:
        raise refusal(path, error.problems) from None


def refusal(path: Path, problems: list[str] | tuple[str, ...]) -> CourseError:
    """What is wrong with the file, a line each, and what to do."""
    return CourseError([*(f"{path}: {one}." for one in problems),
                        "The file is left as it is. Put a good copy in its place. Or give it another name and open the workbook "
                        "again: what the history beside it holds is then brought back."])


def render(path: Path, stored: Stored) -> bytes:
    """The file: JSON with a line for each member and each section, so that a person finds a place in it.

    Raises ``CourseError`` when it would be too large to be read again.
    """
    head = {name: value for name, value in to_plain(stored).items() if name != "workbook"}
    raw = ("{" + _lines(head) + ',\n"workbook": {\n' + _lines(stored.workbook) + "\n}}\n").encode()
    if len(raw) > LIMIT:
        raise CourseError(f"{path}: the workbook would have {len(raw):,} bytes; at most {LIMIT:,} are allowed. Shorten a text.")
    return raw


def _lines(members: dict[str, Any]) -> str:
    return ",\n".join(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False, allow_nan=False)}"
                      for name, value in members.items())
