"""The traits of a poorly structured PMO that can be seen at the office of E1, each with its card."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.orientation import Trait, guide
from pmo_course_lib.ui.modules.kept import ticked
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Note, Row, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

_SEEN = "seen"


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    traits = guide().structure.traits
    seen = workbook.orientation.traits_seen
    bare = sum(not shown.strip() for shown in seen.values())
    lacking = f" Without a card: {bare}." if bare else ""
    return (
        Text("*Course model.* Tick what one can **see** on the cards, and write the card, such as *card 8*, and what it shows. "
             "Writing a card ticks the trait."),
        *(_trait(number, trait, seen) for number, trait in enumerate(traits, 1)),
        Note(f"Traits seen: {len(seen)} of {len(traits)}.{lacking}"),
    )


def _trait(number: int, trait: Trait, seen: dict[str, str]) -> Row:
    return Row((
        Ticks(at("#seen", trait.id), f"{number}. {trait.text}", ((_SEEN, "can be seen"),), (_SEEN,) if trait.id in seen else ()),
        Area(_place(trait.id), f"Trait {number}: card, and what it shows", seen.get(trait.id, ""), 2),
    ))


def _place(trait: str) -> str:
    return at("orientation", "traits_seen", trait)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    for trait in guide().structure.traits:
        if id == at("#seen", trait.id):
            return _tick(workbook, trait.id, bool(ticked(value, (_SEEN,))))
        if id == _place(trait.id):
            return workbook if value == "" and trait.id not in workbook.orientation.traits_seen else put(workbook, id, value)
    raise ValueError("There is no such field here. Load the page again.")


def _tick(workbook: Workbook, trait: str, seen: bool) -> Workbook:
    """The workbook with a trait seen, or not any more; the others stay as they are."""
    kept = {id: shown for id, shown in workbook.orientation.traits_seen.items() if seen or id != trait}
    if seen:
        kept.setdefault(trait, "")
    return evolve(workbook, orientation=evolve(workbook.orientation, traits_seen=kept))


def _done(workbook: Workbook) -> bool:
    seen = workbook.orientation.traits_seen
    return bool(seen) and all(shown.strip() for shown in seen.values())


PANEL = Panel("Which traits can be seen?", _draw, _done, _change)
