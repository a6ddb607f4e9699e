"""Team exercises in nbgrader: checks by rules, criteria by a person, one mark for all members of a team."""
