"""What two simultaneous sessions leave behind together: the more careful of both."""

from dataclasses import replace

from coach.session.safety.traffic_light import NOTHING, Course, Standing, TrafficLight, light

CARE = (None, TrafficLight.GREEN, TrafficLight.AMBER, TrafficLight.RED)
"""The lights from the least careful to the most careful."""


def careful_course(one: Course, other: Course) -> Course:
    """One course with every pain report of both; no score of the milder one softens it."""
    worse, milder = sorted((one, other), key=lambda course: CARE.index(light(course)), reverse=True)
    scores = [score for course in (one, other) for score in (course.worst, course.after) if score is not None]
    before = [course.before for course in (worse, milder) if course.before is not None]
    return replace(
        worse,
        before=min(before) if worse.before is not None else None,
        worst=max(scores, default=None),
        stops=(*one.stops, *other.stops),
        new_in_leg=one.new_in_leg or other.new_in_leg,
        emergency=one.emergency or other.emergency,
    )


def careful_standing(one: Standing, other: Standing) -> Standing:
    """Every restriction of both. The routine file is the one with which the restrictions were learned."""
    worse = max(one, other, key=lambda standing: (standing.reds, CARE.index(standing.light), standing != NOTHING))
    return Standing(
        light=max(one.light, other.light, key=CARE.index),
        reds=worse.reds,
        locked=one.locked | other.locked,
        reduced=one.reduced or other.reduced,
        paused=one.paused or other.paused,
        sha256=next((s.sha256 for s in (worse, one, other) if s.locked or s.reduced or s.paused), worse.sha256),
    )
