"""The event log: one class for each event, by subject. The log is written from, and read back into, these classes."""
