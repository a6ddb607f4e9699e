"""What people see and touch: a folder for each component."""
