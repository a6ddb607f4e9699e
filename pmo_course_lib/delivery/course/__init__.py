"""The two days as the notebooks tell them: blocks, run sheet, and which objective is served where."""
