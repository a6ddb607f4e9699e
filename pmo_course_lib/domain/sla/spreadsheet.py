"""A log of requests as a spreadsheet saves it: CSV with commas, semicolons or tabs, with or without byte order mark."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any

from attrs import frozen

from pmo_course_lib.domain.sla.log import FIELDS
from pmo_course_lib.errors import CourseError


@frozen
class Sheet:
    """Rows as records for ``read_log``, each with its line number under ``row``; ``unused`` are columns with other names."""

    records: tuple[dict[str, Any], ...]
    unused: tuple[str, ...]


def read_sheet(raw: bytes, name: str) -> Sheet:
    """The rows of a CSV file; empty ones are passed over, and every cell is text, a formula too.

    Raises ``CourseError`` naming ``name`` for what is no such file, and for missing or repeated columns.
    """
    rows = _rows(_decoded(raw, name), name)
    if not rows:
        raise CourseError(f"{name}: the file is empty. Its first row must name the columns: {', '.join(FIELDS)}.")
    columns = ["_".join(cell.lower().split()) for cell in rows[0][1]]
    _check(columns, name)
    records = tuple({**dict(zip(columns, cells, strict=False)), "row": line} for line, cells in rows[1:])
    return Sheet(records, tuple(column for column in columns if column and column not in FIELDS))


def _decoded(raw: bytes, name: str) -> str:
    if raw.startswith(b"PK\x03\x04"):
        raise CourseError(f"{name}: is a spreadsheet, not CSV. Save it as CSV UTF-8.")
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")  # what spreadsheets write on Windows
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CourseError(f"{name}: is not text. Save it from the spreadsheet as CSV UTF-8.")


def _rows(text: str, name: str) -> list[tuple[int, list[str]]]:
    """Line number and cells of the rows that are not empty."""
    head = next((line for line in text.splitlines() if line.strip(" ;,\t")), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        return [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        raise CourseError(f"{name}, line {reader.line_num}: is not CSV ({error}). Save it from the spreadsheet as CSV UTF-8.") \
            from None


def _check(columns: list[str], name: str) -> None:
    problems = [f"{name}: the column {needed} is missing. Columns: {', '.join(FIELDS)}; id and received are needed."
                for needed in ("id", "received") if needed not in columns]
    problems += [f"{name}: the column {column} occurs {count} times; keep one."
                 for column, count in Counter(columns).items() if count > 1 and column in FIELDS]
    if problems:
        raise CourseError(problems)
