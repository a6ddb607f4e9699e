"""The services lifecycle as facts: stages, gates with their criteria, states of a service and the moves between them."""

from __future__ import annotations

from enum import Enum
from functools import cache

from attrs import field, frozen

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.check import different
from pmo_course_lib.domain.documents import Document, needed_in


class State(Enum):
    """Where a service stands. Course model."""

    IDEA = "idea"
    ON_HOLD = "on_hold"
    REJECTED = "rejected"
    SELECTED = "selected"
    IN_DESIGN = "in_design"
    IN_BUILD = "in_build"
    IN_PILOT = "in_pilot"
    LIVE = "live"
    TRANSFORMING = "transforming"
    RETIRING = "retiring"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        """The name for people.

        >>> State.IN_DESIGN.label
        'In design'
        """
        return self.value.replace("_", " ").capitalize()


@frozen(kw_only=True)
class Fact(Stated):
    """A statement with an id of its own."""

    id: str
    text: str


@frozen(kw_only=True)
class Role(Stated):
    """Who takes part in the lifecycles."""

    id: str
    name: str
    meaning: str


@frozen(kw_only=True)
class StageDetail(Stated):
    """What a stage takes in, does and gives out, and who answers for it (the four roles are those of RACI)."""

    question: str
    inputs: tuple[str, ...]
    activities: tuple[str, ...]
    outputs: tuple[str, ...]
    gates: tuple[str, ...]
    accountable: str
    responsible: str
    consulted: tuple[str, ...]
    informed: tuple[str, ...]
    measures: tuple[str, ...]
    principle: str


@frozen(kw_only=True)
class Stage(Stated):
    """A stage of the services lifecycle: its name is public, ``detail`` is the course's own model."""

    id: str
    name: str
    order: int
    detail: StageDetail

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that are written or changed in this stage."""
        return needed_in(self.id)


@frozen
class Criterion:
    """What a gate asks. A must is not traded; ``evidence`` names documents of which one has to show it."""

    id: str
    text: str
    evidence: tuple[str, ...]
    must: bool
    only_for: tuple[str, ...] = ()
    in_line_with: tuple[str, ...] = ()

    def asked_for(self, word: str) -> bool:
        """Whether a decision that passes the gate with this word has to meet the criterion."""
        return not self.only_for or word in self.only_for


@frozen(kw_only=True)
class Gate(Stated):
    """Where somebody decides about a service. Course model."""

    id: str
    name: str
    stage: str
    decider: str
    criteria: tuple[Criterion, ...]
    repeats: bool = False

    @property
    def roles(self) -> StageDetail:
        """The stage's detail, which says who is accountable, responsible, consulted and informed."""
        return next(stage.detail for stage in framework().stages if stage.id == self.stage)

    @property
    def decisions(self) -> tuple[str, ...]:
        """Words of the decisions that can be made here, in order.

        >>> gate("G3").decisions
        ('start_pilot', 'fix_first')
        """
        return tuple(dict.fromkeys(move.word for move in framework().machine.transitions if move.gate == self.id))


@frozen
class Transition:
    """A move: the decision ``word`` takes a service from ``start`` to ``end``; ``passes`` asks for the gate's musts."""

    start: State
    word: str
    end: State
    gate: str | None = None
    passes: bool = False
    new_pmo: bool = False
    with_services: bool = False
    agenda: bool = False
    effect: str | None = None

    @property
    def label(self) -> str:
        """The decision in words for people."""
        return framework().machine.words[self.word]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Criteria that are asked for this decision, shoulds included; none when the decision does not pass the gate."""
        if not self.passes or self.gate is None:
            return ()
        return tuple(one for one in gate(self.gate).criteria if one.asked_for(self.word))


@frozen(kw_only=True)
class Machine(Stated):
    """States, moves and the names of the decisions."""

    transitions: tuple[Transition, ...] = field()
    words: dict[str, str]

    @transitions.validator
    def _one_way(self, _attribute: object, value: tuple[Transition, ...]) -> None:
        different("the move", (f"{move.start.value}: {move.word}" for move in value))

    def __attrs_post_init__(self) -> None:
        if nameless := {move.word for move in self.transitions} - self.words.keys():
            raise ValueError(f"words lacks a name for {', '.join(sorted(nameless))}")


@frozen(kw_only=True)
class PortfolioView(Stated):
    """The three parts of a service portfolio and the states in them."""

    pipeline: tuple[State, ...]
    catalogue: tuple[State, ...]
    archive: tuple[State, ...]


@frozen
class Framework:
    """All of ``content/services_lifecycle.toml``."""

    public_facts: tuple[Fact, ...]
    limits: tuple[str, ...]
    grounds: tuple[str, ...]
    roles: tuple[Role, ...]
    stages: tuple[Stage, ...]
    gates: tuple[Gate, ...]
    portfolio: PortfolioView
    machine: Machine
    invariants: tuple[Fact, ...]


def framework() -> Framework:
    """The services lifecycle. Stage names: public (AIPMO); the rest: *Course model*.

    >>> [stage.name for stage in framework().stages]
    ['Select', 'Design', 'Build', 'Operate', 'Transform or retire']
    """
    loaded: Framework = load("services_lifecycle", Framework)
    return loaded


@cache
def gate(id: str) -> Gate:
    """The gate G1 to G7 of this id. Raises ``ValueError`` naming what is allowed."""
    gates = {one.id: one for one in framework().gates}
    if id not in gates:
        raise ValueError(f"gate is {id!r}; allowed: {', '.join(gates)}")
    return gates[id]


@cache
def moves(state: State) -> tuple[Transition, ...]:
    """All moves from a state, in the order of the file."""
    return tuple(move for move in framework().machine.transitions if move.start is state)


def reentry(changed: tuple[str, ...]) -> str:
    """The decision that takes a transformed service on: back to design, or to select when its case has changed.

    ``changed`` holds those of customers, outcome, benefit, cost and hours that differ from the approved case; a change
    for the better counts too. *Course model*. Raises ``ValueError`` for anything else.

    >>> reentry(()), reentry(("hours",))
    ('reenter_design', 'reenter_select')
    """
    if unknown := [one for one in changed if one not in framework().grounds]:
        raise ValueError(f"changed holds {', '.join(unknown)}; allowed: {', '.join(framework().grounds)}")
    return "reenter_select" if changed else "reenter_design"
