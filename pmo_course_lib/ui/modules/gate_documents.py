"""Which documents a gate reads, and how far those of one service are."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.documents import Document, document, needed_for
from pmo_course_lib.domain.lifecycle import Gate, framework, gate
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules.drafting import areas, far, written
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Group, Note, Row, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook

_GATE, _OPEN = at("values", "documents-gate"), at("values", "documents-open")


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("Each document is written for a decision (*Course model*). If no gate and no user needs it, leave it out.")
    if not (id := own.chosen(workbook)):
        return (intro, *own.picker(workbook))
    pick, keep = own.picker(workbook)
    now = _gate(workbook)
    gates = tuple((one.id, f"{one.id} {one.name}") for one in framework().gates)
    return (intro, Row((pick, Select(_GATE, "Which gate comes next?", gates, now.id if now else None))),
            *(_needed(workbook, id, now) if now else (Note("Choose the gate that the service comes to next."),)), keep)


def _gate(workbook: Workbook) -> Gate | None:
    name = kept.text(workbook, "documents-gate")
    return gate(name) if name in (one.id for one in framework().gates) else None


def _needed(workbook: Workbook, id: str, now: Gate) -> tuple[Block, ...]:
    papers = needed_for(now.id)
    rows = tuple((f"{one.name} ({_asking(now, one)})", *_state(workbook, id, one)) for one in papers)
    open_ = [one.name for one in papers if far(workbook, id, one.id)[2]]
    note = (Note(f"All that {now.id} reads has a text in each part.", "good") if not open_ else
            Note(f"{now.id} is decided by the {now.decider.lower()}. Not whole yet: {', '.join(open_)}.", "warning"))
    either = (Text("One of the two plans is enough, the one for the decision at hand."),) if now.id == "G6" else ()
    head = ("Document, and for which criteria", "Filled", "Empty parts")
    return (Table(f"What {now.id} reads", head, rows, (1,)), *either, note,
            *_writing(workbook, id, papers))


def _asking(now: Gate, paper: Document) -> str:
    return ", ".join(one.id for one in now.criteria if paper.id in one.evidence) or "to be read along"


def _state(workbook: Workbook, id: str, paper: Document) -> tuple[str, str]:
    filled, whole, empty = far(workbook, id, paper.id)
    more = f" and {len(empty) - 3} more" if len(empty) > 3 else ""
    return f"{filled}\u00a0of\u00a0{whole}", ", ".join(empty[:3]) + more or "none"


def _writing(workbook: Workbook, id: str, papers: tuple[Document, ...]) -> tuple[Block, ...]:
    options = tuple((one.id, one.name) for one in papers if not one.filled_in_as)
    kind = kept.text(workbook, "documents-open")
    kind = kind if kind in dict(options) else ""
    fields = areas(workbook, id, kind, document(kind).sections) if kind else ()
    rules = tuple(Text(one.text) for one in document(kind).rules) if kind else ()
    return (Group("Write on one of them", (Select(_OPEN, "Document", options, kind or None), *rules, *fields), open=False),)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if (managed := own.manage(workbook, id, value)) is not None:
        return managed
    if id in (_GATE, _OPEN):
        return kept.keep_text(workbook, own.parts(id)[1], value)
    return written(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    id, now = own.chosen(workbook), _gate(workbook)
    return bool(id and now and any(far(workbook, id, one.id)[0] for one in needed_for(now.id)))


PANEL = Panel("Which documents does the next gate need?", _draw, _done, _change)
