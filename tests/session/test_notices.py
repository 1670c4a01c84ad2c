"""Lines about lasting states: each is due until it has been heard, and no longer than it is true."""

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.session.actions import Priority, Say
from coach.session.notices import Notices
from tests.effort import cases

LOST, FOUND = "seeing.camera_lost", "seeing.camera_found"


class Loudspeaker:
    """One subject, and a loudspeaker that may speak, drop or be silenced."""

    def __init__(self) -> None:
        self.notices = Notices()
        self.open: list[Say] = []
        self.heard: list[str] = []
        self._next_id = 1

    def tell(self, key: str, *, calm: bool = True) -> bool:
        due = self.notices.due("eye", key, {}, is_new=key == LOST, calm=calm)
        if due:
            self.open.append(Say(self._next_id, key, Priority.SAFETY, "source"))
            self.notices.request("eye", self.open[-1])
            self._next_id += 1
        return due

    def speak(self, *, whole: bool = True) -> None:
        if self.open:
            cue = self.open.pop(0)
            self.heard += [cue.key] if whole else []
            self.notices.finish(cue, spoken=whole)

    def cut(self) -> None:
        self.open.clear()
        self.notices.cut()


def test_a_line_is_requested_once_and_again_when_it_was_taken_away():
    speaker = Loudspeaker()
    assert speaker.tell(LOST)
    assert not speaker.tell(LOST)
    speaker.cut()
    assert not speaker.tell(LOST, calm=False)
    assert speaker.tell(LOST)
    speaker.speak(whole=False)
    assert speaker.tell(LOST)
    speaker.speak()
    assert not speaker.tell(LOST)


def test_what_ended_before_anybody_heard_of_it_is_not_mentioned():
    speaker = Loudspeaker()
    speaker.tell(LOST)
    speaker.cut()
    assert not speaker.tell(FOUND)


def test_what_ended_after_it_was_heard_of_is_mentioned_until_it_is_heard():
    speaker = Loudspeaker()
    speaker.tell(LOST)
    speaker.speak()
    assert speaker.tell(FOUND)
    speaker.cut()
    assert speaker.tell(FOUND)
    speaker.speak()
    assert not speaker.tell(FOUND)
    assert speaker.tell(LOST)


def test_the_same_words_tell_about_each_of_their_subjects():
    notices = Notices()
    first, second = (Say(number, "failed.screen", Priority.SAFETY, "failed") for number in (1, 2))
    notices.request("window", first)
    notices.request("terminal", second)
    notices.finish(second, spoken=False)
    notices.finish(first, spoken=True)
    for about in ("window", "terminal"):
        assert not notices.due(about, "failed.screen", {}, is_new=True, calm=True)


def test_another_part_is_another_line():
    notices = Notices()
    knees = Say(1, "seeing.parts", Priority.SAFETY, "unseen", {"part": "knees"})
    notices.request("view", knees)
    notices.finish(knees, spoken=True)
    assert not notices.due("view", "seeing.parts", {"part": "knees"}, is_new=True, calm=True)
    assert notices.due("view", "seeing.parts", {"part": "feet"}, is_new=True, calm=True)


MOVES = st.lists(st.sampled_from(["lost", "found", "speak", "drop", "cut", "busy"]), max_size=40)


@settings(max_examples=cases(500), deadline=None)
@given(moves=MOVES)
def test_whatever_happens_the_person_learns_what_is_true(moves):
    """The person learns what is true, and nothing is repeated at rest."""
    speaker, now, busy = Loudspeaker(), FOUND, False
    for move in moves:
        now = {"lost": LOST, "found": FOUND}.get(move, now)
        busy = busy ^ (move == "busy")
        if move in ("speak", "drop"):
            speaker.speak(whole=move == "speak")
        elif move == "cut":
            speaker.cut()
        speaker.tell(now, calm=not busy)
        assert len(speaker.open) <= 1 + moves.count("lost") + moves.count("found")
    for _ in range(len(speaker.open) + 2):
        speaker.speak()
        speaker.tell(now)
    assert (speaker.heard or [FOUND])[-1] == now
    assert not speaker.open
