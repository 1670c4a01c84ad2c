"""Pictures become poses: sources, the pose model, the tracking thread."""
