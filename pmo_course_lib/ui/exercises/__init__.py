"""What the team exercises show: the given material, fields for answers, what a person judges, and the team's slides."""
