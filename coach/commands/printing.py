"""Printing for the commands: all their text goes through here, in lines as wide as the terminal."""

import os
import shutil
import sys


def say(text: object, *, err: bool = False, nl: bool = True) -> None:
    """Print on standard output, or with ``err`` on standard error, without anything that moves a terminal's cursor."""
    stream = sys.stderr if err else sys.stdout
    if stream is None:
        return
    try:
        stream.write("".join(map(_shown, str(text))) + ("\n" if nl else ""))
        stream.flush()
    except OSError:
        if not err:
            raise
        discard(2)  # the message cannot be shown, but the exit status must not change


def discard(descriptor: int) -> None:
    """Discard what is written to this output from now on; Python would report its failure again while closing it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


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
