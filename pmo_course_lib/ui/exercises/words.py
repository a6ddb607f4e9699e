"""What the pages of exercises share: names and moments of the case as people say them, and what a team wrote, as cells."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, NoReturn

from pmo_course_lib.exercises import case
from pmo_course_lib.exercises.case import Row, rows
from pmo_course_lib.ui.exercises.judged import Slide
from pmo_course_lib.ui.view.blocks import Block, Note, Table, Text
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.words import clean

NOTHING = "Nothing was written."
GONE = "There is no such field here. Load the page again."
#: Characters of a cell that a class reads from afar, and of one that a person judges.
AFAR, NEAR = 250, 4000


def cut(text: str, most: int = AFAR) -> str:
    """A text in one line of at most so many characters, without what steers a screen; cut, it ends with an ellipsis.

    >>> cut("Emil Strand", 5), cut("Emil\\nStrand")
    ('Emil…', 'Emil / Strand')
    """
    begins = text[:2 * most]
    line = " / ".join(filter(None, (clean(one).strip() for one in begins.splitlines())))
    return line if len(line) <= most and begins == text else f"{line[:most - 1].rstrip()}…"


def written(text: str) -> str:
    """What a team wrote, for the one who judges it."""
    return cut(text, NEAR) or NOTHING


def wrote(caption: str, *lines: tuple[str, str]) -> Table:
    """Questions with what a team wrote beside them."""
    return Table(caption, ("About", "What the team wrote"), tuple((name, written(text)) for name, text in lines))


def told(caption: str, lines: Iterable[tuple[str, str]], head: tuple[str, str] = ("About", "We say"),
         most: int = AFAR) -> tuple[Block, ...]:
    """The same without what is empty, cut for the class; nothing when all is empty."""
    filled = tuple((name, said) for name, text in lines if (said := cut(text, most)))
    return (Table(caption, head, filled),) if filled else ()


def or_nothing(*blocks: Block) -> tuple[Block, ...]:
    """The blocks, or a word where there are none."""
    return blocks or (Note(NOTHING),)


def opening(title: str, about: str) -> Slide:
    """The first page of a team: exercise and company."""
    return Slide(title, (Text(f"**{case.workbook().organisation.name}:** {about}."),))


def plain(number: float | None) -> str:
    """A number that a team stated, as short as it was written; empty for none."""
    return "" if number is None else f"{number:.6g}"


def pages(first: Slide, *parts: tuple[str, tuple[Block, ...]]) -> tuple[Slide, ...]:
    """The first page, and one for each part that has something to show."""
    return (first, *(Slide(title, blocks) for title, blocks in parts if blocks))


@cache
def listed(file: str, key: str) -> dict[str, Row]:
    """The rows of a file of the case by the column that names them."""
    return {row[key]: row for row in rows(file)}


def customer(id: str) -> str:
    """A customer group by its name.

    >>> customer("CG-07")
    'Research leads'
    """
    return listed("customers.csv", "group")[id]["name"]


def moment(value: datetime | None) -> str:
    """A moment of the log in one line, without its year; a dash for none."""
    return f"{value:%a} {value.day} {value:%b} {value:%H:%M}".replace(" ", "\N{NO-BREAK SPACE}") if value else "–"


def number_of(request: str) -> str:
    """The number of a request, short enough for a column.

    >>> number_of("REQ-0328")
    '0328'
    """
    return request.removeprefix("REQ-")


def remarks(*services: str) -> Table:
    """What customers said of these services."""
    found = tuple((f"{row['person']} ({customer(row['customer'])})", listed("services.csv", "id")[row["service"]]["name"],
                   f"“{row['said']}”") for row in rows("quotes.csv") if row["service"] in services)
    return Table("Remarks of customers", ("Who", "On", "Said"), found)


def refuse(_workbook: Workbook, _id: str, _value: Any) -> NoReturn:
    """The change of a page without fields."""
    raise ValueError("There is nothing to change on this page.")
