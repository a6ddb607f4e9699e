"""Grading: hand-ins are read as data, scored against the key, and written into nbgrader's gradebook."""
