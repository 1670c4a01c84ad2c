"""Tests that a clip is measured as the program would measure it."""

from pathlib import Path

from coach.vision.eye import Eye
from coach.vision.opencv import cv2
from coach.vision.recording import Recording
from tests.accuracy.truth import measured
from tests.vision import cut


def test_at_a_cut_a_clip_is_measured_afresh(tmp_path: Path):
    clip = tmp_path / "cut.mp4"
    writer = cv2.VideoWriter(str(clip), cv2.VideoWriter.fourcc(*"mp4v"), cut.RATE_HZ, (640, 480))
    for frame in cut.frames():
        writer.write(frame.image)
    writer.release()
    eye = Eye(cut.finder())
    with Recording(clip) as recording:
        seen = measured(eye.look(frame) for frame in recording)
    assert len(seen) == cut.BEFORE + cut.AFTER
    assert [measures for _, measures in seen] == cut.each_for_itself([t_s for t_s, _ in seen])
