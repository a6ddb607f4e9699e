"""The exam page as a widget: it carries messages, and knows nothing of files or keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget

HERE = Path(__file__).parent
#: The page's modules, each after those that it imports.
MODULES = ("dom.js", "queue.js", "session.js", "frame.js", "exam.js")
Handle = Callable[[Any], dict[str, Any] | None]


def joined(folder: Path, names: tuple[str, ...]) -> str:
    """One ES module from several: anywidget takes one. Imports among them, and named exports, are left out."""
    text = "\n".join((folder / name).read_text(encoding="utf-8") for name in names)
    return re.sub(r'^(import \{[^}]*\} from "[^"]*"|export \{[^}]*\});\n', "", text, flags=re.MULTILINE)


class ExamPage(anywidget.AnyWidget):
    """Shows the exam; every message of the page goes to ``handle``, whose reply goes back.

    No trait holds anything of the exam: questions travel as messages, after the clock has started.
    """

    _esm = joined(HERE, MODULES)
    _css = HERE / "exam.css"

    def __init__(self, handle: Handle) -> None:
        super().__init__()
        self._handle = handle
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if reply := self._handle(content):
            self.send(reply)
