"""E1 in its app: what a team does in the views leads to all points, and each step shows what it comes to."""

from __future__ import annotations

import re

import pytest

from pmo_course_lib.domain.orientation import Orientation, guide
from pmo_course_lib.exercises import begin
from pmo_course_lib.exercises.case import rows
from pmo_course_lib.ui.exercises.e1_cards import cards
from pmo_course_lib.ui.exercises.e1_picture import profile
from pmo_course_lib.ui.modules.panel import at, load_panel
from pmo_course_lib.ui.view.blocks import Picture, Select, Table
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import e1
from tests.ui.exercises.teamwork import did
from tests.ui.modules.hostile import flat, notes

SEEN = {"X2": "Cards 4 and 7: a page that nobody asked for", "X5": "Card 9: met about forms only", "X6": "card 14: spreadsheets"}
CAUSES = {1: ("RC7", "P4"), 2: ("RC3", "S7")}


def scored(workbook: Workbook) -> Workbook:
    """Step 1: all pairs of which a card speaks."""
    steps = [(at("orientation", "answers", pair), str(score)) for pair, score in e1.SCORES.items()]
    return did(workbook, "e1_scores", *steps, *((at("orientation", "evidence", pair), f"card {card}: it shows")
                                               for pair, card in e1.CARDS.items()))


def seen(workbook: Workbook) -> Workbook:
    """Step 2: three traits, one of them ticked before the card is written."""
    return did(workbook, "e1_traits", (at("#seen", "X2"), ["seen"]),
               *((at("orientation", "traits_seen", trait), said) for trait, said in SEEN.items()))


def caused(workbook: Workbook) -> Workbook:
    """Step 3: two causes with their whys and what would remove them."""
    for place, (cause, remedy) in CAUSES.items():
        workbook = did(workbook, "e1_causes", (at("notes", f"e1-why-{place}"), "Nobody asked what the figures are for."),
                       (at("values", f"e1-cause-{place}"), cause), (at("values", f"e1-remedy-{place}"), remedy))
    return did(workbook, "e1_causes", (at("orientation", "next_service"), "The hour on risks; start-up managers ask for it."))


def solved() -> Workbook:
    """All four steps."""
    return did(caused(seen(scored(begin("E1")))), "e1_voice", (at("notes", "e1-speaker"), "Ann"),
               (at("notes", "e1-sentence"), "It counts forms, and one hour a month helps."))


def test_all_cards() -> None:
    """Are all fourteen cards there word for word, with their numbers?"""
    (table,) = (one for one in load_panel("e1_cards").draw(Workbook()) if isinstance(one, Table))
    assert [row[0] for row in table.rows] == [f"Card {n}" for n in range(1, 15)]
    assert [row[1] for row in table.rows] == [row["seen"] for row in rows("evidence.csv")] and len(cards()) == 14


def test_index_at_once() -> None:
    """Does the index come with the ninth score, and does blank take it away again?"""
    workbook = begin("E1")
    assert "Score a pair" in notes(load_panel("e1_scores"), workbook)
    for n, pair in enumerate([one.id for one in guide().index.pairs][:9], 1):
        workbook = did(workbook, "e1_scores", (at("orientation", "answers", pair), "1"))
        assert ("Index 0.25" in notes(load_panel("e1_scores"), workbook)) == (n == 9)
    workbook = did(workbook, "e1_scores", (at("orientation", "answers", "T01"), "blank"))
    assert "8 of 12 pairs are scored; the index needs 9." in notes(load_panel("e1_scores"), workbook)


def test_cards_in_use() -> None:
    """Are cards that no score names listed, and is the last one gone from the list?"""
    assert "Cards not named beside a score: 4, 12, 14." in notes(load_panel("e1_scores"), scored(begin("E1")))
    all_of_them = did(scored(begin("E1")), "e1_scores", (at("orientation", "evidence", "T01"), "cards 1, 4, 12 and 14"))
    assert "Each card is named beside a score." in notes(load_panel("e1_scores"), all_of_them)


def test_picture_says_what_it_shows() -> None:
    """Do picture and text show score and cards of a pair, and that a pair has no score?"""
    found: Picture = profile(e1.model().orientation)
    assert "can do (0) to services grow from what customers need (4): 1 of 4, cards 13." in found.text
    assert "in a network (4): not scored." in found.text and found.svg.count("<circle") == 11 and ">13</text>" in found.svg


def test_scores_stand_in_their_places() -> None:
    """Does the dot of 0 stand at the left end of its line, that of 4 at the right one, and that of 2 in the middle?"""
    svg = profile(Orientation({"T01": 0, "T02": 4, "T03": 2})).svg
    dots = [float(one) for one in re.findall(r'<circle cx="([\d.]+)"', svg)]
    assert dots[0] < dots[2] < dots[1] and dots[2] - dots[0] == dots[1] - dots[2]
    assert re.search(rf'points="{dots[0]:g},[\d.]+ {dots[1]:g},', svg)


def test_tick_and_card() -> None:
    """Does a card tick its trait, a second tick keep the text, and taking the tick away take it out, and no other?"""
    workbook = did(begin("E1"), "e1_traits", (at("orientation", "traits_seen", "X5"), "card 9"), (at("#seen", "X2"), ["seen"]),
                   (at("#seen", "X5"), ["seen"]), (at("orientation", "traits_seen", "X1"), ""))
    assert workbook.orientation.traits_seen == {"X5": "card 9", "X2": ""}
    assert "Traits seen: 2 of 7. Without a card: 1." in notes(load_panel("e1_traits"), workbook)
    assert did(workbook, "e1_traits", (at("#seen", "X5"), [])).orientation.traits_seen == {"X2": ""}


def test_causes_and_remedies_to_choose() -> None:
    """Can all nine causes and all principles and services be chosen, whatever was seen, so that the list says nothing?"""
    for workbook in (begin("E1"), seen(begin("E1")), solved()):
        lists = [one for one in flat(load_panel("e1_causes").draw(workbook)) if isinstance(one, Select)]
        assert [len(one.options) for one in lists] == [9, 33, 9, 33]


def test_same_cause_twice() -> None:
    """Is a cause that is named twice said, and only then?"""
    once = caused(begin("E1"))
    assert "same one" not in notes(load_panel("e1_causes"), once)
    assert "same one" in notes(load_panel("e1_causes"), did(once, "e1_causes", (at("values", "e1-cause-2"), "RC7")))


def test_meaning_of_what_is_chosen() -> None:
    """Does the page say what a chosen principle asks, and what a chosen service does?"""
    said = notes(load_panel("e1_causes"), caused(begin("E1")))
    assert "**Challenge**" in said and "**Organisational change support**" in said


@pytest.mark.parametrize("value", ["RC99", 7, ["RC1"], "more discipline"])
def test_only_what_the_list_has(value: object) -> None:
    """Is a cause that the list does not have refused in words?"""
    with pytest.raises(ValueError, match="Choose one"):
        load_panel("e1_causes").change(begin("E1"), at("values", "e1-cause-1"), value)
