"""Reading of TOML that people write: is everything that does not fit named so that it can be mended?"""

from __future__ import annotations

from enum import Enum
from pathlib import Path

import pytest
from attrs import field, frozen

from pmo_course_lib.domain.check import within
from pmo_course_lib.errors import CourseError
from pmo_course_lib.strict import read_toml


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


@frozen
class Row:
    score: int = field(validator=within(0, 4))


@frozen
class Sheet:
    rows: tuple[Row, ...]
    colour: Colour
    names: tuple[str, ...]
    share: float


GOOD = 'colour = "red"\nnames = ["a"]\nshare = 0.5\n[[rows]]\nscore = 4\n'


@pytest.mark.parametrize(("old", "new", "says"), [
    ("score = 4", "score = 5", "rows, entry 1: score is 5; allowed: 0 to 4"),
    ("score = 4", "score = true", "rows, entry 1 score: True must be a whole number"),
    ("score = 4", "points = 4", "rows, entry 1: there is no field points"),
    ('"red"', '"green"', "colour: 'green' must be one of red, blue"),
    ('["a"]', '"a"', "names: 'a' must be a list"), ('["a"]', '[""]', "names: '' must be text"),
    ("share = 0.5", "share = nan", "share: nan must be a number"), ("share = 0.5", "", "share: is missing"),
    ("share = 0.5", "share = ", "not a TOML file")])
def test_what_does_not_fit_is_named(tmp_path: Path, old: str, new: str, says: str) -> None:
    """Does the message name file, place, value and what is allowed, on one line?"""
    file = tmp_path / "sheet.toml"
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        read_toml(file, Sheet)
    assert any(line.startswith(f"{file}: ") and says in line and "\n" not in line for line in caught.value.problems)


def test_what_fits_is_read(tmp_path: Path) -> None:
    """Is a good file read as it stands?"""
    file = tmp_path / "sheet.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert read_toml(file, Sheet) == Sheet(rows=(Row(4),), colour=Colour.RED, names=("a",), share=0.5)


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    """Is a file that is not there said without a traceback?"""
    with pytest.raises(CourseError, match="cannot be read"):
        read_toml(tmp_path / "none.toml", Sheet)
