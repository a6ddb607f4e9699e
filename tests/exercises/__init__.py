"""Tests of the team exercises."""
