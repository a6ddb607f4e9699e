"""Text in pictures: harmless, measured, wrapped."""

from __future__ import annotations

from math import ceil
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_course_lib.ui.pictures.style import SMALL, TITLE, WIDTH, Type
from pmo_course_lib.ui.pictures.svg import Drawing
from pmo_course_lib.ui.pictures.words import clean, fit, measure, number, ordinal, plural

ANY = st.text(st.characters(exclude_categories=()), max_size=60)


@given(ANY)
def test_any_text_can_stand_in_a_picture(text: str) -> None:
    """Is a picture with any text well-formed, with the text in it as it was cleaned?"""
    d = Drawing(text, (clean(text),))
    d.text(0, 0, text)
    picture = d.svg(100)
    assert clean(text) in ["".join(element.itertext()) for element in ET.fromstring(picture).iter()] or not clean(text)
    picture.encode()


@given(ANY, st.integers(30, 300), st.integers(1, 4))
def test_lines_fit(text: str, width: int, lines: int) -> None:
    """Is no line wider than its room, no line too many, and nothing lost but what the ellipsis stands for?"""
    fitted = fit(clean(text), SMALL, width, lines)
    assert len(fitted.lines) <= lines
    assert max(measure(line, SMALL) for line in fitted.lines) <= width
    whole = clean(text).replace(" ", "")
    shown = "".join(fitted.lines).replace(" ", "")
    assert shown == whole if not fitted.cut else whole.startswith(shown.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "width", "lines", "expected"),
    [
        ("Benefits tracking", 80, 2, ("Benefits", "tracking")),
        ("Benefits tracking", 80, 1, ("Benefits…",)),
        ("", 80, 1, ("",)),
        ("risk-and-issue-management", 100, 3, ("risk-and-issue-", "management")),
        ("👩\u200d👩\u200d👧👩\u200d👩\u200d👧", 60, 2, ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧")),
    ],
)
def test_where_lines_break(text: str, width: float, lines: int, expected: tuple[str, ...]) -> None:
    """Do lines break at blanks, then at hyphens, and never inside one sign?"""
    assert fit(text, SMALL, width, lines).lines == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b", "a b"),
        (" a \n\t b ", "a b"),
        ("a\u202eb", "ab"),
        ("a\ud800b\uffffc\ufdd0", "abc"),
        ("e\u0301", "e\u0301"),
        ("\u200b", "\u200b"),
        ("<b>&\"'", "<b>&\"'"),
        ("دعم", "دعم"),
    ],
)
def test_cleaning(text: str, expected: str) -> None:
    """Does cleaning take away what acts on other text, and leave what people write?"""
    assert clean(text) == expected


def test_shortened_text_keeps_the_whole() -> None:
    """Is the full text of a shortened label its title?"""
    d = Drawing("T", ("S",))
    d.text(0, 0, "A name that is far too long for its place", width=90)
    assert "<title>A name that is far too long for its place</title>" in d.svg(50)


@pytest.mark.parametrize("style", [SMALL, TITLE, Type(12, bold=True)])
def test_measure_grows_with_the_text(style: Type) -> None:
    """Is an accent free, a sign wide, and bold at least as wide as regular?"""
    assert measure("é", style) == measure("e", style) == measure("e\u0301", style)
    assert measure("中", style) > style.size
    assert measure("name", Type(style.size, bold=True)) >= measure("name", style)


def test_a_place_that_is_none_is_refused() -> None:
    """Is a coordinate that is not a number an error, not a broken picture?"""
    with pytest.raises(ValueError, match="no place for nan"):
        Drawing("T", ()).circle(float("nan"), 0, 1)


def test_the_title_takes_at_most_two_lines() -> None:
    """Does a very long title leave room for the picture?"""
    d = Drawing("word " * 200, ())
    assert d.head() == 12 + 2 * TITLE.leading + 10
    assert ceil(measure("word " * 200, TITLE) / WIDTH) > 2


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-0.0001, "0"), (2.5, "2.5"), (16.0, "16"), (0.805, "0.81"), (1 / 3, "0.33"), (-1.5, "-1.5")]
)
def test_numbers(value: float, text: str) -> None:
    """Are numbers short, and halves rounded up as people expect?"""
    assert number(value) == text


def test_counts() -> None:
    """Are counts in words right for one, eleven and twenty-one?"""
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 90, 111)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "90th",
        "111th",
    ]
    assert [plural(1, "gate"), plural(2, "gate"), plural(0, "party", "parties")] == ["1 gate", "2 gates", "0 parties"]
