"""A therapist's file becomes a Routine; a Routine becomes a plan of steps."""

import os

# No other package's pydantic plugin shall see a therapist's file; and it spares a search through the disk.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
