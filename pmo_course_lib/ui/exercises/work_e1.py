"""E1 for the one who judges it and for the class: what the team wrote by criterion, and its conclusions as slides."""

from __future__ import annotations

from collections.abc import Iterable

from pmo_course_lib.domain.orientation import guide
from pmo_course_lib.exercises.case import workbook as company
from pmo_course_lib.exercises.checks.diagnose import CAUSE, PLACES, REMEDY, WHY
from pmo_course_lib.ui.exercises.e1_cards import office
from pmo_course_lib.ui.exercises.e1_causes import causes, chosen, remedies
from pmo_course_lib.ui.exercises.e1_picture import profile
from pmo_course_lib.ui.exercises.e1_scores import index_words
from pmo_course_lib.ui.exercises.e1_voice import SENTENCE, SPEAKER
from pmo_course_lib.ui.exercises.judged import Slide, Work
from pmo_course_lib.ui.view.blocks import Block, Note, Table, Text
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.words import clean, shown

NOTHING = Note("Nothing was written.")
_Rows = tuple[tuple[str, ...], ...]


def _filled(rows: Iterable[tuple[str, ...]], written: int = 1) -> _Rows:
    """Rows in which something stands from the column ``written`` on, with texts of people made safe."""
    cleaned = (tuple(clean(cell).strip() for cell in row) for row in rows)
    return tuple(row for row in cleaned if any(row[written:]))


def _table(caption: str, head: tuple[str, ...], rows: _Rows) -> tuple[Block, ...]:
    return (Table(caption, head, rows),) if rows else ()


def _or_nothing(*blocks: Block) -> tuple[Block, ...]:
    return blocks or (NOTHING,)


def _scores(workbook: Workbook) -> tuple[Block, ...]:
    """All pairs with a score or a text, and the index."""
    state = workbook.orientation
    rows = _filled((f"{pair.inward} … {pair.outward}", str(state.answers.get(pair.id, "")), state.evidence.get(pair.id, ""))
                   for pair in guide().index.pairs)
    index = (Text(index_words(workbook)),) if rows else ()
    return (*_table("Scores", ("Pair, 0 to 4", "Score", "Card and what it shows"), rows), *index)


def _traits(workbook: Workbook) -> _Rows:
    seen = workbook.orientation.traits_seen
    return _filled(((one.text, seen[one.id]) for one in guide().structure.traits if one.id in seen), written=0)


def _trait_table(workbook: Workbook) -> tuple[Block, ...]:
    return _table("Traits that were seen", ("Trait", "Card and what it shows"), _traits(workbook))


def _causes(workbook: Workbook) -> _Rows:
    """Cause, whys and remedy of each place where one of them stands."""
    return _filled(((chosen(workbook, CAUSE.format(place), causes()), workbook.notes.get(WHY.format(place), ""),
                     chosen(workbook, REMEDY.format(place), remedies())) for place in PLACES), written=0)


def _cause_table(workbook: Workbook) -> tuple[Block, ...]:
    return _table("Root causes", ("Root cause", "Whys", "What would remove it"), _causes(workbook))


def _written(caption: str, text: str) -> tuple[Block, ...]:
    return _table(caption, ("Written",), _filled(((text,),), written=0))


def _whys(workbook: Workbook) -> tuple[Block, ...]:
    return _or_nothing(*_cause_table(workbook), *_trait_table(workbook))


def _evidence(workbook: Workbook) -> tuple[Block, ...]:
    return _or_nothing(*_scores(workbook), *_trait_table(workbook))


def _service(workbook: Workbook) -> tuple[Block, ...]:
    service = _written("One service, and who would ask for it", workbook.orientation.next_service)
    return _or_nothing(*_cause_table(workbook), *service)


def _fairness(workbook: Workbook) -> tuple[Block, ...]:
    sentence = _written("The one sentence", workbook.notes.get(SENTENCE, ""))
    picture = (profile(workbook.orientation),) if workbook.orientation.answers else ()
    return (Text("Listen in the talk for how the office is spoken of."), *_or_nothing(*sentence, *_scores(workbook), *picture))


def _slides(workbook: Workbook) -> tuple[Slide, ...]:
    found = (_profile(workbook), _seen(workbook), _removed(workbook), _reasoned(workbook), _next(workbook))
    return (_first(workbook), *(one for one in found if one))


def _first(workbook: Workbook) -> Slide:
    of = Text(f"{office()['name']} of {company().organisation.name}. *Course model*.")
    sentence, speaker = (shown(workbook.notes.get(one, "")) for one in (SENTENCE, SPEAKER))
    said = _table("What we say", ("In one sentence", "Speaks for us"), _filled(((sentence, speaker),), written=0))
    return Slide("E1 Diagnose a PMO", (of, *said))


def _profile(workbook: Workbook) -> Slide | None:
    return Slide(index_words(workbook).rstrip("."), (profile(workbook.orientation),)) if workbook.orientation.answers else None


def _tabled(title: str, caption: str, head: tuple[str, ...], rows: _Rows) -> Slide | None:
    """A slide with one table, its texts cut to what a room can read; nothing without rows."""
    cut = tuple(tuple(map(shown, row)) for row in rows)
    return Slide(title, (Table(caption, head, cut),)) if cut else None


def _seen(workbook: Workbook) -> Slide | None:
    return _tabled("What one can see", "Traits of the office", ("Trait", "Card"), _traits(workbook))


def _removed(workbook: Workbook) -> Slide | None:
    rows = _filled(((cause, remedy) for cause, _, remedy in _causes(workbook)), written=0)
    return _tabled("Root causes, and what would remove them", "Root causes", ("Root cause", "What would remove it"), rows)


def _reasoned(workbook: Workbook) -> Slide | None:
    rows = _filled((cause, whys) for cause, whys, _ in _causes(workbook))
    return _tabled("How we got there", "Whys", ("Root cause", "Whys"), rows)


def _next(workbook: Workbook) -> Slide | None:
    return _tabled("The service that would help first", "One service, and who would ask for it", ("Service",),
                   _filled(((workbook.orientation.next_service,),), written=0))


WORK = Work({"whys": _whys, "evidence": _evidence, "service": _service, "fairness": _fairness}, _slides)
