"""What the report of random films counts."""

from click.testing import CliRunner

from tests.accuracy import first_looks
from tests.accuracy.first_looks import Watched
from tests.accuracy.sessions import Errors, HoldFound, SessionResult


def film(stretch, right=(), missed=(), invented=(), held=()):
    holds = tuple(HoldFound("clip", stretch, None, true_s, reported_s) for true_s, reported_s in held)
    return Watched(stretch, 50.0, SessionResult(holds, Errors("clip", right, missed, invented)))


FILMS = [
    film("childs_pose", right=("hips_high", "head_held"), missed=("chest_high",), held=((20.0, 19.5),)),
    film("cat_cow", right=("too_fast",), invented=("deep_sag",)),
    film("cat_cow", right=("cycle_too_fast",), held=()),
]


def test_mistakes_are_counted_by_stretch_and_by_the_name_of_the_truth():
    assert FILMS[2].counts == {"too_fast": (1, 0, 0)}
    found = list(first_looks.lines(FILMS))
    assert found[:3] == [
        "3 films, 150 s, 5 mistakes: 4 reported, 1 missed,",
        "1 false (0.67 in 100 s); F1 0.80;",
        "reported: 4 of 5 (80.0 %, 38 to 96).",
    ]
    assert "| cat_cow | too_fast | 2 | 0 | 0 |" in found
    assert "| childs_pose | chest_high | 0 | 1 | 0 |" in found


def test_holds_are_counted_by_stretch():
    found = list(first_looks.lines(FILMS))
    assert "| childs_pose | 1 | 1 | 0.50 s | 0.50 s | 0.50 s |" in found
    assert "| all | 3 | 1 | 0.50 s | 0.50 s | 0.50 s |" in found
    assert "| cat_cow | 2 | 0 |  |  |  |" in found


def test_a_folder_without_films_is_one_line(tmp_path):
    said = CliRunner().invoke(first_looks.main, [str(tmp_path)])
    assert said.exit_code == 1
    assert said.output.startswith(f"Error: {tmp_path}: no clip")
