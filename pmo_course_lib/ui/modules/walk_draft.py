"""A decision at a gate while it is being prepared: kept in the workbook's values, field by field, until it is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from pmo_course_lib.domain import catalogue
from pmo_course_lib.domain.documents import Document, needed_for, needed_in
from pmo_course_lib.domain.lifecycle import Criterion, Decision, Facts, ServiceRecord, State, Transition, framework, gate, moves
from pmo_course_lib.domain.sla import Kind
from pmo_course_lib.domain.topology.model import usable
from pmo_course_lib.ui.modules.kept import forget, ids, keep_ids, keep_text, text
from pmo_course_lib.ui.modules.lifecycle_picture import stage_of
from pmo_course_lib.ui.modules.panel import at
from pmo_course_lib.workbook.model import Workbook

#: What a live service needs besides an owner, by the names of ``Facts``.
HAS = (("sla_agreed", "The SLA is agreed"), ("runbook", "There is a runbook"), ("catalogue_entry", "There is a catalogue entry"))
_TEXTS = ("word", "on", "decider", "comment", "pmo", "parts")
_TICKS = ("met", "read", "has", "others")


def place(record: ServiceRecord, name: str) -> str:
    """The name in ``values`` of a field of the decision; it goes when the service is removed."""
    return f"{record.id}/walk-{name}"


def field_id(record: ServiceRecord, name: str) -> str:
    """The id of the field on the page."""
    return at("values", place(record, name))


def move(workbook: Workbook, record: ServiceRecord) -> Transition | None:
    """The move chosen, as long as it exists from where the service stands."""
    word = text(workbook, place(record, "word"))
    return next((one for one in moves(record.state) if one.word == word), None)


def day(workbook: Workbook, record: ServiceRecord) -> date:
    """The day chosen; else today, or the day of the last decision where that is later."""
    try:
        return date.fromisoformat(text(workbook, place(record, "on")))
    except ValueError:
        return max([date.today(), *(one.on for one in record.history)])


def criteria(chosen: Transition) -> tuple[Criterion, ...]:
    """What the decision is asked."""
    return chosen.criteria


def papers(record: ServiceRecord, chosen: Transition) -> tuple[Document, ...]:
    """Documents that can be read as evidence: those of the gate, or of the stage where there is no gate."""
    return needed_for(chosen.gate) if chosen.gate else needed_in(stage_of(record.state))


def others(workbook: Workbook, record: ServiceRecord) -> tuple[ServiceRecord, ...]:
    """Live services that a merger could take in."""
    return tuple(one for one in workbook.services if one.id != record.id and one.state is State.LIVE)


def parts(workbook: Workbook, record: ServiceRecord) -> tuple[str, ...]:
    """Names of the services that come out of a split, a line each."""
    return tuple(line.strip() for line in text(workbook, place(record, "parts")).splitlines() if line.strip())


def decision(workbook: Workbook, record: ServiceRecord, chosen: Transition) -> Decision:
    """The decision as far as it is prepared."""
    def said(name: str) -> str:
        return text(workbook, place(record, name))

    met = ids(workbook, place(record, "met"), [one.id for one in criteria(chosen)])
    read = ids(workbook, place(record, "read"), [one.id for one in papers(record, chosen)])
    taken = ids(workbook, place(record, "others"), [one.id for one in others(workbook, record)])
    beside = () if not chosen.with_services else parts(workbook, record) if chosen.word == "split" else taken
    return Decision(day(workbook, record), chosen.word, said("decider"), chosen.gate or "", met, read, said("comment"),
                    said("pmo") if chosen.new_pmo else "", beside)


def facts(workbook: Workbook, record: ServiceRecord) -> Facts:
    """What the service has, by the workbook or by what was ticked, and which live services depend on it."""
    ticked = ids(workbook, place(record, "has"), [name for name, _ in HAS])
    there = {name: name in ticked or in_workbook(workbook, record, name) for name, _ in HAS}
    return Facts(live_dependants=tuple(_dependants(workbook, record)), **there)


def in_workbook(workbook: Workbook, record: ServiceRecord, name: str) -> bool:
    """Whether the workbook shows it: an approved SLA, a whole runbook, a whole catalogue entry."""
    if name == "sla_agreed":
        return any(one.kind is Kind.SLA and one.service == record.id and one.approved_by.strip() for one in workbook.agreements)
    if name == "runbook":
        draft = workbook.drafts.get(f"{record.id}/DOC-RUNBOOK")
        return draft is not None and not draft.missing
    return any(one.id == record.id and not catalogue.missing(one) for one in workbook.catalogue)


def _dependants(workbook: Workbook, record: ServiceRecord) -> Iterator[str]:
    states = {one.id: one.state for one in workbook.topology.services} | {one.id: one.state for one in workbook.services}
    names = {one.id: one.name for one in workbook.topology.services} | {one.id: one.name for one in workbook.services}
    for line in usable(workbook.topology).depends_on:
        if line.on == record.id and states.get(line.service) is State.LIVE:
            yield names[line.service] or line.service


def keep(workbook: Workbook, record: ServiceRecord, id: str, value: Any) -> Workbook | None:
    """The workbook with a field of the decision changed; nothing when ``id`` is no such field. Raises ``ValueError``."""
    texts = {field_id(record, name): name for name in _TEXTS}
    ticks = {field_id(record, name): name for name in _TICKS}
    if id in ticks:
        return keep_ids(workbook, place(record, ticks[id]), value, _ids(workbook, record, ticks[id]))
    if id not in texts:
        return None
    if texts[id] == "on" and value is not None:
        _dated(value)
    allowed = list(framework().machine.words) if texts[id] == "word" else None
    kept = keep_text(workbook, place(record, texts[id]), value, allowed)
    # A criterion of one decision says nothing about another.
    return forget(kept, place(record, "met"), place(record, "read")) if texts[id] == "word" else kept


def _ids(workbook: Workbook, record: ServiceRecord, name: str) -> list[str]:
    chosen = move(workbook, record)
    known = {"met": [one.id for one in criteria(chosen)] if chosen else [],
             "read": [one.id for one in papers(record, chosen)] if chosen else [],
             "has": [fact for fact, _ in HAS], "others": [one.id for one in others(workbook, record)]}
    return known[name]


def _dated(value: Any) -> None:
    try:
        date.fromisoformat(value)
    except (ValueError, TypeError):
        raise ValueError("Choose a day, such as 2026-11-22.") from None


def clear(workbook: Workbook, record: ServiceRecord) -> Workbook:
    """The workbook without the decision that was being prepared."""
    return forget(workbook, *(place(record, name) for name in (*_TEXTS, *_TICKS, "refused")))


def decider(chosen: Transition) -> str:
    """Who decides such a move."""
    return gate(chosen.gate).decider if chosen.gate else "Service owner"
