"""How far the knees are turned from the person's own middle, and what that proves."""

from dataclasses import dataclass, replace

from coach.body.angles import ramp
from coach.body.measures import Measure, Posture
from coach.body.posture import Judgement

STILL_UP_DEG, DROPPED_DEG = 10.0, 22.0
"""True degrees from the person's own middle: upright knees sway by less than the first, a comfortable drop is 25 to 60
(clinical notes, 1.5a)."""


@dataclass(frozen=True)
class Turned:
    """How far the knees, and the shoulders with them, are from the person's own middle."""

    knees: Measure | None
    """Degrees, + to the person's left."""
    by_picture: bool = False
    """The turn is measured from the knees' place in the picture, in true degrees; otherwise the world points give
    it."""
    own: bool = False
    """Measured from the person's own middle, in a view that shows it; otherwise worth no more than for anybody."""
    shoulders: Measure | None = None
    """Degrees, + left shoulder up; None: use the world points."""
    head: Measure | None = None
    """Torso lengths that the head is above where it lay."""
    gap: Measure | None = None
    """Torso lengths between the knees, measured in the picture."""
    hidden: bool = False
    """The trunk is hidden, and every number about it and the legs is a guess."""
    upside_down: bool = False
    """The trunk even appears to lie on its front, which knees over standing feet prove wrong."""

    def judged(self, judgement: Judgement) -> Judgement:
        """The judgement, updated with what the picture shows of the knees' turn."""
        if not self.by_picture or self.knees is None:
            return judgement
        drop = ramp(abs(self.knees.value), STILL_UP_DEG, DROPPED_DEG)
        scores = {posture: min(score, 1.0 - drop) for posture, score in judgement.scores.items()}
        scores[Posture.KNEE_DROP] = max(min(judgement.scores[Posture.KNEE_DROP], 2 * drop), drop)
        if self.upside_down:
            scores = {posture: min(score, drop) for posture, score in scores.items()}
            scores[Posture.HOOK_LYING] = 1.0 - drop
        return replace(judgement, scores=scores, turn_deg=self.knees.value)
