"""Steps 1 and 2 of the Value Ring: ranked services with the reason, the mix chosen from them, and its balance over time."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.catalogue import course_catalogue, form
from pmo_course_lib.domain.value_ring import MixResult, RingInputs, balance, figures, headcount, recommend, ring
from pmo_course_lib.domain.value_ring.mixes import BANDS
from pmo_course_lib.ui.modules.expectations import group_names, ready, relevance
from pmo_course_lib.ui.modules.own_services import parts
from pmo_course_lib.ui.modules.panel import Panel, at, put
from pmo_course_lib.ui.pictures import Balance, Ring, RingStep, Term, balance_bars, value_ring
from pmo_course_lib.ui.view.blocks import Block, Choice, Group, Note, Number, Picture, Table, Text, Ticks
from pmo_course_lib.workbook.model import Workbook

FIRST = 8
_SPREAD, _SUPPORTED = at("#spread"), at("ring", "supported")
_SPREADS = {"thirds": ("a third in each", (1 / 3, 1 / 3, 1 / 3)), "soon": ("soon: 50, 30, 20", (0.5, 0.3, 0.2)),
            "late": ("lasting: 20, 30, 50", (0.2, 0.3, 0.5))}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    intro = Text("Services that can bring what your customers want, best first. Take a handful into your **mix**. "
                 "*Course model*: the chances behind the ranking are invented numbers to start from.")
    if not relevance(workbook):
        return (intro, Note("First say in the view above what your customers expect."), _ring(workbook))
    inputs = ready(workbook.ring)
    return (intro, *_ranking(_named(workbook, inputs)), *_figures(inputs), _heads(inputs), _ring(workbook))


def _named(workbook: Workbook, inputs: RingInputs) -> RingInputs:
    """The ring with groups of the map by their names, as the reasons say them; those of the course are known by id."""
    usual = form().names("customers")
    names = [one.id if one.id in usual else group_names(workbook).get(one.id, one.id) for one in inputs.groups]
    if len(set(names)) < len(names):
        return inputs
    return evolve(inputs, groups=tuple(evolve(one, id=name) for one, name in zip(inputs.groups, names, strict=True)))


def _ranking(inputs: RingInputs) -> tuple[Block, ...]:
    ranked = {one.service: one for one in recommend(inputs)}
    rows = tuple(_row(inputs, id, f"{one.relevance:.2f}", one.reason) for id, one in ranked.items())
    others = tuple(_row(inputs, id, "0.00", "brings no benefit that your customers rated.") for id in _names()
                   if id not in ranked)
    head = ("In the mix", "Service (its relevance), and why")
    rest = rows[FIRST:] + others
    more = (Group("All other services", (Table("Further down", head, rest),), open=False),) if rest else ()
    return (Table("Recommended services (*Course model*)", head, rows[:FIRST]), *more)


def _names() -> dict[str, str]:
    return {one.id: one.name for one in course_catalogue().services}


def _row(inputs: RingInputs, id: str, relevance: str, reason: str) -> tuple[Ticks, str]:
    name = _names().get(id, id)
    tick = Ticks(at("#mix", id), f"{name} in the mix", (("in", "take"),), ("in",) if id in inputs.mix else ())
    return tick, f"**{name}** ({relevance}): {reason.removeprefix(f'{name}: ')}"


def _figures(inputs: RingInputs) -> tuple[Block, ...]:
    usable = tuple(one for one in inputs.mix if one in inputs.chances and one in inputs.profiles)
    if not usable:
        return (Note("Take two services or more into the mix to see how far it meets expectations, and when."),)
    now, over_time = figures(inputs, "", usable), balance(inputs, usable)
    bands = zip(BANDS, over_time.shares, over_time.target, strict=True)
    shown = Balance("When customers notice the mix (Course model)",
                    tuple(Term(name, round(100 * have), round(100 * want)) for name, have, want in bands))
    return (_said(now), Picture(balance_bars(shown), "Effect over time", _list(shown.as_text())), *map(Note, over_time.advice),
            _spread(inputs))


def _said(now: MixResult) -> Table:
    rows = (("Fit with expectations (EAI)", f"{now.expectations:.2f}", "How likely is it that wanted benefits come?"),
            ("Balance over time (BAI)", f"{now.balance:.2f}", "Is the effect spread over time as you want it?"))
    return Table(f"Your mix of {len(now.services)}: two figures, each from 0 to 1 (*Course model*)",
                 ("Figure", "Value", "It asks"), rows, (1,))


def _spread(inputs: RingInputs) -> Choice:
    value = next((id for id, (_, target) in _SPREADS.items() if _near(inputs.target, target)), None)
    return Choice(_SPREAD, "When should the effect come: short, medium, long term?",
                  tuple((id, text) for id, (text, _) in _SPREADS.items()), value, inline=True)


def _near(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 0.005


def _heads(inputs: RingInputs) -> Group:
    rule = "A rule of thumb of the consultancy Decium claims: heads = 0.2 × (people supported) to the power of 2/3."
    heads = (f" For {inputs.supported:,} people: about **{headcount(inputs.supported):.1f} heads**." if inputs.supported else "")
    return Group("How many heads? A claim to set beside your mix", (
        Number(_SUPPORTED, "How many people does the PMO support?", inputs.supported, 1),
        Text(f"{rule}{heads} It knows nothing of the services chosen or their levels; hours do, in the view on capacity.")),
        open=False)


def _ring(workbook: Workbook) -> Group:
    now = workbook.ring
    filled = (bool(relevance(workbook)), bool(now.mix), bool(now.processes), bool(now.indicators), bool(now.needed or now.people),
              bool(now.maturity), now.expected_loss is not None and now.annual_cost is not None, False)
    steps = tuple(RingStep(one.name, one.outputs[-1], marked=there) for one, there in zip(ring().steps, filled, strict=True))
    shown = Ring("The eight steps of the PMO Value Ring", steps, "PMO customers and their expectations",
                 "in your workbook so far", "After the public pages of PMO Global Alliance")
    return Group("Where this stands in the PMO Value Ring",
                 (Picture(value_ring(shown), "The eight steps", _list(shown.as_text())),), open=False)


def _list(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    where, inputs = parts(id), ready(workbook.ring)
    if where[0] == "#mix" and where[-1] in (*_names(), *inputs.mix):
        rest = tuple(one for one in inputs.mix if one != where[-1])
        return evolve(workbook, ring=evolve(inputs, mix=(*rest, where[-1]) if value else rest))
    if id == _SPREAD:
        if value not in tuple(_SPREADS):
            raise ValueError("Choose one of the spreads.")
        return evolve(workbook, ring=evolve(inputs, target=_SPREADS[value][1]))
    if id == _SUPPORTED:
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10_000_000):
            raise ValueError("Write a whole number of people, 1 or more.")
        return put(workbook, id, value)
    raise ValueError("There is no such field here. Load the page again.")


def _done(workbook: Workbook) -> bool:
    return bool(relevance(workbook) and len(workbook.ring.mix) >= 2)


PANEL = Panel("From expectations to a balanced mix", _draw, _done, _change)
