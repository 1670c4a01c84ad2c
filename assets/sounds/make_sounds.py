"""Makes the safety lines as sound files: ``python assets/sounds/make_sounds.py`` (needs ffmpeg for the MP3s).

Every sentence under ``stop`` and ``way_out`` of every language, spoken by this machine's speech engine at the default
rate, so that they can be played without an installed engine. Run it again whenever one of these sentences changes.
"""

import json
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from coach.languages.folders import languages
from coach.languages.texts import Texts
from coach.session.safety import emergency_numbers
from coach.voice.pace import VoiceSettings
from coach.voice.renderer import Renderer
from coach.voice.shipped import INDEX

HERE = Path(__file__).parent
GROUPS = ("stop.", "way_out.")
NUMBERS = tuple(sorted({"112", *emergency_numbers.NUMBERS.values()}))
"""Emergency numbers to insert into sentences with ``{number}``."""
PATIENCE_S = 60.0
BITRATE = "32k"


def lines(texts: Texts) -> Iterator[tuple[str, str]]:
    """(name of the file, sentence) of everything that must be spoken."""
    for key in filter(lambda key: key.startswith(GROUPS), texts.keys()):
        if "{number}" in texts.raw(key):
            for number in (*NUMBERS, texts.get("emergency.somewhere")):
                yield f"{key}.{'-'.join(re.findall(r'[0-9]+', number))}.mp3", texts.get(key, number=number)
        else:
            yield f"{key}.mp3", texts.get(key)


def spoken(renderer: Renderer, text: str) -> Path:
    until = time.monotonic() + PATIENCE_S
    renderer.hurry(text)
    while (clip := renderer.clip(text)) is None:
        if time.monotonic() > until or renderer.cannot(text):
            raise SystemExit(f"cannot speak {text!r}: {renderer.why}")
        time.sleep(0.01)
    return clip


def make(language: str) -> None:
    folder = HERE / language
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.mp3"):
        old.unlink()
    with tempfile.TemporaryDirectory() as work:
        renderer = Renderer(VoiceSettings(), language, folder=Path(work))
        for name, text in lines(Texts(language)):
            compress(spoken(renderer, text), folder / name)
        renderer.close()
    index = {text: name for name, text in lines(Texts(language))}
    (folder / INDEX).write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def compress(clip: Path, target: Path) -> None:
    command = ["ffmpeg", "-v", "error", "-y", "-i", str(clip), "-ac", "1", "-b:a", BITRATE, "-map_metadata", "-1"]
    subprocess.run([*command, str(target)], check=True)


if __name__ == "__main__":
    for one in languages():
        make(one)
