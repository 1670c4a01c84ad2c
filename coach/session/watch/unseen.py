"""What happens while the person, or the relevant part, is unseen: all the times, the shortest first.

Without pictures nothing counts as unseen: a gap between two pictures restarts these times, and so does loading the pose
model. A camera that is known to be gone is not waited for: the coach keeps time at once.
"""

BRIDGED_S = 0.7
"""The longest gap that is bridged. What happened in a longer one is unknown: the hold clock stops at the last look,
dwell times restart, ``tracking_lost`` is logged, and the coach no longer says that the timer is paused."""
FORM_FORGOTTEN_S = 1.0
"""A raised form error is cleared: what is not seen is never judged."""
GLIMPSE_S = 1.5
"""Seen again for less than this: not announced, and if it is lost again, the coach goes on keeping time."""
OUT_OF_VIEW_S = 2.0
"""In mid-stretch: ``out_of_view`` is logged (clinical notes, G6)."""
TIMER_TAKES_OVER_S = 4.0
"""The coach says what it cannot see, and keeps time instead (clinical notes, G6 [J])."""
EYES_OPEN_S = 15.0
"""Before the first picture: the longest time to load the pose model on a slow laptop [J]."""
MAT_EMPTY_S = 20.0
"""Nobody in the picture in mid-stretch: everything stops, and the coach asks whether all is well [J]."""
