"""The instructor's page of the team exercises, slides, class view and start page, asked for as a browser would."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from attrs import evolve

from pmo_course_lib.delivery.teams.hand_in import hand_in
from pmo_course_lib.delivery.teams.party import move, party_of
from pmo_course_lib.delivery.teams.work import open_work, work_path
from pmo_course_lib.exercises import IDS
from pmo_course_lib.ui.exercises.e1_voice import SENTENCE
from pmo_course_lib.ui.modules.panel import load_panel
from pmo_course_lib.workbook.model import Organisation
from tests.classroom import Classroom, classroom

pytestmark = pytest.mark.xdist_group("team_pages")
NASTY = "<script>alert(1)</script>"
ROSTER = f"""id,name,email,team,time_multiplier
anna,Anna Smith,,T1,
ben,Ben <b>Okoro</b>,,T1,
cleo,Cleo Ng,,T2,
dana,Dana Levi,,{NASTY},
emil,Emil Strand,,,
fay,Fay Quist,,T3,
gil,Gil Roy,,T3,
hana,Hana Ito,,T4,
"""


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Classroom]:
    with classroom(tmp_path_factory.mktemp("team-pages"), opened=False, roster=ROSTER) as served:
        yield served


def works(room: Classroom, who: str, exercise: str = "E1", name: str = "Lauterwyl") -> None:
    """Let a person's team have written something."""
    store = open_work(work_path(room.cohort, party_of(room.cohort, who), exercise), exercise, who)
    store.update(lambda found: evolve(found, organisation=Organisation(name), notes={**found.notes, SENTENCE: f"We say: {name}"}))


def handed(room: Classroom, who: str, exercise: str = "E1", name: str = "Lauterwyl") -> None:
    works(room, who, exercise, name)
    hand_in(room.cohort, party_of(room.cohort, who), exercise, who)


def moderator(room: Classroom) -> str:
    return f"pmo-course-moderator={room.cohort.people.moderator_token}"


def page(room: Classroom, path: str) -> str:
    status, text = room.get(path, Cookie=moderator(room))
    assert status == 200, text[-500:]
    return text


def token(room: Classroom) -> str:
    return str(re.findall(r'name="token" value="([0-9a-f]{64})"', page(room, "/console/exercises"))[0])


def post(room: Classroom, cookie: str | None = None, **fields: str) -> tuple[int, str]:
    """Status and text after a form of the page was sent."""
    request = urllib.request.Request(room.address + "/console/exercises", data=urllib.parse.urlencode(fields).encode(),
                                     headers={"Cookie": moderator(room) if cookie is None else cookie})
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, unescape(answer.read().decode())
    except urllib.error.HTTPError as error:
        return error.code, unescape(error.read().decode())


def told(text: str) -> str:
    return str(re.findall(r'<p class="told" role="status">(.*?)</p>', text)[0])


def cell(room: Classroom, team: str, exercise: str) -> str:
    """What the instructor's table says of a team's exercise, without markup."""
    rows = re.findall(r"<tr><th scope=row>(.*?)</tr>", page(room, "/console/exercises"))
    row = next(row for row in rows if row.startswith(f"{team}<"))
    found = re.findall(r"<td>(.*?)</td>", row)[IDS.index(exercise)]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_the_table_says_how_far_each_team_is(room: Classroom) -> None:
    """Not begun, saved, handed in with points by rules: does each stand there, with its links?"""
    assert cell(room, "T4", "E2") == "not begun"
    works(room, "hana", "E2")
    assert re.fullmatch(r"saved \d\d:\d\d Slides of T4, E2", cell(room, "T4", "E2"))
    handed(room, "hana", "E3")
    assert re.fullmatch(r"handed in \d\d:\d\d 0 of 12 by rules Slides of T4, E3 Give back of T4, E3", cell(room, "T4", "E3"))


def test_somebody_is_moved(room: Classroom) -> None:
    """Into a team, a new one and none: does the page say so in a sentence and the class know it at once?"""
    key = token(room)
    for fields, expected in (({"team": " t2 "}, "Gil Roy is in T2 now, together with Cleo Ng."),
                             ({"team": "New <b>"}, "Gil Roy is in New <b> now, alone in it so far."),
                             ({"team": "ignored", "alone": "yes"}, "Gil Roy works alone now.")):
        status, text = post(room, token=key, candidate="gil", **fields)
        assert status == 200 and told(text).startswith(expected) and "still counts" in told(text)
    assert party_of(room.cohort, "gil").key == "alone/gil"
    assert post(room, token=key, candidate="gil", team="T3")[0] == 200
    assert [one.id for one in party_of(room.cohort, "fay").members] == ["fay", "gil"]


