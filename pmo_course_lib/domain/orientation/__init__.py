"""Inward- or outward-looking: index, power and interest, traits and root causes, words of success, Spirit of Agile."""

from pmo_course_lib.domain.orientation.index import Reading, band, missing, orientation_index, position, read, to_outward
from pmo_course_lib.domain.orientation.model import (
    AgileMeasure,
    Band,
    Cause,
    Contrast,
    Guide,
    Orientation,
    Pair,
    Position,
    Trait,
    Word,
    guide,
)
from pmo_course_lib.domain.orientation.parts import Fact, Item, keyed
from pmo_course_lib.domain.orientation.structure import Suspect, suspects
from pmo_course_lib.domain.orientation.success import Sphere, first_unproven, lead_time, renewal_rate, success_share

__all__ = [
    "AgileMeasure", "Band", "Cause", "Contrast", "Fact", "Guide", "Item", "Orientation", "Pair", "Position", "Reading",
    "Sphere", "Suspect", "Trait", "Word", "band", "first_unproven", "guide", "keyed", "lead_time", "missing",
    "orientation_index", "position", "read", "renewal_rate", "success_share", "suspects", "to_outward",
]
