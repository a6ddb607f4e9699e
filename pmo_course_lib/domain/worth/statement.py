"""What the PMO is worth to others, in their terms and with figures of its own services. *Course model*."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import field, frozen

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.orientation.parts import Fact, Item, keyed


@frozen(kw_only=True)
class Questions(Stated):
    """The five questions about worth."""

    list: tuple[Item, ...]


@frozen(kw_only=True)
class Parts(Stated):
    """The parts of a value statement, in order. *Course model*."""

    fields: tuple[Item, ...]


@frozen
class Guide:
    """All of ``worth.toml``."""

    questions: Questions
    statement: Parts
    facts: tuple[Fact, ...]


def guide() -> Guide:
    """Five questions, the parts of a value statement, and facts."""
    loaded: Guide = load("worth", Guide)
    return loaded


def _questions() -> Iterator[str]:
    return (one.id for one in guide().questions.list)


@frozen
class ValueStatement:
    """The six parts of a value statement, and answers to the five questions (question id to text)."""

    for_whom: str = ""
    problem: str = ""
    only_we: str = ""
    outcome: str = ""
    measure: str = ""
    evidence: str = ""
    answers: dict[str, str] = field(factory=dict, validator=keyed(_questions))


def unanswered(statement: ValueStatement) -> tuple[Item, ...]:
    """The parts that are empty, then the questions without an answer."""
    parts = (one for one in guide().statement.fields if not getattr(statement, one.id).strip())
    questions = (one for one in guide().questions.list if not statement.answers.get(one.id, "").strip())
    return (*parts, *questions)


def completeness(statement: ValueStatement) -> float:
    """Share of parts and questions that are filled, 0 to 1. It says nothing about whether they are good.

    >>> round(completeness(ValueStatement("Sponsors", "They learn late of delays", answers={"needs": "early warning"})), 2)
    0.27
    """
    whole = len(guide().statement.fields) + len(guide().questions.list)
    return 1 - len(unanswered(statement)) / whole


def sentences(statement: ValueStatement) -> tuple[str, ...]:
    """The statement to be read aloud, question and answer, without the parts that are empty."""
    found = ((one.text, getattr(statement, one.id).strip()) for one in guide().statement.fields)
    return tuple(f"{asked} {said}" for asked, said in found if said)
