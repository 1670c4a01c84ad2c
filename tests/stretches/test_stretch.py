"""The requested stretch needs less evidence than any other, but still some."""

import pytest

from coach.body.measures import Measures, Posture
from coach.stretches.catalogue import find

SINGLE, CHILD, LIFT = find("knee_to_chest", "single"), find("childs_pose", None), find("hip_lift", None)
HELD, OTHER = Posture.KNEE_TO_CHEST, Posture.OTHER


@pytest.mark.parametrize(
    ("stretch", "likely", "believed"),
    [
        (SINGLE, {HELD: 0.9, OTHER: 0.1}, True),
        (SINGLE, {HELD: 0.21, OTHER: 0.79}, True),
        (SINGLE, {HELD: 0.19, OTHER: 0.81}, False),
        (SINGLE, {Posture.HOOK_LYING: 0.9, OTHER: 0.1}, False),
        (SINGLE, {}, True),  # nothing judges postures
        (CHILD, {Posture.CHILDS_POSE: 0.15, Posture.KNEELING: 0.15, OTHER: 0.7}, True),
        (CHILD, {Posture.CHILDS_POSE: 0.1, OTHER: 0.9}, False),
        (LIFT, {OTHER: 1.0}, True),  # it has no posture of its own
    ],
)
def test_what_was_asked_for_is_believed_from_a_fifth_on(stretch, likely: dict[Posture, float], believed: bool):
    assert stretch.believed(Measures(0.0, likely=likely)) is believed
