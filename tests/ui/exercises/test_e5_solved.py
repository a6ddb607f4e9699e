"""E5 in its app: what a team does in the views leads to all points, and the log can be counted in the time there is."""

from __future__ import annotations

from math import ceil
from typing import Any

import pytest

from pmo_course_lib.exercises import begin
from pmo_course_lib.exercises.checks import sla_lab
from pmo_course_lib.ui.exercises import e5_chain
from pmo_course_lib.ui.modules.panel import at, load_panel
from pmo_course_lib.ui.view.blocks import Group, Number, Table
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import e5
from tests.ui.exercises.teamwork import did
from tests.ui.modules.hostile import fields, flat, notes

TEXTS = ("description", "users", "provider_contact", "customer_contact", "approved_by", "changes_and_end", "measurement",
         "provider_duties", "customer_duties", "escalation", "reviews", "credits_or_recovery", "customer", "provider")


def tables(view: str, workbook: Workbook) -> dict[str, Table]:
    """Tables of a view by the title of the part that they stand in."""
    groups = (one for one in flat(load_panel(view).draw(workbook)) if isinstance(one, Group))
    return {group.title: table for group in groups for table in group.blocks if isinstance(table, Table)}


def opened() -> Workbook:
    """The months of the task are chosen."""
    return did(begin("E5"), "e5_log", (at("values", "e5-quarter"), "2026-Q1"))


def counted() -> dict[str, float]:
    """The figures as one counts them on the page: sorted, without the exception, by nearest rank."""
    stopped = next(table for title, table in tables("e5_log", opened()).items() if "stops while" in title)
    hours = [float(row[1]) for row in stopped.rows if row[3] != "later session wished"]
    kept = [one for one in hours if one <= 16]
    missed, allowed = len(hours) - len(kept), .1 * len(hours)
    return {"e5-counted": len(hours), "e5-attainment": round(100 * len(kept) / len(hours), 1),
            "e5-p50": hours[ceil(len(hours) / 2) - 1], "e5-p90": hours[ceil(.9 * len(hours)) - 1],
            "e5-near-misses": sum(one > 14.4 for one in kept),
            "e5-budget-allowed": round(allowed, 1), "e5-budget-left": round(100 * (allowed - missed) / allowed)}


def figured() -> Workbook:
    """Step 1."""
    return did(opened(), "e5_figures", *((at("values", key), value) for key, value in counted().items()))


def drafted(workbook: Workbook) -> Workbook:
    """Step 2: every section of the SLA."""
    def sla(name: str) -> str:
        return at("#sla", name)

    def target(name: str) -> str:
        return at("#target", "0", name)

    rest = ((sla("calendar"), "CAL-CASE"), (sla("workload_limit"), 9), (sla("exceptions"), "later session wished"),
            (sla("stands_on"), "none"), (sla("valid_from"), "2026-09-01"), (sla("valid_until"), "2027-08-31"),
            (sla("pause_for_customer"), "yes"), (sla("pause_for_approval"), "no"), (sla("surplus_suspended"), "yes"))
    promised = (("target", 90), ("minimum", 85), ("limit", 16), ("data_source", "The log"), ("owner", "Claire Osei"))
    return did(workbook, "e5_sla", *((sla(name), f"We agree on {name}.") for name in TEXTS), *rest,
               *((target(name), value) for name, value in promised))


def laid_out(workbook: Workbook) -> Workbook:
    """The steps of the chain with their hours and places."""
    hours = {"finance": (40, "1"), "interviews": (24, "1"), "analysis": (30, "2"), "reading": (8, "3")}
    return did(workbook, "e5_chain", *((at("values", e5_chain.hours_key(id)), one) for id, (one, _) in hours.items()),
               *((at("values", e5_chain.round_key(id)), place) for id, (_, place) in hours.items()),
               (at("values", e5_chain.RESERVE), 8))


def solved() -> Workbook:
    """All four steps."""
    chained = did(laid_out(drafted(figured())), "e5_chain", (at("values", "e5-chain-total"), 86),
                  (at("values", "e5-chain-fits"), "no"), (at("notes", "e5-follows"), "Sign OLA-03 with 30 hours."))
    return did(chained, "e5_fools", (at("notes", "e5"), "Attainment: it hides how late in time most came."))


def test_log_as_it_is() -> None:
    """Has the log each request of the quarter, its waits and its remark, by both readings of the clock?"""
    assert "Choose the months" in notes(load_panel("e5_log"), begin("E5"))
    found = tables("e5_log", opened())
    assert [len(one.rows) for one in found.values()] == [35, 35, 35]
    rows = {row[0]: row for row in next(iter(found.values())).rows}
    assert rows["0432"][3:] == ("16.00", "9.17", "", "customer Fri\xa027\xa0Feb\xa012:00 to Mon\xa02\xa0Mar\xa010:50")
    assert rows["0342"][5] == "later session wished" and rows["0345"][6].endswith("12:25 to 14:00")


