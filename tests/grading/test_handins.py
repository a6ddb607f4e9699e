"""Hand-ins are hostile bytes: what is read, what is refused, and that nothing else happens."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_course_lib.assessment.responses import LIMIT, BadResponses, parse
from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.grading import handins
from pmo_course_lib.delivery.grading.batch import grade_cohort
from pmo_course_lib.delivery.grading.handins import BadHandIn, NoHandIn, Submitted
from pmo_course_lib.delivery.grading.receipts import utc
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import MissingFile, append_lines, read_lines, read_regular

from .samples import HOSTILE, make_cohort, marks, right, write_hand_in

JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
                    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4))


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    return make_cohort(tmp_path_factory.mktemp("handins"), 1, items=5)


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[tuple[Cohort, list[str], dict[str, str]]]:
    """Five honest candidates among all kinds of hostile ones: cohort, honest ids, hostile id to reason."""
    cohort = make_cohort(tmp_path, 5 + len(HOSTILE))
    honest: list[str] = []
    reasons: dict[str, str] = {}
    cases = list(HOSTILE.values())
    for number, person in enumerate(cohort.people.persons):
        if number % 7 == 0 and len(honest) < 5:
            honest.append(person.id)
            write_hand_in(cohort, person.id)
        else:
            write, reasons[person.id] = cases.pop()
            write(cohort, person.id)
    assert len(honest) == 5 and not cases
    yield cohort, honest, reasons


def _state(folder: Path) -> dict[str, object]:
    """Everything below a folder, links as links."""
    found: dict[str, object] = {}
    for base, folders, files in os.walk(folder):
        for name in folders + files:
            path = Path(base, name)
            found[str(path)] = (str(path.readlink()) if path.is_symlink() else
                                path.read_bytes() if path.is_file() else path.lstat().st_mode)
    return found


@given(st.binary(max_size=400))
def test_any_bytes(cohort: Cohort, raw: bytes) -> None:
    """Do any bytes make the reader fail with anything but a reason?"""
    with pytest.raises(BadResponses):
        parse(raw, cohort.key, "c00001")


@given(name=st.sampled_from(["schema", "version", "exam_id", "form_id", "candidate", "attempt", "revision",
                             "started_at", "submitted_at", "ended_by", "answers"]), value=JSON)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_value_in_a_good_hand_in(cohort: Cohort, name: str, value: object) -> None:
    """Does any JSON value in the place of a right one give a result or a reason, and nothing else?"""
    good = json.loads(write_hand_in(cohort, "c00001").read_bytes())
    raw = json.dumps(good | {name: value}).encode()
    try:
        choices = parse(raw, cohort.key, "c00001").choices
    except BadResponses as error:
        assert str(error)
    else:
        options = {item.id: item.options for item in cohort.key.items}
        assert all(choice in options[item] for item, choice in choices.items())


@given(answer=JSON | st.fixed_dictionaries({"choice": JSON | st.sampled_from("abcd")},
                                           optional={"flagged": JSON | st.booleans(), "late_sync": JSON}))
def test_any_answer(cohort: Cohort, answer: object) -> None:
    """Is an answer accepted exactly when it has the published form, and is nothing but an option counted?"""
    good = json.loads(write_hand_in(cohort, "c00001").read_bytes())
    raw = json.dumps(good | {"answers": {"SY-0001": answer}}).encode()
    form = (isinstance(answer, dict) and "choice" in answer and set(answer) <= {"choice", "flagged",
                                                                                "late_sync"}
            and all(type(answer.get(name, False)) is bool for name in ("flagged", "late_sync"))
            and (answer["choice"] is None or (type(answer["choice"]) is str
                 and answer["choice"] in list("abcd"))))
    if form:
        assert isinstance(answer, dict)
        expected = {} if answer["choice"] is None else {"SY-0001": answer["choice"]}
        assert parse(raw, cohort.key, "c00001").choices == expected
    else:
        with pytest.raises(BadResponses):
            parse(raw, cohort.key, "c00001")


@given(raw=st.binary(max_size=300))
def test_any_file(cohort: Cohort, raw: bytes) -> None:
    """Does the reader of files give the very bytes and their hash, whatever they are?"""
    path = cohort.hand_in("c00001") / "responses.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    with Submitted(cohort) as submitted:
        found = submitted.read("c00001")
    assert (found.raw, found.sha256) == (raw, hashlib.sha256(raw).hexdigest())


def test_hostile_batch(hostile: tuple[Cohort, list[str], dict[str, str]], tmp_path: Path) -> None:
    """Do honest marks stay right among hostile hand-ins, is each of those named, and nothing else touched?"""
    cohort, honest, reasons = hostile
    for name in ("<img src=x onerror=alert(1)>", "=cmd()", "..evil", "c00001 ", "C00001", "new\nline",
                 "\udcff"):
        os.makedirs(os.fsencode(cohort.folder / "submitted" / name) + b"/exam")
    before = _state(cohort.folder / "submitted")
    outside = _state(tmp_path)
    report = grade_cohort(cohort)

    by_id = {row.candidate: row for row in report.rows}
    for who in honest:
        assert by_id[who].state == "graded" and by_id[who].result is not None
        assert by_id[who].result.raw == right(cohort, who)  # type: ignore[union-attr]
    for who, reason in reasons.items():
        assert by_id[who].state == ("missing" if reason == "no hand-in" else "rejected"), by_id[who]
        assert reason in by_id[who].reason
        assert by_id[who].result is None
    assert set(marks(cohort)) == set(honest)
    assert len([row for row in report.rows if row.state == "not on the roster"]) == 7
    assert len(report.needs_attention) == 7 + len(reasons)
    assert all(row.candidate.isprintable() and row.candidate.isascii() for row in report.rows)
    assert _state(cohort.folder / "submitted") == before
    new = set(_state(tmp_path)) - set(outside)
    allowed = [str(cohort.folder / "autograded" / who) for who in honest] + [str(cohort.receipts),
                                                                             str(cohort.gradebook)]
    assert all(name.startswith(tuple(allowed)) for name in new)


def test_hostile_batch_without_hostile(hostile: tuple[Cohort, list[str], dict[str, str]],
                                       tmp_path: Path) -> None:
    """Are an honest candidate's rows in the gradebook the same with and without hostile hand-ins?"""
    cohort, honest, _ = hostile
    other = make_cohort(tmp_path / "alone", len(cohort.people.persons))
    for who in honest:
        write_hand_in(other, who)
    grade_cohort(cohort)
    grade_cohort(other)
    times = {True: marks(cohort), False: marks(other)}
    scores = {side: {who: [row[:5] for row in rows] for who, rows in found.items()} for side,
              found in times.items()}
    assert scores[True] == scores[False]
    assert len(scores[True]) == 5


