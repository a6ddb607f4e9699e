"""How the request log of the case company was made: `python -m tests.case_data.make_requests` writes course/case/requests.csv.

The plan below says what each quarter shall show; everything else (moments, pauses, ratings) is drawn from a fixed seed.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from tests.case_data.clock import CASE, HOLIDAYS, TEXTBOOK, Pause, after, is_open, turnaround

SEED = 2338
LOG_ENDS = datetime(2026, 6, 30, 17)
COLUMNS = ("id", "service", "customer", "level", "received", "delivered", "cancelled", "exception", "pauses",
           "accepted_first_time", "satisfaction")
QUARTERS = {"Q3": (2025, 7), "Q4": (2025, 10), "Q1": (2026, 1), "Q2": (2026, 4)}
MONTH_WEIGHT = {7: 1.1, 8: 0.5, 9: 1.2, 10: 0.95, 11: 1.2, 12: 1.35, 1: 1.1, 2: 1.0, 3: 0.9, 4: 1.0, 5: 1.15, 6: 0.9}
EXPERT_AWAY = (datetime(2026, 1, 5), datetime(2026, 3, 20, 17))


@dataclass(frozen=True)
class Quarter:
    """What a quarter of a service shall show: counts of requests, and shares of satisfied and of first-time-right."""

    total: int
    missed: int = 0
    near: int = 0
    cancelled: int = 0
    exceptions: int = 0
    open: int = 0
    overdue: int = 0
    happy: float = 0.8
    right: float = 0.9


@dataclass(frozen=True)
class Service:
    """A request-driven service: target in hours, usual share of it that is used, who asks, how often it waits for whom."""

    hours: int
    pace: tuple[float, float]
    customers: dict[str, int]
    levels: dict[str, int]
    waits: dict[str, tuple[float, int, int]]
    quarters: dict[str, Quarter]
    excuse: str = ""
    fixed: dict[str, tuple[str, ...]] = field(default_factory=dict)


SERVICES = {
    "SVC-002": Service(
        80, (0.56, 0.87), {"CG-02": 6, "CG-01": 1, "CG-06": 2}, {"L3": 4, "L2": 1},
        {"supplier": (1.0, 24, 36), "customer": (0.45, 3, 14)},
        {"Q3": Quarter(11, missed=1, near=1, happy=0.8), "Q4": Quarter(15, missed=2, near=1, cancelled=1, happy=0.75),
         "Q1": Quarter(13, missed=6, near=1, happy=0.34, right=0.69),
         "Q2": Quarter(15, missed=2, near=2, open=2, happy=0.67, right=0.85)}),
    "SVC-003": Service(
        16, (0.3, 0.86), {"CG-03": 3, "CG-04": 5, "CG-06": 1}, {"L2": 4, "L3": 3}, {"customer": (0.35, 1, 9)},
        {"Q3": Quarter(22, missed=2, near=1, cancelled=1, happy=0.9),
         "Q4": Quarter(27, missed=2, near=3, cancelled=1, happy=0.86),
         "Q1": Quarter(35, missed=3, near=14, exceptions=1, happy=0.77),
         "Q2": Quarter(26, missed=2, near=2, open=1, happy=0.85)},
        "later session wished", {"Q3": ("2025-09-05T17:00",), "Q4": ("2025-12-23T16:10",)}),
    "SVC-004": Service(
        40, (0.2, 0.86), {"CG-03": 3, "CG-04": 4, "CG-06": 2, "CG-07": 1}, {"L2": 1}, {"customer": (0.3, 4, 20)},
        {"Q3": Quarter(13, missed=1, happy=1.0, right=1.0), "Q4": Quarter(18, missed=1, near=1, happy=0.9, right=0.94),
         "Q1": Quarter(24, missed=2, near=1, happy=0.93, right=0.96),
         "Q2": Quarter(34, missed=3, near=3, open=2, happy=0.94, right=0.97)}, "", {"Q1": ("2026-03-29T11:20",)}),
    "SVC-005": Service(
        24, (0.25, 0.86), {"CG-05": 5, "CG-03": 2, "CG-04": 2, "CG-06": 1}, {"L3": 1},
        {"approval": (0.5, 3, 8), "customer": (0.12, 2, 8)},
        {"Q3": Quarter(14, missed=2, happy=0.7, right=0.85),
         "Q4": Quarter(22, missed=3, near=2, cancelled=1, happy=0.6, right=0.8),
         "Q1": Quarter(19, missed=2, near=1, happy=0.7, right=0.83),
         "Q2": Quarter(17, missed=2, near=1, open=1, happy=0.75, right=0.86)}, "", {"Q3": ("2025-09-29T09:00",)}),
    "SVC-006": Service(
        8, (0.08, 0.7), {"CG-02": 2, "CG-03": 2, "CG-04": 2, "CG-05": 3, "CG-07": 1}, {"L3": 1}, {"customer": (0.08, 1, 4)},
        {"Q3": Quarter(42, missed=1, near=1, cancelled=1, happy=0.5, right=0.66),
         "Q4": Quarter(62, missed=2, near=2, cancelled=2, happy=0.42, right=0.6),
         "Q1": Quarter(52, missed=1, near=1, cancelled=1, happy=0.38, right=0.58),
         "Q2": Quarter(47, missed=1, near=1, open=2, happy=0.36, right=0.57)},
        "", {"Q4": ("2025-10-25T18:20", "2025-10-26T10:15"), "Q1": ("2026-03-28T09:40",), "Q2": ("2026-06-28T19:05",)}),
    "SVC-011": Service(
        4, (0.05, 0.82), {"CG-03": 3, "CG-04": 4, "CG-06": 3, "CG-07": 1}, {"L2": 1},
        {"customer": (0.15, 1, 3), "supplier": (0.12, 1, 2)},
        {"Q3": Quarter(34, missed=3, near=1, happy=0.85, right=0.94), "Q4": Quarter(41, missed=3, near=2, happy=0.84, right=0.92),
         "Q1": Quarter(38, missed=3, near=1, exceptions=2, happy=0.83, right=0.94),
         "Q2": Quarter(33, missed=2, near=2, open=1, overdue=1, happy=0.86, right=0.94)},
        "announced outage", {"Q4": ("2025-10-26T20:30",)}),
}


@dataclass(frozen=True)
class Request:
    """A request on its way into the log."""

    service: str
    customer: str
    level: str
    received: datetime
    fate: str
    delivered: datetime | None = None
    cancelled: bool = False
    exception: str = ""
    pauses: tuple[Pause, ...] = ()
    accepted: str = ""
    satisfaction: str = ""


def pick(rng: random.Random, weights: dict[str, int]) -> str:
    """One key, drawn by weight."""
    return rng.choices(tuple(weights), tuple(weights.values()))[0]


def five(minutes: float) -> int:
    """Minutes rounded to five, as people write them down."""
    return round(minutes / 5) * 5


def days(quarter: str) -> Iterator[datetime]:
    """The days of a quarter."""
    year, month = QUARTERS[quarter]
    day = datetime(year, month, 1)
    while day.month < month + 3 and day.year == year:
        yield day
        day += timedelta(days=1)


def weight(day: datetime) -> float:
    """How many requests a day attracts, against a plain working day."""
    quiet = 0.15 if (day.month, day.day) >= (12, 22) else 1.0
    return MONTH_WEIGHT[day.month] * quiet * (1.0 if is_open(day.date()) else 0.05)


def arrival(rng: random.Random, quarter: str, from_day: datetime | None = None) -> datetime:
    """A moment of receipt; one in ten on a working day comes before opening or after closing."""
    choice = [day for day in days(quarter) if from_day is None or day >= from_day]
    day = rng.choices(choice, [weight(day) for day in choice])[0]
    in_hours = is_open(day.date()) and rng.random() > 0.1
    first, last = (time(9), time(16, 45)) if in_hours else rng.choice(((time(7), time(8, 55)), (time(17, 5), time(21))))
    span = (last.hour - first.hour) * 60 + last.minute - first.minute
    return datetime.combine(day.date(), first) + timedelta(minutes=five(rng.uniform(0, span)))


def used(rng: random.Random, service: Service, fate: str) -> int:
    """Net working minutes that the work takes."""
    low, high = {"near": (0.91, 1.0), "missed": (1.06, 1.7), "exception": (1.3, 2.0)}.get(fate, service.pace)
    return max(5, five(rng.uniform(low, high) * service.hours * 60))


def waits(rng: random.Random, service: Service, received: datetime, net: int) -> tuple[list[Pause], int]:
    """The pauses of a request, and by how many working minutes its customer's part of them puts off the delivery."""
    found: list[Pause] = []
    delay = 0
    for reason, (chance, least, most) in sorted(service.waits.items()):
        length = five(rng.uniform(least, most) * 60)
        room = net - 10 if reason == "customer" else net + delay - length - 10
        if rng.random() > chance or room < 10:
            continue
        begin = five(rng.uniform(5, min(room, net * 0.6)))
        found.append((after(received, begin), after(received, begin + length), reason))
        delay += length if reason == "customer" else 0
        if reason == "customer" and rng.random() < 0.12:
            longer = begin + five(length * 1.4)
            found.append((after(received, begin + five(length * 0.5)), after(received, longer), reason))
            delay += longer - begin - length
    return found, delay


