"""The process that creates speech files: ``python -m coach.voice.render_child``.

It reads one JSON object a line (``text``, ``path``, ``voice``, ``rate_wpm``, ``language``), and answers each with
``{"done": path}`` or ``{"failed": why}``. Its first line is ``{"ready": true, "voices": [...]}``. Speech engines hang,
crash, print and leave half-written files; all of that stays in this process, where it can be killed.
"""

import ctypes
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, cast

from coach.child import private_answers
from coach.voice.wavfile import is_whole_wav

WHOLE_WITHIN_S = 3.0
"""One engine returned 0.3 s before its file was complete."""
GIVE_UP_S = 30.0
"""A child whose parent died while the engine hung ends itself after this."""


class SpeechEngine(Protocol):
    """The used part of pyttsx3's engine."""

    def getProperty(self, name: str) -> Any: ...  # noqa: ANN401, N802 (pyttsx3's own signature)

    def setProperty(self, name: str, value: object) -> None: ...  # noqa: N802

    def save_to_file(self, text: str, filename: str) -> None: ...

    def runAndWait(self) -> None: ...  # noqa: N802


def main() -> None:
    os.umask(0o077)  # only this user can read what it writes
    answer = private_answers()
    try:
        engine = _open_engine()
    except (ImportError, OSError, RuntimeError, AttributeError) as error:
        answer({"ready": False, "why": f"{type(error).__name__}: {error}"})
        return
    voices = [
        {"id": str(voice.id), "name": str(voice.name), "languages": [str(name) for name in voice.languages or []]}
        for voice in engine.getProperty("voices")
    ]
    default = str(engine.getProperty("voice"))
    answer({"ready": True, "voices": voices})
    for line in sys.stdin:
        order = json.loads(line)
        watch = threading.Timer(GIVE_UP_S, os._exit, args=(3,))
        watch.daemon = True
        watch.start()
        order["voice"] = order.get("voice") or choose_voice(voices, default, order["language"])
        answer(_render(engine, order))
        watch.cancel()


def choose_voice(voices: Sequence[dict[str, Any]], default: str, language: str) -> str:
    """The engine's own default if it speaks ``language``, else the nearest voice, else the default."""
    wanted = language.lower()

    def spoken(voice: dict[str, Any]) -> list[str]:
        return [name.lower().replace("_", "-").strip("\x05") for name in voice["languages"]]

    def first(fits: Callable[[str], bool]) -> str | None:
        return next((str(voice["id"]) for voice in voices if any(fits(name) for name in spoken(voice))), None)

    tongue = wanted.split("-")[0]
    for voice in voices:
        if voice["id"] == default and any(name.split("-")[0] == tongue for name in spoken(voice)):
            return default
    return first(lambda name: name == wanted) or first(lambda name: name.split("-")[0] == tongue) or default


def _open_engine() -> SpeechEngine:
    if sys.platform == "linux":
        _load_bundled_espeak()
    import pyttsx3

    return cast(SpeechEngine, pyttsx3.init())


def _load_bundled_espeak() -> None:
    """Puts the wheel's library where pyttsx3 looks for it by name; without the wheel the system's is used."""
    try:
        import espeakng_loader
    except ImportError:
        return
    here = Path(espeakng_loader.__file__).parent
    os.environ["ESPEAK_DATA_PATH"] = str(here / "espeak-ng-data")
    ctypes.CDLL(str(here / "libespeak-ng.so.1"), mode=ctypes.RTLD_GLOBAL)


def _render(engine: SpeechEngine, order: dict[str, Any]) -> dict[str, Any]:
    target = Path(order["path"])
    part = target.with_name(f"{target.stem}.{os.getpid()}.part.wav")
    try:
        engine.setProperty("voice", order["voice"])
        engine.setProperty("rate", order["rate_wpm"])
        engine.save_to_file(order["text"], str(part))
        engine.runAndWait()
        if not _wait_until_whole(part):
            return {"failed": "the speech engine wrote no complete sound file"}
        part.replace(target)
    except (OSError, RuntimeError, ValueError, KeyError, AttributeError) as error:
        return {"failed": f"{type(error).__name__}: {error}"}
    finally:
        part.unlink(missing_ok=True)
    return {"done": str(target)}


def _wait_until_whole(part: Path) -> bool:
    until = time.monotonic() + WHOLE_WITHIN_S
    while time.monotonic() < until:
        if is_whole_wav(part) or (sys.platform == "darwin" and _from_aiff(part)):
            return True
        time.sleep(0.01)
    return False


def _from_aiff(part: Path) -> bool:
    """Converts the file that macOS writes, AIFF whatever the name says, to WAV with the system's converter once it is
    complete."""
    if not part.exists() or part.read_bytes()[:4] != b"FORM":
        return False
    made = part.with_suffix(".converted")
    done = subprocess.run(
        ["afconvert", "-f", "WAVE", "-d", "LEI16@22050", str(part), str(made)], check=False, capture_output=True
    )
    if done.returncode == 0:
        made.replace(part)
    return is_whole_wav(part)


if __name__ == "__main__":
    main()
