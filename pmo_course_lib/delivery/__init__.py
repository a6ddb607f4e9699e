"""A class: cohort folder, class server, nbgrader, results. All knowledge of nbgrader is in ``delivery.grading``."""
