"""One thing looked at by ``coach doctor``, and what to do when it is not well."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    name: str
    ok: bool
    detail: str
    """What was found."""
    hint: str = ""
    """What to do about it; empty when all is well."""
    optional: bool = False
    """The coach does its work without it."""