def same_by_both_calendars(request: Request, target: int) -> bool:
    """Does the request count alike with the company's holidays and with the four that the course book prints?"""
    end = request.delivered or LOG_ENDS
    both = [turnaround(request.received, end, list(request.pauses), days) for days in (HOLIDAYS, TEXTBOOK)]
    return len({(minutes <= target, minutes > 0.9 * target) for minutes in both}) == 1


def attempt(rng: random.Random, code: str, quarter: str, fate: str, received: datetime | None) -> Request | None:
    """A request with that fate, or None where the draw does not suit the log."""
    service = SERVICES[code]
    late_june = LOG_ENDS - timedelta(days=1 + service.hours / 6) if fate == "open" else None
    moment = received or arrival(rng, quarter, late_june)
    request = Request(code, pick(rng, service.customers), pick(rng, service.levels), moment, fate)
    if fate in ("open", "overdue"):
        late = turnaround(moment, LOG_ENDS, []) > service.hours * 60
        return request if late == (fate == "overdue") and moment < LOG_ENDS - timedelta(hours=2) else None
    net = used(rng, service, fate)
    pauses, delay = waits(rng, service, moment, net)
    if fate == "cancelled":
        return replace(request, cancelled=True)
    request = replace(request, delivered=after(moment, net + delay), pauses=tuple(sorted(pauses)),
                      exception=service.excuse if fate == "exception" else "")
    suits = request.delivered is not None and request.delivered <= LOG_ENDS and all(p[1] <= request.delivered for p in pauses)
    return request if suits and same_by_both_calendars(request, service.hours * 60) else None


