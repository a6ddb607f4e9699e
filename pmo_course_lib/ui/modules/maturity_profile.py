"""Maturity: eight dimensions, the course's ladder with its inflection point, and what the next level still asks for."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.maturity import Maturity, Scores, assess, guide, scores
from pmo_course_lib.domain.orientation import orientation_index
from pmo_course_lib.domain.principles import principles
from pmo_course_lib.ui.modules.own_services import parts
from pmo_course_lib.ui.modules.panel import Panel, at, put, take_out
from pmo_course_lib.ui.modules.topology_parts import GONE, as_list
from pmo_course_lib.ui.modules.topology_roles import own_partnering
from pmo_course_lib.ui.pictures import Dimension, Profile, Threshold, maturity_profile
from pmo_course_lib.ui.view.blocks import Block, Group, Line, Note, Number, Picture, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook

_SCALE = ("0 not at all", "1 begun", "2 in part", "3 mostly", "4 always")
_ITEMS, _PRINCIPLES = "items", "principles"


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("Score each from **0** (not at all) to **4** (always, and it shows), with something in mind that a colleague "
                 "could check. *Course model*: dimensions, levels and thresholds are ours.")
    now = now_scores(workbook)
    return (intro, _services(workbook), _seven(workbook), _evidence(workbook), *_result(assess(now), now))


def now_scores(workbook: Workbook) -> Scores:
    """What the ladder rests on: the answers here, the orientation index of module 1, the partnering share of module 5."""
    return scores(workbook.maturity, orientation_index(workbook.orientation.answers), own_partnering(workbook).value)


def _services(workbook: Workbook) -> Table:
    given = workbook.maturity.items
    options = tuple((str(n), said) for n, said in enumerate(_SCALE))
    return Table("Services: eight statements, of which the mean counts", ("What holds at your PMO", "Score"), tuple(
        (one.text, Select(at("maturity", _ITEMS, one.id), one.text, options, str(given[one.id]) if one.id in given else None))
        for one in guide().ladder.items))


def _seven(workbook: Workbook) -> Table:
    given = workbook.maturity.principles
    return Table("The seven principles", ("Principle", "What it says", "0 to 4"), tuple(
        (one.name, one.gloss, Number(at("maturity", _PRINCIPLES, one.name.lower()), f"Score of {one.name}",
                                     given.get(one.name.lower()), 0, 4, 0.5)) for one in _core()), (2,))


def _core() -> tuple[Any, ...]:
    wanted = guide().ladder.dimensions
    return tuple(one for one in principles() if one.name.lower() in wanted)


def _evidence(workbook: Workbook) -> Group:
    names = {**{one.id: one.text for one in guide().ladder.items}, **{one.name.lower(): one.name for one in _core()}}
    scored = {**workbook.maturity.items, **workbook.maturity.principles}
    lines = tuple(Line(at("maturity", "evidence", id), name, workbook.maturity.evidence.get(id, ""))
                  for id, name in names.items() if id in scored)
    return Group("Evidence for your scores", lines or (Text("A line for each score appears here."),), open=False)


def _result(now: Maturity, given: Scores) -> tuple[Block, ...]:
    return (_verdict(now), *_missing(now), _picture(now), _beside(given))


def _verdict(now: Maturity) -> Note:
    if now.level is None or now.index is None:
        return Note(f"Still without a score: {', '.join(now.unscored)}. Score these, and the level appears.")
    ladder = guide().ladder
    return Note(f"**Level {now.level.level}, {now.level.name}**: {now.level.sign}. Index {now.index:.2f}. "
                f"Next: {now.level.next}.", "good" if now.level.level > ladder.inflection_after else "info")


def _missing(now: Maturity) -> tuple[Block, ...]:
    if now.level is None or not now.missing:
        return ()
    following = now.level.level + 1
    inflection = guide().ladder.inflection
    crossing = (f" The inflection point lies between. {inflection}" if now.level.level == guide().ladder.inflection_after else "")
    said = tuple(one.text[:1].upper() + one.text[1:] for one in now.missing)
    first = now.missing[0].condition.of.replace("_", " ")
    return (Note(f"**Level {following} asks for more.**{crossing} Work on the first condition that fails: {first}.\n\n"
                 f"{as_list(said)}", "warning"),)


def _picture(now: Maturity) -> Picture:
    ladder = guide().ladder
    asked = {name: tuple(Threshold(level.level, one.least)
                         for level in ladder.levels for one in level.conditions if one.of == name)
             for name in ladder.dimensions}
    shown = Profile("Service orientation ladder (Course model)",
                    tuple(Dimension(bar.dimension, bar.score, asked[bar.dimension]) for bar in now.profile),
                    tuple(level.name for level in ladder.levels), now.level.level if now.level else 0, ladder.inflection_after)
    return Picture(maturity_profile(shown, "maturity"), "Maturity profile", as_list(shown.as_text()))


def _beside(given: Scores) -> Table:
    """The two figures that come from other modules."""
    rows = (("Orientation index", given.orientation_index, "T1, twelve pairs"),
            ("Partnering share of your PMO", given.partnering_share, "T5, role weights"))
    return Table("Taken from other modules", ("Figure", "Now", "From"), tuple(
        (name, "not known yet" if value is None else f"{value:.2f}", place) for name, value, place in rows))


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    names = parts(id)
    if len(names) != 3 or names[0] != "maturity" or names[1] not in (_ITEMS, _PRINCIPLES, "evidence"):
        raise ValueError(GONE)
    if names[1] == _ITEMS and value in ("0", "1", "2", "3", "4"):
        value = int(value)
    if value is None:
        known = getattr(workbook.maturity, names[1])
        changed = take_out(workbook, *names) if names[2] in known else workbook
    else:
        changed = put(workbook, id, value)
    return evolve(changed, scores=now_scores(changed))


def _done(workbook: Workbook) -> bool:
    return assess(now_scores(workbook)).level is not None


PANEL = Panel("How mature is your PMO's service work?", _draw, _done, _change)
