"""The log of requests and requests on the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.domain.calendar import Calendar, ClosedDay, due_in_hours, named_calendars, working_seconds
from pmo_course_lib.domain.sla import (
    Agreement,
    Counts,
    Event,
    Limit,
    Log,
    Outcome,
    Pause,
    Reason,
    Unit,
    attainment,
    counts,
    read_log,
    timed,
)

AT = datetime.fromisoformat
STD = named_calendars()["CAL-STD"]
LATER = AT("2025-12-01T12:00")
CUSTOMER = Agreement(pause_for_customer=True)


def one(received: str, delivered: str = "", as_of: datetime = LATER, promise: Agreement = CUSTOMER, **more: Any) -> Any:
    """One record on the clock."""
    log = read_log([{"id": "R", "received": received, "delivered": delivered, **more}])
    assert not log.problems
    clock = timed(log, promise, [STD], as_of)
    assert not clock.problems, clock.problems
    return clock.requests[0]


def test_ten_requests_of_the_course() -> None:
    """Do the ten turnarounds, made into a log, give 8 met, 2 missed and attainment 0.8, exactly on target being met?"""
    hours = [6.0, 9.5, 12.0, 15.5, 16.0, 16.5, 7.0, 20.0, 11.0, 14.0]
    start = AT("2025-09-01T09:30")
    log = Log(tuple(Event(f"R{n}", start, due_in_hours(STD, start, taken)) for n, taken in enumerate(hours)))
    clock = timed(log, Agreement(), [STD], LATER)
    assert [request.worked / 3600 for request in clock.requests] == hours
    found = counts(clock.requests, Limit(16))
    assert (found.met, found.missed, found.attainment) == (8, 2, 0.8)


def test_request_of_the_exam() -> None:
    """Received Thursday 15:00, waits for customer and supplier, delivered Tuesday 11:00: 15.5 hours?"""
    pauses = "customer 2025-09-05 14:00/2025-09-08 10:30 | supplier 2025-09-08 13:00/2025-09-08 15:00"
    assert one("2025-09-04 15:00", "2025-09-09 11:00", pauses=pauses).worked / 3600 == 15.5


@pytest.mark.parametrize(("customer", "approval", "hours"), [
    (None, None, 8.0), (True, None, 7.0), (False, True, 6.0), (True, True, 5.0), (False, False, 8.0)])
def test_the_agreement_says_which_waits_stop_the_clock(customer: bool | None, approval: bool | None, hours: float) -> None:
    """Does only what the agreement names stop the clock (K9, K11), and waiting for a supplier never (K10)?"""
    pauses = [{"reason": "customer", "start": "2025-09-01 09:00", "end": "2025-09-01 10:00"},
              ("approval", "2025-09-01 10:00", "2025-09-01 12:00"), Pause(Reason.SUPPLIER, AT("2025-09-01T13:00"))]
    promise = Agreement(pause_for_customer=customer, pause_for_approval=approval)
    assert one("2025-09-01 09:00", "2025-09-01 17:00", promise=promise, pauses=pauses).worked / 3600 == hours


@pytest.mark.parametrize(("pauses", "hours"), [
    ("customer 2025-09-01 10:00/2025-09-01 13:00|customer 2025-09-01 12:00/2025-09-01 14:00", 4.0),
    ("customer 2025-09-01 15:00/", 6.0), ("customer 2025-08-29 15:00/2025-09-01 10:00", 7.0),
    ("customer 2025-09-01 16:00/2025-09-03 10:00", 7.0), ("customer 2025-09-02 10:00/2025-09-02 12:00", 8.0),
    ("customer 2025-09-01 10:00/|customer 2025-09-01 11:00/2025-09-01 12:00", 1.0)])
def test_pauses(pauses: str, hours: float) -> None:
    """Are overlapping, open, early, late and outside pauses cut to the request, which is delivered at 17:00?"""
    assert one("2025-09-01 09:00", "2025-09-01 17:00", pauses=pauses).worked / 3600 == hours


@pytest.mark.parametrize(("delivered", "as_of", "outcome"), [
    ("2025-09-01T17:00:00", "2025-10-01T12:00", Outcome.MET), ("2025-09-01T17:00:01", "2025-10-01T12:00", Outcome.LATE),
    ("2025-09-01T20:00:00", "2025-10-01T12:00", Outcome.LATE), ("2025-09-02T09:00:00", "2025-10-01T12:00", Outcome.LATE),
    ("", "2025-09-01T17:00", Outcome.NOT_DUE), ("", "2025-09-01T17:01", Outcome.OVERDUE),
    ("2025-09-03T10:00:00", "2025-09-01T16:00", Outcome.NOT_DUE), ("2025-09-03T10:00:00", "2025-09-02T16:00", Outcome.OVERDUE)])
def test_due_at_closing(delivered: str, as_of: str, outcome: Outcome) -> None:
    """8 hours from 09:00 are due at 17:00 (K8): is the evening late although no working time has passed, delivered or open?"""
    assert one("2025-09-01 09:00", delivered, AT(as_of)).outcome(Limit(8)) is outcome


def test_a_pause_after_the_due_moment_changes_nothing() -> None:
    """Does a pause move the due moment only when it begins before it?"""
    early = one("2025-09-01 09:00", "2025-09-02 11:00", pauses="customer 2025-09-01 16:00/2025-09-02 10:00")
    assert early.table.clock.moment(early.due(Limit(8))).replace(tzinfo=None) == AT("2025-09-02T11:00")
    assert early.outcome(Limit(8)) is Outcome.MET
    after = one("2025-09-01 09:00", "2025-09-02 11:00", pauses="customer 2025-09-01 17:00/2025-09-02 11:00")
    assert after.table.clock.moment(after.due(Limit(8))).replace(tzinfo=None) == AT("2025-09-01T17:00")
    assert after.worked == 8 * 3600 and after.outcome(Limit(8)) is Outcome.LATE


@pytest.mark.parametrize(("received", "delivered", "closed", "met"), [
    ("2025-09-05 14:00", "2025-09-10 17:00", ClosedDay.DAY_ONE, True),
    ("2025-09-05 14:00", "2025-09-10 17:01", ClosedDay.DAY_ONE, False),
    ("2025-09-06 11:00", "2025-09-11 10:00", ClosedDay.DAY_ONE, False),
    ("2025-09-06 11:00", "2025-09-11 10:00", ClosedDay.RECEIVED, True)])
def test_targets_in_working_days(received: str, delivered: str, closed: ClosedDay, met: bool) -> None:
    """Is the due moment of three working days the close of the third, by the reading of K5 that the agreement names?"""
    request = one(received, delivered, promise=Agreement(received_on_closed_day=closed))
    assert request.outcome(Limit(3, Unit.DAYS)) is (Outcome.MET if met else Outcome.LATE)


def test_pauses_move_targets_in_days_too() -> None:
    """Do four working hours of waiting for the customer move the close of Wednesday to noon of Thursday?"""
    pause = "customer 2025-09-09 09:00/2025-09-09 12:00"
    assert one("2025-09-05 14:00", "2025-09-11 12:00", pauses=pause).outcome(Limit(3, Unit.DAYS)) is Outcome.MET
    assert one("2025-09-05 14:00", "2025-09-11 12:01", pauses=pause).outcome(Limit(3, Unit.DAYS)) is Outcome.LATE


def test_what_is_left_out() -> None:
    """Are cancelled ones, agreed exceptions and the surplus left out, and an exception that is not agreed counted and named?"""
    rows = [{"id": n, "received": f"2025-09-01 {9 + n:02}:00", "delivered": "2025-09-02 10:00"} for n in range(6)]
    rows[0]["cancelled"], rows[1]["exception"], rows[2]["exception"] = "yes", "Year-End Freeze", "holiday"
    promise = Agreement(exceptions=("year-end freeze",), workload_limit=4, surplus_suspended=True)
    clock = timed(read_log(rows), promise, [STD], LATER)
    assert counts(clock.requests, Limit(80)) == Counts(met=2, cancelled=1, exceptions=1, surplus=2)
    assert attainment(read_log(rows), promise, [STD], LATER, Limit(80)) == counts(clock.requests, Limit(80))
    assert [(problem.row, problem.counted, problem.value) for problem in clock.problems] == [(3, True, "holiday")]
    unsaid = Agreement(exceptions=("none",), workload_limit=4)
    assert attainment(read_log(rows), unsaid, [STD], LATER, Limit(80)) == Counts(met=5, cancelled=1)


def test_what_the_agreement_does_not_reach() -> None:
    """Are requests of another service, outside the validity or after the report's moment only counted?"""
    rows = [{"id": "a", "received": "2025-09-01 10:00"}, {"id": "b", "received": "2025-08-31 10:00"},
            {"id": "c", "received": "2025-09-03 10:00"}, {"id": "d", "received": "2025-09-01 10:00", "service": "Other"},
            {"id": "e", "received": "2025-09-30 23:59", "service": "Intake"}]
    promise = Agreement(service="Intake", valid_from=date(2025, 9, 1), valid_until=date(2025, 9, 30))
    assert [one.event.id for one in timed(read_log(rows), promise, [STD], AT("2025-10-10T12:00")).requests] == ["a", "c", "e"]
    assert timed(read_log(rows), promise, [STD], AT("2025-09-02T12:00")).elsewhere == 4


