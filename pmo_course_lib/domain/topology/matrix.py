"""The map on one page, as rows of plain text: the first row is the head, the first column names the service."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.domain.topology.indexed import Index
from pmo_course_lib.domain.topology.nodes import Service
from pmo_course_lib.domain.topology.relations import Consumes, Part

Rows = tuple[tuple[str, ...], ...]
_ENDED = (State.RETIRED, State.REJECTED)


def services_matrix(index: Index) -> Rows:
    """Services by PMOs (*Course model*): P provides, C co-provides, F front desk only, or nothing; no ended services."""
    rows = []
    for service in _shown(index):
        parts: dict[str, list[Part]] = {}
        for line in index.providers[service.id]:
            parts.setdefault(line.pmo, []).append(line.part)
        rows.append((index.name(service.id), *(_strongest(parts.get(pmo, ())) for pmo in index.pmos)))
    return (("Service", *map(index.name, index.pmos)), *rows)


def consumers_matrix(index: Index) -> Rows:
    """Services by consumers and PMOs that use some (*Course model*): level and obligation, such as ``L3 mandatory``."""
    users = [user for user, lines in index.used.items() if lines or user not in index.pmos]
    rows = []
    for service in _shown(index):
        said: dict[str, list[str]] = {}
        for line in index.users[service.id]:
            said.setdefault(line.consumer, []).append(_use(service, line))
        rows.append((index.name(service.id), *("; ".join(sorted(said.get(user, ()))) for user in users)))
    return (("Service", *map(index.name, users)), *rows)


def _shown(index: Index) -> list[Service]:
    return [service for service in index.services.values() if service.state not in _ENDED]


def _strongest(parts: Iterable[Part]) -> str:
    return min(parts, key=list(Part).index).value if parts else ""


def _use(service: Service, line: Consumes) -> str:
    """The line's own obligation, or the service's; a line that says nothing at all still shows."""
    obligation = line.obligation or service.obligation
    return " ".join(filter(None, (line.level, obligation.value if obligation else ""))) or "uses"
