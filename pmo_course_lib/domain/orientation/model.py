"""What the file of orientation holds, and what a participant answers."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen
from attrs.validators import optional

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.check import within
from pmo_course_lib.domain.orientation.parts import Fact, keyed


@frozen
class Pair:
    """Two poles: the inward one scores 0, the outward one 4."""

    id: str
    inward: str
    outward: str


@frozen
class Band:
    """A stretch of the index, from ``least`` (included) up to the next band's ``least``."""

    name: str
    least: float


@frozen(kw_only=True)
class IndexRule(Stated):
    """Pairs, bands, and how many pairs must be answered for an index. *Course model*."""

    least_answers: int
    pairs: tuple[Pair, ...]
    bands: tuple[Band, ...]


@frozen
class Contrast:
    """What follows in one area from either orientation."""

    area: str
    inward: str
    outward: str


@frozen(kw_only=True)
class Consequences(Stated):
    """What follows, area by area. *Course model*."""

    rows: tuple[Contrast, ...]


@frozen
class Position:
    """Where PMOs of a band stand, ``power`` and ``interest`` from 0 to 5."""

    band: str
    power: int
    interest: int


@frozen(kw_only=True)
class PowerInterest(Stated):
    """Typical positions on the grid. *Course model*."""

    positions: tuple[Position, ...]


@frozen
class Trait:
    """What one can see of a poorly structured PMO; ``causes`` are ids of what may lie behind."""

    id: str
    text: str
    causes: tuple[str, ...]


@frozen(kw_only=True)
class Structure(Stated):
    """Traits and the steps from a trait to a remedy. *Course model*."""

    method: tuple[str, ...]
    traits: tuple[Trait, ...]


@frozen(kw_only=True)
class Cause(Stated):
    """A root cause; ``remedy`` (*Course model*) would remove it and rests on the core principle ``principle``."""

    id: str
    text: str
    remedy: str
    principle: str


@frozen(kw_only=True)
class Chain(Stated):
    """From capabilities to success. *Course model*."""

    links: tuple[str, ...]


@frozen(kw_only=True)
class Word(Stated):
    """A word of success; ``example`` is for a health check service."""

    term: str
    meaning: str
    example: str | None = None


@frozen
class AgileMeasure:
    """A measure of the Spirit of Agile; ``start`` and ``end`` name the days between which working days are counted."""

    id: str
    name: str
    text: str
    start: str | None = None
    end: str | None = None


@frozen(kw_only=True)
class AgileMeasures(Stated):
    """AG1 to AG4. *Course model*."""

    measures: tuple[AgileMeasure, ...]


@frozen
class Guide:
    """All of ``orientation.toml``."""

    index: IndexRule
    consequences: Consequences
    power_interest: PowerInterest
    facts: tuple[Fact, ...]
    structure: Structure
    causes: tuple[Cause, ...]
    chain: Chain
    words: tuple[Word, ...]
    research: tuple[Fact, ...]
    agile: tuple[Fact, ...]
    agile_measures: AgileMeasures


def guide() -> Guide:
    """The facts and rules of orientation.

    >>> guide().facts[0].label
    'Claim'
    """
    loaded: Guide = load("orientation", Guide)
    return loaded


def _pairs() -> Iterator[str]:
    return (pair.id for pair in guide().index.pairs)


def _traits() -> Iterator[str]:
    return (trait.id for trait in guide().structure.traits)


@frozen
class Orientation:
    """What a participant answers about the own PMO. A blank is left out of ``answers``.

    ``answers``: pair id to score, 0 to 4; ``evidence``: pair id to a text from the last twelve months;
    ``power``, ``interest``: own place on the grid, 0 to 5; ``traits_seen``: trait id (X1 to X7) to its evidence.
    Raises ``ValueError`` for an unknown id or a score outside the scale.
    """

    answers: dict[str, int] = field(factory=dict, validator=keyed(_pairs, 0, 4))
    evidence: dict[str, str] = field(factory=dict, validator=keyed(_pairs))
    power: int | None = field(default=None, validator=optional(within(0, 5)))
    interest: int | None = field(default=None, validator=optional(within(0, 5)))
    moved_by: str = ""
    next_service: str = ""
    traits_seen: dict[str, str] = field(factory=dict, validator=keyed(_traits))
