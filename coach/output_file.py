"""Writes the output file of a command; it never overwrites a routine or an event log."""

from pathlib import Path

from coach.errors import InputError
from coach.record.event_log import is_event_log
from coach.record.files import write_whole


def write_output(file: Path, text: str, *, private: bool = False) -> None:
    """Write ``file``. ``private``: the text concerns somebody's health, so only this user can read the file.

    Raises InputError if it cannot be written, or if a routine or a session would be overwritten.
    """
    if file.suffix.lower() in (".yaml", ".yml") and file.exists():
        raise InputError(f"{file}: looks like a routine file and would be overwritten; name another file")
    if is_event_log(file):
        raise InputError(f"{file}: looks like an event log and would be overwritten; name another file")
    try:
        if private and (file.is_file() or not file.exists()):
            write_whole(file.resolve(), text)
        else:
            file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file}: cannot be written ({error.strerror}); name another file") from error
