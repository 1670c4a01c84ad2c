"""What ``coach new`` writes is a routine that needs no correction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.routine.loader import parse
from coach.routine.prescription import Prescribed, Prescription
from coach.routine.steps import StretchStep
from coach.routine.template import QUESTIONS, TemplateAnswers, answered, new_routine, yes_or_no
from coach.routine.vocabulary import PRECAUTIONS
from coach.stretches.catalogue import STRETCHES


def test_the_defaults_give_a_good_file() -> None:
    text = new_routine(answered({}), schema="routine.schema.json")
    loaded = parse(text, "new.yaml")
    assert loaded.warnings == ()
    assert [getattr(step, "stretch", None) for step in loaded.routine.steps] == [
        "knee_to_chest",
        "knee_drop",
        "cat_cow",
        None,
    ]
    assert text.startswith("# yaml-language-server: $schema=routine.schema.json\n")


def test_every_question_fills_a_field() -> None:
    assert {question.key for question in QUESTIONS} == set(TemplateAnswers.__dataclass_fields__) - {"language"}
    assert answered({}) == TemplateAnswers()


def test_answers_reach_the_file() -> None:
    answers = answered(
        {
            "name": "Week 1: gentle",
            "patient": "A.B.",
            "assigned_by": "M.K., physiotherapist",
            "acute": "yes",
            "precautions": "hip replacement, wrist",
            "stretches": "pelvic tilt, knee to chest",
        }
    )
    loaded = parse(new_routine(answers), "new.yaml")
    routine = loaded.routine
    assert (routine.routine, routine.patient, routine.assigned_by) == (
        "Week 1: gentle",
        "A.B.",
        "M.K., physiotherapist",
    )
    assert (routine.stage, routine.precautions, routine.limits.no_twist) == (
        "acute",
        frozenset({"hip", "wrist"}),
        False,
    )
    assert [getattr(step, "hold", None) for step in routine.steps] == [5.0, 5.0, None]
    assert getattr(routine.steps[1], "largest_angle", None) == 80.0
    assert loaded.warnings == ()


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("stretches", "plank", 'I do not understand "plank". I know: knee_to_chest'),
        ("stretches", "", "at least one stretch"),
        ("precautions", "back", '"back" is not one of: hip'),
        ("precautions", "not pregnant", "leave out what does not apply, and list what may apply"),
        ("precautions", "osteoporosis?", "leave out what does not apply, and list what may apply"),
        ("precautions", "hip, no knee", "leave out what does not apply, and list what may apply"),
        ("acute", "perhaps", '"perhaps" should be yes or no'),
        ("name", "", "no words here"),
        ("patient", "<b>", '"<" cannot be spoken'),
    ],
)
def test_an_answer_that_cannot_be_used(key: str, typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        answered({key: typed})


PRESCRIBED = st.builds(
    Prescribed,
    st.sampled_from(list(STRETCHES)),
    hold=st.sampled_from([None, "20 s", "0:30"]),
    times=st.sampled_from([None, 1, 3]),
)


def _variant(asked: Prescribed) -> str | None:
    return STRETCHES[asked.name].of(asked.variant).variant


def _side(asked: Prescribed) -> str | None:
    return (asked.side or "alternate") if STRETCHES[asked.name].of(asked.variant).sided else None


def _usual_times(asked: Prescribed) -> int:
    dose = STRETCHES[asked.name].of(asked.variant).dose
    return dose.cycles or dose.reps


WORDS = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="<>\\{}[]"), min_size=1, max_size=30
)


@given(
    WORDS.filter(str.strip),
    st.lists(PRESCRIBED, min_size=1, max_size=5),
    st.sets(st.sampled_from(PRECAUTIONS)),
    st.booleans(),
)
def test_any_answers_give_a_file_without_mistakes(
    name: str, stretches: list[Prescribed], precautions: set[str], acute: bool
) -> None:
    answers = TemplateAnswers(name, name, name, acute, tuple(precautions), Prescription(tuple(stretches)))
    routine = parse(new_routine(answers)).routine
    assert routine.routine == " ".join(name.split())
    assert not routine.limits.no_twist
    written = [step for step in routine.steps if isinstance(step, StretchStep)]
    assert [(step.stretch, step.variant, step.sides) for step in written] == [
        (asked.name, _variant(asked), _side(asked)) for asked in stretches
    ]
    assert [step.reps or step.cycles for step in written if step.reps or step.cycles] == [
        asked.times or _usual_times(asked) for asked in stretches
    ]


@pytest.mark.parametrize(
    ("typed", "yes"),
    [
        *((word, True) for word in ("yes", "y", "Y", "Yes.", "ja", "Ja", "j", "sí", "si", "s", "true")),
        *((word, False) for word in ("no", "n", "N", "No.", "nein", "none", "keine", "ninguna", "false")),
    ],
)
def test_yes_and_no_in_every_language(typed: str, yes: bool) -> None:
    assert yes_or_no(typed) is yes
    assert answered({"acute": typed}).acute is yes


@pytest.mark.parametrize("typed", ["no", "No", "none", "n", "", "-", "nein", "keine", "nichts", "ninguna", "nada"])
def test_no_precautions(typed: str) -> None:
    assert answered({"precautions": typed}).precautions == ()


@pytest.mark.parametrize(
    ("typed", "precautions"),
    [
        ("hip, knee", ("hip", "knee")),
        ("hip and knee", ("hip", "knee")),
        ("Hüfte; Nacken", ("hip", "neck")),
        ("cadera y rodilla", ("hip", "knee")),
        ("high BP", ("blood_pressure",)),
        ("hip/wrist", ("hip", "wrist")),
    ],
)
def test_precautions_as_people_write_them(typed: str, precautions: tuple[str, ...]) -> None:
    assert answered({"precautions": typed}).precautions == precautions


@pytest.mark.parametrize(
    "stretches", ["hip lift", "cat cow; pelvic tilt", "childs pose x2", "left knee to chest", "knee drop"]
)
def test_no_twist_is_never_written_unasked(stretches: str) -> None:
    text = new_routine(answered({"stretches": stretches}))
    assert parse(text).routine.limits.no_twist is False
    assert "# no_twist: yes" in text
