"""The scripts of a session: generators that run in order and wait for events."""
