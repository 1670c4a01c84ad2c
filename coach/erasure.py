"""Deletes what the program keeps about a person on this computer, and reports what was deleted."""

import shutil
from pathlib import Path

from coach.errors import InputError
from coach.record.database import NAME, Database
from coach.record.json_files import ASIDE, NAMES
from coach.user_folders import data_folder, log_folder, own_routines, settings_file


def traces(*, routines: bool = False, settings: bool = False) -> list[Path]:
    """What there is to delete: kept sessions, spoken sentences and debug logs; the person's own routines and the
    settings only on request."""
    from coach.voice.renderer import cache_dir

    data = data_folder()
    stem = Path(NAME).stem
    of_earlier_versions = (data / stem, *(data / f"{name}.json" for name in NAMES), data / ASIDE)
    found = [*sorted(data.glob(f"{stem}.*")), *of_earlier_versions, cache_dir(), log_folder()]
    found += [own_routines()] if routines else []
    found += [settings_file()] if settings else []
    return [path for path in found if path.exists()]


def erase(*, routines: bool = False, settings: bool = False) -> list[Path]:
    """Deletes the traces; returns them. Raises InputError, with what is left, if something cannot be deleted."""
    found = traces(routines=routines, settings=settings)
    stuck: list[str] = []
    try:
        Database(data_folder()).forget()
    except OSError as error:
        stuck.append(_why(error))
    stuck += [why for path in found if (why := _removed(path)) is not None]
    if stuck:
        raise InputError(f"{'; '.join(stuck)}: cannot be deleted; close what uses it, or delete it yourself")
    return found


def _removed(path: Path) -> str | None:
    """Deletes a file or a folder; returns why not."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        return _why(error)
    return None


def _why(error: OSError) -> str:
    return f"{error.filename} ({error.strerror})"
