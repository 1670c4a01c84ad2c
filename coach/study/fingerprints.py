"""What a result depends on in addition to the recording and its routine: the program and the pose model."""

import hashlib
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coach import __version__
from coach.resources import resource_path

_CODE = Path(__file__).resolve().parents[1]
_SUFFIXES = frozenset({".py", ".toml"})


@dataclass(frozen=True)
class Fingerprints:
    """The program and the model."""

    version: str
    """Version of the program."""
    program_sha256: str
    model_sha256: str

    @classmethod
    def of(cls, model: Path) -> "Fingerprints":
        """The fingerprints of this installation with this bundle. Raises OSError."""
        return cls(__version__, program_sha256(), file_sha256(model))


@cache
def program_sha256() -> str:
    """The fingerprint of every source file, sentence and fitted weight of this installation, with their names."""
    digest = hashlib.sha256()
    files = {path.relative_to(_CODE).as_posix(): path for path in _CODE.rglob("*") if path.suffix in _SUFFIXES}
    if getattr(sys, "frozen", False):  # the sources are inside the program
        files["program"] = Path(sys.executable)
    files["posture.npz"] = resource_path("assets", "posture", "posture.npz")
    for name, path in sorted(files.items()):
        digest.update(f"{name} {file_sha256(path)}\n".encode())
    return digest.hexdigest()


def file_sha256(path: Path) -> str:
    """The fingerprint of the bytes of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
