"""Baseline and vision side by side, the gaps between them, and the gaps that one takes on. *Course model*."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain import catalogue, maturity, orientation, strategy
from pmo_course_lib.domain.strategy import Gap, StrategyPlan, candidate_gaps
from pmo_course_lib.ui.modules.kept import ticked
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.pictures.words import plural
from pmo_course_lib.ui.view.blocks import Area, Block, Button, Group, Line, Note, Row, Text, Ticks
from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.standing import standing

GAPS, FILL = at("strategy", "gaps"), at("#fill-in")
_SHOWN = 90


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    plan, template = workbook.strategy, strategy.guide().template
    asked = {one.id: one.text for one in (*template.baseline, *template.vision)}
    paired = {side for one in template.pairs for side in (one.baseline, one.vision)}
    known = suggestions(workbook)
    return (
        Text("*Course model.* Left: your PMO **today**. Right: your PMO in the year of your vision. Where the two differ lies a "
             "gap. Two pairs are enough to begin."),
        *((Button(FILL, f"Fill in {len(known)} field{'s' if len(known) > 1 else ''} from your workbook"),) if known else ()),
        Line(at("strategy", "vision", "year"), "Year of the vision", plan.vision.get("year", "")),
        *(Row((_area(plan, "baseline", one.baseline, f"Today: {asked[one.baseline]}"),
               _area(plan, "vision", one.vision, f"Then: {asked[one.vision]}"))) for one in template.pairs),
        Group("More about today", tuple(_area(plan, "baseline", one.id, one.text) for one in template.baseline
                                        if one.id not in paired), open=False),
        Group("More about then", tuple(_area(plan, "vision", one.id, one.text) for one in template.vision
                                       if one.id not in paired and one.id != "year"), open=False),
        *_gaps(plan),
    )


def _area(plan: StrategyPlan, side: str, field: str, label: str) -> Area:
    return Area(at("strategy", side, field), label, getattr(plan, side).get(field, ""), 2)


def _gaps(plan: StrategyPlan) -> tuple[Block, ...]:
    found = candidate_gaps(plan)
    if not found:
        return (Note("No gap yet: fill in both sides of a pair, and let them differ."),)
    taken = tuple(one.id for one in plan.gaps)
    kept = [one for one in found if one.id in taken]
    options = tuple((one.id, f"{_cut(one.now)} → {_cut(one.then)}") for one in found)
    state = Note(f"{len(found)} gap{'s' if len(found) > 1 else ''} between today and then. Tick what you take on; two or three "
                 "are enough.")
    if kept:
        state = Note(f"You take on {len(kept)} of {len(found)}. The next view asks for the move that closes each.", "good")
    return Ticks(GAPS, "Which gaps do you take on?", options, taken), state


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN - 1]}…"


def suggestions(workbook: Workbook) -> dict[str, str]:
    """What the other modules already say about today, for fields of the baseline that are still empty."""
    said = {"services_live": _live(workbook), "service_levels": _levels(workbook), "principles_scores": _principles(workbook),
            "orientation_index": _index(workbook), "maturity_level": _level(workbook), "topology_sketch": _offices(workbook)}
    return {field: text for field, text in said.items() if text and not workbook.strategy.baseline.get(field, "").strip()}


def _live(workbook: Workbook) -> str:
    names = [one.name for one in catalogue.portfolio(workbook.catalogue).catalogue if one.name.strip()]
    return f"{plural(len(names), 'service')}: {', '.join(names)}" if names else ""


def _levels(workbook: Workbook) -> str:
    named = [one.id or one.service for one in workbook.agreements if one.targets]
    return f"{plural(len(named), 'agreement')} with targets: {', '.join(named)}" if named else ""


def _principles(workbook: Workbook) -> str:
    bars = [one for one in standing(workbook).profile if one.score is not None and one.dimension != "services"]
    return ", ".join(f"{one.dimension} {one.score:g}" for one in bars)


def _index(workbook: Workbook) -> str:
    reading = orientation.read(workbook.orientation)
    return "" if reading.index is None else f"{reading.index:.2f}, {reading.band}, from {reading.answered} pairs"


def _level(workbook: Workbook) -> str:
    found: maturity.Maturity = standing(workbook)
    if found.level is None:
        return ""
    missing = f"; for the next: {found.missing[0].text}" if found.missing else ""
    return f"Level {found.level.level}, {found.level.name}{missing}"


def _offices(workbook: Workbook) -> str:
    names = [one.name for one in workbook.topology.pmos if one.name.strip()]
    return f"{plural(len(names), 'PMO')}: {', '.join(names)}" if names else ""


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    plan = workbook.strategy
    if id == FILL:
        baseline = {**plan.baseline, **suggestions(workbook)}
        return _fresh(evolve(workbook, strategy=evolve(plan, baseline=baseline)))
    if id == GAPS:
        return evolve(workbook, strategy=evolve(plan, gaps=_chosen(plan, value)))
    return _fresh(put(workbook, id, value))


def _chosen(plan: StrategyPlan, value: Any) -> tuple[Gap, ...]:
    """The ticked gaps, and those of the plan that no pair of fields stands behind."""
    found = {one.id: one for one in candidate_gaps(plan)}
    own = tuple(one for one in plan.gaps if one.id not in found)
    return (*own, *(found[one] for one in ticked(value, found)))


def _fresh(workbook: Workbook) -> Workbook:
    """The workbook with the gaps taken on in the words that stand in the fields now."""
    found = {one.id: one for one in candidate_gaps(workbook.strategy)}
    gaps = tuple(found.get(one.id, one) for one in workbook.strategy.gaps)
    return evolve(workbook, strategy=evolve(workbook.strategy, gaps=gaps))


def _done(workbook: Workbook) -> bool:
    return bool(workbook.strategy.gaps)


PANEL = Panel("Today and then, side by side", _draw, _done, _change)
