"""Helpers for a two-day course on PMO services: content, exam, grading and class delivery.

Importing this package loads nothing else, so that a kernel stays small; import the part you need,
for example ``from pmo_course_lib.assessment.scoring import grade``.
"""

__version__ = "0.1.0"
