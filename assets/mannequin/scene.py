"""One description of a film: who, where, in what light, seen from where, doing what and when.

A film is shots; a shot is one camera and beats; a beat moves to a pose and stays there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from .camera import Camera
from .geometry import smooth
from .poses import Posture, blend
from .render import Light

BREATH_S = 4.0
BREATH_LEVELS = 3
"""Steps from rest to full breath while the person is still: equal frames are drawn once."""


@dataclass(frozen=True)
class Beat:
    """Move to a pose, then stay."""

    to: Posture
    move_s: float
    stay_s: float
    moving: str = "move"
    """What the moving is called in the truth; equal neighbours become one event."""
    staying: str = "rest"
    side: str | None = None
    mistake: str | None = None
    """The mistake seen from the start of the move to the end of the stay."""
    stretch: str | None = None
    variant: str | None = None


@dataclass(frozen=True)
class Shot:
    """One camera."""

    camera: Camera
    start: Posture
    beats: tuple[Beat, ...]
    stretch: str
    variant: str | None = None
    present: bool = True
    """False shows the room without the person."""

    @property
    def length_s(self) -> float:
        """Seconds."""
        return sum(b.move_s + b.stay_s for b in self.beats)


@dataclass(frozen=True)
class Grain:
    """What a cheap camera adds."""

    brightness: float = 1.0
    noise: float = 0.0
    """Standard deviation, grey levels of 255."""


@dataclass(frozen=True)
class Film:
    """Everything that decides the bytes of a clip and its truth."""

    name: str
    look: str
    shots: tuple[Shot, ...]
    room: str = "living"
    light: Light = field(default_factory=Light)
    grain: Grain = field(default_factory=Grain)
    fps: int = 15
    dissolve_s: float = 0.4
    seed: int = 1
    truth_every: int = 3
    """Frames between two joint records in the truth."""
    quality: int = 23
    """x264 constant rate factor."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, pixels."""
        c = self.shots[0].camera
        return c.width_px, c.height_px

    @property
    def length_s(self) -> float:
        """Seconds."""
        return sum(s.length_s for s in self.shots)


@dataclass(frozen=True)
class Moment:
    """One frame of a shot."""

    t_s: float
    """Since the shot began."""
    posture: Posture
    beat: Beat
    kind: str
    """The name of what happens: the beat's `moving` or `staying`."""


def moments(shot: Shot, fps: int) -> Iterator[Moment]:
    """The frames of a shot, breathing included."""
    count = round(shot.length_s * fps)
    ends = np.cumsum([b.move_s + b.stay_s for b in shot.beats])
    for i in range(count):
        t = i / fps
        k = min(int(np.searchsorted(ends, t + 1e-9, side="right")), len(shot.beats) - 1)
        beat, before = shot.beats[k], shot.beats[k - 1].to if k else shot.start
        into = t - (float(ends[k]) - beat.move_s - beat.stay_s)
        moving = into < beat.move_s - 1e-9
        wave = np.sin(2 * np.pi * t / BREATH_S)
        if moving:
            posture = blend(before, beat.to, smooth(into / beat.move_s))
        else:
            posture, wave = beat.to, round(wave * BREATH_LEVELS) / BREATH_LEVELS
        yield Moment(t, replace(posture, breath=round(float(wave), 3)), beat, beat.moving if moving else beat.staying)
