"""How well the coach hears "stop": ``python tests/benchmarks/voice_listen.py [--recogniser-python PYTHON] [--quick]``.

Speech comes from espeak-ng variants, flite and festival (Debian). The thresholds of the detector were chosen on none of
them; the misheard words in ``coach/languages/en/answers.toml`` were collected from some, so "understood" flatters
and "held" does not. Noise is synthesised. No microphone, room or person was there: take the numbers as an upper
bound.
``--recogniser-python`` names an interpreter that has the recogniser installed; by default this one is tried.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from coach.session.events import Wish
from coach.voice import sound
from coach.voice.answers import grammar
from coach.voice.child import Child, ChildError
from coach.voice.ear import Ear
from coach.voice.echo import EchoCanceller, Resampler
from coach.voice.listener import Silero
from coach.voice.microphone import BLOCK, RATE_HZ
from coach.voice.recogniser import START_LIMIT_S

STOPS = ["stop", "stop please", "ouch", "ow", "that hurts", "pain", "it hurts", "help", "my back hurts", "sore", "ache"]
GO_ON = ["continue", "carry on", "yes", "no", "next", "repeat", "pause", "three", "seven", "ten"]
CHATTER = ["the kettle is boiling", "what time is it", "I am on the mat", "come here", "good morning", "the dog is in"]
ESPEAK = ["en-us+m3", "en-gb-scotland+f2", "en-gb+f4", "en-us+klatt2"]
FLITE = ["kal16", "awb", "rms", "slt"]
SNRS_DB = [None, 20, 10, 5]
ECHOES_DB = [-10, 0, 10]
RESUMING = {Wish.CONTINUE, Wish.SKIP}
ASKED_BACK = {Wish.YES, Wish.OKAY}
"""These resume only when the coach has asked "go on?" and a second one answers it."""
LEAD_S = 1.0
TAIL_S = 1.2
LEVEL = 2000.0
"""Loudness of a near voice, root mean square of int16 samples."""
HELD_WITHIN_S = 0.5
NOISE_S = 60


@dataclass
class Outcome:
    """What one clip led to."""

    hold_s: float | None = None
    """From the voice's onset to the first wish."""
    wishes: list[Wish] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    @property
    def holds(self) -> int:
        """Each utterance begins with a hold, or is a stop because another came just before."""
        before = [None, *self.wishes]
        twice = sum(one is Wish.STOP and last is not Wish.HEARD for last, one in zip(before, self.wishes, strict=False))
        return self.wishes.count(Wish.HEARD) + twice

    @property
    def stops(self) -> int:
        return self.wishes.count(Wish.STOP)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--recogniser-python", default=sys.executable)
    parser.add_argument("--quick", action="store_true", help="two voices and two noise levels")
    options = parser.parse_args()
    bench = Bench(options.recogniser_python, options.quick)
    try:
        bench.stops()
        bench.commands()
        bench.noise()
        bench.echo()
        bench.cost()
    finally:
        bench.close()


