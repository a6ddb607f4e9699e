"""Validators for the models: a value that does not fit is named with its field and with what is allowed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from attrs import Attribute

Validator = Callable[[Any, "Attribute[Any]", Any], None]


def within(low: float, high: float) -> Validator:
    """A number from ``low`` to ``high``, both allowed.

    >>> from attrs import field, frozen
    >>> @frozen
    ... class Answer:
    ...     score: int = field(validator=within(0, 4))
    >>> Answer(5)
    Traceback (most recent call last):
    ValueError: score is 5; allowed: 0 to 4
    """
    def validate(_instance: Any, attribute: Attribute[Any], value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise ValueError(f"{attribute.name} is {value!r}; allowed: {low} to {high}")

    return validate


def matching(pattern: str, example: str) -> Validator:
    """A text that the regular expression ``pattern`` matches whole; ``example`` shows a good one."""
    def validate(_instance: Any, attribute: Attribute[Any], value: Any) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise ValueError(f"{attribute.name} is {value!r}; write it like {example}")

    return validate


def not_empty(_instance: Any, attribute: Attribute[Any], value: Any) -> None:
    """A text with more than blanks in it."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{attribute.name} is empty; write a text")


def different(what: str, ids: Iterable[str]) -> None:
    """Raise ``ValueError`` naming the first id that occurs twice."""
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise ValueError(f"{what} {one!r} occurs twice; each needs an id of its own")
        seen.add(one)
