"""The two lifecycles: of a service, from its idea to its end, and of the PMO that provides it."""

from pmo_course_lib.domain.lifecycle.connection import (
    Finding,
    ReviewDue,
    advance,
    carried,
    change_mandate,
    connection_findings,
    reviews_due,
    sole_services,
)
from pmo_course_lib.domain.lifecycle.decide import (
    Facts,
    Refused,
    allowed,
    decide,
    merge,
    missing,
    open_criteria,
    split,
)
from pmo_course_lib.domain.lifecycle.framework import (
    Criterion,
    Framework,
    Gate,
    Stage,
    State,
    Transition,
    framework,
    gate,
    moves,
    reentry,
)
from pmo_course_lib.domain.lifecycle.measures import calendar_days, renewal_rate, time_to_offer, time_to_pilot
from pmo_course_lib.domain.lifecycle.pmo import Mandate, PmoRecord, PmoStage, PmoStep, next_stages, pmo_lifecycle
from pmo_course_lib.domain.lifecycle.record import Decision, Position, ServiceRecord, portfolio, possible, views

__all__ = [
    "Criterion", "Decision", "Facts", "Finding", "Framework", "Gate", "Mandate", "PmoRecord", "PmoStage", "PmoStep", "Position",
    "Refused", "ReviewDue", "ServiceRecord", "Stage", "State", "Transition", "advance", "allowed", "calendar_days", "carried",
    "change_mandate", "connection_findings", "decide", "framework", "gate", "merge", "missing", "moves", "next_stages",
    "open_criteria", "pmo_lifecycle", "portfolio", "possible", "reentry", "renewal_rate", "reviews_due", "sole_services", "split",
    "time_to_offer", "time_to_pilot", "views",
]
