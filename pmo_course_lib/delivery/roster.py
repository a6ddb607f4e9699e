"""The class list: ``roster.csv`` with id, name, email, team, time_multiplier; further columns are kept."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from attrs import field, frozen

from pmo_course_lib.errors import CourseError

COLUMNS = ("id", "name", "email", "team", "time_multiplier")
MULTIPLIER = (1.0, 4.0)
_LIMIT = 5_000_000
#: Characters of one value or one column's name.
_LONGEST = 200
_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(10))}


@frozen
class Candidate:
    """One row of the roster. ``time_multiplier`` 1.25 means a quarter more working time."""

    id: str
    name: str
    email: str = ""
    team: str = ""
    time_multiplier: float = 1.0
    extra: dict[str, str] = field(factory=dict)


def read_roster(path: Path) -> tuple[Candidate, ...]:
    """Read and check a roster file. Raises ``CourseError`` with one line a problem.

    A row's number is the line of the file on which it starts, which is what a spreadsheet shows unless a value above
    holds line ends.
    """
    rows = list(_rows(path))
    candidates, problems = [], []
    for number, row in rows:
        found = list(_row_problems(row))
        problems += [f"{path.name}, row {number}: {problem}" for problem in found]
        if not found:
            candidates.append(_candidate(row))
    problems += [f"{path.name}, {problem}" for problem in _duplicates(rows)]
    if not rows and not problems:
        problems = [f"{path.name} has no candidates. Put one person on each row below the header."]
    if problems:
        raise CourseError(problems)
    return tuple(candidates)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    start = 1
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(path, header)
        start = reader.line_num + 1
        for values in reader:
            if any(value.strip() for value in values):
                yield start, _named(path, start, header, values)
            start = reader.line_num + 1
    except csv.Error as error:
        raise CourseError(f"{path.name}, row {start}: not valid CSV ({error}). Save the sheet as CSV again.") from None


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            raw = file.read(_LIMIT + 1)
    except OSError as error:
        raise CourseError(f"Roster {path}: cannot be read ({error.strerror}). Give the path of a CSV file.") from None
    if len(raw) > _LIMIT:
        raise CourseError(f"{path.name} is larger than {_LIMIT:,} bytes, the most that a roster may have. Is it the right file?")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise CourseError(f"{path.name} is UTF-16. Save it as 'CSV UTF-8' and try again.")
    if raw.startswith(b"PK\x03\x04"):
        raise CourseError(f"{path.name} is a spreadsheet, not CSV. Save it as 'CSV UTF-8' and try again.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        raise CourseError(f"{path.name}, row {row}: not UTF-8 text. Save it as 'CSV UTF-8' and try again.") from None
    if "\x00" in text:
        raise CourseError(f"{path.name} holds zero bytes, so it is no text file. Save it as 'CSV UTF-8' and try again.")
    return text


def _delimiter(text: str) -> str:
    """Spreadsheets of many countries write semicolons; the header tells."""
    header = text.partition("\n")[0]
    return ";" if header.count(";") > header.count(",") else ","


def _check_header(path: Path, header: list[str]) -> None:
    if not any(header):
        raise CourseError(f"{path.name} is empty. The first row must be: {','.join(COLUMNS)}")
    problems = [f"column {name!r} is missing" for name in COLUMNS[:2] if name not in header]
    problems += [f"column {_shown(name)} occurs twice" for name in sorted(set(header)) if name and header.count(name) > 1]
    problems += [f"column {_shown(name)} is too long or holds control characters" for name in header
                 if _holds_control(name) or len(name) > _LONGEST]
    if problems:
        raise CourseError(f"{path.name}, row 1: {problem}. The columns are {','.join(COLUMNS)}; "
                          "email, team and time_multiplier may be left out." for problem in problems)


def _named(path: Path, number: int, header: list[str], values: list[str]) -> dict[str, str]:
    if len(values) > len(header) and any(value.strip() for value in values[len(header):]):
        raise CourseError(f"{path.name}, row {number}: {len(values)} values, but the header has {len(header)} columns. "
                          "Put quotes round values that hold a comma.")
    padded = values + [""] * (len(header) - len(values))
    return {name: value.strip() for name, value in zip(header, padded, strict=False) if name}


def _row_problems(row: dict[str, str]) -> Iterator[str]:
    if reason := unsafe_name(row["id"]):
        yield f"id {_shown(row['id'])} {reason}. Use letters, digits, - and _ (at most 40)."
    if not row["name"]:
        yield "name is empty. Write the name that the certificate will show."
    for column, value in row.items():
        if _holds_control(value):
            yield f"{column} {_shown(value)} holds control characters. Type the value again."
        if len(value) > _LONGEST:
            yield f"{column} has {len(value)} characters; at most {_LONGEST} are allowed."
    if (email := row.get("email", "")) and not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        yield f"email {_shown(email)} is no e-mail address. Correct it, or leave it empty."
    if (text := row.get("time_multiplier", "")) and multiplier(text) is None:
        yield (f"time_multiplier {_shown(text)} is not allowed. Write a number from {MULTIPLIER[0]:g} to {MULTIPLIER[1]:g} "
               "such as 1.25, or leave it empty for 1.")


def _holds_control(text: str) -> bool:
    """Whether the text holds line ends, escapes, or characters that are not seen or turn others round."""
    return any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in text)


def _shown(text: str) -> str:
    """A foreign text for a message: quoted, printable, short."""
    quoted = ascii(text)
    return quoted if len(quoted) <= 80 else quoted[:77] + "..."


def unsafe_name(name: str) -> str | None:
    """Why ``name`` must not become a folder's name on any system, or None if it may."""
    if not name:
        return "is empty"
    if name.lower() in _RESERVED:
        return "is a reserved name on Windows"
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", name):
        return "is not safe as a folder's name"
    return None


def multiplier(text: str) -> float | None:
    """The time multiplier written in ``text`` (a decimal comma is read too), or None outside 1 to 4."""
    if not re.fullmatch(r"[0-9]{1,2}([.,][0-9]{1,4})?", text):
        return None
    value = float(text.replace(",", "."))
    return value if MULTIPLIER[0] <= value <= MULTIPLIER[1] else None


def _candidate(row: dict[str, str]) -> Candidate:
    extra = {name: value for name, value in row.items() if name not in COLUMNS}
    return Candidate(row["id"], row["name"], row.get("email", ""), row.get("team", ""),
                     multiplier(row.get("time_multiplier", "")) or 1.0, extra)


def _duplicates(rows: list[tuple[int, dict[str, str]]]) -> Iterator[str]:
    """Ids that differ only in case are the same folder on Windows and macOS."""
    first: dict[str, int] = {}
    for number, row in rows:
        name = row["id"].lower()
        if name and name in first:
            yield f"row {number}: id {_shown(row['id'])} is already on row {first[name]}. Give each person an id of their own."
        first.setdefault(name, number)
