"""Service levels: attainment over a large log, alone and beside what one would write with pandas and numpy.

``python -m tests.bench.sla SIZE`` measures one size in a process of its own, on one core, and prints JSON.
"""

from __future__ import annotations

import json
import random
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from pmo_course_lib.domain.calendar import Calendar
from pmo_course_lib.domain.sla import Agreement, Counts, Event, Limit, Log, Pause, Reason, attainment, read_log
from tests.bench.process import peak_mb, run, stay_on_one_core
from tests.bench.table import Row, at_least, at_most, holds, shown

FEW, MANY, SAMPLE = 100_000, 1_000_000, 2_000
TIMES = 3
HOURS = 16
HOLIDAYS = (date(2025, 1, 1), date(2025, 5, 1), date(2025, 12, 25))
CALENDAR = Calendar("BENCH", "Europe/Zurich", ("Mon-Fri 09:00-17:00",), HOLIDAYS)
PROMISE = Agreement(pause_for_customer=True)
WORKING_DAYS = [day for day in (datetime(2025, 1, 2, 9) + timedelta(days=n) for n in range(340))
                if day.weekday() < 5 and day.date() not in HOLIDAYS]
AS_OF = datetime(2025, 12, 31, 12, 0, 30)


def rows(_folder: Path) -> Iterator[Row]:
    """All figures of the service levels."""
    few, many = (json.loads(run([sys.executable, "-m", "tests.bench.sla", str(size)])[1]) for size in (FEW, MANY))
    yield at_most(f"attainment of {FEW:,} events, half of them with pauses, CPU", median(few["ours"]), 1.0, "s")
    yield Row("  from text records: read, check and measure", shown(median(few["read"]), "s"))
    yield Row("  a whole report with two targets and months", shown(median(few["report"]), "s"))
    yield at_most(f"growth from {FEW:,} to {MANY:,}", min(many["ours"]) / min(few["ours"]), 11, "times")
    yield Row(f"  peak memory with {MANY:,} events", shown(many["peak_mb"], "MB"))
    yield from _beside(few)


def _beside(found: dict[str, Any]) -> Iterator[Row]:
    yield holds(f"pandas CustomBusinessHour, {SAMPLE:,} events without pauses: same counts", str(found["same_pandas"]),
                found["same_pandas"])
    each = median(found["pandas"]) / SAMPLE
    yield Row(f"  for {FEW:,} at this speed", shown(each * FEW, "s"))
    yield at_least("  ours is faster, times", each * FEW / median(found["plain"]), 1)
    yield holds(f"numpy busday_count by columns, {FEW:,} with pauses: same counts", str(found["same_numpy"]), found["same_numpy"])
    yield Row("  computing alone, columns ready", shown(median(found["numpy"]), "s"))
    yield Row("  from the same events", shown(median(found["numpy_events"]), "s"))
    yield Row("  ours is faster than from the same events, times", shown(median(found["numpy_events"]) / median(found["ours"])))


def log_of(size: int, paused: bool = True) -> Log:
    """Requests of one year; half have a pause, a tenth two that overlap, one in twenty is open."""
    chance = random.Random(20260322)
    return Log(tuple(_event(number, chance, paused) for number in range(size)))


def _event(number: int, chance: random.Random, paused: bool) -> Event:
    received = chance.choice(WORKING_DAYS) + timedelta(seconds=chance.randrange(1, 8 * 3600))
    taken = chance.randrange(6 * 86400)
    delivered = None if chance.random() < 0.05 else received + timedelta(seconds=taken)
    kind, starts = chance.random(), [received + timedelta(seconds=chance.randrange(taken + 1)) for _ in range(2)]
    length = timedelta(seconds=chance.randrange(86400))
    pauses = tuple(Pause(Reason.CUSTOMER, start, start + length) for start in starts[:1 if kind < 0.4 else 2])
    return Event(f"R{number}", received, delivered, pauses if paused and kind < 0.5 else ())


def ours(log: Log) -> Counts:
    return attainment(log, PROMISE, (CALENDAR,), AS_OF, Limit(HOURS))


