"""The way that knees take while they drop to one side: where in the picture a turn brings them, and back."""

from dataclasses import dataclass

import numpy as np

from coach.body.landmarks import FloatArray

TURNS_DEG = np.arange(-110.0, 110.25, 0.25)
FOCAL, CENTRE = 1.3, np.array([0.78, 0.5])
"""Of a laptop's camera (54 degrees across 4:3, 69 across 16:9), in picture heights: what comes nearer looks larger."""
OFF_WAY = 0.12
"""Share of the reach that well-seen knees may be off their way."""
LIKELY_DEG, NO_WAY_DEG = 60.0, 75.0
"""The turn estimated from depths and hips is off by up to the first, and never by the second. Knees that drop away from
the camera hardly move in the picture, and from the side a drop towards it looks like a drop of a right angle away from
it."""


@dataclass(frozen=True, eq=False)
class Way:
    """The way of one person's knees.

    ``reach`` is in units of picture height; ``left`` and ``down`` (3,) are directions as in a Trunk.
    """

    reach: float
    """Distance to the knees from the line hips-feet, about which they rotate."""
    left: FloatArray
    """The person's left."""
    down: FloatArray

    def places(self, start: FloatArray, turns_deg: FloatArray) -> FloatArray:
        """(n, 2) picture points: where a place (2,) at rest moves to by turns of (n,) degrees, + to the person's
        left."""
        turns = np.radians(turns_deg)[:, None]
        steps = self.reach * (np.sin(turns) * self.left + (1.0 - np.cos(turns)) * self.down)
        larger = 1.0 / (1.0 + steps[:, 2:] / FOCAL)
        return np.asarray(CENTRE + (start - CENTRE + steps[:, :2]) * larger)

    def turn(self, place: FloatArray, start: FloatArray, likely_deg: float | None = None) -> tuple[float, float]:
        """Degrees that a place has turned from where it was at rest, and how far it is off the way, in reaches.

        ``likely_deg``: an estimate of the turn from elsewhere. It decides between the turns that the picture allows.
        """
        off = np.linalg.norm(self.places(start, TURNS_DEG) - place, axis=1) / self.reach
        likely = TURNS_DEG if likely_deg is None else np.clip(likely_deg, TURNS_DEG[0], TURNS_DEG[-1])
        apart = np.abs(TURNS_DEG - likely)
        doubt = (off / OFF_WAY) ** 2 + (apart / LIKELY_DEG) ** 2
        best = int(np.where(apart > NO_WAY_DEG, np.inf, doubt).argmin())
        return float(TURNS_DEG[best]), float(off[best])
