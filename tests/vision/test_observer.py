"""The observer: a body's measures, picture after picture, and a new body at a jump."""

from coach.body.measurer import Measurer
from coach.session.events import PoseLost, PoseSeen
from coach.vision.fake import FakeFinder, blank
from coach.vision.observer import Observer
from tests.vision import cut


def test_while_nothing_jumps_a_body_is_steadied_by_what_came_before():
    frames = [blank(index / 15, (640, 480)) for index in range(20)]
    observer, measurer = Observer(cut.finder()), Measurer()
    assert [observer.look(frame).measures for frame in frames] == [measurer.measure(cut.find(f)) for f in frames]


def test_after_a_cut_nothing_is_left_of_the_body_before_it():
    frames = cut.frames()
    observer = Observer(cut.finder())
    told = [observer.look(frame).measures for frame in frames]
    assert told == cut.each_for_itself([frame.t_s for frame in frames])


def test_a_picture_is_an_event_with_a_body_or_without():
    seen = Observer(cut.finder()).look(blank(0.5))
    assert seen.measures is not None
    assert seen.event == PoseSeen(0.5, seen.measures)
    nobody = Observer(FakeFinder()).look(blank(0.5))
    assert (nobody.pose, nobody.measures, nobody.event) == (None, None, PoseLost(0.5))
