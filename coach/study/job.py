"""One recording to review, and what the review needs; the same on this machine and on another."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from coach.routine.plan import Plan
from coach.study.fingerprints import Fingerprints

LIMIT_S = 3600.0
"""A slow laptop reviews ten minutes of recording in less than ten minutes [J]."""
MEMORY_MB = 2000
"""A recording of 640 x 480 takes about 400 MB of memory, a large one 1000 MB."""
LEAST_MEMORY_MB = 600

_PLAN = TypeAdapter(Plan)
_KNOWN = TypeAdapter(Fingerprints)


@dataclass(frozen=True)
class Job:
    """A recording and its routine."""

    file: Path
    plan: Plan
    model: Path
    known: Fingerprints
    """The program and the model that must produce the result."""
    limit_s: float = LIMIT_S
    """Longest time for this recording."""
    memory_mb: int = MEMORY_MB
    """Memory limit for this recording."""

    def message(self) -> dict[str, Any]:
        """The job as plain values that JSON can hold."""
        return {
            "file": os.fspath(self.file),
            "plan": _PLAN.dump_python(self.plan, mode="json"),
            "model": os.fspath(self.model),
            "known": _KNOWN.dump_python(self.known, mode="json"),
            "limit_s": self.limit_s,
            "memory_mb": self.memory_mb,
        }

    @classmethod
    def of(cls, message: Mapping[str, Any]) -> "Job":
        """The job that a message describes."""
        return cls(
            Path(message["file"]),
            _PLAN.validate_python(message["plan"]),
            Path(message["model"]),
            _KNOWN.validate_python(message["known"]),
            message["limit_s"],
            message["memory_mb"],
        )
