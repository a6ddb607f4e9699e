"""Pairs of a consumer and an outcome it needs, with the services that bring it (*Course model*)."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from pmo_course_lib.domain.topology.indexed import Index
from pmo_course_lib.domain.topology.nodes import Service


@frozen
class Need:
    """A needed pair: the live ``services`` that the consumer uses for it and the PMOs that answer for them."""

    consumer: str
    outcome: str
    services: tuple[str, ...]
    providers: tuple[str, ...]


def plain(outcome: str) -> str:
    """An outcome without regard to capitals and blanks, so that two people's spellings meet."""
    return " ".join(outcome.casefold().split())


def outcome_of(service: Service) -> str:
    """The outcome of a service, to compare."""
    return plain(service.outcome)


def needs(index: Index) -> Iterator[Need]:
    """All needed pairs, each once. A service covers what its users need; in pilot or planned it covers nothing yet."""
    for consumer in index.topology.consumers:
        brought: dict[str, set[str]] = {}
        for line in index.used[consumer.id]:
            service = index.services[line.service]
            if service.on_offer:
                brought.setdefault(outcome_of(service), set()).add(service.id)
        for outcome in {plain(one): one for one in sorted(consumer.needs, reverse=True) if plain(one)}.values():
            services = sorted(brought.get(plain(outcome), ()))
            pmos = set[str]().union(*(index.accountable(service, consumer.id) for service in services))
            yield Need(consumer.id, outcome, tuple(services), tuple(sorted(pmos)))
