"""Renders a film: the clip as H.264, the truth as JSON."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import imageio_ffmpeg  # type: ignore[import-not-found,unused-ignore]
import numpy as np
from numpy.typing import NDArray

from . import truth
from .geometry import Array
from .poses import Kneeling, Posture
from .render import Person, Stage
from .room import ROOMS
from .scene import Film, Shot, moments
from .solve import Solver
from .wardrobe import LOOKS

CAT_FROM, COW_TO = 0.02, -0.09
"""Back curves from which the truth says cat, and to which it says cow, in chord lengths."""


class Studio:
    """A person on a stage, ready to be filmed; remembers what it has drawn."""

    def __init__(self, film: Film) -> None:
        self.film = film
        self.person = Person(LOOKS[film.look])
        self.stage = Stage(self.person, ROOMS[film.room], film.light, film.size)
        self.solver = Solver(self.person.body)

    def see(self, shot: Shot, posture: Posture) -> tuple[NDArray[np.uint8], dict[str, Array]]:
        """The picture (h, w, 4) and the joints in the world."""
        self.stage.pose(self.solver.goals(posture))
        return self.stage.shoot(shot.camera, shot.present), self.person.body.joints()

    def shoot(self, shot: Shot, reel: Path) -> list[tuple[int, dict[str, Any]]]:
        """Draw a shot: different pictures go to `reel` one after the other; returns (picture, truth) of every frame."""
        drawn: dict[str, tuple[int, dict[str, Any]]] = {}
        frames = []
        with reel.open("wb") as out:
            for moment in moments(shot, self.film.fps):
                key = str(_rounded(asdict(moment.posture)))
                if key not in drawn:
                    image, joints = self.see(shot, moment.posture)
                    out.write(np.ascontiguousarray(image[..., :3]).tobytes())
                    drawn[key] = len(drawn), _measured(shot, image, joints)
                number, measured = drawn[key]
                frames.append((number, {"t_s": moment.t_s, "kind": moment.kind, "person": shot.present, **measured}))
        return frames


def _shoot(film: Film, index: int, reel: Path) -> list[tuple[int, dict[str, Any]]]:
    return Studio(film).shoot(film.shots[index], reel)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _rounded(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [_rounded(v) for v in value]
    return round(value, 3) if isinstance(value, float) else value


def render(film: Film, clip: Path, record: Path, workers: int = 1) -> dict[str, Any]:
    """Write the clip and its truth; returns the truth. Shots are drawn by `workers` processes."""
    clip.parent.mkdir(parents=True, exist_ok=True)
    frames: list[dict[str, Any]] = []
    encoder = _Encoder(clip, film)
    rng = np.random.default_rng(film.seed)
    with TemporaryDirectory() as folder:
        reels = [Path(folder) / f"{i}.rgb" for i in range(len(film.shots))]
        takes = _takes(film, reels, workers)
        for i, (picture, entry) in enumerate(_joined(film, reels, takes)):
            encoder.write(_grainy(picture, film, rng))
            if i % film.truth_every == 0:
                frames.append(entry)
    encoder.close()
    result = {
        "name": film.name, "fps": film.fps, "width_px": film.size[0], "height_px": film.size[1],
        "frames_in_clip": encoder.count, "length_s": round(encoder.count / film.fps, 3),
        "person": {"look": film.look, **asdict(LOOKS[film.look].shape)}, "room": film.room,
        "light": {"brightness": film.grain.brightness, "noise": film.grain.noise}, "seed": film.seed,
        "routine": _routine(_events(film)), "shots": _shots(film), "events": _events(film), "frames": frames,
    }  # fmt: skip
    record.write_text(json.dumps(result, separators=(",", ":")) + "\n")
    return result


def _takes(film: Film, reels: list[Path], workers: int) -> list[list[tuple[int, dict[str, Any]]]]:
    """The frames of every shot, drawn."""
    if workers == 1:
        studio = Studio(film)
        return [studio.shoot(shot, reel) for shot, reel in zip(film.shots, reels, strict=True)]
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        waiting = [pool.submit(_shoot, film, i, reel) for i, reel in enumerate(reels)]
        return [w.result() for w in waiting]


def _joined(
    film: Film, reels: list[Path], takes: list[list[tuple[int, dict[str, Any]]]]
) -> Iterator[tuple[NDArray[np.uint8], dict[str, Any]]]:
    """Every frame (h, w, 3) and its truth; a shot's first frames show the last of the shot before through."""
    w, h = film.size
    start, tail = 0.0, None
    fade = round(film.dissolve_s * film.fps)
    for reel, take in zip(reels, takes, strict=True):
        pictures = np.memmap(reel, np.uint8, "r").reshape(-1, h, w, 3)
        for i, (number, entry) in enumerate(take):
            rgb = np.asarray(pictures[number])
            if tail is not None and i < fade:
                u = (i + 1) / (fade + 1)
                rgb = np.rint(tail * (1 - u) + rgb * u).astype(np.uint8)
            yield rgb, {**entry, "t_s": round(start + entry["t_s"], 3)}
        tail = pictures[take[-1][0]].astype(float)
        start += len(take) / film.fps


def _measured(shot: Shot, image: NDArray[np.uint8], joints: dict[str, Array]) -> dict[str, Any]:
    """What is exactly known about one picture."""
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
    """What happens and when; neighbours that say the same are one, mistakes come as events of their own."""
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
    """The steps of the routine this person follows: sides in their order, the longest hold of each, cat-cow cycles."""
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
            raise RuntimeError("the video encoder failed; its message stands above")
