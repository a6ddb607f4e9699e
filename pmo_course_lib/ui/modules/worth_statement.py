"""The PMO's worth: a value statement, how a measure can mislead, and where numbers that everybody repeats come from."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.content import sources
from pmo_course_lib.domain.worth import (
    Claim,
    Verdict,
    change,
    claims,
    completeness,
    guide,
    metrics,
    questions,
    seen_in,
    sentences,
    unanswered,
)
from pmo_course_lib.ui.modules.kept import keep_number, keep_text, number, text
from pmo_course_lib.ui.modules.own_services import parts
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.modules.topology_parts import GONE, as_list
from pmo_course_lib.ui.view.blocks import Area, Block, Group, Line, Note, Number, Row, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook

_METRIC, _COUNTS = "worth-metric", ("worth-before", "worth-after", "worth-whole")
_VERDICTS = {Verdict.GOOD: "says how the PMO serves", Verdict.CONTEXT: "needs others beside it",
             Verdict.WEAK: "is easily misread, or not the PMO's own work"}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    now = workbook.worth
    lines = tuple(Line(at("worth", one.id), one.text, getattr(now, one.id)) for one in guide().statement.fields)
    answers = tuple(Area(at("worth", "answers", one.id), one.text, now.answers.get(one.id, ""), 2)
                    for one in guide().questions.list)
    return (
        Text("Write your PMO's worth for one group, with a figure of **your own services**. *Course model*."),
        *lines, _aloud(workbook), Group("Five questions that help", answers, open=False),
        Group("One measure, and how it misleads", _measure(workbook)), _repeated())


def _aloud(workbook: Workbook) -> Note:
    now = workbook.worth
    open_ = len([one for one in unanswered(now) if one in guide().statement.fields])
    said = sentences(now)
    if not said:
        return Note("Begin with whom it is for. Your statement appears here, to be read aloud.")
    whole = f"{100 * completeness(now):.0f} per cent of parts and questions have a text"
    more = f"; {open_} of the six parts to go" if open_ else ""
    return Note(f"**Read it aloud** ({whole}{more}):\n\n{as_list(said)}", "info" if open_ else "good")


def _measure(workbook: Workbook) -> tuple[Block, ...]:
    chosen = next((one for one in metrics() if one.name == text(workbook, _METRIC)), None)
    pick = Select(at("values", _METRIC), "A measure that your PMO reports", tuple((one.name, one.name) for one in metrics()),
                  chosen.name if chosen else None)
    if chosen is None:
        return (pick, *_told(workbook))
    note = Note(f"It {_VERDICTS[chosen.course.verdict]}. {chosen.course.misleads}",
                "good" if chosen.course.verdict is Verdict.GOOD else "warning")
    return (pick, Text(f"**Formula**: {chosen.formula}."), note, *_told(workbook))


def _told(workbook: Workbook) -> tuple[Block, ...]:
    """One change told in two ways."""
    before, after, whole = (number(workbook, name) for name in _COUNTS)
    fields = Row(tuple(Number(at("values", name), label, value, 0) for name, label, value in zip(
        _COUNTS, ("Cases before", "Cases after", "Out of how many"), (before, after, whole), strict=True)))
    if not before or after is None or not whole:
        return (fields, Note("Try 10 and 7 failed projects out of 100: how would you tell it?"))
    if max(before, after) > whole:
        return (fields, Note("There cannot be more cases than there are in all.", "warning"))
    found = change(before, after, whole)
    way = "fewer" if found.relative < 0 else "more"
    return (fields, Note(f"The same change: **{abs(found.relative):.3g} per cent {way}**, or "
                         f"**{abs(found.points):.3g} percentage points**. Tell the reader which of the "
                         "two you mean, and out of how many cases."))


def _repeated() -> Group:
    asked = Text(f"Ask of each number (*Course model*):\n\n{as_list(questions())}")
    return Group("Numbers that everybody repeats: claims, not findings", (asked, *(_claim(one) for one in claims().values())),
                 open=False)


def _claim(one: Claim) -> Group:
    titles = sources()
    rows = tuple((str(step.year or "no year"), step.who, step.says, titles[step.seen].title if step.seen in titles else step.seen)
                 for step in one.steps)
    copies = max(seen_in(one).values())
    told = f" {copies} of the {len(one.steps)} steps were seen on one page: that is one page's word." if copies > 1 else ""
    origin = "The study behind it was found." if one.origin else "No study behind it was found."
    return Group(f"Claim: {one.text}", (Note(f"{one.verdict} {origin}{told}", "warning"),
                                        Table("Who says it after whom", ("Year", "Who", "Says", "Seen in"), rows)), open=False)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    match parts(id):
        case ("values", name) if name == _METRIC:
            return keep_text(workbook, name, value, [one.name for one in metrics()])
        case ("values", name) if name in _COUNTS:
            return keep_number(workbook, name, value)
        case ("worth", name) if name in (one.id for one in guide().statement.fields):
            return put(workbook, id, value)
        case ("worth", "answers", name) if name in (one.id for one in guide().questions.list):
            return put(workbook, id, value)
    raise ValueError(GONE)


def _done(workbook: Workbook) -> bool:
    return all(getattr(workbook.worth, one.id).strip() for one in guide().statement.fields)


PANEL = Panel("What your PMO is worth, and to whom", _draw, _done, _change)
