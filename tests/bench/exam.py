"""The exam page on the real class server: one candidate alone, one real browser, and thirty at once."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles

import pytest

from tests.bench.candidate import Candidate
from tests.bench.page import clicks
from tests.bench.process import pss_mb
from tests.bench.table import Row, at_most, holds, shown
from tests.classroom import Classroom, classroom

CLASS = 30
ROSTER = "id,name,email,team,time_multiplier\n" + "".join(f"c{n:02},Candidate {n},,,\n" for n in range(1, CLASS + 1))
ANSWERS = 100
CLICKS = 40
SECONDS = 30


def rows(folder: Path) -> Iterator[Row]:
    """All figures of the exam page, each part on a server of its own."""
    for part in (_alone, _class):
        (folder / part.__name__).mkdir()
        with classroom(folder / part.__name__, roster=ROSTER) as room:
            yield from part(room)


def _alone(room: Classroom) -> Iterator[Row]:
    """With one kernel running nothing is shared with other kernels: the memory of the worst case."""
    candidate = Candidate(room, "c01")
    seconds = candidate.open()
    candidate.start()
    for number in range(ANSWERS):
        candidate.answer(number)
    yield Row("one candidate: from asking for the page to a kernel that answers", shown(seconds, "s"))
    yield at_most(f"  kernel's memory (PSS) after {ANSWERS} answers", pss_mb(room.kernels()), 75, "MB")
    candidate.close()
    yield from _browser(room)


def _browser(room: Classroom) -> Iterator[Row]:
    what = f"Chromium: click to \"Saved\" in the page, median of {CLICKS}"
    try:
        found = clicks(room, "c02", CLICKS)
    except pytest.skip.Exception as reason:
        yield Row(what, shown(None))
        yield Row(f"  {reason}", "")
        return
    yield at_most(what, median(found.saved), 60, "ms")
    yield Row("  95 of 100 / greatest", _tail(found.saved, "ms"))
    yield Row("  to the frame that shows it, median", shown(median(found.painted), "ms"))


def _class(room: Classroom) -> Iterator[Row]:
    candidates = [Candidate(room, f"c{number:02}") for number in range(1, CLASS + 1)]
    with ThreadPoolExecutor(CLASS) as pool:
        start = time.perf_counter()
        ready = list(pool.map(Candidate.open, candidates))
        yield Row(f"{CLASS} candidates open the exam at once: all kernels ready", shown(time.perf_counter() - start, "s"))
        yield Row("  half of them", shown(median(ready), "s"))
        list(pool.map(Candidate.start, candidates))
        yield from _latency(list(pool.map(_sit, candidates)))
    yield from _kept(candidates)
    yield from _memory(room)


def _sit(candidate: Candidate) -> list[float]:
    """Answer about once a second, and give each answer's milliseconds.

    They count from the moment at which the answer was due, so that a slow one cannot hide those that wait behind it.
    """
    rhythm, due = random.Random(candidate.name), time.perf_counter()
    taken: list[float] = []
    end = due + SECONDS
    while (due := due + rhythm.uniform(0.7, 1.3)) < end:
        time.sleep(max(0.0, due - time.perf_counter()))
        candidate.answer(len(taken))
        taken.append((time.perf_counter() - due) * 1000)
    return taken


def _latency(taken: list[list[float]]) -> Iterator[Row]:
    everybody = [value for one in taken for value in one]
    yield Row(f"{CLASS} candidates answer about every second for {SECONDS} s", f"{len(everybody)} answers")
    yield Row("  answer to acknowledgement, median", shown(median(everybody), "ms"))
    yield at_most("  95 of 100 within", quantiles(everybody, n=20)[-1], 150, "ms")
    yield Row("  greatest", shown(max(everybody), "ms"))


def _kept(candidates: list[Candidate]) -> Iterator[Row]:
    sent = sum(candidate.sent for candidate in candidates)
    acknowledged = sum(len(candidate.acknowledged) for candidate in candidates)
    lost = sum(candidate.lost() for candidate in candidates)
    yield holds("  answers acknowledged", f"{acknowledged} of {sent}", acknowledged == sent)
    yield holds("  of these, not in the journals on the disk", f"{lost} of {acknowledged}", lost == 0)


def _memory(room: Classroom) -> Iterator[Row]:
    assert room.server is not None
    kernels = room.kernels()
    assert len(kernels) == CLASS
    yield Row("  memory (PSS): server", shown(pss_mb([room.server.pid]), "MB"))
    yield Row(f"  memory (PSS): {CLASS} kernels", shown(pss_mb(kernels), "MB"))
    yield Row("  memory (PSS): together", shown(pss_mb([room.server.pid, *kernels]), "MB"))


def _tail(values: list[float], unit: str) -> str:
    return f"{quantiles(values, n=20)[-1]:.0f} / {max(values):.0f} {unit}"