def made(rng: random.Random, code: str, quarter: str, fate: str, received: datetime | None) -> Request:
    """The first attempt that suits; a health check of early 2026 is late only while the expert is away."""
    while True:
        request = attempt(rng, code, quarter, fate, received)
        away = request is not None and EXPERT_AWAY[0] <= request.received <= EXPERT_AWAY[1]
        if request is not None and (away or (code, quarter, fate) != ("SVC-002", "Q1", "missed")):
            return request


def fates(plan: Quarter) -> list[str]:
    """What becomes of each request of a quarter."""
    named = {"missed": plan.missed, "near": plan.near, "cancelled": plan.cancelled, "exception": plan.exceptions,
             "open": plan.open, "overdue": plan.overdue}
    return [fate for fate, count in named.items() for _ in range(count)] + ["met"] * (plan.total - sum(named.values()))


def rated(rng: random.Random, requests: list[Request], plan: Quarter) -> list[Request]:
    """The requests with their ratings: half of the delivered answer; late ones are the first to be unhappy."""
    done = [r for r in requests if r.delivered]
    order = sorted(done, key=lambda r: (r.fate == "missed") * 0.5 + rng.random())
    right = {id(r) for r in order[: round(plan.right * len(done))]}
    answers = sorted(rng.sample(order, round(len(done) * rng.uniform(0.46, 0.56))), key=order.index)
    happy = {id(r) for r in answers[: round(plan.happy * len(answers))]}
    said = {id(r): rng.choice((4, 4, 5) if id(r) in happy else (3, 3, 2, 2, 1)) for r in answers}
    return [replace(r, accepted=("yes" if id(r) in right else "no") if r.delivered else "", satisfaction=str(said.get(id(r), "")))
            for r in requests]


def quarter_of(rng: random.Random, code: str, quarter: str) -> list[Request]:
    """All requests of a service in a quarter."""
    service = SERVICES[code]
    plan = service.quarters[quarter]
    moments = [datetime.fromisoformat(text) for text in service.fixed.get(quarter, ())]
    wanted = sorted(fates(plan), key=lambda fate: fate != "met")
    drawn = [made(rng, code, quarter, fate, moments.pop() if moments and fate == "met" else None) for fate in wanted]
    return rated(rng, drawn, plan)


def stamp(moment: datetime | None) -> str:
    """A moment as the log writes it, or nothing."""
    return moment.isoformat(timespec="minutes") if moment else ""


def line(number: int, request: Request) -> tuple[str, ...]:
    """A row of the log."""
    pauses = " | ".join(f"{reason} {stamp(start)}/{stamp(end)}" for start, end, reason in request.pauses)
    return (f"REQ-{number:04}", request.service, request.customer, request.level, stamp(request.received),
            stamp(request.delivered), "yes" if request.cancelled else "", request.exception, pauses,
            request.accepted, request.satisfaction)


def log() -> str:
    """The whole log as CSV text."""
    rng = random.Random(SEED)
    requests = [request for code in SERVICES for quarter in QUARTERS for request in quarter_of(rng, code, quarter)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    ordered = sorted(requests, key=lambda r: (r.received, r.service))
    writer.writerows(line(number, request) for number, request in enumerate(ordered, 1))
    return text.getvalue()


if __name__ == "__main__":
    Path(CASE / "requests.csv").write_text(log(), encoding="utf-8")
