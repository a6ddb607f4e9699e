"""The plan behind a decision at G6: notice and milestones of an end, or the sections of a transformation."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.documents import document, retirement_milestones
from pmo_course_lib.domain.lifecycle import ServiceRecord, State
from pmo_course_lib.ui.modules import drafting
from pmo_course_lib.ui.modules import walk_draft as draft
from pmo_course_lib.ui.modules.kept import keep_text, text
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.ui.view.blocks import Block, Day, Group, Note, Row, Table
from pmo_course_lib.workbook.model import Workbook

#: Of the milestones, the day on which customers can no longer use the service.
OFFLINE = "Service offline"
END, CHANGE = "DOC-RETIRE", "DOC-TRANSFORM"
_TOLD = "told"


def kind(workbook: Workbook, record: ServiceRecord) -> str | None:
    """The plan that the decision needs, made or being prepared; nothing while it is open or says keep."""
    move = draft.move(workbook, record)
    if record.state is State.RETIRING or (move and move.word == "retire"):
        return END
    changing = record.state is State.TRANSFORMING or (move and move.gate == "G6" and move.word != "keep")
    return CHANGE if changing else None


def plan(workbook: Workbook, record: ServiceRecord) -> tuple[Block, ...]:
    """The plan as fields, folded; for an end with notice and milestones."""
    paper = kind(workbook, record)
    if paper is None:
        return ()
    filled, whole, _ = drafting.far(workbook, record.id, paper)
    sections = [one for one in document(paper).sections if (paper, one) != (END, "Milestones")]
    texts = drafting.areas(workbook, record.id, paper, sections)
    fields = Group(f"{document(paper).name}, section by section", texts, open=False)
    dated = Group("Notice and milestones" if paper == END else "Notice", days(workbook, record, paper), open=False)
    notice = _notice(told_on(workbook, record), dates(workbook, record)) if paper == END else ()
    return (dated, *notice, fields, Note(f"{document(paper).name}: {filled} of {whole} sections have a text.",
                                "good" if filled == whole else "info"))


def dates(workbook: Workbook, record: ServiceRecord) -> dict[str, datetime.date]:
    """Milestones with a date, from the section of the plan: a line each, such as ``Service offline: 2026-12-31``."""
    lines = drafting.draft(workbook, record.id, END).sections.get("Milestones", "").splitlines()
    said = {name.strip(): day for name, _, rest in (line.partition(":") for line in lines) if (day := _day(rest.strip()))}
    return {name: said[name] for name in retirement_milestones() if name in said}


def _day(said: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(said)
    except ValueError:
        return None


def told_on(workbook: Workbook, record: ServiceRecord) -> datetime.date | None:
    """The day on which customers are told."""
    return _day(text(workbook, _place(record)))


def days(workbook: Workbook, record: ServiceRecord, paper: str) -> tuple[Block, ...]:
    """Fields for the days of a plan: when customers are told and, for an end, its milestones."""
    told, known = told_on(workbook, record), dates(workbook, record)
    ask = Row((Day(at("values", _place(record)), "Customers are told on", told.isoformat() if told else None),))
    rows = tuple((name, Day(at("#milestone", record.id, name), name, known[name].isoformat() if name in known else None))
                 for name in retirement_milestones())
    return (ask, Table("Milestones of the end", ("Milestone", "Day"), rows)) if paper == END else (ask,)


def _place(record: ServiceRecord) -> str:
    return f"{record.id}/g6-{_TOLD}"


def _notice(told: datetime.date | None, known: dict[str, datetime.date]) -> tuple[Note, ...]:
    wrong = next(((one, other) for one, other in zip(known, list(known)[1:], strict=False) if known[other] < known[one]), None)
    if wrong:
        return (Note(f"{wrong[1]} comes before {wrong[0]}; put the days in order.", "error"),)
    if told is None or OFFLINE not in known:
        return (Note(f"Say when customers are told, and give a day for *{OFFLINE}*: the days between are the notice."),)
    days = (known[OFFLINE] - told).days
    if days <= 0:
        return (Note("Customers are told after the end: they meet a closed door before they have the notice.", "error"),)
    return (Note(f"Customers have **{days} days** of notice."),)


def planned(workbook: Workbook, record: ServiceRecord, id: str, value: Any) -> Workbook:
    """The workbook with a field of the plan changed. Raises ``ValueError`` in people's words."""
    if id == at("values", _place(record)):
        return keep_text(workbook, _place(record), _checked(value))
    names = {at("#milestone", record.id, name): name for name in retirement_milestones()}
    if id in names:
        return _with_date(workbook, record, names[id], _checked(value))
    if f'"{record.id}/' not in id:
        raise ValueError("There is no such field here. Load the page again.")
    return drafting.written(workbook, id, value)


def _checked(value: Any) -> str | None:
    if value in (None, ""):
        return None
    if not isinstance(value, str) or _day(value) is None:
        raise ValueError("Choose a day, such as 2026-11-22.")
    return value


def _with_date(workbook: Workbook, record: ServiceRecord, name: str, value: str | None) -> Workbook:
    """Dated milestones first, in their order; whatever else the section says stays below."""
    begun = drafting.draft(workbook, record.id, END)
    known = {one: day.isoformat() for one, day in dates(workbook, record).items()} | {name: value}
    lines = begun.sections.get("Milestones", "").splitlines()
    rest = [line for line in lines if line.partition(":")[0].strip() not in known]
    dated = [f"{one}: {known[one]}" for one in retirement_milestones() if known.get(one)]
    new = evolve(begun, sections=begun.sections | {"Milestones": "\n".join((*dated, *rest))})
    return evolve(workbook, drafts=workbook.drafts | {f"{record.id}/{END}": new})
