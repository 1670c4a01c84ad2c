"""``coach doctor``: every part of the machine that the coach needs, looked at in turn."""

import sys
from collections.abc import Iterator
from pathlib import Path

from coach.doctor import Check


def checks(model: Path | None = None) -> Iterator[Check]:
    """One after the other, as each may take a second. A missing part never ends the others."""
    from coach.vision.doctor import checks as vision_checks
    from coach.voice.doctor import checks as voice_checks

    yield Check("Python", True, sys.version.split()[0])
    yield from vision_checks(model=model)
    yield from voice_checks()
