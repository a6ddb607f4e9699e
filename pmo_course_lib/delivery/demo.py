"""A sample class of twelve, in four teams, whose hand-ins span good, bad, blank, late and damaged ones."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pmo_course_lib.delivery.cohort import Cohort
from pmo_course_lib.delivery.collector import collect_all, now_ms
from pmo_course_lib.delivery.create import create_cohort
from pmo_course_lib.delivery.moderation import act
from pmo_course_lib.delivery.teams.hand_in import hand_in
from pmo_course_lib.delivery.teams.party import party_of
from pmo_course_lib.delivery.teams.work import open_work, work_path
from pmo_course_lib.errors import CourseError
from pmo_course_lib.exercises.exercise import HOME
from pmo_course_lib.storage import append_lines, write_atomic
from pmo_course_lib.workbook import storage

#: Share of questions that each sample person gets right; lena, who is not here, never comes.
SKILL = {"amara": 0.92, "bjorn": 0.86, "chen": 0.8, "divya": 0.74, "emil": 0.7, "farah": 0.64, "grace": 0.5, "hugo": 0.0,
         "ines": 0.72, "jonas": 0.78, "kofi": 0.6}
#: What the sample teams hand in: exercise, who presses the button, and which solution beside the exercise they have.
WORK = (("E1", "amara", "model"), ("E1", "divya", "weak"), ("E1", "grace", "confused"), ("E4", "bjorn", "weak"),
        ("E5", "emil", "model"))
MINUTE_MS = 60_000
_MARKER = ".sample-class"


def make_demo(folder: Path, exam: Path) -> Cohort:
    """Make the sample class anew. A cohort of that name which is no sample is left alone, with a ``CourseError``."""
    if folder.exists():
        if not (folder / _MARKER).exists():
            raise CourseError(f"{folder} is a real class, not the sample class, so it is left alone. Rename it first.")
        shutil.rmtree(folder)
    cohort = create_cohort(folder, exam / "demo" / "roster.csv", exam)
    (folder / _MARKER).touch()
    act(cohort, "open", reason="Start of the exam")
    begun = now_ms() - 3 * 60 * MINUTE_MS
    for number, (candidate, skill) in enumerate(SKILL.items()):
        append_lines(cohort.journal(candidate), list(_journal(cohort, candidate, skill, begun + number * 4_000)))
    collect_all(cohort)
    _spoil(cohort)
    for exercise, candidate, kind in WORK:
        _team_work(cohort, exercise, candidate, kind)
    return cohort


def _team_work(cohort: Cohort, exercise: str, candidate: str, kind: str) -> None:
    party = party_of(cohort, candidate)
    done = storage.read(HOME / exercise / "solutions" / f"{kind}.workbook.json").workbook
    open_work(work_path(cohort, party, exercise), exercise, candidate).update(lambda _: done)
    hand_in(cohort, party, exercise, candidate)


def _journal(cohort: Cohort, candidate: str, skill: float, start: int) -> Iterator[dict[str, Any]]:
    """Lines such as the exam page leaves; hugo hands in a blank, ines is cut off and two answers come late."""
    page = f"sample-{candidate}"
    yield {"kind": "start", "at": start, "page": page, "n": 1, "attempt": _draw(candidate, "attempt").hex()[:16]}
    answered = list(_answers(cohort, candidate, skill)) if skill else []
    for n, (item, choice) in enumerate(answered, 2):
        at = start + n * MINUTE_MS
        yield {"kind": "answer", "at": at, "page": page, "n": n, "t": at, "item": item, "choice": choice, "timing": "on_time"}
    if candidate == "ines":
        yield from _late(cohort, page, start + 90 * MINUTE_MS)
    elif skill:
        yield {"kind": "end", "at": start + 55 * MINUTE_MS, "by": "candidate"}


def _late(cohort: Cohort, page: str, deadline: int) -> Iterator[dict[str, Any]]:
    """One answer chosen in time that arrived within the grace, one that was chosen too late."""
    for n, late, timing in ((90, 12_000, "late_sync"), (91, 200_000, "too_late")):
        item = cohort.key.items[n - 60]
        yield {"kind": "answer", "at": deadline + late, "page": page, "n": n, "t": deadline - 4_000 if n == 90 else
               deadline + late, "item": item.id, "choice": item.accept[0], "timing": timing}


def _answers(cohort: Cohort, candidate: str, skill: float) -> Iterator[tuple[str, str]]:
    for item in cohort.key.items:
        draw = _draw(candidate, item.id)
        wrong = [option for option in item.options if option not in item.accept]
        yield item.id, item.accept[0] if draw[0] < 256 * skill else wrong[draw[1] % len(wrong)]


def _draw(*names: str) -> bytes:
    """The same bytes for the same names on every machine, so that the sample results never change."""
    return hashlib.sha256("|".join(names).encode()).digest()


def _spoil(cohort: Cohort) -> None:
    """Damage jonas's file as a full disk would, and give kofi the file of another person.

    Both without a journal, as if another system had handed in: with one, the collector would mend the file.
    """
    for candidate in ("jonas", "kofi"):
        cohort.journal(candidate).unlink()
    jonas, kofi = cohort.hand_in("jonas") / "responses.json", cohort.hand_in("kofi") / "responses.json"
    write_atomic(jonas, jonas.read_bytes()[:900])
    write_atomic(kofi, (cohort.hand_in("amara") / "responses.json").read_bytes())