def test_no_handles_leak(hostile: tuple[Cohort, list[str], dict[str, str]]) -> None:
    """Does a hostile hand-in keep a file handle, so that enough of them stop the batch?"""
    cohort, *_ = hostile
    grade_cohort(cohort)
    before = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0
    with Submitted(cohort) as submitted:
        for person in cohort.people.persons * 3:
            try:
                submitted.read(person.id)
            except (BadHandIn, NoHandIn):
                continue
    after = len(os.listdir("/proc/self/fd")) if Path("/proc/self/fd").is_dir() else 0
    assert after == before


@pytest.mark.parametrize("name", ["link to the key", "exam folder is a link", "candidate's folder is a link"])
def test_links_where_folders_cannot_be_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                              name: str) -> None:
    """Is no link followed either where the system cannot open a file relative to a folder (Windows)?"""
    monkeypatch.setattr(handins, "_WALKS", False)
    cohort = make_cohort(tmp_path, 2, items=3)
    write_hand_in(cohort, "c00001")
    HOSTILE[name][0](cohort, "c00002")
    with Submitted(cohort) as submitted:
        assert submitted.read("c00001").raw
        with pytest.raises(BadHandIn, match="link"):
            submitted.read("c00002")


def test_submitted_is_a_link(tmp_path: Path) -> None:
    """Is the whole run refused when submitted/ itself leads elsewhere?"""
    cohort = make_cohort(tmp_path, 1, items=3)
    submitted = cohort.folder / "submitted"
    submitted.symlink_to(submitted.rename(tmp_path / "elsewhere"))
    with pytest.raises(CourseError, match="not a link"):
        grade_cohort(cohort)


def test_differently_named(tmp_path: Path) -> None:
    """Is a file that is nested or named differently never taken?"""
    cohort = make_cohort(tmp_path, 1, items=3)
    path = write_hand_in(cohort, "c00001")
    raw = path.read_bytes()
    path.unlink()
    for name in ("Responses.json", "responses.json.bak", "deeper/responses.json", "../responses.json"):
        other = path.parent / name
        other.parent.mkdir(parents=True, exist_ok=True)
        other.write_bytes(raw)
    (row,) = grade_cohort(cohort).rows
    assert (row.state, row.result) == ("missing", None)


def test_limit(tmp_path: Path) -> None:
    """Is a file of exactly the limit read, and one byte more refused?"""
    cohort = make_cohort(tmp_path, 1, items=3)
    path = write_hand_in(cohort, "c00001")
    path.write_bytes(path.read_bytes().ljust(LIMIT))
    assert grade_cohort(cohort).rows[0].state == "graded"
    path.write_bytes(path.read_bytes() + b" ")
    assert grade_cohort(cohort).rows[0].state == "rejected"


def test_read_regular_names_what_it_found(tmp_path: Path) -> None:
    """Does the reader tell a missing file from a folder, and give a reason for both?"""
    with pytest.raises(MissingFile):
        read_regular(tmp_path / "nothing", 10)
    with pytest.raises(ValueError, match="not a plain file"):
        read_regular(tmp_path, 10)


def test_append_lines_after_a_torn_line(tmp_path: Path) -> None:
    """Do new lines survive a line that a crash cut short?"""
    path = tmp_path / "lines.jsonl"
    path.write_text('{"a":1}\n{"b":')
    append_lines(path, [{"c": 3}, {"d": 4}])
    assert read_lines(path) == [{"a": 1}, {"c": 3}, {"d": 4}]


@given(st.text() | st.integers() | st.none() | st.datetimes().map(str))
def test_utc_of_anything(value: object) -> None:
    """Is anything but a time with offset refused, so that no odd time reaches the database?"""
    assert utc(value) == ""


def test_utc() -> None:
    """Is the offset taken into account, and a time that cannot be told in UTC refused?"""
    assert utc("2026-11-22T15:45:00+01:00") == "2026-11-22T14:45:00+00:00"
    assert utc("0001-01-01T00:00:00+23:00") == ""
