"""Discussion T4: could somebody order it."""

from __future__ import annotations

from pmo_course_lib.ui.modules.discussion import discussion

PANEL = discussion(
    "T4", "Could somebody order it?",
    "Read your service definition to your neighbour as if over the telephone. Your neighbour orders the service, "
    "and stops you at the first word that a customer would not use.",
    6, "Where did your neighbour stop you?",
    (("outcome", "At the outcome: it told what we do"),
     ("scope", "At the scope: what is out was missing"),
     ("order", "At how to order it"),
     ("through", "Nowhere")),
    "Which sentence will you write again?",
)
