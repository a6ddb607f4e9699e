"""The figures of the case company, reckoned from its files: `python -m tests.case_data.figures` prints them.

A request belongs to the quarter in which it was received; open ones are judged at the end of the log.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from tests.case_data.clock import Pause, pauses_of, rows, turnaround

LOG_ENDS = datetime(2026, 6, 30, 17)
QUARTERS = ("2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2")
RESERVE = 1.15


def quarter(day: datetime) -> str:
    """The calendar quarter of a moment."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


@dataclass(frozen=True)
class Logged:
    """A row of the log, read."""

    id: str
    service: str
    customer: str
    level: str
    received: datetime
    delivered: datetime | None
    cancelled: bool
    exception: str
    pauses: tuple[Pause, ...]
    accepted: str
    satisfaction: int | None
    target_hours: int

    @property
    def minutes(self) -> int:
        """Net working minutes to delivery, or to the end of the log."""
        return turnaround(self.received, self.delivered or LOG_ENDS, list(self.pauses))

    @property
    def result(self) -> str:
        """`met`, `missed`, or why the request does not count."""
        if self.cancelled:
            return "cancelled"
        if self.exception:
            return "exception"
        if self.minutes > self.target_hours * 60:
            return "missed"
        return "met" if self.delivered else "open"

    @property
    def near(self) -> bool:
        """Met with less than a tenth of the time left."""
        return self.result == "met" and self.minutes > 0.9 * 60 * self.target_hours


@cache
def services() -> dict[str, dict[str, str]]:
    """The services by id."""
    return {row["id"]: row for row in rows("services.csv")}


def logged(row: dict[str, str]) -> Logged:
    """A row of the file."""
    return Logged(
        row["id"], row["service"], row["customer"], row["level"], datetime.fromisoformat(row["received"]),
        datetime.fromisoformat(row["delivered"]) if row["delivered"] else None, row["cancelled"] == "yes", row["exception"],
        tuple(pauses_of(row["pauses"])), row["accepted_first_time"], int(row["satisfaction"]) if row["satisfaction"] else None,
        int(services()[row["service"]]["sla_target_hours"]))


@cache
def log() -> tuple[Logged, ...]:
    """The whole log."""
    return tuple(logged(row) for row in rows("requests.csv"))


def part(service: str, period: str = "") -> list[Logged]:
    """The requests of a service, of one quarter or of the year."""
    return [e for e in log() if e.service == service and (not period or quarter(e.received) == period)]


def attainment(entries: Iterable[Logged]) -> float:
    """Met / (met + missed)."""
    count = Counter(e.result for e in entries)
    return count["met"] / (count["met"] + count["missed"])


def delivered(entries: Iterable[Logged]) -> list[Logged]:
    """Countable deliveries: no cancelled request, no agreed exception."""
    return [e for e in entries if e.delivered and e.result in ("met", "missed")]


def answers(entries: Iterable[Logged]) -> list[int]:
    """The ratings that were given to countable deliveries."""
    return [e.satisfaction for e in delivered(entries) if e.satisfaction is not None]


def satisfied(entries: Iterable[Logged]) -> float:
    """Answers 4 and 5 over all answers."""
    given = answers(entries)
    return sum(rating >= 4 for rating in given) / len(given)


def response(entries: Iterable[Logged]) -> float:
    """Answers over deliveries."""
    done = delivered(entries)
    return len(answers(done)) / len(done)


def first_time_right(entries: Iterable[Logged]) -> float:
    """Accepted at first delivery over deliveries."""
    done = delivered(entries)
    return sum(e.accepted == "yes" for e in done) / len(done)


def promised(pmo: str) -> float:
    """Agreed hours with the reserve over capacity (rule PL6); all services of the case are past gate G1."""
    hours = sum(int(services()[row["service"]]["hours_per_month"]) * float(row["share"])
                for row in rows("provides.csv") if row["pmo"] == pmo)
    return hours * RESERVE / capacity()[pmo]


@cache
def capacity() -> dict[str, int]:
    """Hours a month by PMO."""
    return {row["id"]: int(row["capacity_hours_per_month"]) for row in rows("pmos.csv")}


def worked(pmo: str, months: Iterable[str]) -> float:
    """Mean hours a month that the PMO's services took."""
    wanted = tuple(months)
    hours = sum(float(row["hours"]) for row in rows("costs.csv")
                if services()[row["service"]]["provider_pmo"] == pmo and row["month"] in wanted)
    return hours / len(wanted)


def show() -> None:
    """Print the tables."""
    print(f"{'service':9}{'quarter':9}{'n':>4}{'met':>5}{'miss':>5}{'near':>5}{'out':>5}{'attain':>8}{'csat':>7}{'resp':>7}{'ftr':>7}")
    for service in sorted({e.service for e in log()}):
        for period in (*QUARTERS, ""):
            some = part(service, period)
            count = Counter(e.result for e in some)
            print(f"{service:9}{period or 'year':9}{len(some):4}{count['met']:5}{count['missed']:5}{sum(e.near for e in some):5}"
                  f"{len(some) - count['met'] - count['missed']:5}{attainment(some):8.1%}{satisfied(some):7.0%}"
                  f"{response(some):7.0%}{first_time_right(some):7.0%}")
    for pmo in capacity():
        last = worked(pmo, ("2026-04", "2026-05", "2026-06"))
        print(f"{pmo}: promised {promised(pmo):.1%}, worked in 2026-Q2 {last:.0f} h of {capacity()[pmo]}")


if __name__ == "__main__":
    show()
