"""Discussion T3: what did you refuse last year."""

from __future__ import annotations

from pmo_course_lib.ui.modules.discussion import discussion

PANEL = discussion(
    "T3", "What did you refuse last year?",
    "In threes: each names **one request** that the PMO took although it did not fit, and what it cost. The "
    "others ask what would have happened after a no.",
    6, "How does your PMO say no today?",
    (("reason", "With a reason and a way on"),
     ("delay", "By being slow"),
     ("never", "It never does"),
     ("rule", "By a rule that nobody remembers deciding")),
    "Which request would you refuse on Monday, and what would you offer in its place?",
)
