"""No failing part ends a session: every part is broken in every phase."""

import pytest

from coach import app
from coach.errors import InputError, ModelError, ProgramError
from coach.inputs import Ears
from coach.languages.texts import Texts
from coach.loop import Parts, Session
from coach.record.event_log import EventLog
from coach.routine.plan import Plan, PlannedRep, PlannedStep
from coach.session.actions import Action, Outcome
from coach.session.engine import Engine, Settings
from coach.session.events import Event, PoseLost, Tick, UserInput, Wish
from coach.session.flow.listening import Listening
from coach.session.logged.log_event import LogEvent
from coach.stretches.own_exercise import OwnExercise
from coach.stretches.phase import Phase
from coach.surroundings import Blind, Timer
from coach.view.display import Scene
from coach.voice.silent import SilentSpeaker

PLAN = Plan("p", "1", "en", (PlannedStep(1, "childs_pose", None, (PlannedRep(1),), hold_s=6.0),))


class Bench:
    """All parts of a session; the one named ``breaks`` (``part.method``) raises from the phase ``at`` on."""

    def __init__(self, breaks: str, at: Phase | None, stop: bool = False, plan: Plan | None = None) -> None:
        self.plan = plan or PLAN
        self.breaks, self.at, self.stop = breaks, at, stop
        self.broke = 0
        self.fault: Exception | None = None
        self.watching = False
        self.log = Log(self)
        self.captions: list[str] = []
        self.names: list[str] = []

    def may_fail(self, what: str) -> None:
        if what == self.breaks and (self.at is None or f"phase {self.at.value}" in self.names):
            self.broke += 1
            raise self.fault or RuntimeError(what)

    def run(self) -> Outcome:
        listening = Listening(allowed=True, tried=True)
        engine = Rules(self, self.plan, Settings(self.watching, ask=False, listening=listening))
        parts = Parts(
            Around(self),
            Voice(self),
            [Shown(self)],
            self.log,
            Texts("en"),
            lambda: Ear(self),
            keep=lambda: self.may_fail("log.keep"),
        )
        return Session(engine, self.plan, parts, fast=True).run()


class Around(Timer):
    """A live clock that needs no waiting."""

    def __init__(self, bench: "Bench") -> None:
        super().__init__(fast=True)
        self.bench = bench
        self.is_live = True

    def events(self, wait_s: float) -> list[Event]:
        self.bench.may_fail("around.events")
        return [Tick(event.t_s) for event in super().events(wait_s)]

    def first_look(self, wait_s: float) -> list[Event]:
        """Like ``events``, with a visible person at first."""
        self.bench.may_fail("around.events")
        return [PoseLost(event.t_s) for event in super().events(wait_s)]


class After(Timer):
    """Replaces Blind with a clock that needs no waiting."""

    def __init__(self, at_s: float) -> None:
        super().__init__(fast=True)
        self.is_live, self._gone_s = True, at_s


class Rules(Engine):
    def __init__(self, bench: "Bench", plan: Plan, settings: Settings) -> None:
        super().__init__(plan, settings)
        self.bench = bench

    def handle(self, event: Event) -> list[Action]:
        self.bench.may_fail("engine.handle")
        return super().handle(event)


class Log(EventLog):
    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench

    def write(self, t_s: float, event: LogEvent) -> None:
        phase = event.fields().get("phase")
        self.bench.names.append(event.name if event.name != "phase" else f"phase {phase}")
        self.bench.may_fail("log.write")
        super().write(t_s, event)


class Voice(SilentSpeaker):
    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench

    def say(self, utterance, now_s):
        self.bench.may_fail("voice.say")
        super().say(utterance, now_s)

    def poll(self, now_s):
        self.bench.may_fail("voice.poll")
        return super().poll(now_s)

    def chime(self, tone):
        self.bench.may_fail("voice.chime")

    def cut(self, now_s):
        self.bench.may_fail("voice.cut")
        return super().cut(now_s)


class Shown:
    def __init__(self, bench: Bench) -> None:
        self.bench = bench

    def show(self, scene: Scene) -> None:
        if scene.caption and scene.caption not in self.bench.captions[-1:]:
            self.bench.captions.append(scene.caption)
        self.bench.may_fail("screen.show")

    def poll(self) -> list[UserInput]:
        self.bench.may_fail("screen.poll")
        stop = self.bench.stop and "hold_started" in self.bench.names
        self.bench.stop = self.bench.stop and not stop
        return [UserInput(Wish.STOP, "key")] if stop else []

    def on_input(self, call) -> None:
        pass

    def close(self) -> None:
        pass


class Ear(Ears):
    on = True
    masked = talk_goes_on = False
    level_db = -60.0

    def __init__(self, bench: Bench) -> None:
        self.bench = bench

    def expect(self, *, number: bool, question: bool) -> None:
        self.bench.may_fail("ear.expect")

    def poll(self) -> list[UserInput]:
        self.bench.may_fail("ear.poll")
        return []

    def on_input(self, call) -> None:
        pass


