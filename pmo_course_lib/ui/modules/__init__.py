"""The interactive views of the modules: each a ``PANEL`` that draws a workbook and changes it."""
