from dataclasses import replace

import pytest
from view_scenes import SCENES, screen, turned

from coach.body.landmarks import Side
from coach.languages.texts import Texts
from coach.session.events import Wish
from coach.session.screen import ScreenMode
from coach.stretches.catalogue import every
from coach.stretches.phase import Phase
from coach.view.display import Scene
from coach.view.framing import Edge
from coach.view.screen_words import Mark, Words, groups_of


@pytest.fixture
def words():
    """New for every test: the words remember the side from which the person was seen."""
    return Words(Texts("en").get)


@pytest.mark.parametrize(
    ("unseen", "groups"),
    [
        ((), ()),
        (("left ankle", "left heel", "right toes"), ("feet",)),
        (("right knee", "nose"), ("head", "knees")),
        (("left elbow", "right shoulder", "left hip"), ("shoulders", "arms", "hips")),
        (("tail",), ()),
    ],
)
def test_unseen_parts_are_reported_in_groups_from_head_to_feet(unseen, groups):
    assert groups_of(unseen) == groups


@pytest.mark.parametrize(
    ("good_s", "target_s", "number", "below"),
    [
        (0.0, 20.0, "20", "seconds left"), (0.01, 20.0, "20", "seconds left"), (19.0, 20.0, "1", "second left"),
        (20.0, 20.0, "0", "seconds left"), (25.0, 20.0, "0", "seconds left"), (0.0, 99.0, "99", "seconds left"),
        (0.0, 100.0, "2", "minutes left"), (0.0, 600.0, "10", "minutes left"), (501.0, 600.0, "99", "seconds left"),
    ],
)  # fmt: skip
def test_seconds_left_are_rounded_up(words, good_s, target_s, number, below):
    dial = words.dial(screen(good_s=good_s, target_s=target_s))
    assert (dial.number, dial.below) == (number, below)
    assert 0.0 <= dial.fraction <= 1.0


def test_cycles_are_counted_where_no_seconds_are(words):
    dial = words.dial(screen(target_s=0.0, rep=4, reps=8))
    assert (dial.number, dial.below, dial.fraction) == ("4", "of 8", 3 / 8)


def test_nothing_counted_is_no_dial(words):
    assert words.dial(screen(target_s=0.0, rep=0, reps=0)) is None


@pytest.mark.parametrize(
    ("name", "mark", "text"),
    [
        ("hold", Mark.CHECK, "Counting"),
        ("waiting", Mark.PAUSE, "The clock waits"),
        ("set_up", Mark.UNSEEN, "I can't see: knees, feet"),
        ("looking", Mark.UNSEEN, "Looking for you"),
        ("timer_only", Mark.UNSEEN, "Timer only"),
        ("paused", Mark.PAUSE, "Paused. Press C"),
        ("no_camera", Mark.DOT, "Hold"),
        ("cat", Mark.DOT, "Round your back"),
        ("walk", Mark.DOT, "Keeping time"),
    ],
)
def test_status_of_each_state(words, name, mark, text):
    status = words.status(SCENES[name])
    assert (status.mark, status.text) == (mark, text)


def test_whole_body_in_view_is_reported(words):
    scene = SCENES["set_up"]
    assert words.status(replace(scene, screen=replace(scene.screen, unseen=()))).mark is Mark.CHECK


@pytest.mark.parametrize(
    ("changes", "title", "side"),
    [
        ({}, "Knee to chest", "Left"),
        ({"side": Side.RIGHT}, "Knee to chest", "Right"),
        ({"stretch": "childs_pose", "variant": None, "side": None}, "Child's pose", ""),
        ({"stretch": "toe_wiggle", "variant": None}, "Toe wiggle", "Left"),
        ({"mode": ScreenMode.STOPPED}, "Stopped", ""),
        ({"mode": ScreenMode.QUESTION, "question": "ask.pain_now", "number_wanted": True}, "Zero to ten", ""),
        ({"mode": ScreenMode.QUESTION, "question": "ask.numb"}, "A question", ""),
        ({"mode": ScreenMode.QUESTION}, "Stretch coach", ""),
    ],
)
def test_title_and_side(words, changes, title, side):
    state = screen(**changes)
    assert (words.title(state), words.side(state)) == (title, side)


