"""The engine of a session: events in, actions out; it has no clock, no camera and no voice of its own."""
