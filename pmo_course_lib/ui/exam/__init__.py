"""The exam page."""
