"""The record of one service: where it began, what was decided, and where it stands because of that."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import pairwise

from attrs import field, frozen

from pmo_course_lib.domain.check import not_empty
from pmo_course_lib.domain.lifecycle.framework import State, Transition, framework, moves

#: States in which customers have an agreement when a record begins there.
_IN_FORCE = (State.LIVE, State.TRANSFORMING, State.RETIRING)


@frozen
class Decision:
    """A decision about a service.

    ``word`` is one of the words of the moves (``go``, ``rework``, ``retire`` ...), ``criteria`` holds the ids of the
    criteria that are met (``G1-1`` ...), ``evidence`` the ids of the documents that were read (``DOC-CASE`` ...). ``gate``
    may stay empty; it is filled in with the decision. ``pmo`` names the new PMO when a service or an idea goes to another,
    ``services`` the others that a merger takes in, that a split creates, or where customers of an ended service may go.
    """

    on: date
    word: str
    decider: str = ""
    gate: str = ""
    criteria: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    comment: str = ""
    pmo: str = ""
    services: tuple[str, ...] = ()


@frozen
class Position:
    """Where a history has led.

    ``in_force``: customers have an agreement (also while a new version is on its way); ``pmo``: who answers for the
    service now; ``provider``: who delivers under the agreement in force; ``agenda``: the proposal that waits for G6.
    """

    state: State
    in_force: bool
    pmo: str
    provider: str
    agenda: str = ""

    def move(self, word: str) -> Transition:
        """The move that a decision makes from here. Raises ``ValueError`` that says which decisions are possible."""
        for one in moves(self.state):
            if one.word == word:
                return one
        raise ValueError(f"decision is {word!r}; allowed from {self.state.label!r}: {possible(self.state) or 'none'}")

    def after(self, decision: Decision) -> Position:
        """The position that a decision leads to.

        A new version that is rejected leaves the old one in force: the service is live again, with its old provider.
        """
        move = self.move(decision.word)
        stopped = move.end is State.REJECTED and self.in_force
        end = State.LIVE if stopped else move.end
        pmo = self.provider if stopped else decision.pmo if move.new_pmo else self.pmo
        started = end is State.LIVE and self.state is not State.LIVE
        agenda = move.word if move.agenda else "" if move.gate == "G6" else self.agenda
        return Position(end, started or (self.in_force and end is not State.RETIRED), pmo,
                        pmo if started else self.provider if end is not State.RETIRED else "", agenda)


def possible(state: State) -> str:
    """Decisions that are possible from a state, in words.

    >>> possible(State.IN_BUILD)
    'Start the pilot (G3), Fix first (G3)'
    """
    return ", ".join(f"{move.label} ({move.gate})" if move.gate else move.label for move in moves(state))


@frozen
class ServiceRecord:
    """A service from its idea to its end.

    ``home`` is the PMO that proposed it (or that provided it when the record begins), ``began`` the state in which the
    record begins, ``course_service`` its nearest entry in the course catalogue of 26 (S1 to O8). State, PMO and agenda
    follow from the history and cannot contradict it: raises ``ValueError`` for a history with a move that does not exist
    or with dates that go backwards.

    >>> record = ServiceRecord("planning", "Planning help", home="Teal", began=State.LIVE)
    >>> record.state.label, record.provider, record.in_force
    ('Live', 'Teal', True)
    """

    id: str = field(validator=not_empty)
    name: str = ""
    owner: str = ""
    home: str = ""
    course_service: str = ""
    began: State = State.IDEA
    history: tuple[Decision, ...] = field(default=())

    @history.validator
    def _follows(self, _attribute: object, value: tuple[Decision, ...]) -> None:
        for earlier, later in pairwise(value):
            if later.on < earlier.on:
                raise ValueError(f"history of {self.id}: {later.on} comes after {earlier.on}; dates never go backwards")
        _ = self.position

    @cached_property
    def position(self) -> Position:
        """Where the service stands: the history replayed from its beginning."""
        return self.position_on(date.max)

    def position_on(self, day: date) -> Position:
        """Where the service stood at the end of ``day``."""
        in_force = self.began in _IN_FORCE
        at = Position(self.began, in_force, self.home, self.home if in_force else "")
        for decision in self.history:
            if decision.on <= day:
                at = at.after(decision)
        return at

    @property
    def state(self) -> State:
        """The state now."""
        return self.position.state

    @property
    def pmo(self) -> str:
        """The PMO that answers for the service now; during a move already the new one."""
        return self.position.pmo

    @property
    def provider(self) -> str:
        """The PMO that delivers under the agreement in force; empty when there is none."""
        return self.position.provider

    @property
    def in_force(self) -> bool:
        """Whether customers have an SLA in force; while a service is being transformed, the old one."""
        return self.position.in_force

    @property
    def agenda(self) -> str:
        """The proposal (``propose_transformation`` or ``propose_retirement``) that waits for G6; else empty."""
        return self.position.agenda


def views(record: ServiceRecord) -> tuple[str, ...]:
    """Parts of the portfolio in which a service stands: pipeline, catalogue, archive.

    A service whose new version is designed or piloted stands in two: the old version is still in the catalogue.
    *Course model* on the public split of a portfolio.

    >>> views(ServiceRecord("coaching", began=State.IN_PILOT))
    ('pipeline',)
    """
    split = framework().portfolio
    parts = {"pipeline": split.pipeline, "catalogue": split.catalogue, "archive": split.archive}
    return tuple(name for name, states in parts.items()
                 if record.state in states or (name == "catalogue" and record.in_force))


def portfolio(records: Iterable[ServiceRecord]) -> dict[str, tuple[ServiceRecord, ...]]:
    """The services in each part of the portfolio, in the order given."""
    given = tuple(records)
    return {part: tuple(one for one in given if part in views(one)) for part in ("pipeline", "catalogue", "archive")}
