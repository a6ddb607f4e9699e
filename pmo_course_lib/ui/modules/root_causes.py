"""From the traits of a poorly structured PMO to the root causes to test, and one cause to work on."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.orientation import Suspect, guide, suspects
from pmo_course_lib.domain.principles import principle
from pmo_course_lib.ui.modules.kept import keep_text, text, ticked
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Area, Block, Line, Note, Select, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

_TRAITS = at("orientation", "traits_seen")
_CHOSEN = at("values", "root-cause")
_FIRST = at("notes", "t1-structure")


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    seen = workbook.orientation.traits_seen
    options = tuple((one.id, one.text) for one in guide().structure.traits)
    return (
        Text("*Course model.* A trait is what one can see; a root cause keeps producing it. Tick what you **see** in your PMO, "
             "or in the one you diagnose."),
        Ticks(_TRAITS, "Which traits do you see?", options, tuple(seen)),
        *(Line(at("orientation", "traits_seen", id), f"Evidence: {said}", seen[id]) for id, said in options if id in seen),
        *_causes(workbook, suspects(seen)),
    )


def _causes(workbook: Workbook, found: tuple[Suspect, ...]) -> tuple[Block, ...]:
    if not found:
        return (Note("Tick at least one trait to see what may lie at its root."),)
    rows = tuple((one.cause.text, len(one.traits), one.cause.remedy, principle(one.cause.principle).name) for one in found)
    return (
        Note(_first(found)),
        Table("Root causes to test, in this order (Course model)",
              ("Possible root cause", "Traits that point to it", "What would remove it", "Principle"), rows, (1,)),
        Select(_CHOSEN, "Which one cause will you work on?", tuple((one.cause.id, one.cause.text) for one in found),
               _chosen(workbook), "Ask why once more: is it the cause, or only another trait?"),
        *_work(workbook),
    )


def _first(found: tuple[Suspect, ...]) -> str:
    """Which cause the map would test first, and that evidence decides."""
    most = len(found[0].traits)
    top = [one.cause.text for one in found if len(one.traits) == most]
    if most == 1:
        return "No two traits share a cause yet. Let evidence decide which cause you test first."
    said = "; ".join(f"**{one}**" for one in top)
    return f"Shared by most traits ({most}): {said}. Test it first, since one remedy may serve them all. Evidence decides."


def _chosen(workbook: Workbook) -> str | None:
    """The cause chosen, as long as a trait that is seen points to it."""
    value = text(workbook, "root-cause")
    return next((one.cause.id for one in suspects(workbook.orientation.traits_seen) if one.cause.id == value), None)


def _work(workbook: Workbook) -> tuple[Block, ...]:
    cause = next((one for one in guide().causes if one.id == _chosen(workbook)), None)
    if cause is None:
        return ()
    rests = principle(cause.principle)
    return (Note(f"{cause.remedy} This rests on **{rests.name}**: {rests.gloss} Ask: *{rests.detail.question}*", "good"),
            Area(_FIRST, "Which service or step would take this cause away, and by when?",
                 workbook.notes.get("t1-structure", ""), 2))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id == _TRAITS:
        return _ticked(workbook, value)
    if id == _CHOSEN:
        return keep_text(workbook, "root-cause", value, [one.id for one in guide().causes])
    return put(workbook, id, value)


def _ticked(workbook: Workbook, value: Any) -> Workbook:
    """The traits ticked, each with the evidence that it had."""
    seen = workbook.orientation.traits_seen
    kept = {id: seen.get(id, "") for id in ticked(value, [one.id for one in guide().structure.traits])}
    return evolve(workbook, orientation=evolve(workbook.orientation, traits_seen=kept))


def _done(workbook: Workbook) -> bool:
    return _chosen(workbook) is not None


PANEL = Panel("Which root cause do you work on?", _draw, _done, _change)
