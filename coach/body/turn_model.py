"""The constants for the turn of the knees: what looks at turning knees have in common, and how far they err."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TurnModel:
    """Lengths are in torso lengths unless stated otherwise.

    Spreads come from the pose model's errors on rendered bodies (docs/accuracy.md), lengths from anatomy.
    """

    speed_deg: float = 60.0
    """Spread of the turn after one second: knees are lowered by 10 to 30 degrees a second, and fall by 80."""
    look_s: float = 0.07
    """Looks this far apart in time err independently: one look at 15 a second."""
    change_s: float = 3.0
    """Knees turn, or do something else, for about this long; a body that does something else for as long has moved."""
    off_way: float = 0.15
    """Spread of the middle of the knees about its path, as a share of the reach."""
    likely_deg: float = 40.0
    """Spread of the turn of both knees that depths and the hips' line show."""
    one_likely_deg: float = 22.0
    """The same for one knee that crosses over, which nothing hides."""
    lift: float = 0.07
    """Spread of the feet's height while they stand: the foot of a dropping knee is seen up to 0.21 off its place."""
    stray: float = 0.2
    """Spread of what stays in place meanwhile: feet on the floor; with feet in the air, shoulders and hips."""
    length: float = 0.06
    """Spread of a thigh's length, as a share of it."""
    else_at: float = 5.2
    """From this many spreads on, knees do something else: they are off their path by 0.78 of the reach."""
    against: float = 20.0
    """Log odds of something else where the legs visibly stand or lie in another way, or a knee is held at the chest."""
    still_deg: float = 5.0
    """Spread of the turn of knees at rest."""
    near_deg: float = 30.0
    """Turns this near to the likeliest one are the same turn."""

    stands: float = 0.6
    """Share of a shin's picture length that points up: a lying shin does not reach it from any laptop position."""
    feet_on_floor: float = 0.45
    """Largest height of standing feet over the hip, as a share of the knees' height."""
    shin: float = 0.85
    """A standing shin is never foreshortened much in a picture, whatever side the camera is on."""
    shin_reach: float = 0.88
    """Distance from the hips-feet line to the knees, in shins: between upright and leaning toward the hips by 65
    degrees."""
    reach: tuple[float, float] = (0.45, 1.5)
    """The same, for knees over the hips; a thigh is as long, in the picture."""
    knees_wide: float = 0.4
    """Largest distance between the knees at rest: the hips' width. The pose model places hidden knees wider apart."""
    hidden: float = 0.8
    """Cosine between the trunk's front now and at rest (37 degrees): knees do not turn a chest that far, so it is a
    guess."""
    lies: float = 0.5
    """A trunk whose front points up less than this does not lie on its back (60 degrees off)."""
    straight_deg: float = 20.0
    """Largest flexion of either knee where both legs lie straight; one that crosses over measures 30 or more."""
    one_long_deg: tuple[float, float] = (65.0, 45.0)
    """Knee flexion of a straight leg, as measured behind the other, and how much more the other is flexed."""
    apart_deg: float = 24.0
    """Two knees lying on each other measure up to this far apart, the lower one farther round because it is hidden."""
    floor_deg: float = 80.0
    """At this turn a knee lies on the floor; one measured farther round is hidden and a guess."""
    hips_share: float = 2.2
    """Degrees of turn for each degree that the hips alone show."""
    depths_share: float = 0.75
    """Degrees that depths show for each degree of one knee's turn."""
    across_deg: tuple[float, float] = (-70.0, 100.0)
    """One knee falls no farther than this to its own side and across the body: the end of the hip's range, and the
    floor with the error of such a turn."""
    beside: float = 1.0
    """From this ``Space.weight`` on, the picture shows a thigh's length (41 degrees off the side)."""
    least_across: float = 0.3
    """Share of the thigh that is across the trunk: the turn of a thigh that lies along it means nothing."""
    upright_deg: float = 55.0
    """Smallest slope that the pose model may show for a thigh pointing to the ceiling."""
    level_deg: float = 25.0
    """A trunk with a steeper slope is not lying down."""

    still_s: float = 0.45
    """A body that does not move for this long is at rest."""
    still_again_s: float = 1.5
    """The same for a new rest, which knees that are lowered slowly would otherwise drag along."""
    sway: float = 0.08
    """How far the joints of a still body may tremble (4 cm)."""
    upright: tuple[float, float] = (10.0, 22.0)
    """Degrees from rest: upright knees sway by less than the first, and a comfortable drop is 25 to 60 (clinical notes,
    1.5a)."""
    drift_deg: float = 8.0
    """Knees that are this far from rest by depths are not at a new rest."""
    lately_s: float = 0.8
    """Knees that were turned this recently have not come up since."""

    focal: float = 1.3
    """Focal length of a laptop's camera (54 degrees across 4:3, 69 across 16:9), in picture heights: nearer things look
    larger."""
    centre: tuple[float, float] = (0.78, 0.5)
    """The centre of its picture."""


MODEL = TurnModel()
