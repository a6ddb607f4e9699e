"""Discussion G1D: which drivers move one's PMO, and which service feels them first."""

from __future__ import annotations

from pmo_course_lib.ui.modules.discussion import discussion

PANEL = discussion(
    "G1D", "Which drivers move your PMO, and which service feels them first?",
    "Ten minutes in pairs: tell your neighbour **one sign** that you have seen in the last three months, without an "
    "explanation. Your neighbour asks for the fact that tells two drivers apart. Then change over. Twenty minutes in the class: "
    "collect the drivers, and for each the service that feels it first.",
    30, "Where does the strongest driver of your PMO come from?",
    (("internal", "From an event inside: strategy, sponsor, reorganisation, people"),
     ("external", "From an event outside: market, law, technology"),
     ("issue", "From an issue of the organisation: doubt about value, delivery, tension about control"),
     ("unsure", "I have a sign, but not yet the fact that tells me")),
    "Which of your services feels it first, and how will you notice?",
)
