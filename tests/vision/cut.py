"""A cut: a person on hands and knees in one room, and from ``CUT_S`` on a person on their back in another."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from coach.body.landmarks import Pose
from coach.body.measurer import Measurer
from coach.body.measures import Measures
from coach.vision.fake import FakeFinder
from coach.vision.frame import Frame
from tests.body import sticks

RATE_HZ = 15.0
BEFORE, AFTER = 15, 7
"""Number of pictures. Half a second after a jump the body is searched for again."""
CUT_S = BEFORE / RATE_HZ

ROOMS = np.random.default_rng(0).integers(0, 255, (2, 12, 16, 3), dtype=np.uint8).repeat(40, 1).repeat(40, 2)
PEOPLE = (sticks.seen(sticks.TABLE), sticks.seen(sticks.HOOK))


def frames() -> list[Frame]:
    """Pictures of 640x480."""
    times = [index / RATE_HZ for index in range(BEFORE + AFTER)]
    return [Frame(ROOMS[int(t_s >= CUT_S)], t_s) for t_s in times]


def find(frame: Frame) -> Pose:
    """The body in a room, with a video's small errors in time and tone."""
    return replace(PEOPLE[int(frame.t_s > CUT_S - 0.01)], t_s=frame.t_s)


def finder() -> FakeFinder:
    return FakeFinder(find)


def each_for_itself(times: Sequence[float]) -> list[Measures]:
    """The expected measures at these times: those of the second body contain nothing of the first."""
    measurers = (Measurer(), Measurer())
    poses = [find(Frame(ROOMS[0], t_s)) for t_s in times]
    return [measurers[int(pose.t_s > CUT_S - 0.01)].measure(pose) for pose in poses]
