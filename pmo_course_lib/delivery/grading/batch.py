"""Grading of a whole cohort, in batches: running it again completes or changes only what is due."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

import filelock
from attrs import evolve, field, frozen

from pmo_course_lib.assessment.form import Form, Key, to_json
from pmo_course_lib.assessment.responses import BadResponses, parse
from pmo_course_lib.assessment.scoring import Result, grade
from pmo_course_lib.delivery.cohort import Cohort, Person
from pmo_course_lib.delivery.grading.gradebook import Change, Entry, Gradebook, open_gradebook
from pmo_course_lib.delivery.grading.grader_files import GraderFiles
from pmo_course_lib.delivery.grading.handins import BadHandIn, HandIn, NoHandIn, Submitted
from pmo_course_lib.delivery.grading.notebook import points, publish
from pmo_course_lib.delivery.grading.receipts import Receipts
from pmo_course_lib.delivery.grading.report import Report, Row, State
from pmo_course_lib.errors import CourseError
from pmo_course_lib.storage import lock

#: Hand-ins in one transaction: few enough for the memory, enough that the disk's waits do not count.
BATCH = 250

Progress = Callable[[int, int], None]


def grade_cohort(cohort: Cohort, progress: Progress | None = None) -> Report:
    """Score all hand-ins into the gradebook; ``progress`` is called with persons done and persons in all.

    One bad hand-in costs one row. Raises ``CourseError`` when the cohort or the gradebook is unusable.
    """
    people = cohort.people.persons
    with Submitted(cohort) as submitted:
        rows = grade_persons(cohort, submitted, people, progress)
        strays = submitted.strays({person.id for person in people})
    return Report((*rows, *map(_stray, strays)))


def _stray(name: str) -> Row:
    reason = "a name in submitted/ that is not on the roster; it was not read. Remove it or rename it"
    return Row(ascii(name)[1:-1], "", "not on the roster", reason)


def grade_persons(cohort: Cohort, submitted: Submitted, people: Sequence[Person],
                  progress: Progress | None = None) -> list[Row]:
    """Score the hand-ins of these people, as ``grade_cohort`` does."""
    rows: list[Row] = []
    with alone(cohort):
        _check_key(cohort)
        publish(cohort)
        with open_gradebook(cohort) as gradebook:
            run = _Run(cohort, submitted, gradebook)
            for start in range(0, len(people), BATCH):
                for row in run.batch(people[start:start + BATCH]):
                    rows.append(row)
                    if progress:
                        progress(len(rows), len(people))
    return rows


@contextmanager
def alone(cohort: Cohort) -> Iterator[None]:
    """One grading run at a time. Raises ``CourseError`` when another is at work."""
    held = lock(cohort.gradebook)
    try:
        held.acquire(timeout=0)
    except filelock.Timeout:
        raise CourseError(f"{cohort.folder}: another grading run is at work. Grade again when it has ended."
                          ) from None
    try:
        yield
    finally:
        held.release()


def _check_key(cohort: Cohort) -> None:
    """Form and key must be of one exam, or marks would silently be wrong."""
    if problems := list(_key_problems(cohort.form, cohort.key)):
        raise CourseError(f"{cohort.folder}: form.json and key.json do not fit: {problem}. "
                          "Nothing was graded; restore both files from a copy." for problem in problems)


def _key_problems(form: Form, key: Key) -> Iterator[str]:
    if (form.exam_id, form.form_id) != (key.exam_id, key.form_id):
        yield "exam_id or form_id differ"
    if [item.id for item in form.items] != [item.id for item in key.items]:
        yield "they must have the same items in the same order"
    shown = {item.id: {option.id for option in item.options} for item in form.items}
    areas = {area.id for area in key.areas}
    for item in key.items:
        if set(item.options) != shown.get(item.id):
            yield f"item {item.id}: the options differ"
        if not set(item.accept) <= set(item.options):
            yield f"item {item.id}: accepts {', '.join(item.accept)}; only its own options are allowed"
        if item.area not in areas:
            yield f"item {item.id}: area {item.area} is not in the key's list of areas"


def key_sha256(cohort: Cohort) -> str:
    """A fingerprint of the key, for the instructor's database only: when it changes, all is scored again."""
    return hashlib.sha256(json.dumps(to_json(cohort.key), sort_keys=True).encode()).hexdigest()


