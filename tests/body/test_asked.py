"""Measures are computed once, on first access, and otherwise behave like a dict."""

import pytest

from coach.body.asked import AskedMeasures
from coach.body.figure import Figure
from coach.body.measures import Measure
from tests.body.sticks import HOOK, Camera, seen

ONE = Measure(1.0, 1.0)
"""A measure that any view shows."""


def test_a_measure_is_taken_once_and_only_if_asked_for():
    taken: list[str] = []

    def taker(name: str):
        def take(figure: Figure) -> Measure | None:
            taken.append(name)
            return None if name == "hidden" else ONE

        return take

    values = AskedMeasures(Figure.of(seen(HOOK, Camera(90))), {name: taker(name) for name in ("a", "b", "hidden")})
    assert taken == []
    assert (values["a"], values.get("a"), values.get("hidden"), values.get("unknown")) == (ONE, ONE, None, None)
    assert taken == ["a", "hidden"]
    values["c"] = Measure(2.0, 0.5)
    assert dict(values) == {"a": ONE, "b": ONE, "c": Measure(2.0, 0.5)}
    assert taken == ["a", "hidden", "b"]
    del values["a"]
    assert list(values) == ["b", "c"]
    with pytest.raises(KeyError):
        values["hidden"]
