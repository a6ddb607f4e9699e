"""What a view of a module is: blocks drawn from a workbook, and how a change on the page changes the workbook."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from attrs import frozen

from pmo_course_lib.errors import CourseError
from pmo_course_lib.ui.view.blocks import Block, Ticks, controls
from pmo_course_lib.ui.view.meeting import both
from pmo_course_lib.workbook.diff import told
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.paths import ABSENT, change
from pmo_course_lib.workbook.plain import from_plain, to_plain
from pmo_course_lib.workbook.store import Store


def at(*names: str) -> str:
    """The id of a field that stands for a place of the workbook.

    >>> at("orientation", "answers", "T01")
    '["orientation", "answers", "T01"]'
    """
    return json.dumps(names, ensure_ascii=False)


def put(workbook: Workbook, id: str, value: Any) -> Workbook:
    """The workbook with ``value`` at the place that ``at`` made the id of; ``None`` for a choice takes the choice back.

    Raises ``ValueError`` in people's words for a value that does not belong there.
    """
    try:
        names = tuple(json.loads(id))
        if not names:
            raise ValueError(f"There is no field {id!r}. Load the page again.")
        return from_plain(change(to_plain(workbook), names, value), Workbook)
    except CourseError as error:
        raise ValueError(" ".join(error.problems)) from None
    except (TypeError, json.JSONDecodeError):
        raise ValueError(f"There is no field {id!r}. Load the page again.") from None


def take_out(workbook: Workbook, *names: str) -> Workbook:
    """The workbook without what stands at the place."""
    return from_plain(change(to_plain(workbook), names, ABSENT), Workbook)


@frozen
class Panel:
    """A view. ``done`` says whether the participant has decided what the view asks for, which is what progress counts."""

    title: str
    draw: Callable[[Workbook], tuple[Block, ...]]
    done: Callable[[Workbook], bool]
    change: Callable[[Workbook, str, Any], Workbook] = put


def carry(panel: Panel, store: Store, id: str, value: Any) -> str:
    """Change the workbook of ``store`` as a page asks, and save it; gives what the person must be told, or an empty text.

    The change is made on what is on the disk now; ticks that somebody else set since ``store.state`` stay. Raises
    ``CourseError`` when the result is no valid workbook, and ``ValueError`` as the panel does.
    """
    known = store.state.workbook

    def changed(now: Workbook) -> Workbook:
        meant = value if now == known else both(panel.draw(known), panel.draw(now), id, value)
        return panel.change(now, id, meant)

    state = store.update(changed)
    if state.conflicts and isinstance(controls(panel.draw(state.workbook)).get(id), Ticks):
        return ""
    return " ".join(told(conflict, state.workbook) for conflict in state.conflicts)


def load_panel(name: str) -> Panel:
    """The view of a name: ``PANEL`` of the file ``<name>.py`` in ``ui/modules`` or ``ui/exercises``, or ``panel("t1")`` of
    ``quiz.py`` for ``quiz_t1``.

    Each is imported only where it is shown.
    """
    for package in ("pmo_course_lib.ui.modules", "pmo_course_lib.ui.exercises"):
        if find_spec(f"{package}.{name}"):
            found: Panel = import_module(f"{package}.{name}").PANEL
            return found
    file, _, part = name.rpartition("_")
    made: Panel = import_module(f"pmo_course_lib.ui.modules.{file}").panel(part)
    return made
