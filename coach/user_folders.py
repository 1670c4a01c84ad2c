"""The user's data folders of the program, on this computer only."""

import os
from pathlib import Path

import platformdirs

PROGRAM = "stretch-coach"
FOLDER_VARIABLE = "COACH_DATA"


def data_folder() -> Path:
    """The folder of what is kept between sessions: ``COACH_DATA``, or this system's folder for program data."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else platformdirs.user_data_path(PROGRAM, appauthor=False)


def log_folder() -> Path:
    """Where a debug log goes."""
    return platformdirs.user_log_path(PROGRAM, appauthor=False)


def own_routines() -> Path:
    """The person's own routine files; the folder need not exist."""
    return platformdirs.user_data_path(PROGRAM, appauthor=False) / "routines"
