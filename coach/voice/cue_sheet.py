"""The words that a session will need, in order of need."""

from collections.abc import Iterator

from coach.languages.texts import Texts
from coach.routine.plan import Plan, PlannedStep
from coach.stretches.catalogue import find
from coach.stretches.own_exercise import OwnExercise
from coach.stretches.stretch import Kind

_FIRST = ("hearing", "first_run", "screening", "safety_question")
_ALWAYS = ("stop", "hold", "cycle", "rest", "seeing", "praise", "session", "step", "ask", "light", "tip", "failed")


def cue_sheet(plan: Plan, texts: Texts) -> list[str]:
    """Every sentence whose words are known in advance, each once, in order of need."""
    wanted: list[str] = [texts.get("stop.stopping"), texts.get("session.stop_reminder"), *_of(_FIRST, texts)]
    for step in plan.steps:
        wanted += _step_words(step, texts)
    wanted += _of(_ALWAYS, texts)
    wanted += [texts.get(key, score=score) for key in ("ask.read_back", "ask.is_that_right") for score in range(11)]
    return list(dict.fromkeys(wanted))


def _of(groups: tuple[str, ...], texts: Texts) -> Iterator[str]:
    """Everything in these groups that is the same in every session."""
    for key in texts.keys():  # noqa: SIM118 - not a mapping
        if key.split(".")[0] in groups and "{" not in texts.raw(key):
            yield texts.raw(key)


def _step_words(step: PlannedStep, texts: Texts) -> Iterator[str]:
    if step.own is not None:
        yield from _own_words(step, step.own, texts)
        return
    stretch = find(step.stretch, step.variant)
    sides = dict.fromkeys(texts.get(f"side.{rep.side.value}") for rep in step.reps if rep.side is not None) or {
        "": None
    }
    first = "step.first" if step.number == 1 else "step.next"
    yield texts.get(first, name=texts.get(f"name.{stretch.id}"))
    yield texts.get("ask.next_stretch", name=texts.get(f"name.{stretch.id}"))
    if step.say:
        yield step.say
    yield from (texts.get(f"with.{help_}") for help_ in sorted(step.modifications))
    yield texts.get(f"set_up.{stretch.id}", side=next(iter(sides)))
    if stretch.kind is Kind.TIMED:
        return
    for side in sides:
        yield texts.get(f"move_in.{stretch.id}", side=side)
        yield texts.get(f"move_out.{stretch.id}", side=side)
        if side:
            yield texts.get("rest.other_side", side=side)
            yield texts.get("rest.same_side", side=side)
    yield texts.get(f"way_out.{stretch.id}")
    for error in stretch.errors:
        yield texts.get(error.cue)


def _own_words(step: PlannedStep, own: OwnExercise, texts: Texts) -> Iterator[str]:
    """The way out comes first: it must be ready when somebody stops."""
    yield own.come_out or texts.get("own.way_out")
    yield texts.get("step.first" if step.number == 1 else "step.next", name=own.name)
    yield from filter(None, (step.say, own.get_in, own.do))
    for side in dict.fromkeys(texts.get(f"side.{rep.side.value}") for rep in step.reps if rep.side is not None):
        yield texts.get("own.side", side=side)
        yield texts.get("rest.other_side", side=side)
        yield texts.get("rest.same_side", side=side)
    yield texts.get("ask.next_stretch", name=own.name)
