"""Is it a service at all, and its definition."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.documents import document
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules.drafting import areas, far, written
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Choice, Group, Note, Text
from pmo_course_lib.workbook.model import Workbook

KIND = "DOC-DEF"
#: The four traps of the public rule, and what to look for instead (*Course model*).
_TRAPS = {
    "task": ("a task that is done once", "A task, done once. Who will need its result again, and what makes them ask?"),
    "tool": ("a single tool", "A tool. The service is what people get with it, and would still want if the tool changed."),
    "project": ("a project with an end", "A project. It may build a service; what will people be able to ask for after its end?"),
    "policy": ("a policy or a rule", "A policy. Nobody orders a rule; a service may help people to keep it."),
}
_SERVICE = "service"
_FIRST = ("Purpose and outcome", "In scope", "Out of scope", "Trigger and how to request")


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("First ask whether it is a service at all. Then write its definition so that somebody who was not in the room "
                 "could order it (*Course model*).")
    if not (id := own.chosen(workbook)):
        return (intro, *own.picker(workbook))
    pick, keep = own.picker(workbook)
    kind = kept.text(workbook, f"{id}/kind") or None
    options = (*((one, text) for one, (text, _) in _TRAPS.items()),
               (_SERVICE, "none of these: somebody gets an outcome and can ask for it again"))
    what = Choice(at("values", f"{id}/kind"), f"What is “{own.names(workbook)[id]}”?", options, kind)
    return (intro, pick, what, *_judged(kind), *(_definition(workbook, id) if kind == _SERVICE else ()), keep)


def _judged(kind: str | None) -> tuple[Block, ...]:
    if kind in _TRAPS:
        return (Note(f"{_TRAPS[kind][1]} Not a service yet: add one that is named after what people would order, or leave this "
                     "out.", "warning"),)
    return () if kind == _SERVICE else (
        Note("Decide this first. What reaches the user makes the service, not the way of making it."),)


def _definition(workbook: Workbook, id: str) -> tuple[Block, ...]:
    others = tuple(one for one in document(KIND).sections if one not in _FIRST)
    filled, whole, empty = far(workbook, id, KIND)
    rest = Group("The other parts of the definition", areas(workbook, id, KIND, others), open=False)
    note = Note(f"{filled} of {whole} parts have a text. Still empty: {', '.join(empty)}.") if empty else Note(
        f"All {whole} parts have a text. Swap with somebody: could they order it, and when would they be disappointed?", "good")
    return (*areas(workbook, id, KIND, _FIRST), rest, note)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if (managed := own.manage(workbook, id, value)) is not None:
        return managed
    where = own.parts(id)
    if where[0] == "values" and len(where) == 2 and where[1].endswith("/kind"):
        if value not in (None, _SERVICE, *_TRAPS):
            raise ValueError("Choose one of the five answers.")
        return _begun(kept.keep_text(workbook, where[1], value), where[1].removesuffix("/kind"), value)
    return written(workbook, id, value)


def _begun(workbook: Workbook, id: str, kind: Any) -> Workbook:
    """A definition that has nothing in it starts with what is known: name, owner, version."""
    if kind != _SERVICE or id not in own.names(workbook) or far(workbook, id, KIND)[0]:
        return workbook
    now = own.entry(workbook, id)
    for section, text in (("Name", now.name), ("Owner", now.owner), ("Version", now.version or "0.1")):
        if text:
            workbook = written(workbook, at("drafts", f"{id}/{KIND}", "sections", section), text)
    return workbook


def _done(workbook: Workbook) -> bool:
    id = own.chosen(workbook)
    return bool(id) and kept.text(workbook, f"{id}/kind") == _SERVICE and not far(workbook, id, KIND)[2]


PANEL = Panel("Is it a service? Its definition", _draw, _done, _change)