def test_open_and_cancelled() -> None:
    """Are requests without a delivery in the log, and in no sorted list?"""
    sizes = {}
    for quarter in ("2025-Q3", "2025-Q4", "2026-Q2"):
        found = tables("e5_log", did(begin("E5"), "e5_log", (at("values", "e5-quarter"), quarter)))
        sizes[quarter] = [len(one.rows) for one in found.values()]
        first = next(iter(found.values()))
        assert [row[5] for row in first.rows if row[3] == "–"] == ["open" if quarter == "2026-Q2" else "cancelled"]
    assert sizes == {"2025-Q3": [22, 21, 21], "2025-Q4": [27, 26, 26], "2026-Q2": [26, 25, 25]}


def test_either_clock_can_be_read() -> None:
    """Does the page leave it to the team which clock counts: is the slip of letting it run on there to be made?"""
    running = next(table for title, table in tables("e5_log", opened()).items() if "runs on" in title)
    hours = sorted(float(row[1]) for row in running.rows if not row[3])
    assert hours[ceil(.9 * len(hours)) - 1] == sla_lab.mistaken()[sla_lab.P90]["pauses"]
    shown = " ".join(one.text for one in flat(load_panel("e5_log").draw(opened())) if hasattr(one, "text"))
    assert "91" not in shown and "34" not in shown


def test_read_back() -> None:
    """Do the stated figures say together what follows from them, right or wrong?"""
    def said(workbook: Workbook) -> list[tuple[Any, ...]]:
        return [row for one in load_panel("e5_figures").draw(workbook) if isinstance(one, Table) for row in one.rows]

    assert said(begin("E5")) == [] and "State two figures" in notes(load_panel("e5_figures"), begin("E5"))
    assert said(e5.model())[0] == ("91.2 % of 34 requests",
                                   "31.0 were in time and 3.0 were not; 14 of those in time were near misses")
    assert said(e5.model())[3] == ("12 % left of 3.4 permitted misses", "0.4 misses are left, 3.0 are used")
    assert said(e5.weak())[0][1].startswith("31.0 were in time and 4.0 were not")


@pytest.mark.parametrize(("key", "value", "asks"), [
    ("e5-counted", 3.5, "Requests that count: write a whole number"), ("e5-attainment", 101, "from 0 to 100"),
    ("e5-budget-left", 100.5, "to 100"), ("e5-p90", -1, "from 0"), ("e5-p50", True, "write a number")])
def test_figures_within_reason(key: str, value: object, asks: str) -> None:
    """Is a figure that cannot be refused with the range that can?"""
    with pytest.raises(ValueError, match=asks):
        load_panel("e5_figures").change(begin("E5"), at("values", key), value)


def test_a_figure_is_taken_back() -> None:
    """Is an emptied field no figure, and an overspent budget one?"""
    assert "e5-counted" not in did(figured(), "e5_figures", (at("values", "e5-counted"), None)).values
    assert did(figured(), "e5_figures", (at("values", "e5-budget-left"), -20)).values["e5-budget-left"] == -20


def test_chain_as_laid_out() -> None:
    """Does the page add up the longest way as the team lays it out, also when that is wrong, and never say what it means?"""
    panel = load_panel("e5_chain")
    assert "Give a step" in notes(panel, begin("E5"))
    told = notes(panel, laid_out(begin("E5")))
    assert told == ("As you laid it out, the longest way is finance data (draft OLA) 40 + analysis 30 + second reading 8 + "
                    "reserve 8 = **86 hours**.")
    behind = did(laid_out(begin("E5")), "e5_chain", (at("values", e5_chain.round_key("interviews")), "4"))
    assert "= **110 hours**" in notes(panel, behind)
    assert "80 working hours" in panel.draw(behind)[0].text  # type: ignore[union-attr]


def test_chain_refuses() -> None:
    """Are hours beyond reason refused in words?"""
    for value in (2001, -1, 1e400):
        with pytest.raises(ValueError, match=r"hours|number"):
            load_panel("e5_chain").change(begin("E5"), at("values", "e5-chain-total"), value)


def test_the_draft_begins_empty() -> None:
    """Has the draft no answer in it before the team writes one, and is its state said at once?"""
    panel = load_panel("e5_sla")
    assert [one.value for one in fields(panel.draw(begin("E5"))).values() if isinstance(one, Number)] == [None] * 4
    assert "Still missing: **workload limits, exceptions**" in notes(panel, begin("E5"))
    done = notes(panel, drafted(begin("E5")))
    assert "90 per cent of requests within 16 working hours" in done and "could you sign it?" in done and "below" not in done
    assert "not in this workbook" in notes(panel, Workbook())


def test_what_is_known() -> None:
    """Does the page on the service name what the SLA needs: people, users, exception, limit, calendar, and the remark?"""
    shown = " ".join(str(cell) for one in flat(load_panel("e5_service").draw(Workbook())) if isinstance(one, Table)
                     for row in one.rows for cell in row)
    for said in ("Claire Osei", "João Figueiredo", "later session wished", "at most 9 a month", "CAL-CASE", "the last afternoon"):
        assert said in shown
