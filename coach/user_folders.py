"""The program's folders for the user's data, on this computer only."""

import os
from pathlib import Path

import platformdirs

PROGRAM = "stretch-coach"
FOLDER_VARIABLE = "COACH_DATA"
CONFIG_VARIABLE = "COACH_CONFIG"


def data_folder() -> Path:
    """The folder for data kept between sessions: ``COACH_DATA``, or this system's folder for program data."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else platformdirs.user_data_path(PROGRAM, appauthor=False)


def settings_file() -> Path:
    """The settings: in the folder that ``COACH_CONFIG`` names, or in this system's folder for configuration."""
    named = os.environ.get(CONFIG_VARIABLE)
    return (Path(named) if named else platformdirs.user_config_path(PROGRAM, appauthor=False)) / "settings.toml"


def log_folder() -> Path:
    """The folder for debug logs."""
    return platformdirs.user_log_path(PROGRAM, appauthor=False)


def own_routines() -> Path:
    """The person's own routine files; the folder need not exist."""
    return data_folder() / "routines"
