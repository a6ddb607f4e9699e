"""Decisions at the gates: what is possible, what is still missing, and the record that a decision leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve, frozen

from pmo_course_lib.domain.documents import document, documents
from pmo_course_lib.domain.lifecycle.framework import Criterion, State, Transition, framework, gate, moves
from pmo_course_lib.domain.lifecycle.record import Decision, ServiceRecord, possible


@frozen
class Facts:
    """What the record of a service does not hold: what it has, and which live services depend on it (their ids)."""

    sla_agreed: bool = False
    runbook: bool = False
    catalogue_entry: bool = False
    live_dependants: tuple[str, ...] = ()


class Refused(ValueError):
    """A decision that the rules do not let through; nothing has changed.

    ``problems`` are sentences, ``gate`` is the id of the gate or empty, ``allowed`` holds the moves that are possible
    from here, ``criteria`` the must criteria that are not met.
    """

    def __init__(self, record: ServiceRecord, decision: Decision, problems: tuple[str, ...]) -> None:
        move = _move(record, decision)
        self.problems = problems
        self.allowed = moves(record.state)
        self.gate = move.gate or "" if move else ""
        self.criteria = open_criteria(move, decision) if move else ()
        super().__init__("\n".join((*problems, f"Possible from {record.state.label!r}: {possible(record.state) or 'none'}.")))


def allowed(record: ServiceRecord) -> tuple[Transition, ...]:
    """The moves that exist from where a service stands; whether one of them can be made now, ``missing`` says."""
    return moves(record.state)


def _move(record: ServiceRecord, decision: Decision) -> Transition | None:
    return next((move for move in moves(record.state) if move.word == decision.word), None)


def open_criteria(move: Transition, decision: Decision) -> tuple[Criterion, ...]:
    """The must criteria that the decision needs and that are not among those met."""
    return tuple(one for one in move.criteria if one.must and one.id not in decision.criteria)


def missing(record: ServiceRecord, decision: Decision, facts: Facts = Facts()) -> tuple[str, ...]:
    """What stands in the way of a decision, a sentence each; empty when it can be made. *Course model*.

    Decisions that pass a gate need its must criteria with a document for each; every change of state needs evidence.

    >>> from datetime import date
    >>> idea = ServiceRecord("planning", "Planning help", owner="R. Hale")
    >>> missing(idea, Decision(date(2026, 3, 2), "hold", "Services board", evidence=("DOC-CASE",)))
    ()
    >>> missing(idea, Decision(date(2026, 3, 2), "go_live", "Services board"))[0]
    "'Go live' is not possible for Planning help, which is in the state 'Idea'."
    """
    move = _move(record, decision)
    if move is None:
        word = framework().machine.words.get(decision.word, decision.word)
        return (f"{word!r} is not possible for {record.name or record.id}, which is in the state {record.state.label!r}.",)
    return (*_form(record, decision, move), *_criteria(decision, move), *_evidence(record, decision, move),
            *_effects(record, decision, move), *_invariants(record, decision, move, facts))


def decide(record: ServiceRecord, decision: Decision, facts: Facts = Facts()) -> ServiceRecord:
    """The record with a decision added. Raises ``Refused`` (a ``ValueError``) when something is missing. *Course model*.

    >>> from datetime import date
    >>> idea = ServiceRecord("planning", "Planning help")
    >>> held = decide(idea, Decision(date(2026, 3, 2), "hold", "Services board", evidence=("DOC-CASE",)))
    >>> held.state.label, held.history[-1].gate, idea.state.label
    ('On hold', 'G1', 'Idea')
    """
    if problems := missing(record, decision, facts):
        raise Refused(record, decision, problems)
    return evolve(record, history=(*record.history, evolve(decision, gate=record.position.move(decision.word).gate or "")))


def _form(record: ServiceRecord, decision: Decision, move: Transition) -> Iterator[str]:
    """Date, decider and gate."""
    if record.history and decision.on < (last := record.history[-1].on):
        yield f"The date {decision.on} lies before the last decision of {last}; dates never go backwards."
    if decision.gate and decision.gate != move.gate:
        yield f"{move.label!r} is decided {f'at {move.gate}' if move.gate else 'without a gate'}, not at {decision.gate}."
    decider = gate(move.gate).decider if move.gate else "Service owner"
    if not decision.decider.strip():
        yield f"Write who decided: the {decider.lower()}, or the person in that role."
    elif move.gate and decision.decider.strip().lower() in {one.decider.lower() for one in framework().gates} - {decider.lower()}:
        yield f"{move.gate} is decided by the {decider.lower()}, not by the {decision.decider.strip().lower()}."


def _criteria(decision: Decision, move: Transition) -> Iterator[str]:
    """Criteria that are not met, and criteria of another gate."""
    known = {one.id for one in gate(move.gate).criteria} if move.gate else set()
    for id in decision.criteria:
        if id not in known:
            yield f"{id} is no criterion of {move.gate or 'this decision, which has no gate'}; take it out."
    for one in open_criteria(move, decision):
        yield f"{move.gate} asks for {one.id}: {one.text}"
    for one in move.criteria:
        if not one.must and one.id not in decision.criteria and not decision.comment.strip():
            yield f"{one.id} is not met ({one.text}) It may be missed; say why in the comment."


def _evidence(record: ServiceRecord, decision: Decision, move: Transition) -> Iterator[str]:
    """Documents that are unknown or lacking."""
    known = {one.id for one in documents()}
    for id in decision.evidence:
        if id not in known:
            yield f"evidence holds {id!r}; allowed: {', '.join(one.id for one in documents())}."
    lacking: dict[tuple[str, ...], list[str]] = {}
    for one in move.criteria:
        if one.id in decision.criteria and not set(one.evidence) & set(decision.evidence):
            lacking.setdefault(one.evidence, []).append(one.id)
    for papers, ids in lacking.items():
        names = " or ".join(document(paper).name for paper in papers)
        yield f"Evidence for {', '.join(ids)} is missing: {names}."
    if record.position.after(decision).state is not record.state and not decision.evidence:
        yield "A change of state needs evidence; name at least one document."


def _effects(record: ServiceRecord, decision: Decision, move: Transition) -> Iterator[str]:
    """What moves, mergers and splits have to name."""
    if move.new_pmo and decision.pmo.strip() in ("", record.pmo):
        yield f"{move.label!r} needs the name of the other PMO; pmo is {decision.pmo!r}."
    if move.with_services and not decision.services:
        yield f"{move.label!r} needs the other services: those it takes in, or those that come out of it."
    if record.id in decision.services:
        yield f"services names {record.id} itself; name the others only."


def _invariants(record: ServiceRecord, decision: Decision, move: Transition, facts: Facts) -> Iterator[str]:
    """What holds at any time."""
    end = record.position.after(decision).state
    goes_live = end is State.LIVE and record.state is not State.LIVE
    if (goes_live or move.end is State.SELECTED) and not record.owner.strip():
        yield f"{record.name or record.id} has no owner; name one before {move.label.lower()!r}."
    if goes_live:
        has = {"an SLA that is agreed": facts.sla_agreed, "a runbook": facts.runbook, "a catalogue entry": facts.catalogue_entry}
        yield from (f"A live service has {what}; there is none yet." for what, there in has.items() if not there)
    if end is State.RETIRED and facts.live_dependants:
        yield f"Live services still depend on it: {', '.join(facts.live_dependants)}. The end waits until their way on is taken."


def merge(records: Iterable[ServiceRecord], into: str, decision: Decision) -> tuple[ServiceRecord, ...]:
    """Two or more live services become one: ``into`` is transformed, the others are retired, at one sitting of G6.

    The others stay in the catalogue until G7. Order is kept. Raises ``Refused``, and ``ValueError`` when ``into`` is not
    among the records or is alone. *Course model*.
    """
    given = tuple(records)
    others = tuple(one.id for one in given if one.id != into)
    if not others or into not in {one.id for one in given}:
        raise ValueError(f"into is {into!r}; a merger needs it and at least one other among the records")
    stays = evolve(decision, word="merge", services=others)
    asked = {one.id for move in moves(State.LIVE) if move.word == "retire" for one in move.criteria}
    goes = evolve(decision, word="retire", services=(into,), criteria=tuple(id for id in decision.criteria if id in asked))
    return tuple(decide(one, stays if one.id == into else goes) for one in given)


def split(record: ServiceRecord, parts: Mapping[str, str], decision: Decision,
          changed: tuple[str, ...] = ()) -> tuple[ServiceRecord, ...]:
    """A live service becomes two or more: the record, being transformed, and a new record for each part (id to name).

    Parts begin as selected while the grounds of G1 hold, else as ideas; ``changed`` as in ``reentry``. They have the
    service's PMO and need an owner of their own. Raises ``Refused``. *Course model*.
    """
    whole = decide(record, evolve(decision, word="split", services=tuple(parts)))
    began = State.IDEA if changed else State.SELECTED
    return (whole, *(ServiceRecord(id, name, home=whole.pmo, course_service=record.course_service, began=began)
                     for id, name in parts.items()))
