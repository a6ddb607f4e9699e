"""A view as a widget: it carries messages between the page and a document, and knows neither."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget

from pmo_course_lib.ui import HERE as UI
from pmo_course_lib.ui import joined, styled
from pmo_course_lib.ui.view.blocks import Page, numbers, plain

HERE = Path(__file__).parent
#: Characters of one value as JSON.
LONGEST = 50_000
MODULES = (UI / "dom.js", HERE / "talk.js", HERE / "blocks.js", HERE / "view.js")


class View(anywidget.AnyWidget):
    """Shows ``draw()`` and hands every change to ``change(id, value)``, which raises ``ValueError`` to refuse it, and may
    return a remark for the person.

    ``seen()`` is a cheap text that differs whenever the document has changed, by this page or another; ``alive`` is the
    address that answers while the server lives. Nothing of the document is held in traits: it travels as messages.
    """

    _esm = joined(*MODULES)
    _css = styled(HERE / "view.css")

    def __init__(self, name: str, draw: Callable[[], Page], change: Callable[[str, Any], str | None],
                 seen: Callable[[], str], alive: str | None = None) -> None:
        super().__init__()
        self._name, self._draw, self._change, self._seen, self._alive = name, draw, change, seen, alive
        self._done: set[tuple[str, int]] = set()
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if reply := self.handle(content):
            self.send(reply)

    def handle(self, message: Any) -> dict[str, Any] | None:
        """The reply to one message of the page: ``open``, ``poll`` or ``set``. Anything else is passed over."""
        kind = message.get("kind") if isinstance(message, dict) else None
        if kind == "open":
            return self._state()
        if kind == "poll":
            return {"kind": "same"} if message.get("seen") == self._seen() else self._state()
        return self._set(message) if kind == "set" else None

    def _set(self, message: dict[str, Any]) -> dict[str, Any] | None:
        page, n, id_ = message.get("page"), message.get("n"), message.get("id")
        if not isinstance(page, str) or len(page) > 64 or not isinstance(n, int) or not isinstance(id_, str):
            return None
        answer, remark = {"page": page, "n": n}, None
        if (page, n) not in self._done:
            try:
                remark = self._change(id_, _sized(message.get("value")))
            except ValueError as error:
                return {"kind": "refused", "id": id_, "text": self._reason(id_, message.get("value"), error), **answer}
            except (TypeError, OverflowError, RecursionError):  # a value that no page of ours sends
                return {"kind": "refused", "id": id_, "text": "This value does not fit here. Load the page again.", **answer}
            except OSError as error:
                return {"kind": "unsaved", "text": f"The change could not be written ({error.strerror}).", **answer}
            self._done.add((page, n))
        return {**self._state(), "ack": answer, "remark": remark}

    def _reason(self, id_: str, value: Any, error: ValueError) -> str:
        """Why a change was refused: for a number out of its range, in the words of the field; else as the document says it."""
        field = next((one for one in numbers(self._draw().blocks) if one.id == id_), None)
        if field is None or (isinstance(value, int | float) and (field.low or value) <= value <= (field.high or value)):
            return str(error)
        low = "" if field.low is None else f" from {field.low:g}"
        high = "" if field.high is None else f" to {field.high:g}"
        return f"{field.label}: write a number{low}{high}."

    def _state(self) -> dict[str, Any]:
        return {"kind": "state", "name": self._name, "alive": self._alive, "seen": self._seen(), "page": plain(self._draw())}


def _sized(value: Any) -> Any:
    """The value, unless it is longer than anything that a person types; the history keeps every one."""
    if len(json.dumps(value)) > LONGEST:
        raise ValueError(f"This is longer than {LONGEST:,} characters. Shorten it.")
    return value
