"""What is known of agreements and measures: terms, facts, rules K1 to K15, measures MS01 to MS19 (``content/sla.toml``)."""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.check import different


class Better(Enum):
    """Which way a measure is good."""

    HIGHER = "higher"
    LOWER = "lower"


@frozen(kw_only=True)
class Statement(Stated):
    """One fact or rule; ``consistent_with`` names public sources that a course model agrees with."""

    text: str
    id: str | None = None
    consistent_with: tuple[str, ...] = ()


@frozen(kw_only=True)
class Term(Stated):
    """A kind of agreement or a word of the field."""

    id: str
    term: str
    meaning: str


@frozen(kw_only=True)
class Measure(Stated):
    """A measure: what it says, formula, unit, which way is good, what to mind at the edges."""

    id: str
    name: str
    what: str
    formula: str
    unit: str
    better: Better
    edge: str | None = None
    consistent_with: tuple[str, ...] = ()


@frozen(kw_only=True)
class Section(Stated):
    """A section of the written agreement: ``fields`` of ``Agreement`` that fill it; ``kinds``: only in these agreements.

    ``clause``: the standard's clause that asks for it.
    """

    name: str
    fields: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    clause: str = ""


@frozen(kw_only=True)
class Cadence(Stated):
    """The course's rhythm of reports and reviews."""

    operational_report: str
    service_review: str
    agreement_review: str
    exception_report: str
    exception_working_days: int
    exception_budget_below: float


@frozen
class Facts:
    """The whole file."""

    terms: tuple[Term, ...]
    facts: tuple[Statement, ...]
    rules: tuple[Statement, ...]
    measures: tuple[Measure, ...] = field()
    status_rule: Statement
    near_miss_rule: Statement
    near_miss_below: float
    credits: tuple[Statement, ...]
    recovery: Statement
    reviews: tuple[Statement, ...]
    cadence: Cadence
    sections: tuple[Section, ...]

    @measures.validator
    def _differ(self, _attribute: object, value: tuple[Measure, ...]) -> None:
        different("measure", (one.id for one in value))


def facts() -> Facts:
    """Everything in ``content/sla.toml``.

    >>> facts().cadence.exception_report
    'within 2 working days of a breach, or of the error budget falling below 25 per cent'
    """
    found: Facts = load("sla", Facts)
    return found


def measure(id: str) -> Measure:
    """A measure by its id. Raises ``ValueError`` that lists the ids.

    >>> measure("MS03").name
    'attainment'
    """
    known = {one.id: one for one in facts().measures}
    if id not in known:
        raise ValueError(f"measure is {id!r}; allowed: {', '.join(known)}")
    return known[id]
