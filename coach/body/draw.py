"""What there is to draw on a picture so that a person can see why: lines, named angles, the back's edge. Pure data."""

from dataclasses import dataclass

from coach.body.back import edge_of
from coach.body.landmarks import FloatArray, Joint, Pose, Side
from coach.body.measurer import measure_once
from coach.body.measures import Measures
from coach.body.sides import unmirrored

BONES: tuple[tuple[Joint, Joint], ...] = (
    (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER),
    (Joint.LEFT_HIP, Joint.RIGHT_HIP),
    *(
        (Joint.of(one, side), Joint.of(other, side))
        for side in Side
        for one, other in (
            ("ear", "shoulder"),
            ("shoulder", "hip"),
            ("shoulder", "elbow"),
            ("elbow", "wrist"),
            ("hip", "knee"),
            ("knee", "ankle"),
            ("ankle", "heel"),
            ("heel", "toes"),
        )
    ),
)
"""Lines of the skeleton."""

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
    """The angles at hips, knees and elbows that are sure enough to be told, from ``measures`` where they exist."""
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


def back_edge(pose: Pose) -> FloatArray | None:
    """(19, 2) the back's edge over the line from hip to shoulder, as ``back_curve`` sees it; None without a mask."""
    edge = edge_of(pose)
    return None if edge is None else edge.points
