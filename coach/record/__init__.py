"""What is kept of a session: the event log."""
