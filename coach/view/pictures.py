"""The demonstration pictures of a stretch, by variant, side and phase."""

from functools import lru_cache

import cv2
import numpy as np

from coach.body.landmarks import Side
from coach.resources import find_resource
from coach.session.screen import Screen
from coach.stretches.phase import Phase
from coach.view.lettering import Canvas

_STAND_INS = {
    Phase.SET_UP: (Phase.SET_UP, Phase.MOVE_IN),
    Phase.MOVE_IN: (Phase.MOVE_IN, Phase.HOLD, Phase.SET_UP),
    Phase.HOLD: (Phase.HOLD, Phase.MOVE_IN),
    Phase.MOVE_OUT: (Phase.MOVE_OUT, Phase.SET_UP, Phase.HOLD),
    Phase.REST: (Phase.REST, Phase.SET_UP),
    Phase.COW: (Phase.COW, Phase.HOLD),
    Phase.CAT: (Phase.CAT, Phase.HOLD),
    Phase.FLAT: (Phase.SET_UP,),
}
"""For each phase, the phases whose picture can represent it, best first."""


def demonstration(screen: Screen) -> Canvas | None:
    """The picture for this screen, (h, w, 3) blue, green, red; None if there is none."""
    if screen.stretch is None:
        return None
    if screen.stretch == "rest":
        return _picture("rest_pillow")
    phases = _STAND_INS[screen.phase or Phase.SET_UP]
    found = (_picture(name) for name in names(screen.stretch, screen.variant, screen.side, phases))
    return next((picture for picture in found if picture is not None), None)


def names(stretch: str, variant: str | None, side: Side | None, phases: tuple[Phase, ...]) -> list[str]:
    """Matching names, best first: ``knee_to_chest_single_left_hold``, then the same without a side.

    Parts that a stretch does not have are left out of the name.
    """
    sides = (side.value, None) if side is not None else (None,)
    parts = [(stretch, variant, one, phase.value) for phase in phases for one in sides]
    return ["_".join(part for part in name if part) for name in parts]


@lru_cache(maxsize=32)
def _picture(name: str) -> Canvas | None:
    file = find_resource("assets", "pictures", f"{name}.jpg")
    if file is None:
        return None
    picture = cv2.imdecode(np.frombuffer(file.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    return None if picture is None else np.asarray(picture, dtype=np.uint8)
