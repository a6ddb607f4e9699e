"""A real class on this machine: a cohort, the class server in a process of its own, and people with links."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError

from pmo_course_lib.delivery.cohort import Cohort, open_cohort
from pmo_course_lib.delivery.create import create_cohort
from pmo_course_lib.delivery.moderation import act
from pmo_course_lib.storage import read_lines

HOME = Path(__file__).parents[1]
CLI = (sys.executable, "-c", "from pmo_course_lib.cli import main; main()")
ROSTER = """id,name,email,team,time_multiplier
anna,Anna Smith,,T1,
ben,Ben <b>Okoro</b>,,T1,1.25
cleo,Cleo Ng,,T2,2
dana,Dana Levi,,T2,1
"""


def wait_for(condition: Callable[[], Any], what: str, seconds: float = 60) -> Any:
    """The condition's value once it is true; fails with ``what`` after ``seconds``."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:.0f} s in vain for: {what}")
        threading.Event().wait(0.05)
    return value


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Classroom:
    """One cohort in ``folder`` and its server."""

    def __init__(self, folder: Path, roster: str = ROSTER, time_s: int | None = None) -> None:
        self.folder, self.port = folder, free_port()
        (folder / "roster.csv").write_text(roster, encoding="utf-8")
        self.cohort: Cohort = create_cohort(folder / "cohorts" / "class", folder / "roster.csv", HOME / "exam")
        if time_s is not None:
            self._shorten(time_s)
        self.server: subprocess.Popen[bytes] | None = None

    def _shorten(self, time_s: int) -> None:
        file = self.cohort.folder / "form.json"
        file.write_text(json.dumps({**json.loads(file.read_text(encoding="utf-8")), "time_s": time_s}), encoding="utf-8")
        self.cohort = open_cohort(self.cohort.folder)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def link(self, candidate: str) -> str:
        return f"{self.address}/p/{self.cohort.people.find(candidate).token}"

    @property
    def moderator_link(self) -> str:
        return f"{self.address}/moderator/{self.cohort.people.moderator_token}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        log = (self.folder / "server.log").open("ab")
        self.server = subprocess.Popen([*CLI, "serve", "class", "--port", str(self.port)], cwd=self.folder, stdout=log,
                                       stderr=log, start_new_session=True)
        wait_for(self.alive, f"the class server; its log: {self.log()}")

    def alive(self) -> bool:
        assert self.server is not None
        assert self.server.poll() is None, f"the server ended: {self.log()}"
        return self.get("/alive")[0] == 204

    def log(self) -> str:
        file = self.folder / "server.log"
        return file.read_text(encoding="utf-8", errors="replace")[-3000:] if file.exists() else ""

    def kill(self) -> None:
        """kill -9 the server and everything that it started."""
        assert self.server is not None
        kernels = self.kernels()
        self.server.kill()
        self.server.wait()
        for kernel in kernels:
            _kill(kernel)

    def stop(self) -> None:
        """End the server as Ctrl-C does."""
        if self.server and self.server.poll() is None:
            os.killpg(self.server.pid, signal.SIGINT)
            try:
                self.server.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def kernels(self) -> list[int]:
        """Process ids of the server's kernels."""
        assert self.server is not None
        found = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
        rows = [line.split(None, 2) for line in found.splitlines()]
        return [int(pid) for pid, parent, args in rows if int(parent) == self.server.pid and "ipykernel" in args]

    def get(self, path: str, token: str = "", **headers: str) -> tuple[int, str]:
        """Status and text of a page, asked for with a person's cookie."""
        request = urllib.request.Request(self.address + path, headers=headers)
        if token:
            request.add_header("Cookie", f"pmo-course={token}")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read().decode("utf-8", "replace")
        except HTTPError as error:
            return error.code, error.read().decode("utf-8", "replace")
        except (URLError, ConnectionError, TimeoutError):
            return 0, ""

    def token(self, candidate: str) -> str:
        return self.cohort.people.find(candidate).token

    def open_exam(self) -> None:
        """What the moderator does at 15:45."""
        act(self.cohort, "open", reason="Start of the exam")

    def journal(self, candidate: str) -> list[dict[str, Any]]:
        return read_lines(self.cohort.journal(candidate))

    def hand_in(self, candidate: str) -> dict[str, Any] | None:
        file = self.cohort.hand_in(candidate) / "responses.json"
        return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


@contextmanager
def classroom(folder: Path, opened: bool = True, time_s: int | None = None, roster: str = ROSTER) -> Iterator[Classroom]:
    """A served class; the server and its kernels end with the test."""
    room = Classroom(folder, roster, time_s)
    if opened:
        room.open_exam()
    room.start()
    try:
        yield room
    finally:
        room.stop()
