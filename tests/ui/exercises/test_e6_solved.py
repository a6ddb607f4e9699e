"""E6 in its app: what a team does in the views leads to all points, and each step shows what it comes to."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.exercises import begin
from pmo_course_lib.exercises.checks import review
from pmo_course_lib.ui.exercises.e6_review import field, key, note_field
from pmo_course_lib.ui.modules.panel import at, load_panel
from pmo_course_lib.ui.view.blocks import Group, Picture, Select, Table
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import e6
from tests.ui.exercises.teamwork import did
from tests.ui.modules.hostile import flat, notes

CAUSES = {"MS08": ("measure", "2026-09-30"), "MS11": ("customer", "2026-08-31"), "MS13": ("volume", "2026-07-28")}


def seen(workbook: Workbook) -> Workbook:
    """Steps 1 and 2."""
    there = did(workbook, "e6_customer", (field("present"), "before"))
    return did(there, "e6_measures", (field("looked"), ["attainment", "near", "workload", "customer"]),
               (at("values", key("green")), "MS03"), (at("values", key("red")), "MS11"))


def acted(workbook: Workbook) -> Workbook:
    """Step 3."""
    for id, (cause, day) in CAUSES.items():
        workbook = did(workbook, "e6_causes", (field(f"cause-{id}"), cause),
                       (note_field(f"seen-{id}"), "Six of twelve sponsors."),
                       (field(f"action-{id}"), f"Emil Strand answers with a reason, until {day}"))
    return workbook


def solved() -> Workbook:
    """All five steps."""
    felt = did(acted(seen(begin("E6"))), "e6_feel", (field("feel"), "Nobody says what became of an idea."),
               (note_field("better"), "Share of ideas with a decision within a month."))
    return did(felt, "e6_decide", (field("word"), "improve"))


def rows(view: str, caption: str, workbook: Workbook) -> tuple[tuple[Any, ...], ...]:
    """The rows of a table."""
    tables = (one for one in flat(load_panel(view).draw(workbook)) if isinstance(one, Table))
    return next((one.rows for one in tables if caption in one.caption), ())


def test_report_of_the_quarter() -> None:
    """Does the report say promised and reached of each measure, near misses, workload by month, and the remark?"""
    page = Workbook()
    figures = {row[0]: row[1:4] for row in rows("e6_report", "47 requests", page)}
    assert figures["attainment within 8 working hours"] == ("95 %", "97.8 %", "met") and figures["near misses"][1] == "1"
    assert figures["customer satisfaction"] == ("80 %", "36.4 %", "missed") and figures["first time right"][2] == "missed"
    assert rows("e6_report", "Workload", page) == (("April", "14", "17"), ("May", "13", "17"), ("June", "20", "17"))
    assert "“I was thanked within the hour, and that was the last I heard.”" in rows("e6_report", "Remarks", page)[0]
    assert any(isinstance(one, Picture) for one in load_panel("e6_report").draw(page))


def test_causes_can_be_tested() -> None:
    """Does the log below the report hold all requests, and do the customer groups add up to it?"""
    groups = rows("e6_report", "Requests of the quarter", Workbook())
    log = rows("e6_report", "All requests", Workbook())
    assert len(log) == 47 == sum(int(row[1]) for row in groups)
    assert sum(int(row[3]) for row in groups) == 22 == sum(row[5] != "–" for row in log)
    assert sum(int(row[2]) for row in groups) == 19 == sum(row[4] == "no" for row in log)
    assert sum(int(row[4]) for row in groups) == 8


def test_measures_side_by_side() -> None:
    """Can each measure of the report be named, and are the figures of the two named ones read back, whatever they are?"""
    lists = [one for one in flat(load_panel("e6_measures").draw(begin("E6"))) if isinstance(one, Select)]
    assert [[id for id, _ in one.options] for one in lists] == [["MS03", "MS08", "MS09", "MS11", "MS13"]] * 2
    assert "Name two measures" in notes(load_panel("e6_measures"), begin("E6"))
    assert rows("e6_measures", "Your two", e6.weak()) == (
        ("Green", "customer satisfaction", "80 %", "36.4 %"), ("Red", "customer satisfaction", "80 %", "36.4 %"))


def test_a_part_for_each_miss() -> None:
    """Has each target that is not met, and no other, its part; and do actions stand in the order of their days?"""
    parts = [one.title for one in load_panel("e6_causes").draw(begin("E6")) if isinstance(one, Group)]
    assert len(parts) == len(review.misses()) == 3 and parts[0] == "Customer satisfaction: 36.4 %, promised 80 %"
    assert [row[0] for row in rows("e6_causes", "by its day", acted(begin("E6")))] == ["2026-07-28", "2026-08-31", "2026-09-30"]
    assert [row[0] for row in rows("e6_causes", "by its day", e6.weak())] == ["2026-09-01", "no day yet"]
    assert rows("e6_causes", "by its day", begin("E6")) == ()


def test_minutes() -> None:
    """Does the last page hold the review as it stands, with a dash for what is open, and the effect of a proposal?"""
    assert {row[1] for row in rows("e6_decide", "as it stands", begin("E6"))} == {"–", "Cause: –. Action: –"}
    said = dict(rows("e6_decide", "as it stands", solved()))
    assert said["Red"] == "first time right" and said["Decision"] == "Improve"
    assert said["First time right"] == ("Cause: input from the customer came late. Action: Emil Strand answers with a reason, "
                                        "until 2026-08-31")
    proposed = did(solved(), "e6_decide", (field("word"), "propose_retirement"))
    assert "its SLA binds" in notes(load_panel("e6_decide"), proposed) and notes(load_panel("e6_decide"), solved()) == ""


def test_another_view_changes_nothing_here() -> None:
    """Does the review stay that of the exercise, though somebody looks at another service in the view of module T7?"""
    moved = load_panel("service_review").change(begin("E6"), at("values", "e6-service"), "SVC-002")
    assert load_panel("e6_causes").draw(moved) == load_panel("e6_causes").draw(begin("E6"))
    assert did(moved, "e6_decide", (field("word"), "improve")).values[key("word")] == "improve"
