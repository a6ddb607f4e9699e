"""A candidate without a browser: the exam page's messages over a websocket of its own."""

from __future__ import annotations

import json
import re
import time
import uuid
from typing import Any

import websocket

from tests.classroom import Classroom

PATIENCE_S = 60


class Candidate:
    """One open exam page.

    ``sent`` counts answers; ``acknowledged`` is what the kernel said is on disk: number to item and choice.
    """

    def __init__(self, room: Classroom, name: str) -> None:
        self.room, self.name, self.page = room, name, uuid.uuid4().hex
        self.acknowledged: dict[int, tuple[str, str]] = {}
        self.items: list[dict[str, Any]] = []
        self.sent = 0
        self._n, self._session = 0, uuid.uuid4().hex

    def open(self) -> float:
        """Load the page, which starts a kernel, and wait until the kernel answers; returns the seconds."""
        start, token = time.perf_counter(), self.room.token(self.name)
        status, html = self.room.get("/exam", token)
        assert status == 200, f"{self.name}: the exam page answered {status}"
        kernel, self._comm = (_found(rf'"{name}": "([0-9a-f-]+)"', html) for name in ("kernelId", "model_id"))
        self._socket = websocket.create_connection(f"ws://127.0.0.1:{self.room.port}/api/kernels/{kernel}/channels",
                                                   timeout=PATIENCE_S, origin=self.room.address, cookie=f"pmo-course={token}")
        self._ask({"kind": "hello"})
        return time.perf_counter() - start

    def close(self) -> None:
        """Leave the page."""
        self._socket.close()

    def start(self) -> None:
        """Press Start; from now on the questions are known."""
        self.items = self._change("start")["items"]
        assert self.items, f"{self.name}: the exam did not start"

    def answer(self, number: int) -> None:
        """Answer the ``number``-th time, going round the questions, and wait for the acknowledgement."""
        item = self.items[number % len(self.items)]
        options = item["options"]
        choice = options[(number + number // len(self.items)) % len(options)]["id"]
        self.sent += 1
        reply = self._change("answer", item=item["id"], choice=choice)
        if reply["kind"] == "ack" and reply["answer"]["choice"] == choice:
            self.acknowledged[self._n] = (item["id"], choice)

    def lost(self) -> int:
        """How many acknowledged answers the journal on the disk does not have."""
        kept = {line["n"]: (line["item"], line["choice"]) for line in self.room.journal(self.name)
                if line["kind"] == "answer" and line["page"] == self.page}
        return sum(kept.get(n) != answer for n, answer in self.acknowledged.items())

    def _change(self, kind: str, **fields: str) -> dict[str, Any]:
        self._n += 1
        return self._ask({"kind": kind, "n": self._n, "t": time.time_ns() // 1_000_000, **fields})

    def _ask(self, message: dict[str, Any]) -> dict[str, Any]:
        """Send a message as the page would, and wait for the reply to it."""
        self._socket.send(self._frame({"page": self.page, **message}))
        while True:
            reply = _custom(json.loads(self._socket.recv()))
            if reply and reply.get("n") == message.get("n"):
                return reply

    def _frame(self, content: dict[str, Any]) -> str:
        header = {"msg_id": uuid.uuid4().hex, "msg_type": "comm_msg", "username": "", "session": self._session,
                  "date": "2026-01-01T00:00:00Z", "version": "5.3"}
        data = {"method": "custom", "content": content}
        return json.dumps({"header": header, "parent_header": {}, "metadata": {}, "buffers": [], "channel": "shell",
                           "content": {"comm_id": self._comm, "data": data}})


def _found(pattern: str, html: str) -> str:
    match = re.search(pattern, html)
    assert match, f"the page does not hold {pattern}: {html[:500]}"
    return match[1]


def _custom(frame: dict[str, Any]) -> dict[str, Any] | None:
    """The exam's own message in a frame, if that is what it carries."""
    if frame["header"]["msg_type"] != "comm_msg":
        return None
    content: dict[str, Any] | None = frame["content"]["data"].get("content")
    return content
