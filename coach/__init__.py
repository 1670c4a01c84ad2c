"""A voice coach for gentle stretches: it watches, counts only time in the pose, and stops on request."""

__version__ = "0.1.0"
