"""The class list: whatever a spreadsheet makes of it, the candidates are right or each fault is named."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pmo_course_lib.delivery.roster import COLUMNS, multiplier, read_roster, unsafe_name
from pmo_course_lib.errors import CourseError

HEAD = "id,name,email,team,time_multiplier\n"
STEADY = settings(deadline=None, derandomize=True, database=None, max_examples=300,
                  suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(folder: Path, content: str | bytes) -> Path:
    """A roster file with this content."""
    file = folder / "roster.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def problems(folder: Path, content: str | bytes) -> tuple[str, ...]:
    """The lines that reading the roster ends with; each is one printable line that says what to do."""
    with pytest.raises(CourseError) as caught:
        read_roster(write(folder, content))
    for line in caught.value.problems:
        assert line.startswith("roster.csv"), line
        assert line.isprintable(), line
        assert len(line) < 600, line
        assert line.endswith(".") or ". " in line or ": " in line
    return caught.value.problems


# --- good files ----------------------------------------------------------------------------------------------------------


def test_all_columns_and_more(tmp_path: Path) -> None:
    """Are the five columns read, others kept, and blanks around values dropped?"""
    anna, ben = read_roster(write(tmp_path, "id, Name ,email,TEAM,time_multiplier,company,shoe size\n"
                                            "anna,Anna Smith,a@x.org,T1,1.25,Rail,38\n  ben , Ben ,,,,,\n"))
    assert (anna.id, anna.name, anna.email, anna.team, anna.time_multiplier) == ("anna", "Anna Smith", "a@x.org", "T1", 1.25)
    assert anna.extra == {"company": "Rail", "shoe size": "38"}
    assert (ben.id, ben.name, ben.email, ben.time_multiplier) == ("ben", "Ben", "", 1.0)


@pytest.mark.parametrize("text", [
    "id,name\nanna,Anna", "name,id\r\nAnna,anna\r\n", "id;name;team\nanna;Anna;A, B\n", "id,name\ranna,Anna\r",
    '"id","name"\n"anna","Anna"\n', "id,name,\nanna,Anna,\n", "id,name\n,\n\nanna,Anna\n , \n\n", "ID,NAME\nanna,Anna\n"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_ways_to_write_the_same(tmp_path: Path, mark: bytes, text: str) -> None:
    """Do spreadsheets' ways of writing CSV (separator, line ends, quotes, mark, empty rows) give the same person?"""
    (anna,) = read_roster(write(tmp_path, mark + text.encode()))
    assert (anna.id, anna.name, anna.time_multiplier) == ("anna", "Anna", 1.0)


@pytest.mark.parametrize("name", ["Björn Ångström", "O'Neill, Grace", "李伟", "علي", "José\u0301", "<b>Bold</b>"])
def test_names_of_people(tmp_path: Path, name: str) -> None:
    """Are names of all scripts kept as they are?"""
    assert read_roster(write(tmp_path, f'id,name\nanna,"{name}"\n'))[0].name == name


# --- bad files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "column"), [("name,email\nAnna,\n", "id"), ("id,email\nanna,\n", "name")])
def test_missing_column(tmp_path: Path, text: str, column: str) -> None:
    """Is a missing column named, with row 1 and the columns that there should be?"""
    (line,) = problems(tmp_path, text)
    assert f"row 1: column '{column}' is missing" in line and ",".join(COLUMNS) in line


def test_column_twice(tmp_path: Path) -> None:
    """Is a column that occurs twice named, as nobody could know which one counts?"""
    (line,) = problems(tmp_path, "id,name,Name\nanna,Anna,Ann\n")
    assert "row 1: column 'name' occurs twice" in line


@pytest.mark.parametrize("text", ["", "\n\n", ",,,\n", "\ufeff"])
def test_empty_file(tmp_path: Path, text: str) -> None:
    """Does an empty file say what its first row must be?"""
    (line,) = problems(tmp_path, text)
    assert "is empty" in line and ",".join(COLUMNS) in line


@pytest.mark.parametrize("rest", ["", "\n\n", ",,,,\n"])
def test_header_only(tmp_path: Path, rest: str) -> None:
    """Does a header without people say so?"""
    (line,) = problems(tmp_path, HEAD + rest)
    assert "no candidates" in line


