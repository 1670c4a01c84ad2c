import itertools

import numpy as np
import pytest
from view_scenes import CAT, ONE_KNEE, pose, round_back_mask

from coach.body.draw import NamedAngle
from coach.view import annotate, lettering
from coach.view.theme import DARK

HEADLINE = "knee_to_chest, left (98% sure); cannot see right elbow, right wrist, right knee, right ankle"


def angles(count, at=(0.6, 0.5)):
    """This many angles at nearly the same joint."""
    corner = np.array(at)
    ends = np.add(corner, (0.2, 0.0)), np.add(corner, (0.0, 0.2))
    return [NamedAngle(f"knee_to_chest_{i}_deg", corner + i / 500, *ends, 90.0 + i, 1.0) for i in range(count)]


def picture(h=480, w=640):
    return np.full((h, w, 3), 128, np.uint8)


@pytest.mark.parametrize("at", [(0.6, 0.5), (0.02, 0.02), (1.32, 0.98), (0.02, 0.98)])
@pytest.mark.parametrize("size", [(480, 640), (1080, 1920), (240, 320)])
def test_labels_stand_side_by_side_inside_the_picture(monkeypatch, at, size):
    labels = []

    def write_down(canvas, text, cx, cy, size, colour, weight=lettering.REGULAR):
        w, h = lettering.width(text, size, weight), 0.8 * size
        labels.append((cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2))

    monkeypatch.setattr(lettering, "draw_centred", write_down)
    annotate.annotated(picture(*size), None, angles(6, at), HEADLINE, back=False)
    assert len(labels) == 6
    for left, top, right, bottom in labels:
        assert left >= 0
        assert top >= 0
        assert right <= size[1]
        assert bottom <= size[0]
    for one, other in itertools.combinations(labels, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_the_picture_is_not_mirrored_and_not_touched():
    image = picture()
    drawn = annotate.annotated(image, pose(ONE_KNEE), [], HEADLINE, back=False)
    assert (image == 128).all()
    knee = drawn[round(0.40 * 480), round(0.62 * 480)]
    assert tuple(knee) == DARK.text


def test_the_masks_edge_and_the_back_are_drawn():
    without = annotate.annotated(picture(), pose(CAT), [], HEADLINE, back=True)
    drawn = annotate.annotated(picture(), pose(CAT, round_back_mask()), [], HEADLINE, back=True)
    assert not (without == DARK.waiting).all(axis=2).any()
    assert (drawn == DARK.waiting).all(axis=2).sum() > 200
    assert (drawn == DARK.active).all(axis=2).sum() > 100


def test_nobody_found_is_said_on_the_picture():
    drawn = annotate.annotated(picture(), None, [], "nobody found", back=False)
    assert (drawn[200:] == 128).all()
    assert (drawn[:10] != 128).any()
