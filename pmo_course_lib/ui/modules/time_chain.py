"""Module T6: does the chain carry the promise? Hours of OLAs, contracts and own work, and parts that must all work."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from pmo_course_lib.domain.sla import Chain, Step, time_chain
from pmo_course_lib.domain.sla.measures import serial
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.modules.sla_figures import cut, percent
from pmo_course_lib.ui.modules.sliders import Slider, moved, slide
from pmo_course_lib.ui.view.blocks import Block, Group, Line, Note, Number, Row, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook

KINDS = (("own", "own work"), ("ola", "OLA"), ("contract", "contract"))
ROUNDS = tuple((str(n), f"{n}.") for n in range(1, 6))
#: The worked example: name, kind, hours, round. Steps of one round run side by side.
EXAMPLE = (("Finance data", "ola", 8, "1"), ("Interviews", "contract", 24, "1"), ("Analysis", "own", 30, "2"),
           ("Second reading", "ola", 8, "3"), ("", "own", 0, "4"))
PROMISED = Slider("t6-chain-promised", "Promise in the SLA", 80, 1, 2000, "h")
RESERVE = Slider("t6-chain-reserve", "Reserve", 8, 0, 2000, "h")
PARTS = tuple(Slider(f"t6-chain-part{n}", f"Part {n}", start, 1, 100, "%") for n, start in enumerate((95, 98, 97), 1))
SHARE = Slider("t6-chain-share", "Share promised in the SLA", 95, 1, 100, "%")


@frozen
class Link:
    """A row of the table: what is done, by which agreement, in how many hours, in which round."""

    what: str
    kind: str
    hours: float
    round: str


def _hours(n: int) -> Slider:
    return Slider(f"t6-chain-hours{n}", f"Hours of step {n + 1}", EXAMPLE[n][2], 0, 2000, "h")


def _text(workbook: Workbook, name: str, n: int, first: str, allowed: tuple[str, ...] = ()) -> str:
    value = workbook.values.get(f"t6-chain-{name}{n}")
    return value if isinstance(value, str) and (not allowed or value in allowed) else first


def links(workbook: Workbook) -> tuple[Link, ...]:
    """The rows as they stand, those of the example where nothing was written."""
    return tuple(Link(_text(workbook, "what", n, what), _text(workbook, "kind", n, kind, tuple(dict(KINDS))),
                      _hours(n).value(workbook), _text(workbook, "round", n, turn, tuple(dict(ROUNDS))))
                 for n, (what, kind, _, turn) in enumerate(EXAMPLE))


def chain(workbook: Workbook) -> Chain | None:
    """The longest path: each round begins when the one before it is done. Nothing while no step takes time."""
    used = [(f"{n}", one) for n, one in enumerate(links(workbook)) if one.hours > 0]
    if not used:
        return None
    rounds = sorted({one.round for _, one in used})
    ids = {turn: tuple(id for id, one in used if one.round == turn) for turn in rounds}
    before = dict(zip(rounds, ((), *(ids[turn] for turn in rounds)), strict=False))
    steps = (Step(id, one.hours, before[one.round]) for id, one in used)
    return time_chain(steps, RESERVE.value(workbook), PROMISED.value(workbook))


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    return (
        Text("The table begins as the example above. Make it the chain of one of **your** services: does it carry the promise? "
             "Steps of the same round run side by side. *Course model*."),
        Row((PROMISED.block(workbook), RESERVE.block(workbook))),
        Table("Steps, in working hours", ("What", "Under", "Hours", "Round"),
              tuple(map(_row, range(len(EXAMPLE)), links(workbook))), (2,)),
        *_times(workbook),
        Group("Shares: parts that must all work", (
            Row(tuple(one.block(workbook) for one in (*PARTS, SHARE))), _shares(workbook)),
            open=moved(workbook, (*PARTS, SHARE))),
    )


def _row(n: int, link: Link) -> tuple[Line, Select, Number, Select]:
    label = f"of step {n + 1}"
    return (Line(_id("what", n), f"Name {label}", link.what), Select(_id("kind", n), f"Agreement {label}", KINDS, link.kind),
            Number(_hours(n).id, f"Hours {label}", link.hours, 0, 2000, unit="h"),
            Select(_id("round", n), f"Round {label}", ROUNDS, link.round))


def _id(name: str, n: int) -> str:
    return at("values", f"t6-chain-{name}{n}")


def _times(workbook: Workbook) -> tuple[Block, ...]:
    found = chain(workbook)
    if found is None:
        return (Note("Give at least one step its hours."),)
    rows = links(workbook)
    path = " + ".join(f"{rows[int(id)].what.strip() or f'step {int(id) + 1}'} {rows[int(id)].hours:g}" for id in found.path)
    total = f"Longest path: {path} + reserve {found.reserve:g} = **{found.total:g} hours** of {found.promised:g}."
    spare = (f"It fits, with **{found.spare:g}** to spare." if found.fits else
             f"It does **not** fit: **{-found.spare:g} hours** too long. Shorten a step on this path, or promise more time.")
    side = [link.what.strip() or f"step {n + 1}" for n, link in enumerate(rows) if link.hours and str(n) not in found.path]
    beside = (Note(f"Not on the path, so a shorter time there changes nothing: {', '.join(side)}."),) if side else ()
    return (Note(f"{total} {spare}", "good" if found.fits else "error"), *beside)


def _shares(workbook: Workbook) -> Note:
    whole, promised = serial(round(one.value(workbook) / 100, 6) for one in PARTS), SHARE.value(workbook)
    parts = " × ".join(cut(one.value(workbook)) for one in PARTS)
    said = f"{parts} %: together **{percent(whole)}**, if they fail independently. Promised: **{cut(promised)} %**."
    carried = round(100 * whole, 9) >= promised
    advice = "The parts carry it." if carried else "The parts do not carry it: promise less, or agree a higher share with a part."
    return Note(f"{said} {advice}", "good" if carried else "error")


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    for n in range(len(EXAMPLE)):
        for name, options in (("what", ()), ("kind", KINDS), ("round", ROUNDS)):
            if id == _id(name, n):
                return _said(workbook, f"t6-chain-{name}{n}", value, tuple(dict(options)))
    return slide(workbook, (*map(_hours, range(len(EXAMPLE))), PROMISED, RESERVE, *PARTS, SHARE), id, value)


def _said(workbook: Workbook, name: str, value: Any, allowed: tuple[str, ...]) -> Workbook:
    """An empty name is a name too: the step of the example has been taken out."""
    if value == "" and not allowed:
        return kept.keep_text(workbook, name, " ")
    return kept.keep_text(workbook, name, value, allowed or None)


def _done(workbook: Workbook) -> bool:
    """A name or an hour of one's own is there."""
    return any(name.startswith(("t6-chain-what", "t6-chain-hours")) for name in workbook.values)


PANEL = Panel("Does the chain carry the promise?", _draw, _done, _change)
