"""The rules, a module for each exercise: pure functions from a workbook to what was found."""

from pmo_course_lib.exercises.checks import define, diagnose, ending, review, select, sla_lab, topology
from pmo_course_lib.exercises.found import Rule

CHECKS: dict[str, dict[str, Rule]] = {
    "E1": diagnose.CHECKS, "E2": select.CHECKS, "E3": define.CHECKS, "E4": topology.CHECKS, "E5": sla_lab.CHECKS,
    "E6": review.CHECKS, "E7": ending.CHECKS}
