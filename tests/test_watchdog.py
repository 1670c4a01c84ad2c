"""The watchdog raises one alarm for a stalled loop, and none for a program that was halted as a whole."""

import pytest

from coach.watchdog import Watchdog


@pytest.mark.parametrize(
    ("looks", "beats", "barks"),
    [
        ([t / 10 for t in range(40)], [t / 30 for t in range(120)], []),
        ([t / 10 for t in range(40)], [0.0, 0.5], [1.6]),
        ([t / 10 for t in range(60)], [0.0, 0.5, 3.0, 3.1], [1.6, 4.2]),
        ([0.0, 0.1, 60.0, 60.1, 60.9], [0.0, 61.0], []),
        ([0.0, 0.1, *(60.0 + t / 10 for t in range(20))], [0.0], [61.1]),
    ],
    ids=["it comes round", "it stands", "it stands twice", "all was halted", "it stands after all was halted"],
)
def test_it_barks_once_each_time_the_loop_stands(looks: list[float], beats: list[float], barks: list[float]) -> None:
    now = [0.0]
    barked: list[float] = []
    dog = Watchdog(lambda: barked.append(round(now[0], 1)), clock=lambda: now[0])
    for now[0], beat in sorted([*((t, False) for t in looks), *((t, True) for t in beats)]):
        if beat:
            dog.beat()
        else:
            dog.look()
    assert barked == pytest.approx(barks, abs=0.11)
