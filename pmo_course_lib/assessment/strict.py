"""Reading of what people write in TOML files: nothing is taken for something else, and nothing unknown is passed over."""

from __future__ import annotations

import datetime
from typing import Any

import cattrs

#: Structures attrs classes. ``"1"`` is no number, ``true`` is no number, a text is no list of letters.
converter = cattrs.Converter(forbid_extra_keys=True)


@converter.register_structure_hook
def _date(value: Any, _: type) -> datetime.date:
    if type(value) is not datetime.date:
        raise ValueError("must be a date such as 2026-11-22")
    return value


@converter.register_structure_hook
def _text(value: Any, _: type) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be text, and not empty")
    return value.strip()


@converter.register_structure_hook
def _whole(value: Any, _: type) -> int:
    if type(value) is not int:
        raise ValueError("must be a whole number")
    return value


@converter.register_structure_hook
def _switch(value: Any, _: type) -> bool:
    if type(value) is not bool:
        raise ValueError("must be true or false")
    return value


@converter.register_structure_hook
def _number(value: Any, _: type) -> float:
    if type(value) not in (int, float):
        raise ValueError("must be a number")
    return float(value)


def _texts(value: Any, _: type) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError('must be a list such as ["one", "two"]')
    return tuple(_text(one, str) for one in value)


converter.register_structure_hook_func(lambda type_: type_ == tuple[str, ...], _texts)
