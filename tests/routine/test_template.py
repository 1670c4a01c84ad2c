"""What ``coach new`` writes is a routine that needs no correction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.routine.loader import parse
from coach.routine.template import QUESTIONS, TemplateAnswers, answered, new_routine
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
    assert {question.key for question in QUESTIONS} == set(TemplateAnswers.__dataclass_fields__)
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
    assert (routine.stage, routine.precautions, routine.limits.no_twist) == ("acute", frozenset({"hip", "wrist"}), True)
    assert [getattr(step, "hold", None) for step in routine.steps] == [5.0, 5.0, None]
    assert getattr(routine.steps[1], "largest_angle", None) == 80.0
    assert loaded.warnings == ()


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("stretches", "plank", '"plank" is not one of: knee_to_chest'),
        ("stretches", "", "at least one stretch"),
        ("precautions", "back", '"back" is not one of: hip'),
        ("acute", "perhaps", '"perhaps" should be yes or no'),
        ("name", "", "no words here"),
        ("patient", "<b>", '"<" cannot be spoken'),
    ],
)
def test_an_answer_that_cannot_be_used(key: str, typed: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        answered({key: typed})


WORDS = st.text(
    st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="<>\\{}[]"), min_size=1, max_size=30
)


@given(
    WORDS.filter(str.strip),
    st.lists(st.sampled_from(list(STRETCHES)), min_size=1, unique=True),
    st.sets(st.sampled_from(PRECAUTIONS)),
    st.booleans(),
)
def test_any_answers_give_a_file_without_mistakes(
    name: str, stretches: list[str], precautions: set[str], acute: bool
) -> None:
    answers = TemplateAnswers(name, name, name, acute, tuple(precautions), tuple(stretches))
    assert parse(new_routine(answers)).routine.routine == " ".join(name.split())


@pytest.mark.parametrize(
    ("typed", "stretches"),
    [
        ("Knee to chest, cat-cow", ("knee_to_chest", "cat_cow")),
        ("single knee to chest, Knie zur Brust", ("knee_to_chest",)),
        ("bridge", ("hip_lift",)),
    ],
)
def test_stretches_are_taken_as_people_call_them(typed: str, stretches: tuple[str, ...]) -> None:
    assert answered({"stretches": typed}).stretches == stretches


@pytest.mark.parametrize("typed", ["knee_to_chest_double", "cat cow, both knees to chest", "dktc"])
def test_a_variant_that_would_be_lost_is_told(typed: str) -> None:
    with pytest.raises(
        ValueError, match='write knee_to_chest here, and "variant: double" for it in the file afterwards'
    ):
        answered({"stretches": typed})
