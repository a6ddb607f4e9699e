"""The twelve pairs of an office as a profile: a line for each, with the score between its poles and the cards beside it."""

from __future__ import annotations

from attrs import frozen

from pmo_course_lib.domain.orientation import Orientation, guide
from pmo_course_lib.exercises.checks.diagnose import cards
from pmo_course_lib.ui.pictures.style import ACCENT, EDGE, HAIR, MARGIN, PAPER, QUIET, SMALL, SMALL_STRONG, WIDTH, Line
from pmo_course_lib.ui.pictures.svg import Drawing
from pmo_course_lib.ui.view.blocks import Picture

LEFT, RIGHT, ROW, DOT = 262, 438, 36, 8
_TITLE, _NOTE = "Profile of the office (Course model)", "0 inward, 4 outward; beside a score the cards that are named for it."
_MOST = 6


@frozen
class _Mark:
    """A pair with its score, if it has one, and the numbers of its cards."""

    inward: str
    outward: str
    score: int | None
    cards: str

    @property
    def text(self) -> str:
        """The line as a sentence."""
        said = "not scored" if self.score is None else f"{self.score} of 4"
        return f"{self.inward} (0) to {self.outward} (4): {said}{f', cards {self.cards}' if self.cards else ''}."


def profile(state: Orientation) -> Picture:
    """All pairs in their order."""
    marks = tuple(_Mark(pair.inward, pair.outward, state.answers.get(pair.id), _numbers(state.evidence.get(pair.id, "")))
                  for pair in guide().index.pairs)
    said = (f"{_TITLE}.", *(mark.text for mark in marks))
    return Picture(_svg(marks, said), "Profile of the office", "\n".join(f"- {line}" for line in said))


def _numbers(evidence: str) -> str:
    found = sorted(cards(evidence))
    return ", ".join(map(str, found[:_MOST])) + (" …" if len(found) > _MOST else "")


def _svg(marks: tuple[_Mark, ...], said: tuple[str, ...]) -> str:
    d = Drawing(_TITLE, said, "profile")
    top = d.head(_NOTE)
    for score in range(5):
        x = _x(score)
        d.lines(((x, top + 18), (x, top + 18 + ROW * len(marks))), Line(HAIR, 1))
        d.text(x, top, str(score), QUIET, anchor="middle")
    for place, mark in enumerate(marks):
        _mark(d, mark, top + 18 + ROW * place + ROW / 2)
    return d.svg(top + 18 + ROW * len(marks) + 12)


def _x(score: int) -> float:
    return LEFT + (RIGHT - LEFT) * score / 4


def _mark(d: Drawing, mark: _Mark, y: float) -> None:
    width = LEFT - MARGIN - 16
    d.text(MARGIN, y, mark.inward, SMALL, width=width, lines=2, centred=True)
    d.text(RIGHT + 52, y, mark.outward, SMALL, width=WIDTH - MARGIN - RIGHT - 52, lines=2, centred=True)
    d.lines(((LEFT, y), (RIGHT, y)), Line(EDGE, 1, "" if mark.score is not None else "2 5"))
    if mark.score is not None:
        d.circle(_x(mark.score), y, DOT, ACCENT, Line(PAPER, 2))
    d.text(RIGHT + 12, y, mark.cards, SMALL_STRONG, width=36, lines=2, centred=True)
