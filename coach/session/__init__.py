"""The engine of a session: events in, actions out. It has no clock, camera or voice of its own."""
