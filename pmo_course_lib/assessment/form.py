"""An exam form in two files: questions that candidates may see, and the key that they must not."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any, Literal

import cattrs
from attrs import frozen


@frozen
class FormOption:
    """What a candidate sees of an option."""

    id: str
    text: str
    fixed: bool = False


@frozen
class FormExhibit:
    """Material beside the stem, with its text alternative."""

    text: str
    alt: str


@frozen
class FormItem:
    """What a candidate sees of an item: no key, no rationale, no reference, no statistics."""

    id: str
    stem: str
    options: tuple[FormOption, ...]
    shuffle: Literal["free", "fixed"] = "free"
    exhibit: FormExhibit | None = None


@frozen
class Form:
    """The questions of one exam form. ``time_s`` is the working time in seconds before adjustments."""

    exam_id: str
    version: int
    form_id: str
    title: str
    time_s: int
    materials: tuple[str, ...]
    rules: tuple[str, ...]
    honour: str
    items: tuple[FormItem, ...]
    practice: tuple[FormItem, ...] = ()


@frozen
class KeyItem:
    """The scoring side of one item. ``accept`` holds every option id that scores; ``scored`` is false for pilots."""

    id: str
    version: int
    area: str
    options: tuple[str, ...]
    accept: tuple[str, ...]
    scored: bool = True


@frozen
class Area:
    """A content area of the blueprint."""

    id: str
    title: str


@frozen
class PassMark:
    """``raw`` points of the maximum; ``provisional`` until a pass-mark study is recorded (standard, section 1)."""

    raw: int
    method: Literal["provisional", "angoff", "inherited"] = "provisional"


@frozen
class Key:
    """What scoring needs, for the instructor only (mode 600)."""

    exam_id: str
    form_id: str
    areas: tuple[Area, ...]
    items: tuple[KeyItem, ...]
    pass_mark: PassMark
    unapproved: tuple[str, ...] = ()

    @cached_property
    def maximum(self) -> int:
        """Points that a perfect candidate gets."""
        return sum(item.scored for item in self.items)

    @cached_property
    def options(self) -> dict[str, tuple[str, ...]]:
        """Option ids by item id."""
        return {item.id: item.options for item in self.items}

    @cached_property
    def plan(self) -> tuple[tuple[str, tuple[str, ...], str | None], ...]:
        """Item id, accepted options and area (None for an unscored item): all that scoring looks at, fifty times each."""
        return tuple((item.id, item.accept, item.area if item.scored else None) for item in self.items)

    @cached_property
    def items_in(self) -> dict[str, int]:
        """Number of scored items by area id, in the blueprint's order."""
        counts = Counter(item.area for item in self.items if item.scored)
        return {area.id: counts[area.id] for area in self.areas}


converter = cattrs.Converter(forbid_extra_keys=True)


def to_json(model: Form | Key) -> dict[str, Any]:
    """Plain values for ``storage.write_json``."""
    plain: dict[str, Any] = converter.unstructure(model)
    return plain


def form_from_json(value: Any) -> Form:
    """The form of a cohort's ``form.json``."""
    return converter.structure(value, Form)


def key_from_json(value: Any) -> Key:
    """The key of a cohort's ``key.json``."""
    return converter.structure(value, Key)