@pytest.mark.parametrize(("fields", "says"), [
    ({"candidate": "fay", "team": "   "}, "No team was named"), ({"candidate": "fay", "team": "x" * 61}, "at most 60 printable"),
    ({"candidate": "fay", "team": "a\u202eb"}, "printable"), ({"candidate": "nobody", "team": "T1"}, "No candidate with id"),
    ({"candidate": "../anna", "team": "T1"}, "No candidate with id"), ({}, "asks for nothing"),
    ({"back": "E7", "party": "alone/emil"}, "nothing to give back")])
def test_what_cannot_be_done_is_a_sentence(room: Classroom, fields: dict[str, str], says: str) -> None:
    """Does each bad form answer with the page, a sentence and nothing changed?"""
    status, text = post(room, token=token(room), **fields)
    assert status == 400 and says in told(text) and "Who is in which team" in text and "Traceback" not in text
    assert party_of(room.cohort, "fay").name == "T3"


@pytest.mark.parametrize("fields", [{"back": "E9", "party": "alone/emil"}, {"back": "../E1", "party": "alone/emil"},
                                    {"back": "E1", "party": "../../key.json"}, {"back": "E1", "party": "teams/"}])
def test_only_what_is_listed_can_be_named(room: Classroom, fields: dict[str, str]) -> None:
    """Is a team or an exercise that is in no list not looked for on the disk?"""
    status, text = post(room, token=token(room), **fields)
    assert status == 404 and "There is no such" in text


def test_a_foreign_form_does_nothing(room: Classroom) -> None:
    """Without the page's own token, with another one, or with a participant's cookie: is nothing done?"""
    good, anna = token(room), room.token("anna")
    for given in ({}, {"token": ""}, {"token": "0" * 64}, {"token": "é"}, {"token": room.cohort.people.moderator_token}):
        status, text = post(room, candidate="fay", team="T1", **given)
        assert status == 403 and "Load the page again" in text
    for cookie in ("", f"pmo-course={anna}", f"pmo-course={anna}; pmo-course-moderator={anna}"):
        assert post(room, cookie, token=good, candidate="fay", team="T1")[0] == 403
    assert party_of(room.cohort, "fay").name == "T3"


def test_a_hand_in_is_given_back(room: Classroom) -> None:
    """Is the instructor asked first, does it say what holds, and is doing it twice a sentence?"""
    handed(room, "cleo", "E4")
    key = party_of(room.cohort, "cleo").key
    asked = unescape(page(room, f"/console/exercises?back=E4&party={urllib.parse.quote(key)}"))
    assert "Give E4 back to T2?" in asked and "the earlier hand-in counts" in asked
    assert cell(room, "T2", "E4").startswith("handed in")
    status, text = post(room, token=token(room), back="E4", party=key)
    assert status == 200 and re.match(r"E4 is given back to T2: .* its hand-in of \d\d:\d\d counts\.", told(text))
    assert cell(room, "T2", "E4").startswith("given back")
    assert post(room, token=token(room), back="E4", party=key)[0] == 400


def test_a_team_that_nobody_is_in_any_more(room: Classroom) -> None:
    """Does the hand-in of somebody who worked alone stay in the table after the move, and can it be given back?"""
    handed(room, "emil", "E5")
    move(room.cohort, "emil", "T4")
    try:
        text = page(room, "/console/exercises")
        assert "nobody any more" in text and "party=alone%2Femil" in text
        assert post(room, token=token(room), back="E5", party="alone/emil")[0] == 200
    finally:
        move(room.cohort, "emil", "")


