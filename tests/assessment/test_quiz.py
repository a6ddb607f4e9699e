"""The self-checks: are the practice questions of each module sound, at home in their module, and no key to the exam?"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from pmo_course_lib.assessment.blueprint import load_blueprint
from pmo_course_lib.assessment.item import Item, load_bank
from pmo_course_lib.delivery.book import load_modules, section_ids

from . import lint
from .samples import item
from .test_bank import options, report

MODULES = [f"t{number}" for number in range(1, 9)]
DAY_1 = MODULES[:5]
SHARED_WORDS = 8


@pytest.fixture(scope="module")
def course(exam: Path) -> Path:
    """The real course folder."""
    return exam.parent / "course"


@pytest.fixture(scope="module")
def quiz(course: Path) -> dict[str, dict[str, Item]]:
    """The real quiz questions by folder."""
    return {name: load_bank(course / "quiz" / name) for name in [*MODULES, "recap"]}


@pytest.fixture(scope="module")
def everything(quiz: dict[str, dict[str, Item]]) -> list[Item]:
    """The real quiz questions in one list."""
    return [one for items in quiz.values() for one in items.values()]


@pytest.fixture(scope="module")
def known(exam: Path) -> list[Item]:
    """What a quiz question may not repeat: the exam's questions and its practice questions."""
    return [*load_bank(exam / "bank").values(), *load_bank(exam / "practice").values()]


def test_five_a_module_and_ten_in_the_recap(quiz: dict[str, dict[str, Item]], course: Path) -> None:
    """Has each module its five questions and the recap its ten, under ids that occur once in the whole quiz?"""
    assert {name: len(items) for name, items in quiz.items()} == {**dict.fromkeys(MODULES, 5), "recap": 10}
    assert len(load_bank(course / "quiz")) == 50


def test_item_rules(everything: list[Item], known: list[Item], course: Path) -> None:
    """Is every question free of the faults that a program can see, and unlike every other question?"""
    book = lint.plain(" ".join(section.text for module in load_modules(course) for section in module.sections))
    found: dict[str, list[str]] = defaultdict(list)
    for one in everything:
        found[one.id] += list(lint.findings(one, book))
    for one_id, other, share in lint.near_duplicates([*everything, *known]):
        if one_id in found:
            found[one_id].append(f"near-duplicate: stem like that of {other} ({share:.2f})")
    faulty = {name: lines for name, lines in found.items() if lines}
    assert not faulty, report(faulty)


def test_four_options_that_teach(everything: list[Item]) -> None:
    """Has every question four options, each with a rationale of its own, longer than a bare verdict?"""
    thin = {one.id: [option.rationale for option in one.options] for one in everything
            if len(one.options) != 4 or len({option.rationale for option in one.options}) != 4
            or any(len(lint.words(option.rationale)) < 6 for option in one.options)}
    assert not thin, report(thin)


def test_keys_are_balanced(quiz: dict[str, dict[str, Item]], everything: list[Item]) -> None:
    """Does each letter hold the key about as often as the others, in each self-check and over all?"""
    for name, items in quiz.items():
        counts = Counter(one.key for one in items.values())
        assert set(counts) == set("abcd"), (name, counts)
        assert max(counts.values()) <= math.ceil(len(items) / 4), (name, counts)
    overall = Counter(one.key for one in everything)
    assert max(overall.values()) - min(overall.values()) <= 3, overall


def test_the_longest_option_is_no_cue(everything: list[Item]) -> None:
    """Is the key the single longest option no more often than the standard's rule 4.4 lets chance explain?"""
    longest = [one.id for one in everything if _key_is_longest(one)]
    limit = len(everything) * (0.25 + 2 * math.sqrt(0.25 * 0.75 / len(everything)))
    assert len(longest) <= limit, longest


def test_references_belong_to_the_module(quiz: dict[str, dict[str, Item]], course: Path) -> None:
    """Does every reference name a section of the book in the module's own text, or for the recap in day 1?"""
    sections = section_ids(course)
    lost: dict[str, list[str]] = defaultdict(list)
    for name, items in quiz.items():
        homes = tuple(f"book#{module}-" for module in (DAY_1 if name == "recap" else [name]))
        for one in items.values():
            lost[one.id] += [reference for reference in one.references
                             if reference not in sections or not reference.startswith(homes)]
    lost = {name: lines for name, lines in lost.items() if lines}
    assert not lost, report(lost)


