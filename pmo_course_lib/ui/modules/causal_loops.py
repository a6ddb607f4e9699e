"""What keeps people from a PMO career: a causal diagram with its loops, and the lever that one would pull. *Course model*."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from pmo_course_lib.domain.causes import CausalDiagram, Loop, Pull, Sign, course_diagram, guide, loops, pulls
from pmo_course_lib.ui import pictures as draw
from pmo_course_lib.ui.modules.kept import keep_text, text
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Note, Picture, Select, Text
from pmo_course_lib.workbook.model import Workbook

_LEVER, _HOW = at("values", "career-lever"), at("notes", "g2d-lever")
_MOST_NODES = 16


def diagram(workbook: Workbook) -> CausalDiagram:
    """The workbook's own diagram where there is one that can be drawn, else the course's."""
    own = workbook.causes
    return own if 0 < len(own.nodes) <= _MOST_NODES and len(own.edges) <= 2 * _MOST_NODES else course_diagram()


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    now = diagram(workbook)
    names, chosen = _names(now), text(workbook, "career-lever")
    return (
        Text("*Course model*, not AIPMO's diagram. Read an arrow with **+** as *the more, the more*, one with **−** as *the "
             "more, the less*. A chain that comes back to its start is a loop."),
        Select(_LEVER, "Which factor would you pull first?", tuple(names.items()), chosen if chosen in names else None),
        *_consequence(now, names, chosen),
        _picture(now),
        Area(_HOW, "What would you do to pull it, without asking for permission?", workbook.notes.get("g2d-lever", ""), 2),
    )


def _names(of: CausalDiagram) -> dict[str, str]:
    """What factors are called; two of one name keep their ids."""
    count = Counter(one.name for one in of.nodes)
    return {one.id: one.name if one.name.strip() and count[one.name] == 1 else f"{one.name} ({one.id})".strip()
            for one in of.nodes}


def _loops(of: CausalDiagram) -> dict[str, Loop]:
    """The loops by the names that the picture gives them: R reinforces, B balances."""
    return {f"{'R' if one.reinforcing else 'B'}{n}": one for n, one in enumerate(loops(of), 1)}


@lru_cache(4)
def _picture(of: CausalDiagram) -> Picture:
    names = _names(of)
    cycles = tuple(draw.Cycle(name, one.reinforcing, tuple(names[id] for id in one.nodes)) for name, one in _loops(of).items())
    shown = draw.Causes("What keeps people from a PMO career", tuple(names.values()),
                        tuple(draw.Effect(names[one.start], names[one.end], one.sign is Sign.MORE) for one in of.edges), cycles,
                        "Course model")
    return Picture(draw.causal_diagram(shown), "Causal diagram", "\n".join(f"- {line}" for line in shown.as_text()))


def _consequence(of: CausalDiagram, names: dict[str, str], chosen: str) -> tuple[Block, ...]:
    found = {one.node: one for one in pulls(of)}
    if chosen not in found:
        return (Note("Choose a factor to see which loops it turns."),)
    on = [name for name, one in _loops(of).items() if chosen in one.nodes]
    return Note(_said(found[chosen], names[chosen], on, len(_loops(of))), "good" if on or found[chosen].feeds else "warning"), \
        *_hint(of, chosen)


def _said(pull: Pull, name: str, on: list[str], count: int) -> str:
    feeds = f" and feeds {pull.feeds} more by an arrow of its own" if pull.feeds else ""
    if not on and not pull.feeds:
        return f"**{name}** lies on no loop and feeds none: what you gain there is not carried further."
    which = f" ({', '.join(on)})" if on else ""
    return (f"**{name}** lies on {pull.on} of {count} loops{which}{feeds}. A reinforcing loop carries a gain on, and a loss "
            "as well.")


def _hint(of: CausalDiagram, chosen: str) -> tuple[Block, ...]:
    if of != course_diagram():
        return ()
    why = {one.node: one.why for one in guide().levers}
    if chosen in why:
        return (Note(f"{why[chosen]} {guide().lesson}", "info"),)
    named = " and ".join(f"*{_names(of)[one]}*" for one in why)
    return (Note(f"Ask whether you may pull it yourself. The course's own choice is {named}: neither needs anybody's permission.",
                 "info"),)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id == _LEVER:
        return keep_text(workbook, "career-lever", value, _names(diagram(workbook)))
    if id != _HOW:
        raise ValueError("There is no such field. Load the page again.")
    return put(workbook, id, value)


def _done(workbook: Workbook) -> bool:
    return text(workbook, "career-lever") in _names(diagram(workbook)) and bool(workbook.notes.get("g2d-lever", "").strip())


PANEL = Panel("Where would you pull?", _draw, _done, _change)