@frozen
class _Found:
    """What was found for one person: a scored hand-in, or a reason why there is none."""

    person: Person
    hand_in: HandIn | None = None
    result: Result | None = None
    choices: Mapping[str, str] = field(factory=dict)
    state: State = "graded"
    reason: str = ""


class _Run:
    """One grading run."""

    def __init__(self, cohort: Cohort, submitted: Submitted, gradebook: Gradebook) -> None:
        self._cohort = cohort
        self._key = cohort.key
        self._key_sha256 = key_sha256(cohort)
        self._worth = points(cohort.key)
        self._submitted = submitted
        self._gradebook = gradebook
        self._stored = gradebook.entries()
        self._receipts = Receipts(cohort)
        self._files = GraderFiles(cohort)

    def batch(self, people: Sequence[Person]) -> Iterator[Row]:
        """Grade a batch: receipts first, then the grader's notebooks, then the marks that make them count."""
        found = [self._find(person) for person in people]
        self._receipts.add_missing({one.person.id: one.hand_in for one in found if one.hand_in})
        pairs = [(one, self._entry(one)) for one in found]
        for one, entry in pairs:
            if one.result:
                self._files.write(entry.candidate, one.choices, entry != self._stored.get(entry.candidate))
        if changes := [change for one, entry in pairs if (change := self._change(one, entry))]:
            self._gradebook.write_marks(changes)
        return (self._row(one, entry) for one, entry in pairs)

    def _find(self, person: Person) -> _Found:
        hand_in = None
        try:
            hand_in = self._submitted.read(person.id)
            responses = parse(hand_in.raw, self._key, person.id)
        except NoHandIn as error:
            return _Found(person, state="missing", reason=str(error))
        except (BadHandIn, BadResponses) as error:
            return _Found(person, hand_in, state="rejected", reason=str(error))
        return _Found(person, hand_in, grade(self._key, responses), responses.choices)

    def _entry(self, one: _Found) -> Entry:
        """What ``pmo_hand_in`` should hold for this person."""
        candidate, result = one.person.id, one.result
        if one.hand_in and result:
            return Entry(candidate, one.hand_in.sha256, self._key_sha256, result.raw, result.maximum,
                         result.blank, int(result.passed), "graded", "",
                         self._receipts.received(candidate, one.hand_in))
        earlier = self._stored.get(candidate)
        if earlier and earlier.raw is not None:
            return evolve(earlier, state=one.state, reason=self._with_earlier(one.reason, earlier))
        sha256, received = ("", "")
        if one.hand_in:
            sha256, received = one.hand_in.sha256, self._receipts.received(candidate, one.hand_in)
        return Entry(candidate, sha256, self._key_sha256, None, None, None, None, one.state, one.reason,
                     received)

    def _with_earlier(self, reason: str, earlier: Entry) -> str:
        """Earlier marks stay, and the report says so: a later mishap must not take a result away."""
        note = "" if earlier.key_sha256 == self._key_sha256 else (
            ", as scored with the earlier key: put that hand-in back and grade again")
        return f"{reason}; the earlier hand-in of {earlier.received} counts{note}"

    def _change(self, one: _Found, entry: Entry) -> Change | None:
        stored = self._stored.get(entry.candidate)
        if entry == stored or (stored is None and entry.state == "missing"):
            return None
        if one.result is None:
            return Change(entry)
        return Change(entry, {item: mark * self._worth[item] for item, mark in one.result.marks.items()})

    def _row(self, one: _Found, entry: Entry) -> Row:
        stored = self._stored.get(entry.candidate)
        state: State = "unchanged" if entry == stored and one.result else one.state
        result = evolve(one.result, marks={}) if one.result else self._earlier_result(entry)
        changed = one.result is not None and (stored is None or _numbers(stored) != _numbers(entry))
        return Row(entry.candidate, one.person.candidate.name, state, entry.reason, result,
                   entry.received if result else "", changed)

    def _earlier_result(self, entry: Entry) -> Result | None:
        if entry.raw is None or entry.maximum is None or entry.blank is None:
            return None
        areas = self._gradebook.area_scores(entry.candidate, self._cohort)
        return Result(entry.candidate, entry.raw, entry.maximum, entry.blank, bool(entry.passed), areas, {})


def _numbers(entry: Entry) -> tuple[int | None, ...]:
    return entry.raw, entry.maximum, entry.blank, entry.passed
