"""What is kept of a session: the event log, the store, and what is made of them."""
