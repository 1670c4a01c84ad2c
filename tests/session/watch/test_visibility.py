"""What the coach does while the body is unseen, at each time in the table, without a whole session."""

from collections.abc import Sequence

import pytest

from coach.body.landmarks import Side
from coach.body.measures import Measure, Measures
from coach.routine.plan import Plan, PlannedStep
from coach.session.actions import Log, Say
from coach.session.moment import Moment
from coach.session.outbox import Outbox
from coach.session.place import Place
from coach.session.screen import Screen, ScreenMode
from coach.session.watch.unseen import BRIDGED_S, EYES_OPEN_S, GLIMPSE_S, OUT_OF_VIEW_S, TIMER_TAKES_OVER_S
from coach.session.watch.visibility import Visibility
from coach.stretches.catalogue import find
from coach.stretches.phase import Phase

FPS = 10
SEEN = Measures(0.0, {"knee_to_chest_left_deg": Measure(110.0, 0.9)})
NOT_SURE = Measures(0.0, {"knee_to_chest_left_deg": Measure(110.0, 0.05)}, unseen=("left wrist",))
HIDDEN = Measures(0.0, {"knee_to_chest_left_deg": Measure(110.0, 0.05)}, unseen=("left knee", "left ankle"))


class Watching:
    """One step of a session, with ten looks a second."""

    def __init__(
        self, phase: Phase = Phase.HOLD, stretch: str = "knee_to_chest", *, watching: bool = True, **how: bool
    ):
        self.moment = Moment(watching=watching)
        self.out = Outbox(self.moment, Screen(ScreenMode.SESSION))
        place = Place(Plan("p", "1", "en", (PlannedStep(1, stretch),)), self.moment, self.out)
        self.sight = Visibility(self.moment, self.out, place, find(stretch), **how)
        self.happened: list[tuple[float, str]] = []
        self.requested: list[Say] = []
        self.look([SEEN])
        place.enter_phase(phase)
        self.out.drain()

    def look(self, pictures: Sequence[Measures | None], gap_s: float = 1 / FPS) -> "Watching":
        for picture in pictures:
            now_s = self.moment.now_s + gap_s
            self.moment.begin(now_s, now_s, picture, looked=True)
            self.sight.look(Side.LEFT)
            for action in self.out.drain():
                if isinstance(action, Log):
                    self.happened.append((round(now_s, 1), action.entry.name))
                elif isinstance(action, Say):
                    self.happened.append((round(now_s, 1), action.key))
                    self.requested.append(action)
        return self

    def cut(self) -> "Watching":
        self.out.cut()
        self.out.drain()
        self.requested.clear()
        return self

    def hear(self) -> "Watching":
        """Everything requested so far is spoken to its end."""
        for cue in self.requested:
            self.out.speech_started(cue.id)
            self.out.speech_finished(cue.id)
        self.out.drain()
        self.requested.clear()
        return self

    def names(self) -> list[str]:
        return [name for _, name in self.happened]


def glimpse() -> list[Measures]:
    return [SEEN] * (round(GLIMPSE_S * FPS) + 1)


def nobody(seconds: float) -> list[None]:
    return [None] * round(seconds * FPS)


@pytest.mark.parametrize(
    ("seconds", "names"),
    [
        (BRIDGED_S, []),
        (BRIDGED_S + 0.2, ["tracking_lost"]),
        (OUT_OF_VIEW_S + 0.1, ["tracking_lost", "form_error"]),
        (TIMER_TAKES_OVER_S - 0.1, ["tracking_lost", "form_error"]),
        (TIMER_TAKES_OVER_S + 0.2, ["tracking_lost", "form_error", "timer_only", "seeing.timer_only"]),
        (30.0, ["tracking_lost", "form_error", "timer_only", "seeing.timer_only"]),
    ],
)
def test_each_time_of_the_table_has_its_own_consequence(seconds: float, names: list[str]):
    watching = Watching().look(nobody(seconds))
    assert watching.names() == names
    assert watching.sight.timer_only is ("timer_only" in names)
    assert watching.sight.lost is ("tracking_lost" in names)


@pytest.mark.parametrize("phase", [Phase.SET_UP, Phase.REST])
def test_outside_the_stretch_nobody_is_out_of_view(phase: Phase):
    assert "form_error" not in Watching(phase).look(nobody(3.0)).names()


@pytest.mark.parametrize(
    ("seconds", "names"),
    [
        (0.5, []),
        (1.5, ["tracking_found"]),
        (2.5, ["form_error", "tracking_found"]),
        (6.0, ["form_error", "tracking_found", "seeing.found"]),
    ],
)
def test_a_body_that_is_seen_again_ends_what_began(seconds: float, names: list[str]):
    watching = Watching().look(nobody(seconds)).hear()
    watching.happened.clear()
    assert watching.look([SEEN]).names() == [name for name in names if name != "seeing.found"]
    assert not watching.sight.timer_only
    assert not watching.sight.lost
    assert watching.look(glimpse()).names() == names


