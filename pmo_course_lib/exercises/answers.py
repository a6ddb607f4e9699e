"""What a team wrote, read as data: texts that say something, numbers, names and days in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from math import isfinite

from pmo_course_lib.domain.documents import Draft, document
from pmo_course_lib.workbook.model import Workbook

#: What people write where they have nothing to say yet.
_PLACEHOLDERS = frozenset({"tbd", "todo", "to do", "tbc", "xxx", "n/a", "later", "open", "none yet"})
_LEAST = 3
_DAY = re.compile(r"\b(\d{4}-\d\d-\d\d)\b")


def said(text: str) -> bool:
    """Does a text say something: a figure, or at least three letters and no placeholder?

    >>> said("Emil Strand"), said("0.1"), said(" -- "), said("TBD")
    (True, True, False, False)
    """
    begins = text.strip()[:200]
    written = has_number(begins) or len(re.findall(r"\w", begins)) >= _LEAST
    return written and begins.strip(" .?!-").casefold() not in _PLACEHOLDERS


def text(workbook: Workbook, key: str) -> str:
    """The text kept in ``values``; empty when there is none."""
    value = workbook.values.get(key)
    return value.strip() if isinstance(value, str) else ""


def number(workbook: Workbook, key: str) -> float | None:
    """The number kept in ``values``; ``None`` when there is none."""
    value = workbook.values.get(key)
    usable = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12 and isfinite(value)
    return float(value) if usable and value is not None else None


def note(workbook: Workbook, key: str) -> str:
    """The text kept in ``notes``; empty when there is none or it says nothing."""
    found = workbook.notes.get(key, "")
    return found if said(found) else ""


def ids(workbook: Workbook, key: str) -> frozenset[str]:
    """The ids kept in ``values`` as one text with blanks between them."""
    return frozenset(text(workbook, key).split())


def draft(workbook: Workbook, service: str, kind: str) -> Draft:
    """The document of a kind for a service; an empty one while there is none."""
    found = workbook.drafts.get(f"{service}/{kind}")
    return found if found and found.kind == kind else Draft(kind)


def open_sections(of: Draft) -> tuple[str, ...]:
    """Sections that say nothing yet, in the order of the document."""
    return tuple(one for one in document(of.kind).sections if not said(of.sections.get(one, "")))


def names(of: str, known: Iterable[str]) -> bool:
    """Is one of the known names in a text, as a whole word and in any capitals?

    >>> names("Told to the Executive  committee in May.", ["executive committee"]), names("SVC-0099", ["SVC-009"])
    (True, False)
    """
    plain = " ".join(of.casefold().split())
    return any(re.search(rf"(?<!\w){re.escape(' '.join(one.casefold().split()))}(?!\w)", plain) for one in known if one.strip())


def has_number(of: str) -> bool:
    """Is there a figure in a text?"""
    return any(sign.isdecimal() for sign in of)


def days(of: str) -> tuple[date, ...]:
    """The days in a text that are written such as 2026-12-31, in their order.

    >>> days("From 2026-09-01 to 2026-13-01")
    (datetime.date(2026, 9, 1),)
    """
    return tuple(day for one in _DAY.findall(of) if (day := _day(one)))


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None
