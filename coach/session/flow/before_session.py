"""The script before a session: the safety questions, the score, the day after the last session, and the dose."""

from collections.abc import Generator, Mapping
from dataclasses import replace

from coach.session.actions import Priority
from coach.session.context import Context
from coach.session.events import Wish
from coach.session.flow.questions import BEFORE, YES_NO, ask, ask_consent, ask_number, scored
from coach.session.flow.step_words import name_of
from coach.session.logged.routine_events import ConsentAsked, LastSessionWeighed, PauseAsked
from coach.session.logged.safety_events import AssignmentAsked, SafetyScreened
from coach.session.safety.dose_lowering import TodaysDose, acute, after, gentle
from coach.session.safety.pain_table import MODERATE, SEVERE
from coach.session.safety.screening import LEG_BEFORE, SafetyQuestion, Screening, Verdict, questions, settled, verdict
from coach.session.safety.traffic_light import NOTHING, Course, lifted, next_standing, why
from coach.session.screen import ScreenMode

ENDS: Mapping[str, tuple[str, ...]] = {
    Verdict.EMERGENCY.value: ("stop.emergency",),
    Verdict.CLINICIAN.value: ("screening.clinician", "screening.rest"),
    Verdict.NOT_TODAY.value: ("screening.not_today", "screening.rest"),
    Verdict.NO_ACUTE.value: ("screening.no_acute", "screening.walk"),
    "not_assigned": ("screening.not_assigned",),
    "pain_before": ("session.too_much_pain",),
    "paused": ("screening.paused", "screening.rest"),
    "nothing_left": ("screening.nothing_left", "screening.rest"),
    "no_answer": ("session.no_answer",),
}
"""The line spoken when there is no session, by the reason in the log."""
SAID_FOR: Mapping[str, str] = {"C3": "screening.long", "C4": "screening.long"}
"""Advice that follows a yes to these questions."""