class Bench:
    def __init__(self, python: str, quick: bool) -> None:
        self.detector_seconds = 0.0
        self.heard_seconds = 0.0
        self.transcribed = 0
        self.random = np.random.default_rng(4)
        self.snrs_db = [None, 10] if quick else SNRS_DB
        self.voices = voices()[:: 3 if quick else 1]
        self.child = recogniser(python)
        self.clips: dict[tuple[str, str], np.ndarray] = {}
        print(f"voices: {', '.join(self.voices)}; recogniser: {'yes' if self.child else 'no'}")

    def close(self) -> None:
        if self.child:
            self.child.kill()

    def say(self, text: str, voice: str) -> np.ndarray:
        if (text, voice) not in self.clips:
            self.clips[text, voice] = levelled(spoken(text, voice))
        return self.clips[text, voice]

    def clip(self, text: str, voice: str, snr_db: float | None) -> np.ndarray:
        speech = self.say(text, voice)
        clean = np.concatenate([np.zeros(int(LEAD_S * RATE_HZ)), speech, np.zeros(int(TAIL_S * RATE_HZ))])
        quiet = 3.0 if snr_db is None else LEVEL / 10 ** (snr_db / 20)
        return clean + quiet * room_noise(clean.size, self.random)

    def hear(self, heard: np.ndarray, played: np.ndarray | None = None, onset_s: float = LEAD_S) -> Outcome:
        """Feed a clip through the same parts as in a session, without waiting for its time to pass."""
        ear, canceller, outcome = Ear(Silero(), grammar("en"), self.child is not None), EchoCanceller(), Outcome()
        began_s = time.process_time()
        for start in range(0, heard.size - BLOCK + 1, BLOCK):
            block = np.clip(heard[start : start + BLOCK], -32768, 32767).astype(np.int16)
            doubtful = False
            if played is not None:
                block, doubtful = canceller.clean(block, played[start : start + BLOCK])
            wishes = ear.feed(block, doubtful)
            if ear.asked and self.child:
                outcome.said.append(self.text(ear.asked.samples))
                wishes += ear.understood(ear.asked.number, outcome.said[-1])
                ear.asked = None
            if wishes and outcome.hold_s is None and (start + BLOCK) / RATE_HZ > onset_s:
                outcome.hold_s = (start + BLOCK) / RATE_HZ - onset_s
            outcome.wishes += [wish.wish for wish in wishes]
        self.detector_seconds += time.process_time() - began_s
        self.heard_seconds += heard.size / RATE_HZ
        return outcome

    def text(self, samples: np.ndarray) -> str:
        import base64

        assert self.child is not None
        self.transcribed += 1
        answer = self.child.ask({"samples": base64.b64encode(samples.tobytes()).decode()}, START_LIMIT_S)
        return str(answer["text"])

    def stops(self) -> None:
        misheard: dict[str, int] = {}
        for snr_db in self.snrs_db:
            outcomes = [self.hear(self.clip(text, voice, snr_db)) for voice in self.voices for text in STOPS]
            held = [one for one in outcomes if one.hold_s is not None and one.hold_s <= HELD_WITHIN_S]
            waits = [one.hold_s for one in outcomes if one.hold_s is not None]
            stopped = sum(Wish.STOP in one.wishes for one in outcomes)
            resumed = [one.said for one in outcomes if RESUMING.intersection(one.wishes)]
            asked = sum(bool(ASKED_BACK.intersection(one.wishes)) for one in outcomes)
            print(
                f"stop words, {name(snr_db)}: held within 0.5 s {len(held) / len(outcomes):.3f} "
                f"(median {1000 * np.median(waits):.0f}, p90 {1000 * np.percentile(waits, 90):.0f} ms), "
                f"understood as a stop {stopped / len(outcomes):.2f}, "
                f"resumed {len(resumed)} of {len(outcomes)} {resumed or ''}, asked back {asked}"
            )
            for one in outcomes:
                if Wish.STOP not in one.wishes:
                    for said in one.said:
                        misheard[said] = misheard.get(said, 0) + 1
        print("  not taken for a stop:", sorted(misheard.items(), key=lambda item: -item[1])[:12])

    def commands(self) -> None:
        if not self.child:
            return
        right = wrong_stop = 0
        cases = [(text, voice) for voice in self.voices for text in GO_ON]
        for text, voice in cases:
            wanted = grammar("en").wish(text)
            outcome = self.hear(self.clip(text, voice, 20))
            right += wanted is not None and wanted.wish in outcome.wishes
            wrong_stop += Wish.STOP in outcome.wishes
        print(f"commands and numbers, 20 dB: understood {right / len(cases):.2f}, taken for a stop {wrong_stop}")
        chatter = [self.hear(self.clip(text, voice, 20)) for voice in self.voices for text in CHATTER]
        acted = sum(any(wish not in (Wish.HEARD, Wish.UNCLEAR) for wish in one.wishes) for one in chatter)
        print(f"other talk, 20 dB: acted upon {acted} of {len(chatter)}, the rest held and asked")

    def noise(self) -> None:
        """A minute of each: ten minutes of a household."""
        holds = stops = 0
        for kind, make in NOISES.items():
            outcome = self.hear(make(NOISE_S * RATE_HZ, self.random), onset_s=0.0)
            print(f"noise, {kind}: held {outcome.holds} times in {NOISE_S} s, stopped {outcome.stops}")
            holds, stops = holds + outcome.holds, stops + outcome.stops
        minutes = len(NOISES) * NOISE_S / 60
        print(f"household noise: held {holds} times in {minutes:.0f} minutes ({60 * holds / minutes:.0f} an hour), "
              f"stopped {stops}")  # fmt: skip

    def echo(self) -> None:
        cues = coach_cues()
        for echo_db in ECHOES_DB:
            alone = self.hear(through_room(cues, echo_db), cues, onset_s=0.0)
            minutes = cues.size / RATE_HZ / 60
            print(f"own voice at {echo_db:+d} dB, alone: held {alone.holds} times in {minutes:.1f} min "
                  f"({60 * alone.holds / minutes:.0f} an hour)")  # fmt: skip
            outcomes = list(self.over(cues, echo_db))
            held = sum(one.hold_s is not None and one.hold_s <= HELD_WITHIN_S for one in outcomes)
            late = sum(one.hold_s is not None for one in outcomes)
            print(f"stop words over the coach at {echo_db:+d} dB: held within 0.5 s {held / len(outcomes):.2f}, "
                  f"ever {late / len(outcomes):.2f}")  # fmt: skip

    def over(self, cues: np.ndarray, echo_db: float) -> Iterator[Outcome]:
        """A stop word in the middle of a cue, after the coach has talked for a while."""
        talked_s = 12
        for number, voice in enumerate(self.voices):
            for text in STOPS[number % 2 :: 2]:
                start = (number * 3 + len(text)) * RATE_HZ
                played = cues[start : start + (talked_s + 3) * RATE_HZ]
                heard = through_room(played, echo_db) + 10.0 * room_noise(played.size, self.random)
                onset = next_loud(played, talked_s * RATE_HZ)
                speech = self.say(text, voice)[: heard.size - onset]
                heard[onset : onset + speech.size] += speech
                yield self.hear(heard, played, onset_s=onset / RATE_HZ)

    def cost(self) -> None:
        share = 100 * self.detector_seconds / self.heard_seconds
        print(f"listening without the recogniser: {share:.1f} % of a core, {memory_mb():.0f} MB beside numpy")
        if self.child:
            status = Path(f"/proc/{self.child.pid}/status").read_text()
            peak_mb = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024
            ticks = sum(int(part) for part in Path(f"/proc/{self.child.pid}/stat").read_text().split()[13:15])
            each_s = ticks / os.sysconf("SC_CLK_TCK") / max(1, self.transcribed)
            print(f"recogniser process: {peak_mb:.0f} MB, {each_s:.2f} s of a core an utterance "
                  f"({self.transcribed} utterances)")  # fmt: skip


