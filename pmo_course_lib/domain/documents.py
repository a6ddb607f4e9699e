"""The documents of the services lifecycle: what each holds, who needs it, and what a draft still lacks."""

from __future__ import annotations

from functools import cache

from attrs import Factory, evolve, field, frozen

from pmo_course_lib.content import Stated, load
from pmo_course_lib.domain.check import different


@frozen(kw_only=True)
class Rule(Stated):
    """What holds for a document."""

    text: str


@frozen(kw_only=True)
class Document(Stated):
    """A kind of document.

    ``stages``: where it is written or changed, the first one where it begins; ``gates``: who reads it as evidence;
    ``like``: it also holds the sections of that document; ``filled_in_as``: it has a form of its own and no sections.
    """

    id: str
    name: str
    stages: tuple[str, ...]
    gates: tuple[str, ...]
    sections: tuple[str, ...]
    like: str | None = None
    rules: tuple[Rule, ...] = ()
    review_every_months: int | None = None
    filled_in_as: str | None = None


@frozen(kw_only=True)
class Retirement(Stated):
    """The milestones of a retirement, in order."""

    milestones: tuple[str, ...]


@frozen
class _Documents:
    documents: tuple[Document, ...] = field()
    retirement: Retirement

    @documents.validator
    def _differ(self, _attribute: object, value: tuple[Document, ...]) -> None:
        different("the document", (one.id for one in value))


def _content() -> _Documents:
    loaded: _Documents = load("documents", _Documents)
    return loaded


@cache
def documents() -> tuple[Document, ...]:
    """The 20 documents in the order of the lifecycle, each with all its sections: those of ``like``, then its own."""
    given = {one.id: one for one in _content().documents}
    return tuple(evolve(one, sections=(*given[one.like].sections, *one.sections)) if one.like else one for one in given.values())


@cache
def document(id: str) -> Document:
    """The document of this id. Raises ``ValueError`` naming what is allowed.

    >>> document("DOC-PILOTPLAN").name
    'Pilot plan'
    """
    known = {one.id: one for one in documents()}
    if id not in known:
        raise ValueError(f"document is {id!r}; allowed: {', '.join(known)}")
    return known[id]


def needed_for(gate: str) -> tuple[Document, ...]:
    """Documents that a gate (G1 to G7) reads as evidence. *Course model*.

    At G6 one of the two plans is enough, the one for the decision at hand.

    >>> [one.name for one in needed_for("G3")]
    ['Pilot plan', 'Runbook']
    """
    return tuple(one for one in documents() if gate in one.gates)


def needed_in(stage: str) -> tuple[Document, ...]:
    """Documents that are written or changed in a stage (``select`` to ``transform_or_retire``). *Course model*."""
    return tuple(one for one in documents() if stage in one.stages or one.stages == ("all",))


def shared_sections(one: str, other: str) -> tuple[str, ...]:
    """Sections that two documents have in common, in the order of the first.

    An OLA shares the whole structure of an SLA (public: IT Process Wiki).

    >>> len(shared_sections("DOC-OLA", "DOC-SLA"))
    17
    """
    theirs = document(other).sections
    return tuple(section for section in document(one).sections if section in theirs)


def retirement_milestones() -> tuple[str, ...]:
    """From the plan to the removal of the data: the seven milestones of a public process guide."""
    return _content().retirement.milestones


@frozen
class Draft:
    """A document being written: its kind, and the text of each section that has one.

    Raises ``ValueError`` for a kind that does not exist or that is filled in through a form of its own.

    >>> draft = Draft("DOC-UC", {"Supplier": "Aster Ltd", "Exit": " "})
    >>> draft.missing[:2], round(draft.completeness, 2)
    (('Goods or service', 'Target inside the SLA target'), 0.17)
    """

    kind: str = field()
    sections: dict[str, str] = Factory(dict)

    @kind.validator
    def _has_sections(self, _attribute: object, value: str) -> None:
        if form := document(value).filled_in_as:
            raise ValueError(f"kind is {value}, which is filled in as a {form}, not section by section")

    @property
    def missing(self) -> tuple[str, ...]:
        """Sections without a text, in the order of the document."""
        return tuple(one for one in document(self.kind).sections if not self.sections.get(one, "").strip())

    @property
    def completeness(self) -> float:
        """Share of the sections that have a text, 0 to 1."""
        return 1 - len(self.missing) / len(document(self.kind).sections)
