"""The scripts of a session: generators that say what comes next, in order, and wait for events."""
