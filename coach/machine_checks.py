"""Checks of the places that the coach writes to: its folders, and the terminal."""

import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TextIO

from coach.check import Check
from coach.user_folders import FOLDER_VARIABLE, data_folder

LEAST_FREE_BYTES = 100 * 1024 * 1024
"""Room for the pose model, the spoken sentences and many sessions."""
SHOWN = "äöüßñ¿–…°✓"
"""Characters outside ASCII that the coach prints."""
DUMB = ("dumb", "unknown")


def checks(cache: Path, environment: Mapping[str, str], terminal: TextIO | None = sys.stdout) -> list[Check]:
    """All of them. ``cache``: the folder for files that can be recreated."""
    return [
        check_folder("data folder", data_folder(), f"allow writing there, or set another in {FOLDER_VARIABLE}"),
        check_folder("cache folder", cache, "allow writing there"),
        check_folder("temporary folder", Path(tempfile.gettempdir()), "allow writing there, or set another in TMPDIR"),
        check_terminal(terminal, environment),
    ]


def check_folder(name: str, folder: Path, hint: str) -> Check:
    """Whether files can be written there and there is room; a missing folder is not created."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    try:
        with tempfile.TemporaryFile(dir=there) as file:
            file.write(b"x")
        free = shutil.disk_usage(there).free
    except OSError as error:
        return Check(name, False, f"{folder}: {error.strerror or error}", hint)
    if free < LEAST_FREE_BYTES:
        return Check(name, False, f"{folder}: only {free // 2**20} MB are free", "free some space there")
    return Check(name, True, str(folder))


def check_terminal(terminal: TextIO | None, environment: Mapping[str, str]) -> Check:
    """Whether it can show every character and redraw its lines. The coach works without both."""
    kind, encoding = environment.get("TERM", ""), getattr(terminal, "encoding", None) or "ascii"
    if terminal is None:
        return Check("terminal", False, "none", "start the coach in a terminal to read what it says", optional=True)
    if kind.lower() in DUMB:
        hint = "captions are printed line by line; another terminal shows them in place"
        return Check("terminal", False, f"TERM={kind}", hint, optional=True)
    lacking = [character for character in SHOWN if character.encode(encoding, "ignore") == b""]
    if lacking:
        lacks = f"{encoding} lacks {len(lacking)} of {len(SHOWN)} characters"
        return Check("terminal", False, lacks, "others replace them; a terminal with UTF-8 shows all", optional=True)
    return Check("terminal", True, f"{kind or 'a terminal'}, {encoding}")
