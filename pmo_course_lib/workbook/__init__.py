"""The participant's or team's own document: what was decided in every module, saved on every change."""
