"""PMO maturity: the course's ladder with its inflection point, beside what is public of other models."""

from pmo_course_lib.domain.maturity.assess import Bar, Maturity, Shortfall, assess, index, level, scores, services_score
from pmo_course_lib.domain.maturity.ladder import Comparison, Condition, Ladder, Level, MaturityAnswers, Scores, guide

__all__ = [
    "Bar", "Comparison", "Condition", "Ladder", "Level", "Maturity", "MaturityAnswers", "Scores", "Shortfall", "assess", "guide",
    "index", "level", "scores", "services_score",
]
