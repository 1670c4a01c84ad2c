"""The buttons and their words, whatever the screen shows."""

from dataclasses import replace

import pytest
from view_scenes import SCENES

from coach.languages.texts import Texts
from coach.session.events import Wish
from coach.session.screen import ScreenMode
from coach.view.accessible import pressables, readable
from coach.view.layout import Cell
from coach.view.paint import Painter
from coach.view.screen_words import Words

SIZE = (1280, 720)
WORDS = Words(Texts("en").get)
QUESTIONS = {None: False, "safety_question.saddle": False, "ask.pain_before": True, "ask.leg": False}
"""Whether the question asks for a number."""


def pressed(mode, question, name="hold", pictures=True):
    scene = SCENES[name]
    number = QUESTIONS[question]
    scene = replace(scene, screen=replace(scene.screen, mode=mode, question=question, number_wanted=number))
    if not pictures:
        scene = replace(scene, image=None, pose=None, camera_on=False)
    painter = Painter(WORDS)
    painter.paint(scene, SIZE)
    assert readable(WORDS, scene, painter.places)[Cell.MARKS]
    return [button.said for button in pressables(WORDS, scene.screen, painter.places, painter.answers(scene))]


@pytest.mark.parametrize("mode", ScreenMode)
@pytest.mark.parametrize("question", list(QUESTIONS))
@pytest.mark.parametrize("pictures", [True, False])
def test_every_screen_can_be_ended_and_offers_only_what_it_shows(mode, question, pictures):
    said = pressed(mode, question, pictures=pictures)
    assert said[-1].wish is (Wish.END if mode is ScreenMode.FINISHED else Wish.STOP)
    assert (Wish.CONTINUE in [one.wish for one in said]) is (mode is ScreenMode.PAUSED)


@pytest.mark.parametrize(
    ("question", "wishes"),
    [
        (None, []),
        ("safety_question.saddle", [Wish.YES, Wish.NO, Wish.UNSURE]),
        ("ask.pain_before", [Wish.NUMBER] * 11),
    ],
)
def test_a_question_offers_its_answers(question, wishes):
    assert [one.wish for one in pressed(ScreenMode.QUESTION, question)] == [*wishes, Wish.STOP]


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_a_paused_question_offers_to_go_on(question):
    assert [one.wish for one in pressed(ScreenMode.PAUSED, question)] == [Wish.CONTINUE, Wish.STOP]
