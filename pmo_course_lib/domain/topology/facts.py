"""What ``topology.toml`` says: kinds, rules, checks, figures and steps."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from attrs import frozen

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.check import different


class Severity(Enum):
    """An error blocks the release of the map; a warning may stay with a written reason; advice is to be weighed."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@frozen(kw_only=True)
class Fact(Stated):
    """What is public about topologies, or a step of design."""

    text: str


@frozen(kw_only=True)
class Rules(Stated):
    """The numbers in the checks: shares and weights from 0 to 1."""

    reserve: float
    police_controlling_above: float
    police_serving_below: float
    weights_tolerance: float


@frozen(kw_only=True)
class NodeKind(Stated):
    """A kind of node."""

    id: str
    name: str
    meaning: str


@frozen(kw_only=True)
class PmoKind(Stated):
    """A kind of PMO; ``central``: works for the whole organisation."""

    id: str
    name: str
    span: str
    other_names: tuple[str, ...] = ()
    temporary: bool = False
    central: bool = False


@frozen(kw_only=True)
class RelationKind(Stated):
    """A kind of relation with the kinds of node it may run from and to."""

    id: str
    runs_from: tuple[str, ...]
    runs_to: tuple[str, ...]
    meaning: str


@frozen(kw_only=True)
class Rule(Stated):
    """A check or a placement rule: ``text`` says what must hold, ``do`` what to do about a finding."""

    id: str
    severity: Severity
    title: str
    text: str
    do: str


@frozen(kw_only=True)
class FigureKind(Stated):
    """One of the five figures."""

    id: str
    name: str
    formula: str


@frozen(kw_only=True)
class Typical(Stated):
    """How many services a kind of PMO has in the invented case."""

    pmo_kind: str
    least: int
    most: int


@frozen(kw_only=True)
class Guide(Stated):
    """The whole file."""

    title: str
    facts: tuple[Fact, ...]
    rules: Rules
    node_kinds: tuple[NodeKind, ...]
    pmo_kinds: tuple[PmoKind, ...]
    relation_kinds: tuple[RelationKind, ...]
    design_steps: tuple[Fact, ...]
    checks: tuple[Rule, ...]
    placement: tuple[Rule, ...]
    figures: tuple[FigureKind, ...]
    typical_services: tuple[Typical, ...]

    def __attrs_post_init__(self) -> None:
        for what in ("node_kinds", "pmo_kinds", "relation_kinds", "figures"):
            different(what, (one.id for one in getattr(self, what)))
        different("rule", (rule.id for rule in (*self.checks, *self.placement)))

    def rule(self, id: str) -> Rule:
        """The check or placement rule with this id. Raises ``KeyError``.

        >>> guide().rule("V3").text
        'Services do not depend on each other in a circle.'
        """
        return {rule.id: rule for rule in (*self.checks, *self.placement)}[id]


def guide() -> Guide:
    """The facts of topologies (cached)."""
    found: Guide = load("topology", Guide)
    return found


def exact(number: float) -> Fraction:
    """The decimal number that a person wrote, exactly: 1.15 is 115/100, which no float is.

    >>> float(exact(0.1) + exact(0.2))
    0.3
    """
    return Fraction(repr(number))
