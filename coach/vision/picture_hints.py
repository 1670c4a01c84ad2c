"""What would help the camera: more light, or a body that is larger in the picture."""

from collections.abc import Iterator

from coach.vision.crop import extent
from coach.vision.eye import Sighting, aspect

TOO_DARK = 0.14
"""Brightness of the bright part, 0 to 1. Below it the repaired picture loses more than one body in twenty."""
TOO_SMALL = 0.13
"""The body's larger span in parts of the picture. Below it the window that follows the body loses one in twenty."""
STEADY_S = 3.0
AGAIN_S = 10.0
"""How long before the same is told again; who hears it decides whether it is said."""


class PictureHints:
    """Watches a stream of sightings and gives the hints ``more_light`` and ``come_closer``."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}
        self._told_s: dict[str, float] = {}

    def see(self, sighting: Sighting) -> Iterator[str]:
        """Take in one look; yields what would help, when it has lasted a while."""
        now_s = sighting.frame.t_s
        for hint, wanted in (("more_light", sighting.lighting.level < TOO_DARK), ("come_closer", _small(sighting))):
            if not wanted:
                self._since.pop(hint, None)
                continue
            lasted_s = now_s - self._since.setdefault(hint, now_s)
            if lasted_s >= STEADY_S and now_s - self._told_s.get(hint, float("-inf")) >= AGAIN_S:
                self._told_s[hint] = now_s
                yield hint


def _small(sighting: Sighting) -> bool:
    if sighting.pose is None:
        return False
    low, high = extent(sighting.pose, aspect(sighting.frame))
    return float(max(high - low)) < TOO_SMALL
