"""JupyterLab's course face: a hand-written extension, settings, and the launcher."""