def test_slides_are_the_own_teams(room: Classroom) -> None:
    """Does a person see the own team's slides, as handed in once it is, and never another team's?"""
    works(room, "anna", "E1", "Before")
    mine, mate, other = (room.get("/slides/E1", room.token(who))[1] for who in ("anna", "ben", "cleo"))
    assert "Before" in mine and "T1" in mine and "not handed in yet" in mine and "Before" in mate and "Before" not in other
    hand_in(room.cohort, party_of(room.cohort, "anna"), "E1", "anna")
    works(room, "ben", "E1", "After")
    assert "Before" in room.get("/slides/E1", room.token("ben"))[1]
    key = urllib.parse.quote(party_of(room.cohort, "anna").key)
    projected = page(room, f"/console/slides?exercise=E1&party={key}")
    assert "Before" in projected and re.search(r"T1 · E1 .* · handed in \d\d:\d\d</span><span>1 of \d", projected)
    assert room.get(f"/console/slides?exercise=E1&party={key}", room.token("anna"))[0] == 403
    assert "Before" not in room.get(f"/slides/E1?party={key}", room.token("cleo"))[1]


@pytest.mark.parametrize("path", [
    "/slides/E9", "/slides/e1", "/slides/", "/slides/../key.json", "/slides/E1.ipynb", "/slides/E1/..",
    "/exercises/E1/checks.toml", "/m/E1.ipynb", "/m/checks", "/m/E8", "/m/../exercises/E1/rubric.toml"])
def test_no_other_page(room: Classroom, path: str) -> None:
    """Is there nothing for any other address, and no checks or rubric anywhere?"""
    status, text = room.get(path, room.token("anna"))
    assert status == 404 and "levels" not in text


@pytest.mark.parametrize("exercise", IDS)
def test_slides_of_every_exercise(room: Classroom, exercise: str) -> None:
    """Have all exercises slides from the beginning, each inert with names that look like markup?"""
    works(room, "dana", exercise, NASTY)
    status, text = room.get(f"/slides/{exercise}", room.token("dana"))
    assert status == 200 and text.count('<section class="slide"') >= 1
    assert text.count("<script") == 1 and "alert(1)&lt;/script&gt;" in text


@pytest.mark.parametrize("path", [
    "/console/exercises", "/console/exercises?back=E1&party=x", "/console/slides?exercise=E1&party=x",
    "/console/refresh.js", "/console/class?of=E1.e1_cards"])
def test_the_instructors_pages_are_closed(room: Classroom, path: str) -> None:
    """Are they closed to people of the class and to everybody else?"""
    assert room.get(path)[0] == room.get(path, room.token("anna"))[0] == 403
    assert room.get(path, Cookie=f"pmo-course-moderator={room.token('anna')}")[0] == 403


@pytest.mark.parametrize("path", ["/slides/E1", "/slides.js", "/m/E1"])
def test_nobody_gets_in_without_a_link(room: Classroom, path: str) -> None:
    """Does every page of the exercises ask for a link?"""
    assert room.get(path)[0] == room.get(path, "wrong")[0] == 403


def test_names_are_text_everywhere(room: Classroom) -> None:
    """Does a team or person whose name is markup stay text on every page of the instructor?"""
    handed(room, "dana", "E6")
    key = urllib.parse.quote(party_of(room.cohort, "dana").key)
    for path in ("/console/exercises", "/console/class", "/console/class?of=E6.e6_decide",
                 f"/console/exercises?back=E6&party={key}"):
        text = page(room, path)
        assert "<script>alert" not in text and "<b>Okoro" not in text and "&lt;script&gt;alert(1)" in text


def test_all_teams_side_by_side(room: Classroom) -> None:
    """Can one view of an exercise be seen for all teams that have begun, chosen by its title?"""
    works(room, "cleo", "E7")
    text = page(room, "/console/class")
    title = load_panel("e1_causes").title
    assert f'<option value="E1.e1_causes">{title}</option>' in unescape(text) and ">e1 causes<" not in text
    assert f">{load_panel('organisation').title}</option>" in unescape(text)
    shown = page(room, "/console/class?of=E7.e7_decide")
    assert "<h3>T2</h3>" in shown and "<h3>T3</h3>" not in shown
    for odd in ("E1.organisation.x", "E9.e1_causes", "E1.os", ".e1_causes", "E1"):
        assert "Page opened last" in page(room, f"/console/class?of={odd}")


def test_the_class_view_knows_who_was_moved(room: Classroom) -> None:
    """Does the class view list people in the team that they are in now?"""
    move(room.cohort, "gil", "Newest")
    try:
        assert "<td>Newest</td><th scope=row>Gil Roy</th>" in page(room, "/console/class")
        assert '<option value="Newest">' in page(room, "/console/class")
    finally:
        move(room.cohort, "gil", "T3")


