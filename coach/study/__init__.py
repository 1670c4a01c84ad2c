"""Reviews many recordings, on one machine or on many."""