def test_a_closed_period_keeps_its_calendar() -> None:
    """Is a request judged by the version of the calendar that held at its receipt (K14)?"""
    new = Calendar("CAL-STD", "Europe/Zurich", ("Mon-Fri 09:00-17:00",), (date(2025, 9, 2), date(2025, 9, 9)), date(2025, 9, 8))
    log = read_log([{"id": "old", "received": "2025-09-01 09:00", "delivered": "2025-09-03 17:00"},
                    {"id": "new", "received": "2025-09-08 09:00", "delivered": "2025-09-10 17:00"}])
    for versions in ([STD, new], [new, STD]):
        assert [one.worked / 3600 for one in timed(log, Agreement(), versions, LATER).requests] == [24.0, 16.0]
    problem, = timed(log, Agreement(), [new], LATER).problems
    assert problem.field == "received" and "no version of the calendar holds on 2025-09-01" in problem.allowed


def test_order_of_times() -> None:
    """Are delivery before receipt and a pause that ends before it starts named, and the others measured?"""
    clock = timed(read_log([{"id": 1, "received": "2025-09-02 09:00", "delivered": "2025-09-01 09:00"},
                            {"id": 2, "received": "2025-09-02 09:00", "pauses": "supplier 2025-09-02 10:00/2025-09-02 09:00"},
                            {"id": 3, "received": "2025-09-02 09:00"}]), CUSTOMER, [STD], LATER)
    assert [one.event.id for one in clock.requests] == ["3"] and clock.elsewhere == 0
    assert [(one.row, one.field) for one in clock.problems] == [(1, "delivered"), (2, "pauses")]
    assert str(clock.problems[0]) == ("Row 1: delivered is '2025-09-01 09:00:00'; allowed: 2025-09-02 09:00:00 (received) "
                                      "or later. The row is left out.")


