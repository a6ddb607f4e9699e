"""The class server: one Voilà for the whole class, with a personal link for each candidate."""
