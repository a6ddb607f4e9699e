"""From bank and blueprint to a form: the real one keeps every form rule, a bank that cannot is told why."""

from __future__ import annotations

import math
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from pmo_course_lib.assessment.assembly import TIME_SHARE, has_pattern, make_form
from pmo_course_lib.assessment.blueprint import Blueprint, BlueprintArea, load_blueprint
from pmo_course_lib.assessment.form import Form, Key, form_from_json, key_from_json, to_json
from pmo_course_lib.assessment.item import Item, load_bank, load_item, rule_seconds
from pmo_course_lib.errors import CourseError

from .samples import bank, blueprint, item


def refused(items: dict[str, Item], plan: Blueprint, seed: str = "s") -> tuple[str, ...]:
    """The problems with which making a form ends."""
    with pytest.raises(CourseError) as caught:
        make_form(items, {}, plan, seed)
    return caught.value.problems


# --- the real exam -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real(exam: Path) -> tuple[dict[str, Item], dict[str, Item], Blueprint]:
    """Bank, practice questions and blueprint."""
    return load_bank(exam / "bank"), load_bank(exam / "practice"), load_blueprint(exam / "blueprint.toml")


def positions(form: Form, key: Key) -> list[int]:
    """Places of the keys as printed."""
    accept = {one.id: one.accept[0] for one in key.items}
    return [[option.id for option in one.options].index(accept[one.id]) for one in form.items]


def key_is_longest(one: Item) -> bool:
    """Whether the key is longer than every distractor."""
    lengths = {option.id: len(option.text) for option in one.options}
    key_length = lengths.pop(one.key)
    return key_length > max(lengths.values())


@pytest.mark.parametrize("seed", ["demo", "spring", "autumn-2026", "x"])
def test_real_form(real: tuple[dict[str, Item], dict[str, Item], Blueprint], seed: str) -> None:
    """Does the real exam give a form that keeps every rule of section 4, counted here anew?"""
    items, practice, plan = real
    form, key = make_form(items, practice, plan, seed)
    chosen = [items[one.id] for one in form.items]
    assert len(chosen) == len(set(form.items)) == 50 and all(one.status == "live" for one in chosen)
    assert Counter(one.area for one in chosen) == {area.id: area.items for area in plan.areas}
    levels = Counter(one.cognitive for one in chosen)
    assert levels["remember"] <= 10 and 10 <= levels["understand"] <= 20
    assert levels["apply"] + levels["analyse"] + levels["evaluate"] >= 25
    places = positions(form, key)
    assert all(7 <= count <= 18 for count in Counter(places).values()) and len(set(places)) == 4
    letters = "".join(map(str, places))
    assert not re.search(r"(.)\1{3}", letters) and not re.search(r"(.{2,6})\1\1", letters)
    assert sum(map(key_is_longest, chosen)) <= 18
    assert sum(one.expected_s for one in chosen) <= 0.9 * 3600
    assert not any(enemy in {one.id for one in chosen} for one in chosen for enemy in one.enemies)
    assert form.practice and form.practice[0].id in practice


def test_real_numbers(real: tuple[dict[str, Item], dict[str, Item], Blueprint]) -> None:
    """Do pass mark, time and expected times follow the standard?"""
    items, _, plan = real
    assert (plan.items_scored, plan.options_per_item, plan.time_s, plan.pass_raw) == (50, 4, 3600, 33)
    assert TIME_SHARE == 0.9
    far = {one.id: (one.expected_s, rule_seconds(one)) for one in items.values()
           if abs(one.expected_s - rule_seconds(one)) > 0.5 * rule_seconds(one)}
    assert not far, f"expected_s (written, by the rule of 4.5) is far off: {far}"


def test_form_and_key_say_the_same(real: tuple[dict[str, Item], dict[str, Item], Blueprint]) -> None:
    """Are form and key about the same items in the same order, equal after a trip through JSON, the form without answers?"""
    form, key = make_form(*real, "demo")
    assert [one.id for one in form.items] == [one.id for one in key.items] and form.form_id == key.form_id
    assert all(tuple(option.id for option in one.options) == keyed.options for one,
               keyed in zip(form.items, key.items, strict=True))
    assert all(keyed.accept == (real[0][keyed.id].key,) for keyed in key.items)
    assert form_from_json(to_json(form)) == form and key_from_json(to_json(key)) == key
    assert not re.search(r"'(rationale|accept|references|key|difficulty_estimate)':", str(to_json(form)))