def card(text: str, exercise: str) -> str:
    return re.sub(r"<[^>]+>", " ", re.findall(rf'<li class="team"><a href="/m/{exercise}"[^>]*>(.*?)</a>', text)[0])


def test_the_start_page_tells_of_the_team(room: Classroom) -> None:
    """Does each exercise stand after its module, with minutes, team and state, and count as done once it is handed in?"""
    status, text = room.get("/", room.token("fay"))
    assert status == 200
    order = ("01_functional_or_service_oriented", "E1", "02_two_lifecycles", "03_select", "E2", "04_design_and_catalogue", "E3",
             "05_topology", "E4", "07_sla_and_measures", "E5", "08_build_and_operate", "E6", "09_transform_and_maturity", "E7")
    places = [text.index(f'href="/m/{name}"') for name in order]
    assert places == sorted(places) and text.count('<li class="team">') == len(IDS)
    assert "10:00, 35 minutes" in card(text, "E1") and "Your team: T3." in card(text, "E1") and "not begun" in card(text, "E1")
    works(room, "gil", "E1")
    assert re.search(r"saved \d\d:\d\d", card(room.get("/", room.token("fay"))[1], "E1"))
    handed(room, "gil", "E1")
    assert re.search(r"handed in \d\d:\d\d", card(room.get("/", room.token("fay"))[1], "E1"))
    assert "You work alone." in card(room.get("/", room.token("emil"))[1], "E1")


def test_what_comes_next_includes_exercises(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is an exercise that is not handed in the next thing, and no longer once it is?"""
    from pmo_course_lib.delivery.course.progress import Card, ExamCard, TeamCard
    from pmo_course_lib.delivery.server.home import home_page

    done, team = Card("a", "A module", 2, 2), TeamCard("E1", "E1 Title", "T1", "saved 10:21", False)
    after, exam = Card("b", "Next module", 0, 2), ExamCard(False, "not open yet")
    next_of: Callable[..., str] = lambda *cards: re.findall(r"Next: <a[^>]*>(.*?)</a>", home_page("A", cards, {}))[0]  # noqa: E731
    assert next_of(done, team, after, exam) == "E1 Title"
    assert next_of(done, evolve(team, handed=True), after, exam) == "Next module"
    assert next_of(done, team, after, evolve(exam, open=True)) == "Exam"


def test_a_hand_in_from_before_a_move_is_on_the_start_page(room: Classroom) -> None:
    """Does somebody who handed in with another team read so?"""
    handed(room, "hana", "E7")
    move(room.cohort, "hana", "T3")
    try:
        assert re.search(r"handed in \d\d:\d\d with T4", card(room.get("/", room.token("hana"))[1], "E7"))
    finally:
        move(room.cohort, "hana", "T4")


def test_a_damaged_list_of_moves(room: Classroom) -> None:
    """With teams.json spoilt, does the start page open and say so, and does the instructor read which file?"""
    file = room.cohort.folder / "teams.json"
    before = file.read_text(encoding="utf-8") if file.exists() else "{}"
    file.write_text(json.dumps(["x"]), encoding="utf-8")
    try:
        status, text = room.get("/", room.token("anna"))
        assert status == 200 and "Tell your instructor" in card(text, "E1") and "0 of 1 parts decided" in text
        status, text = room.get("/slides/E1", room.token("anna"))
        assert status == 500 and "Tell your instructor" in text and str(room.cohort.folder) not in text
        status, text = room.get("/console/exercises", Cookie=moderator(room))
        assert status == 500 and "teams.json" in text and "Restore it from a copy" in text
    finally:
        file.write_text(before, encoding="utf-8")


def test_work_that_cannot_be_opened_costs_its_own_cell(room: Classroom) -> None:
    """Is a spoilt work, and a hand-in that is gone, said in its cell while the page stands?"""
    works(room, "hana", "E6")
    work_path(room.cohort, party_of(room.cohort, "hana"), "E6").write_text("x")
    assert cell(room, "T4", "E6").startswith("cannot be opened")
    handed(room, "fay", "E2", "Gone")
    for who in ("fay", "gil"):
        (room.cohort.folder / "submitted" / who / "E2" / "E2.workbook.json").unlink()
    assert "The file is gone; give it back." in cell(room, "T3", "E2")
    status, text = room.get("/slides/E2", room.token("fay"))
    assert status == 500 and "Tell your instructor" in text
