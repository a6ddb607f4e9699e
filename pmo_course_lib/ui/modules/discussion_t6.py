"""Discussion T6: which figure would fool a customer."""

from __future__ import annotations

from pmo_course_lib.ui.modules.discussion import discussion

PANEL = discussion(
    "T6", "Which figure would fool a customer?",
    "One of you argues that the service kept its promise, the other that it did not, both from **the same log**. "
    "Find two figures each. Then agree on the one that you would show.",
    7, "Which figure fools most easily?",
    (("mean", "The mean time"),
     ("attainment", "Attainment without the near misses"),
     ("satisfaction", "Satisfaction without the response rate"),
     ("count", "The number of requests")),
    "Which figure will you add to your next report, and which will you take out?",
)
