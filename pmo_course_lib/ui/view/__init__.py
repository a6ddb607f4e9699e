"""Views on a document: Python says what stands on the page, the page draws it and tells what was changed."""
