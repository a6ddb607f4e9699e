"""PMO services as a list to choose from: the course's 26, or a list of one's own in a file."""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen

from pmo_course_lib import content
from pmo_course_lib.content import Stated
from pmo_course_lib.domain.check import different, not_empty


class Category(Enum):
    """Kind of service by the level of the organisation it works for."""

    STRATEGIC = "strategic"
    TACTICAL = "tactical"
    OPERATIONAL = "operational"


class Horizon(Enum):
    """When customers notice the effect of a service."""

    SHORT = "short"
    MEDIUM = "medium"
    LONG = "long"


@frozen
class Service:
    """A PMO service: ``customers`` are ids of customer groups; the last three name its matches in public lists."""

    id: str = field(validator=not_empty)
    name: str = field(validator=not_empty)
    category: Category
    domain: str
    description: str
    time_to_value: Horizon
    customers: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    hobbs_aubry: tuple[int, ...] = ()
    hill: tuple[str, ...] = ()
    hotpmo: tuple[str, ...] = ()


@frozen
class Fact(Stated):
    """A sentence about the field, with what it rests on."""

    text: str
    id: str = ""


@frozen
class Catalogue(Stated):
    """A list of services. ``label`` and ``note`` say whose list it is and stand beside it wherever it is shown."""

    title: str
    services: tuple[Service, ...] = field()
    facts: tuple[Fact, ...] = ()

    @services.validator
    def _usable(self, _attribute: object, value: tuple[Service, ...]) -> None:
        if not value:
            raise ValueError("there is no service; write at least one [[services]]")
        different("service", (one.id for one in value))

    def __getitem__(self, id: str) -> Service:
        """The service with this id; raises ``ValueError`` naming the ids there are."""
        for one in self.services:
            if one.id == id:
                return one
        raise ValueError(f"there is no service {id!r}; known: {', '.join(self.ids)}")

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids in the order of the list."""
        return tuple(one.id for one in self.services)

    def of(self, category: Category) -> tuple[Service, ...]:
        """The services of one category, in the order of the list."""
        return tuple(one for one in self.services if one.category is category)

    def counts(self) -> dict[Category, int]:
        """How many services each category holds.

        >>> [*course_catalogue().counts().values()]
        [8, 10, 8]
        """
        return {category: len(self.of(category)) for category in Category}


def course_catalogue() -> Catalogue:
    """The course catalogue of 26 services: *Course model*, not PMI's or PMO Global Alliance's list.

    >>> course_catalogue().label, course_catalogue()["S5"].name
    ('Course model', 'Benefits realisation management')
    """
    loaded: Catalogue = content.load("services", Catalogue)
    return loaded
