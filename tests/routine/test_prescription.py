"""Input to ``coach new``: nothing is silently dropped, refused or doubled."""

import pytest

from coach.routine.loader import parse
from coach.routine.prescription import Prescribed, Prescription, prescription
from coach.routine.steps import StretchStep
from coach.routine.template import TemplateAnswers, new_routine
from coach.stretches.catalogue import STRETCHES

KNEE, CAT = Prescribed("knee_to_chest"), Prescribed("cat_cow")
LEFT, RIGHT = Prescribed("knee_to_chest", side="left"), Prescribed("knee_to_chest", side="right")


def _three(count: int = 3, side: str | None = None) -> Prescribed:
    return Prescribed("knee_to_chest", side=side, times=count)


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("knee to chest 3 sets of 10", Prescribed("knee_to_chest", times=10, sets=3)),
        ("3 sets of 10 pelvic tilt", Prescribed("pelvic_tilt", times=10, sets=3)),
        ("left knee to chest 2 sets x 5, 20 s", Prescribed("knee_to_chest", None, "left", "20 s", 5, 2)),
        ("cat cow 2 sets of 5", Prescribed("cat_cow", times=5, sets=2)),
        ("Beckenkippen 3 Sätze à 8", Prescribed("pelvic_tilt", times=8, sets=3)),
        ("knee to chest 5 breaths x3", Prescribed("knee_to_chest", hold="5 breaths", times=3)),
        ("child's pose hold for 4 slow breaths", Prescribed("childs_pose", hold="4 slow breaths")),
    ],
)
def test_sets_and_breaths_are_kept(typed: str, step: Prescribed) -> None:
    assert prescription(typed).steps == (step,)
    routine = parse(new_routine(TemplateAnswers(stretches=prescription(typed)))).routine
    (written,) = (found for found in routine.steps if isinstance(found, StretchStep))
    assert (written.sets, written.cycles or written.reps) == (step.sets, step.times or written.reps)


@pytest.mark.parametrize(
    "between",
    [
        "; ",
        ";",
        ", ",
        ",",
        " / ",
        "/",
        " ",
        " then ",
        ", then ",
        "\n",
        "\n\n",
        " and ",
        " and then ",
        " & ",
        " + ",
        " plus ",
        " -> ",
        " → ",
        " | ",
        " followed by ",
        ". ",
        " und ",
        " dann ",
        ", danach ",
        " y ",
        ", luego ",
        " después ",
    ],
)
@pytest.mark.parametrize(
    ("first", "second"),
    [("knee to chest", "cat cow"), ("Knie zur Brust", "Katze Kuh"), ("rodilla al pecho", "gato vaca")],
)
def test_separators(between: str, first: str, second: str) -> None:
    assert prescription(f"{first}{between}{second}").steps == (KNEE, CAT)


@pytest.mark.parametrize(
    "typed",
    [
        "1. knee to chest 2. cat cow",
        "1) knee to chest 2) cat cow",
        "1. knee to chest\n2. cat cow",
        "- knee to chest\n- cat cow",
        "* knee to chest\n* cat cow",
        "1. knee to chest, 2. cat cow",
        "• knee to chest\n• cat cow",
    ],
)
def test_lists(typed: str) -> None:
    assert prescription(typed).steps == (KNEE, CAT)


STEPS: dict[str, tuple[Prescribed, ...]] = {
    "left knee to chest": (LEFT,),
    "knee to chest left": (LEFT,),
    "knee to chest, left": (LEFT,),
    "knee to chest (left)": (LEFT,),
    "knee to chest on the left side": (LEFT,),
    "rt knee to chest": (RIGHT,),
    "linkes Knie zur Brust": (LEFT,),
    "Knie zur Brust rechts": (RIGHT,),
    "rodilla derecha al pecho": (RIGHT,),
    "rodilla al pecho, izquierda": (LEFT,),
    "left knee to chest, right knee to chest": (LEFT, RIGHT),
    "left knee to chest and right knee to chest": (LEFT, RIGHT),
    "knee to chest left and right": (Prescribed("knee_to_chest", side="both"),),
    "knee to chest each side": (Prescribed("knee_to_chest", side="both"),),
    "alternate knee to chest": (Prescribed("knee_to_chest", side="alternate"),),
    "both knees to chest": (Prescribed("knee_to_chest", "double"),),
    "beide Knie zur Brust": (Prescribed("knee_to_chest", "double"),),
    "rodillas al pecho": (Prescribed("knee_to_chest", "double"),),
    "dktc": (Prescribed("knee_to_chest", "double"),),
    "knee drop, knees up": (Prescribed("knee_drop", "knees_up"),),
    "knee to chest x3": (_three(),),
    "knee to chest 3x": (_three(),),
    "3 x knee to chest": (_three(),),
    "knee to chest 3 reps": (_three(),),
    "knee to chest three times": (_three(),),
    "knee to chest twice": (_three(2),),
    "Knie zur Brust 3 mal": (_three(),),
    "rodilla al pecho 3 veces": (_three(),),
    "left knee to chest x3": (_three(side="left"),),
    "knee to chest 2 x 20 s": (Prescribed("knee_to_chest", hold="20 s", times=2),),
    "knee to chest 20 s x 2": (Prescribed("knee_to_chest", hold="20 s", times=2),),
    "knee to chest, 2 times, hold 20 s": (Prescribed("knee_to_chest", hold="20 s", times=2),),
    "knee to chest hold for 1:30": (Prescribed("knee_to_chest", hold="1:30"),),
    "hip lift 10x": (Prescribed("hip_lift", times=10),),
    "cat cow x5": (Prescribed("cat_cow", times=5),),
    "cat cow 5 cycles": (Prescribed("cat_cow", times=5),),
    "cat cow 5": (Prescribed("cat_cow", times=5),),
    "knee to chest x3 cat cow x5": (_three(), Prescribed("cat_cow", times=5)),
    "knee to chest: x3; cat cow: 5x": (_three(), Prescribed("cat_cow", times=5)),
    "cat_cow, cat_cow": (CAT, CAT),
    "cat cow, knee to chest, cat cow": (CAT, KNEE, CAT),
    "cat/cow": (CAT,),
    "cat and cow": (CAT,),
    "gato y vaca": (CAT,),
    "cat cow, rest 1 min, cat cow": (CAT, Prescribed("rest", hold="1 min"), CAT),
}


