"""Reading of what people write in TOML files: nothing is taken for something else, and nothing unknown is passed over."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import cattrs

from pmo_course_lib.errors import CourseError

Model = TypeVar("Model")

#: Structures attrs classes. ``"1"`` is no number, ``true`` is no number, a text is no list of letters.
converter = cattrs.Converter(forbid_extra_keys=True)


@converter.register_structure_hook
def _date(value: Any, _: type) -> datetime.date:
    if type(value) is not datetime.date:
        raise ValueError(f"{value!r} must be a date such as 2026-11-22")
    return value


@converter.register_structure_hook
def _text(value: Any, _: type) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} must be text, and not empty")
    return value.strip()


@converter.register_structure_hook
def _whole(value: Any, _: type) -> int:
    if type(value) is not int:
        raise ValueError(f"{value!r} must be a whole number")
    return value


@converter.register_structure_hook
def _switch(value: Any, _: type) -> bool:
    if type(value) is not bool:
        raise ValueError(f"{value!r} must be true or false")
    return value


@converter.register_structure_hook
def _number(value: Any, _: type) -> float:
    if type(value) not in (int, float) or value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"{value!r} must be a number")
    return float(value)


def _texts(value: Any, _: type) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError(f'{value!r} must be a list such as ["one", "two"]')
    return tuple(_text(one, str) for one in value)


def _choice(value: Any, kind: type[Enum]) -> Enum:
    if value not in (allowed := [one.value for one in kind]):
        raise ValueError(f"{value!r} must be one of {', '.join(map(str, allowed))}")
    return kind(value)


converter.register_structure_hook_func(lambda type_: type_ == tuple[str, ...], _texts)
converter.register_structure_hook_func(lambda type_: isinstance(type_, type) and issubclass(type_, Enum), _choice)


def read_toml(path: Path, model: type[Model]) -> Model:
    """A TOML file as a typed model. Raises ``CourseError``, one line a problem, each naming file, field and value."""
    try:
        return converter.structure(tomllib.loads(path.read_text(encoding="utf-8")), model)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path}: not a TOML file ({error}).") from None
    except OSError as error:
        raise CourseError(f"{path}: cannot be read ({error.strerror}).") from None
    except cattrs.BaseValidationError as error:
        raise CourseError(f"{path}: {line}" for line in problems(error)) from None


def problems(error: cattrs.BaseValidationError) -> Iterator[str]:
    """What does not fit, a line each: where (entries are counted from 1), what was found, what is allowed."""
    for line in cattrs.transform_error(error, path="", format_exception=lambda error, _: say(error)):
        what, _, where = line.rpartition(" @ ")
        place = re.sub(r"\[(\d+)\]", lambda found: f", entry {int(found[1]) + 1}", where).replace(".", " ").strip()
        yield f"{place}: {what}" if place else what


def say(error: BaseException) -> str:
    """A fault that cattrs found, in words."""
    if isinstance(error, KeyError):
        return "is missing"
    if isinstance(error, cattrs.ForbiddenExtraKeysError):
        return f"there is no field {', '.join(sorted(error.extra_fields))}; check the spelling or take it out"
    return str(error) if isinstance(error, ValueError | CourseError) else "this has the wrong form"
