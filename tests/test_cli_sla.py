"""The command ``pmo-course sla`` as an instructor uses it, with files as spreadsheets write them."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pmo_course_lib.cli import app
from tests.classroom import CLI, HOME

SLA = HOME / "docs" / "sla-example.toml"
LOG = HOME / "docs" / "requests-example.csv"
GOOD = "id,received,delivered\nR1,2026-03-02 09:00,2026-03-02 15:00\n"


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")


def run(log: Path, sla: Path = SLA, as_of: str = "2026-03-31") -> Any:
    result = CliRunner().invoke(app, ["sla", str(log), "--sla", str(sla), "--as-of", as_of])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "log.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_example() -> None:
    """Do the files in docs give the figures that can be counted by hand?"""
    result = run(LOG)
    assert result.exit_code == 0, result.output
    for words in ("55.55 %", "missed", "5 met, 2 late, 2 overdue, 1 not yet due, 1 cancelled, 1 exceptions", "at risk", "2026-02",
                  "2026-03", "Exception report due by 2026-04-02 17:00", "Course model", "Near misses"):
        assert words in result.output
    assert "not complete" not in result.output


def test_help_names_columns_and_examples() -> None:
    """Does the help say what the columns are and where examples stand?"""
    result = CliRunner().invoke(app, ["sla", "--help"])
    words = " ".join(result.output.split())
    assert "accepted_first_time" in words and "docs/requests-example.csv" in words and "docs/sla-example.toml" in words


@pytest.mark.parametrize("text", [
    GOOD, GOOD.replace(",", ";"), GOOD.replace(",", "\t"), "\ufeff" + GOOD.replace(",", ";").replace("\n", "\r\n"),
    "\n,,\n" + GOOD + "\n,,\n\n", GOOD.replace("2026-03-02 09:00", "2026-03-02T09:00:00+01:00"),
    GOOD.replace("id,received,delivered", "ID, Received ,DELIVERED"),
    '"id","received","delivered"\n"R1","2026-03-02T09:00","2026-03-02T15:00"',
    GOOD.encode("utf-16"), GOOD.replace("R1", "Zür").encode("cp1252"), GOOD.replace(",2026-03-02 15:00", "") + ",,,\n"])
def test_spreadsheet_realities(tmp_path: Path, text: str | bytes) -> None:
    """Are separators, byte order marks, line ends, empty rows, letter case and short rows read, one request each?"""
    result = run(written(tmp_path, text))
    assert result.exit_code == 0 and "1 request" in result.output, result.output


def test_rows_that_need_attention(tmp_path: Path) -> None:
    """Are wrong rows named by line of the file, field and value, with exit code 1 and the others measured?"""
    text = GOOD + "\nR2,02.03.2026,\nR3,2026-03-03 09:00,2026-03-02 09:00\n,2026-03-03 09:00,\nR1,2026-03-03 09:00,\n"
    result = run(written(tmp_path, text))
    assert result.exit_code == 1 and "1 request" in result.output
    for words in ("Row 4: received is '02.03.2026'; allowed: a date and time such as", "Row 5: delivered is", "Row 6: id is ''",
                  "Row 7: id is 'R1'"):
        assert words in result.output


def test_nothing_in_a_cell_acts(tmp_path: Path) -> None:
    """Are formulas, markup and escapes of the terminal shown as plain text?"""
    text = ("id,received,delivered,customer\n=1+1,2026-03-02 09:00,2026-03-20 09:00,[bold red]X[/]\n"
            "\x1b[31mR2,2026-03-02 09:00,2026-03-20 09:00,\"=HYPERLINK(\"\"http://x\"\")\"\nR3,=NOW(),,[/nothing]\n")
    result = run(written(tmp_path, text))
    assert result.exit_code == 1
    assert "=1+1" in result.output and "[bold red]X[/]" in result.output and "=HYPERLINK" in result.output
    assert "\x1b[31mR2" not in result.output and "received is '=NOW()'" in result.output


def test_columns_with_other_names_are_said(tmp_path: Path) -> None:
    """Is a misspelt column noticed?"""
    result = run(written(tmp_path, GOOD.replace("delivered", "delivred")))
    assert result.exit_code == 0 and "Columns not used: delivred." in result.output


@pytest.mark.parametrize(("text", "said"), [
    ("", "the file is empty"), ("\n\n", "the file is empty"), ("id,delivered\n1,2\n", "the column received is missing"),
    ("a,b\n", "the column id is missing"), ("id,received,received\n", "the column received occurs 2 times"),
    (b"\xff\xfe\x00", "is not text"), (b"id,received\n\x81\x8d,\n", "is not text"),
    ('id,received\n"' + "x" * 200_000 + '",\n', "is not CSV"), (b"PK\x03\x04 sheet", "is a spreadsheet, not CSV")])
def test_files_that_are_no_log(tmp_path: Path, text: str | bytes, said: str) -> None:
    """Does a file that cannot be read end with code 2 and one sentence?"""
    result = run(written(tmp_path, text))
    assert result.exit_code == 2 and said in result.output, result.output


@pytest.mark.parametrize(("old", "new", "said"), [
    ('calendar = "CEDAR"', 'calendar = "ELM"', "agreement calendar is 'ELM'; allowed: CEDAR, CAL-STD"),
    ('week = ["Mon-Fri 09:00-17:00"]', "week = []", "week is empty"),
    ('measure = "MS02"', 'measure = "MS77"', "measure is 'MS77'"),
    ("minimum = 0.8\n", "minimum = 0.95\n", "better than the target"), ("target = 0.9\n", 'target = "0.9"\n', "must be a number"),
    ("[agreement]", "[agrement]", "there is no field agrement"), ("[agreement]", "[agreement", "not a TOML file"),
    ("Europe/Zurich", "Zurich", "time_zone is 'Zurich'"), ('kind = "sla"', 'kind = "SLA"', "must be one of sla, ola, contract"),
    ("id = \"CEDAR\"", "id = \"CEDAR\"\nvalid_from = 2027-01-01", "no version of the calendar holds")])
def test_agreements_that_cannot_be_read(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Does a mistake in the agreement end with a sentence that names the field, not with a traceback?"""
    text = SLA.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "sla.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    result = run(LOG, path)
    assert result.exit_code in (1, 2) and said in result.output, result.output


