"""The home window: what is done before and after sessions. Its host gives it data and does the work."""