def memory_mb() -> float:
    """What the detector adds to a process that has numpy already."""
    measure = (
        "import re, numpy; from pathlib import Path;"
        "own = lambda: int(re.search(r'VmRSS:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) / 1024;"
        "before = own(); from coach.voice.listener import Silero; from coach.voice.microphone import BLOCK;"
        "detect = Silero(); [detect(numpy.zeros(BLOCK, numpy.int16)) for _ in range(100)]; print(own() - before)"
    )
    done = subprocess.run([sys.executable, "-c", measure], check=True, capture_output=True, text=True)
    return float(done.stdout)


def name(snr_db: float | None) -> str:
    return "clean" if snr_db is None else f"{snr_db} dB"


def voices() -> list[str]:
    found = [f"espeak:{voice}" for voice in ESPEAK if shutil.which("espeak-ng")]
    found += [f"flite:{voice}" for voice in FLITE if shutil.which("flite")]
    found += ["festival:default"] if shutil.which("text2wave") else []
    if not found:
        raise SystemExit("none of espeak-ng, flite and festival is installed: there is no speech to test with")
    return found


def recogniser(python: str) -> Child | None:
    try:
        child = Child((python, "-m", "coach.voice.listen_child"))
        if child.hear(START_LIMIT_S).get("ready"):
            return child
        child.kill()
    except ChildError:
        pass
    return None


