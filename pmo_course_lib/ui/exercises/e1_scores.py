"""The twelve pairs for the office of E1: a score and the card that shows it, and the index that follows."""

from __future__ import annotations

from typing import Any

from pmo_course_lib.domain.orientation import Pair, guide, read
from pmo_course_lib.exercises.checks.diagnose import cards as named_in
from pmo_course_lib.ui.exercises.e1_cards import cards
from pmo_course_lib.ui.exercises.e1_picture import profile
from pmo_course_lib.ui.modules.orientation import PANEL as SCORES
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Area, Block, Choice, Group, Note, Row, Text
from pmo_course_lib.workbook.model import Workbook

_OPTIONS = (*((str(score), str(score)) for score in range(5)), ("blank", "blank"))
_SIZE = 4


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    pairs = tuple(enumerate(guide().index.pairs, 1))
    parts = (pairs[start:start + _SIZE] for start in range(0, len(pairs), _SIZE))
    return (
        Text("*Course model.* **0** is the inward pole, **4** the outward one. Score what the office does. Beside it write the "
             "number of the card, such as *card 8*, and what it shows. No card: *blank*. Share the three parts among you."),
        *(Group(f"Pairs {part[0][0]} to {part[-1][0]}", _part(workbook, part), open=True) for part in parts),
        *_result(workbook),
    )


def _part(workbook: Workbook, pairs: tuple[tuple[int, Pair], ...]) -> tuple[Block, ...]:
    return tuple(Row((_score(workbook, number, pair), _card(workbook, number, pair))) for number, pair in pairs)


def _score(workbook: Workbook, number: int, pair: Pair) -> Choice:
    score = workbook.orientation.answers.get(pair.id)
    return Choice(at("orientation", "answers", pair.id), f"{number}. 0: {pair.inward} … 4: {pair.outward}", _OPTIONS,
                  None if score is None else str(score), inline=True)


def _card(workbook: Workbook, number: int, pair: Pair) -> Area:
    return Area(at("orientation", "evidence", pair.id), f"Pair {number}: card, and what it shows",
                workbook.orientation.evidence.get(pair.id, ""), 2)


def _result(workbook: Workbook) -> tuple[Block, ...]:
    if not workbook.orientation.answers:
        return (Note("Score a pair to see the profile of the office; the index comes with the ninth score."),)
    return (Note(index_words(workbook)), Note(_used(workbook)), profile(workbook.orientation))


def index_words(workbook: Workbook) -> str:
    """The index and its band; while there is none, how many scores it needs."""
    reading, rule = read(workbook.orientation), guide().index
    if reading.index is None:
        return f"{reading.answered} of {len(rule.pairs)} pairs are scored; the index needs {rule.least_answers}."
    return f"Index {reading.index:.2f} from {reading.answered} pairs: {reading.band} (Course model)."


def _used(workbook: Workbook) -> str:
    """Which cards the team has named beside a score so far."""
    state = workbook.orientation
    named = frozenset[int]().union(*(named_in(state.evidence.get(pair, "")) for pair in state.answers))
    rest = ", ".join(str(card) for card in cards() if card not in named)
    return f"Cards not named beside a score: {rest}." if rest else "Each card is named beside a score."


def _fields() -> frozenset[str]:
    return frozenset(at("orientation", part, pair.id) for part in ("answers", "evidence") for pair in guide().index.pairs)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id not in _fields():
        raise ValueError("There is no such field here. Load the page again.")
    return SCORES.change(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    return read(workbook.orientation).index is not None


PANEL = Panel("Where does the Health PMO look?", _draw, _done, _change)
