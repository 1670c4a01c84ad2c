"""One scene for every state of the screen, with a drawn room, for tests, benchmarks and the contact sheet."""

from dataclasses import replace
from functools import cache

import cv2
import numpy as np

from coach.body.landmarks import Joint, Pose, Side
from coach.languages.texts import Texts
from coach.session.screen import Screen, ScreenMode, StepLabel
from coach.stretches.phase import Phase
from coach.view import figures
from coach.view.display import Scene
from coach.view.layout import Rect

ONE_KNEE = {
    "NOSE": (0.32, 0.54), "LEFT_EAR": (0.31, 0.58), "RIGHT_EAR": (0.31, 0.59),
    "LEFT_SHOULDER": (0.44, 0.59), "RIGHT_SHOULDER": (0.42, 0.63), "LEFT_ELBOW": (0.54, 0.53),
    "RIGHT_ELBOW": (0.53, 0.55), "LEFT_WRIST": (0.62, 0.46), "RIGHT_WRIST": (0.61, 0.44),
    "LEFT_HIP": (0.70, 0.57), "RIGHT_HIP": (0.71, 0.61), "LEFT_KNEE": (0.62, 0.40), "RIGHT_KNEE": (0.86, 0.43),
    "LEFT_ANKLE": (0.81, 0.44), "RIGHT_ANKLE": (0.96, 0.62), "LEFT_HEEL": (0.82, 0.45), "RIGHT_HEEL": (0.95, 0.65),
    "LEFT_TOES": (0.88, 0.40), "RIGHT_TOES": (1.06, 0.66),
}  # fmt: skip
"""A rendered body on its back with the left knee at the chest, seen from its right; picture heights."""
HOOK_LYING = ONE_KNEE | {
    "LEFT_ELBOW": (0.58, 0.60), "RIGHT_ELBOW": (0.56, 0.67), "LEFT_WRIST": (0.70, 0.62), "RIGHT_WRIST": (0.71, 0.69),
    "LEFT_KNEE": (0.84, 0.40), "LEFT_ANKLE": (0.93, 0.59), "LEFT_HEEL": (0.94, 0.64), "LEFT_TOES": (1.04, 0.63),
}  # fmt: skip
CAT = {
    "NOSE": (0.53, 0.46), "LEFT_EAR": (0.50, 0.42), "RIGHT_EAR": (0.50, 0.43),
    "LEFT_SHOULDER": (0.59, 0.39), "RIGHT_SHOULDER": (0.58, 0.38), "LEFT_ELBOW": (0.61, 0.53),
    "RIGHT_ELBOW": (0.60, 0.51), "LEFT_WRIST": (0.54, 0.64), "RIGHT_WRIST": (0.55, 0.61),
    "LEFT_HIP": (0.85, 0.39), "RIGHT_HIP": (0.83, 0.39), "LEFT_KNEE": (0.86, 0.64), "RIGHT_KNEE": (0.86, 0.61),
    "LEFT_ANKLE": (1.07, 0.62), "RIGHT_ANKLE": (1.06, 0.61), "LEFT_HEEL": (1.07, 0.61), "RIGHT_HEEL": (1.07, 0.60),
    "LEFT_TOES": (1.16, 0.64), "RIGHT_TOES": (1.15, 0.63),
}  # fmt: skip

STEPS = tuple(
    StepLabel(*step)
    for step in (
        ("knee_to_chest", "single"), ("knee_to_chest", "double"), ("childs_pose", None), ("cat_cow", None),
        ("knee_drop", "feet_down"), ("rest", None),
    )
)  # fmt: skip