UNSAFE = ["../x", "..", ".", "a/b", "a\\b", "/etc", "C:", "CON", "con", "nul", "nul.txt", "COM1", "lpt9", "anna.", "anna smith",
          "-anna", "_anna", "a" * 41, "anna\x00"[:-1] + "\x07", "anna\u202e", "аnna", "ａnna", "Kelvin\u212a", "anna\u0301",
          "anna\u200b", "*", "?", "a|b", "a*", "~root", "$HOME", "%2e", "=1+1", "anna@x", "ⅷ", "an\u00adna"]


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe_id(tmp_path: Path, name: str) -> None:
    """Is an id that is no safe folder name on every system refused, with its row and what is allowed?"""
    found = problems(tmp_path, f"{HEAD}good,Good,,,\n{name},Anna,,,\n")
    assert any("row 3: id" in line and "letters, digits" in line for line in found)
    assert unsafe_name(name)


@pytest.mark.parametrize("name", ["anna", "Anna-1", "a", "0", "console", "nul1", "com", "a_b", "a" * 40])
def test_safe_id(tmp_path: Path, name: str) -> None:
    """Are ordinary ids accepted?"""
    assert read_roster(write(tmp_path, f"{HEAD}{name},Anna,,,\n"))[0].id == name


def test_missing_values(tmp_path: Path) -> None:
    """Are an empty id and an empty name named, each with its row?"""
    first, second = problems(tmp_path, f"{HEAD},Anna,,,\nben, ,,,\n")
    assert "row 2: id '' is empty" in first and "row 3: name is empty" in second


def test_duplicate_ids(tmp_path: Path) -> None:
    """Are ids that are the same but for case named with both rows, each later one once?"""
    first, second = problems(tmp_path, f"{HEAD}anna,A,,,\nben,B,,,\nAnna,C,,,\nanna,D,,,\n")
    assert "row 4: id 'Anna' is already on row 2" in first and "row 5: id 'anna' is already on row 2" in second


@pytest.mark.parametrize("text", ["0.99", "0", "4.01", "5", "100", "-1", "-1.25", "+1", "1e3", "1e0", "nan", "inf", "-inf", "x",
                                  "1.25x", "1,2,3", "1.", ".5", "125%", "1 1", "1_0", "0x1", "١", "１", "1.00001", "True", "2²"])
def test_bad_multiplier(tmp_path: Path, text: str) -> None:
    """Is a multiplier that is no plain number from 1 to 4 refused with its row and the range?"""
    (line,) = problems(tmp_path, f'{HEAD}anna,Anna,,,"{text}"\n')
    assert "row 2: time_multiplier" in line and "from 1 to 4" in line
    assert multiplier(text) is None


@pytest.mark.parametrize(("text", "value"), [("", 1), ("1", 1), ("1.25", 1.25),
                                             ("1,25", 1.25), ("4.0", 4), ("01.5", 1.5), (" 2 ", 2)])
def test_good_multiplier(tmp_path: Path, text: str, value: float) -> None:
    """Are numbers as people and spreadsheets write them read?"""
    assert read_roster(write(tmp_path, f'{HEAD}anna,Anna,,,"{text}"\n'))[0].time_multiplier == value


@pytest.mark.parametrize(("content", "says"), [
    ((HEAD + "anna,Anna,,,\n").encode("utf-16"), "UTF-16"), ((HEAD + "anna,Anna,,,\n").encode("utf-16-be"), "zero bytes"),
    ((HEAD + "anna,Anna,,,\n").encode("utf-32"), "UTF"),
    ((HEAD + "ben,Ben,,,\nanna,Zoë,,,\n").encode("latin-1"), "row 3: not UTF-8"),
    (b"PK\x03\x04\x14\x00\x06\x00xl/workbook.xml", "spreadsheet"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "not UTF-8"),
    (HEAD.encode() + b"anna,An\x00na,,,\n", "zero bytes")])
def test_wrong_encoding(tmp_path: Path, content: bytes, says: str) -> None:
    """Does a file of another encoding, or a spreadsheet, say how to save it?"""
    (line,) = problems(tmp_path, content)
    assert says in line and "CSV UTF-8" in line


def test_header_that_begins_like_a_spreadsheet(tmp_path: Path) -> None:
    """Is a column whose name starts with PK no reason to take the file for a spreadsheet?"""
    assert read_roster(write(tmp_path, "PK number,id,name\n7,anna,Anna\n"))[0].extra == {"pk number": "7"}


def test_too_many_values(tmp_path: Path) -> None:
    """Does a row with more values than columns say so, instead of shifting them?"""
    (line,) = problems(tmp_path, f"{HEAD}anna,Smith, Anna,a@x.org,T1,1.25\n")
    assert "row 2: 6 values" in line and "quotes" in line


