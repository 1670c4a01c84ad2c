"""Renders a film: the clip as H.264, the truth as JSON."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import imageio_ffmpeg  # type: ignore[import-not-found,unused-ignore]
import numpy as np
from numpy.typing import NDArray

from . import truth
from .expected import expected
from .geometry import Array
from .person import Person
from .poses import Kneeling, Posture, Walking
from .render import Stage
from .scene import Film, Moment, Shot, moments
from .solve import Solver
from .wardrobe import LOOKS

CAT_FROM, COW_TO = 0.02, -0.09
"""Back curves in chord lengths: above the first the truth is cat, below the second cow."""


class Studio:
    """A person on a stage, ready to be filmed."""

    def __init__(self, film: Film) -> None:
        self.film = film
        self.person = Person(film.who)
        passers = [Person(LOOKS[s.passer.look]) for s in film.shots if s.passer]
        room = replace(film.where, turned=film.shots[0].camera.eye[1] > 0)
        self.stage = Stage(self.person, room, film.light, film.size, *passers[:1])
        self.solver = Solver(self.person.body)
        self.passer = Solver(passers[0].body) if passers else None

    def see(
        self, shot: Shot, posture: Posture, passing: Walking | None = None
    ) -> tuple[NDArray[np.uint8], dict[str, Array]]:
        """The picture (h, w, 4) and the joints in the world."""
        goals = self.passer.goals(passing) if self.passer and passing else None
        self.stage.pose(self.solver.goals(posture), goals)
        return self.stage.shoot(shot.camera, shot.present), self.person.body.joints()


@dataclass(frozen=True)
class _Scene:
    """One picture to draw; a film often repeats the same one."""

    shot: Shot
    posture: Posture
    passing: Walking | None


def _script(film: Film) -> tuple[list[_Scene], list[list[tuple[int, Moment]]]]:
    """The distinct pictures of a film and, for every frame of every shot, the number of its picture."""
    numbers: dict[tuple[int, str], int] = {}
    scenes: list[_Scene] = []
    shots = []
    for index, shot in enumerate(film.shots):
        frames = []
        for moment in moments(shot, film.fps):
            passing = shot.passer.at(moment.t_s) if shot.passer else None
            key = (index, str(_rounded(asdict(moment.posture))) + str(passing))
            if key not in numbers:
                numbers[key] = len(scenes)
                scenes.append(_Scene(shot, moment.posture, passing))
            frames.append((numbers[key], moment))
        shots.append(frames)
    return scenes, shots


def _shoot(film: Film, scenes: list[_Scene], reel: Path) -> list[dict[str, Any]]:
    """Draw scenes into `reel`, one after the other; returns the exact truth about each."""
    studio, known = Studio(film), []
    with reel.open("wb") as out:
        for scene in scenes:
            image, joints = studio.see(scene.shot, scene.posture, scene.passing)
            out.write(np.ascontiguousarray(image[..., :3]).tobytes())
            known.append(_measured(scene.shot, image, joints))
    return known


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [_rounded(v) for v in value]
    return round(value, 3) if isinstance(value, float) else value


def render(film: Film, clip: Path, record: Path, workers: int = 1) -> dict[str, Any]:
    """Write the clip and its truth; returns the truth. The pictures are drawn by `workers` processes."""
    clip.parent.mkdir(parents=True, exist_ok=True)
    frames: list[dict[str, Any]] = []
    rng = np.random.default_rng(film.seed)
    scenes, shots = _script(film)
    with TemporaryDirectory() as folder:
        reels = [Path(folder) / f"{i}.rgb" for i in range(workers)]
        known = _takes(film, scenes, reels)
        encoder = _Encoder(clip, film)
        for i, (picture, entry) in enumerate(_joined(film, shots, reels, known)):
            encoder.write(_grainy(picture, film, rng))
            if i % film.truth_every == 0:
                frames.append(entry)
        encoder.close()
    events = _events(film)
    result = {
        "name": film.name, "fps": film.fps, "width_px": film.size[0], "height_px": film.size[1],
        "frames_in_clip": encoder.count, "length_s": round(encoder.count / film.fps, 3),
        "person": {"look": film.look, **asdict(film.who.shape)},
        "room": film.room if isinstance(film.room, str) else "chance",
        "light": {"brightness": film.grain.brightness, "noise": film.grain.noise}, "seed": film.seed,
        "passer_by": any(s.passer for s in film.shots), "chair": bool(film.in_the_way),
        "routine": _routine(events), "shots": _shots(film), "events": events, "expected": expected(events),
        "frames": frames,
    }  # fmt: skip
    record.write_text(json.dumps(result, separators=(",", ":")) + "\n")
    return result


def _takes(film: Film, scenes: list[_Scene], reels: list[Path]) -> list[dict[str, Any]]:
    """Draw every scene; number n is picture n // len(reels) of reel n % len(reels). Returns the truth about each."""
    shares = [scenes[i :: len(reels)] for i in range(len(reels))]
    if len(reels) == 1:
        return _shoot(film, scenes, reels[0])
    with ProcessPoolExecutor(len(reels), get_context("spawn")) as pool:
        known = list(pool.map(_shoot, repeat(film), shares, reels))
    return [known[n % len(reels)][n // len(reels)] for n in range(len(scenes))]


def _joined(
    film: Film, shots: list[list[tuple[int, Moment]]], reels: list[Path], known: list[dict[str, Any]]
) -> Iterator[tuple[NDArray[np.uint8], dict[str, Any]]]:
    """Every frame (h, w, 3) and its truth; from one camera to the next through black."""
    w, h = film.size
    pictures = [np.memmap(reel, np.uint8, "r").reshape(-1, h, w, 3) for reel in reels]
    start = 0.0
    for index, (shot, frames) in enumerate(zip(film.shots, shots, strict=True)):
        for i, (number, moment) in enumerate(frames):
            rgb = np.asarray(pictures[number % len(reels)][number // len(reels)])
            after = i if _cuts(film, index) else None
            before = len(frames) - 1 - i if _cuts(film, index + 1) else None
            bright = _brightness(film, after, before)
            entry = {"t_s": round(start + moment.t_s, 3), "kind": moment.kind, "person": shot.present}
            yield rgb if bright == 1.0 else np.rint(rgb * bright).astype(np.uint8), {**entry, **known[number]}
        start += len(frames) / film.fps


def _cuts(film: Film, index: int) -> bool:
    """Whether the camera changes at this shot."""
    return 0 < index < len(film.shots) and film.shots[index - 1].camera != film.shots[index].camera


def _brightness(film: Film, after: int | None, before: int | None) -> float:
    """0..1 for a frame this many frames after and before a change of camera; None where there is none."""
    near = min(x for x in (after, before, film.fps) if x is not None)
    return min(1.0, (near + 0.5) / (film.fade_s * film.fps)) if film.fade_s else 1.0


def _measured(shot: Shot, image: NDArray[np.uint8], joints: dict[str, Array]) -> dict[str, Any]:
    """The exact truth about one picture."""
    if not shot.present:
        return {}
    points = truth.in_picture(joints, shot.camera)
    out: dict[str, Any] = {
        "joints_px": {n: [round(x, 1), round(y, 1)] for n, (x, y) in points.items()},
        "angles": {n: round(v, 1) for n, v in truth.flexions(joints).items()},
    }
    if isinstance(shot.start, Kneeling):
        curve = truth.back_curve(image[..., 3] > 127, truth.middle(points, "shoulder"), truth.middle(points, "hip"))
        out |= {
            "back_curve": round(curve, 3),
            "back": "cat" if curve > CAT_FROM else "cow" if curve < COW_TO else "flat",
        }
    return out


def _shots(film: Film) -> list[dict[str, Any]]:
    out, start = [], 0.0
    for s in film.shots:
        end = start + s.length_s
        camera = {"eye_m": list(s.camera.eye), "at_m": list(s.camera.at), "fov_deg": s.camera.fov_deg}
        out.append({"start_s": round(start, 3), "end_s": round(end, 3), "camera": camera})
        start = end
    return out


def _events(film: Film) -> list[dict[str, Any]]:
    """What happens and when; equal neighbours are merged, and mistakes are events of their own."""
    out: list[dict[str, Any]] = []
    slips: list[dict[str, Any]] = []
    start = 0.0
    for shot in film.shots:
        for b in shot.beats:
            what = {"stretch": b.stretch or shot.stretch, "variant": b.variant or shot.variant, "side": b.side}
            for kind, length in ((b.moving, b.move_s), (b.staying, b.stay_s)):
                if length > 0:
                    _append(out, {**what, "kind": kind, "start_s": round(start, 3), "end_s": round(start + length, 3)})
                    start += length
            if b.mistake:
                begun = round(start - b.move_s - b.stay_s, 3)
                _append(
                    slips, {**what, "kind": "mistake", "mistake": b.mistake, "start_s": begun, "end_s": round(start, 3)}
                )
    return sorted(out + slips, key=lambda e: float(e["start_s"]))


def _routine(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps of the routine that this person follows: sides in order, the longest hold of each, cat-cow cycles."""
    steps: dict[tuple[str, str | None], dict[str, Any]] = {}
    for e in events:
        if e["kind"] not in ("hold", "cat"):
            continue
        new = {"stretch": e["stretch"], "variant": e["variant"], "sides": [], "held_s": [], "cycles": 0}
        step = steps.setdefault((e["stretch"], e["variant"]), new)
        if e["kind"] == "cat":
            step["cycles"] += 1
            continue
        held = round(e["end_s"] - e["start_s"], 3)
        if e["side"] in step["sides"]:
            step["held_s"][-1] = max(step["held_s"][-1], held)
        else:
            step["sides"].append(e["side"])
            step["held_s"].append(held)
    return list(steps.values())


def _append(events: list[dict[str, Any]], new: dict[str, Any]) -> None:
    last = events[-1] if events else None
    same = last is not None and all(last.get(k) == v for k, v in new.items() if not k.endswith("_s"))
    if last is not None and same and abs(float(last["end_s"]) - float(new["start_s"])) < 1e-6:
        last["end_s"] = new["end_s"]
    else:
        events.append(new)


def _grainy(rgb: NDArray[np.uint8], film: Film, rng: np.random.Generator) -> NDArray[np.uint8]:
    g = film.grain
    if g.brightness == 1.0 and g.noise == 0.0:
        return rgb
    noisy = rgb * g.brightness + rng.normal(0, g.noise, rgb.shape)
    return np.clip(np.rint(noisy), 0, 255).astype(np.uint8)


class _Encoder:
    """ffmpeg behind a pipe; one thread and no dates, so the same frames give the same bytes."""

    def __init__(self, path: Path, film: Film) -> None:
        w, h = film.size
        self.count = 0
        self.process = subprocess.Popen(
            [
                imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24",
                "-s", f"{w}x{h}", "-r", str(film.fps), "-i", "-", "-an", "-c:v", "libx264", "-preset", "slow",
                "-crf", str(film.quality), "-g", str(film.fps * 4), "-pix_fmt", "yuv420p", "-threads", "1",
                "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart",
                str(path),
            ],
            stdin=subprocess.PIPE,
        )  # fmt: skip

    def write(self, rgb: NDArray[np.uint8]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(np.ascontiguousarray(rgb).tobytes())
        self.count += 1

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        if self.process.wait():
            raise RuntimeError("the video encoder failed; its message is above")
