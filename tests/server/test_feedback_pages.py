"""Marks and feedback on the class server: the instructor marks and releases, a team reads its own."""

from __future__ import annotations

import re
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from html import unescape

import pytest

from pmo_course_lib.delivery.teams.party import move
from tests.classroom import Classroom, classroom
from tests.grading.team_samples import handed_in
from tests.grading.test_exercises import judge

pytestmark = pytest.mark.xdist_group("team_pages")
NASTY = "<script>alert(1)</script>"
ROSTER = f"id,name,email,team,time_multiplier\nanna,Anna Smith,,T1,\nben,Ben {NASTY},,T1,\ncleo,Cleo Ng,,T2,\ndana,Dana Levi,,,\n"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    with classroom(tmp_path_factory.mktemp("feedback-pages"), opened=False, roster=ROSTER) as served:
        handed_in(served.cohort, "anna", "E1", "weak")
        handed_in(served.cohort, "cleo", "E1")
        yield served


def moderator(room: Classroom) -> str:
    return f"pmo-course-moderator={room.cohort.people.moderator_token}"


def read(room: Classroom, who: str) -> str:
    token = room.cohort.people.find(who).token
    status, text = room.get("/feedback", Cookie=f"pmo-course={token}")
    assert status == 200
    return unescape(text)


def press(room: Classroom, cookie: str | None = None, **fields: str) -> tuple[int, str]:
    """Status and text after a form of the instructor's page was sent, with its token unless another is given."""
    _, shown = room.get("/console/feedback", Cookie=moderator(room))
    fields = {"token": re.findall(r'name="token" value="([0-9a-f]{64})"', shown)[0]} | fields
    request = urllib.request.Request(room.address + "/console/feedback", data=urllib.parse.urlencode(fields).encode(),
                                     headers={"Cookie": moderator(room) if cookie is None else cookie})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, unescape(answer.read().decode())
    except urllib.error.HTTPError as error:
        return error.code, unescape(error.read().decode())


def marked(room: Classroom) -> None:
    """What every test here begins with: marks by rules, one judgement of T1, nothing released."""
    press(room, grade="yes")
    judge(room.cohort, "ben", "whys", 1, f"Ask why once more. {NASTY}")
    press(room, withdraw="E1")


def test_from_marking_to_the_team(room: Classroom) -> None:
    """Do marks, judgement and release lead to what the team reads, and to nothing before the release or for another team?"""
    press(room, withdraw="E1")
    assert "not released any feedback" in read(room, "anna")
    status, text = press(room, grade="yes")
    assert status == 200 and "2 hand-ins of teams are marked by rules" in text
    judge(room.cohort, "ben", "whys", 1, f"Ask why once more. {NASTY}")
    assert "not released any feedback" in read(room, "anna")
    status, text = press(room, release="E1")
    assert status == 200 and "teams can read their feedback now" in text
    for who in ("anna", "ben"):
        page = read(room, who)
        assert "8.75 of 20 points" in page and "Ask why once more." in page and "What to look at" in page
    assert "12 of 20 points" in read(room, "cleo") and "Ask why" not in read(room, "cleo")
    assert "not released any feedback" in read(room, "dana")
    press(room, withdraw="E1")
    assert "not released any feedback" in read(room, "anna")


def test_a_moved_person_reads_what_counts_for_them(room: Classroom) -> None:
    """Does a person who left a team after its hand-in still read that feedback, and not the new team's?"""
    marked(room)
    press(room, release="E1")
    move(room.cohort, "ben", "T2")
    press(room, grade="yes")
    assert "8.75 of 20 points" in read(room, "ben")
    move(room.cohort, "ben", "T1")


def test_only_the_instructor(room: Classroom) -> None:
    """Are page and forms closed to participants, to a wrong token and to an exercise that does not exist?"""
    person = f"pmo-course={room.cohort.people.find('anna').token}"
    assert room.get("/console/feedback", Cookie=person)[0] == 403
    assert press(room, cookie=person, release="E1")[0] == 403
    assert press(room, token="0" * 64, release="E1")[0] == 403
    status, text = press(room, release="../E1")
    assert status == 400 and "no exercise" in text
    assert room.get("/feedback")[0] == 403
    assert room.get("/console/feedback?party=../../key.json", Cookie=moderator(room))[0] == 404


def test_a_locked_gradebook_is_said_in_words(room: Classroom) -> None:
    """While another program holds the gradebook, do team and instructor read a sentence, and only the instructor the file?"""
    marked(room)
    press(room, release="E1")
    with closing(sqlite3.connect(room.cohort.gradebook)) as db:
        db.execute("BEGIN EXCLUSIVE")
        status, text = room.get("/feedback", Cookie=f"pmo-course={room.cohort.people.find('anna').token}")
        assert status == 503 and "Try again in a minute" in text and "gradebook" not in text
        status, text = room.get("/console/feedback", Cookie=moderator(room))
        assert status == 500 and "gradebook.db: another program is writing to it" in text
    assert room.get("/console/feedback", Cookie=moderator(room))[0] == 200


def test_text_is_inert(room: Classroom) -> None:
    """Is what people wrote text on both pages?"""
    marked(room)
    press(room, release="E1")
    _, own = room.get("/feedback", Cookie=f"pmo-course={room.cohort.people.find('anna').token}")
    _, preview = room.get(f"/console/feedback?party={urllib.parse.quote(_key(room))}", Cookie=moderator(room))
    for page in (own, preview):
        assert "&lt;script&gt;" in page and "<script>" not in page


def _key(room: Classroom) -> str:
    _, text = room.get("/console/feedback", Cookie=moderator(room))
    return urllib.parse.unquote(re.findall(r"\?party=([^\"&]+)", text)[0])
