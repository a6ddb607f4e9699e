"""Step 2: how far a mix of services meets expectations, and whether its effects are spread over time. *Course model*."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum, prod

from attrs import field, frozen

from pmo_course_lib.content import COURSE_MODEL
from pmo_course_lib.domain.catalogue.services import Catalogue, course_catalogue
from pmo_course_lib.domain.value_ring.expectations import Chances, Profile
from pmo_course_lib.domain.value_ring.inputs import RingInputs
from pmo_course_lib.domain.value_ring.relevance import benefit_relevance, order, service_relevance

BANDS = ("Short term", "Medium term", "Long term")
NEAR = 0.05  #: a band within five points of its target needs no advice


@frozen
class MixResult:
    """A mix with its figures, each 0..1: ``expectations`` (EAI), ``shares`` of short, medium, long term, ``balance`` (BAI)."""

    name: str
    services: tuple[str, ...]
    expectations: float
    shares: Profile
    balance: float
    label: str = field(default=COURSE_MODEL, init=False)


@frozen
class Addition:
    """A service that would raise the balance of a mix to ``balance``."""

    service: str
    balance: float


@frozen
class Balance:
    """A mix against its target: ``advice`` in sentences, ``add`` the services that help most (three at most)."""

    shares: Profile
    target: Profile
    index: float
    add: tuple[Addition, ...]
    advice: tuple[str, ...]
    label: str = field(default=COURSE_MODEL, init=False)


def expectations_adherence(mix: Iterable[str], relevance: Mapping[str, float], chances: Chances) -> float:
    """EAI: for each benefit the chance that at least one service of the mix brings it, weighted by the benefit's relevance.

    Raises ``ValueError`` naming a service without chances.

    >>> chances = {"T7": {"decisions": 0.1, "skills": 0.8}, "S6": {"decisions": 0.7, "skills": 0.1}}
    >>> round(expectations_adherence(["T7", "S6"], {"decisions": 0.4, "skills": 0.6}, chances), 3)
    0.784
    """
    rows = [chances[service] for service in known(mix, chances, "chances")]
    return fsum(part * (1 - prod(1 - row.get(benefit, 0) for row in rows)) for benefit, part in relevance.items())


def known(mix: Iterable[str], table: Mapping[str, object], name: str) -> tuple[str, ...]:
    """The services of a mix, in order of id; raises ``ValueError`` naming those that ``table`` does not hold."""
    wanted = order(dict.fromkeys(mix, 0.0))
    if lost := [service for service in wanted if service not in table]:
        raise ValueError(f"mix has {', '.join(lost)}, without {name}; known: {', '.join(table) or 'none'}")
    return wanted


def time_shares(mix: Iterable[str], relevance: Mapping[str, float], profiles: Mapping[str, Profile]) -> Profile:
    """Parts of the mix's effect in the short, medium and long term: profiles weighted by the services' relevance.

    Services whose relevance is 0 throughout count alike. Raises ``ValueError`` for an empty mix or a service without profile.
    """
    chosen = known(mix, profiles, "time profile")
    if not chosen:
        raise ValueError("mix is empty; choose at least one service")
    weight = {service: relevance.get(service, 0) for service in chosen}
    if not any(weight.values()):
        weight = dict.fromkeys(chosen, 1.0)
    bands = [fsum(weight[service] * profiles[service][band] for service in chosen) for band in range(3)]
    return _whole((bands[0], bands[1], bands[2]))


def _whole(parts: Profile) -> Profile:
    """Three numbers made to add to 1."""
    total = fsum(parts)
    return (parts[0] / total, parts[1] / total, parts[2] / total)


def balance_adherence(shares: Profile, target: Profile) -> float:
    """BAI: 1 minus half the sum of the distances of the shares from the target; 0..1.

    >>> round(balance_adherence((0.77, 0.165, 0.065), (1 / 3, 1 / 3, 1 / 3)), 3)
    0.563
    """
    return max(0.0, 1 - fsum(abs(one - two) for one, two in zip(shares, _whole(target), strict=True)) / 2)


def figures(inputs: RingInputs, name: str, mix: Iterable[str]) -> MixResult:
    """The figures of one mix, with the chances, profiles and target of the ring."""
    relevance, mix = benefit_relevance(inputs.groups), tuple(mix)
    shares = time_shares(mix, service_relevance(relevance, inputs.chances), inputs.profiles)
    return MixResult(name, mix, expectations_adherence(mix, relevance, inputs.chances), shares,
                     balance_adherence(shares, inputs.target))


def compare(inputs: RingInputs, mixes: Mapping[str, Iterable[str]]) -> tuple[MixResult, ...]:
    """The figures of several mixes, in the order given."""
    return tuple(figures(inputs, name, mix) for name, mix in mixes.items())


def balance(inputs: RingInputs, mix: Iterable[str] | None = None, catalogue: Catalogue | None = None) -> Balance:
    """Shares of a mix (the ring's own by default) against the target, and what to add from ``catalogue``.

    Raises ``ValueError`` for an empty mix and for services without chances or profile.
    """
    mix = tuple(inputs.mix if mix is None else mix)
    now = figures(inputs, "", mix)
    add = _additions(inputs, now)
    names = {one.id: one.name for one in (catalogue or course_catalogue()).services}
    return Balance(now.shares, _whole(inputs.target), now.balance, add, _advice(now, _whole(inputs.target), add, names))


def _additions(inputs: RingInputs, now: MixResult) -> tuple[Addition, ...]:
    """The three services that raise the balance most; services that bring nothing anybody wants are left out."""
    relevance = service_relevance(benefit_relevance(inputs.groups), inputs.chances)
    after = {one: figures(inputs, "", (*now.services, one)).balance for one in inputs.chances
             if one not in now.services and one in inputs.profiles and relevance[one] > 0}
    better = {one: value for one, value in after.items() if value > now.balance + 1e-9}
    return tuple(Addition(one, better[one]) for one in order(better)[:3])


def _advice(now: MixResult, target: Profile, add: tuple[Addition, ...], names: Mapping[str, str]) -> tuple[str, ...]:
    lines = [f"{band}: {100 * have:.0f} per cent of the effect, {100 * want:.0f} wanted."
             for band, have, want in zip(BANDS, now.shares, target, strict=True) if have < want - NEAR]
    if not lines:
        return ("Each band reaches its target within five points.",)
    if not add:
        return (*lines, "No further service would raise the balance; look at the time profiles, or at the target.")
    helps = "; ".join(f"{names.get(one.service, one.service)} to {one.balance:.2f}" for one in add)
    return (*lines, f"Adding one service would raise the balance from {now.balance:.2f}: {helps}.")
