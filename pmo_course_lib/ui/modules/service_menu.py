"""The menu: what each customer group can order, and what is on its way or gone."""

from __future__ import annotations

from typing import Any

from attrs import evolve

from pmo_course_lib.domain.catalogue import Entry, Offer, customer_menu, portfolio
from pmo_course_lib.domain.lifecycle import State
from pmo_course_lib.ui.modules import kept
from pmo_course_lib.ui.modules import own_services as own
from pmo_course_lib.ui.modules.panel import Panel, at
from pmo_course_lib.ui.view.blocks import Block, Choice, Note, Select, Table, Text
from pmo_course_lib.workbook.model import Workbook

_WHEN, _WHO = at("values", "menu-when"), at("values", "menu-group")
_TIMES = {"now": "today", "later": "when all that is on its way is live"}


def _draw(workbook: Workbook) -> tuple[Block, ...]:
    entries = own.entries(workbook)
    if not entries:
        return (Text("The menu draws all your entries together."), Note("There is no entry yet. Begin one in the view above."))
    later = kept.text(workbook, "menu-when") == "later"
    menu = customer_menu(map(_live, entries) if later else entries)
    group = group if (group := kept.text(workbook, "menu-group")) in menu else next(iter(menu), "")
    return (Text("What customers can order, a line for each service and level. Only live, transforming and retiring services "
                 "stand in it (*Course model*)."),
            Choice(_WHEN, "Show the menu", tuple(_TIMES.items()), "later" if later else "now", inline=True), *_who(menu, group),
            *((_table(group, menu[group]),) if menu else ()), *_said(entries, bool(menu), later))


def _live(entry: Entry) -> Entry:
    return evolve(entry, state=State.LIVE) if entry in portfolio((entry,)).pipeline else entry


def _who(menu: dict[str, tuple[Offer, ...]], group: str) -> tuple[Block, ...]:
    options = tuple((one, one) for one in menu if one.strip())
    return (Select(_WHO, "As seen by", options, group),) if len(menu) > 1 else ()


def _table(name: str, offers: tuple[Offer, ...]) -> Block:
    rows = tuple((one.name or one.id, one.level, one.gives, "; ".join(one.targets) or "no target",
                  one.obligation.value if one.obligation else "not said") for one in offers)
    if not rows:
        return Note(f"{name}: nothing to order, since the entries for this group name no service level. Choose levels in "
                    "the entries above.", "warning")
    return Table(f"Menu for {name}", ("Service", "Level", "You get", "Promise", "Obligation"), rows)


def _said(entries: tuple[Entry, ...], any_offer: bool, later: bool) -> tuple[Block, ...]:
    parts = portfolio(entries)
    counts = (f"Portfolio: {len(parts.pipeline)} on the way, {len(parts.catalogue)} in the catalogue, "
              f"{len(parts.archive)} in the archive.")
    if any_offer:
        return (Note(counts),)
    why = ("no entry names a customer. Fill in *Customers* in the entry above." if later else "nothing is live yet, or no live "
           f"entry names a customer. Choose *{_TIMES['later']}* to see what is coming.")
    return (Note(f"The menu is empty: {why} {counts}", "warning"),)


def _change(workbook: Workbook, id: str, value: Any) -> Workbook:
    if id == _WHEN and value in tuple(_TIMES):
        return kept.keep_text(workbook, "menu-when", value)
    if id == _WHO:
        return kept.keep_text(workbook, "menu-group", value)
    raise ValueError("There is no such field here. Load the page again.")


def _done(workbook: Workbook) -> bool:
    return any(customer_menu(map(_live, own.entries(workbook))).values())


PANEL = Panel("The menu of your services", _draw, _done, _change)
