import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.session.actions import Priority
from coach.voice.queue import RELATED_GAP_S, REPEAT_S, UNRELATED_GAP_S, CueQueue
from coach.voice.speaker import Utterance


def utterance(id_, priority=Priority.PHASE, text=None, expires_s=None):
    return Utterance(id_, text or f"words {id_}", priority, expires_s)


def begun(queue, now_s):
    begin = queue.turn(now_s).begin
    return begin.id if begin else None


def test_speaks_the_most_urgent_first_and_the_oldest_of_equals():
    queue = CueQueue()
    for id_, priority in enumerate([Priority.PRAISE, Priority.PHASE, Priority.CORRECTION, Priority.PHASE]):
        queue.add(utterance(id_, priority))
    order = []
    for second in range(0, 40, 4):
        if (id_ := begun(queue, second)) is not None:
            order.append(id_)
            queue.ended(second + 1)
    assert order == [1, 3, 2, 0]


@pytest.mark.parametrize(
    ("running", "arriving", "cuts"),
    [
        (Priority.PHASE, Priority.STOP, True),
        (Priority.PHASE, Priority.SAFETY, True),
        (Priority.CORRECTION, Priority.PHASE, True),
        (Priority.PRAISE, Priority.BREATH, True),
        (Priority.PHASE, Priority.PHASE, False),
        (Priority.STOP, Priority.STOP, False),
        (Priority.PHASE, Priority.CORRECTION, False),
        (Priority.STOP, Priority.SAFETY, False),
    ],
)
def test_only_more_urgent_words_cut_running_ones(running, arriving, cuts):
    queue = CueQueue()
    queue.add(utterance(1, running))
    queue.turn(0.0)
    queue.add(utterance(2, arriving))
    turn = queue.turn(0.5)
    assert (turn.cut is not None) == cuts
    assert (turn.begin is not None) == cuts
    assert queue.running.id == (2 if cuts else 1)


def test_a_late_utterance_is_dropped_and_an_unready_one_waits_until_then():
    queue = CueQueue()
    queue.add(utterance(1, expires_s=1.0))
    assert queue.turn(0.9, ready=lambda _: False).dropped == ()
    assert [late.id for late in queue.turn(1.1).dropped] == [1]
    assert queue.running is None


def test_stop_silences_at_once_even_when_its_own_sound_is_not_ready():
    queue = CueQueue()
    queue.add(utterance(1))
    queue.turn(0.0)
    queue.add(utterance(2, Priority.STOP))
    turn = queue.turn(0.1, ready=lambda _: False)
    assert turn.cut.id == 1
    assert turn.begin is None
    assert begun(queue, 0.2) == 2


def test_a_phase_cue_lets_a_correction_speak_until_it_can_follow():
    queue = CueQueue()
    queue.add(utterance(1, Priority.CORRECTION))
    queue.turn(0.0)
    queue.add(utterance(2))
    assert queue.turn(0.1, ready=lambda _: False).cut is None
    assert queue.turn(0.2).cut.id == 1


@pytest.mark.parametrize(
    ("after", "gap_s"),
    [(Priority.PHASE, RELATED_GAP_S), (Priority.CORRECTION, UNRELATED_GAP_S), (Priority.STOP, RELATED_GAP_S)],
)
def test_rests_between_sentences_longer_when_the_matter_changes(after, gap_s):
    queue = CueQueue()
    queue.add(utterance(1))
    queue.turn(0.0)
    queue.ended(1.0)
    queue.add(utterance(2, after))
    assert begun(queue, 1.0 + gap_s - 0.01) is None
    assert begun(queue, 1.0 + gap_s + 0.01) == 2


def test_a_correction_cannot_slip_between_the_numbers_of_a_count():
    queue = CueQueue()
    queue.add(utterance(1, text="three"))
    queue.turn(0.0)
    queue.add(utterance(2, Priority.CORRECTION))
    queue.ended(0.5)
    assert begun(queue, 0.9) is None
    queue.add(utterance(3, text="two"))
    assert begun(queue, 1.0) == 3


def test_the_same_words_do_not_come_twice_in_a_row():
    queue = CueQueue()
    queue.add(utterance(1, text="Rest."))
    queue.turn(0.0)
    queue.add(utterance(2, text="Rest."))
    assert [again.id for again in queue.turn(0.1).dropped] == [2]
    queue.ended(1.0)
    queue.add(utterance(3, text="Rest."))
    assert [again.id for again in queue.turn(1.0 + REPEAT_S - 0.1).dropped] == [3]
    queue.add(utterance(4, text="Rest."))
    assert begun(queue, 1.0 + REPEAT_S + 0.1) == 4


def test_after_clear_the_same_words_may_come_again_at_once():
    queue = CueQueue()
    queue.add(utterance(1, text="Rest."))
    queue.turn(0.0)
    queue.add(utterance(2))
    assert [gone.id for gone in queue.clear()] == [1, 2]
    queue.add(utterance(3, text="Rest."))
    assert begun(queue, 0.1) == 3


steps = st.lists(
    st.tuples(
        st.floats(0, 1.5),
        st.none() | st.tuples(st.sampled_from(Priority), st.sampled_from("abc"), st.none() | st.floats(0, 3)),
        st.booleans(),
        st.booleans(),
    ),
    max_size=60,
)


@given(steps)
def test_every_utterance_ends_exactly_once_and_none_begins_late_or_over_a_more_urgent_one(steps):
    queue, now_s = CueQueue(), 0.0
    added, over, begun_ids = {}, [], []
    for id_, (wait_s, new, end, is_ready) in enumerate(steps):
        now_s += wait_s
        if new:
            priority, text, within_s = new
            added[id_] = Utterance(id_, text, priority, None if within_s is None else now_s + within_s)
            queue.add(added[id_])
        if end and queue.running:
            over.append(queue.running.id)
            queue.ended(now_s)
        before = queue.running
        turn = queue.turn(now_s, ready=lambda _, is_ready=is_ready: is_ready)
        over += [gone.id for gone in (*([turn.cut] if turn.cut else []), *turn.dropped)]
        if turn.cut:
            assert turn.cut is before
        if turn.begin:
            begun_ids.append(turn.begin.id)
            assert turn.begin.expires_s is None or now_s <= turn.begin.expires_s
            assert before is None or turn.begin.priority < before.priority
            assert queue.running is turn.begin
    over += [gone.id for gone in queue.clear()]
    assert sorted(over) == sorted(added)
    assert len(begun_ids) == len(set(begun_ids))
