"""A person who answers by the key of the question, in a session of the real engine."""

from dataclasses import replace

from coach.body.landmarks import Side
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.session.events import Wish
from coach.session.safety.screening import Screening
from tests.session.promises import Promises

CHILD = PlannedStep(1, "childs_pose", None, (PlannedRep(1), PlannedRep(2)), hold_s=16.0)
DROP = PlannedStep(2, "knee_drop", "feet_down", (PlannedRep(1, Side.LEFT), PlannedRep(1, Side.RIGHT)), hold_s=8.0)
TILT = PlannedStep(3, "pelvic_tilt", None, hold_s=4.0)
ONLY_TILT = replace(TILT, number=1)
PLAN = Plan("p", "1", "en", (CHILD, DROP, TILT), sha256="a")
TWO = (replace(CHILD, hold_s=40.0), replace(TILT, number=2))
POSED = [("tabletop", 9.0), ("child", 6.0)]
"""Bodies on the way into a child's pose, with the time that each lasts."""
SHORT = Screening(full=False, why="every_time")
N = Wish.NO


class Person(Promises):
    """Answers by the key of the question; by default, those of a healthy person."""

    def __init__(self, plan=PLAN, screening=SHORT, answers=None, *, watching=False, began=None):
        super().__init__(plan, screening, ask=True, watching=watching, talks=True, began=began)
        self.answers = answers or {}
        self.asked = []

    def go(self, seconds=1800.0, until=lambda person: False):
        end_s = self.t_s + seconds
        while not self.over and self.t_s < end_s and not until(self):
            self.silence(0.5, step_s=0.5)
            if self.screen.question is not None:
                self._answer(self.screen.question)
        return self

    def _answer(self, question):
        if not self.asked or self.asked[-1] != question:
            self.asked.append(question)
        answer = self.answers.get(question, "well")
        if answer == "well":
            self.answer_well()
        elif isinstance(answer, int):
            self.say(Wish.NUMBER, answer)
        elif answer is not None:
            self.say(answer)

    def events(self, name):
        return [line.fields for line in self.log if line.event == name]

    @property
    def said(self):
        return [line.fields["key"] for line in self.log if line.event == "cue"]


def asked_ids(person):
    return [f["question"] for f in person.events("screening") if "question" in f]


def stopped(answers, plan=PLAN, at="hold_started", screening=SHORT):
    """A session to its end, with a pain report after this event."""
    person = Person(plan, screening, answers).go(until=lambda p: any(line.event == at for line in p.log))
    person.say(Wish.STOP)
    return person.go()


def under_way(steps=TWO, answers=None):
    """A watched session whose first step has begun."""
    person = Person(Plan("p", "1", "en", steps), SHORT, answers, watching=True)
    return person.go(until=lambda p: any(line.event == "step_started" for line in p.log))
