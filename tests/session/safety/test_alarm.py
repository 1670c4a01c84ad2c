"""What counts as leaving the mat, as a fall-like movement and as no movement, and what does not."""

from collections.abc import Sequence

import pytest

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures, Posture, PostureSeen
from coach.session.moment import Moment
from coach.session.safety.alarm import IN_POSE, NO_MOVEMENT_S, STOOD_S, Alarm, Lookout
from coach.session.watch.unseen import MAT_EMPTY_S
from coach.stretches.catalogue import find
from coach.stretches.phase import IN_STRETCH, Phase

FPS = 10
HOLD_S = 20.0
KNEE = find("knee_to_chest", "single")
KEY = "knee_to_chest_left_deg"
INCLINE, HEIGHT = "trunk_incline_deg", "hip_height_torso"
Looks = Sequence[Measures | None]


def seen(posture: Posture = Posture.OTHER, sure: float = 0.9, **values: float) -> Measures:
    return Measures(0.0, {name: Measure(value, 0.9) for name, value in values.items()}, PostureSeen(posture, sure))


def lookout() -> Lookout:
    return Lookout(KNEE, HOLD_S)


def watched(looks: Looks, phase: Phase | None = Phase.HOLD, by: Lookout | None = None, from_s: float = 0.0):
    """(seconds, alarm) of the first alarm, at ten pictures a second; None if there is none."""
    by, moment = by or lookout(), Moment(watching=True)
    for index, measures in enumerate(looks):
        now_s = from_s + index / FPS
        moment.begin(now_s, now_s, measures, looked=True)
        alarm = by.see(moment, phase=phase, side=Side.LEFT)
        if alarm is not None:
            return round(now_s, 1), alarm
    return None


def swaying(seconds: float, **values: float) -> list[Measures]:
    """A person who is never quite still: the knee moves back and forth by ten degrees every second."""
    count = round(seconds * FPS)
    return [seen(**{KEY: 110.0 + 10.0 * (i // FPS % 2)}, **values) for i in range(count)]


# -- a fall-like movement ----------------------------------------------------------------------------------------------


def falling(measure: str, high: float, low: float, way: int, up: int = 12, down: int = 12) -> list[Measures]:
    """A body with this many looks up, on the way, and down."""
    steps = [high + (low - high) * (i + 1) / (way + 1) for i in range(way)]
    return [seen(**{measure: value}) for value in [*[high] * up, *steps, *[low] * down]]


@pytest.mark.parametrize(
    ("looks", "fell"),
    [
        (falling(INCLINE, 85.0, 5.0, way=3), True),
        (falling(INCLINE, 50.0, 10.0, way=3), True),
        (falling(HEIGHT, 1.7, 0.1, way=3), True),
        (falling(HEIGHT, 0.8, 0.1, way=3), True),
        (falling(INCLINE, 85.0, 50.0, way=3), False),  # not far enough
        (falling(INCLINE, 45.0, 0.0, way=3), False),  # was not up
        (falling(HEIGHT, 1.1, 0.5, way=3), False),  # from hands and knees into a child's pose
        (falling(INCLINE, 85.0, 5.0, way=20), False),  # lies down slowly
        (falling(INCLINE, 85.0, 5.0, way=0, up=2), False),  # two looks do not give a level
        (falling(INCLINE, 85.0, 5.0, way=3, down=2), False),
        ([*falling(INCLINE, 85.0, 5.0, way=0, down=2), *[seen(**{INCLINE: 85.0})] * 12], False),  # two wrong looks
    ],
)
def test_a_fall_is_from_upright_to_the_floor_within_a_moment_and_stays_there(looks, fell):
    found = watched(looks, Phase.SET_UP)
    assert (found is not None and found[1] is Alarm.FALL_LIKE) is fell


def test_a_fall_is_reported_once():
    by = lookout()
    assert watched(falling(INCLINE, 85.0, 5.0, way=3), Phase.SET_UP, by) is not None
    assert watched([seen(**{INCLINE: 5.0})] * 40, Phase.SET_UP, by, from_s=2.8) is None


def test_a_body_that_lies_down_while_the_session_stands_still_has_not_fallen():
    by = lookout()
    up, down = [seen(**{INCLINE: 85.0})] * 12, [seen(**{INCLINE: 5.0})] * 12
    assert watched(up, Phase.SET_UP, by) is None
    by.resume()
    assert watched(down, Phase.SET_UP, by, from_s=1.2) is None


# -- leaving the mat ---------------------------------------------------------------------------------------------------

STANDING = seen(Posture.STANDING, **{INCLINE: 88.0})


@pytest.mark.parametrize("phase", [None, *Phase])
def test_standing_in_the_middle_of_a_stretch_is_leaving(phase):
    expected = (STOOD_S, Alarm.LEFT_MAT) if phase in IN_POSE else None
    assert watched([STANDING] * 50, phase) == expected


@pytest.mark.parametrize(
    "looks",
    [
        [STANDING] * 29,
        [seen(Posture.STANDING, 0.4)] * 60,  # not sure
        [*[STANDING] * 25, seen(Posture.KNEELING), *[STANDING] * 25],
        [seen(Posture.KNEELING)] * 60,
    ],
)
def test_a_moment_or_a_guess_of_standing_is_not(looks):
    assert watched(looks) is None


@pytest.mark.parametrize("phase", [None, *Phase])
def test_nobody_in_the_picture_for_long_in_the_middle_of_a_stretch_is_leaving(phase):
    looks = [*swaying(1.0), *[None] * 250]
    expected = (MAT_EMPTY_S + 0.9, Alarm.LEFT_MAT) if phase in IN_STRETCH else None
    assert watched(looks, phase) == expected


def test_somebody_who_has_never_been_seen_has_not_left():
    assert watched([None] * 600) is None


def test_time_without_pictures_is_neither_absence_nor_standing():
    by = lookout()
    assert watched([*swaying(1.0), *[None] * 150], Phase.HOLD, by) is None
    assert watched([None] * 190, Phase.HOLD, by, from_s=60.0) is None
    by = lookout()
    assert watched([STANDING] * 20, Phase.HOLD, by) is None
    assert watched([STANDING] * 20, Phase.HOLD, by, from_s=5.0) is None


# -- no movement -------------------------------------------------------------------------------------------------------

STILL_S = HOLD_S + NO_MOVEMENT_S


def still(seconds: float, tremble: float = 0.0) -> list[Measures]:
    return [seen(**{KEY: 110.0 + tremble * (-1) ** i}) for i in range(round(seconds * FPS))]


@pytest.mark.parametrize("tremble", [0.0, KNEE.key.slack / 7])
def test_no_movement_for_long_beyond_the_hold_is_noticed(tremble):
    assert watched(still(STILL_S + 5.0, tremble)) == (STILL_S, Alarm.NO_MOVEMENT)


def test_a_person_who_moves_is_left_alone():
    assert watched(swaying(2 * STILL_S)) is None


def test_a_key_or_a_word_is_a_sign_of_life():
    by = lookout()
    assert watched(still(STILL_S - 1.0), by=by) is None
    by.heard()
    assert watched(still(STILL_S - 1.0), by=by, from_s=STILL_S - 1.0) is None


def test_where_the_key_measure_is_not_seen_stillness_is_not_known():
    assert watched([seen()] * round(FPS * (STILL_S + 5.0))) is None
    timed = Lookout(find("rest"), HOLD_S)
    assert watched(still(STILL_S + 5.0), by=timed) is None
