"""What to draw on a picture to show a person the reason for a judgement: limbs and named angles. Pure data."""

from dataclasses import dataclass

from coach.body.landmarks import FloatArray, Joint, Pose, Side
from coach.body.measurer import measure_once
from coach.body.measures import Measures
from coach.body.sides import unmirrored


@dataclass(frozen=True)
class Limb:
    """A line of the drawn body."""

    start: Joint
    end: Joint
    side: Side | None = None
    """None: the limb belongs to the trunk."""


LIMBS: tuple[Limb, ...] = (
    Limb(Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER),
    Limb(Joint.LEFT_HIP, Joint.RIGHT_HIP),
    Limb(Joint.LEFT_SHOULDER, Joint.LEFT_HIP),
    Limb(Joint.RIGHT_SHOULDER, Joint.RIGHT_HIP),
    *(
        Limb(Joint.of(start, side), Joint.of(end, side), side)
        for side in Side
        for start, end in (
            ("shoulder", "elbow"),
            ("elbow", "wrist"),
            ("hip", "knee"),
            ("knee", "ankle"),
            ("ankle", "toes"),
        )
    ),
)

_CORNERS = (
    ("knee_to_chest_{}_deg", "shoulder", "hip", "knee"),
    ("knee_flexion_{}_deg", "hip", "knee", "ankle"),
    ("elbow_flexion_{}_deg", "shoulder", "elbow", "wrist"),
)


@dataclass(frozen=True, eq=False)
class NamedAngle:
    """A measured angle and where it lies; points are (2,) picture coordinates in units of picture height."""

    name: str
    vertex_xy: FloatArray
    a_xy: FloatArray
    b_xy: FloatArray
    value: float
    """Degrees, as in the measures: 0 is straight."""
    confidence: float


def named_angles(pose: Pose, measures: Measures | None = None) -> list[NamedAngle]:
    """The angles at hips, knees and elbows that are certain enough to show, from ``measures`` where given."""
    pose = unmirrored(pose)
    measures = measures or measure_once(pose)
    found = []
    for pattern, start, corner, end in _CORNERS:
        for side in Side:
            name = pattern.format(side.value)
            if measures.get(name) is not None:
                vertex, a, b = (pose.points[Joint.of(part, side)] for part in (corner, start, end))
                measure = measures.values[name]
                found.append(NamedAngle(name, vertex, a, b, measure.value, measure.confidence))
    return found
