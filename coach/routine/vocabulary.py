"""The words that a routine file may use, apart from the names of steps."""

from coach.stretches.catalogue import STRETCHES
from coach.stretches.timed_steps import BY_THE_CLOCK

SIDES = ("left", "right", "both", "alternate")
FIRST_SIDES = ("left", "right")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
STAGES = ("usual", "acute")
TIMES_OF_DAY = ("any", "morning", "day", "evening")
PRECAUTIONS = ("hip", "knee", "wrist", "neck", "osteoporosis", "pregnancy", "blood_pressure")
CLEARANCES = ("cancer", "steroids", "osteoporosis", "muscle_relaxant")
"""The safety questions that a therapist can settle beforehand (clinical notes, 3.1: U4, U5, U9 and M1)."""
OVERRIDES = ("hold_over_120_s", "more_than_30_reps", "over_60_minutes")
STEP_NAMES = (*STRETCHES, *BY_THE_CLOCK)
