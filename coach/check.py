"""One check of ``coach doctor``, and what to do if it fails."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    name: str
    ok: bool
    detail: str
    """What was found."""
    hint: str = ""
    """What to do about it; empty if the check passes."""
    optional: bool = False
    """The coach works without it."""
