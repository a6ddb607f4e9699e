"""The order of questions and options: recorded, complete, and the same on every machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_course_lib.assessment.order import LONGEST_RUN, arranged, good_seed, longest_run, option_order, seed_for
from pmo_course_lib.errors import CourseError

from .samples import ABCD, form, form_item, key

STEADY = settings(deadline=None, derandomize=True, database=None, max_examples=100)

#: Worked out once and written down; it must never change, or running exams would show other orders after an update.
GOLDEN_SEED = "a87aff45e74e16a9e4ffc6a30169d512d1be9e4895cbcb434bb342f4bb7716df"
GOLDEN = [("XX-0004", "cbad"), ("XX-0002", "dbac"), ("XX-0001", "acdb"), ("XX-0003", "abcd"), ("XX-0006", "dcba"),
          ("XX-0005", "acdb")]


def shown(seed: str, items: int = 6) -> list[tuple[str, str]]:
    """Item ids with their option ids in one word."""
    return [(item.id, "".join(order)) for item, order in arranged(form(items), seed)]


def test_golden_order() -> None:
    """Is the order for a seed the one that was written down?"""
    assert seed_for("sample-1-0000", "anna", "secret", 2) == GOLDEN_SEED
    assert shown(GOLDEN_SEED) == GOLDEN


def test_order_in_another_process() -> None:
    """Is the order the same in a process with another hash seed, down from the recorded seed?"""
    code = ("import sys; sys.path.insert(0, sys.argv[1]); from assessment.test_order import *; print(shown(GOLDEN_SEED))")
    for salt in ("1", "2"):
        printed = subprocess.run([sys.executable, "-c", code, str(Path(__file__).parents[1])],
                                 capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": salt}).stdout
        assert printed.strip() == repr(GOLDEN)


@given(st.text(max_size=20), st.integers(1, 30))
@STEADY
def test_everything_once(seed: str, items: int) -> None:
    """Is every item and every option there exactly once, and what is fixed in its place, whatever the seed?"""
    order = arranged(form(items), seed)
    assert sorted(item.id for item, _ in order) == sorted(item.id for item in form(items).items)
    for item, options in order:
        assert sorted(options) == list(ABCD)
        if item.shuffle == "fixed":
            assert options == list(ABCD)
        assert all(options[place] == option.id for place, option in enumerate(item.options) if option.fixed)


@pytest.mark.parametrize("fixed", ["a", "d", "bc", "abcd", "abc"])
def test_fixed_options_keep_their_place(fixed: str) -> None:
    """Do fixed options stay while the others move, over many seeds?"""
    item = form_item(1, fixed=fixed)
    orders = {tuple(option_order(item, str(seed))) for seed in range(60)}
    assert all(order[ABCD.index(name)] == name for order in orders for name in fixed)
    assert len(orders) == {0: 1, 1: 1, 2: 2, 3: 6}[4 - len(fixed)]


def test_order_ignores_the_order_of_the_form() -> None:
    """Does the printed order of the form say nothing about the order shown?"""
    turned = evolve(form(6), items=tuple(reversed(form(6).items)))
    assert [item.id for item, _ in arranged(turned, "s")] == [item.id for item, _ in arranged(form(6), "s")]


def test_seeds_differ() -> None:
    """Do form, candidate, secret and number each give another seed, also when their letters move from one to the next?"""
    seeds = {seed_for(*parts) for parts in [("f", "a", "s"), ("g", "a", "s"), ("f", "b", "s"), ("f", "a", "t"),
                                            ("f", "a", "s", 1),
                                            ("fa", "", "s"), ("", "fa", "s")]}
    assert len(seeds) == 7


def test_positions_are_even() -> None:
    """Over many candidates, is the key about equally often at each position?"""
    item = form_item(1)
    counts = [0, 0, 0, 0]
    for candidate in range(2000):
        counts[option_order(item, seed_for("f", str(candidate), "s")).index("a")] += 1
    assert all(420 <= count <= 580 for count in counts), counts  # 500 expected, 4 standard deviations are 77


def test_no_long_run_of_keys() -> None:
    """Over many candidates, is there never a run of six equal key positions, though some first seeds have one?"""
    sample, answers = form(50), key(50)
    accept = {item.id: item.accept[0] for item in answers.items}

    def run(seed: str) -> int:
        return longest_run(order.index(accept[item.id]) for item, order in arranged(sample, seed))

    people = [f"c{n}" for n in range(150)]
    assert max(run(good_seed(sample, answers, who, "secret")) for who in people) < LONGEST_RUN == 6
    assert max(run(seed_for(sample.form_id, who, "secret")) for who in people) >= LONGEST_RUN
    assert good_seed(sample, answers, "c1", "secret") == good_seed(sample, answers, "c1", "secret")


def test_form_whose_keys_cannot_vary() -> None:
    """Does a form on which every order has a long run end with a sentence instead of never?"""
    stiff = evolve(form(8), items=tuple(form_item(n, "fixed") for n in range(1, 9)))
    keyed = evolve(key(8), items=tuple(evolve(item, accept=("a",)) for item in key(8).items))
    with pytest.raises(CourseError, match="six"):
        good_seed(stiff, keyed, "anna", "secret")


@pytest.mark.parametrize(("values", "length"), [([], 0), ([1], 1), ([0, 0, 1], 2), ([1, 0, 0, 0], 3), ([2, 1, 2, 1], 1)])
def test_longest_run(values: list[int], length: int) -> None:
    """Is the longest run counted right?"""
    assert longest_run(values) == length