@pytest.mark.parametrize(("field", "value"), [
    ("id", ""), ("id", None), ("received", ""), ("received", "2025-02-30 09:00"), ("received", "01/09/2025 09:00"),
    ("received", "2025-09-01"), ("received", "2025-09-01 9:00"), ("received", "0206-09-01 09:00"), ("received", 45901.375),
    ("received", "=NOW()"), ("delivered", "soon"), ("cancelled", "maybe"), ("satisfaction", "6"), ("satisfaction", 0),
    ("satisfaction", 4.5), ("satisfaction", True), ("satisfaction", "=5"), ("accepted_first_time", 2), ("pauses", "customer"),
    ("pauses", "lunch 2025-09-01 10:00/2025-09-01 11:00"), ("pauses", "customer /2025-09-01 11:00"), ("pauses", 5),
    ("pauses", [["customer", None, None]]), ("pauses", [7]), ("pauses", {"reason": "customer"})])
def test_a_bad_value_costs_one_row(field: str, value: Any) -> None:
    """Is the row named with field, value and what is allowed, and the next one read?"""
    log = read_log([{"id": "bad", "received": "2025-09-01 09:00", field: value}, {"id": "good", "received": "2025-09-01T09:00Z"}])
    assert [event.id for event in log.events] == ["good"]
    problem, = log.problems
    assert (problem.row, problem.field) == (1, field) and problem.allowed
    assert str(value) == problem.value or field == "pauses" or value in (None, "")