def test_a_glimpse_is_not_announced_and_the_coach_keeps_time_as_soon_as_it_is_over():
    watching = Watching().look(nobody(6.0)).hear()
    watching.happened.clear()
    for _ in range(5):
        watching.look([SEEN] * FPS).look([HIDDEN] * FPS)
        assert watching.sight.timer_only
        watching.look(nobody(3.0)).hear()
    assert not {name for name in watching.names() if name.startswith("seeing.")}
    watching.look([SEEN] * FPS).look(glimpse())
    assert watching.names()[-1] == "seeing.found"
    assert not watching.look(nobody(0.5)).sight.timer_only, "it is seen again, so the next loss is waited for"


def test_a_pose_that_cannot_be_told_in_full_view_is_said_once_in_a_step():
    watching = Watching()
    for _ in range(4):
        watching.look([NOT_SURE] * 50).hear().look([SEEN] * 50).hear()
    assert [name for name in watching.names() if name.startswith("seeing.")] == ["seeing.not_sure"]


def test_the_end_of_an_unannounced_loss_is_not_announced():
    watching = Watching().look(nobody(6.0)).cut()
    watching.happened.clear()
    watching.look([SEEN] * FPS)
    assert watching.names() == ["form_error", "tracking_found"]


def test_what_a_cut_took_away_is_said_again_while_it_is_true():
    watching = Watching(limited=True).look(nobody(6.0)).cut()
    watching.happened.clear()
    watching.look(nobody(2.0))
    assert watching.names() == ["seeing.timer_only"]
    watching.hear().look(nobody(2.0))
    assert watching.names() == ["seeing.timer_only", "seeing.no_limit"]
    watching.hear().look(nobody(10.0)).look(glimpse())
    assert watching.names()[2:] == ["form_error", "tracking_found", "seeing.found"]
    watching.hear().happened.clear()
    assert watching.look(nobody(6.0)).names()[-2:] == ["seeing.timer_only", "seeing.no_limit"], "each time anew"


def test_a_part_that_is_hidden_is_named():
    assert Watching().look([HIDDEN] * 50).names()[-1] == "seeing.parts"


def test_what_is_not_looked_for_is_not_lost():
    watching = Watching()
    assert watching.look([None], gap_s=30.0).names() == []
    assert watching.look(nobody(0.5)).names() == []


def test_a_camera_that_is_gone_is_not_waited_for_and_not_announced_twice():
    watching = Watching()
    watching.moment.sees = False
    assert watching.look([None]).happened == [(0.2, "timer_only")]


def test_a_camera_that_is_back_and_sees_nobody_says_so():
    watching = Watching()
    watching.moment.sees = False
    watching.look(nobody(6.0))
    watching.moment.sees = True
    watching.look(nobody(TIMER_TAKES_OVER_S - 0.2))
    assert "seeing.timer_only" not in watching.names()
    watching.look(nobody(0.5))
    assert watching.names()[-1] == "seeing.timer_only"


def test_a_largest_angle_that_nobody_watches_is_said():
    assert Watching(limited=True).look(nobody(5.0)).names()[-1] == "seeing.no_limit"


def test_where_it_does_not_give_up_it_waits():
    watching = Watching(gives_up=False).look(nobody(30.0))
    assert watching.names() == ["tracking_lost", "form_error"]
    assert not watching.sight.timer_only


@pytest.mark.parametrize(("stretch", "watching"), [("knee_to_chest", False), ("rest", True)])
def test_without_a_camera_or_a_measure_the_clock_alone_counts(stretch: str, watching: bool):
    quiet = Watching(stretch=stretch, watching=watching).look(nobody(30.0))
    assert quiet.sight.timer_only
    assert quiet.names() == []


def test_before_the_first_picture_nobody_is_unseen():
    moment = Moment(watching=True)
    out = Outbox(moment, Screen(ScreenMode.SESSION))
    place = Place(Plan("p", "1", "en", (PlannedStep(1, "knee_to_chest"),)), moment, out)
    sight = Visibility(moment, out, place, find("knee_to_chest"))
    given_up_s = None
    for tick in range(1, 300):
        moment.begin(tick / FPS, tick / FPS, None, looked=False)
        sight.look(Side.LEFT)
        if sight.timer_only and given_up_s is None:
            given_up_s = tick / FPS
    assert given_up_s == pytest.approx(EYES_OPEN_S + TIMER_TAKES_OVER_S, abs=0.25)
