"""The hand-in format: parser, published schema and scoring say the same."""

from __future__ import annotations

import copy
import datetime
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pmo_course_lib.assessment.responses import SCHEMA, VERSION, BadResponses, Responses, parse
from pmo_course_lib.assessment.scoring import AreaScore, grade

from .samples import ABCD, key

DOCS = Path(__file__).parents[2] / "docs"
STEADY = settings(deadline=None, derandomize=True, database=None, max_examples=300)
KEY = key(6, pass_raw=3)
TIME = "2026-11-22T15:45:00+00:00"


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    """The published schema."""
    schema = json.loads((DOCS / "responses.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def hand_in(answers: Any = None, **changes: Any) -> dict[str, Any]:
    """A good hand-in of anna."""
    good = {"schema": SCHEMA, "version": VERSION, "exam_id": KEY.exam_id, "form_id": KEY.form_id, "candidate": "anna",
            "attempt": "t1", "revision": 7, "started_at": TIME, "submitted_at": TIME, "ended_by": "candidate",
            "answers": {"XX-0001": {"choice": "a", "flagged": False}} if answers is None else answers}
    return {**good, **changes}


def accepted(value: Any) -> bool:
    """Whether the parser takes it; it must not fail in any other way."""
    try:
        parse(json.dumps(value).encode(), KEY, "anna")
    except BadResponses as error:
        assert str(error).isprintable() and len(str(error)) < 400
        return False
    return True


ITEM = st.sampled_from([item.id for item in KEY.items])
ANSWER = st.fixed_dictionaries({"choice": st.sampled_from([*ABCD, None])},
                               optional={"flagged": st.booleans(), "late_sync": st.booleans()})
MOMENT = st.datetimes(datetime.datetime(1000, 1, 1)).map(lambda moment: moment.isoformat() + "+01:00")
GOOD = st.builds(hand_in, st.dictionaries(ITEM, ANSWER, max_size=6), started_at=MOMENT, submitted_at=MOMENT,
                 attempt=st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True), revision=st.integers(0, 10**9 - 1),
                 ended_by=st.sampled_from(["candidate", "deadline", "moderator"]))
#: No floats: JSON Schema takes 1.0 for a whole number and the parser does not, as the documentation says.
JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=6),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
                    max_leaves=6)
ODD = JSON | st.sampled_from([*ABCD, "XX-0001", "anna", "candidate", TIME, TIME[:19], "2026-11-22", "20261122T154500Z",
                              "2026-W47-7T15:45Z",
                              "t\u0661", "²026-11-22T15:45:00Z", "2026-11-22 15:45:00+00:00", "2026-11-22T15:45+00:00",
                              "2026-11-22T15:45:00+0000", "2026-11-22T15:45:00.1234567Z", 0, 1, 10**9, -1, {"choice": "a"}, {}])


@given(GOOD)
@STEADY
def test_good_hand_ins(validator: jsonschema.Draft202012Validator, value: dict[str, Any]) -> None:
    """Do schema and parser take every good hand-in, and does the parser give its choices?"""
    validator.validate(value)
    read = parse(json.dumps(value).encode(), KEY, "anna")
    assert read.choices == {name: answer["choice"] for name, answer in value["answers"].items() if answer["choice"]}
    assert set(read.late_sync) == {name for name,
                                   answer in value["answers"].items() if answer["choice"] and answer.get("late_sync")}
    assert (read.candidate, read.attempt, read.revision, read.ended_by) == ("anna", value["attempt"], value["revision"],
                                                                            value["ended_by"])