@pytest.mark.parametrize(("typed", "steps"), STEPS.items())
def test_sides_doses_and_repeats_are_kept(typed: str, steps: tuple[Prescribed, ...]) -> None:
    assert prescription(typed) == Prescription(steps)


@pytest.mark.parametrize(
    "typed",
    [
        "no knee to chest, cat cow",
        "cat cow, no knee to chest",
        "cat cow but no knee to chest",
        "not knee to chest but cat cow",
        "skip knee to chest; cat cow",
        "cat cow, without knee to chest",
        "avoid knee to chest, cat cow",
        "leave out knee to chest, cat cow",
        "cat cow, never knee to chest",
        "kein Knie zur Brust, Katze Kuh",
        "Katze Kuh, aber kein Knie zur Brust",
        "Katze Kuh, ohne Knie zur Brust",
        "sin rodilla al pecho, gato vaca",
        "gato vaca pero no rodilla al pecho",
        "no knee to chest\ncat cow",
    ],
)
def test_what_is_refused_is_not_prescribed(typed: str) -> None:
    assert prescription(typed) == Prescription((CAT,), ("knee_to_chest",))


ASKED_BACK: dict[str, str] = {
    "plank": 'do not understand "plank"',
    "knee to chest, plank": '"plank" after "knee to chest ,"',
    "knee to chest slowly": '"slowly" after "knee to chest"',
    "knee to chset": "did you mean knee_to_chest",
    "no knee to chest or cat cow": "not sure what",
    "no knee to chest and cat cow": "not sure what",
    "everything except twist, cat cow": "not sure what",
    "knee to chest no, cat cow yes": "not sure what",
    "no left knee to chest, cat cow": "not sure what",
    "knee to chest without pain": "not sure what",
    "cat cow, no cat cow": "both asked for and left out",
    "no knee to chest": "at least one stretch",
    "": "at least one stretch",
    "rest": "at least one stretch",
    "knee to chest both": "both sides or both knees at once",
    "knee to chest left knee drop": "two ways",
    "knee to chest left first": "do not understand",
    "knee to chest 3 x 10": '"x10" or "10 s"',
    "knee to chest 3": '"x3" or "3 s"',
    "knee to chest 20 sets of 10": 'I do not understand "20 sets of 10"',
    "knee to chest 3 sets of 5, 2 sets of 8": 'I do not understand "2 sets of 8"',
    "cat cow 5 breaths": "counted in cycles",
    "knee to chest 10 in total": "plain dose",
    "knee to chest 2x/day": "plain dose",
    "knee to chest 3 times a day": "plain dose",
    "knee to chest at least 3 times": "plain dose",
    "knee to chest > 20 s": "",
    "knee to chest 20-30 s": '"20-30 s"',
    "knee to chest x40": '"x40"',
    "knee to chest 5 min": "1 s to 2 min",
    "left cat cow": "has no sides",
    "cat cow 10 s": "counted in cycles",
    "knee to chest 20 s 30 s": "can last 1 s to 2 min",
    "both knees to chest left": "has no sides",
}


@pytest.mark.parametrize(("typed", "asked"), ASKED_BACK.items())
def test_what_is_not_understood_is_asked_back(typed: str, asked: str) -> None:
    with pytest.raises(ValueError, match=r"\.$") as raised:
        prescription(typed)
    assert asked in str(raised.value)


@pytest.mark.parametrize("name", STRETCHES)
def test_every_stretch_is_known_by_its_own_name(name: str) -> None:
    assert prescription(name).steps == (Prescribed(name),)
    for variant in STRETCHES[name].variant_names:
        assert prescription(f"{name} {variant}").steps == (Prescribed(name, variant),)
