"""A therapist's file becomes a Routine; a Routine becomes a plan of steps."""
