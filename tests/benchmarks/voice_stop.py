"""How fast the coach falls silent, and how fast it starts: ``python tests/benchmarks/voice_stop.py [TRIALS]``.

Plays real speech to a PulseAudio null sink, records its monitor and compares the time of ``cut`` with the arrival of
the last loud sample. The recording arrives a little later than the sound, so the figures are pessimistic.
"""

import contextlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent / "voice"))

import pulse
from engines import engine

from coach.languages.texts import Texts
from coach.resources import resource_path
from coach.routine.loader import load
from coach.routine.plan import plan
from coach.session.actions import Priority
from coach.voice.audio_speaker import AudioSpeaker
from coach.voice.cue_sheet import cue_sheet
from coach.voice.pace import VoiceSettings
from coach.voice.player import Player
from coach.voice.renderer import Renderer
from coach.voice.speaker import Utterance

TEXT = "Lie on your back, knees bent, feet flat on the floor."
SETTINGS = VoiceSettings(volume=1.0)
LOUD = 200
HEARD_WITHIN_S = 5.0


def main() -> None:
    trials = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    if not pulse.HERE:
        raise SystemExit(pulse.WHY_NOT)
    with tempfile.TemporaryDirectory() as folder, pulse.pulse_server() as server:
        render_all(Path(folder))
        measure("as the machine is", server, Path(folder), trials)
        with busy(2):
            measure("two busy processes", server, Path(folder), trials // 4)
        measure("speech engine hangs", server, Path(folder), trials // 4, hang=True)


def render_all(folder: Path) -> None:
    """Every cue of the daily routine, as at the start of a session with an empty cache."""
    routine = load(resource_path("routines", "daily.yaml")).routine
    sentences = cue_sheet(plan(routine), Texts("en"))
    renderer = Renderer(SETTINGS, "en", folder=folder)
    begin_s = time.monotonic()
    renderer.want([*sentences, TEXT])
    while not all(renderer.clip(sentence) for sentence in [*sentences, TEXT]):
        time.sleep(0.01)
    took_s = time.monotonic() - begin_s
    renderer.close()
    print(f"rendering the daily routine's {len(sentences)} cues: {took_s:.2f} s, "
          f"{1000 * took_s / len(sentences):.0f} ms each")  # fmt: skip


def measure(name: str, server: pulse.Pulse, folder: Path, trials: int, hang: bool = False) -> None:
    rendered = Renderer(SETTINGS, "en", folder=folder)
    speaker = AudioSpeaker(SETTINGS, "en", player=Player(1.0), renderer=rendered)
    recording = pulse.Recording(server)
    recording.wait_for_data()
    if hang:
        hanging = Renderer(SETTINGS, "de", folder=folder, command=engine("hangs", folder), cue_limit_s=60)
        hanging.want(["x"])
    begins, stops = zip(*(trial(speaker, recording, number) for number in range(trials)), strict=True)
    if hang:
        hanging.close()
    speaker.close()
    recording.stop()
    for what, seconds in (("ask to first sound", begins), ("stop to silence", stops)):
        ms = 1000 * np.array(seconds)
        print(
            f"{name}, {what}: median {np.median(ms):.0f}, p90 {np.percentile(ms, 90):.0f}, "
            f"max {ms.max():.0f} ms ({trials} trials)"
        )


def trial(speaker: AudioSpeaker, recording: pulse.Recording, number: int) -> tuple[float, float]:
    recording.forget()
    asked_s = time.monotonic()
    speaker.say(Utterance(number, TEXT, Priority.PHASE), asked_s)
    while recording.first_loud_s(over=LOUD) is None:
        if time.monotonic() > asked_s + HEARD_WITHIN_S:
            raise SystemExit(f"trial {number}: nothing was heard; {speaker.trouble or 'the speaker knows no reason'}")
        time.sleep(0.002)
    begin_s = recording.first_loud_s(over=LOUD) or asked_s
    time.sleep(0.15 + 0.3 * random.random())
    stop_s = time.monotonic()
    speaker.cut(stop_s)
    time.sleep(0.2)
    last_s = recording.last_loud_s(over=LOUD) or stop_s
    return begin_s - asked_s, max(0.0, last_s - stop_s)


@contextlib.contextmanager
def busy(processes: int) -> Iterator[None]:
    loops = [subprocess.Popen([sys.executable, "-c", "while True: sum(range(10000))"]) for _ in range(processes)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


if __name__ == "__main__":
    main()
