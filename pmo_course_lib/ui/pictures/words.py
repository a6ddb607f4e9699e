"""Text in pictures: made harmless, measured, wrapped and shortened. No font is asked: a table of widths stands for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from attrs import frozen

from pmo_course_lib.ui.pictures.style import Type

#: Widths of the characters 32 to 126 in hundredths of the size, for DejaVu Sans: the widest font that pictures may be shown in.
_REGULAR = (
    "32 40 46 84 64 95 78 27 39 39 50 84 32 36 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 53 100 68 69 70 "
    "77 63 58 77 75 29 29 66 56 86 75 79 60 79 69 63 61 73 68 99 69 61 69 39 34 39 84 50 50 61 63 55 63 62 35 63 63 "
    "28 28 58 28 97 63 61 63 63 41 52 39 63 59 82 59 59 52 64 34 64 84"
)
_BOLD = (
    "35 46 52 84 70 100 87 31 46 46 52 84 38 42 38 37 70 70 70 70 70 70 70 70 70 70 40 40 84 84 84 58 100 77 76 73 "
    "83 68 68 82 84 37 37 77 64 100 84 85 73 85 77 72 68 81 77 110 77 72 73 46 37 46 84 50 50 67 72 59 72 68 44 72 "
    "71 34 34 67 34 104 71 69 72 72 49 60 48 71 65 92 65 65 58 71 37 71 84"
)
REGULAR, BOLD = (tuple(map(int, widths.split())) for widths in (_REGULAR, _BOLD))
#: Characters that turn the direction of what follows: from a person's name they would reorder the picture's own words.
TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))
NAMELESS = "(no name)"


def clean(text: str) -> str:
    """``text`` on one line, without characters that XML forbids or that act on the text around them.

    >>> clean(' Risk\\x00 reviews\\n')
    'Risk reviews'
    """
    kept = (" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text.translate(TURNS) if not _forbidden(ord(c)))
    return re.sub(r"\s+", " ", "".join(kept)).strip()


def _forbidden(code: int) -> bool:
    return 0xD800 <= code <= 0xDFFF or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF


def named(text: str) -> str:
    """``text`` cleaned; a name that was left empty says so."""
    return clean(text) or NAMELESS


def opening(title: str, note: str) -> str:
    """The first sentence of a picture's text: its title, and the note under it."""
    return f"{named(title)}. {clean(note)}".strip()


def listed(items: Iterable[str]) -> str:
    """Items with commas, and "none" for no items."""
    return ", ".join(items) or "none"


def number(value: float) -> str:
    """At most two decimals, none where there is nothing behind the point.

    >>> number(2.50), number(16), number(0.805)
    ('2.5', '16', '0.81')
    """
    if not -1e9 < value < 1e9:
        raise ValueError(f"value is {value!r}; a picture shows numbers between -1000000000 and 1000000000")
    text = f"{value + 1e-9:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 gate", "2 gates"."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def ordinal(count: int) -> str:
    """1st, 2nd, 3rd, 4th, and so on."""
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def spoken(day: date) -> str:
    """A date in words.

    >>> spoken(date(2026, 8, 20))
    '20 August 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def measure(text: str, style: Type) -> float:
    """Width of ``text`` in units: never less than a browser needs with the fonts of the pictures."""
    widths = BOLD if style.bold else REGULAR
    return sum(_width(c, widths) for c in text) * style.size / 100


def _width(char: str, widths: tuple[int, ...]) -> int:
    base = unicodedata.normalize("NFD", char)[0]
    if " " <= base <= "~":
        return widths[ord(base) - 32]
    if unicodedata.combining(base) or unicodedata.category(base) in ("Mn", "Me", "Cf"):
        return 0
    if unicodedata.east_asian_width(base) in "WF" or unicodedata.category(base) == "So":
        return 138
    return 110 if base.isupper() or base in "—…œæ" else 92


@frozen
class Fitted:
    """Lines that fit; ``cut`` says that the end was left out."""

    lines: tuple[str, ...]
    cut: bool = False


def fit(text: str, style: Type, width: float, lines: int) -> Fitted:
    """``text`` in at most ``lines`` lines of ``width`` units; what does not fit is shortened with an ellipsis."""
    rows = _wrapped(text, style, width)
    if len(rows) <= lines:
        return Fitted(tuple(rows))
    last = rows[lines - 1].rstrip(" ,;:.-")
    parts = _clusters(last, style, width)
    while parts and measure("".join(parts) + "…", style) > width:
        parts.pop()
    return Fitted((*rows[: lines - 1], "".join(parts).rstrip() + "…"), cut=True)


def _wrapped(text: str, style: Type, width: float) -> list[str]:
    rows: list[str] = []
    row = ""
    for word in text.split(" "):
        for piece in _pieces(word, style, width):
            joined = f"{row} {piece.text}" if row and piece.starts else row + piece.text
            if row and measure(joined, style) > width:
                rows.append(row)
                joined = piece.text
            row = joined
    return [*rows, row]


@frozen
class _Piece:
    text: str
    starts: bool


def _pieces(word: str, style: Type, width: float) -> list[_Piece]:
    """``word`` whole, or broken where it is wider than a line; hyphens and slashes are good places."""
    if measure(word, style) <= width:
        return [_Piece(word, True)]
    parts: list[str] = []
    part = ""
    for atom in re.findall(r"[^-/_.@]*[-/_.@]?", word):
        for piece in [atom] if measure(atom, style) <= width else _clusters(atom, style, width):
            if part and measure(part + piece, style) > width:
                parts.append(part)
                part = ""
            part += piece
    return [_Piece(text, number == 0) for number, text in enumerate([*parts, part]) if text]


def _clusters(word: str, style: Type, width: float) -> list[str]:
    """Characters with the marks and joined signs that belong to them; a cluster wider than a line falls apart."""
    clusters: list[str] = []
    for char in word:
        joins = bool(clusters) and (unicodedata.category(char) in ("Mn", "Me", "Cf") or clusters[-1].endswith("\u200d"))
        if joins and measure(clusters[-1] + char, style) <= width:
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters
