"""A therapist's file becomes a Routine; a Routine becomes a plan of steps."""

import os

# No other package's pydantic plugin shall see a therapist's file; it also spares a search through all that is installed.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
