"""Words of the office files: what people wrote, made harmless, and numbers and dates as a reader expects them."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping

from attrs import frozen

from pmo_course_lib.content import COURSE_MODEL
from pmo_course_lib.workbook.model import Workbook

MODEL = COURSE_MODEL
NAMELESS = "Our organisation"
#: The credit line of the product's NOTICE.
CREDIT = "It is not made, endorsed or approved by the organisations named here."
#: What turns the direction of the text that follows.
_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))


@frozen
class Image:
    """A picture: ``png``, or ``None`` when it could not be drawn; its name; ``said``: all that it shows, in sentences."""

    png: bytes | None
    name: str
    said: tuple[str, ...]


#: Pictures by what they show: ``maturity``, ``topology``, ``roadmap``.
Images = Mapping[str, Image]


def line(text: str) -> str:
    """The text on one line, without what XML forbids or what acts on the words around it.

    >>> line(' =1+1\\x00\\n\\u202e ok ')
    '=1+1 ok'
    """
    return re.sub(r"\s+", " ", _plain(text)).strip()


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text that hold anything."""
    return tuple(one for part in re.split(r"\r\n|[\r\n\u2028\u2029]", text) if (one := line(part)))


def _plain(text: str) -> str:
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign
                   for sign in text.translate(_TURNS) if not _forbidden(ord(sign)))


def _forbidden(code: int) -> bool:
    return 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def day(date: datetime.date | None) -> str:
    """A date in words; empty for none.

    >>> day(datetime.date(2026, 11, 22))
    '22 November 2026'
    """
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}" if date else ""


_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")


def number(value: float | None) -> str:
    """At most two decimals; empty for none.

    >>> number(16.0), number(0.8049)
    ('16', '0.8')
    """
    return "" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".")


def per_cent(share: float | None) -> str:
    """A share as per cent; empty for none.

    >>> per_cent(0.9)
    '90 per cent'
    """
    return "" if share is None else f"{number(share * 100)} per cent"


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> counted(1, "move"), counted(2, "move")
    ('1 move', '2 moves')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def joined(parts: Iterable[str], by: str = "; ") -> str:
    """The parts that hold anything, in one line."""
    return by.join(filter(None, map(line, parts)))


def organisation(workbook: Workbook) -> str:
    """The organisation's name, or words in its place."""
    return line(workbook.organisation.name)[:200] or NAMELESS
