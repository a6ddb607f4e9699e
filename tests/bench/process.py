"""Processes: what they cost in time and memory."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from attrs import frozen

from tests.classroom import HOME

_KB = re.compile(r"^(\w+):\s+(\d+) kB", re.MULTILINE)


@frozen
class Cost:
    """Seconds of a finished process; ``cpu`` is its own and its children's."""

    wall: float
    cpu: float


def run(command: Iterable[str], cwd: Path = HOME, env: Mapping[str, str] | None = None) -> tuple[Cost, str]:
    """Run a program to its end and return what it cost and printed; a failure ends the benchmark with its words."""
    before, start = _children_cpu(), time.perf_counter()
    done = subprocess.run(list(command), cwd=cwd, env=env, capture_output=True, text=True)
    cost = Cost(time.perf_counter() - start, _children_cpu() - before)
    if done.returncode:
        sys.exit(f"{done.args} ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return cost, done.stdout


def on_one_core(task: str, *arguments: object) -> tuple[Cost, dict[str, Any]]:
    """Run a task of ``tests.bench.tasks`` in a fresh process, and return what it reports."""
    cost, text = run([sys.executable, "-m", "tests.bench.tasks", task, *map(str, arguments)])
    return cost, json.loads(text)


def _children_cpu() -> float:
    used = os.times()
    return used.children_user + used.children_system


def stay_on_one_core() -> None:
    """Keep this process on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def peak_mb() -> float | None:
    """This process's greatest resident memory. Not ``ru_maxrss``, which begins with the parent's."""
    return _memory("self", "status", "VmHWM")


def pss_mb(pids: Iterable[int]) -> float | None:
    """Memory of processes in which each shared page counts once."""
    found = [_memory(pid, "smaps_rollup", "Pss") for pid in pids]
    known = [value for value in found if value is not None]
    return sum(known) if known and len(known) == len(found) else None


def _memory(pid: int | str, file: str, field: str) -> float | None:
    """A field of Linux's ``/proc``, in MB of a million bytes; None elsewhere."""
    try:
        text = Path(f"/proc/{pid}/{file}").read_text(encoding="ascii")
    except OSError:
        return None
    return int(dict(_KB.findall(text))[field]) * 1024 / 1e6
