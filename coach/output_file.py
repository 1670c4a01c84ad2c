"""Writes the output file of a command; it never overwrites a file of another kind."""

from pathlib import Path

from coach.errors import InputError
from coach.record.files import write_whole


def write_output(file: Path, text: str, *, begins: str, private: bool = False) -> None:
    """Write ``file``. ``private``: the text concerns the person's health, so only this user can read the file.

    ``begins``: the beginning of every file of this kind; a file that begins differently is not overwritten.

    Raises InputError if it cannot be written, or if a file of another kind would be overwritten.
    """
    if not text.replace("\r\n", "\n").startswith(begins):
        raise ValueError(f"a text that does not begin with {begins!r}")
    try:
        if file.is_file() and not _is_kind(file, begins):
            raise InputError(f"{file}: a file of another kind would be overwritten; name another file")
        if file.is_file() or not file.exists():
            write_whole(file.resolve(), text, private=private)
        else:  # a device or a pipe
            file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{file}: cannot be written ({error.strerror}); name another file") from error


def _is_kind(file: Path, begins: str) -> bool:
    """Whether a regular file is empty or begins this way, whatever its line endings. Raises OSError."""
    with file.open("rb") as stream:
        found = stream.read(2 * len(begins)).replace(b"\r\n", b"\n")
    return not found or found.startswith(begins.encode())