class BeforeSession:
    """Asks until it knows today's dose, or that there is no session."""

    def __init__(self, c: Context, dose: TodaysDose, screening: Screening | None) -> None:
        self._c = c
        self._screening = screening
        self._assigned: bool | None = None
        self.dose = dose
        self.standing = screening.standing if screening is not None else NOTHING
        self.weighed = False
        """The previous session has been evaluated."""
        self.may_keep = screening is not None and screening.may_keep
        """The person has agreed to keep scores and dates on this computer."""

    def script(self) -> Generator[None, None, str | None]:
        """Returns None to go on with ``dose``, or the reason why there is no session today."""
        c = self._c
        screening = self._screening
        c.out.show(mode=ScreenMode.QUESTION)
        if screening is None:
            c.out.log(SafetyScreened(result="skipped"))
        else:
            end = yield from self._screen(screening)
            if end is not None:
                return end
        end = yield from self._score()
        if end is None and screening is not None:
            end = yield from self._last_time(screening)
        return end

    # -- the safety questions ------------------------------------------------------------------------------------

    def _screen(self, screening: Screening) -> Generator[None, None, str | None]:
        c = self._c
        if screening.first_time:
            yield from self._first_run(screening)
        c.out.say("screening.full" if screening.full else "screening.short", reason="screening")
        for question in questions(full=screening.full):
            end = yield from self._one(question, screening)
            if end is not None:
                self._result(end, screening, question)
                return end
        self._result(Verdict.GO.value, screening, None)
        return None

    def _first_run(self, screening: Screening) -> Generator[None, None, None]:
        for key in ("first_run.purpose", "first_run.limits", "first_run.camera"):
            self._c.out.say(key, reason="first_run")
        if screening.keep is not None:
            return
        self.may_keep = yield from ask_consent(self._c, "first_run.keep", manner=BEFORE)
        self._c.out.log(ConsentAsked(to="keep sessions, scores and answers on this computer", given=self.may_keep))

    def _one(self, question: SafetyQuestion, screening: Screening) -> Generator[None, None, str | None]:
        c = self._c
        if settled(question, c.place.plan):
            self._note(question, "cleared", "routine")
            return None
        on_screen = question.private and screening.on_screen
        answer = yield from ask(
            c, question.text, YES_NO, manner=BEFORE, spoken="screening.on_screen" if on_screen else None
        )
        self._note(question, answer.wish.value if answer else None, answer.how if answer else None)
        if answer is None:
            return "no_answer"
        yes = answer.wish is not Wish.NO
        if question.id == LEG_BEFORE:
            c.pain.leg_before = yes
        return (yield from self._meaning(question)) if yes else None

    def _meaning(self, question: SafetyQuestion) -> Generator[None, None, str | None]:
        found = verdict(question, self._c.place.plan)
        if question.id in SAID_FOR:
            self._c.out.say(SAID_FOR[question.id], reason="screening")
        if found is Verdict.ASK_ASSIGNED:
            if self._assigned is None:
                self._assigned = yield from ask_consent(self._c, "screening.assigned", manner=BEFORE)
                self._c.out.log(AssignmentAsked(said=self._assigned))
            if not self._assigned:
                return "not_assigned"
            found = Verdict.ACUTE if self._c.place.plan.acute and question.tier.value == "onset" else Verdict.GO
        if found is Verdict.ACUTE:
            self.dose = acute(self.dose)
        return None if found in (Verdict.GO, Verdict.ACUTE) else found.value

    def _note(self, question: SafetyQuestion, answer: str | None, how: str | None) -> None:
        self._c.out.log(SafetyScreened(question=question.id, tier=question.tier.value, answer=answer, how=how))

    def _result(self, result: str, screening: Screening, by: SafetyQuestion | None) -> None:
        asked = "full" if screening.full else "short"
        self._c.pain.emergency |= result == Verdict.EMERGENCY.value
        self._c.out.log(SafetyScreened(result=result, by=by.id if by else None, set=asked, why=screening.why))

    # -- the score -----------------------------------------------------------------------------------------------

    def _score(self) -> Generator[None, None, str | None]:
        c = self._c
        score = yield from ask_number(c, "ask.pain_before", manner=BEFORE)
        c.out.log(scored("before", score))
        if score is None:
            return "no_answer"
        c.pain.before = score.value
        if score.value >= min(SEVERE, c.place.plan.stop_at_pain):
            return "pain_before"
        if score.value >= MODERATE:
            self.dose = gentle(self.dose, "pain_before")
            c.out.say("light.gentle", reason="light")
        return None

    # -- the previous session ------------------------------------------------------------------------------------

    def _last_time(self, screening: Screening) -> Generator[None, None, str | None]:
        c = self._c
        if lifted(self.standing, c.place.plan):
            c.out.log(LastSessionWeighed(colour=None, why="a new file from the therapist"))
            c.out.say("light.new_file", reason="light")
            self.standing = NOTHING
        if screening.course is not None:
            course = yield from _next_day(c, screening.course, screening)
            self._weigh(course)
        if self.standing.paused:
            talked = yield from ask_consent(c, "light.talked", manner=BEFORE)
            c.out.log(PauseAsked(talked=talked))
            if not talked:
                return "paused"
            self.standing = replace(self.standing, paused=False, reds=0)
        self.dose = after(self.dose, self.standing)
        self._tell()
        return None if self.dose.stretches or not self.dose.left_out else "nothing_left"

    def _weigh(self, course: Course) -> None:
        row = why(course, self._c.place.plan.pain_limits)
        self.standing = next_standing(self.standing, course, self._c.place.plan)
        self.weighed = True
        self._c.out.log(LastSessionWeighed(colour=row.light.value, why=row.when, reds=self.standing.reds))
        self._c.out.say(row.spoken, reason="light")

    def _tell(self) -> None:
        """Speaks and logs every change; changes of the same kind are spoken once."""
        c = self._c
        for change in self.dose.changes:
            c.out.log(change)
        if self.standing.reduced:
            c.out.say("light.half", reason="light")
        names = {step.number: name_of(step) for step in c.place.plan.steps}
        for name in dict.fromkeys(names[number] for number in self.dose.left_out):
            c.out.say("light.left_out", reason="light", params={"name": name})


def _next_day(c: Context, course: Course, screening: Screening) -> Generator[None, None, Course]:
    if not screening.next_day_due:
        return replace(course, too_early=screening.too_early)
    worst = yield from ask_number(c, "ask.next_day_worst", manner=BEFORE)
    c.out.log(scored("next_day_worst", worst))
    typical = None
    if worst is not None:
        typical = yield from ask_number(c, "ask.next_day", manner=BEFORE)
        c.out.log(scored("next_day", typical))
    scores = [score for score in (course.worst, worst.value if worst else None) if score is not None]
    return replace(course, worst=max(scores, default=None), next_day=typical.value if typical else None)


def no_session(c: Context, end: str) -> Generator[None, None, None]:
    """Says calmly why there is no session today."""
    for key in ENDS[end]:
        c.out.say(key, Priority.STOP, "screening", params=c.dialogue.number)
    yield from c.out.wait_quiet()
