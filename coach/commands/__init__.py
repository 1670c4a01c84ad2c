"""The commands, grouped by topic: each parses, calls and prints."""
