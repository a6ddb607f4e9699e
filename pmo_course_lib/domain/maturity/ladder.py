"""The course's maturity ladder, what a participant answers on it, and what other models look at."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen
from attrs.validators import optional

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.check import within
from pmo_course_lib.domain.orientation.parts import Fact, Item, keyed


@frozen
class Condition:
    """``of`` (the index, a dimension, the orientation index, the partnering share) has to be at least ``least``."""

    of: str
    least: float


@frozen
class Level:
    """A step of the ladder, reached when its ``conditions`` and those of all levels below hold."""

    level: int
    name: str
    orientation: str
    sign: str
    next: str
    conditions: tuple[Condition, ...] = ()


@frozen(kw_only=True)
class Ladder(Stated):
    """Dimensions, items of the services dimension, levels and inflection. *Course model*."""

    name: str
    dimensions: tuple[str, ...]
    inflection_after: int
    inflection: str
    items: tuple[Item, ...]
    levels: tuple[Level, ...]


@frozen(kw_only=True)
class Comparison(Stated):
    """Another public model: what it looks at, its steps and parts, and what sets it apart."""

    id: str
    name: str
    looks_at: str
    beside_ours: str
    steps: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@frozen(kw_only=True)
class Example(Stated):
    """A worked example; ``scores`` per dimension, 0 to 4."""

    id: str
    scores: dict[str, float]
    orientation_index: float
    partnering_share: float
    lesson: str


@frozen
class Guide:
    """All of ``maturity.toml``."""

    ladder: Ladder
    examples: tuple[Example, ...]
    facts: tuple[Fact, ...]
    comparison: tuple[Comparison, ...]


def guide() -> Guide:
    """The ladder, worked examples, facts on AIPMO's model and models to compare."""
    loaded: Guide = load("maturity", Guide)
    return loaded


def item_ids() -> tuple[str, ...]:
    """SV1 to SV8, the items of the services dimension."""
    return tuple(item.id for item in guide().ladder.items)


def dimension_names() -> tuple[str, ...]:
    """Services and the seven core principles."""
    return guide().ladder.dimensions


def _principles() -> Iterator[str]:
    return (name for name in dimension_names() if name != "services")


def _with_evidence() -> tuple[str, ...]:
    return (*item_ids(), *_principles())


@frozen
class MaturityAnswers:
    """What a participant answers, each 0 to 4, blanks left out.

    ``items``: SV1 to SV8 of the services dimension; ``principles``: the other seven dimensions; ``evidence``: either's id
    to a text. Raises ``ValueError`` for an unknown id or a score outside the scale.
    """

    items: dict[str, int] = field(factory=dict, validator=keyed(item_ids, 0, 4))
    principles: dict[str, float] = field(factory=dict, validator=keyed(_principles, 0, 4))
    evidence: dict[str, str] = field(factory=dict, validator=keyed(_with_evidence))


@frozen
class Scores:
    """What the ladder rests on: a score of 0 to 4 per dimension; orientation index and partnering share from 0 to 1.

    What is not known yet is left out (``None``); a condition on it then does not hold.
    Raises ``ValueError`` naming what lies outside its scale.
    """

    dimensions: dict[str, float] = field(factory=dict, validator=keyed(dimension_names, 0, 4))
    orientation_index: float | None = field(default=None, validator=optional(within(0, 1)))
    partnering_share: float | None = field(default=None, validator=optional(within(0, 1)))
