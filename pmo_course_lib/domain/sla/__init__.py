"""Service level agreements: the agreement, the log of requests, measures, attainment, report.

>>> from datetime import datetime
>>> from pmo_course_lib.domain.calendar import named_calendars
>>> log = read_log([{"id": "R1", "received": "2025-09-01 09:00", "delivered": "2025-09-02 12:00",
...                  "pauses": "customer 2025-09-01 16:00/2025-09-02 10:00"}])
>>> promise = Agreement(pause_for_customer=True)
>>> clock = timed(log, promise, [named_calendars()["CAL-STD"]], datetime(2025, 9, 30))
>>> clock.requests[0].worked / 3600, counts(clock.requests, Limit(9)).attainment
(9.0, 1.0)
"""

from __future__ import annotations

from pmo_course_lib.domain.sla.agreement import Agreement, Gap, Kind, Limit, Reason, Target, Unit, missing
from pmo_course_lib.domain.sla.attainment import Counts, attainment, counts
from pmo_course_lib.domain.sla.budget import Budget, burn_rate, error_budget, exception_reason
from pmo_course_lib.domain.sla.chain import Chain, Step, time_chain
from pmo_course_lib.domain.sla.credits import Band, Credits, credit
from pmo_course_lib.domain.sla.facts import Better, Facts, Measure, facts, measure
from pmo_course_lib.domain.sla.log import FIELDS, Event, Log, Pause, Problem, read_log
from pmo_course_lib.domain.sla.report import Case, Month, Report, Result, service_report
from pmo_course_lib.domain.sla.requests import Outcome, Request, Timed, timed
from pmo_course_lib.domain.sla.status import Status, left, near_miss, status

__all__ = ["FIELDS", "Agreement", "Band", "Better", "Budget", "Case", "Chain", "Counts", "Credits", "Event", "Facts",
           "Gap", "Kind", "Limit", "Log", "Measure", "Month", "Outcome", "Pause", "Problem", "Reason", "Report", "Request",
           "Result", "Status", "Step", "Target", "Timed", "Unit", "attainment", "burn_rate", "counts", "credit",
           "error_budget", "exception_reason", "facts", "left", "measure", "missing", "near_miss", "read_log",
           "service_report", "status", "time_chain", "timed"]
