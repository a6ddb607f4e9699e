"""Public lists of PMO functions, and how the course's services match them, both ways."""

from __future__ import annotations

from collections.abc import Callable

from attrs import field, frozen

from pmo_course_lib import content
from pmo_course_lib.content import Basis, Stated
from pmo_course_lib.domain.catalogue.services import Catalogue, Fact, Service, course_catalogue
from pmo_course_lib.domain.check import different, within


@frozen
class Group(Stated):
    """One of the groups of functions; their names are public."""

    number: int
    name: str


@frozen
class Function(Stated):
    """A function of PMOs; ``percent`` of PMOs find it important, on the basis ``percent_basis``."""

    rank: int
    name: str
    group: int
    percent: int = field(validator=within(0, 100))
    percent_basis: Basis = Basis.RECALLED

    @property
    def percent_label(self) -> str:
        """What stands beside the percentage: "Not verified", or "Claim" where a second-hand source quotes it."""
        return Stated(basis=self.percent_basis).label


@frozen
class HobbsAubry(Stated):
    """27 functions in five groups and a rest, after Hobbs and Aubry (2007); only the groups' names are public."""

    title: str
    groups: tuple[Group, ...]
    functions: tuple[Function, ...] = field()
    facts: tuple[Fact, ...] = ()

    @functions.validator
    def _ranked(self, _attribute: object, value: tuple[Function, ...]) -> None:
        different("rank", (str(one.rank) for one in value))
        groups = {one.number for one in self.groups}
        if lost := [one.rank for one in value if one.group not in groups]:
            raise ValueError(f"functions of ranks {lost} name a group that is not listed")

    def of(self, group: int) -> tuple[Function, ...]:
        """The functions of a group, by rank."""
        return tuple(sorted((one for one in self.functions if one.group == group), key=lambda one: one.rank))


@frozen
class Area:
    """One of Hill's five areas."""

    name: str
    functions: tuple[str, ...]


@frozen
class Hill(Stated):
    """20 functions in five areas, after Hill; public."""

    title: str
    areas: tuple[Area, ...]

    @property
    def functions(self) -> tuple[str, ...]:
        """Names of all functions, area by area."""
        return tuple(name for area in self.areas for name in area.functions)


@frozen
class Mapping:
    """Which services match which entries of a public list. *Course model*.

    ``entries`` holds, for each entry of the list (its name), the ids of services that match; ``services`` the other way round.
    """

    entries: dict[str, tuple[str, ...]]
    services: dict[str, tuple[str, ...]]

    @property
    def entries_alone(self) -> tuple[str, ...]:
        """Entries of the public list that no service matches."""
        return tuple(name for name, found in self.entries.items() if not found)

    @property
    def services_alone(self) -> tuple[str, ...]:
        """Ids of services that the public list does not know."""
        return tuple(id for id, found in self.services.items() if not found)


def hobbs_aubry() -> HobbsAubry:
    """The 27 functions; ranks, groups and percentages are not verified and say so."""
    loaded: HobbsAubry = content.load("hobbs_aubry", HobbsAubry)
    return loaded


def hill() -> Hill:
    """Hill's 20 functions."""
    loaded: Hill = content.load("hill", Hill)
    return loaded


def map_hobbs_aubry(catalogue: Catalogue | None = None) -> Mapping:
    """Services of ``catalogue`` (the course's by default) beside the 27 functions. *Course model*.

    >>> map_hobbs_aubry().entries_alone  # the PMO watches itself: no service for a customer
    ('Monitor and control the performance of the PMO',)
    """
    names = {function.rank: function.name for function in hobbs_aubry().functions}
    return _mapping(catalogue, tuple(names.values()), lambda service: tuple(names[rank] for rank in service.hobbs_aubry))


def map_hill(catalogue: Catalogue | None = None) -> Mapping:
    """Services of ``catalogue`` (the course's by default) beside Hill's 20 functions. *Course model*."""
    return _mapping(catalogue, hill().functions, lambda service: service.hill)


def _mapping(catalogue: Catalogue | None, names: tuple[str, ...], matches: Callable[[Service], tuple[str, ...]]) -> Mapping:
    chosen = (catalogue or course_catalogue()).services
    return Mapping({name: tuple(one.id for one in chosen if name in matches(one)) for name in names},
                   {one.id: matches(one) for one in chosen})
