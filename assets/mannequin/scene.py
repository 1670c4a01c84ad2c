"""The description of a film: the person, room, light, cameras, and what happens when.

A film is shots; a shot is one camera and beats; a beat moves to a pose and stays there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from .camera import Camera
from .geometry import smooth
from .light import Light
from .poses import Posture, Walking, blend
from .room import ROOMS, Box, Room
from .wardrobe import LOOKS, Look

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
    """The name of the movement in the truth; equal neighbours become one event."""
    staying: str = "rest"
    side: str | None = None
    mistake: str | None = None
    """The mistake that is visible from the start of the move to the end of the stay."""
    stretch: str | None = None
    variant: str | None = None


@dataclass(frozen=True)
class Passer:
    """A passer-by who walks through the picture behind the person."""

    look: str
    start: Walking
    speed_m_s: float = 0.85
    from_s: float = 0.0
    """When they enter, in seconds after the start of the shot."""
    until_s: float = 1e9

    def at(self, t_s: float) -> Walking | None:
        """Their place; None while they are absent."""
        if not self.from_s <= t_s < self.until_s:
            return None
        way = self.speed_m_s * (t_s - self.from_s)
        turn = np.radians(self.start.heading)
        return replace(
            self.start, x=float(self.start.x + way * np.cos(turn)), y=float(self.start.y + way * np.sin(turn))
        )


@dataclass(frozen=True)
class Shot:
    """One camera and its beats."""

    camera: Camera
    start: Posture
    beats: tuple[Beat, ...]
    stretch: str
    variant: str | None = None
    present: bool = True
    """False shows the room without the person."""
    passer: Passer | None = None
    breath_levels: int = BREATH_LEVELS

    @property
    def length_s(self) -> float:
        """Seconds."""
        return sum(b.move_s + b.stay_s for b in self.beats)


@dataclass(frozen=True)
class Grain:
    """The artefacts of a cheap camera."""

    brightness: float = 1.0
    noise: float = 0.0
    """Standard deviation, grey levels of 255."""


@dataclass(frozen=True)
class Film:
    """Everything that decides the bytes of a clip and its truth."""

    name: str
    look: str
    shots: tuple[Shot, ...]
    room: str | Room = "living"
    in_the_way: tuple[Box, ...] = ()
    """Furniture between the camera and the mat."""
    light: Light = field(default_factory=Light)
    grain: Grain = field(default_factory=Grain)
    fps: int = 15
    fade_s: float = 0.3
    """Length of the fade to and from black between two cameras: two bodies in one picture confuse a pose model."""
    person: Look | None = None
    """A person outside the wardrobe; `look` is then only a label."""
    seed: int = 1
    truth_every: int = 3
    """Frames between two joint records in the truth."""
    quality: int = 23
    """x264 constant rate factor."""

    @property
    def who(self) -> Look:
        """The person. Raises KeyError for a look that the wardrobe does not know."""
        return self.person or LOOKS[self.look]

    @property
    def where(self) -> Room:
        """The room, including furniture in the way. Raises KeyError for an unknown room."""
        return replace(self.room if isinstance(self.room, Room) else ROOMS[self.room], in_the_way=self.in_the_way)

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
    """Seconds since the start of the shot."""
    posture: Posture
    beat: Beat
    kind: str
    """The name of what happens: the beat's `moving` or `staying`."""


def moments(shot: Shot, fps: int) -> Iterator[Moment]:
    """The frames of a shot, with breathing. A repeated movement gives equal postures."""
    before, start, first = shot.start, 0.0, 0
    breath = 0.0
    for beat in shot.beats:
        length = beat.move_s + beat.stay_s
        last = round((start + length) * fps)
        left_over = breath
        for i in range(first, last):
            into = i / fps - start
            if into < beat.move_s - 1e-9:
                u = into / beat.move_s
                posture, breath = blend(before, beat.to, smooth(u)), left_over * (1 - smooth(3 * u))
                kind = beat.moving
            else:
                wave = np.sin(2 * np.pi * (into - beat.move_s) / BREATH_S)
                posture, breath = beat.to, round(wave * shot.breath_levels) / shot.breath_levels
                kind = beat.staying
            yield Moment(i / fps, replace(posture, breath=round(breath, 3)), beat, kind)
        before, start, first = beat.to, start + length, last
