"""A voice coach for gentle stretches: it watches, counts only time in the pose, and stops when told to."""

__version__ = "0.1.0"
