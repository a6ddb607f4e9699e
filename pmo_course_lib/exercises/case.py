"""What the case company's files give to the exercises: read where they stand, copied nowhere."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from pmo_course_lib.domain.topology import Index, Topology, index
from pmo_course_lib.errors import CourseError
from pmo_course_lib.workbook.files import read
from pmo_course_lib.workbook.model import Workbook

CASE = Path(__file__).resolve().parents[2] / "course" / "case"

Row = dict[str, str]


@cache
def rows(name: str) -> tuple[Row, ...]:
    """The rows of a file, such as ``concepts.csv``. Raises ``CourseError`` when it cannot be read."""
    try:
        with (CASE / name).open(encoding="utf-8-sig", newline="") as file:
            return tuple(csv.DictReader(file))
    except OSError as error:
        raise CourseError(f"{CASE / name}: cannot be read ({error.strerror}). Put the case company's files back.") from None


@cache
def workbook() -> Workbook:
    """The case company's own workbook: map, promises, calendar and log. Raises ``CourseError`` when it is not there."""
    found = read(CASE / "case.workbook.json")
    if found is None:
        raise CourseError(f"{CASE / 'case.workbook.json'}: is not there. Put the case company's files back.")
    return found.open()


def topology() -> Topology:
    """The map as the company stands today."""
    return workbook().topology


@cache
def today() -> Index:
    """The same map, made ready for questions."""
    return index(topology())