PHASES = (None, Phase.SET_UP, Phase.MOVE_IN, Phase.HOLD, Phase.MOVE_OUT)
BREAKS = ("voice.say", "voice.poll", "voice.chime", "screen.show", "screen.poll", "ear.expect", "ear.poll",
          "log.write", "log.keep")  # fmt: skip


@pytest.mark.parametrize("at", PHASES)
@pytest.mark.parametrize("breaks", BREAKS)
def test_what_fails_is_said_and_the_session_comes_to_its_end(breaks: str, at: Phase | None) -> None:
    bench = Bench(breaks, at)
    assert bench.run() is Outcome.DONE
    names = bench.names
    assert {"hold_completed", "step_completed", "session_finished"} <= set(names)
    part = breaks.split(".", maxsplit=1)[0]
    if bench.broke:
        assert names.count("hearing_lost" if part == "ear" else "part_failed") == 1
        if breaks != "screen.show":
            assert Texts("en").get("hearing.lost" if part == "ear" else f"failed.{part}") in bench.captions
    assert bench.broke or breaks in ("voice.chime", "ear.expect"), "nothing was broken"


@pytest.mark.parametrize("breaks", [*(name for name in BREAKS if name != "screen.poll"), "voice.cut"])
def test_a_stop_is_a_stop_whatever_has_failed(breaks: str) -> None:
    bench = Bench(breaks, Phase.MOVE_IN, stop=True)
    assert bench.run() is Outcome.PAIN
    assert "pain_reported" in bench.names
    if breaks != "screen.show":
        assert Texts("en").get("way_out.childs_pose") in bench.captions


@pytest.mark.parametrize("stop", [False, True])
@pytest.mark.parametrize("fault", [RuntimeError("broken"), ModelError("the model is gone")])
@pytest.mark.parametrize("at", [Phase.MOVE_IN, Phase.HOLD])
def test_after_the_eyes_have_failed_the_clock_goes_on(at: Phase, fault: Exception, stop: bool, monkeypatch) -> None:
    """The real clock takes over; here it is as fast as the earlier one."""
    bench = Bench("around.events", at, stop)
    bench.fault, bench.watching = fault, True
    monkeypatch.setattr("coach.surroundings.Blind", After)
    monkeypatch.setattr(Around, "events", lambda around, wait_s: around.first_look(wait_s))
    assert bench.run() is (Outcome.PAIN if stop else Outcome.DONE)
    assert bench.broke == 1
    assert "source_lost" in bench.names
    assert stop or Texts("en").get("seeing.camera_lost") in bench.captions
    assert stop or "hold_completed" in bench.names


def test_eyes_that_never_worked_are_reported_before_anything_is_done() -> None:
    bench = Bench("around.events", None)
    bench.fault = ModelError("the model is gone")
    with pytest.raises(ModelError):
        bench.run()


def test_the_clock_of_the_blind_goes_on_where_the_other_ended() -> None:
    blind = Blind(50.0)
    first, [tick] = blind.now_s(), blind.events(0.0)
    assert 50.0 <= first <= tick.t_s < 55.0
    assert blind.is_live
    assert (blind.image, blind.pose) == (None, None)


@pytest.mark.parametrize("at", PHASES)
def test_a_fault_of_the_engine_ends_with_the_way_out(at: Phase | None) -> None:
    bench = Bench("engine.handle", at)
    with pytest.raises(
        ProgramError, match=r"the program has a fault \(RuntimeError: engine.handle\); run it again"
    ) as ended:
        bench.run()
    assert ended.value.exit_status != 0
    way_out = [] if at in (None, Phase.SET_UP) else [Texts("en").get("way_out.childs_pose")]
    assert bench.captions[-len(way_out) - 1 :] == [*way_out, Texts("en").get("failed.program")]


@pytest.mark.parametrize("come_out", ["Lower the leg.", None])
def test_a_fault_in_an_exercise_of_the_therapists_ends_with_its_way_out(come_out: str | None) -> None:
    own = OwnExercise("leg stretch", "Lie down.", "Lift the leg.", come_out)
    step = PlannedStep(1, own.logged, None, (PlannedRep(1),), hold_s=6.0, own=own)
    bench = Bench("engine.handle", Phase.HOLD, plan=Plan("p", "1", "en", (step,)))
    with pytest.raises(ProgramError):
        bench.run()
    texts = Texts("en")
    assert bench.captions[-2:] == [come_out or texts.get("own.way_out"), texts.get("failed.program")]


@pytest.mark.parametrize(
    ("outcome", "raises"), [(Outcome.DONE, True), (Outcome.PAIN, False), (Outcome.NOT_TODAY, False)]
)
def test_a_full_disk_hides_no_pain(outcome, raises, monkeypatch, tmp_path, capsys) -> None:
    def run(plan, options, log, flaws, progress):
        log._file.broke = OSError(28, "No space left on device")
        return outcome

    monkeypatch.setattr(app, "_run", run)
    options = app.Options(events=tmp_path / "events.jsonl")
    if raises:
        with pytest.raises(InputError, match="No space left"):
            app.run_session(PLAN, options)
    else:
        assert app.run_session(PLAN, options) is outcome
        assert "No space left" in capsys.readouterr().err
