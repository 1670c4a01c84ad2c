"""The present place in the routine."""

from coach.body.landmarks import Side
from coach.routine.plan import Plan, PlannedStep
from coach.session.actions import Watch
from coach.session.logged.routine_events import StepStarted
from coach.session.logged.safety_events import PainReported
from coach.session.logged.stretch_events import PhaseEntered
from coach.session.moment import Moment
from coach.session.outbox import Outbox
from coach.stretches.phase import IN_STRETCH, Phase
from coach.stretches.stretch import Kind, Stretch


class Place:
    """Today's plan, and the present stretch, side and phase."""

    def __init__(self, plan: Plan, moment: Moment, out: Outbox) -> None:
        self._moment, self._out = moment, out
        self.plan = plan
        self.stretch: Stretch | None = None
        """The present stretch, whose way out is used."""
        self.step: PlannedStep | None = None
        """The present or last step."""
        self.side: Side | None = None

    def enter_step(self, step: PlannedStep) -> None:
        stretch = step.known
        self.stretch, self.step, self.side = stretch, step, None
        self._out.log(StepStarted(step=step.number, stretch=step.stretch, variant=stretch.variant))
        self._out.act(Watch(mask=stretch.mask and self._moment.watching))
        self._out.show(
            step_index=step.number - 1,
            stretch=step.stretch,
            variant=stretch.variant,
            side=None,
            rep=0,
            reps=max(rep.number for rep in step.reps) if stretch.kind is Kind.HOLD else step.cycles * step.sets,
            timer_only=not self._moment.watching,
            unseen=(),
            remaining_s=sum(later.total_s for later in self.plan.steps[step.number - 1 :]),
        )

    def enter_phase(self, phase: Phase) -> None:
        self._out.log(PhaseEntered(phase=phase, side=self.side))
        self._out.show(phase=phase, in_pose=False, good_s=0.0, target_s=0.0)

    @property
    def phase(self) -> Phase | None:
        return self._out.screen.phase

    @property
    def in_stretch(self) -> bool:
        """Whether the body is moving into a pose, in it, or moving out."""
        return self.phase in IN_STRETCH

    @property
    def posed(self) -> Stretch | None:
        """The stretch with a pose to come out of; None in a timed step and between steps."""
        return None if self.stretch is None or self.stretch.kind is Kind.TIMED else self.stretch

    def pain_reported(self, how: str) -> PainReported:
        """The log event of a pain report at this place; ``how`` it was given."""
        screen = self._out.screen
        return PainReported(
            how=how,
            stretch=self.stretch.name if self.stretch is not None else None,
            variant=self.stretch.variant if self.stretch is not None else None,
            side=self.side,
            rep=screen.rep or None,
            phase=screen.phase,
            good_s=round(screen.good_s, 2) if screen.phase is Phase.HOLD else None,
        )
