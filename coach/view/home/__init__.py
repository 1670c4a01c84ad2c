"""The home window, for everything before and after sessions. Its host gives it data and does the work."""