def test_every_fault_once(tmp_path: Path) -> None:
    """Are all faults of a file named at once, one line each, by row?"""
    found = problems(tmp_path, f"{HEAD}../x,Anna,nomail,T1,9\nben,,b@x.org,,\n")
    assert [line.split(":")[0] for line in found] == ["roster.csv, row 2"] * 3 + ["roster.csv, row 3"]


@pytest.mark.parametrize("value", ["Anna\nSmith", "Anna\x1bSmith", "An\u202ena", "An\u2028na", "x" * 201])
def test_values_that_would_break_a_page_or_a_terminal(tmp_path: Path, value: str) -> None:
    """Are control characters (line ends, escapes, turned text) and endless values refused with their row and column?"""
    (line,) = problems(tmp_path, f'{HEAD}anna,"{value}",,,\n')
    assert "row 2: name" in line


@pytest.mark.parametrize("name", ["evil\ncolumn", "\x1b[31mred", "x" * 300, "tu\u202ern"])
def test_bad_column_name(tmp_path: Path, name: str) -> None:
    """Is a column's name with control characters refused too, rather than printed?"""
    (line,) = problems(tmp_path, f'id,name,"{name}"\nanna,Anna,{"y" * 300}\n')
    assert "row 1" in line and "column" in line


def test_rows_are_counted_where_they_start(tmp_path: Path) -> None:
    """Does a fault after a value with line ends name the line on which its row starts?"""
    found = problems(tmp_path, f'{HEAD}anna,"Anna\n\nSmith",,,\nben,Ben,,,9\n')
    assert "row 2: name" in found[0] and "row 5: time_multiplier" in found[1]


def test_open_quote(tmp_path: Path) -> None:
    """Does a quote that is never closed name the row where it opens, not the last line of the file?"""
    (line,) = problems(tmp_path, f'{HEAD}anna,Anna,,,\nben,"Ben,,,\ncleo,Cleo,,,\ndan,Dan,,,\n')
    assert "row 3: not valid CSV" in line and "again" in line


def test_huge_file(tmp_path: Path) -> None:
    """Is a huge file refused with its limit, and one enormous value named?"""
    (line,) = problems(tmp_path, HEAD + "anna,Anna,,,\n" * 500_000)
    assert "5,000,000" in line
    (line,) = problems(tmp_path, f'{HEAD}anna,"{"x" * 200_000}",,,\n')
    assert "row 2" in line


def test_large_class(tmp_path: Path) -> None:
    """Are a thousand people read in order?"""
    people = read_roster(write(tmp_path, HEAD + "".join(f"c{n},Person {n},,,\n" for n in range(1000))))
    assert [person.id for person in people] == [f"c{n}" for n in range(1000)]


def test_no_file(tmp_path: Path) -> None:
    """Do a missing file and a folder give a sentence?"""
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(CourseError, match="Give the path of a CSV file"):
            read_roster(path)


PIECES = st.sampled_from([",", ";", "\n", "\r", '"', "id", "name", "anna", "1.25", "\x00", "\ufeff", "\u2028", "ä", " ",
                          "time_multiplier"])


@pytest.mark.parametrize("row", ["{0},Anna,,,", "anna,Anna,{0},,", "anna,Anna,,,{0}", "anna,{0},,,", "{0},A,,,\n{0},B,,,"])
def test_long_values_in_messages(tmp_path: Path, row: str) -> None:
    """Is a value of thousands of characters cut in the message about it?"""
    assert problems(tmp_path, HEAD + row.format("x" * 5000) + "\n")


@given(st.binary(max_size=300) | st.lists(PIECES, max_size=40).map(lambda parts: "".join(parts).encode())
       | st.lists(PIECES, max_size=30).map(lambda parts: (HEAD + "".join(parts)).encode()))
@example(b'id,name\n"')
@example(b'id,name\n"a"b,c\n')
@example(b"id,name\r\r\n\x1c,\x1c")
@example(b"\xff\xfe\x00\x00")
@STEADY
def test_any_bytes(tmp_path: Path, raw: bytes) -> None:
    """Do any bytes give safe candidates or lines that a person can read, and nothing else?"""
    try:
        people = read_roster(write(tmp_path, raw))
    except CourseError as error:
        assert error.problems and all(line and line.isprintable() for line in error.problems)
    else:
        assert people and all(unsafe_name(person.id) is None and 1 <= person.time_multiplier <= 4 for person in people)
        assert len({person.id.lower() for person in people}) == len(people)
