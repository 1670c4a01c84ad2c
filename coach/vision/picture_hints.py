"""Hints for better pictures: more light, or coming closer."""

from collections.abc import Iterator

from coach.vision.crop import extent
from coach.vision.eye import Sighting, aspect

TOO_DARK = 0.14
"""Below this brightness of the bright part, 0 to 1, even a repaired picture loses more than one body in twenty."""
TOO_SMALL = 0.13
"""If the larger span of the body is below this share of the picture, the window that follows it loses one in twenty."""
STEADY_S = 3.0
AGAIN_S = 10.0
"""Time before the same hint is given again; the receiver decides whether to speak it."""


class PictureHints:
    """Gives the hints ``more_light`` and ``come_closer`` for a stream of sightings."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}
        self._said_s: dict[str, float] = {}

    def see(self, sighting: Sighting) -> Iterator[str]:
        """Take in one sighting; yields a hint once the problem has lasted a while."""
        now_s = sighting.frame.t_s
        for hint, wanted in (("more_light", sighting.lighting.level < TOO_DARK), ("come_closer", _small(sighting))):
            if not wanted:
                self._since.pop(hint, None)
                continue
            lasted_s = now_s - self._since.setdefault(hint, now_s)
            if lasted_s >= STEADY_S and now_s - self._said_s.get(hint, float("-inf")) >= AGAIN_S:
                self._said_s[hint] = now_s
                yield hint


def _small(sighting: Sighting) -> bool:
    if sighting.pose is None:
        return False
    low, high = extent(sighting.pose, aspect(sighting.frame))
    return float(max(high - low)) < TOO_SMALL
