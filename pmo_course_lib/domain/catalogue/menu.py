"""The service menu: what stands where in the portfolio, what a customer can order, what the provider has to run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from pmo_course_lib.domain.catalogue.entry import Entry, Obligation
from pmo_course_lib.domain.catalogue.fields import form
from pmo_course_lib.domain.lifecycle import State, framework


@frozen
class Portfolio:
    """All entries by the part they stand in; which state falls where is *Course model*."""

    pipeline: tuple[Entry, ...]
    catalogue: tuple[Entry, ...]
    archive: tuple[Entry, ...]


@frozen
class Offer:
    """A line of the customers' menu: a service at one level. ``until`` is the end date of a service that is retiring."""

    id: str
    name: str
    outcome: str
    level: str
    gives: str
    targets: tuple[str, ...]
    how: str
    obligation: Obligation | None
    rule: str
    until: date | None


@frozen
class Run:
    """A line of the provider's list: what one needs to run a service and to count its hours a month."""

    id: str
    name: str
    state: State
    pmo: str
    owner: str
    workflow: str
    capabilities: tuple[str, ...]
    depends_on: tuple[str, ...]
    hours: float | None


def portfolio(entries: Iterable[Entry]) -> Portfolio:
    """Entries in pipeline, catalogue and archive, in their order.

    >>> from pmo_course_lib.domain.catalogue.fields import samples
    >>> [len(part) for part in (portfolio(samples()).pipeline, portfolio(samples()).catalogue)]
    [2, 5]
    """
    entries, parts = tuple(entries), framework().portfolio
    return Portfolio(*(tuple(one for one in entries if one.state in states)
                       for states in (parts.pipeline, parts.catalogue, parts.archive)))


def customer_menu(entries: Iterable[Entry]) -> dict[str, tuple[Offer, ...]]:
    """For each customer group what it can order from the catalogue: a line for each service and level.

    Groups stand in the order in which the entries name them. Ideas, pilots and retired services are not offered.

    >>> from pmo_course_lib.domain.catalogue.fields import samples
    >>> [(one.name, one.level) for one in customer_menu(samples())["Functional managers"]]
    [('Idea and demand intake', 'Self-service'), ('Idea and demand intake', 'Delivered')]
    """
    offered = portfolio(entries).catalogue
    groups = dict.fromkeys(group for one in offered for group in one.customers)
    return {group: tuple(offer for one in offered if group in one.customers for offer in _offers(one)) for group in groups}


def _offers(entry: Entry) -> tuple[Offer, ...]:
    levels = {level.id: level for level in form().levels}
    return tuple(Offer(
        id=entry.id, name=entry.name, outcome=entry.outcome, level=levels[id].name, gives=levels[id].gives,
        targets=tuple(one.text for one in entry.targets if one.level in ("", id)), how=entry.how_to_request,
        obligation=entry.obligation, rule=entry.obligation_rule, until=entry.end_date,
    ) for id in entry.levels if id in levels)


def provider_list(entries: Iterable[Entry]) -> tuple[Run, ...]:
    """What runs, or is on its way, with its hours a month: pipeline without ideas that promise nothing yet, then catalogue.

    >>> from pmo_course_lib.domain.catalogue.fields import samples
    >>> sum(one.hours or 0 for one in provider_list(samples()))
    328.0
    """
    parts = portfolio(entries)
    promised = tuple(one for one in parts.pipeline if one.state not in (State.IDEA, State.ON_HOLD))
    return tuple(Run(one.id, one.name, one.state, one.provider_pmo, one.owner, one.workflow, one.capabilities, one.depends_on,
                     one.hours_per_month) for one in parts.catalogue + promised)