def test_other_bad_records() -> None:
    """Are a repeated id, a record that is none and a very long value named?"""
    log = read_log([{"id": "a", "received": "2025-09-01 09:00"}, {"id": "a", "received": "2025-09-01 09:00"}, "text",
                    {"id": "b", "received": "x" * 500, "row": 77}])
    assert [(one.row, one.field, len(one.value) < 81) for one in log.problems] \
        == [(2, "id", True), (3, "record", True), (77, "received", True)]
    assert "row 1 has this one" in log.problems[0].allowed


def test_a_table_of_pandas() -> None:
    """Is a DataFrame with times, missing values and numbers read like records?"""
    import pandas as pd

    frame = pd.DataFrame({
        "id": [1, 2, 3], "received": pd.to_datetime(["2025-09-01 09:00", "2025-09-02 09:00", None]),
        "delivered": pd.to_datetime(["2025-09-01 12:00", None, None]), "satisfaction": [4, None, None],
        "accepted_first_time": [True, False, None], "customer": ["Stores", None, pd.NA]})
    log = read_log(frame)
    assert [(one.id, one.satisfaction, one.accepted_first_time, one.customer) for one in log.events] \
        == [("1", 4, True, "Stores"), ("2", None, False, "")]
    assert type(log.events[0].received) is datetime and log.events[1].delivered is None
    assert [(one.row, one.field) for one in log.problems] == [(3, "received")]


def test_events_pass_through() -> None:
    """Are events taken as they are, but for ids and years, and is a wrong scale refused?"""
    event = Event("a", AT("2025-09-01T09:00"), satisfaction=5)
    log = read_log([event, event, Event("b", AT("0206-09-01T09:00"))])
    assert log.events == (event,) and [one.field for one in log.problems] == ["id", "received"]
    with pytest.raises(ValueError, match="satisfaction is 0; allowed: whole numbers from 1 to 5"):
        Event("a", AT("2025-09-01T09:00"), satisfaction=0)


def test_no_event_is_no_data() -> None:
    """Is an empty log no data, and a report without a calendar refused?"""
    assert counts(timed(read_log([]), Agreement(), [STD], LATER).requests, Limit(8)).attainment is None
    with pytest.raises(ValueError, match="calendars is empty"):
        timed(read_log([]), Agreement(), [], LATER)


MINUTES = st.integers(0, 14 * 1440)


@given(st.integers(0, 5 * 1440), MINUTES, st.lists(st.tuples(MINUTES, st.integers(0, 2000)), max_size=3), st.integers(1, 60))
def test_outcome_follows_from_the_due_moment(begin: int, taken: int, waits: list[tuple[int, int]], hours: int) -> None:
    """For any pauses: is delivery in time just when it is not after the first moment at which the clock shows the target?"""
    start = AT("2025-04-28T00:00") + timedelta(minutes=begin)
    pauses = tuple(Pause(Reason.CUSTOMER, start + timedelta(minutes=a), start + timedelta(minutes=a + b)) for a, b in waits)
    event = Event("R", start, start + timedelta(minutes=taken), pauses)
    request, = timed(Log((event,)), CUSTOMER, [STD], LATER).requests

    def clock(minutes: int) -> int:
        return working_seconds(STD, start, start + timedelta(minutes=minutes), [(p.start, p.end) for p in pauses if p.end])

    assert request.worked == clock(taken)
    late = taken > 0 and clock(taken - 1) >= hours * 3600  # the target was used up a minute earlier already
    assert request.outcome(Limit(hours)) is (Outcome.LATE if late else Outcome.MET)
