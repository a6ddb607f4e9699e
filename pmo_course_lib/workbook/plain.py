"""The workbook as plain JSON and back: nothing is taken for something else, and nothing unknown is passed over."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from math import isfinite
from typing import Any, TypeVar, get_args, get_origin

import attrs
import cattrs
from cattrs.cols import homogenous_tuple_structure_factory, mapping_structure_factory

from pmo_course_lib import strict
from pmo_course_lib.errors import CourseError
from pmo_course_lib.workbook.words import clean

Model = TypeVar("Model")
#: A value that a participant chose, for example a rate or a limit.
Scalar = str | int | float | bool

#: Structures attrs classes from JSON as ``strict.converter`` does from TOML; here a text may be empty and keeps its
#: blanks, and dates are ISO text.
converter = strict.converter.copy()
_origin: Callable[[Any], Any] = get_origin


@converter.register_structure_hook
def _text(value: Any, _: type) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{shown(value)} must be text")
    if not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
        raise ValueError(f"{shown(value)} holds half a character; type the text again")
    return value


def shown(value: Any) -> str:
    """A value for a message: one line, short, plain characters."""
    if isinstance(value, list | dict):
        return f"a {'list' if isinstance(value, list) else 'group'} of {len(value)}"
    text = ascii(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _iso(kind: type[Any], example: str) -> Callable[[Any, Any], Any]:
    def structure(value: Any, _: Any) -> Any:
        try:
            found = kind.fromisoformat(value)
        except (ValueError, TypeError):
            raise ValueError(f"{shown(value)} must be like {example}") from None
        if found.isoformat() != value:
            raise ValueError(f"{shown(value)} must be like {example}")
        return found

    return structure


converter.register_unstructure_hook_func(lambda kind: _origin(kind) is tuple,
                                         lambda value: [converter.unstructure(one) for one in value])
for _kind, _example in ((datetime.date, "2026-11-22"), (datetime.datetime, "2026-11-22T09:30:00"), (datetime.time, "09:30:00")):
    converter.register_structure_hook(_kind, _iso(_kind, _example))
    converter.register_unstructure_hook(_kind, lambda value: value.isoformat())


def _scalar(value: Any, _: Any) -> Any:
    if isinstance(value, str):
        return _text(value, str)
    if type(value) not in (int, float, bool) or (isinstance(value, float) and not isfinite(value)):
        raise ValueError(f"{shown(value)} must be a text or a number")
    return value


converter.register_structure_hook_func(lambda kind: kind == Scalar, _scalar)


_Hook = Callable[[Any, Any], Any]
_Factory = Callable[[Any, cattrs.Converter], _Hook]


def _only(shape: type, what: str, make: _Factory) -> _Factory:
    """Hooks that refuse what is not a ``shape``: cattrs would walk through it as far as it gets."""
    def factory(kind: Any, converter: cattrs.Converter) -> _Hook:
        inner = make(kind, converter)

        def structure(value: Any, _: Any) -> Any:
            if not isinstance(value, shape):
                raise ValueError(f"{shown(value)} must be {what}")
            return inner(value, kind)

        return structure

    return factory


def _tuple(kind: Any, converter: cattrs.Converter) -> _Hook:
    parts = get_args(kind)
    if parts[-1] is Ellipsis:
        return homogenous_tuple_structure_factory(kind, converter)

    def structure(value: list[Any], _: Any) -> Any:
        if len(value) != len(parts):
            raise ValueError(f"a list of {len(value)} must be a list of {len(parts)}")
        return tuple(converter.structure(one, part) for one, part in zip(value, parts, strict=True))

    return structure


converter.register_structure_hook_factory(lambda kind: _origin(kind) is tuple, _only(list, "a list", _tuple))
converter.register_structure_hook_factory(lambda kind: _origin(kind) is dict,
                                          _only(dict, "an object with names", mapping_structure_factory))
converter.register_structure_hook_factory(
    attrs.has, _only(dict, "an object with named fields", lambda kind, converter: converter.gen_structure_attrs_fromdict(kind)))
#: The same, but it stops at the first fault.
_quick = converter.copy(detailed_validation=False)
#: Up to so many values, all that does not fit is listed; the faults of a million values would fill the memory.
LISTED = 20_000


def to_plain(value: Any) -> Any:
    """A model as JSON data: objects, lists, texts, numbers."""
    return converter.unstructure(value)


def from_plain(value: Any, model: type[Model]) -> Model:
    """JSON data as a model. Raises ``CourseError``, a line for each value that does not fit, each naming its path; of a
    document with more than ``LISTED`` values, a line for the first only.
    """
    try:
        return _quick.structure(value, model)
    except RecursionError:
        raise CourseError("it is nested too deeply") from None
    except Exception as error:  # without details cattrs passes on whatever a value raised
        if _is_large(value):
            what = f"{error.args[0]} is missing" if isinstance(error, KeyError) else strict.say(error)
            raise CourseError(_short(f"the first thing that does not fit: {what}")) from None
    try:
        return converter.structure(value, model)
    except cattrs.BaseValidationError as error:
        raise CourseError(map(_short, strict.problems(error))) from None
    except ValueError as error:
        raise CourseError(_short(str(error))) from None


def _is_large(value: Any) -> bool:
    """Whether there are more than ``LISTED`` values in lists and objects, at any depth."""
    count, open_ = 0, [value]
    while open_ and count <= LISTED:
        one = open_.pop()
        inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        count += len(inner)
        open_ += [part for part in inner if isinstance(part, dict | list)]
    return count > LISTED


def _short(line: str) -> str:
    line = clean(line)
    return line if len(line) <= 180 else f"{line[:120]} ... {line[-50:]}"
