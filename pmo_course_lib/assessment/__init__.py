"""Exam items, forms, attempts and scoring: pure models and rules, no Jupyter."""
