"""The field as frozen models and pure functions: usable without a notebook, a server or a table library."""
