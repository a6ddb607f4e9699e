"""E1: diagnoses of the Health PMO."""

from __future__ import annotations

from attrs import evolve

from pmo_course_lib.domain.orientation import Orientation
from pmo_course_lib.workbook.model import Workbook
from tests.exercises.solutions import team

SCORES = {"T01": 0, "T02": 1, "T03": 0, "T04": 1, "T05": 0, "T06": 1, "T07": 0, "T08": 0, "T09": 1, "T11": 3, "T12": 1}
CARDS = {"T01": 1, "T02": 2, "T03": 3, "T04": 13, "T05": 5, "T06": 6, "T07": 7, "T08": 8, "T09": 9, "T11": 10, "T12": 11}


def model() -> Workbook:
    """Each score with its card, three traits, two causes with what would remove them."""
    seen = {"X2": "Cards 4 and 7: a page that nobody asked for; two registers that nobody opened.",
            "X5": "Card 9: the head of the division is met about overdue forms only.",
            "X6": "Card 14: nineteen keep a spreadsheet of their own."}
    state = Orientation(SCORES, {pair: f"card {card}: as it says" for pair, card in CARDS.items()}, traits_seen=seen)
    start = team("E1", {"e1-why-1": "Nobody asked what the figures are for, since the office was set up to control.",
                        "e1-why-2": "The form was built on what the tool could hold."},
                 {"e1-cause-1": "RC7", "e1-remedy-1": "P4", "e1-cause-2": "RC3", "e1-remedy-2": "S7"})
    return evolve(start, orientation=state)


def weak() -> Workbook:
    """Fair scores, a few too kind; some cards are missing or wrong, and a cause has the wrong principle."""
    scores = SCORES | {"T06": 2, "T12": 3, "T05": 2}
    shown = {pair: f"Card {card}" for pair, card in CARDS.items() if pair not in ("T03", "T08", "T12")} | {"T03": "card 12"}
    state = Orientation(scores, shown, traits_seen={"X5": "card 1", "X4": "It looks like it.", "X6": "card 14"})
    return evolve(team("E1", values={"e1-cause-1": "RC7", "e1-remedy-1": "P4", "e1-cause-2": "RC3", "e1-remedy-2": "P1"}),
                  orientation=state)


def confused() -> Workbook:
    """The office as it would like to be seen: complete, traceable, praised by auditors."""
    state = Orientation(dict.fromkeys(SCORES, 3), dict.fromkeys(SCORES, "card 12"), traits_seen={"X7": "", "X4": "card 12"})
    return evolve(team("E1", values={"e1-cause-1": "more discipline", "e1-cause-2": "RC8", "e1-remedy-2": "a new form"}),
                  orientation=state)
