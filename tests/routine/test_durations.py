"""A length of time is never guessed: two readings are reported, and advice is always acceptable input."""

import re

import pytest

from coach.routine.loader import examine

HOLD = "  - stretch: knee_to_chest\n    hold: {}\n"
NOT_A_TIME = "is not a length of time"


def _advice(line: str) -> str:
    """The message about the one line; empty if it is accepted."""
    return " ".join(mistake.text for mistake in examine(f"routine: r\nsteps:\n{line}").mistakes)


TWO_WAYS: list[tuple[str, str]] = [
    ("1.30", '; write "1.3 s" or "1 min 30 s", whichever you mean.'),
    ("1,30", '; write "1.3 s" or "1 min 30 s", whichever you mean.'),
    ('"1.30"', '; write "1.3 s" or "1 min 30 s", whichever you mean.'),
    ("1.75", '; write "1.75 s" or "1 min 45 s", whichever you mean.'),
    ("0.30", ', 0.3 s and 30 s; write "30 s" if you mean that.'),
    (".30", ', 0.3 s and 30 s; write "30 s" if you mean that.'),
    ("2.30", ', 2.3 s and 2 min 30 s; write "2.3 s" if you mean that.'),
    ("20.00", ', 20 s and 20 min; write "20 s" if you mean that.'),
    ("1.300", ', 1.3 s and 1300 s; write "1.3 s" if you mean that.'),
    ("0.05", ", 0.05 s and 5 s; write"),
    ("700.30", ", 700.3 s and 700 min 30 s, and both are outside what is allowed here"),
    ("1.30 min", '; write "1 min 18 s" or "1 min 30 s", whichever you mean.'),
    ("1,25 Minuten", '; write "1 min 15 s" or "1 min 25 s", whichever you mean.'),
]


@pytest.mark.parametrize(("written", "advice"), TWO_WAYS)
def test_two_decimals_can_be_read_in_two_ways(written: str, advice: str) -> None:
    plain = written.strip('"')
    assert f'"{plain}" can be read in two ways{advice}' in _advice(HOLD.format(written))


@pytest.mark.parametrize(
    "written", ["1.5", "12.5", "1,5 min", "0.75 min", "1.30 s", "12.25 s", "½ min", "¼ min", "1:30"]
)
def test_what_can_be_read_in_one_way_only_is_taken(written: str) -> None:
    assert _advice(HOLD.format(written)) == ""


@pytest.mark.parametrize("key", ["hold", "rest", "move_in", "move_out"])
@pytest.mark.parametrize("written", ["1.30", "1,30"])
def test_every_time_of_a_stretch(key: str, written: str) -> None:
    assert "can be read in two ways" in _advice(f"  - stretch: knee_to_chest\n    {key}: {written}\n")


@pytest.mark.parametrize("name", ["rest", "walk", "cold_pack", "warm_pack"])
@pytest.mark.parametrize("written", ["5.30", "5,30", "5.30 min", "{}: 5.30"])
def test_every_timed_step(name: str, written: str) -> None:
    assert "can be read in two ways" in _advice(f"  - {name}: {written.removeprefix('{}: ')}\n")
    assert _advice(f"  - {name} {written.removeprefix('{}: ')}\n").endswith("and the time after it, with its unit.")


SAID: list[tuple[str, str]] = [
    (HOLD.format("1min30"), "(did you mean 1:30?)"),
    (HOLD.format("1 min. 30"), "(did you mean 1:30?)"),
    (HOLD.format("1 Min 5"), "(did you mean 1:05?)"),
    (HOLD.format("1'30"), "(did you mean 1:30?)"),
    (HOLD.format("zwanzig Sekunden"), "(did you mean 20 Sekunden?)"),
    (HOLD.format("eine halbe Minute"), "(did you mean 30 s?)"),
    (HOLD.format("20 Sekundne"), "(did you mean 20 seconds?)"),
    (
        "  - stretch: knee_to_chest\n    rest: 6 Atemzüge\n",
        "counts breaths, but a time is needed here; that many slow breaths take 54 s.",
    ),
    (HOLD.format("etwa 20 s"), 'write one time, such as "20 s".'),
    (HOLD.format("20 s pro Seite"), 'write the time alone: "20 s".'),
    (HOLD.format("3 mal 20 s"), 'write "20 s", and "reps: 3" on a line of its own.'),
    (HOLD.format("3 x 1.30"), 'write "1.3 s" or "1 min 30 s", and "reps: 3" on a line of its own.'),
    (HOLD.format("60-300 s"), 'is a range; write one time: "60 s".'),
    (HOLD.format("5-6 breaths"), 'is a range; write one time: "5 breaths" or "6 breaths".'),
    ("  - rest: five breaths\n", "(did you mean 5 breaths?)"),
    ("  - rest: fünf Atemzüge\n", "(did you mean 5 Atemzüge?)"),
    ("  - rest: 5-6 breaths\n", 'write one time: "5 breaths" or "6 breaths".'),
    ("  - rest: 3\n", 'write "3 min" if you mean minutes.'),
    ("  - walk: 15\n", 'write "15 min" or "15 s", whichever you mean.'),
    ("  - walk: 2.5\n", 'write "2.5 min" if you mean minutes.'),
    ("  - cold_pack: 25\n", "write the time with its unit. Allowed here: 10 s to 20 min."),
    ("  - walk: 5-10\n", "is a range, and a number alone is seconds; write one time with its unit."),
    ("  - walk: 2 x 5 min\n", 'write "5 min", and the step 2 times.'),
    ("  - {stretch: knee_to_chest, hold: 1,30}\n", "write 2.5 instead of 2,5, and 1:30 instead of 1,30."),
]


@pytest.mark.parametrize(("line", "advice"), SAID)
def test_advice(line: str, advice: str) -> None:
    assert advice in _advice(line)


@pytest.mark.parametrize("line", [line for line, _ in SAID] + [HOLD.format(written) for written, _ in TWO_WAYS])
def test_every_time_that_is_named_can_be_written(line: str) -> None:
    """The text in quotes after "write" or "did you mean"."""
    behind = _advice(line).partition(" write ")
    named = re.findall(r'"([^":]*)"', behind[2]) + re.findall(r"did you mean ([^?]+)\?", _advice(line))
    for time in named:
        key = line.rpartition(":")[0]
        assert _advice(f"{key}: {time}\n") == "", time


@pytest.mark.parametrize("written", ["6 Atemzüge", "6 Atemzuege", "1 Atemzug", "6 breaths", "6 slow breaths"])
def test_breaths_in_both_languages(written: str) -> None:
    assert _advice(f"  - rest: {written}\n") == ""