def spoken(text: str, voice: str) -> np.ndarray:
    engine, _, which = voice.partition(":")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        if engine == "espeak":
            command = ["espeak-ng", "-v", which, "-s", "150", "-w", str(path), text]
        elif engine == "flite":
            command = ["flite", "-voice", which, "-t", text, "-o", str(path)]
        else:
            command = ["text2wave", "-o", str(path)]
        subprocess.run(command, input=text.encode(), check=True, capture_output=True)
        return from_onset(at_16k(sound.load(path)))


def from_onset(samples: np.ndarray) -> np.ndarray:
    """Without the faint breath that some voices begin with: from the first 20 ms at a tenth of the full loudness."""
    piece = RATE_HZ // 50
    loud = np.abs(samples[: samples.size // piece * piece]).reshape(-1, piece).max(axis=1)
    return samples[int(np.argmax(loud > 0.1 * loud.max())) * piece :]


def at_16k(samples: np.ndarray) -> np.ndarray:
    resampler, second = Resampler(sound.RATE_HZ, RATE_HZ), sound.RATE_HZ
    return np.concatenate([resampler.feed(samples[at : at + second]) for at in range(0, samples.size, second)])


def levelled(samples: np.ndarray) -> np.ndarray:
    loud = samples[np.abs(samples) > 0.05 * np.abs(samples).max()]
    return samples * (LEVEL / np.sqrt((loud**2).mean()))


def room_noise(count: int, random: np.random.Generator) -> np.ndarray:
    """Pink noise, root mean square 1."""
    spectrum = np.fft.rfft(random.standard_normal(count))
    spectrum /= np.sqrt(np.maximum(np.arange(spectrum.size), 20))
    noise = np.fft.irfft(spectrum, count)
    return noise / np.sqrt((noise**2).mean())


def knocks(count: int, random: np.random.Generator) -> np.ndarray:
    """Doors, steps and dishes: short bursts of filtered noise."""
    sound_ = 30.0 * room_noise(count, random)
    for at in random.integers(0, count - 8000, count // RATE_HZ):
        length = int(random.integers(800, 6000))
        burst = random.standard_normal(length) * np.exp(-np.arange(length) / (length / 5))
        sound_[at : at + length] += random.uniform(1000, 8000) * np.convolve(burst, np.ones(8) / 8, "same")
    return sound_


def music(count: int, random: np.random.Generator) -> np.ndarray:
    """Chords of a soft synthetic organ."""
    t_s = np.arange(count) / RATE_HZ
    total = np.zeros(count)
    for start in range(0, count, RATE_HZ * 2):
        span = slice(start, min(count, start + RATE_HZ * 2))
        for note in random.integers(40, 76, 4):
            hertz = 440 * 2 ** ((note - 69) / 12)
            total[span] += sum(np.sin(2 * np.pi * hertz * k * t_s[span]) / k for k in range(1, 6))
    return total * 600


def vacuum(count: int, random: np.random.Generator) -> np.ndarray:
    t_s = np.arange(count) / RATE_HZ
    return 2500 * room_noise(count, random) + 1500 * np.sin(2 * np.pi * 180 * t_s) + 700 * np.sin(2 * np.pi * 360 * t_s)


def struck(count: int, random: np.random.Generator, every_s: float, pitches: list[float], ring_s: float) -> np.ndarray:
    """Things that are struck and ring: plates and cutlery, keys, a door."""
    total = 30.0 * room_noise(count, random)
    t_s = np.arange(int(ring_s * 6 * RATE_HZ)) / RATE_HZ
    for at in random.integers(0, count - t_s.size, int(count / RATE_HZ / every_s)):
        ring = random.standard_normal(t_s.size) * np.exp(-t_s / 0.004) * 3
        for pitch in pitches:
            hertz = pitch * random.uniform(0.9, 1.1)
            ring += (
                np.sin(2 * np.pi * hertz * t_s + random.uniform(0, 6)) * np.exp(-t_s / ring_s) * random.uniform(0.2, 1)
            )
        total[at : at + t_s.size] += random.uniform(800, 5000) * ring
    return total


def rain(count: int, random: np.random.Generator) -> np.ndarray:
    drops = np.zeros(count)
    drops[random.integers(0, count, count // 40)] = random.standard_normal(count // 40) * 6000
    return 500 * room_noise(count, random) + np.convolve(drops, np.exp(-np.arange(60) / 12), "same")


def barks(count: int, random: np.random.Generator) -> np.ndarray:
    """A dog: bursts of a falling, rough tone, two or three at a time."""
    total = 30.0 * room_noise(count, random)
    for start in random.integers(0, count - 2 * RATE_HZ, count // (5 * RATE_HZ)):
        for bark in range(int(random.integers(1, 4))):
            t_s = np.arange(int(0.16 * RATE_HZ)) / RATE_HZ
            hertz = random.uniform(350, 650) * (1 - 1.8 * t_s)
            phase = 2 * np.pi * np.cumsum(hertz) / RATE_HZ
            tone = sum(np.sin(k * phase) / k for k in range(1, 9)) + 0.8 * random.standard_normal(t_s.size)
            at = start + int(bark * 0.4 * RATE_HZ)
            total[at : at + t_s.size] += 4000 * tone * np.sin(np.pi * t_s / 0.16) ** 0.5
    return total


def television(count: int, random: np.random.Generator) -> np.ndarray:
    """A film's music: chords, a bass, drums; nobody sings or speaks."""
    t_s = np.arange(count) / RATE_HZ
    beat = np.exp(-(t_s % 0.5) / 0.05)
    bass = np.sin(2 * np.pi * 55 * 2 ** (np.floor(t_s / 2) % 5 / 12) * t_s)
    hat = random.standard_normal(count) * np.exp(-(t_s % 0.25) / 0.02)
    return music(count, random) + 1500 * beat * np.sin(2 * np.pi * 60 * t_s) + 900 * bass + 500 * hat


def kettle(count: int, random: np.random.Generator) -> np.ndarray:
    t_s = np.arange(count) / RATE_HZ
    whistle = np.sin(2 * np.pi * (2100 * t_s + 8 * np.sin(2 * np.pi * 6 * t_s))) * np.clip((t_s % 30 - 15) / 5, 0, 1)
    return 900 * room_noise(count, random) + 1800 * whistle


NOISES = {
    "quiet room": lambda count, random: 30.0 * room_noise(count, random),
    "loud fan or shower": lambda count, random: 2500.0 * room_noise(count, random),
    "vacuum cleaner": vacuum,
    "knocks, steps, dishes": knocks,
    "dishes and cutlery": lambda count, random: struck(count, random, 1.0, [1900, 2700, 4100, 5300], 0.06),
    "a keyboard": lambda count, random: struck(count, random, 0.2, [1200, 3000], 0.006) * 0.4,
    "doors": lambda count, random: struck(count, random, 6.0, [70, 110, 180, 260], 0.08) * 2,
    "rain on a window": rain,
    "a dog": barks,
    "music without singing": music,
    "television, music of a film": television,
    "a kettle": kettle,
}


def coach_cues() -> np.ndarray:
    """Our own safety lines, as the player hands them to the device, at the microphone's rate."""
    folder = Path(__file__).parents[2] / "assets" / "sounds" / "en"
    pause = np.zeros(int(0.8 * sound.RATE_HZ), dtype=np.int16)
    parts = [part for file in sorted(folder.glob("*.mp3")) for part in (sound.load(file), pause)]
    return levelled(at_16k(np.concatenate(parts)))


def through_room(played: np.ndarray, echo_db: float) -> np.ndarray:
    """A loudspeaker, a small room and a microphone: 90 ms of delay and a decaying tail."""
    random = np.random.default_rng(7)
    tail = random.standard_normal(int(0.2 * RATE_HZ)) * np.exp(-np.arange(int(0.2 * RATE_HZ)) / (0.04 * RATE_HZ))
    tail[0] = 6.0
    path = np.concatenate([np.zeros(int(0.09 * RATE_HZ)), tail / np.sqrt((tail**2).sum())])
    echo = np.convolve(played, path)[: played.size]
    return echo * 10 ** (echo_db / 20)


def next_loud(played: np.ndarray, start: int) -> int:
    """A moment from ``start`` on in which the coach is speaking."""
    loud = np.flatnonzero(np.abs(played[start : start + RATE_HZ]) > LEVEL)
    return start + (int(loud[0]) if loud.size else 0)


if __name__ == "__main__":
    main()
