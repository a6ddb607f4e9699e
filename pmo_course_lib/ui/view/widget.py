"""A view as a widget: it carries messages between the page and a document, and knows neither."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget

from pmo_course_lib.ui import HERE as UI
from pmo_course_lib.ui import joined, styled
from pmo_course_lib.ui.view.blocks import Button, Page, controls, plain
from pmo_course_lib.ui.view.meeting import Control, meet, misfit, reworded

HERE = Path(__file__).parent
#: Characters of one value as JSON.
LONGEST = 50_000
MODULES = (UI / "dom.js", HERE / "kept.js", HERE / "others.js", HERE / "talk.js", HERE / "typing.js", HERE / "blocks.js",
           HERE / "view.js")


class View(anywidget.AnyWidget):
    """Shows ``draw()`` and hands every change to ``change(id, value)``, which raises ``ValueError`` to refuse it, and may
    return a remark for the person.

    ``seen()`` is a cheap text that differs whenever the document has changed, by this page or another; what stands before
    its first blank, if any, names the document, and a change that was made on another one is not carried out. ``alive`` is
    the address that answers while the server lives. Nothing of the document is held in traits: it travels as messages.
    """

    _esm = joined(*MODULES)
    _css = styled(HERE / "view.css")

    def __init__(self, name: str, draw: Callable[[], Page], change: Callable[[str, Any], str | None],
                 seen: Callable[[], str], alive: str | None = None) -> None:
        super().__init__()
        self._name, self._draw, self._change, self._seen, self._alive = name, draw, change, seen, alive
        self._done: dict[tuple[str, int], dict[str, Any]] = {}
        self._last: tuple[str, Page] | None = None
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if reply := self.handle(content):
            self.send(reply)

    def handle(self, message: Any) -> dict[str, Any] | None:
        """The reply to one message of the page: ``open``, ``poll`` or ``set``. Anything else is passed over."""
        kind = message.get("kind") if isinstance(message, dict) else None
        if kind == "set":
            return self._set(message)
        if kind == "poll" and message.get("seen") == self._seen():
            return {"kind": "same"}
        self._last = None
        return self._state() if kind in ("open", "poll") else None

    def _set(self, message: dict[str, Any]) -> dict[str, Any] | None:
        page, n, id_ = message.get("page"), message.get("n"), message.get("id")
        if not isinstance(page, str) or len(page) > 64 or not isinstance(n, int) or not isinstance(id_, str):
            return None
        if message.get("document", here := _document(self._seen())) != here:
            return self._state()
        answer, done = {"page": page, "n": n}, self._done.get((page, n))
        if done is None:
            before = self._controls()
            field, value = before.get(id_), message.get("value")
            try:
                remark = self._carry(id_, field, value, message.get("bases"))
            except ValueError as error:
                return {"kind": "refused", "id": id_, "text": reworded(field, value, error), **answer}
            except (TypeError, OverflowError, RecursionError):  # a value that no page of ours sends
                return {"kind": "refused", "id": id_, "text": "This value does not fit here. Load the page again.", **answer}
            except OSError as error:
                return {"kind": "unsaved", "text": f"The change could not be written ({error.strerror}).", **answer}
            self._last = None
            done = self._done[page, n] = {"remark": remark, "own": _changed(before, self._controls())}
        return {**self._state(), "ack": answer, **done}

    def _carry(self, id_: str, field: Control | None, value: Any, bases: Any) -> str | None:
        """Carry out a change; gives what the person must be told, if anything."""
        if len(json.dumps(value)) > LONGEST:  # nobody types that, and the history keeps every one
            raise ValueError(f"This is longer than {LONGEST:,} characters. Shorten it.")
        if wrong := misfit(field, value):
            raise ValueError(wrong)
        met = meet(field, bases if isinstance(bases, list) else (), value)
        return self._change(id_, met.value) or met.remark

    def _controls(self) -> dict[str, Control]:
        return controls(self._page(self._seen()).blocks)

    def _page(self, seen: str) -> Page:
        if self._last is None or self._last[0] != seen:
            self._last = seen, self._draw()
        return self._last[1]

    def _state(self) -> dict[str, Any]:
        seen = self._seen()
        return {"kind": "state", "name": self._name, "document": _document(seen), "alive": self._alive, "seen": seen,
                "page": plain(self._page(seen))}


def _document(seen: str) -> str:
    name, blank, _ = seen.partition(" ")
    return name if blank else ""


def _changed(before: dict[str, Control], after: dict[str, Control]) -> list[str]:
    """Ids of the fields that have another value now."""
    pairs = ((one, before.get(id)) for id, one in after.items())
    return [one.id for one, old in pairs if old is not None and not isinstance(one, Button)
            and getattr(old, "value", None) != one.value]