@cache
def camera_picture(seed=0, size=(640, 480), figure=figures.HOOK_LYING):
    """A plain room with a figure on a mat, (h, w, 3); ``seed`` changes the noise."""
    w, h = size
    picture = np.full((h, w, 3), (196, 204, 208), np.uint8)
    picture[round(h * 0.58) :] = (128, 158, 186)
    cv2.ellipse(picture, (w // 2, round(h * 0.72)), (round(w * 0.44), round(h * 0.07)), 0, 0, 360, (150, 128, 66), -1)
    place = Rect(round(w * 0.2), round(h * 0.3), round(w * 0.6), round(h * 0.4))
    figures.draw(picture, figure, place, (70, 60, 52), (70, 60, 52))
    noise = np.random.default_rng(seed).integers(0, 6, picture.shape, dtype=np.uint8)
    return cv2.add(picture, noise)


def pose(points, mask=None, t_s=0.0):
    """A pose with the named joints at these places; all others are unseen."""
    at, seen = np.full((33, 2), 0.5), np.zeros(33)
    for name, point in points.items():
        at[Joint[name]], seen[Joint[name]] = point, 0.95
    return Pose(t_s, at, np.zeros((33, 3)), seen, mask)


def turned(degrees):
    """A body on its back along the picture (0), with its feet towards the camera (90), or its head (270)."""
    angle = np.radians(degrees)
    along, across = np.array([np.cos(angle), 0, np.sin(angle)]), np.array([-np.sin(angle), 0, np.cos(angle)])
    found = pose(HOOK_LYING)
    for side, sign in (("LEFT", -1), ("RIGHT", 1)):
        found.world[Joint[f"{side}_SHOULDER"]] = 0.5 * along + sign * 0.18 * across
        found.world[Joint[f"{side}_HIP"]] = sign * 0.12 * across
    return found


def round_back_mask(h=240, w=320):
    """A mask with a rounded back over the shoulders and hips of ``CAT``."""
    mask = np.zeros((h, w), np.float32)
    cv2.ellipse(mask, (round(0.72 * h), round(0.42 * h)), (round(0.19 * h), round(0.12 * h)), 0, 0, 360, 1.0, -1)
    return mask


def screen(**changes):
    base = Screen(
        mode=ScreenMode.SESSION, steps=STEPS, step_index=0, stretch="knee_to_chest", variant="single", side=Side.LEFT,
        phase=Phase.HOLD, rep=2, reps=3, good_s=3.2, target_s=20.0, in_pose=True, remaining_s=700.0,
    )  # fmt: skip
    return replace(base, **changes)


def seen(state, caption, body=ONE_KNEE, mask=None, **more):
    found = None if body is None else pose(body, mask)
    return Scene(state, caption, camera_picture(), found, camera_on=True, **more)


SCENES = {
    "set_up": seen(
        screen(phase=Phase.SET_UP, in_pose=False, rep=1, unseen=("left knee", "right ankle", "left heel")),
        "Lie on your back, knees bent, feet flat on the floor.",
        HOOK_LYING,
    ),
    "looking": seen(
        screen(phase=Phase.SET_UP, in_pose=False, rep=1), "Lie on your back, knees bent, feet flat on the floor.", None
    ),
    "from_the_feet": seen(
        screen(
            stretch="knee_drop",
            variant="feet_down",
            side=Side.RIGHT,
            phase=Phase.SET_UP,
            in_pose=False,
            rep=1,
            step_index=4,
        ),
        "Lie on your back, knees bent, feet flat. Arms out to the sides.",
        None,
    ),
    "move_in": seen(
        screen(phase=Phase.MOVE_IN, in_pose=False, target_s=0.0, rep=1),
        "Draw your left knee toward your chest.",
        HOOK_LYING,
    ),
    "hold": seen(screen(), "And hold there. Breathe in.", breath=0.7),
    "waiting": seen(screen(in_pose=False, good_s=8.0), "Timer paused. Back when you're ready.", HOOK_LYING, breath=0.2),
    "cat": seen(
        screen(
            stretch="cat_cow",
            variant=None,
            side=None,
            phase=Phase.CAT,
            rep=4,
            reps=8,
            target_s=0.0,
            step_index=3,
            remaining_s=300.0,
        ),
        "Breathe out, round your back.",
        CAT,
        round_back_mask(),
        breath=0.3,
    ),
    "timer_only": seen(
        screen(stretch="childs_pose", variant=None, side=None, step_index=2, timer_only=True, remaining_s=420.0),
        "I can't see you, I'll keep time.",
        None,
    ),
    "paused": seen(screen(mode=ScreenMode.PAUSED, in_pose=False), "Paused. Press C when you want to continue."),
    "question": Scene(
        screen(mode=ScreenMode.QUESTION, question="ask.numb"),
        Texts("en").get("ask.numb"),
    ),
    "leaving": Scene(
        screen(mode=ScreenMode.QUESTION, question="ask.end"),
        Texts("en").get("ask.end"),
    ),
    "pain_score": Scene(
        screen(mode=ScreenMode.QUESTION, question="ask.pain_now", number_wanted=True),
        Texts("en").get("ask.pain_now"),
    ),
    "stopped": seen(
        screen(mode=ScreenMode.STOPPED, in_pose=False, target_s=0.0), "Let go. Lower that foot.", HOOK_LYING
    ),
    "finished": Scene(
        screen(
            mode=ScreenMode.FINISHED,
            step_index=5,
            target_s=0.0,
            remaining_s=0.0,
            done=("knee_to_chest_single", "knee_to_chest_double", "childs_pose", "cat_cow", "knee_drop_feet_down"),
        ),
        "That was everything for today. Rest as long as you like.",
        camera_on=True,
    ),
    "no_camera": Scene(screen(), "And hold there.", breath=0.9),
    "walk": Scene(
        screen(stretch="walk", variant=None, side=None, target_s=600.0, good_s=20.0, reps=1, rep=1),
        "Time for a short, easy walk around the room.",
        microphone_on=True,
        sound_on=False,
    ),
}
"""The scenes by name."""
