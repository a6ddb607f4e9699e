"""Development plan of the PMO's people, and the ideal team derived from its services."""

from pmo_course_lib.domain.development.plan import (
    Competence,
    DevelopmentPlan,
    Line,
    Person,
    RankedGap,
    competences,
    guide,
    ranked_gaps,
    unfinished,
)
from pmo_course_lib.domain.development.team import TeamNeed, TeamRow, team_needs, team_view

__all__ = [
    "Competence", "DevelopmentPlan", "Line", "Person", "RankedGap", "TeamNeed", "TeamRow", "competences", "guide", "ranked_gaps",
    "team_needs", "team_view", "unfinished",
]
