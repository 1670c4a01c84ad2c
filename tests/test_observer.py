"""The observer: measures from sighting to sighting, and a new body after a jump."""

from coach.body.measurer import Measurer
from coach.observer import Observer
from coach.session.events import PoseLost, PoseSeen
from coach.vision.eye import Eye
from coach.vision.fake import FakeFinder, blank
from tests.vision import cut


def test_while_nothing_jumps_a_body_is_steadied_by_what_came_before():
    frames = [blank(index / 15, (640, 480)) for index in range(20)]
    eye, observer, measurer = Eye(cut.finder()), Observer(), Measurer()
    assert [observer.measure(eye.look(frame)) for frame in frames] == [measurer.measure(cut.find(f)) for f in frames]


def test_after_a_cut_nothing_is_left_of_the_body_before_it():
    frames = cut.frames()
    eye, observer = Eye(cut.finder()), Observer()
    reported = [observer.measure(eye.look(frame)) for frame in frames]
    assert reported == cut.each_for_itself([frame.t_s for frame in frames])


def test_a_picture_is_an_event_with_a_body_or_without():
    seen = Eye(cut.finder()).look(blank(0.5))
    measures = Observer().measure(seen)
    assert measures is not None
    assert Observer().event(seen) == PoseSeen(0.5, measures)
    nobody = Eye(FakeFinder()).look(blank(0.5))
    assert (nobody.pose, Observer().measure(nobody), Observer().event(nobody)) == (None, None, PoseLost(0.5))
