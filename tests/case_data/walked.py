"""Which functions of the library take state of a workbook, and which of them ran."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
import typing
from collections.abc import Callable, Iterator
from types import CodeType, FrameType
from typing import Any

import attrs

from pmo_course_lib import domain
from pmo_course_lib.domain import sla, topology
from pmo_course_lib.workbook.model import Workbook


def classes(hint: Any, seen: set[type]) -> set[type]:
    """The attrs classes that a type is made of."""
    if isinstance(hint, type) and attrs.has(hint) and hint not in seen:
        seen.add(hint)
        for inner in typing.get_type_hints(hint).values():
            classes(inner, seen)
    for inner in typing.get_args(hint):
        classes(inner, seen)
    return seen


def offered() -> Iterator[tuple[str, Any]]:
    """Public functions of every system: what a package re-exports, what a module defines."""
    for found in pkgutil.iter_modules(domain.__path__):
        module = importlib.import_module(f"{domain.__name__}.{found.name}")
        for name in getattr(module, "__all__", [one for one in vars(module) if not one.startswith("_")]):
            function = inspect.unwrap(getattr(module, name))
            if inspect.isfunction(function) and function.__module__.startswith(module.__name__):
                yield f"{found.name}.{name}", function


def takes_state(function: Any) -> bool:
    """Does a function take anything that a workbook holds, or the map made ready?"""
    state = classes(Workbook, set()) | {topology.Index, sla.Log}
    try:
        hints = typing.get_type_hints(function)
    except TypeError:  # it makes a validator: attrs' own types cannot be read at run time
        return False
    return any(classes(hint, set()) & state for name, hint in hints.items() if name != "return")


def ran(walks: list[Callable[[], None]]) -> set[CodeType]:
    """The code that ran in a few walks."""
    seen: set[CodeType] = set()

    def note(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            seen.add(frame.f_code)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        for walk in walks:
            walk()
    finally:
        sys.setprofile(before)
    return seen
