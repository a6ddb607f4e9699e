"""E3 for the one who judges it and for the class: what the team wrote by criterion, and its conclusions as slides."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_course_lib.domain.catalogue import Entry, form
from pmo_course_lib.exercises import case
from pmo_course_lib.ui.exercises import e3_parts as parts
from pmo_course_lib.ui.exercises.e3_kind import KINDS, kind
from pmo_course_lib.ui.exercises.judged import Slide, Work
from pmo_course_lib.ui.exercises.words import NEAR, or_nothing, pages, told
from pmo_course_lib.ui.view.blocks import Block, Table, Text
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.words import clean

_Pairs = tuple[tuple[str, str], ...]
_ENTRY, _DEFINITION = ("Field", "Entry"), ("Part", "Definition")
_SWAP = {parts.THEY_ASKED: "The other team asked about ours", parts.LET_DOWN: "They would be disappointed when",
         parts.WE_ASKED: "We asked about theirs", parts.MENDED: "We mended in ours"}


def _words(workbook: Workbook) -> tuple[Block, ...]:
    now = parts.entry(workbook)
    pairs = (("Name", now.name), ("Summary", now.summary), ("Outcome", now.outcome), ("Why it is needed", now.why_needed),
             ("Benefits", parts.lines(now.benefits)), ("It is", _kind(workbook)))
    return (*or_nothing(*told("Catalogue entry", pairs, _ENTRY, NEAR)), _remarks())


def _kind(workbook: Workbook) -> str:
    """What the team says it is, and why."""
    return parts.lines((KINDS[kind(workbook)][0] if kind(workbook) else "", workbook.notes.get(parts.WHY, "")))


def _remarks() -> Table:
    """What there was to take up: the remark that is in no list, and the concept's wish and sign."""
    concept = next(row for row in case.rows("concepts.csv") if row["id"] == parts.CONCEPT)
    said = tuple((row["person"], row["said"]) for row in case.rows("quotes.csv") if not row["service"])
    wanted = tuple((name, concept[key]) for name, key in (("Outcome wanted", "outcome_wanted"), ("Sign", "sign"),
                                                          ("Pain today", "pain_today")))
    return Table("To compare with: remark and concept", ("Who or what", "Says"), (*said, *wanted))


def _limits(workbook: Workbook) -> tuple[Block, ...]:
    now, said = parts.entry(workbook), parts.parts_of_definition(workbook)
    rows = tuple((name, clean(said.get(name, "")).strip(), clean(parts.lines(listed)).strip())
                 for name, listed in (("In scope", now.in_scope), ("Out of scope", now.out_of_scope)))
    if not any(definition or entry for _, definition, entry in rows):
        return or_nothing()
    return (Table("Limits", ("", "Definition", "Catalogue entry"), rows),)


def _promise(workbook: Workbook) -> tuple[Block, ...]:
    said = parts.parts_of_definition(workbook)
    levels = told("Where the levels end", ((one, said.get(one, "")) for one in ("Levels", "Outputs")), _DEFINITION, NEAR)
    return or_nothing(*told("What is promised", _promises(parts.entry(workbook)), _ENTRY, NEAR), *levels)


def _promises(now: Entry) -> _Pairs:
    names = form().names("levels")
    limit = "" if now.workload_limit_per_month is None else f"{now.workload_limit_per_month:g} units a month"
    targets = (f"{one.text}{f' ({one.level})' if one.level else ''}" for one in now.targets)
    return (("Targets", parts.lines(targets)), ("Levels", parts.lines(names.get(one, one) for one in now.levels)),
            ("Hours run by", now.service_hours), ("Workload limit", limit))


def _order(workbook: Workbook) -> tuple[Block, ...]:
    swap = told("What the swap brought", _swap(workbook), ("", "The team wrote"), NEAR)
    asked = told("What one reads to order it", _ordering(workbook), _ENTRY, NEAR)
    return (Text("Listen in the swap and in the talk: what had the other team to ask, and does it know what it will not get?"),
            *or_nothing(*swap, *asked))


def _swap(workbook: Workbook) -> _Pairs:
    return tuple((name, workbook.notes.get(key, "")) for key, name in _SWAP.items())


def _ordering(workbook: Workbook) -> _Pairs:
    now = parts.entry(workbook)
    return (("How to request it", now.how_to_request), ("What the customer brings", parts.lines(now.inputs_from_customer)),
            ("What the customer gets", parts.lines(now.outputs)), ("Owner", now.owner), ("Contact", now.contact),
            ("Escalation", now.escalation))


def _slides(workbook: Workbook) -> tuple[Slide, ...]:
    now = parts.entry(workbook)
    after = (("Outcome", now.outcome), ("In a sentence", now.summary), ("For", parts.lines(now.customers)))
    return pages(_first(workbook),
                 ("What the customer has afterwards", _short("Outcome", after)),
                 ("What is in, and what is not", _short("Limits", _scope(workbook))),
                 ("What we promise", _short("Targets and levels", _promises(now))),
                 ("How to order it", _short("Request and owner", _ordering(workbook))),
                 ("What the swap taught us", _short("Questions of two teams", _swap(workbook))))


def _first(workbook: Workbook) -> Slide:
    of = Text(f"{case.workbook().organisation.name}, concept {parts.CONCEPT}. *Course model*.")
    pairs = (("Name", parts.entry(workbook).name), ("It is", _kind(workbook)))
    return Slide("E3 Write a service definition and its catalogue entry", (of, *_short("The service", pairs)))


def _scope(workbook: Workbook) -> _Pairs:
    """Limits of the definition, or those of the entry where it says nothing."""
    now, said = parts.entry(workbook), parts.parts_of_definition(workbook)
    return (("In scope", said.get("In scope") or parts.lines(now.in_scope)),
            ("Out of scope", said.get("Out of scope") or parts.lines(now.out_of_scope)))


def _short(caption: str, pairs: Iterable[tuple[str, str]]) -> tuple[Block, ...]:
    return told(caption, pairs, ("Part", "In our words"))


WORK = Work({"words": _words, "limits": _limits, "promise": _promise, "order": _order}, _slides)
