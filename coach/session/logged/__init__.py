"""The event log: one class an event, by subject. What the engine logs is written, and read back, as these."""
