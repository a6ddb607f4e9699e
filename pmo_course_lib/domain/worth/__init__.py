"""The PMO's worth: value statement, measures that mislead, repeated numbers and survey figures."""

from pmo_course_lib.domain.worth.claims import Citation, Claim, claims, questions, seen_in
from pmo_course_lib.domain.worth.metrics import Change, Metric, Verdict, advice, change, metrics, uptake
from pmo_course_lib.domain.worth.statement import Guide, ValueStatement, completeness, guide, sentences, unanswered
from pmo_course_lib.domain.worth.survey import Disagreement, Figure, Series, disagreements, figures, prevalence

__all__ = [
    "Change", "Citation", "Claim", "Disagreement", "Figure", "Guide", "Metric", "Series", "ValueStatement", "Verdict", "advice",
    "change", "claims", "completeness", "disagreements", "figures", "guide", "metrics", "prevalence", "questions", "seen_in",
    "sentences", "unanswered", "uptake",
]
