"""From bank and blueprint to a form and its key; the form rules of the assessment standard, section 4."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pmo_course_lib.assessment.blueprint import Blueprint
from pmo_course_lib.assessment.form import (
    Area,
    Form,
    FormExhibit,
    FormItem,
    FormOption,
    Key,
    KeyItem,
    PassMark,
)
from pmo_course_lib.assessment.item import Item
from pmo_course_lib.assessment.order import longest_run
from pmo_course_lib.errors import CourseError

#: Share of the exam's time that the items' expected seconds may fill.
TIME_SHARE = 0.9
#: Choices and orders tried before giving up on a rule.
TRIES = 1000


def make_form(bank: dict[str, Item], practice: dict[str, Item], blueprint: Blueprint, seed: str) -> tuple[Form, Key]:
    """Choose and order the items of a form. The same inputs give the same form.

    Raises ``CourseError`` that names each area that is short of live items, or each form rule that the items break.
    """
    ordered = _ordered(_allowed(bank, blueprint, seed), blueprint, seed)
    form_id = f"{blueprint.exam_id}-{blueprint.version}-{_digest(seed, *(f'{i.id}@{i.version}' for i in ordered))[:8]}"
    return _form(ordered, practice, blueprint, form_id), _key(ordered, blueprint, form_id)


def _digest(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def _allowed(bank: dict[str, Item], blueprint: Blueprint, seed: str) -> list[Item]:
    """The first seeded choice that keeps the form rules; a bank without spare items has but one."""
    chosen = _chosen(bank, blueprint, seed)
    problems = list(content_problems(chosen, blueprint))
    spare = sum(item.status == "live" for item in bank.values()) > len(chosen)
    for attempt in range(1, TRIES if problems and spare else 1):
        chosen = _chosen(bank, blueprint, f"{seed}|{attempt}")
        if next(content_problems(chosen, blueprint), None) is None:
            return chosen
    if problems:
        raise CourseError(problems)
    return chosen


def _chosen(bank: dict[str, Item], blueprint: Blueprint, seed: str) -> list[Item]:
    live = [item for item in bank.values() if item.status == "live"]
    chosen: list[Item] = []
    problems = []
    for area in blueprint.areas:
        there = sorted((item for item in live if item.area == area.id), key=lambda item: _digest(seed, item.id))
        if len(there) < area.items:
            problems.append(f"Area {area.id} ({area.title}) needs {area.items} live items; the bank has {len(there)}.")
        chosen += there[:area.items]
    if problems:
        raise CourseError(problems)
    return chosen


def content_problems(items: Sequence[Item], blueprint: Blueprint) -> Iterator[str]:
    """Form rules that no order can mend: levels, enemies, options, longest key, key balance, time."""
    levels: Counter[str] = Counter("apply" if item.cognitive in ("analyse", "evaluate") else item.cognitive for item in items)
    for level, (low, high) in blueprint.cognitive.items():
        if not low <= levels[level] <= high:
            yield f"Level {level}: {levels[level]} items on the form; {low} to {high} are allowed."
    ids = {item.id for item in items}
    for item in items:
        if clash := ids.intersection(item.enemies):
            yield f"Item {item.id} must not stand beside {', '.join(sorted(clash))}."
        if len(item.options) != blueprint.options_per_item:
            yield f"Item {item.id} has {len(item.options)} options; {blueprint.options_per_item} are wanted."
    yield from _balance_problems(items, blueprint)
    seconds, limit = sum(item.expected_s for item in items), TIME_SHARE * blueprint.time_s
    if seconds > limit:
        yield f"The items need {seconds} s; at most {limit:.0f} s of {blueprint.time_s} s may be planned."


def _balance_problems(items: Sequence[Item], blueprint: Blueprint) -> Iterator[str]:
    n, k = len(items), blueprint.options_per_item
    spread = 2 * math.sqrt(n * (1 / k) * (1 - 1 / k))
    counts = Counter(_position(item) for item in items)
    for position in range(k):
        if abs(counts[position] - n / k) > spread:
            yield (f"Key position {'ABCDE'[position]} occurs {counts[position]} times; "
                   f"{n / k - spread:.1f} to {n / k + spread:.1f} are allowed.")
    longest = sum(_key_is_longest(item) for item in items)
    most = n * (1 / k + 2 * math.sqrt((1 / k) * (1 - 1 / k) / n))
    if longest > most:
        yield f"The key is the longest option in {longest} items; at most {most:.0f} are allowed."


def _position(item: Item) -> int:
    return [option.id for option in item.options].index(item.key)


def _key_is_longest(item: Item) -> bool:
    lengths = {option.id: len(option.text) for option in item.options}
    return all(length < lengths[item.key] for name, length in lengths.items() if name != item.key)


def _ordered(items: Sequence[Item], blueprint: Blueprint, seed: str) -> list[Item]:
    """Items by area, in the first seeded order without runs or patterns of keys."""
    places = {area.id: place for place, area in enumerate(blueprint.areas)}
    for attempt in range(TRIES):
        ordered = sorted(items, key=lambda i: (places[i.area], _digest(seed, str(attempt), i.id)))
        if not has_pattern([_position(item) for item in ordered]):
            return ordered
    raise CourseError("No order of these items avoids runs of four equal keys. Vary the keys in the bank.")


def has_pattern(positions: Sequence[int]) -> bool:
    """Rules ``key-run`` and ``key-pattern``: four equal in a row, or a block of two to six three times in a row.

    >>> has_pattern([0, 1, 0, 1, 0, 1])
    True
    """
    letters = "".join("ABCDE"[position] for position in positions)
    return longest_run(positions) >= 4 or re.search(r"(.{2,6})\1\1", letters) is not None


def _form(items: Sequence[Item], practice: dict[str, Item], blueprint: Blueprint, form_id: str) -> Form:
    return Form(blueprint.exam_id, blueprint.version, form_id, blueprint.title, blueprint.time_s,
                tuple(material.title for material in blueprint.materials), blueprint.rules, blueprint.honour,
                tuple(map(_public, items)), tuple(map(_public, list(practice.values())[:1])))


def _public(item: Item) -> FormItem:
    exhibit = FormExhibit(item.exhibit.text, item.exhibit.alt) if item.exhibit else None
    options = tuple(FormOption(option.id, option.text, option.fixed) for option in item.options)
    return FormItem(item.id, item.stem, options, item.shuffle, exhibit)


def _key(items: Sequence[Item], blueprint: Blueprint, form_id: str) -> Key:
    keyed = tuple(KeyItem(item.id, item.version, item.area, tuple(o.id for o in item.options), (item.key,))
                  for item in items)
    areas = tuple(Area(area.id, area.title) for area in blueprint.areas)
    unapproved = tuple(item.id for item in items if not item.approved_by_person)
    return Key(blueprint.exam_id, form_id, areas, keyed, PassMark(blueprint.pass_raw, blueprint.pass_mark.method),
               unapproved)
