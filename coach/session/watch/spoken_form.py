"""The form of one rep: errors, logged and spoken."""

from coach.body.landmarks import Side
from coach.body.measures import Measures, View
from coach.routine.plan import PlannedStep
from coach.session.actions import Priority
from coach.session.logged.stretch_events import FormErrorChanged
from coach.session.moment import Moment
from coach.session.outbox import Outbox
from coach.session.summary import SessionSummary
from coach.session.watch.corrections import Corrections
from coach.session.watch.form_errors import ErrorChange, FormWatch
from coach.session.watch.start_position import StillBody
from coach.stretches.form_error import FormError, Urgency
from coach.stretches.line import Line
from coach.stretches.phase import Phase
from coach.stretches.reader import AGAINST_START
from coach.stretches.stretch import Stretch


class SpokenForm:
    """Judges one rep of one stretch; the only class that requests corrections."""

    def __init__(
        self,
        moment: Moment,
        out: Outbox,
        summary: SessionSummary,
        step: PlannedStep,
        stretch: Stretch,
        corrections: Corrections,
        start: dict[str, float],
    ) -> None:
        """``corrections`` are those of the whole step; ``start`` holds measures of the still body from an earlier
        rep."""
        self._moment, self._out, self._summary = moment, out, summary
        self._stretch = stretch
        self._corrections = corrections
        errors = [e for e in (*stretch.errors, *_limit(step, stretch)) if e.applies(step.modifications)]
        self.still = StillBody(stretch, (error.measure for error in errors if error.reading in AGAINST_START), start)
        self._watch = FormWatch(errors, self.still.values)

    @property
    def explains(self) -> bool:
        """Whether the last look shows an error that explains how far the body is from its pose."""
        return self._watch.explains

    def begin_hold(self) -> None:
        self._corrections.new_hold()

    def look(self, phase: Phase, side: Side | None) -> None:
        """Take in the present look at a rep of this side."""
        for change in self._watch.see(self._moment.now_s, self._judged(side), side, phase):
            self._note(change, phase)
            if not change.on and self._corrections.praise(self._moment.now_s, change.error):
                self._out.say("praise.fixed", Priority.PRAISE, "fixed", within_s=2.0)

    def correct(self, hold: tuple[float, float] | None) -> None:
        """Speak about a raised error if it is time to. ``hold``: elapsed and remaining seconds; None outside a hold."""
        error = self._corrections.choose(self._moment.now_s, self._watch.raised, hold)
        if error is not None:
            priority = Priority.SAFETY if error.urgency is Urgency.P1 else Priority.CORRECTION
            self._summary.corrections += 1
            self._out.say(error.cue, priority, error.id, within_s=2.0)

    def end(self, phase: Phase) -> None:
        """End the rep and clear its errors."""
        for change in self._watch.end():
            self._note(change, phase)

    def _judged(self, side: Side | None) -> Measures | None:
        """The measures for judging form; None from an unsuitable view."""
        m = self._moment.measures
        if m is None or not self._stretch.starts_well(m, side):
            return None
        views = self._stretch.views
        from_here = not views or self._stretch.by_sight or m.view in views or m.view is View.UNKNOWN
        return m if from_here else None

    def _note(self, change: ErrorChange, phase: Phase) -> None:
        value = round(change.value, 2)
        self._out.log(FormErrorChanged(error=change.error.id, phase=phase, value=value, on=change.on))


def _limit(step: PlannedStep, stretch: Stretch) -> tuple[FormError, ...]:
    """The therapist's largest angle as a form error."""
    limit, key = step.range_limit_deg, stretch.key
    if limit is None or key is None:
        return ()
    return (
        FormError(
            id="over_limit",
            measure=key.measure,
            line=Line(clinical=limit, clear=limit - 5),
            dwell_s=0.8,
            phases=frozenset({Phase.MOVE_IN, Phase.HOLD}),
            urgency=Urgency.P1,
            source="routine",
        ),
    )
