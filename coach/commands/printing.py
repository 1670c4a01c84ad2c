"""Printing for the commands: errors on standard error, and lines as wide as the terminal."""

import shutil

import click


def complain(message: str, status: int) -> int:
    """Print an error; mistakes in a routine are one line each and name their file. Returns ``status``."""
    click.echo(message, err=True)
    return status


def columns() -> int:
    """The terminal's width in characters."""
    return shutil.get_terminal_size((110, 24)).columns
