"""What a routine file may ask for: the stretches with their usual doses, the timed steps, and the words people use."""

from dataclasses import dataclass

SIDES = ("left", "right", "both", "alternate")
STAGES = ("usual", "acute")
TIMES_OF_DAY = ("any", "morning", "day", "evening")
PRECAUTIONS = ("hip", "knee", "wrist", "neck", "osteoporosis", "pregnancy", "blood_pressure")
CLEARANCES = ("cancer", "steroids", "osteoporosis", "muscle_relaxant")
"""The safety questions that a therapist can answer beforehand (clinical notes 3.1, tier U: 4, 5 and 9; and 3.2)."""
OVERRIDES = ("hold_over_120_s", "more_than_30_reps", "over_60_minutes")

LYING, ON_ALL_FOURS = "lying", "on all fours"


@dataclass(frozen=True)
class UsualDose:
    """What a stretch gets when the file does not say."""

    hold_s: float = 0.0
    reps: int = 1
    cycles: int = 0
    move_in_s: float = 4.0
    move_out_s: float = 4.0
    rest_s: float = 5.0


@dataclass(frozen=True)
class StretchEntry:
    """What the file format knows of one stretch."""

    name: str
    about: str
    """One sentence for the editor's hover text."""
    doses: dict[str | None, UsualDose]
    """By variant; the first one is the default. ``None`` stands for a stretch without variants."""
    two_sided: frozenset[str | None] = frozenset()
    """The variants that are done on one side at a time."""
    start: str = LYING
    """How the person starts: sets how long getting ready takes."""
    largest_angle_deg: tuple[float, float] | None = None
    """Range in which a file may limit the key angle; None when the stretch is not measured as an angle."""
    twists: bool = False
    bends_far: bool = False
    """Held at the end of bending (clinical notes, D9)."""
    modifications: tuple[str, ...] = ()

    @property
    def variants(self) -> tuple[str, ...]:
        return tuple(name for name in self.doses if name is not None)

    @property
    def in_cycles(self) -> bool:
        return any(dose.cycles for dose in self.doses.values())

    def settle(self, variant: str | None) -> str | None:
        """The variant meant: the one given, or the default."""
        return variant if variant is not None else next(iter(self.doses))


_LYING_DOWN = ("pillow_under_head", "on_bed")

STRETCHES: dict[str, StretchEntry] = {
    entry.name: entry
    for entry in (
        StretchEntry(
            "knee_to_chest",
            "On the back, one knee (single) or both knees (double) drawn toward the chest.",
            # 20 s x 3 each leg: S002; both together once: [J].
            {
                "single": UsualDose(hold_s=20, reps=3),
                "double": UsualDose(hold_s=20, reps=1, move_in_s=5, move_out_s=5),
            },
            two_sided=frozenset({"single"}),
            largest_angle_deg=(30, 150),
            bends_far=True,
            modifications=(*_LYING_DOWN, "behind_thigh", "towel", "other_leg_straight", "knees_wide"),
        ),
        StretchEntry(
            "childs_pose",
            "From hands and knees, hips back toward the heels, chest down, arms forward.",
            # S002 names no dose; 20 s x 2 is [J].
            {None: UsualDose(hold_s=20, reps=2, rest_s=8)},
            start=ON_ALL_FOURS,
            bends_far=True,
            modifications=(
                "cushion_on_heels",
                "towel_under_ankles",
                "forehead_on_fists",
                "arms_back",
                "knees_wide",
                "blanket_behind_knees",
            ),
        ),
        StretchEntry(
            "cat_cow",
            "On hands and knees, the back arched and rounded in turn with the breath; counted in cycles.",
            # 5 to 10 times: S002.
            {None: UsualDose(cycles=5, move_in_s=0, move_out_s=0, rest_s=0)},
            start=ON_ALL_FOURS,
            modifications=("blanket_under_knees", "on_fists", "on_forearms", "small_cow", "no_cow"),
        ),
        StretchEntry(
            "knee_drop",
            "On the back, both knees lowered to one side; feet on the floor (feet_down) or knees drawn up (knees_up).",
            # 10 s x 3: R4; from the chest 30 s each side: S002.
            {
                "feet_down": UsualDose(hold_s=10, reps=3),
                "knees_up": UsualDose(hold_s=30, reps=1, move_in_s=5, move_out_s=5),
            },
            two_sided=frozenset({"feet_down", "knees_up"}),
            largest_angle_deg=(10, 90),
            twists=True,
            modifications=(
                *_LYING_DOWN,
                "cushion_between_knees",
                "pillow_under_knees",
                "blanket_under_shoulder",
            ),
        ),
        StretchEntry(
            "knee_twist",
            "On the back, one leg long; the other knee, bent, goes across the body.",
            # 20 s x 3 each side: S002.
            {None: UsualDose(hold_s=20, reps=3, move_in_s=5, move_out_s=5)},
            two_sided=frozenset({None}),
            largest_angle_deg=(10, 90),
            twists=True,
            modifications=(*_LYING_DOWN, "pillow_under_knees", "blanket_under_shoulder"),
        ),
        StretchEntry(
            "pelvic_tilt",
            "On the back, knees bent; the low back gently flattened to the floor and let go.",
            # 5 s x 5: R4.
            {None: UsualDose(hold_s=5, reps=5, move_in_s=2, move_out_s=2, rest_s=2)},
            modifications=_LYING_DOWN,
        ),
        StretchEntry(
            "hip_lift",
            "On the back, knees bent; the hips raised a couple of inches and lowered.",
            # 5 to 10 times: S002; 3 s is [J].
            {None: UsualDose(hold_s=3, reps=5, move_in_s=3, move_out_s=3, rest_s=3)},
            modifications=_LYING_DOWN,
        ),
    )
}


@dataclass(frozen=True)
class TimedEntry:
    """What the file format knows of one timed step."""

    name: str
    about: str
    default_s: float
    longest_s: float


TIMED: dict[str, TimedEntry] = {
    entry.name: entry
    for entry in (
        TimedEntry("rest", "Lie in the rest position; a time, or a number of slow breaths.", 60, 1800),
        # Walk 5 minutes, rest 30, again: S003.
        TimedEntry("walk", "Walk about at an easy pace.", 300, 1800),
        # 15 to 20 minutes, a cloth between: S001.
        TimedEntry("cold_pack", "A cold pack with a cloth between; never asleep with it.", 900, 1200),
        TimedEntry("warm_pack", "A warm pack with a cloth between; never asleep with it.", 900, 1200),
    )
}
NOTE = "note"
STEP_NAMES = (*STRETCHES, *TIMED, NOTE)