def test_same_inputs_same_form(real: tuple[dict[str, Item], dict[str, Item], Blueprint]) -> None:
    """Do the same inputs give the same form, another seed another order, another version of an item another id?"""
    items, practice, plan = real
    form, _ = make_form(items, practice, plan, "demo")
    assert make_form(dict(reversed(items.items())), practice, plan, "demo")[0] == form
    other, _ = make_form(items, practice, plan, "demo2")
    assert other.form_id != form.form_id and [i.id for i in other.items] != [i.id for i in form.items]
    first = next(iter(items))
    changed, _ = make_form({**items, first: evolve(items[first], version=99)}, practice, plan, "demo")
    assert changed.form_id != form.form_id


# --- what stands in the way ----------------------------------------------------------------------------------------------


def test_short_area_is_named() -> None:
    """Is each area that is short of live items named with what it needs and has, and no other?"""
    plan = blueprint(8, areas=(BlueprintArea("B1", "First", ("CO1",), 4), BlueprintArea("B2", "Second", ("CO1",), 3),
                               BlueprintArea("B3", "Third", ("CO1",), 1)))
    items = {**bank(4), **bank(2, "B2", 10)}
    assert refused(items, plan) == ("Area B2 (Second) needs 3 live items; the bank has 2.",
                                    "Area B3 (Third) needs 1 live items; the bank has 0.")


@pytest.mark.parametrize("status", ["draft", "in_review", "approved", "pilot", "retired"])
def test_only_live_items_score(status: str) -> None:
    """Is an item that is not live as good as none?"""
    items = bank(8)
    items["XX-0003"] = evolve(items["XX-0003"], status=status)
    assert "needs 8 live items; the bank has 7" in refused(items, blueprint())[0]


def test_enemies() -> None:
    """Are two items that name each other kept apart when there is a third, and named when there is none?"""
    items = bank(8)
    items["XX-0001"] = evolve(items["XX-0001"], enemies=("XX-0002",))
    assert any("XX-0001 must not stand beside XX-0002" in line for line in refused(items, blueprint()))
    items |= bank(1, first=9, key="b")
    for seed in range(20):
        chosen = {one.id for one in make_form(items, {}, blueprint(), str(seed))[0].items}
        assert len(chosen) == 8 and not {"XX-0001", "XX-0002"} <= chosen


def test_larger_bank_always_gives_a_form() -> None:
    """With more items than places, some choices break a rule: is one found that breaks none, for every seed?"""
    items = {**bank(20), **bank(10, first=21, cognitive="remember"), **bank(10, first=31, expected_s=500)}
    plan = blueprint(10, cognitive={"remember": (2, 3), "apply": (7, 8)}, time_s=1000)
    for seed in range(20):
        chosen = [items[one.id] for one in make_form(items, {}, plan, str(seed))[0].items]
        assert sum(one.cognitive == "remember" for one in chosen) in (2, 3)
        assert sum(one.expected_s for one in chosen) <= 900


@pytest.mark.parametrize(("changes", "says"), [
    ({"cognitive": {"understand": (1, 8)}}, "Level understand: 0 items on the form; 1 to 8"),
    ({"cognitive": {"apply": (0, 7)}}, "Level apply: 8 items on the form; 0 to 7"),
    ({"options_per_item": 3}, "has 4 options; 3 are wanted"), ({"time_s": 300}, "The items need 320 s; at most 270 s of 300 s")])
def test_rules_of_the_blueprint(changes: dict[str, Any], says: str) -> None:
    """Is a rule that the bank cannot keep named with its numbers?"""
    assert any(says in line for line in refused(bank(8), blueprint(**changes)))


def test_levels_above_apply_count_as_apply() -> None:
    """Do analyse and evaluate count for the level 'apply and above'?"""
    items = {**bank(4, cognitive="analyse"), **bank(4, first=5, cognitive="evaluate")}
    assert len(make_form(items, {}, blueprint(cognitive={"apply": (8, 8)}), "s")[0].items) == 8


