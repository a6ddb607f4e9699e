"""Names and values of a workbook in people's words, safe to print on a terminal."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

from pmo_course_lib.workbook.paths import ABSENT, ORDER, Path, by_key, get, keyed

#: Names in files that say less than they could.
WORDS: Final = {"does": "what it does", "aims": "strategic aims", "case_company": "is the case company", ORDER: "order",
                "pmos": "PMOs", "ring": "PMO Value Ring", "causes": "causal diagram", "catalogue": "service catalogue",
                "requests": "log of requests", "worth": "value of the PMO", "development": "development plan",
                "notes": "notes on discussions", "drafts": "documents", "values": "chosen values"}
_LONGEST = 200
_UNSAFE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean(text: str) -> str:
    """The text on one line, without what steers a terminal or turns the direction of writing.

    >>> clean("a\\x1b[31mb\\nc")
    'a [31mb c'
    """
    return "".join(" " if unicodedata.category(sign) in _UNSAFE else sign for sign in text)


def word(name: str) -> str:
    """The name of a field as people say it.

    >>> word("expected_effect")
    'expected effect'
    """
    return WORDS.get(name, clean(name).replace("_", " "))


def named(record: dict[str, Any], id: str) -> str:
    """What people call a record: its name, title or text, else its id."""
    names = (record.get(key) for key in ("name", "title", "text"))
    return shown(next((name for name in names if isinstance(name, str) and name.strip()), id))


def shown(value: Any) -> str:
    """A value as a short text; empty for nothing."""
    if isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, list):
        text = "; ".join(filter(None, map(shown, value)))
    elif isinstance(value, dict):
        text = named(value, value["id"]) if "id" in value else ", ".join(
            f"{word(name)} {said}" for name, one in value.items() if (said := shown(one)))
    else:
        text = "" if value is ABSENT or value is None else clean(str(value)).strip()
    return text if len(text) <= _LONGEST else text[:_LONGEST - 1] + "…"


def said(documents: tuple[Any, ...], path: Path) -> tuple[str, str, str]:
    """Section, record and field that a path leads to; names of records are looked for in the documents in turn."""
    section, item, fields = [word(name) for name in path[:1]], "", list[str]()
    for at, name in enumerate(path[1:], 1):
        record = next((found for one in documents if (found := _record(one, path[:at], name)) is not None), None)
        if record is None:
            fields.append(word(name))
        else:
            section, item, fields = section + fields, named(record, name), []
    whole = ", ".join(section) or "workbook"
    return whole[:1].upper() + whole[1:], item, ", ".join(fields)


def _record(document: Any, path: Path, id: str) -> dict[str, Any] | None:
    found = get(document, path)
    return by_key(found).get(id) if keyed(found) else None


def place(document: Any, path: Path) -> str:
    """Where a path leads, for a message: ``Organisation, name``."""
    return ", ".join(filter(None, said((document,), path)))
