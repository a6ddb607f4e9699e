"""The chain from capabilities to success for one own service: where does the evidence end?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmo_course_lib.domain.orientation import Sphere, first_unproven, guide, success_share
from pmo_course_lib.ui.modules.kept import keep_number, number
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.view.blocks import Block, Group, Line, Note, Number, Row, Text
from pmo_course_lib.ui.view.meeting import figure
from pmo_course_lib.workbook.model import Workbook

_SERVICE = "t1-words-service"
#: What to write for each link of the chain, in its order.
_ASK = ("Who can do it, with which tools?", "Which level was agreed, and was it reached?", "Who uses it, of how many who could?",
        "What has measurably improved for them?", "How would the customer notice that it was gone? Would they pay again?",
        "What has changed for good in projects or the organisation?",
        "How much of the possible benefit is reached over the year?")
#: Names of the sums in ``values``, with their labels.
_SUMS = {"success-control-possible": "Possible, within control", "success-control-reached": "Reached, within control",
         "success-influence-possible": "Possible, within influence", "success-influence-reached": "Reached, within influence"}


#: The two sums of each sphere: what was possible, and what was reached.
_SPHERES = {"control": ("success-control-possible", "success-control-reached"),
            "influence": ("success-influence-possible", "success-influence-reached")}


def _note(number: int) -> str:
    return f"t1-words-{number}"


def _evidence(workbook: Workbook) -> dict[str, str]:
    return {link: workbook.notes.get(_note(number), "") for number, link in enumerate(guide().chain.links, 1)}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    evidence = _evidence(workbook)
    links = (Line(at("notes", _note(number)), f"{number}. {link.capitalize()}: {ask}", evidence[link])
             for number, (link, ask) in enumerate(zip(guide().chain.links, _ASK, strict=True), 1))
    return (
        Text("*Course model.* Take **one service of yours** and write one fact for each link, from the left. Leave empty what "
             "you cannot show: praise is no benefit, and a benefit that no sponsor sees is no value."),
        Line(at("notes", _SERVICE), "Your service", workbook.notes.get(_SERVICE, ""), "For example: health check."),
        *links,
        *_result(evidence),
        Group("Work out the success share", _share(workbook), open=False),
    )


def _result(evidence: Mapping[str, str]) -> tuple[Block, ...]:
    if not any(text.strip() for text in evidence.values()):
        return (Note("Name the service, then begin with its capabilities. The first empty link is where to work."),)
    gap = first_unproven(evidence)
    chain = Text(" → ".join(_link(link, text, link == gap) for link, text in evidence.items()))
    if gap is None:
        return (chain, Note("Every link has evidence. Ask a sponsor to check it.", "good"))
    later = [link for link, text in list(evidence.items())[list(evidence).index(gap):] if text.strip()]
    rests = f" What you wrote for {', '.join(later)} rests on it and is not shown yet." if later else ""
    return (chain, Note(f"Work here: **{gap}** is the first link without evidence.{rests}", "warning" if later else "info"))


def _link(name: str, text: str, here: bool) -> str:
    return f"**{name} ?**" if here else f"{name} {'✓' if text.strip() else '–'}"


def _share(workbook: Workbook) -> tuple[Block, ...]:
    fields = tuple(Number(at("values", name), label, number(workbook, name), low=0) for name, label in _SUMS.items())
    return (Text("After Jain (2023): benefits of a year, in one unit for all four. What is only of concern does not count."),
            Row(fields[:2]), Row(fields[2:]), _shared(workbook))


def _shared(workbook: Workbook) -> Note:
    if over := [where for where, (possible, reached) in _SPHERES.items() if _over(workbook, possible, reached)]:
        return Note(f"Within {' and within '.join(over)}, more is reached than was possible: that cannot be. Correct one of the "
                    "two sums; then there is a success share.", "warning")
    if bare := [where for where, (possible, reached) in _SPHERES.items()
                if number(workbook, possible) is None and number(workbook, reached)]:
        return Note(f"What was possible within {' and within '.join(bare)}? Without it, what is reached there has no share.")
    control_possible, control, influence_possible, influence = (number(workbook, name) or 0 for name in _SUMS)
    share = success_share(Sphere(control_possible, control), Sphere(influence_possible, influence))
    if share is None:
        return Note("Give what was possible and what was reached, for example in hours or thousand euros a year.")
    possible = control_possible + influence_possible
    return Note(f"Success share **{share:.2f}** (*Course model*): {figure(control + influence)} of {figure(possible)}.")


def _over(workbook: Workbook, possible: str, reached: str) -> bool:
    """Is more reached than was possible, as far as both are given?"""
    most, got = number(workbook, possible), number(workbook, reached)
    return most is not None and got is not None and got > most


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    sums = {at("values", name): name for name in _SUMS}
    return _summed(workbook, sums[id], value) if id in sums else put(workbook, id, value)


def _summed(workbook: Workbook, name: str, value: Any) -> Workbook:
    kept = keep_number(workbook, name, value)
    possible, reached = next(pair for pair in _SPHERES.values() if name in pair)
    if value is None or not _over(kept, possible, reached):
        return kept
    most, got = figure(number(kept, possible) or 0), figure(number(kept, reached) or 0)
    if name == reached:
        raise ValueError(f"{_SUMS[name]}: {most} was possible. Write {most} or less, or correct what was possible first.")
    raise ValueError(f"{_SUMS[name]}: {got} is reached. Write {got} or more, or correct what is reached first.")


def _done(workbook: Workbook) -> bool:
    """A service is named, with what improves for the customer and how they would notice."""
    return all(workbook.notes.get(name, "").strip() for name in (_SERVICE, _note(4), _note(5)))


PANEL = Panel("From capabilities to success: one of your services", _draw, _done, _change)
