"""Small parts that the systems of diagnosis share: a stated fact, a question with an id, scores of a participant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from attrs import Attribute, field, frozen

from pmo_course_lib.content import Stated
from pmo_course_lib.domain.check import Validator


@frozen(kw_only=True)
class Fact(Stated):
    """A statement with what it rests on; ``id`` where something refers to it."""

    text: str
    id: str = field(default="")


@frozen
class Item:
    """A question, a field to fill or a sign to look for."""

    id: str
    text: str


def keyed(known: Callable[[], Iterable[str]], low: float | None = None, high: float | None = None) -> Validator:
    """A dictionary whose keys are all ``known``; with ``low`` and ``high``, whose values are numbers between them."""
    def validate(_instance: Any, attribute: Attribute[Any], value: dict[str, Any]) -> None:
        allowed = tuple(known())
        for key, one in value.items():
            if key not in allowed:
                raise ValueError(f"{attribute.name} has {key!r}; allowed: {', '.join(allowed)}")
            if low is None or high is None:
                continue
            if isinstance(one, bool) or not isinstance(one, int | float) or not low <= one <= high:
                raise ValueError(f"{attribute.name} of {key} is {one!r}; allowed: {low} to {high}, or leave it out")

    return validate