@pytest.mark.parametrize(("as_of", "said"), [
    ("soon", "--as-of is 'soon'"), ("2026-02-30", "--as-of is"), ("0026-03-31", "year is 26"), ("2026-03", "--as-of is")])
def test_moments_that_cannot_be(as_of: str, said: str) -> None:
    """Is an impossible moment of the report said?"""
    result = run(LOG, as_of=as_of)
    assert result.exit_code == 2 and said in result.output


def test_missing_files(tmp_path: Path) -> None:
    """Is a missing file or a folder one sentence?"""
    for log, sla in ((tmp_path / "no.csv", SLA), (LOG, tmp_path / "no.toml"), (tmp_path, SLA)):
        result = run(log, sla)
        assert result.exit_code == 2 and str(log if sla is SLA else sla) in result.output


def test_an_incomplete_agreement_is_said_and_used(tmp_path: Path) -> None:
    """Does a short agreement with a calendar of the course work, and what it lacks stand in the report?"""
    path = tmp_path / "sla.toml"
    path.write_text('[agreement]\ncalendar = "CAL-STD"\n[[agreement.targets]]\nmeasure = "MS03"\ntarget = 0.9\nlimit = 8\n',
                    encoding="utf-8")
    result = run(written(tmp_path, GOOD), path)
    assert result.exit_code == 0 and "workload limits (asked for by ISO/IEC 20000-1:2018, 8.3.3)" in result.output


def test_as_of_a_date_means_its_end() -> None:
    """Is a date the end of that day, and a time that time, so that a report of the past can be made again?"""
    assert "12 requests" in run(LOG, as_of="2026-03-30").output
    assert "11 requests" in run(LOG, as_of="2026-03-30T08:00").output
    assert "Not in the figures: 1 request," in run(LOG, as_of="2026-03-30T08:00").output


def test_without_as_of_it_is_now(tmp_path: Path) -> None:
    """Does the command run for today in a process of its own, with its exit code?"""
    done = subprocess.run([*CLI, "sla", str(written(tmp_path, GOOD)), "--sla", str(SLA)], capture_output=True, text=True,
                          check=False)
    assert done.returncode == 0, done.stderr
    assert "1 request" in done.stdout