def test_the_recap_covers_the_whole_day(quiz: dict[str, dict[str, Item]]) -> None:
    """Does the recap ask two questions on each module of day 1, and does no set ask twice about one section?"""
    assert Counter(one.references[0][5:7] for one in quiz["recap"].values()) == dict.fromkeys(DAY_1, 2)
    for name, items in quiz.items():
        places = [reference for one in items.values() for reference in one.references]
        assert len(set(places)) == len(places), (name, places)


def test_fields_resolve(everything: list[Item], known: list[Item], exam: Path) -> None:
    """Do areas and objectives exist, and do no id and no stem occur in the exam?"""
    objectives = {area.id: area.objectives for area in load_blueprint(exam / "blueprint.toml").areas}
    assert [one.id for one in everything if one.objective not in objectives.get(one.area, ())] == []
    assert {one.id for one in everything}.isdisjoint(one.id for one in known)
    assert {one.stem.strip() for one in everything}.isdisjoint(one.stem.strip() for one in known)


def test_nothing_claims_a_persons_approval(everything: list[Item]) -> None:
    """Does each question say that a language model helped, and claim no approval that nobody gave?"""
    assert [one.id for one in everything if not one.ai_assisted or not one.log] == []
    assert [one.id for one in everything if any(entry.human for entry in one.log)] == []


def test_no_exam_answer_is_given_away(everything: list[Item], known: list[Item]) -> None:
    """Is there no run of eight words and no pair of numbers that a quiz question shares with an exam question?"""
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in itertools.product(everything, known):
        found[one.id] += [f"{other.id} has {run!r}" for run in sorted(_runs(one) & _runs(other))]
        if len(pair := _numbers(one) & _numbers(other)) > 1:
            found[one.id].append(f"{other.id} has the numbers {sorted(pair)}")
    found = {name: lines for name, lines in found.items() if lines}
    assert not found, report(found)


def _texts(one: Item) -> list[str]:
    return [one.stem, one.exhibit.text if one.exhibit else "", *(option.text for option in one.options)]


def _runs(one: Item) -> set[str]:
    read = [lint.words(text) for text in _texts(one)]
    return {" ".join(run[start:start + SHARED_WORDS]) for run in read for start in range(len(run) - SHARED_WORDS + 1)}


def _numbers(one: Item) -> set[str]:
    """Numbers of two digits or more; moments of the day belong to the book's one calendar and to nobody's item."""
    found = set(re.findall(r"\d+(?:[.,:]\d+)*", re.sub(r"\b\d+:\d\d\b", "", " ".join(_texts(one)))))
    return {number for number in found if len(number) > 1}


def _key_is_longest(one: Item) -> bool:
    lengths = {option.id: len(option.text) for option in one.options}
    return all(lengths[one.key] > length for name, length in lengths.items() if name != one.key)


# --- the checks themselves -----------------------------------------------------------------------------------------------


def test_runs_and_numbers_are_found() -> None:
    """Are a run of eight words and a pair of numbers seen, across case and punctuation, and clock times passed over?"""
    one = item(0, stem="Open 09:00 to 17:00. With 250 hours, the HUB needs 262 more.", options=options("A", "0.70", "7", "D"))
    assert _runs(one) & _runs(item(1, stem="Is it so: with 250 hours the hub needs 262 more?")) == {
        "with 250 hours the hub needs 262 more"}
    assert _runs(one) & _runs(item(2, stem="Is it so: with 250 hours the hub needs 262 now?")) == set()
    assert _numbers(one) == {"250", "262", "0.70"}


def test_the_longest_key_is_found() -> None:
    """Is a key that is longer than each other option seen, and one with an equal beside it left alone?"""
    assert _key_is_longest(item(0, options=options("Alpha", "Beta", "C", "D")))
    assert not _key_is_longest(item(0, options=options("Alpha", "Gamma", "C", "D")))
