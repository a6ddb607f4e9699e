"""E6: reviews of the idea and demand intake."""

from __future__ import annotations

from pmo_course_lib.workbook.model import Workbook
from pmo_course_lib.workbook.plain import Scalar
from tests.exercises.solutions import team

START = "e6-SVC-006-2026-Q2-"
ACTIONS = {"action-MS08": "Each idea gets a yes or a no with a reason: Emil Strand, 2026-09-30.",
           "action-MS11": "Ask for the three facts that are always missing: Emil Strand, 2026-08-31.",
           "action-MS13": "Raise the limit or say what waits: Nadia Benhaddou, 2026-07-28.",
           "feel": "I was thanked within the hour. Nobody measures whether the idea was decided."}
CHOSEN: dict[str, Scalar] = {
    "word": "improve", "present": "before", "looked": "attainment near workload customer", "green": "MS03", "red": "MS08",
    "cause-MS08": "measure", "cause-MS11": "customer", "cause-MS13": "volume"}


def held(chosen: dict[str, Scalar], notes: dict[str, str]) -> Workbook:
    """A review with these answers."""
    return team("E6", {START + name: text for name, text in notes.items()}, {START + name: one for name, one in chosen.items()})


def model() -> Workbook:
    """Causes, actions with a day, the customer with the figures, the watermelon."""
    return held(CHOSEN, ACTIONS)


def weak() -> Workbook:
    """The customer sees the figures there, one miss has no action and others no day; the measures are taken as they are."""
    notes = {"action-MS08": "Write nicer answers.", "action-MS11": "Better form by 2026-09-01, Emil Strand."}
    return held({**CHOSEN, "present": "there", "looked": "attainment near customer", "cause-MS13": "open",
                 "green": "MS08"}, notes)


def confused() -> Workbook:
    """97.8 per cent: all is well."""
    return held({"word": "continue", "present": "no", "looked": "attainment", "green": "MS03", "red": "MS13",
                 "cause-MS08": "open"}, {"action-MS08": "Send the form again."})
