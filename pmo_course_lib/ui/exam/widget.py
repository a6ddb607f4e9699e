"""The exam page as a widget: it carries messages, and knows nothing of files or keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget

from pmo_course_lib.ui import HERE as UI
from pmo_course_lib.ui import joined, styled

HERE = Path(__file__).parent
#: The page's modules, each after those that it imports.
MODULES = (UI / "dom.js", *(HERE / name for name in ("queue.js", "session.js", "frame.js", "exam.js")))
Handle = Callable[[Any], dict[str, Any] | None]


class ExamPage(anywidget.AnyWidget):
    """Shows the exam; every message of the page goes to ``handle``, whose reply goes back.

    No trait holds anything of the exam: questions travel as messages, after the clock has started.
    """

    _esm = joined(*MODULES)
    _css = styled(HERE / "exam.css")

    def __init__(self, handle: Handle) -> None:
        super().__init__()
        self._handle = handle
        self.on_msg(self._answer)

    def _answer(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if reply := self._handle(content):
            self.send(reply)
