"""Discussion T7: who else can run it."""

from __future__ import annotations

from pmo_course_lib.ui.modules.discussion import discussion

PANEL = discussion(
    "T7", "Who else can run it?",
    "Name a service that one person runs. Tell your neighbour what would happen in the first week of that "
    "person's leave. Your neighbour asks for the page on which it is written.",
    6, "When was one of your runbooks last used by somebody who did not write it?",
    (("quarter", "This quarter"),
     ("year", "This year"),
     ("never", "Never"),
     ("none", "There is no runbook")),
    "Which runbook will be tried, by whom, and when?",
)
