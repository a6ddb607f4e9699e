"""Teams at work: who works with whom, the one workbook of a team for each exercise, and the hand-in."""