def test_key_balance() -> None:
    """Is a position that the key takes too often or too rarely named?"""
    found = refused(bank(8, key="a"), blueprint())
    assert any("Key position A occurs 8 times; -0.4 to 4.4 are allowed" in line for line in found)
    assert make_form({**bank(2, key="a"), **bank(6, first=3)}, {}, blueprint(), "s")


def test_longest_key() -> None:
    """Is a form on which the longest option is too often the key refused?"""
    items = {name: evolve(one, options=tuple(evolve(o, text=o.text + "!" * 9 * (o.id == one.key)) for o in one.options))
             for name, one in bank(8).items()}
    limit = 8 * (1 / 4 + 2 * math.sqrt(3 / 16 / 8))
    assert f"longest option in 8 items; at most {limit:.0f}" in refused(items, blueprint())[0]
    even = {name: evolve(one, options=tuple(evolve(o, text="same") for o in one.options)) for name, one in items.items()}
    assert make_form(even, {}, blueprint(), "s")


def test_runs_that_no_order_avoids() -> None:
    """Is an area whose keys cannot be mixed named as such, instead of searching for ever?"""
    areas = tuple(BlueprintArea(f"B{n}", "Area", ("CO1",), 4) for n in range(1, 5))
    items = {name: one for n in range(4) for name, one in bank(4, f"B{n + 1}", 1 + 4 * n, key="abcd"[n]).items()}
    (line,) = refused(items, blueprint(16, areas=areas))
    assert "runs of four" in line


@pytest.mark.parametrize(("places", "expected"), [
    ([0, 0, 0], False), ([0, 0, 0, 0], True), ([0, 1, 0, 1], False), ([3, 0, 1, 0, 1, 0, 1], True), ([0, 1, 2] * 2, False),
    ([0, 1, 2] * 3, True), ([0, 1, 2, 3, 0, 1] * 3, True), ([0, 1, 2, 3, 3, 2, 1] * 3, False), ([], False)])
def test_patterns(places: list[int], expected: bool) -> None:
    """Are runs of four and blocks of two to six three times in a row found, and no others?"""
    assert has_pattern(places) is expected


# --- files ---------------------------------------------------------------------------------------------------------------

GOOD = """id = "XX-0001"\nversion = 1\nstatus = "live"\narea = "B1"\nobjective = "CO1"\ncognitive = "apply"\nstem = "What?"
key = "a"
references = ["book#s"]\nexpected_s = 40\ndifficulty_estimate = 0.5\nenemies = ["XX-0002"]\nauthor = "x"\nsource = "y"
created = 2026-11-22\nai_assisted = false\n
""" + "".join(f'[[options]]\nid = "{name}"\ntext = "Text {name}"\nrationale = "Because."\n' for name in "abcd") + """
[[log]]\ndate = 2026-11-22\nperson = "z"\naction = "approve"\nhuman = true\n"""


def item_file(tmp_path: Path, text: str | bytes) -> Path:
    """An item file."""
    file = tmp_path / "XX-0001.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_good_item(tmp_path: Path) -> None:
    """Is a good item read as it was written?"""
    one = load_item(item_file(tmp_path, GOOD))
    assert one.references == ("book#s",) and one.enemies == ("XX-0002",) and one.approved_by_person
    assert not evolve(one, author="z").approved_by_person, "an author does not approve the own item"


@pytest.mark.parametrize(("old", "new", "says"), [
    ('id = "XX-0001"', 'id = "x"', "two capital letters"), ('key = "a"', 'key = "e"', "key 'e'"),
    ('id = "b"', 'id = "a"', "must differ"), ("version = 1", 'version = "1"', "version"),
    ("version = 1", "version = true", "version"), ("expected_s = 40", "expected_s = 4.5", "expected_s"),
    ("expected_s = 40", "expected_s = 0", "expected_s"), ("expected_s = 40", "expected_s = -40", "expected_s"),
    ('status = "live"', 'status = "ready"', "status"), ('cognitive = "apply"', "", "cognitive"),
    ('stem = "What?"', 'stem = " "', "stem"),
    ('references = ["book#s"]', "references = []", "references"),
    ('references = ["book#s"]', 'references = "book#s"', "references"),
    ('enemies = ["XX-0002"]', 'enemies = "XX-0002"', "enemies"), ('enemies = ["XX-0002"]', "enemies = [2]", "enemies"),
    ("difficulty_estimate = 0.5", "difficulty_estimate = 1.5", "difficulty"),
    ("difficulty_estimate = 0.5", "difficulty_estimate = nan", "difficulty"),
    ("difficulty_estimate = 0.5", 'difficulty_estimate = "0.5"', "difficulty"),
    ("created = 2026-11-22", 'created = "2026-11-22"', "created"),
    ('rationale = "Because."', 'rationale = ""', "rationale"), ('author = "x"', 'author = "x"\nauthour = "x"', "authour"),
    ("ai_assisted = false", "ai_assisted = 0", "ai_assisted"), ('stem = "What?"', "stem = What?", "TOML")])
