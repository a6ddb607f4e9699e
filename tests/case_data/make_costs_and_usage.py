"""How costs and usage of the case company were made from its log.

`python -m tests.case_data.make_costs_and_usage` writes both files.
Hours of request-driven services follow the log; the rest follows the lines below, a number for each month from July to June.
"""

from __future__ import annotations

import csv
import random

from tests.case_data.clock import CASE
from tests.case_data.figures import log, services

SEED = 1107
MONTHS = ("2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12",
          "2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06")
RATES = {"PMO-01": (118, 121), "PMO-02": (104, 106), "PMO-03": (104, 106), "PMO-04": (126, 129), "PMO-05": (110, 112)}
COULD = {"SVC-001": 29, "SVC-002": 38, "SVC-003": 56, "SVC-004": 64, "SVC-005": 70, "SVC-006": 91, "SVC-007": 64, "SVC-008": 12,
         "SVC-009": 24, "SVC-010": 47, "SVC-011": 64, "SVC-012": 10, "SVC-013": 16, "SVC-014": 23, "SVC-015": 8, "SVC-016": 8,
         "SVC-018": 26}
USED = {
    "SVC-001": (24, 21, 25, 26, 25, 27, 26, 25, 26, 25, 26, 26),
    "SVC-007": (16, 6, 15, 14, 13, 7, 13, 12, 12, 11, 10, 10),
    "SVC-008": (11, 9, 11, 11, 10, 11, 11, 11, 10, 11, 10, 11),
    "SVC-009": (11, 8, 10, 10, 9, 8, 7, 6, 6, 5, 4, 4),
    "SVC-010": (42, 33, 41, 40, 38, 34, 37, 36, 35, 34, 33, 32),
    "SVC-012": (9, 7, 9, 9, 8, 9, 9, 8, 9, 9, 8, 9),
    "SVC-013": (13, 11, 14, 14, 13, 14, 15, 14, 15, 14, 15, 15),
    "SVC-014": (3, 2, 4, 4, 5, 4, 6, 6, 7, 8, 8, 9),
    "SVC-015": (6, 4, 7, 7, 6, 6, 7, 6, 7, 7, 6, 7),
    "SVC-016": (2, 1, 4, 3, 4, 3, 3, 4, 4, 3, 4, 4),
    "SVC-018": (19, 12, 20, 21, 20, 19, 18, 19, 20, 19, 18, 19),
}
VOLUME = {
    "SVC-007": (2, 1, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2),
    "SVC-010": (47,) * 12,
    "SVC-013": (2,) * 12,
    "SVC-014": (2, 1, 3, 3, 4, 2, 4, 4, 5, 5, 5, 6),
    "SVC-015": (6, 3, 8, 8, 7, 6, 7, 7, 8, 7, 7, 8),
    "SVC-016": (3, 1, 5, 4, 5, 3, 4, 4, 5, 4, 4, 5),
    "SVC-018": (20, 11, 21, 22, 21, 18, 19, 20, 21, 20, 19, 20),
}
DESIGN_HOURS = (0, 0, 0, 0, 0, 0, 0, 0, 8, 12, 14, 16)


def received(service: str, month: str) -> int:
    """Requests received in a month."""
    return sum(e.service == service and f"{e.received:%Y-%m}" == month for e in log())


def delivered(service: str, month: str) -> int:
    """Requests delivered in a month."""
    return sum(e.service == service and e.delivered is not None and f"{e.delivered:%Y-%m}" == month for e in log())


def effort(service: str, month: str) -> float:
    """Units that a month worked on: people start before the month of delivery and tidy up after it."""
    place = MONTHS.index(month)
    near = (MONTHS[max(0, place - 1)], month, month, MONTHS[min(11, place + 1)])
    return sum(delivered(service, name) for name in near) / len(near)


def hours(rng: random.Random, service: str, month: str) -> int:
    """Hours a service took in a month."""
    row = services()[service]
    if row["state"] == "in_design":
        return DESIGN_HOURS[MONTHS.index(month)]
    if service not in USED:
        return round(effort(service, month) * int(row["hours_per_unit"]) * rng.uniform(0.94, 1.06))
    share = VOLUME[service][MONTHS.index(month)] * 12 / sum(VOLUME[service]) if service in VOLUME else 1.0
    return round(int(row["hours_per_month"]) * share * rng.uniform(0.95, 1.05))


def use(rng: random.Random, service: str, month: str) -> tuple[int, int]:
    """Users who used the service, and its volume."""
    if service in USED:
        return USED[service][MONTHS.index(month)], VOLUME.get(service, (1,) * 12)[MONTHS.index(month)]
    volume = received(service, month)
    return min(volume, round(volume * rng.uniform(0.75, 0.95)), round(COULD[service] * 0.8)), volume


def write(name: str, header: tuple[str, ...], lines: list[tuple[object, ...]]) -> None:
    """A CSV file of the case."""
    with (CASE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


def main() -> None:
    """Write both files."""
    rng = random.Random(SEED)
    pairs = [(service, month) for service in services() for month in MONTHS]
    rate = {service: RATES[row["provider_pmo"]] for service, row in services().items()}
    write("costs.csv", ("service", "month", "hours", "hourly_rate"),
          [(service, month, hours(rng, service, month), rate[service][month >= "2026"]) for service, month in pairs])
    write("usage.csv", ("service", "month", "users_could", "users_used", "volume"),
          [(service, month, COULD[service], *use(rng, service, month)) for service, month in pairs if service in COULD])


if __name__ == "__main__":
    main()
