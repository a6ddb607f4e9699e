"""Gate G6: a live service with the reason in figures, who counts on it, the decision, and the plan that follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import evolve

from pmo_course_lib.domain.lifecycle import (
    Decision,
    Refused,
    ServiceRecord,
    State,
    Transition,
    decide,
    framework,
    merge,
    missing,
    moves,
    reentry,
    split,
)
from pmo_course_lib.domain.topology import if_retired, index
from pmo_course_lib.domain.worth import uptake
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules import topology_parts as parts
from pmo_course_lib.ui.modules import walk_draft as draft
from pmo_course_lib.ui.modules.ending_plan import plan, planned
from pmo_course_lib.ui.modules.kept import ids, keep_ids, keep_number, keep_text, number, text
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import (
    Area,
    Block,
    Button,
    Choice,
    Day,
    Group,
    Line,
    Note,
    Number,
    Row,
    Select,
    Text,
    Ticks,
)
from pmo_course_lib.workbook.model import Workbook

CHOSEN = "g6-service"
DECIDE, BACK = at("#g6", "decide"), at("#g6", "reenter")
#: Reasons that count at G6, each with the figure that shows it and with what is mistaken for it. Course model, module T8.
REASONS = {
    "uptake": ("falling uptake", "users / those who could use it", "fewer requests because there are fewer projects"),
    "misses": ("misses that improvement did not cure", "attainment before and after finished plans", "a first miss"),
    "cost": ("cost above value", "hours and cost per unit against the benefit", "one expensive month"),
    "fit": ("lost strategic fit", "the aim that was dropped", "a new name for the old aim"),
    "source": ("better source elsewhere", "level and price of the other", "a cheaper thing with another outcome"),
}
_USE = (("could-before", "Could use it, before"), ("used-before", "Used it, before"),
        ("could-now", "Could use it, now"), ("used-now", "Use it now"))
_CHANGES = ("transform", "move_to_another_pmo", "merge", "split")


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("Take a service that customers have today. The board decides on **figures**, not on taste. *Course model*.")
    offered = choices(workbook)
    if not offered:
        return (intro, Note("No service is live yet. Put one on your map in T5, or take it through its gates in T2."))
    record = chosen(workbook)
    pick = Select(at("values", CHOSEN), "Which service?", tuple(offered.items()), record.id if record else None)
    if record is None:
        return (intro, pick, Note("Choose a service that you doubt."))
    if record.state is not State.LIVE:
        return (intro, pick, *_later(workbook, record), *plan(workbook, record))
    return (intro, pick, *_reason(workbook, record), *_who(workbook, record), *_decision(workbook, record),
            *plan(workbook, record), *_state(workbook, record))


def choices(workbook: Workbook) -> dict[str, str]:
    """Services on offer, by their records or else by the map: names by id."""
    records = {one.id: one for one in workbook.services}
    offered = (State.LIVE, State.TRANSFORMING, State.RETIRING)
    found = {one.id: parts.named(one) for one in workbook.services if one.state in offered}
    return found | {one.id: parts.named(one) for one in workbook.topology.services if one.on_offer and one.id not in records}


def chosen(workbook: Workbook) -> ServiceRecord | None:
    """The record of the service that was chosen, if it is on offer."""
    id = text(workbook, CHOSEN)
    return own.record(workbook, id) if id in choices(workbook) else None


def _place(record: ServiceRecord, name: str) -> str:
    return f"{record.id}/g6-{name}"


def _reason(workbook: Workbook, record: ServiceRecord) -> tuple[Block, ...]:
    why = text(workbook, _place(record, "why"))
    shown = REASONS.get(why)
    asked = Choice(at("values", _place(record, "why")), "Why is it before the board?",
                   tuple((id, one[0]) for id, one in REASONS.items()), why if shown else None, inline=True)
    said = text(workbook, draft.place(record, "comment"))
    words = Area(draft.field_id(record, "comment"), "The reason, with its figure", said, 2,
                 f"Figure to show: {shown[1]}. False alarm: {shown[2]}." if shown else "")
    return (asked, words, *(_uptake(workbook, record) if why == "uptake" else ()))


def _uptake(workbook: Workbook, record: ServiceRecord) -> tuple[Block, ...]:
    figures = {name: number(workbook, _place(record, name)) for name, _ in _USE}
    numbers = tuple(Number(at("values", _place(record, name)), label, figures[name], 0) for name, label in _USE)
    fields = Group("Users and those who could", (Row(numbers[:2]), Row(numbers[2:])))
    could, used, could_now, used_now = figures.values()
    if could is None or used is None or could_now is None or used_now is None:
        return (fields, Note("Four numbers tell whether uptake fell, or only demand."))
    before, now = uptake(int(used), int(could)), uptake(int(used_now), int(could_now))
    if before is None or now is None or used > could or used_now > could_now:
        return (fields, Note("Those who use it are among those who could: check the numbers.", "warning"))
    said = f"Uptake was {100 * before:.0f} per cent and is {100 * now:.0f} per cent."
    if now < before:
        return (fields, Note(f"{said} It fell: this is a reason that the board can test.", "warning"))
    fewer = " Fewer people use it because fewer could: demand fell, uptake did not." if used_now < used else ""
    return (fields, Note(f"{said}{fewer} This is no reason to end it.", "good"))


def _who(workbook: Workbook, record: ServiceRecord) -> tuple[Block, ...]:
    map = workbook.topology
    if record.id not in (one.id for one in map.services):
        return (Note("It is not on your map, so nobody knows who counts on it. Put it there in T5: G6 asks.", "warning"),)
    end, table = if_retired(map, record.id), index(map)
    users, needing = table.named(end.users) or "nobody on the map", table.named(end.dependants) or "no service"
    further = sorted(set(end.affected) - set(end.dependants))
    through = f" Through them also {table.named(further)}." if further else ""
    freed = sum(table.hours(line) for line in table.providers[record.id])
    told = Text(f"**Who counts on it**, by the map: used by {users}; needed by {needing}.{through} Its end would free "
                f"**{float(freed):,.4g} hours** a month, after G7.")
    new = tuple(one for one in end.new)
    worse = Group("What the checks would find after its end", tuple(parts.note(one) for one in new), open=False)
    return (told, worse) if new else (told,)


def _decision(workbook: Workbook, record: ServiceRecord) -> tuple[Block, ...]:
    options = tuple((one.word, one.label) for one in moves(record.state) if one.gate == "G6")
    move = _move(workbook, record)
    asked = Choice(draft.field_id(record, "word"), "What does the services board decide at G6?", options,
                   move.word if move else None, inline=True)
    if move is None:
        return (asked,)
    made = draft.decision(workbook, record, move)
    criteria = tuple((one.id, f"{one.id} {one.text}") for one in move.criteria)
    papers = tuple((one.id, one.name) for one in draft.papers(record, move))
    form: tuple[Block, ...] = (
        Row((Line(draft.field_id(record, "decider"), "Decided by", made.decider, f"The {draft.decider(move).lower()}."),
             Day(draft.field_id(record, "on"), "Date", made.on.isoformat()))),
        *((Ticks(draft.field_id(record, "met"), "Which criteria are met?", criteria, made.criteria),
           Ticks(draft.field_id(record, "read"), "Which documents show it?", papers, made.evidence)) if criteria else ()))
    return (asked, *_kind(workbook, record, move, made), *form)


def _move(workbook: Workbook, record: ServiceRecord) -> Transition | None:
    """The decision at G6 that was chosen."""
    move = draft.move(workbook, record)
    return move if move and move.gate == "G6" else None


def _kind(workbook: Workbook, record: ServiceRecord, move: Transition, made: Decision) -> tuple[Block, ...]:
    """What the kind of change asks in addition, and where the service re-enters."""
    if move.word not in _CHANGES:
        return ()
    grounds = framework().grounds
    changed = ids(workbook, _place(record, "changed"), grounds)
    ask = Ticks(at("values", _place(record, "changed")), "What differs from the case that G1 approved?",
                tuple((one, one) for one in grounds), changed, "A change for the better counts too.")
    back = "select: G1 approved something else" if reentry(changed) == "reenter_select" else "design: its case still holds"
    return (*_others(workbook, record, move, made), ask,
            Note(f"It goes back to **{back}**. Meanwhile catalogue entry and SLA hold; a miss is a miss."))


def _others(workbook: Workbook, record: ServiceRecord, move: Transition, made: Decision) -> tuple[Block, ...]:
    if move.new_pmo:
        pmos = tuple((id, name) for id, name in parts.options(workbook.topology.pmos) if id != record.pmo)
        return (Select(draft.field_id(record, "pmo"), "To which PMO?", pmos, made.pmo or None),)
    if move.word == "split":
        return (Area(draft.field_id(record, "parts"), "Services that come out of it, one on each line",
                     text(workbook, draft.place(record, "parts")), 2),)
    live = parts.options(draft.others(workbook, record))
    return (Ticks(draft.field_id(record, "others"), "Which live services does it take in?", live, made.services),) if (
        move.word == "merge") else ()


def _state(workbook: Workbook, record: ServiceRecord) -> tuple[Block, ...]:
    move = _move(workbook, record)
    if move is None:
        return (Note("Choose a decision to see what it needs."),)
    made = draft.decision(workbook, record, move)
    if lacks := missing(record, made, draft.facts(workbook, record)):
        return (Note(f"Still missing:\n\n{parts.as_list(lacks)}", "warning"),)
    after = record.position.after(made).state.label.lower()
    return (Note(f"Nothing is missing. {parts.named(record)} would be **{after}**.", "good"),
            Button(DECIDE, "Record the decision", primary=True, confirm=f"Record: {move.label}?"))


def _later(workbook: Workbook, record: ServiceRecord) -> tuple[Block, ...]:
    last = next((one for one in reversed(record.history) if one.gate == "G6"), None)
    said = f"Decided on {last.on.isoformat()}: {framework().machine.words[last.word].lower()}. " if last else ""
    if record.state is State.RETIRING:
        told = Note(f"{said}It is **retiring**: on offer with its SLA until the end date. G7 closes it.")
        return (told, *_who(workbook, record))
    changed = ids(workbook, _place(record, "changed"), framework().grounds)
    to = "select" if reentry(changed) == "reenter_select" else "design"
    because = f"changed: {', '.join(changed)}" if changed else "its case still holds"
    return (Note(f"{said}It is **being transformed**; catalogue entry and SLA hold. It goes back to {to} ({because})."),
            Button(BACK, f"Take it back to {to}", primary=True))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id == at("values", CHOSEN):
        return _with_record(keep_text(workbook, CHOSEN, value, choices(workbook)))
    record = chosen(workbook)
    if record is None:
        raise ValueError("Choose a service first.")
    if id == DECIDE:
        return _decide(workbook, record)
    if id == BACK:
        return _reenter(workbook, record)
    if id == at("values", _place(record, "why")):
        return keep_text(workbook, _place(record, "why"), value, REASONS)
    if id == at("values", _place(record, "changed")):
        return keep_ids(workbook, _place(record, "changed"), value, framework().grounds)
    if id in (at("values", _place(record, name)) for name, _ in _USE):
        return keep_number(workbook, own.parts(id)[1], value)
    kept = draft.keep(workbook, record, id, value)
    return planned(workbook, record, id, value) if kept is None else kept


def _with_record(workbook: Workbook) -> Workbook:
    """A service that only the map knows gets a record that begins where the map says it stands."""
    id = text(workbook, CHOSEN)
    one = next((each for each in workbook.topology.services if each.id == id), None)
    if one is None or own.record(workbook, id) is not None:
        return workbook
    home = parts.answering(workbook.topology, id) or ""
    return evolve(workbook, services=(*workbook.services, ServiceRecord(id, one.name, one.owner, home, began=one.state)))


def _decide(workbook: Workbook, record: ServiceRecord) -> Workbook:
    move = _move(workbook, record)
    if move is None:
        raise ValueError("Choose a decision first.")
    try:
        made = tuple(_made(workbook, record, draft.decision(workbook, record, move)))
    except Refused as refused:
        raise ValueError(" ".join(refused.problems)) from None
    return draft.clear(_kept(workbook, made), record)


def _made(workbook: Workbook, record: ServiceRecord, made: Decision) -> Iterator[ServiceRecord]:
    if made.word == "merge" and made.services:
        taken = (one for one in draft.others(workbook, record) if one.id in made.services)
        yield from merge((record, *taken), record.id, made)
    elif made.word == "split" and made.services:
        first = int(own.next_id(workbook)[4:])
        changed = ids(workbook, _place(record, "changed"), framework().grounds)
        yield from split(record, {f"SVC-{first + n:03d}": name for n, name in enumerate(made.services)}, made, changed)
    else:
        yield decide(record, made, draft.facts(workbook, record))


def _reenter(workbook: Workbook, record: ServiceRecord) -> Workbook:
    if record.state is not State.TRANSFORMING:
        raise ValueError("It is not being transformed. Load the page again.")
    word = reentry(ids(workbook, _place(record, "changed"), framework().grounds))
    made = Decision(draft.day(workbook, record), word, record.owner.strip() or "Service owner", evidence=("DOC-TRANSFORM",))
    return _kept(workbook, (decide(record, made),))


def _kept(workbook: Workbook, made: tuple[ServiceRecord, ...]) -> Workbook:
    """The workbook with these records, and the map with their states."""
    new = {one.id: one for one in made}
    states = {one.id: one.state for one in made}
    records = tuple(new.pop(one.id, one) for one in workbook.services)
    services = tuple(evolve(one, state=states.get(one.id, one.state)) for one in workbook.topology.services)
    return evolve(workbook, services=(*records, *new.values()), topology=evolve(workbook.topology, services=services))


def _done(workbook: Workbook) -> bool:
    return any(one.gate == "G6" for record in workbook.services for one in record.history)


PANEL = Panel("Transform or retire: decide for one service", _draw, _done, _change)
