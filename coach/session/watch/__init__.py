"""The evaluation of looks at a body: the hold clock, form errors, and what is visible."""