@given(GOOD, st.data())
@STEADY
def test_schema_and_parser_agree(validator: jsonschema.Draft202012Validator, value: dict[str, Any], data: st.DataObject) -> None:
    """Changed in one place, does a hand-in pass both or neither, but for what the schema cannot know?"""
    changed = copy.deepcopy(value)
    place = data.draw(st.sampled_from([*changed, "more", "drop", "answer", "item", "part"]))
    if place == "drop":
        del changed[data.draw(st.sampled_from(sorted(changed)))]
    elif place == "answer":
        changed["answers"]["XX-0001"] = data.draw(ODD | ANSWER)
    elif place == "item":
        changed["answers"][data.draw(st.text(max_size=5))] = data.draw(ANSWER)
    elif place == "part":
        changed["answers"]["XX-0001"] = {"choice": "a",
                                         data.draw(st.sampled_from(["choice", "flagged", "late_sync", "x"])): data.draw(ODD)}
    else:
        changed[place] = data.draw(ODD)
    fits = validator.is_valid(changed)
    if accepted(changed):
        assert fits, "the parser takes what the published schema refuses"
    elif fits:
        assert _beyond_schema(changed), "the schema takes what the parser refuses, and nothing says why"


def _beyond_schema(value: dict[str, Any]) -> bool:
    """Whether a hand-in breaks one of the rules that responses.md lists as beyond the schema."""
    options = {item.id: item.options for item in KEY.items}
    same = (value["exam_id"], value["form_id"], value["candidate"]) == (KEY.exam_id, KEY.form_id, "anna")
    known = all(name in options and answer["choice"] in (*options[name], None) for name, answer in value["answers"].items())
    return not same or not known


@pytest.mark.parametrize("changes", [
    {"version": 1.0}, {"revision": 7.0}, {"started_at": "2026-02-30T15:45:00+00:00"}, {"started_at": "2026-11-22T25:45:00+00:00"},
    {"answers": {"XX-9999": {"choice": "a"}}}, {"answers": {"XX-0001": {"choice": "e"}}}, {"candidate": "ben"},
    {"form_id": "other"}])
def test_beyond_the_schema(validator: jsonschema.Draft202012Validator, changes: dict[str, Any]) -> None:
    """Is each rule that the documentation calls beyond the schema kept by the parser alone?"""
    value = hand_in(**changes)
    assert validator.is_valid(value) and not accepted(value)


