"""Where this system keeps a user's data of the program; every folder is on this computer only."""

import os
from pathlib import Path

import platformdirs

PROGRAM = "stretch-coach"
FOLDER_VARIABLE = "COACH_DATA"


def data_folder() -> Path:
    """What is kept between sessions: ``COACH_DATA``, or where this system keeps a user's program data."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else platformdirs.user_data_path(PROGRAM, appauthor=False)


def own_routines() -> Path:
    """The person's own routine files; the folder need not exist."""
    return platformdirs.user_data_path(PROGRAM, appauthor=False) / "routines"
