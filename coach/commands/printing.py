"""Printing for the commands: all their text goes through here, in lines as wide as the terminal."""

import shutil
import sys


def say(text: object, *, err: bool = False, nl: bool = True) -> None:
    """Print on standard output, or with ``err`` on standard error, without anything that moves a terminal's cursor."""
    stream = sys.stderr if err else sys.stdout
    if stream is not None:
        stream.write("".join(map(_shown, str(text))) + ("\n" if nl else ""))
        stream.flush()


def _shown(character: str) -> str:
    harmless = character.isprintable() or character in "\n\t\u00a0\u202f" or "\udc80" <= character <= "\udcff"
    return character if harmless else "?"


def complain(message: str, status: int) -> int:
    """Print an error; mistakes in a routine are one line each and name their file. Returns ``status``."""
    say(message, err=True)
    return status


def columns() -> int:
    """The terminal's width in characters."""
    return shutil.get_terminal_size((110, 24)).columns