def test_example_of_the_documentation(validator: jsonschema.Draft202012Validator) -> None:
    """Does the example in responses.md follow the schema, and would the grader take it for such a form?"""
    text = (DOCS / "responses.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    value = json.loads(example)
    validator.validate(value)
    items = tuple(evolve(KEY.items[0], id=name, options=("a", "b", "c")) for name in value["answers"])
    read = parse(example.encode(), evolve(KEY, exam_id=value["exam_id"], form_id=value["form_id"], items=items), "anna")
    assert read.choices == {"OR-0001": "c", "TO-0003": "a"} and read.late_sync == ("TO-0003",)


def test_schema_names_no_machine(validator: jsonschema.Draft202012Validator) -> None:
    """Is the schema versioned as the parser is, under a name that needs no server?"""
    schema: Any = validator.schema
    assert schema["$id"] == f"urn:pmo-course:responses:{VERSION}"
    assert schema["properties"]["schema"]["const"] == SCHEMA and schema["properties"]["version"]["const"] == VERSION
    assert set(schema["required"]) == set(schema["properties"]) == set(hand_in())


@pytest.mark.parametrize("changes", [{"attempt": "t1\n"}, {"started_at": TIME + "\n"}, {"candidate": "anna\n"}])
def test_line_end_at_the_end(changes: dict[str, Any]) -> None:
    """Is a value with a line end behind it refused, which Python's ``$`` would let pass?"""
    assert not accepted(hand_in(**changes))


@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
@STEADY
def test_any_bytes(raw: bytes) -> None:
    """Do any bytes that are no hand-in give a reason, and nothing else?"""
    with pytest.raises(BadResponses) as caught:
        parse(raw, KEY, "anna")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("raw", [b'{"answers":' * 900 + b"1" + b"}" * 900, b"[" * 980 + b"]" * 980])
def test_depth(raw: bytes) -> None:
    """Does deep nesting give a reason, also where a message shows the value?"""
    with pytest.raises(BadResponses):
        parse(raw, KEY, "anna")
    whole = json.dumps(hand_in(attempt="@")).replace('"@"', "[" * 900 + "]" * 900).encode()
    with pytest.raises(BadResponses):
        parse(whole, KEY, "anna")


def test_duplicate_names() -> None:
    """Is a hand-in with a name twice refused at every level?"""
    raw = json.dumps(hand_in()).encode()
    for old, new in ((b'"XX-0001": {', b'"XX-0001": {"choice": "b"}, "XX-0001": {'),
                     (b'"choice": "a"', b'"choice": "b", "choice": "a"'),
                     (b'"revision": 7', b'"revision": 8, "revision": 7')):
        assert old in raw
        with pytest.raises(BadResponses, match="twice"):
            parse(raw.replace(old, new), KEY, "anna")


# --- scoring -------------------------------------------------------------------------------------------------------------


def answered(choices: dict[str, str]) -> Responses:
    """A hand-in with these choices."""
    return Responses("anna", "t1", 1, TIME, TIME, "candidate", choices)


@given(st.dictionaries(ITEM, st.sampled_from(ABCD), max_size=6), st.integers(0, 6))
@STEADY
def test_score(choices: dict[str, str], pass_raw: int) -> None:
    """Is the score the number of keys chosen, the rest wrong or blank, the areas its parts, and the pass mark met or not?"""
    result = grade(key(6, pass_raw), answered(choices))
    right = {item.id for item in KEY.items if choices.get(item.id) == item.accept[0]}
    assert result.raw == len(right) == sum(result.marks.values()) == sum(area.right for area in result.areas)
    assert {name for name,
            mark in result.marks.items() if mark} == right and list(result.marks) == [item.id for item in KEY.items]
    assert result.blank == 6 - len(choices) and result.maximum == 6 == sum(area.items for area in result.areas)
    assert result.passed == (len(right) >= pass_raw)
    assert result.percent == pytest.approx(100 * len(right) / 6)


@given(st.dictionaries(ITEM, st.sampled_from(ABCD), max_size=6), ITEM)
@STEADY
def test_one_more_right_answer_never_costs(choices: dict[str, str], item: str) -> None:
    """Does choosing the key of one more item raise the score by one, or keep it if it was right already?"""
    accept = next(one.accept[0] for one in KEY.items if one.id == item)
    assume(choices.get(item) != accept)
    assert grade(KEY, answered({**choices, item: accept})).raw == grade(KEY, answered(choices)).raw + 1


def test_several_keys_and_pilots() -> None:
    """Do all accepted options score, and pilot items not at all?"""
    items = (evolve(KEY.items[0], accept=("a", "c")), evolve(KEY.items[1], scored=False), *KEY.items[2:])
    changed = evolve(KEY, items=items)
    assert grade(changed, answered({"XX-0001": "c"})).raw == 1
    assert grade(changed, answered({"XX-0001": "b"})).raw == 0
    assert grade(changed, answered({})).blank == 5, "a pilot item left blank is no blank"
    result = grade(changed, answered({"XX-0002": "b"}))
    assert (result.raw, result.maximum, result.blank) == (0, 5, 5) and result.marks["XX-0002"] == 1


def test_areas() -> None:
    """Are areas in the form's order with their own counts, also one without scored items?"""
    result = grade(KEY, answered({"XX-0001": "a", "XX-0002": "b", "XX-0003": "a"}))
    assert result.areas == (AreaScore("B1", 1, 3), AreaScore("B2", 1, 3), AreaScore("B3", 0, 0))


def test_no_items() -> None:
    """Is a form without scored items no division by zero?"""
    nothing = evolve(KEY, items=())
    assert grade(nothing, answered({})).percent == 0 and grade(nothing, answered({})).maximum == 0
