"""Discussion T5: who answers for it."""

from __future__ import annotations

from pmo_course_lib.ui.modules.discussion import discussion

PANEL = discussion(
    "T5", "Who answers for it?",
    "Stand at the map with somebody from another organisation. Each points at **one service** that two offices "
    "provide. Who answers when it fails, and who decides which office keeps it?",
    6, "Where does your map hurt most?",
    (("overlap", "Two offices do the same"),
     ("gap", "A need that nobody meets"),
     ("single", "A service that rests on one person"),
     ("police", "A relation that feels like police")),
    "Whom would you talk to first, and about which line of the map?",
)
