"""Small things that a view keeps in the workbook's ``values``: a choice, a number, a few ticked ids."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from attrs import evolve

from pmo_course_lib.workbook.model import Workbook


def text(workbook: Workbook, name: str) -> str:
    """The text kept under ``name``; empty when there is none."""
    value = workbook.values.get(name)
    return value if isinstance(value, str) else ""


def number(workbook: Workbook, name: str) -> float | None:
    """The number from 0 up that is kept under ``name``; ``None`` when there is none."""
    value = workbook.values.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0 else None


def ids(workbook: Workbook, name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Which of the ``known`` ids are kept under ``name``, in their order."""
    ticked = text(workbook, name).split()
    return tuple(one for one in known if one in ticked)


def keep_text(workbook: Workbook, name: str, value: Any, allowed: Iterable[str] | None = None) -> Workbook:
    """The workbook with a text under ``name``; ``None`` or an empty text takes it out. Raises ``ValueError``."""
    if value in (None, ""):
        return forget(workbook, name)
    if not isinstance(value, str) or (allowed is not None and value not in allowed):
        raise ValueError("Choose one of the answers shown." if allowed is not None else "Write a text.")
    return evolve(workbook, values={**workbook.values, name: value})


def keep_number(workbook: Workbook, name: str, value: Any) -> Workbook:
    """The workbook with a number from 0 up under ``name``; ``None`` takes it out. Raises ``ValueError``."""
    if value is None:
        return forget(workbook, name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or not 0 <= value <= 1e12:
        raise ValueError("Write a number, 0 or more.")
    return evolve(workbook, values={**workbook.values, name: value})


def keep_ids(workbook: Workbook, name: str, value: Any, known: Iterable[str]) -> Workbook:
    """The workbook with the ticked ids under ``name``. Raises ``ValueError`` for what is no list of ids."""
    return keep_text(workbook, name, " ".join(ticked(value, known)))


def ticked(value: Any, known: Iterable[str]) -> tuple[str, ...]:
    """Which of the ``known`` ids a field of ticks sends. Raises ``ValueError`` for what is no list of ids."""
    if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
        raise ValueError("Tick what holds.")
    return tuple(one for one in known if one in value)


def forget(workbook: Workbook, *names: str) -> Workbook:
    """The workbook without what is kept under ``names``."""
    return evolve(workbook, values={name: value for name, value in workbook.values.items() if name not in names})