def test_bad_item(tmp_path: Path, old: str, new: str, says: str) -> None:
    """Is a bad field named with its file, in one line each?"""
    assert old in GOOD
    with pytest.raises(CourseError) as caught:
        load_item(item_file(tmp_path, GOOD.replace(old, new)))
    assert all(str(tmp_path) in line and "\n" not in line for line in caught.value.problems)
    assert any(says in line for line in caught.value.problems), caught.value.problems


def test_item_that_cannot_be_read(tmp_path: Path) -> None:
    """Do other bytes and a folder of that name give a line too, and does the bank name all bad files at once?"""
    item_file(tmp_path, b"\xff\xfe")
    (tmp_path / "XX-0002.toml").mkdir()
    (tmp_path / "XX-0009.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        load_bank(tmp_path)
    assert len(caught.value.problems) == 3 and "must be the file's name" in caught.value.problems[2]


@pytest.mark.parametrize(("old", "new", "says"), [
    ("items_scored = 50", "items_scored = 49", "ask for 50 items"), ("items_pilot = 0", "items_pilot = 5", "items_pilot"),
    ("options_per_item = 4", "options_per_item = 9", "options_per_item"), ("time_s = 3600", "time_s = 0", "time_s"),
    ("time_s = 3600", 'time_s = "1 h"', "time_s"), ("time_s = 3600", "time_s = 3600.5", "time_s"),
    ("percent = 65", "percent = nan", "percent"), ("percent = 65", "percent = 101", "percent"),
    ('method = "provisional"', 'method = "guess"', "method"), ('id = "B2"', 'id = "B1"', "B1"),
    ("items = 6", "items = -6", "items"), ("remember = [0, 10]", "remembers = [0, 10]", "remembers"),
    ("remember = [0, 10]", "remember = [10, 0]", "remember"), ("remember = [0, 10]", "remember = 10", "remember"),
    ("rules = [", 'rules = "one"\nrulez = [', "rules"), ('honour = "I', 'honour = ""\nhonor = "I', "honor"),
    ("title = ", "titel = ", "titel"),
    ('exam_id = "pmo-services"', 'exam_id = "../x"', "exam_id"), ("version = 1", "version = [", "not a TOML file")])
def test_bad_blueprint(tmp_path: Path, exam: Path, old: str, new: str, says: str) -> None:
    """Is a bad specification named with its file and field, before anything is made from it?"""
    text = (exam / "blueprint.toml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "blueprint.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        load_blueprint(file)
    assert all(str(file) in line and "\n" not in line for line in caught.value.problems)
    assert any(says in line for line in caught.value.problems), caught.value.problems


def test_no_blueprint(tmp_path: Path) -> None:
    """Does a missing specification give a line?"""
    with pytest.raises(CourseError, match="cannot be read"):
        load_blueprint(tmp_path / "blueprint.toml")


@pytest.mark.parametrize(("percent", "items", "raw"), [
    (65, 50, 33), (66, 50, 33), (60, 50, 30), (58, 50, 29), (100, 50, 50), (0, 50, 0), (70, 10, 7), (55, 20, 11)])
def test_pass_mark(percent: float, items: int, raw: int) -> None:
    """Is the smallest passing score rounded up, but not by a rounding error of the computer?"""
    plan = blueprint(items)
    assert evolve(plan, pass_mark=evolve(plan.pass_mark, percent=percent)).pass_raw == raw


def test_item_helper() -> None:
    """Are sample items balanced, so that the tests above test one thing each?"""
    assert Counter(item(n).key for n in range(8)) == dict.fromkeys("abcd", 2)
