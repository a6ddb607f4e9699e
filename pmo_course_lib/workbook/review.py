"""What is in a workbook, and what it still lacks, by the rules of each system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from pmo_course_lib.domain import catalogue, development, orientation, sla, strategy, topology, value_ring, worth
from pmo_course_lib.domain.calendar import named_calendars
from pmo_course_lib.domain.maturity import guide as ladder
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.paths import by_key, keyed, same
from pmo_course_lib.workbook.plain import to_plain
from pmo_course_lib.workbook.words import clean, named, place, shown, word

#: Sections in which nothing need be written.
_FREE = frozenset({"schema", "causes", "drivers", "principles", "scores", "drafts", "adaptation", "requests", "calendars",
                   "notes", "values"})
_NAMED = 5


def contents(workbook: Workbook) -> tuple[tuple[str, str], ...]:
    """Each section with something in it, and what that is; in the order of the workbook.

    >>> contents(Workbook(notes={"t1": "Yes", "t2": "No"}))
    (('Notes on discussions', '2: t1, t2'),)
    """
    now, empty = to_plain(workbook), to_plain(Workbook())
    return tuple((place(now, (name,)), _summary(value, empty[name]))
                 for name, value in now.items() if not same(value, empty[name]))


def _summary(value: Any, empty: Any) -> str:
    if isinstance(value, list):
        return _some([named(one, id) for id, one in by_key(value).items()] if keyed(value) else [shown(one) for one in value])
    if not empty:
        return _some([word(name) for name in value])
    return ", ".join(word(name) + (f" ({len(one)})" if isinstance(one, list | dict) else "")
                     for name, one in value.items() if not same(one, empty[name]))


def _some(names: list[str]) -> str:
    return f"{len(names)}: {', '.join(names[:_NAMED])}" + (" and others" if len(names) > _NAMED else "")


def missing(workbook: Workbook) -> tuple[tuple[str, str], ...]:
    """What is still to be done: section and sentence. Sections that nobody has begun stand together, under an empty name."""
    now, empty = to_plain(workbook), to_plain(Workbook())
    blank = [name for name in now if name not in _FREE and same(now[name], empty[name])]
    said = [(place(now, (name,)), line) for name, say in _ASKED.items() if name not in blank for line in _lines(say, workbook)]
    return (*said, *([("", f"Not begun yet: {', '.join(map(word, blank))}.")] if blank else []))


def _lines(say: Callable[[Workbook], Iterable[str]], workbook: Workbook) -> Iterator[str]:
    """Sentences of a system; one that cannot be worked out says why."""
    try:
        yield from map(clean, say(workbook))
    except ValueError as error:
        yield clean(str(error))


def _organisation(workbook: Workbook) -> Iterator[str]:
    of = workbook.organisation
    wanted = {"its name": of.name, "what it does": of.does, "its strategic aims": "".join(of.aims)}
    yield from (f"Write down {what}." for what, text in wanted.items() if not text.strip())


def _maturity(workbook: Workbook) -> Iterator[str]:
    answers, items = workbook.maturity, ladder().ladder.items
    if len(answers.items) < len(items):
        yield f"{len(answers.items)} of {len(items)} statements have a score; the services dimension needs all."
    for item in answers.items:
        if not answers.evidence.get(item, "").strip():
            yield f"{item} has a score and no evidence."


def _pmos(workbook: Workbook) -> Iterator[str]:
    yield from (f"{pmo.name or pmo.id}: name the manager who answers for it." for pmo in workbook.pmos if not pmo.manager.strip())


def _services(workbook: Workbook) -> Iterator[str]:
    for service in workbook.services:
        if not service.name.strip():
            yield f"{service.id}: give it a name."
        if not service.owner.strip():
            yield f"{service.name or service.id}: name an owner."


def _drafts(workbook: Workbook) -> Iterator[str]:
    for name, draft in workbook.drafts.items():
        if draft.missing:
            yield f"{name}: empty so far: {', '.join(draft.missing)}."


def _catalogue(workbook: Workbook) -> Iterator[str]:
    for entry in workbook.catalogue:
        if empty := [one.heading for one in catalogue.missing(entry)]:
            yield f"{entry.name or entry.id or 'Entry without a name'}: still empty: {', '.join(empty)}."
    yield from catalogue.check_all(workbook.catalogue)


def _ring(workbook: Workbook) -> Iterator[str]:
    yield from value_ring.gaps(workbook.ring)
    yield from value_ring.strangers(workbook.ring)


def _agreements(workbook: Workbook) -> Iterator[str]:
    calendars = named_calendars().keys() | {one.id for one in workbook.calendars}
    for one in workbook.agreements:
        name = one.id or one.service or "Agreement without a name"
        for gap in sla.missing(one):
            clause = f" ({gap.standard})" if gap.standard else ""
            yield f"{name}, {gap.section}: {word(gap.what)}{clause}."
        if one.calendar and one.calendar not in calendars:
            yield f"{name}: there is no calendar {one.calendar!a}; choose one of {', '.join(sorted(calendars))}."


def _topology(workbook: Workbook) -> Iterator[str]:
    yield from topology.problems(workbook.topology)
    yield from topology.missing(workbook.topology)
    for finding in topology.findings(topology.index(workbook.topology)):
        yield f"{finding.check}, {finding.severity.value}: {finding.message}"


def _strategy(workbook: Workbook) -> Iterator[str]:
    yield from (f"Nobody has answered yet: {one.text}" for one in strategy.unfilled(workbook.strategy))
    yield from strategy.problems(workbook.strategy)


def _worth(workbook: Workbook) -> Iterator[str]:
    yield from (f"Still open: {one.text}" for one in worth.unanswered(workbook.worth))


_ASKED: Final[dict[str, Callable[[Workbook], Iterable[str]]]] = {
    "organisation": _organisation, "orientation": lambda one: orientation.missing(one.orientation), "maturity": _maturity,
    "pmos": _pmos, "services": _services, "drafts": _drafts, "catalogue": _catalogue, "ring": _ring, "agreements": _agreements,
    "topology": _topology, "strategy": _strategy, "development": lambda one: development.unfinished(one.development),
    "worth": _worth}
