"""What is made of the looks at a body: the hold clock, form errors, and what can be seen at all."""
