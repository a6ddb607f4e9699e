"""Benefits in customers' words, and the course's rules that turn them into numbers to start from. *Course model*."""

from __future__ import annotations

from attrs import field, frozen

from pmo_course_lib import content
from pmo_course_lib.content import Stated
from pmo_course_lib.domain.catalogue.services import Catalogue, Fact, Horizon
from pmo_course_lib.domain.check import different

Chances = dict[str, dict[str, float]]  #: service -> benefit (or problem) -> chance 0..1; what is not named is 0
Profile = tuple[float, float, float]  #: parts of an effect noticed in the short, medium and long term; they add to 1


@frozen
class Benefit:
    """What a customer may want, and the services that can bring it, the strongest first."""

    id: str
    name: str
    services: tuple[str, ...]


@frozen
class Statement(Stated):
    """Benefits as a public source names them."""

    kind: str
    items: tuple[str, ...]


@frozen
class Rules(Stated):
    """Chance by place in a benefit's list of services; time profile by time to value (short, medium, long)."""

    chance_by_place: tuple[float, ...]
    profiles: dict[str, Profile]


@frozen
class Benefits(Stated):
    """All that ``content/benefits.toml`` holds."""

    title: str
    facts: tuple[Fact, ...]
    public: tuple[Statement, ...]
    rules: Rules
    benefits: tuple[Benefit, ...] = field()

    @benefits.validator
    def _differ(self, _attribute: object, value: tuple[Benefit, ...]) -> None:
        different("benefit", (one.id for one in value))

    def names(self) -> dict[str, str]:
        """Names by id."""
        return {one.id: one.name for one in self.benefits}


def benefits() -> Benefits:
    """The course's 20 benefits; not the PMO Value Ring's list, which is not public.

    >>> benefits().label, len(benefits().benefits), benefits().names()["B08"]
    ('Course model', 20, 'Faster decisions')
    """
    loaded: Benefits = content.load("benefits", Benefits)
    return loaded


def by_place(wanted: dict[str, tuple[str, ...]], chances: tuple[float, ...], known: tuple[str, ...]) -> Chances:
    """Course rule "first = strongest": the chance of a service is that of its place; later places get the last chance.

    ``wanted``: benefit (or problem) -> services, the strongest first. Services not in ``known`` are left out.

    >>> by_place({"B08": ("S6", "S2")}, (0.7, 0.5), ("S2", "S6"))
    {'S2': {'B08': 0.5}, 'S6': {'B08': 0.7}}
    """
    return {service: row for service in known
            if (row := {id: chances[min(names.index(service), len(chances) - 1)]
                        for id, names in wanted.items() if service in names})}


def starting_chances(catalogue: Catalogue) -> Chances:
    """Chances of each service for each benefit, by the course rule. *Course model*."""
    facts = benefits()
    return by_place({one.id: one.services for one in facts.benefits}, facts.rules.chance_by_place, catalogue.ids)


def starting_profiles(catalogue: Catalogue) -> dict[str, Profile]:
    """A time profile for each service, by its time to value. *Course model*."""
    rule = {Horizon(name): profile for name, profile in benefits().rules.profiles.items()}
    return {one.id: rule[one.time_to_value] for one in catalogue.services}
