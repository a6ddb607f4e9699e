"""The form of a catalogue entry: its 34 fields, and what may be chosen in them."""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from pmo_course_lib import content
from pmo_course_lib.content import Stated
from pmo_course_lib.domain.catalogue.entry import Entry, Obligation
from pmo_course_lib.domain.catalogue.services import Fact
from pmo_course_lib.domain.check import different


class View(Enum):
    """Who sees a field."""

    CUSTOMER = "customer"
    PROVIDER = "provider"
    BOTH = "both"


class Required(Enum):
    """When a field has to be filled."""

    ALWAYS = "always"
    NEVER = "never"
    CONDITIONAL = "conditional"  #: when the obligation is conditional
    LIVE = "live"  #: when the state is live
    ENDING = "ending"  #: when the state is retiring or retired


@frozen
class Field(Stated):
    """A field of an entry: ``label`` of the form, ``why`` it is needed, in people's words."""

    name: str
    heading: str
    kind: str
    required: Required
    view: View
    why: str


@frozen
class Named(Stated):
    """Something with an id and a name: a group of customers, a heading of the catalogue."""

    id: str
    name: str


@frozen
class Level(Stated):
    """A service level: what the customer gets, and who does the work. *Course model*."""

    id: str
    name: str
    gives: str
    who: str


@frozen
class PublicLevel(Stated):
    """A level of help in a real PMO's document, with what each side does and where the PMO's responsibility ends."""

    number: int
    name: str
    pmo: str
    customer: str
    ends: str
    autonomy: str


@frozen
class Meaning(Stated):
    """What an obligation means, and what it asks of the PMO."""

    id: Obligation
    meaning: str
    asks: str


@frozen
class Rules(Stated):
    """Rules of the course, as sentences."""

    texts: tuple[str, ...]


@frozen
class Samples(Stated):
    """Entries of the case company."""

    entries: tuple[Entry, ...]


@frozen
class Form(Stated):
    """All that ``content/catalogue_fields.toml`` holds."""

    title: str
    facts: tuple[Fact, ...]
    customers: tuple[Named, ...]
    categories: tuple[Named, ...]
    obligations: tuple[Meaning, ...]
    rules: Rules
    levels: tuple[Level, ...]
    public_levels: tuple[PublicLevel, ...]
    fields: tuple[Field, ...] = field()
    samples: Samples

    @fields.validator
    def _differ(self, _attribute: object, value: tuple[Field, ...]) -> None:
        different("field", (one.name for one in value))

    def of(self, view: View) -> tuple[Field, ...]:
        """Fields that customers, or those who provide the service, see; ``BOTH`` gives those that both see."""
        return tuple(one for one in self.fields if one.view in (view, View.BOTH))

    def names(self, what: str) -> dict[str, str]:
        """Names by id of ``customers``, ``categories`` or ``levels``."""
        return {one.id: one.name for one in getattr(self, what)}


def form() -> Form:
    """Fields, choices and samples of the services catalogue.

    >>> len(form().fields), len(form().of(View.CUSTOMER)), len(form().of(View.PROVIDER))
    (34, 29, 21)
    """
    loaded: Form = content.load("catalogue_fields", Form)
    return loaded


def samples() -> tuple[Entry, ...]:
    """Seven entries of the case company. *Course model*."""
    return form().samples.entries
