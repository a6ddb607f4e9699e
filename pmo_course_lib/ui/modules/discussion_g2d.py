"""Discussion G2D: first step on Monday."""

from __future__ import annotations

from pmo_course_lib.ui.modules.discussion import discussion

PANEL = discussion(
    "G2D", "First step on Monday",
    "Five minutes alone, ten in pairs: name the **first step** that you can take on Monday without asking anybody. Your "
    "neighbour asks who will notice, and by when. Five minutes in the class: hear three or four.",
    20, "Who will notice your first step?",
    (("customer", "A customer"),
     ("sponsor", "A sponsor"),
     ("team", "My own team"),
     ("nobody", "Nobody yet: I choose another one")),
    "My first step, and the day on which I do it",
)
