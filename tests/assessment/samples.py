"""Forms, keys and items for tests, small enough to check by eye."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import evolve

from pmo_course_lib.assessment.blueprint import Blueprint, BlueprintArea, Material, PassMarkRule, Retake
from pmo_course_lib.assessment.form import Area, Form, FormItem, FormOption, Key, KeyItem, PassMark
from pmo_course_lib.assessment.item import Item, Option

ABCD = ("a", "b", "c", "d")


def form_item(number: int, shuffle: str = "free", fixed: str = "") -> FormItem:
    """Item XX-0001 …; options named in ``fixed`` keep their place."""
    options = tuple(FormOption(name, f"Option {name}", name in fixed) for name in ABCD)
    return FormItem(f"XX-{number:04}", f"Question {number}?", options, shuffle)  # type: ignore[arg-type]


def form(items: int = 4) -> Form:
    """A form of items XX-0001 … with four options each; the third keeps its options, the fourth its last one."""
    kinds = {3: ("fixed", ""), 4: ("free", "d")}
    return Form("sample", 1, "sample-1-0000", "Sample", 3600, ("Book",), ("No talking.",), "I work alone.",
                tuple(form_item(number, *kinds.get(number, ())) for number in range(1, items + 1)))


def key(items: int = 4, pass_raw: int = 2, **changes: Any) -> Key:
    """The key of ``form``: a, b, c, d, a … ; areas B1 and B2 by turns, B3 without items."""
    keyed = tuple(KeyItem(f"XX-{n:04}", 1, f"B{1 + n % 2}", ABCD, (ABCD[(n - 1) % 4],)) for n in range(1, items + 1))
    return evolve(Key("sample", "sample-1-0000", tuple(Area(f"B{n}", f"Area {n}") for n in (1, 2, 3)), keyed,
                      PassMark(pass_raw)), **changes)


def item(number: int, area: str = "B1", **changes: Any) -> Item:
    """A live item whose key goes round the four positions."""
    options = tuple(Option(name, f"Text {name} of {number}", "Because.") for name in ABCD)
    made = Item(f"XX-{number:04}", 1, "live", area, "CO1", "apply", f"What is number {number}?", ABCD[number % 4], options,
                ("book#s",), 40, 0.6, "author", "book", datetime.date(2026, 11, 22), False, ())
    return evolve(made, **changes)


def bank(count: int, area: str = "B1", first: int = 1, **changes: Any) -> dict[str, Item]:
    """``count`` items of one area by id."""
    items = (item(number, area, **changes) for number in range(first, first + count))
    return {one.id: one for one in items}


def blueprint(items: int = 8, **changes: Any) -> Blueprint:
    """A blueprint of one area."""
    made = Blueprint("sample", 1, "Sample", "en", items, 0, 4, 3600, True, "never", ("No talking.",), "I work alone.",
                     (Material("book", "Book", "1"),), PassMarkRule("provisional", 65), Retake(7, 3, 0.2),
                     (BlueprintArea("B1", "First", ("CO1",), items),), {"apply": (0, 50)})
    return evolve(made, **changes)
