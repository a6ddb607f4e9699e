"""Module T7: gates G3 and G4 for one service: what the pilot showed, what is missing, and the decision."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import ceil
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.catalogue import missing as empty_fields
from pmo_course_lib.domain.documents import document
from pmo_course_lib.domain.lifecycle import Decision, Facts, ServiceRecord, State, decide, framework, gate, missing
from pmo_course_lib.domain.sla import Counts
from pmo_course_lib.domain.sla import missing as gaps
from pmo_course_lib.domain.sla.exact import exact
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules.agreements import agreement, main_target
from pmo_course_lib.ui.modules.drafting import far
from pmo_course_lib.ui.modules.own_services import chosen, entry, manage, names, parts, picker, record
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.modules.runbook import used_by_another
from pmo_course_lib.ui.modules.sla_figures import cut, percent
from pmo_course_lib.ui.modules.sliders import Slider
from pmo_course_lib.ui.view.blocks import Block, Button, Choice, Day, Line, Note, Row, Ticks
from pmo_course_lib.workbook.model import Workbook

GATES = {"G3": State.IN_BUILD, "G4": State.IN_PILOT}
RECORD = at("#gate", "record")
#: So many requests short of the target, the evidence is clear. *Course model*.
CLEAR = 3


def _key(service: str, name: str) -> str:
    return f"{service}/gate-{name}"


def _id(name: str) -> str:
    return at("#gate", name)


def _which(workbook: Workbook, service: str) -> str:
    """The gate that is looked at: the one chosen, else the one the service stands before."""
    said = kept.text(workbook, _key(service, "which"))
    now = record(workbook, service)
    return said if said in GATES else "G3" if now and now.state is State.IN_BUILD else "G4"


def _sliders(workbook: Workbook, service: str) -> tuple[Slider, Slider, Slider]:
    found = main_target(agreement(workbook, service))
    aim = 100 * found.target if found and found.target else 90
    return (Slider(_key(service, "n"), "Requests in the pilot", 30, 1, 10_000, whole=True),
            Slider(_key(service, "met"), "of them in time", 26, 0, 10_000, whole=True),
            Slider(_key(service, "aim"), "Target", round(aim, 6), 1, 100, "%"))


def _docs(which: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(doc for one in gate(which).criteria for doc in one.evidence))


def _decision(workbook: Workbook, service: str, which: str) -> Decision:
    return Decision(
        _day(kept.text(workbook, _key(service, f"{which}-day"))) or date.today(),
        kept.text(workbook, _key(service, f"{which}-word")),
        kept.text(workbook, _key(service, f"{which}-decider")),
        criteria=kept.ids(workbook, _key(service, f"{which}-criteria"), (one.id for one in gate(which).criteria)),
        evidence=kept.ids(workbook, _key(service, f"{which}-evidence"), _docs(which)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _facts(workbook: Workbook, service: str) -> Facts:
    """What the workbook holds of the service: an SLA without gaps that somebody approved, a runbook, a whole entry."""
    sla = agreement(workbook, service)
    return Facts(bool(sla and sla.approved_by.strip() and not gaps(sla)), not far(workbook, service, "DOC-RUNBOOK")[2],
                 not empty_fields(entry(workbook, service)))


def _at_gate(workbook: Workbook, service: str, which: str) -> tuple[ServiceRecord, bool]:
    """The service before the gate: as it is or, for a rehearsal, as if it had come that far."""
    now = record(workbook, service) or ServiceRecord(service, names(workbook)[service], entry(workbook, service).owner)
    ready = record(workbook, service) is not None and now.state is GATES[which]
    return (now, True) if ready else (evolve(now, began=GATES[which], history=()), False)


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    service = chosen(workbook)
    if not service:
        return picker(workbook)
    which = _which(workbook, service)
    return (
        *picker(workbook),
        Choice(_id("which"), "Which gate?", tuple((id, f"{id}, {gate(id).name.lower()}") for id in GATES), which, inline=True),
        *(_pilot(workbook, service) if which == "G4" else ()),
        *_criteria(workbook, service, which), *_outcome(workbook, service, which),
    )


def _pilot(workbook: Workbook, service: str) -> tuple[Block, ...]:
    numbers = _sliders(workbook, service)
    total, met, aim = (one.value(workbook) for one in numbers)
    return (Row(tuple(one.block(workbook) for one in numbers)), _figures(int(total), int(met), aim))


def _figures(total: int, met: int, aim: float) -> Note:
    if met > total:
        return Note("More requests are in time than there were in the pilot: correct one of the two numbers.", "warning")
    short = _short(total, met, aim)
    value = f"Pilot: {met} of {total} in time, **{percent(Counts(met=met, late=total - met).attainment)}** against {cut(aim)} %. "
    weight = f"Each request weighs {cut(100 / total)} percentage points."
    if short <= 0:
        return Note(f"{value}The target is reached. {weight}", "good")
    return Note(f"{value}The target needs {met + short}: **{short} short**, and nobody may round it up. {weight}", "error")


def _short(total: int, met: int, aim: float) -> int:
    """Requests that were missing for the target; 0 or less: it is reached."""
    return ceil(exact(aim) / 100 * total) - met


def _criteria(workbook: Workbook, service: str, which: str) -> tuple[Block, ...]:
    now = _decision(workbook, service, which)
    papers = tuple((id, f"{document(id).name} ({_written(workbook, service, id)})") for id in _docs(which))
    asked = tuple((one.id, f"**{one.id}** {one.text}") for one in gate(which).criteria)
    return (
        Ticks(_id("criteria"), "Which criteria are met?", asked, now.criteria),
        Ticks(_id("evidence"), "Which documents show it?", papers, now.evidence),
    )


def _written(workbook: Workbook, service: str, id: str) -> str:
    """How far a document of the service is, as far as the workbook knows."""
    if id == "DOC-SLA":
        found = agreement(workbook, service)
        return "not begun" if found is None else f"{len(gaps(found))} gaps" if gaps(found) else "complete"
    there, whole, _ = far(workbook, service, id)
    return f"{there} of {whole} sections in your workbook"


def _outcome(workbook: Workbook, service: str, which: str) -> tuple[Block, ...]:
    words = tuple((word, framework().machine.words[word]) for word in gate(which).decisions)
    now = _decision(workbook, service, which)
    choice = Choice(_id("word"), f"{gate(which).decider}: what do you decide?", words, now.word or None, inline=True)
    if not now.word:
        return (choice, Note("Decide. The view then says what the gate still asks for. *Course model*."))
    return (choice, *_answer(workbook, service, which, now))


def _answer(workbook: Workbook, service: str, which: str, now: Decision) -> tuple[Block, ...]:
    before, real = _at_gate(workbook, service, which)
    lacking = missing(before, now, _facts(workbook, service))
    label = framework().machine.words[now.word].lower()
    said = (Note(f"**{label.capitalize()}: not yet.**\n\n" + "\n".join(f"- {line}" for line in lacking), "warning") if lacking
            else Note(f"Nothing stands in the way of **{label}**.", "good"))
    where = f"{before.name or before.id} does not stand before {which} now, so the decision stays in this view."
    rehearsal = () if real else (Note(f"A rehearsal: {where}"),)
    button = (Button(RECORD, "Enter the decision into the service's history", primary=True),) if real and not lacking else ()
    day = kept.text(workbook, _key(service, f"{which}-day")) or None
    who = Row((Line(_id("decider"), "Decided by", now.decider), Day(_id("day"), "on", day)))
    return (who, said, *(Note(line, "warning") for line in _doubts(workbook, service, which, now)), *rehearsal, *button)


def _doubts(workbook: Workbook, service: str, which: str, now: Decision) -> Iterator[str]:
    """Where ticks and decision do not go with the figures. *Course model*."""
    if which == "G4":
        total, met, aim = (one.value(workbook) for one in _sliders(workbook, service))
        yield from _against(now, _short(int(total), int(met), aim))
    if "G4-2" in now.criteria and not used_by_another(workbook, service):
        yield "G4-2 is ticked, and the runbook below does not say who else has used it: write it there, or take the tick out."


def _against(now: Decision, short: int) -> Iterator[str]:
    """What the pilot, so many requests short of its target, says against the decision."""
    if "G4-4" in now.criteria and short > 0:
        yield "G4-4 is ticked and the pilot did not reach its target: has the customer accepted a lower one **in writing**?"
    if now.word == "extend_pilot" and short >= CLEAR:
        yield f"Extend when the evidence is thin. {short} requests short is clear: would a redesign be more honest?"
    if now.word == "redesign" and 0 < short < CLEAR:
        yield f"Redesign when the evidence is clear and bad. {short} short is thin: a longer pilot would say more."
    if now.word in ("redesign", "stop") and short <= 0:
        yield "The pilot reached its target. What else speaks against going live? Write it into the pilot report."


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if (managed := manage(workbook, id, value)) is not None:
        return managed
    service = chosen(workbook)
    if service not in names(workbook):
        raise ValueError("There is no service yet. Add one first.")
    for one in _sliders(workbook, service):
        if id == one.id:
            return one.put(workbook, value)
    where, which = parts(id), _which(workbook, service)
    if id == RECORD:
        return _recorded(workbook, service, which)
    if where[0] != "#gate" or len(where) != 2:
        raise ValueError("There is no such field here. Load the page again.")
    return _put(workbook, service, which, where[1], value)


def _put(workbook: Workbook, service: str, which: str, name: str, value: Any) -> Workbook:
    of_gate = _key(service, f"{which}-{name}")
    if name == "which":
        return kept.keep_text(workbook, _key(service, name), value, GATES)
    if name == "word":
        return kept.keep_text(workbook, of_gate, value, gate(which).decisions)
    if name == "criteria":
        return kept.keep_ids(workbook, of_gate, value, [one.id for one in gate(which).criteria])
    if name == "evidence":
        return kept.keep_ids(workbook, of_gate, value, _docs(which))
    if name == "decider":
        return kept.keep_text(workbook, of_gate, value)
    if name != "day":
        raise ValueError("There is no such field here. Load the page again.")
    if value and (not isinstance(value, str) or _day(value) is None):
        raise ValueError("Choose a date.")
    return kept.keep_text(workbook, of_gate, value or None)


def _recorded(workbook: Workbook, service: str, which: str) -> Workbook:
    """The workbook with the decision in the service's history. Raises ``ValueError`` with what is missing."""
    before, real = _at_gate(workbook, service, which)
    if not real:
        raise ValueError("The service has not come to this gate; the decision stays in this view.")
    if not _decision(workbook, service, which).word:
        raise ValueError("Decide first: choose one of the decisions of the gate.")
    after = decide(before, _decision(workbook, service, which), _facts(workbook, service))
    answers = (_key(service, f"{which}-{name}") for name in ("word", "criteria", "evidence", "decider", "day"))
    done = kept.forget(workbook, *answers, _key(service, "which"))
    return evolve(done, services=tuple(after if one.id == service else one for one in workbook.services))


def _done(workbook: Workbook) -> bool:
    """A decision was made at one of the gates, or stands in a service's history."""
    return any(kept.text(workbook, _key(id, f"{which}-word")) for id in names(workbook) for which in GATES) or any(
        one.gate in GATES for found in workbook.services for one in found.history)


PANEL = Panel("Pilot and acceptance: gates G3 and G4", _draw, _done, _change)
