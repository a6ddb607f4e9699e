"""What a topology picture shows: bodies, PMOs, services, consumers and supports, their relations and what a check found."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from pmo_course_lib.ui.pictures.marks import Severity
from pmo_course_lib.ui.pictures.words import clean, listed, named, opening, plural


class Kind(StrEnum):
    """Relations that are drawn as lines."""

    REPORTS_TO = "reports to"
    GOVERNS = "governs"
    DEPENDS_ON = "depends on"
    HANDS_OVER = "hands over to"
    ROLE = "works with"


@frozen
class Thing:
    """A body, PMO, consumer or support: an id of its own, a name, and its kind in a word or two."""

    id: str
    name: str
    kind: str = ""


@frozen
class Service:
    """A service and the id of the PMO that answers for it (empty: nobody does)."""

    id: str
    name: str
    provider: str = ""
    state: str = ""


@frozen
class Use:
    """A consumer or PMO uses a service, because it must or because it wants to."""

    consumer: str
    service: str
    mandatory: bool = False
    label: str = ""


@frozen
class Link:
    """A relation between two ids, with a label such as "OLA, 8 h"."""

    kind: Kind
    source: str
    target: str
    label: str = ""


@frozen
class Finding:
    """What a check found, and the ids it is about."""

    severity: Severity
    text: str
    at: tuple[str, ...] = ()


@frozen
class Network:
    """The whole topology. ``checked``: were findings looked for? Only then their number, be it none, says something."""

    title: str
    bodies: tuple[Thing, ...] = ()
    pmos: tuple[Thing, ...] = ()
    services: tuple[Service, ...] = ()
    consumers: tuple[Thing, ...] = ()
    supports: tuple[Thing, ...] = ()
    uses: tuple[Use, ...] = ()
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    note: str = ""
    checked: bool = True

    @property
    def names(self) -> dict[str, str]:
        """Names by id."""
        things: tuple[Thing | Service, ...] = (*self.bodies, *self.pmos, *self.services, *self.consumers, *self.supports)
        return {thing.id: named(thing.name) for thing in things}

    def as_text(self) -> tuple[str, ...]:
        """The same in sentences: things, then relations, then findings."""
        names = self.names
        return (
            opening(self.title, self.note),
            f"{summary(self)}.",
            *_things_said(self),
            *(f"{names.get(s.provider, 'Nobody')} provides {named(s.name)}{_in(s.state)}." for s in self.services),
            *(
                f"{names.get(u.consumer, u.consumer)} uses {names.get(u.service, u.service)},"
                f" {'mandatory' if u.mandatory else 'optional'}{_in(u.label)}."
                for u in self.uses
            ),
            *(f"{names.get(x.source, x.source)} {x.kind} {names.get(x.target, x.target)}{_in(x.label)}." for x in self.links),
            *(f"{f.severity.capitalize()}: {named(f.text)} ({listed(names.get(i, i) for i in f.at)})." for f in self.findings),
        )


def _things_said(network: Network) -> Iterator[str]:
    groups = (
        ("Governance bodies", network.bodies),
        ("PMOs", network.pmos),
        ("Consumers", network.consumers),
        ("Supports", network.supports),
    )
    yield from (f"{word}: {listed(map(_thing, things))}." for word, things in groups)


def _thing(thing: Thing) -> str:
    return named(thing.name) + _in(thing.kind)


def _in(words: str) -> str:
    return f" ({clean(words)})" if clean(words) else ""


def summary(network: Network) -> str:
    """Counts in a line; of errors and warnings where they were looked for."""
    bad = sum(finding.severity is Severity.ERROR for finding in network.findings)
    found = (plural(bad, "error"), plural(len(network.findings) - bad, "warning")) if network.checked else ()
    return ", ".join(
        (
            plural(len(network.pmos), "PMO"),
            plural(len(network.services), "service"),
            plural(len(network.consumers), "consumer"),
            *found,
        )
    )


def codes(network: Network) -> dict[str, str]:
    """Short codes by id, for references inside the picture: B1, P1, 1, A, S1."""
    found = {
        thing.id: f"{letter}{n}"
        for letter, things in (("B", network.bodies), ("P", network.pmos), ("S", network.supports))
        for n, thing in enumerate(things, 1)
    }
    found |= {service.id: str(n) for n, service in enumerate(network.services, 1)}
    return found | {consumer.id: _letter(n) for n, consumer in enumerate(network.consumers)}


def _letter(n: int) -> str:
    return ("" if n < 26 else chr(64 + n // 26)) + chr(65 + n % 26)
