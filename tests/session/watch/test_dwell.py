"""How long a condition has lasted, and gaps in which it is unknown."""

import pytest

from coach.session.watch.dwell import Dwell


@pytest.mark.parametrize(
    ("looks", "lasted_s", "since_s"),
    [
        ([(0.0, True)], 0.0, 0.0),
        ([(0.0, True), (0.5, True), (1.0, True)], 1.0, 0.0),
        ([(0.0, True), (0.5, False)], 0.0, None),
        ([(0.0, False), (0.5, True), (1.1, True)], 0.6, 0.5),
        ([(0.0, True), (25.0, True)], 0.0, 25.0),
        ([(0.0, "cat"), (0.5, "cat"), (1.0, "cow"), (1.4, "cow")], 0.4, 1.0),
        ([], 0.0, None),
    ],
    ids=["one look", "many", "over", "late", "gap", "another thing", "nothing"],
)
def test_it_lasts_from_look_to_look_and_no_gap_counts(looks, lasted_s, since_s):
    dwell = Dwell()
    for t_s, what in looks:
        dwell.see(t_s, what)
    assert dwell.lasted_s == pytest.approx(lasted_s)
    assert dwell.is_on is (since_s is not None)
    assert since_s is None or dwell.since_s == since_s


def test_what_has_ended_starts_again():
    dwell = Dwell()
    dwell.see(0.0, True)
    dwell.end()
    assert dwell.see(0.5, True) == 0.0
