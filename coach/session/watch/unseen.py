"""What happens while the person, or the part that matters, is not seen: every time of it, the shortest first.

What was not looked for is not unseen: a gap between two pictures begins these times anew, and so does loading the pose
model. A camera that is known to be gone is not waited for: the coach keeps time at once.
"""

BRIDGED_S = 0.7
"""Shorter gaps are bridged. After a longer one nobody knows what happened: the hold clock stops at the last look, dwell
times begin again, ``tracking_lost`` is logged, and the coach no longer says that the timer is paused."""
FORM_FORGOTTEN_S = 1.0
"""A form error that stood no longer does: what is not seen is never judged."""
OUT_OF_VIEW_S = 2.0
"""In mid-stretch: the log has ``out_of_view`` (clinical notes, G6)."""
TIMER_TAKES_OVER_S = 4.0
"""The coach says what it cannot see, and keeps time instead (clinical notes, G6 [J])."""
EYES_OPEN_S = 15.0
"""Before the first picture: loading the pose model takes this long at most, on a slow laptop [J]."""
MAT_EMPTY_S = 20.0
"""Nobody in the picture in mid-stretch: everything stops, and the coach asks whether all is well [J]."""
