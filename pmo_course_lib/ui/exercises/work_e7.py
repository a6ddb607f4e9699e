"""E7 for the one who judges and for the class: decisions with their figures, the way on, how it is told, what customers say."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_course_lib.domain.documents import Draft, document
from pmo_course_lib.exercises.answers import draft, text
from pmo_course_lib.exercises.case import Row
from pmo_course_lib.exercises.case import rows as case_rows
from pmo_course_lib.exercises.checks.ending import CHANGE, COMMENT, END, TOLD, plan
from pmo_course_lib.ui.exercises.e7_decide import decision, words
from pmo_course_lib.ui.exercises.e7_services import SERVICES, hours, name
from pmo_course_lib.ui.exercises.e7_voices import key
from pmo_course_lib.ui.exercises.judged import Slide, Work
from pmo_course_lib.ui.exercises.words import NOTHING, cut, listed, opening, pages, remarks, told, written, wrote
from pmo_course_lib.ui.view.blocks import Block, Note, Table, Text
from pmo_course_lib.workbook.model import Workbook

Lines = tuple[tuple[str, str], ...]
_WAY = {END: ("Customers and use", "Alternatives and migration", "Dependencies"),
        CHANGE: ("New case", "What stays in force meanwhile", "Change of topology")}
_TALK = {END: ("Communication plan", "Notice period", "Milestones"), CHANGE: ("Message to customers", "Timeline")}


def _written(workbook: Workbook) -> tuple[str, Draft] | None:
    """The plan that the rules look at; else the fullest that was begun, though its service was decided otherwise since."""
    if fitting := plan(workbook):
        return fitting.service, fitting.draft
    begun = [(id, found) for id in SERVICES for kind in (END, CHANGE) if (found := draft(workbook, id, kind)).sections]
    return min(begun, key=lambda one: len(one[1].missing), default=None)


def _sections(workbook: Workbook, wanted: Mapping[str, tuple[str, ...]]) -> Lines:
    found = _written(workbook)
    return tuple((one, found[1].sections.get(one, "")) for one in wanted[found[1].kind]) if found else ()


def _told(workbook: Workbook) -> Lines:
    found = _written(workbook)
    return (("Customers are told on", text(workbook, TOLD.format(found[0]))),) if found else ()


def _label(workbook: Workbook, id: str) -> str:
    word = decision(workbook, id)
    return words()[word].label if word else ""


def _titled(workbook: Workbook) -> str:
    found = _written(workbook)
    return f"{document(found[1].kind).name}: {name(found[0])}" if found else "The plan"


def _judge_figures(workbook: Workbook) -> tuple[Block, ...]:
    rows = tuple((name(id), written(_label(workbook, id)), written(text(workbook, COMMENT.format(id)))) for id in SERVICES)
    return (Table("Decisions at G6", ("Service", "Decision", "Reason"), rows), _case())


def _case() -> Table:
    """First and last month of usage as the case has it, to hold the reasons against."""
    rows = tuple((name(id), *(f"{row['users_used']} of {row['users_could']}" for row in _ends(id)), f"{hours(id):g}",
                  listed("services.csv", "id")[id]["obligation"]) for id in SERVICES)
    head = ("Service", "Used it, July 2025", "June 2026", "Hours a month by plan", "Obligation")
    return Table("From the case", head, rows, (1, 2, 3))


def _ends(id: str) -> tuple[Row, Row]:
    found = [row for row in case_rows("usage.csv") if row["service"] == id]
    return found[0], found[-1]


def _from_plan(workbook: Workbook, *lines: tuple[str, str]) -> Block:
    return wrote(_titled(workbook), *lines) if lines else Note(f"Plan: {NOTHING}")


def _judge_way(workbook: Workbook) -> tuple[Block, ...]:
    return (_from_plan(workbook, *_sections(workbook, _WAY)), remarks(*SERVICES))


def _judge_talk(workbook: Workbook) -> tuple[Block, ...]:
    return (_from_plan(workbook, *_told(workbook), *_sections(workbook, _TALK)),)


def _voices(workbook: Workbook) -> Lines:
    return tuple((name(id), workbook.notes.get(key(id), "")) for id in SERVICES)


def _judge_customers(workbook: Workbook) -> tuple[Block, ...]:
    return (Text("Listen in the talk: which remark or objection changed the plan?"),
            wrote("What customers would say", *_voices(workbook)), remarks(*SERVICES))


def _decisions(workbook: Workbook) -> tuple[Block, ...]:
    rows = tuple((name(id), label, cut(text(workbook, COMMENT.format(id)))) for id in SERVICES if (label := _label(workbook, id)))
    return (Table("Gate G6", ("Service", "We decide", "Because"), rows),) if rows else ()


def _slides(workbook: Workbook) -> tuple[Slide, ...]:
    title = _titled(workbook)
    return pages(opening("E7 Transform or retire", f"before the services board: {', '.join(map(name, SERVICES))}"),
                 ("What we decide", _decisions(workbook)), ("The way on for customers", told(title, _sections(workbook, _WAY))),
                 ("How we tell it", told(title, (*_told(workbook), *_sections(workbook, _TALK)))),
                 ("What the customers would say", told("In their words", _voices(workbook))))


WORK = Work({"figures": _judge_figures, "way": _judge_way, "talk": _judge_talk, "customers": _judge_customers}, _slides)
