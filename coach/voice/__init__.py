"""Words out and words in."""
