"""Where the own PMO stands between inward and outward: twelve pairs, the index, the band and what follows from it."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.orientation import Pair, guide, read
from pmo_course_lib.ui.modules.panel import Panel, at, put, take_out
from pmo_course_lib.ui.view.blocks import Block, Choice, Group, Line, Note, Table, Text
from pmo_course_lib.workbook.model import Workbook

_BLANK = "blank"
_SCORES = (*((str(score), str(score)) for score in range(5)), (_BLANK, "blank"))
_STEPS = ("Step 1: what you speak of and count as success", "Step 2: how you offer services",
          "Step 3: with whom, how fast, by whom")


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    pairs = guide().index.pairs
    steps = (Group(title, _step(workbook, pairs[4 * n:4 * n + 4]), open=n == 0) for n, title in enumerate(_STEPS))
    return (
        Text("*Course model.* Score your own PMO: **0** as the first pole, **4** as the second. Score what it does, not what it "
             "intends. If you have no evidence from the last twelve months, choose *blank*."),
        *steps,
        *_result(workbook),
    )


def _step(workbook: Workbook, pairs: tuple[Pair, ...]) -> tuple[Block, ...]:
    now = workbook.orientation
    scores = (Choice(at("orientation", "answers", one.id), f"0: {one.inward} … 4: {one.outward}", _SCORES,
                     str(now.answers[one.id]) if one.id in now.answers else None, inline=True) for one in pairs)
    proofs = tuple(Line(at("orientation", "evidence", one.id), one.outward.capitalize(), now.evidence.get(one.id, ""))
                   for one in pairs)
    return (*scores, Group("Evidence for these four", proofs, open=False))


def _result(workbook: Workbook) -> tuple[Block, ...]:
    reading = read(workbook.orientation)
    if reading.index is None:
        rule = guide().index
        return (Note(f"{reading.answered} of {len(rule.pairs)} pairs are scored; the index needs {rule.least_answers}."),)
    said = f"Index **{reading.index:.2f}** from {reading.answered} pairs: **{reading.band}** (*Course model*)."
    return (Note(said, "good" if _proved(workbook) else "info"), *_unproved(workbook), _follows(reading.band or ""))


def _proved(workbook: Workbook) -> bool:
    now = workbook.orientation
    return all(now.evidence.get(id, "").strip() for id in now.answers)


def _unproved(workbook: Workbook) -> tuple[Block, ...]:
    """Scores without evidence, in one sentence."""
    now = workbook.orientation
    open_ = [one.outward for one in guide().index.pairs if one.id in now.answers and not now.evidence.get(one.id, "").strip()]
    if not open_:
        return ()
    count = "1 score has" if len(open_) == 1 else f"{len(open_)} scores have"
    return (Note(f"{count} no evidence yet; name it, or choose *blank*. First: {open_[0]}.", "warning"),)


def _follows(band: str) -> Block:
    """What follows from the band; a mixed PMO sees both sides."""
    rows, sides = guide().consequences.rows, {"inward": (0,), "outward": (1,)}.get(band, (0, 1))
    heads = ("if it looks inward", "if it looks outward")
    return Table("What follows (Course model, built on AIPMO's claims)", ("Area", *(heads[side] for side in sides)),
                 tuple((row.area, *((row.inward, row.outward)[side] for side in sides)) for row in rows))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    pair = next((one.id for one in guide().index.pairs if id == at("orientation", "answers", one.id)), None)
    if pair is None:
        return put(workbook, id, value)
    if value in (None, _BLANK):
        return take_out(workbook, "orientation", "answers", pair) if pair in workbook.orientation.answers else workbook
    if value not in [score for score, _ in _SCORES]:
        raise ValueError("Choose a score from 0 to 4, or leave it blank.")
    now = workbook.orientation
    return evolve(workbook, orientation=evolve(now, answers={**now.answers, pair: int(value)}))


def _done(workbook: Workbook) -> bool:
    return read(workbook.orientation).index is not None


PANEL = Panel("Where does your PMO look: inward or outward?", _draw, _done, _change)
