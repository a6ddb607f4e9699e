"""What comes out of an exam: table, CSV, spreadsheet, personal feedback, the instructor's notebook."""
