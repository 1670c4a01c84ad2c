"""Turns pictures into poses: sources, the pose model, the tracking thread."""