def records(log: Log) -> list[dict[str, Any]]:
    """As a spreadsheet gives them: text."""
    def pauses(event: Event) -> str:
        return " | ".join(f"customer {pause.start}/{pause.end}" for pause in event.pauses)

    return [{"id": event.id, "received": str(event.received), "delivered": str(event.delivered or ""), "pauses": pauses(event)}
            for event in log.events]


def with_pandas(log: Log) -> int:
    """Requests in time by pandas' own working hours; offsets are added one by one inside pandas, and know no pauses."""
    import pandas as pd

    offset = pd.offsets.CustomBusinessHour(HOURS, start="09:00", end="17:00", holidays=list(HOLIDAYS))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pandas warns that this is slow
        due = pd.Series([event.received for event in log.events]) + offset
    done = pd.Series([event.delivered for event in log.events], dtype="datetime64[us]")
    return int((done <= due).sum())


def columns(log: Log) -> dict[str, Any]:
    """The log by columns: pauses cut to the request, overlapping ones merged (per request, in plain Python)."""
    import numpy as np

    ended = [event.delivered or AS_OF for event in log.events]
    spans = [(number, *span) for number, event in enumerate(log.events) if event.pauses
             for span in _merged(event, ended[number])]
    return {"received": np.array([event.received for event in log.events], "datetime64[s]"),
            "ended": np.array(ended, "datetime64[s]"), "open": np.array([event.delivered is None for event in log.events]),
            "owner": np.array([span[0] for span in spans], int),
            "start": np.array([span[1] for span in spans], "datetime64[s]"),
            "end": np.array([span[2] for span in spans], "datetime64[s]")}


def _merged(event: Event, ended: datetime) -> list[tuple[datetime, datetime]]:
    joined: list[tuple[datetime, datetime]] = []
    for start, end in sorted((min(one.start, ended), min(one.end or ended, ended)) for one in event.pauses):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def with_numpy(table: dict[str, Any]) -> tuple[int, int]:
    """Met and missed by ``busday_count`` and clipped hours: one interval a day, no zone, no due moments."""
    import numpy as np

    holidays = np.array(HOLIDAYS, "datetime64[D]")

    def worked(moments: Any) -> Any:
        day = moments.astype("datetime64[D]")
        inside = np.clip((moments - day).astype(int) - 9 * 3600, 0, 8 * 3600)
        return np.busday_count("2025-01-01", day, holidays=holidays) * 8 * 3600 \
            + np.where(np.is_busday(day, holidays=holidays), inside, 0)

    net = worked(table["ended"]) - worked(table["received"])
    pauses = np.bincount(table["owner"], worked(table["end"]) - worked(table["start"]), len(net)).astype(int)
    late = net - pauses > HOURS * 3600
    return int((~late & ~table["open"]).sum()), int(late.sum())


def _taken(work: Callable[[], object]) -> list[float]:
    found = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return found


def measure(size: int) -> dict[str, Any]:
    """CPU seconds of each way, several times."""
    log = log_of(size)
    found: dict[str, Any] = {"ours": _taken(lambda: ours(log)), "peak_mb": peak_mb()}
    return found if size > FEW else found | _compared(log)


def _compared(log: Log) -> dict[str, Any]:
    from pmo_course_lib.domain.sla import Target, service_report

    text, plain, sample = records(log), log_of(FEW, paused=False), log_of(SAMPLE, paused=False)
    targets = (Target(measure="MS03", target=0.9, limit=HOURS), Target(measure="MS02", target=16.0))
    promise = Agreement(pause_for_customer=True, targets=targets)
    table, right = columns(log), ours(log)
    return {"read": _taken(lambda: ours(read_log(text))),
            "report": _taken(lambda: service_report(promise, CALENDAR, log, AS_OF)),
            "plain": _taken(lambda: ours(plain)), "pandas": _taken(lambda: with_pandas(sample)),
            "same_pandas": with_pandas(sample) == ours(sample).met,
            "numpy": _taken(lambda: with_numpy(table)), "numpy_events": _taken(lambda: with_numpy(columns(log))),
            "same_numpy": with_numpy(table) == (right.met, right.missed)}


if __name__ == "__main__":
    stay_on_one_core()
    print(json.dumps(measure(int(sys.argv[1]))))
