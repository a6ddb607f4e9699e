"""Discussion T8: what will you end."""

from __future__ import annotations

from pmo_course_lib.ui.modules.discussion import discussion

PANEL = discussion(
    "T8", "What will you end?",
    "In pairs: each names **one service** that few use and nobody dares to end. The other plays its most faithful "
    "reader, and says what is really used of it.",
    6, "What keeps it alive?",
    (("reader", "One powerful reader"),
     ("habit", "Habit: it was always there"),
     ("fear", "Fear that somebody complains"),
     ("unknown", "Nobody knows who uses it")),
    "What would you keep of it, in which form, and what would end?",
)
