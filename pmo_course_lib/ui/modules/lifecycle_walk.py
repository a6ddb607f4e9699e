"""One service through its gates: a decision with criteria and evidence, refused with what is missing, or recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.documents import documents
from pmo_course_lib.domain.lifecycle import Decision, Refused, ServiceRecord, State, Transition, framework, moves, possible
from pmo_course_lib.domain.lifecycle import decide as domain_decide
from pmo_course_lib.domain.lifecycle import merge as domain_merge
from pmo_course_lib.domain.lifecycle import missing as domain_missing
from pmo_course_lib.domain.lifecycle import split as domain_split
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules import walk_draft as draft
from pmo_course_lib.ui.modules.kept import keep_text, text
from pmo_course_lib.ui.modules.lifecycle_picture import lifecycle_picture
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Area, Block, Button, Choice, Day, Group, Line, Note, Row, Select, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

DECIDE, BACK, BEGIN, NAMED = (at("#walk", name) for name in ("decide", "back", "begin", "named"))
_TAKEN = "walk-named"
_INTRO = Text("*Course model.* A service moves on only by a dated decision with a decider and evidence. What is not complete is "
              "refused.")
_BEGINNINGS = tuple((one.value, one.label) for one in (State.IDEA, State.SELECTED, State.IN_DESIGN, State.IN_BUILD,
                                                       State.IN_PILOT, State.LIVE))


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    picker = (*own.picker(workbook, "Which service do you take through its gates?"), _offer(workbook))
    if not own.chosen(workbook):
        return (_INTRO, *picker, lifecycle_picture())
    record = own.record(workbook, own.chosen(workbook))
    if record is None:
        begin = Button(BEGIN, "Begin its history", primary=True)
        return (_INTRO, *picker, Note("This service has a catalogue entry and no history yet."), begin)
    return (_INTRO, *picker, lifecycle_picture(record), *_decision(workbook, record), *_history(record),
            _shortcut(workbook, record))


def _named(workbook: Workbook) -> str:
    """The service that the chain of success in module 1 is about; empty when it is here or was added from there before."""
    name = " ".join(workbook.notes.get("t1-words-service", "").split())[:200]
    here = (text(workbook, _TAKEN), *own.names(workbook).values())
    return "" if name.casefold() in (one.casefold() for one in here) else name


def _offer(workbook: Workbook) -> Row:
    """A row always, so that nothing below is drawn anew."""
    name = _named(workbook)
    return Row((Button(NAMED, f"You named “{name}” in T1: add it"),) if name else ())


def _decision(workbook: Workbook, record: ServiceRecord) -> tuple[Block, ...]:
    options = tuple((one.word, f"**{one.label}**{f' at {one.gate}' if one.gate else ''}: then {_end(record, one)}")
                    for one in moves(record.state))
    if not options:
        return (Note(f"{_name(record)} is **{record.state.label.lower()}**: its life has ended.", "good"),)
    chosen = draft.move(workbook, record)
    asked = f"{_name(record)} is {record.state.label.lower()}. What is decided?"
    question = Choice(draft.field_id(record, "word"), asked, options, chosen.word if chosen else None)
    return (question, *(_form(workbook, record, chosen) if chosen else ()), *_state(workbook, record, chosen))


def _name(record: ServiceRecord) -> str:
    return record.name or record.id


def _end(record: ServiceRecord, move: Transition) -> str:
    """The state after a move, in words."""
    after = record.position.after(Decision(date.min, move.word)).state.label.lower()
    return f"still {after}" if after == record.state.label.lower() else after


def _form(workbook: Workbook, record: ServiceRecord, move: Transition) -> tuple[Block, ...]:
    """The fields that this decision needs, and no others."""
    def said(name: str) -> str:
        return text(workbook, draft.place(record, name))

    made = draft.decision(workbook, record, move)
    asked = tuple((one.id, f"{one.id} {one.text}{'' if one.must else ' (may be missed with a reason)'}") for one in move.criteria)
    papers = tuple((one.id, one.name) for one in draft.papers(record, move))
    should = [one.id for one in move.criteria if not one.must and one.id not in made.criteria]
    return (
        Row((Day(draft.field_id(record, "on"), "Date of the decision", made.on.isoformat()),
             Line(draft.field_id(record, "decider"), "Decided by", said("decider"), f"Needed: {draft.decider(move).lower()}."))),
        *_if(asked, Ticks(draft.field_id(record, "met"), f"Which criteria of {move.gate} are met?", asked, made.criteria)),
        *_if(papers, Ticks(draft.field_id(record, "read"), "Which documents show it?", papers, made.evidence)),
        *_if(should, Line(draft.field_id(record, "comment"), "Comment", said("comment"),
                         "Say why a criterion that may be missed is not met.")),
        *_beside(workbook, record, move, made), *_needs(workbook, record, move))


def _if(there: Sequence[object], block: Block) -> tuple[Block, ...]:
    return (block,) if there else ()


def _beside(workbook: Workbook, record: ServiceRecord, move: Transition, made: Decision) -> tuple[Block, ...]:
    """Another PMO, or other services, where the decision names them."""
    if move.new_pmo:
        pmos = {one.id: one.name or one.id for one in workbook.topology.pmos} | {
            one.id: one.name or one.id for one in workbook.pmos}
        pmos.pop(record.pmo, None)
        id = draft.field_id(record, "pmo")
        return (Select(id, "Which other PMO?", tuple(pmos.items()), made.pmo or None) if pmos
                else Line(id, "Which other PMO?", made.pmo),)
    if not move.with_services:
        return ()
    if move.word == "split":
        return (Area(draft.field_id(record, "parts"), "Services that come out of it, one on each line",
                     text(workbook, draft.place(record, "parts")), 2),)
    live = tuple((one.id, _name(one)) for one in draft.others(workbook, record))
    return (Ticks(draft.field_id(record, "others"), "Which services does it take in?", live, made.services) if live
            else Note("There is no other live service in your workbook to take in. Take another one "
                      "through G4 first, or choose another decision.", "warning"),)


def _needs(workbook: Workbook, record: ServiceRecord, move: Transition) -> tuple[Block, ...]:
    """Owner and rule 1, where a service is selected or goes live."""
    live = move.end is State.LIVE and record.state is not State.LIVE
    owner = Line(at("services", record.id, "owner"), "Service owner", record.owner)
    if not live:
        return (owner,) if move.end is State.SELECTED or not record.owner.strip() else ()
    there = draft.facts(workbook, record)
    return (owner, Ticks(draft.field_id(record, "has"), "What the service has by now (rule 1)", draft.HAS,
                         tuple(name for name, _ in draft.HAS if getattr(there, name))))


def _state(workbook: Workbook, record: ServiceRecord, move: Transition | None) -> tuple[Block, ...]:
    if move is None:
        return (Note("Choose a decision to see what it needs."),)
    lacks = domain_missing(record, draft.decision(workbook, record, move), draft.facts(workbook, record))
    lines = "\n".join(f"- {one}" for one in lacks)
    button = Button(DECIDE, "Record the decision", primary=True)
    if not lacks:
        effect = f" {move.effect}" if move.effect else ""
        return (Note(f"Nothing is missing. {_name(record)} will be {_end(record, move)}.{effect}", "good"), button)
    if text(workbook, draft.place(record, "refused")):
        return (Note(f"**Refused.** Nothing has changed. The rules ask for:\n\n{lines}", "error"), button)
    return (Note(f"Still missing:\n\n{lines}", "warning"), button)


def _history(record: ServiceRecord) -> tuple[Block, ...]:
    if not record.history:
        return (Group("Its history begins elsewhere", (
            Select(at("services", record.id, "began"), "State in which its history begins", _BEGINNINGS, record.began.value,
                   "A service that is live already needs no G1 after the fact."),), open=False),)
    words = framework().machine.words
    rows = tuple((one.on.isoformat(), words.get(one.word, one.word), one.gate or "–", one.decider, _papers(one),
                  evolve(record, history=record.history[:n]).state.label) for n, one in enumerate(record.history, 1))
    head = ("Date", "Decision", "Gate", "Decided by", "Evidence", "State after")
    return (Table(f"Decisions about {_name(record)}", head, rows), Button(BACK, "Take back the last decision"))


def _papers(decision: Decision) -> str:
    names = {one.id: one.name for one in documents()}
    return ", ".join(names.get(id, id) for id in decision.evidence)


def _shortcut(workbook: Workbook, record: ServiceRecord) -> Group:
    """Any decision at all, and what the rules say to it."""
    name = "walk-shortcut"
    word = text(workbook, name)
    said: tuple[Block, ...] = ()
    if word in framework().machine.words:
        refused = word not in [one.word for one in moves(record.state)]
        lacks = domain_missing(record, Decision(draft.day(workbook, record), word))
        said = (Note(f"{lacks[0]} Possible: {possible(record.state) or 'none'}.", "error") if refused
                else Note("This decision is possible here; choose it above.", "good"),)
    every = Select(at("values", name), "Any decision", tuple(framework().machine.words.items()), word or None)
    return Group("Can a gate be skipped? Try it", (every, *said), open=False)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if (managed := own.manage(workbook, id, value)) is not None:
        return managed
    if id == at("values", "walk-shortcut"):
        return keep_text(workbook, "walk-shortcut", value, list(framework().machine.words))
    if id == NAMED:
        return keep_text(own.add(workbook, _named(workbook)), _TAKEN, _named(workbook))
    record = own.record(workbook, own.chosen(workbook))
    if id == BEGIN and record is None and own.chosen(workbook):
        return _begun(workbook, own.chosen(workbook))
    if record is None:
        raise ValueError("This service is no longer there. Load the page again.")
    return _on_record(workbook, record, id, value)


def _begun(workbook: Workbook, id: str) -> Workbook:
    of = own.entry(workbook, id)
    return evolve(workbook, services=(*workbook.services, ServiceRecord(id, of.name, of.owner, of.provider_pmo, began=of.state)))


def _on_record(workbook: Workbook, record: ServiceRecord, id: str, value: Any) -> Workbook:
    if id == DECIDE:
        return _decide(workbook, record)
    if id == BACK:
        return draft.clear(_with(workbook, evolve(record, history=record.history[:-1])), record)
    if id == at("services", record.id, "owner"):
        return _owned(workbook, record, value)
    if id == at("services", record.id, "began"):
        return _with(workbook, evolve(record, began=_beginning(record, value)))
    kept = draft.keep(workbook, record, id, value)
    if kept is None:
        raise ValueError(f"There is no field {id[:60]!r}. Load the page again.")
    return keep_text(kept, draft.place(record, "refused"), None)


def _owned(workbook: Workbook, record: ServiceRecord, value: Any) -> Workbook:
    if not isinstance(value, str):
        raise ValueError("Write a name.")
    if any(one.id == record.id for one in workbook.catalogue):
        return own.change_entry(workbook, record.id, "owner", value)
    return _with(workbook, evolve(record, owner=value))


def _beginning(record: ServiceRecord, value: Any) -> State:
    if record.history or value not in [state for state, _ in _BEGINNINGS]:
        raise ValueError("The beginning can be changed only while nothing has been decided.")
    return State(value)


def _decide(workbook: Workbook, record: ServiceRecord) -> Workbook:
    """The workbook with the decision recorded, or marked as refused: the view then says what the rules ask for."""
    move = draft.move(workbook, record)
    if move is None:
        raise ValueError("Choose a decision first.")
    try:
        made = _made(workbook, record, draft.decision(workbook, record, move))
    except Refused:
        return keep_text(workbook, draft.place(record, "refused"), "yes")
    return draft.clear(_with(workbook, *made), record)


def _made(workbook: Workbook, record: ServiceRecord, decision: Decision) -> tuple[ServiceRecord, ...]:
    """The records after the decision; mergers and splits change several."""
    facts = draft.facts(workbook, record)
    if decision.word == "merge" and decision.services:
        others = (one for one in draft.others(workbook, record) if one.id in decision.services)
        return domain_merge((record, *others), record.id, decision)
    if decision.word == "split" and decision.services:
        first = int(own.next_id(workbook)[4:])
        return domain_split(record, {f"SVC-{first + n:03d}": name for n, name in enumerate(decision.services)}, decision)
    return (domain_decide(record, decision, facts),)


def _with(workbook: Workbook, *records: ServiceRecord) -> Workbook:
    """The workbook with these records in their places, new ones at the end."""
    new = {one.id: one for one in records}
    kept = tuple(new.pop(one.id, one) for one in workbook.services)
    return evolve(workbook, services=(*kept, *new.values()))


def _done(workbook: Workbook) -> bool:
    return any(one.history for one in workbook.services)


PANEL = Panel("One service through its gates", _draw, _done, _change)
