"""E2 for the one who judges it and for the class: what the team wrote by criterion, and its conclusions as slides."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_course_lib.domain.documents import document
from pmo_course_lib.exercises.answers import draft
from pmo_course_lib.exercises.case import workbook as company
from pmo_course_lib.exercises.checks.select import HOLD, KIND, REASON, TAKE, concepts, decided
from pmo_course_lib.ui.exercises.e2_board import ANSWERS, OPENING, SPEAKER
from pmo_course_lib.ui.exercises.e2_case import argued
from pmo_course_lib.ui.exercises.e2_load import load_picture
from pmo_course_lib.ui.exercises.e2_order import in_order, rows
from pmo_course_lib.ui.exercises.e2_reasons import passed
from pmo_course_lib.ui.exercises.judged import Slide, Work
from pmo_course_lib.ui.view.blocks import Block, Note, Table, Text
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.words import clean, shown

NOTHING = Note("Nothing was written.")
_FIT = "Strategic fit"
#: What a slide tells of the business case.
_TOLD = ("Need and options", "Benefits with measure", "Costs, one-off and yearly", "Recommendation")
_ORDER = ("Place", "Concept", "Done by", "Hours a month")
_QUESTIONS = "Questions and answers"
#: Characters of a reason on a slide.
_REASON_MOST = 110
_Rows = tuple[tuple[str, ...], ...]


def _section(workbook: Workbook, id: str, section: str) -> str:
    return clean(draft(workbook, id, KIND).sections.get(section, "")).strip()


def _cases(workbook: Workbook) -> tuple[str, ...]:
    """Concepts for which something stands in a business case, those that are taken first."""
    begun = [id for id in concepts() if any(_section(workbook, id, one) for one in document(KIND).sections)]
    taken = decided(workbook, TAKE)
    return tuple(sorted(begun, key=lambda id: (id not in taken, id != argued(workbook))))


def _or_nothing(*blocks: Block) -> tuple[Block, ...]:
    return blocks or (NOTHING,)


def _order(workbook: Workbook, caption: str) -> tuple[Block, ...]:
    return (Table(caption, _ORDER, rows(workbook), (3,)),) if decided(workbook, TAKE) else ()


def _fit(workbook: Workbook) -> tuple[Block, ...]:
    taken = tuple((*row, concepts()[id]["asked_by"], _section(workbook, id, _FIT))
                  for id, row in zip(in_order(workbook), rows(workbook), strict=True))
    if not taken:
        return (NOTHING,)
    aims = "\n".join(f"- {aim}" for aim in company().organisation.aims)
    return (Table("What is taken, in the team's order", (*_ORDER, "Asked for by", "Strategic fit, in its case"), taken, (3,)),
            Text(f"Aims of the company:\n\n{aims}"))


def _case(workbook: Workbook) -> tuple[Block, ...]:
    return _or_nothing(*(_whole_case(workbook, id) for id in _cases(workbook)))


def _whole_case(workbook: Workbook, id: str) -> Table:
    state = "taken" if id in decided(workbook, TAKE) else "not taken"
    return Table(f"Business case for {concepts()[id]['title']} ({state})", ("Section", "Written"),
                 tuple((one, _section(workbook, id, one)) for one in document(KIND).sections))


def _decision(workbook: Workbook, id: str) -> str:
    return "held" if id in decided(workbook, HOLD) else "refused"


def _reason(workbook: Workbook, id: str) -> str:
    return clean(workbook.notes.get(REASON.format(id), "")).strip()


def _refusals(workbook: Workbook) -> tuple[Block, ...]:
    found = tuple((concepts()[id]["title"], concepts()[id]["asked_by"], _decision(workbook, id), _reason(workbook, id))
                  for id in passed(workbook))
    return (Table("Refused and held", ("Concept", "Asked for by", "Decision", "Reason"), found),) if found else (NOTHING,)


def _defence(workbook: Workbook) -> tuple[Block, ...]:
    said = _said(workbook)
    load = (load_picture(workbook),) if decided(workbook, TAKE) else ()
    own = (Table("Prepared for the board", ("", "Written"), said),) if said else ()
    return (Text("Listen for what the team says of the price of its choice, and whether it answers from the concepts."),
            *_or_nothing(*own, *_order(workbook, "What is taken"), *load))


def _said(workbook: Workbook) -> _Rows:
    names = {SPEAKER: "Speaks", OPENING: "First sentence", ANSWERS: _QUESTIONS}
    return _filled((name, clean(workbook.notes.get(key, ""))) for key, name in names.items())


def _filled(found: Iterable[tuple[str, str]]) -> _Rows:
    return tuple((name, said.strip()) for name, said in found if said.strip())


def _slides(workbook: Workbook) -> tuple[Slide, ...]:
    return (_first(workbook), *_taken(workbook), *_argued(workbook), *_refused(workbook))


def _first(workbook: Workbook) -> Slide:
    said = tuple((name, shown(text)) for name, text in _said(workbook) if name != _QUESTIONS)
    ours = (Table("What we say", ("", "In our words"), said),) if said else ()
    of = Text(f"The services of {company().organisation.name}'s PMOs. *Course model*.")
    return Slide("E2 Select services within capacity", (of, *ours))


def _taken(workbook: Workbook) -> tuple[Slide, ...]:
    if not decided(workbook, TAKE):
        return ()
    return (Slide("What we take, in this order", _order(workbook, "Our order")),
            Slide("What it asks of the PMOs", (load_picture(workbook),)))


def _argued(workbook: Workbook) -> tuple[Slide, ...]:
    """The case for the first concept that has one."""
    for id in _cases(workbook)[:1]:
        told = _filled((one, shown(_section(workbook, id, one))) for one in _TOLD)
        table = Table("Business case", ("", "In short"), told)
        return (Slide(f"The case for {concepts()[id]['title']}", (table,)),) if told else ()
    return ()


def _refused(workbook: Workbook) -> tuple[Slide, ...]:
    told = tuple((concepts()[id]["title"], _decision(workbook, id), _short(_reason(workbook, id))) for id in passed(workbook))
    table = Table("Not now", ("Concept", "", "We say"), told)
    return (Slide("What we hold or refuse, and how we tell it", (table,)),) if told else ()


def _short(text: str) -> str:
    """So much of a reason that all refusals fit on one slide."""
    return text if len(text) <= _REASON_MOST else f"{text[:_REASON_MOST - 1].rstrip()}…"


WORK = Work({"fit": _fit, "case": _case, "refusals": _refusals, "defence": _defence}, _slides)
