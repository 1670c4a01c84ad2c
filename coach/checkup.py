"""``coach doctor``: checks every part of the machine that the coach needs."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from coach.check import Check
from coach.user_folders import PROGRAM


def checks(model: Path | None = None) -> Iterator[Check]:
    """The checks, run one at a time since each may take a second. A failing check never stops the others."""
    from coach.machine_checks import checks as machine_checks
    from coach.view.qt import screen_check
    from coach.vision.vision_checks import checks as vision_checks
    from coach.voice.doctor import checks as voice_checks

    yield Check("Python", True, sys.version.split()[0])
    yield from machine_checks(platformdirs.user_cache_path(PROGRAM, appauthor=False), os.environ)
    yield from vision_checks(model=model)
    yield from voice_checks()
    yield screen_check()


def voice_checks(language: str = "en") -> Iterator[Check]:
    """Lists the voices and speaks a sentence."""
    from coach.languages.texts import Texts
    from coach.voice.doctor import speak_sample
    from coach.voice.pace import VoiceSettings
    from coach.voice.renderer import list_voices

    for voice in list_voices():
        yield Check("voice", True, f"{voice.id} ({voice.name})")
    yield speak_sample(VoiceSettings(), language, Texts(language).get("session.sample"))