@pytest.mark.parametrize(
    ("remaining_s", "place"),
    [
        (0.0, "Step 1 of 6"),
        (45.0, "Step 1 of 6 · about a minute left"),
        (61.0, "Step 1 of 6 · about 2 minutes left"),
    ],
)
def test_place_in_the_routine(words, remaining_s, place):
    assert words.place(screen(remaining_s=remaining_s)) == place


def test_answers_are_what_the_question_asks_for(words):
    yes_no = words.answers(SCENES["question"].screen)
    assert [a.said.wish for a in yes_no] == [Wish.YES, Wish.NO, Wish.UNSURE]
    scale = words.answers(SCENES["pain_score"].screen)
    assert [a.said.number for a in scale] == list(range(11))
    assert words.answers(SCENES["stopped"].screen) == ()


def test_a_question_without_words_of_its_own_is_what_is_being_said(words):
    asked = Scene(
        screen(mode=ScreenMode.QUESTION, question="ask.next_stretch"), "Would you like to go on with the rest?"
    )
    assert words.question(asked) == "Would you like to go on with the rest?"


def test_every_phase_and_every_stretch_has_words(words):
    for phase in Phase:
        assert words.status(Scene(screen(phase=phase, in_pose=False))).text
    for stretch in every():
        assert "_" not in words.name(stretch.name, stretch.variant)


@pytest.mark.parametrize(
    ("degrees", "text"),
    [
        (0, "I see you from the side"), (180, "I see you from the side"), (60, "I see you at an angle"),
        (90, "I see you from your feet"), (270, "I see you from your head"),
    ],
)  # fmt: skip
def test_from_where_one_is_seen(words, degrees, text):
    scene = replace(SCENES["set_up"], screen=screen(phase=Phase.SET_UP), pose=turned(degrees))
    assert words.status(scene).text == text


@pytest.mark.parametrize(
    ("shift", "text", "edges"),
    [
        ((0.0, 0.0), "I see you at an angle", set()), ((0.5, 0.0), "Not in view: knees, feet", {Edge.RIGHT}),
        ((-0.6, 0.0), "Not in view: head, shoulders", {Edge.LEFT}),
        ((0.0, 0.45), "Not in view: head, shoulders, hips, feet", {Edge.BOTTOM}),
    ],
)  # fmt: skip
def test_what_the_pictures_edge_cuts_off(words, shift, text, edges):
    body = turned(60)
    body.points[:] += shift
    scene = replace(SCENES["set_up"], screen=screen(phase=Phase.SET_UP), pose=body)
    assert words.framing(scene).edges == edges
    assert words.status(scene).text == text


def test_a_direction_keeps_its_name_until_the_body_has_clearly_turned(words):
    assert [words.framing(replace(SCENES["set_up"], pose=turned(d))).seen_from for d in (0, 37, 45, 37, 30)] == [
        "side", "side", "angle", "angle", "side",
    ]  # fmt: skip


def test_questions_may_have_answers_of_their_own(words):
    ends = words.answers(screen(mode=ScreenMode.QUESTION, question="ask.end"))
    assert [(a.key, a.label, a.said.wish) for a in ends] == [("Y", "End", Wish.YES), ("N", "Go on", Wish.NO)]
    legs = words.answers(screen(mode=ScreenMode.QUESTION, question="ask.leg"))
    assert [a.label for a in legs] == ["The leg", "The back", "Not sure"]
    assert words.answers(screen(mode=ScreenMode.QUESTION)) == ()


def test_while_moving_in_the_seconds_to_come_are_reported(words):
    dial = words.dial(screen(phase=Phase.MOVE_IN, good_s=0.0, target_s=20.0))
    assert (dial.number, dial.below, dial.fraction) == ("20", "seconds to hold", 0.0)


@pytest.mark.parametrize(
    ("mode", "place"),
    [(ScreenMode.STOPPED, "No stretch begins unless you say so"), (ScreenMode.QUESTION, ""), (ScreenMode.FINISHED, "")],
)
def test_nothing_presses_on_after_a_stop(words, mode, place):
    assert words.place(screen(mode=mode)) == place
