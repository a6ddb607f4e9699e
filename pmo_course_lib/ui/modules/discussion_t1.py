"""Discussion T1: would your customers notice."""

from __future__ import annotations

from pmo_course_lib.ui.modules.discussion import discussion

PANEL = discussion(
    "T1", "Would your customers notice?",
    "Tell your neighbour of **one thing** that your PMO did last month. Your neighbour asks only: who used it, "
    "and what became better for them? Then change over.",
    6, "If your PMO stopped tomorrow, who would ring first?",
    (("sponsor", "A sponsor or an executive"),
     ("manager", "A project manager"),
     ("finance", "Finance or an auditor"),
     ("nobody", "Nobody for a month")),
    "What would they miss, in their own words?",
)
