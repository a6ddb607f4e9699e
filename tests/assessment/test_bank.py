"""The real bank: would a careful editor let these questions pass, and does every reference lead somewhere?"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from attrs import evolve

from pmo_course_lib.assessment.blueprint import Blueprint, load_blueprint
from pmo_course_lib.assessment.item import Item, Option, load_bank
from pmo_course_lib.delivery.book import load_modules, section_ids

from . import lint
from .samples import item


@pytest.fixture(scope="module")
def bank(exam: Path) -> dict[str, Item]:
    """The real questions."""
    return load_bank(exam / "bank")


@pytest.fixture(scope="module")
def practice(exam: Path) -> dict[str, Item]:
    """The real practice questions."""
    return load_bank(exam / "practice")


@pytest.fixture(scope="module")
def blueprint(exam: Path) -> Blueprint:
    """The real specification."""
    return load_blueprint(exam / "blueprint.toml")


def report(findings: dict[str, list[str]]) -> str:
    """Findings by item, to read."""
    return "\n" + "\n".join(f"{name}:\n" + "\n".join(f"  - {line}" for line in lines) for name, lines in sorted(findings.items()))


def test_item_rules(bank: dict[str, Item], practice: dict[str, Item], exam: Path) -> None:
    """Is every question free of the faults of section 3 that a program can see?"""
    book = lint.plain(" ".join(section.text for module in load_modules(exam.parent / "course") for section in module.sections))
    found: dict[str, list[str]] = defaultdict(list)
    for name, one in {**bank, **practice}.items():
        found[name] += list(lint.findings(one, book))
    for one_id, other, share in lint.near_duplicates([*bank.values(), *practice.values()]):
        found[one_id].append(f"near-duplicate: stem like that of {other} ({share:.2f})")
    faulty = {name: lines for name, lines in found.items() if lines}
    assert not faulty, report(faulty)


def test_references_resolve(bank: dict[str, Item], practice: dict[str, Item], exam: Path) -> None:
    """Does every reference name a section of the course book?"""
    sections = section_ids(exam.parent / "course")
    assert len(sections) > 20
    lost = {name: [f"no such section: {reference}" for reference in one.references if reference not in sections]
            for name, one in {**bank, **practice}.items()}
    lost = {name: lines for name, lines in lost.items() if lines}
    assert not lost, report(lost)


def test_fields_resolve(bank: dict[str, Item], practice: dict[str, Item], blueprint: Blueprint) -> None:
    """Do areas, objectives and enemies exist, and is no practice question in the bank?"""
    objectives = {area.id: area.objectives for area in blueprint.areas}
    wrong: dict[str, list[str]] = defaultdict(list)
    for name, one in {**bank, **practice}.items():
        if one.objective not in objectives.get(one.area, ()):
            wrong[name].append(f"objective {one.objective} is not one of area {one.area}")
        wrong[name] += [f"enemy {enemy} does not exist" for enemy in one.enemies if enemy not in bank]
        if len(one.options) != blueprint.options_per_item:
            wrong[name].append(f"{len(one.options)} options")
    wrong = {name: lines for name, lines in wrong.items() if lines}
    assert not wrong, report(wrong)
    assert set(bank).isdisjoint(practice)
    stems = [one.stem for one in (*bank.values(), *practice.values())]
    assert len(set(stems)) == len(stems)


def test_nothing_claims_a_persons_approval(bank: dict[str, Item]) -> None:
    """Is an item that a language model helped to write shown as approved only with a person's entry in its log?"""
    assert all(one.log for one in bank.values())
    assert [one.id for one in bank.values() if one.approved_by_person and not any(e.human for e in one.log)] == []


# --- the checks themselves -----------------------------------------------------------------------------------------------


def options(*texts: str) -> tuple[Option, ...]:
    """Four options; the key of ``item(0)`` is the first."""
    return tuple(Option(name, text, "Because.") for name, text in zip("abcd", texts, strict=True))


@pytest.mark.parametrize(("code", "changes"), [
    ("duplicate-options", {"options": options("Alpha", "beta", "Beta.", "Gamma")}),
    ("all-none", {"options": options("Alpha", "Beta", "Gamma", "All of the above.")}),
    ("all-none", {"options": options("Alpha", "Beta", "Gamma", "Both A and B")}),
    ("absolute-cue", {"options": options("Alpha", "It always is", "It never is", "Gamma")}),
    ("absolute-cue", {"options": options("It must be", "Beta", "Gamma", "Delta")}),
    ("length-cue", {"options": options("A key that is so much longer than the rest", "Short", "Shorter", "Shortest")}),
    ("verbatim-key", {"stem": "The pilot customer waits. Who decides?", "options": options("The pilot customer", "B", "C", "D")}),
    ("negative-stem", {"stem": "There are four. Which is not a gate?"}),
    ("negative-stem", {"stem": "Which one isn't a gate?"}),
    ("hinge", {"stem": "As in the previous question, what is right?"}),
    ("reading-load", {"stem": "word " * 61}),
    ("reading-load", {"options": options("word " * 26, "B", "C", "D")}),
    ("numeric-order", {"options": options("10 hours", "30 hours", "20 hours", "40 hours")}),
    ("numeric-order", {"options": options("10", "20", "30", "40"), "shuffle": "free"}),
    ("lookup-item", {"options": options("One two three four five six seven eight nine", "B", "C", "D")}),
])
def test_checks_find_faults(code: str, changes: dict[str, object]) -> None:
    """Does each check find the fault that it is for?"""
    book = lint.plain("zero one, two three four five six seven eight. Nine")
    assert any(line.startswith(code) for line in lint.findings(evolve(item(0), **changes), book))


@pytest.mark.parametrize("changes", [
    {}, {"stem": "The target was not met. What comes first?"}, {"stem": "Which of these is NOT a gate?"},
    {"stem": "Which share is at least needed?"}, {"options": options("40 %", "30 %", "20 %", "1.5 %"), "shuffle": "fixed"},
    {"options": options("1,200 hours", "1,300 hours", "1,350 hours", "10,000 hours"), "shuffle": "fixed"}])
def test_checks_pass_good_items(changes: dict[str, object]) -> None:
    """Are items without these faults left alone?"""
    assert list(lint.findings(evolve(item(0), **changes), lint.plain("a book"))) == []


def test_near_duplicates_are_found() -> None:
    """Are two stems with the same content words found, and two others not?"""
    stems = ["Which gate lets a tested service go live?", "Which gate lets the tested services go live now?",
             "Who repays the customer's cost?", "What does the owner sign?", "How many hours remain?", "When is a runbook due?",
             "Where do reports go?", "Whose vote counts twice?", "Which index is mixed?", "What ends the contract?",
             "Why is the log kept?"]
    pairs = list(lint.near_duplicates([item(n, stem=stem) for n, stem in enumerate(stems)]))
    assert [pair[:2] for pair in pairs] == [("XX-0000", "XX-0001")]
