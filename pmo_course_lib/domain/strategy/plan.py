"""From baseline to vision to services strategy: what a team writes down. *Course model*."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from enum import Enum

from attrs import Attribute, field, frozen

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.check import different
from pmo_course_lib.domain.orientation.parts import Fact, Item, keyed


class MoveKind(Enum):
    """What a move changes."""

    SERVICE = "service"
    CAPABILITY = "capability"


@frozen
class FieldPair:
    """A field of the baseline and the field of the vision that answers to it."""

    baseline: str
    vision: str


@frozen(kw_only=True)
class Template(Stated):
    """Fields of baseline and vision, and the rule that makes a strategy of them. *Course model*."""

    rule: str
    baseline: tuple[Item, ...]
    vision: tuple[Item, ...]
    pairs: tuple[FieldPair, ...]


@frozen(kw_only=True)
class Workshop(Stated):
    """The steps of AIPMO's workshop, in our words."""

    steps: tuple[str, ...]


@frozen
class Guide:
    """All of ``strategy.toml``."""

    template: Template
    workshop: Workshop
    facts: tuple[Fact, ...]


def guide() -> Guide:
    """Template, workshop and facts."""
    loaded: Guide = load("strategy", Guide)
    return loaded


def _baseline() -> Iterator[str]:
    return (one.id for one in guide().template.baseline)


def _vision() -> Iterator[str]:
    return (one.id for one in guide().template.vision)


@frozen
class Gap:
    """What lies between baseline (``now``) and vision (``then``)."""

    id: str
    now: str = ""
    then: str = ""


@frozen
class Move:
    """What closes a gap: a service or a capability moves.

    ``gap`` is the id of the gap, ``after`` holds ids of moves that have to be finished first, ``first_step`` is small
    enough for next Monday. From ``starts`` to ``due``, both days included.
    """

    id: str
    gap: str = ""
    kind: MoveKind = MoveKind.SERVICE
    what: str = ""
    owner: str = ""
    starts: datetime.date | None = None
    due: datetime.date | None = field(default=None)
    measure: str = ""
    after: tuple[str, ...] = ()
    first_step: str = ""

    @due.validator
    def _not_before_start(self, _attribute: Attribute[datetime.date | None], due: datetime.date | None) -> None:
        if due and self.starts and due < self.starts:
            raise ValueError(f"due of move {self.id!r} is {due}; allowed: {self.starts} (its start) or later")


@frozen
class StrategyPlan:
    """A PMO's services strategy, as far as it is written. ``baseline`` and ``vision``: field id to text.

    Raises ``ValueError`` for an unknown field and for two gaps or moves of one id.
    """

    mission: str = ""
    principles: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    kpis: tuple[str, ...] = ()
    baseline: dict[str, str] = field(factory=dict, validator=keyed(_baseline))
    vision: dict[str, str] = field(factory=dict, validator=keyed(_vision))
    gaps: tuple[Gap, ...] = field(default=())
    moves: tuple[Move, ...] = field(default=())

    @gaps.validator
    def _gaps_differ(self, _attribute: Attribute[tuple[Gap, ...]], gaps: tuple[Gap, ...]) -> None:
        different("gap", (gap.id for gap in gaps))

    @moves.validator
    def _moves_differ(self, _attribute: Attribute[tuple[Move, ...]], moves: tuple[Move, ...]) -> None:
        different("move", (move.id for move in moves))


def candidate_gaps(plan: StrategyPlan) -> tuple[Gap, ...]:
    """Gaps to start from: each pair of fields of which both are filled and differ; their ids are the baseline fields'.

    >>> candidate_gaps(StrategyPlan(baseline={"services_live": "12 reports"}, vision={"services_then": "4 advisory services"}))
    (Gap(id='services_live', now='12 reports', then='4 advisory services'),)
    """
    found = (Gap(one.baseline, plan.baseline.get(one.baseline, "").strip(), plan.vision.get(one.vision, "").strip())
             for one in guide().template.pairs)
    return tuple(gap for gap in found if gap.now and gap.then and gap.now != gap.then)


def unfilled(plan: StrategyPlan) -> tuple[Item, ...]:
    """Questions of baseline and vision that nobody has answered yet."""
    template, texts = guide().template, plan.baseline | plan.vision
    return tuple(one for one in (*template.baseline, *template.vision) if not texts.get(one.id, "").strip())
