"""The exam page as a widget: it carries messages, and knows nothing of files or keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget

HERE = Path(__file__).parent
Handle = Callable[[Any], dict[str, Any] | None]


class ExamPage(anywidget.AnyWidget):
    """Shows the exam; every message of the page goes to ``handle``, whose reply goes back.

    No trait holds anything of the exam: questions travel as messages, after the clock has started.
    """

    _esm = HERE / "exam.js"
    _css = HERE / "exam.css"

    def __init__(self, handle: Handle) -> None:
        super().__init__()
        self._handle = handle
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if reply := self._handle(content):
            self.send(reply)
