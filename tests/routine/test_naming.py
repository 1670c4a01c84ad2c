"""Advice never drops a variant or a side from a step's name, which would change the exercise."""

import itertools

import pytest

from coach.routine.loader import examine
from coach.routine.naming import Named, named
from coach.stretches.catalogue import STRETCHES

NAMES: dict[str, Named | None] = {
    "knee_to_chest": Named("knee_to_chest"),
    "Knie zur Brust": Named("knee_to_chest"),
    "knee to chest stretch": Named("knee_to_chest"),
    "knee_to_chest_double": Named("knee_to_chest", "double"),
    "knee to chest double": Named("knee_to_chest", "double"),
    "double knee-to-chest": Named("knee_to_chest", "double"),
    "chest to knee, double": Named("knee_to_chest", "double"),
    "double_knee_to_chset": Named("knee_to_chest", "double"),
    "both knees to chest": Named("knee_to_chest", "double"),
    "both knees to chest left": Named("knee_to_chest", "double"),
    "Knees to chest": Named("knee_to_chest", "double"),
    "DKTC": Named("knee_to_chest", "double"),
    "Beide Knie zur Brust": Named("knee_to_chest", "double"),
    "knee to chest (double)": Named("knee_to_chest", "double"),
    "single_knee_to_chest": Named("knee_to_chest", "single"),
    "Ein Knie an die Brust": Named("knee_to_chest", "single"),
    "one_knee_to_chest_right": Named("knee_to_chest", "single", "right"),
    "knee to chest, left leg": Named("knee_to_chest", None, "left"),
    "linkes Knie zur Brust": Named("knee_to_chest", None, "left"),
    "knee to chest both sides": Named("knee_to_chest", None, "both"),
    "knee_drop_knees_up": Named("knee_drop", "knees_up"),
    "knee_drop knees_up": Named("knee_drop", "knees_up"),
    "Knees-up knee drop": Named("knee_drop", "knees_up"),
    "knee drop (feet on the floor)": Named("knee_drop", "feet_down"),
    "left knee drop knees up": Named("knee_drop", "knees_up", "left"),
    "both knee drop": Named("knee_drop", None, "both"),
    "Rückenschaukel": None,
    "rodilla al pecho": Named("knee_to_chest"),
    "Rodillas al pecho": Named("knee_to_chest", "double"),
    "las dos rodillas al pecho": Named("knee_to_chest", "double"),
    "una rodilla al pecho": Named("knee_to_chest", "single"),
    "rodilla derecha al pecho": Named("knee_to_chest", None, "right"),
    "postura del niño": Named("childs_pose"),
    "gato-vaca": Named("cat_cow"),
    "rodillas a un lado (pies apoyados)": Named("knee_drop", "feet_down"),
    "balanceo de rodillas a cada lado": Named("knee_drop", None, "both"),
    "torsión tumbada": Named("knee_twist"),
    "báscula pélvica": Named("pelvic_tilt"),
    "puente de glúteos": Named("hip_lift"),
    "plancha": None,
    "plank": None,
}


@pytest.mark.parametrize(("written", "meant"), NAMES.items(), ids=NAMES.keys())
def test_what_a_name_means(written: str, meant: Named | None) -> None:
    assert named(written) == meant


@pytest.mark.parametrize("mark", ["_", " ", "-"])
@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize(
    "form", ["  - {}\n", "  - stretch: {}\n    with: on_bed\n", "  - {}: 20 s\n", "  - {} 20 s x 3\n"]
)
def test_every_variant_is_kept_however_its_name_is_put_together(mark: str, order: int, form: str) -> None:
    for entry in STRETCHES.values():
        for variant in entry.variant_names:
            written = mark.join((entry.name, variant)[::order]).replace("_", mark)
            (mistake, *_) = examine("routine: r\nsteps:\n" + form.format(written)).mistakes
            assert f"stretch: {entry.name}" in mistake.text, written
            assert f"variant: {variant}" in mistake.text, written


def test_a_variant_behind_a_comma_is_no_step_of_its_own() -> None:
    (mistake,) = examine("routine: r\nsteps:\n  - knee drop, knees up\n").mistakes
    assert "several steps" not in mistake.text
    (mistake,) = examine("routine: r\nsteps:\n  - double knee to chest, cat cow\n").mistakes
    assert "several steps" in mistake.text


def test_a_stretch_without_variants_gets_none() -> None:
    for name, word in itertools.product(("cat_cow", "hip_lift", "rest", "walk"), ("double", "left", "knees_up")):
        assert named(f"{name}_{word}") == Named(name)
