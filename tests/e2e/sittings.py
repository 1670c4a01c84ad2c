"""Sessions that take the screen through every state. Each follows the program's output, not the clock."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from coach.languages.texts import Texts
from coach.session.safety.screening import questions
from tests.e2e.sitting import DEMO, Sitting

KNEE = "  - {stretch: knee_to_chest, sides: left, hold: 40 s, reps: 1}\n"
DROP = "  - {stretch: knee_drop, sides: right, hold: 10 s, reps: 1}\n"
CAT = "  - {stretch: cat_cow, cycles: 3}\n"
CHILD = "  - {stretch: childs_pose, hold: 12 s, reps: 1}\n"
WALK = "  - walk: 10 min\n"


TRUTH = json.loads(DEMO.with_suffix(".json").read_text(encoding="utf-8"))["events"]


def _of(stretch: str, kind: str, side: str | None = None) -> tuple[float, float]:
    """Start and end, in seconds, of the clip's first event of this kind."""
    first = next(e for e in TRUTH if (e["stretch"], e["kind"], e["side"]) == (stretch, kind, side))
    return first["start_s"], first["end_s"]


ON_BACK = (DEMO, 0.0, _of("knee_to_chest", "set_up", "left")[1] - 0.5)
KNEE_IN = (DEMO, _of("knee_to_chest", "move_in", "left")[0], _of("knee_to_chest", "mistake", "left")[0] - 0.4)
LETS_GO = (DEMO, _of("knee_to_chest", "move_out", "left")[0], _of("knee_to_chest", "rest", "left")[0] + 0.5)
FROM_THE_FEET = (DEMO, _of("knee_drop", "set_up", "left")[0] + 0.5, _of("knee_drop", "set_up", "left")[1] - 0.2)
DROPPED = (DEMO, _of("knee_drop", "move_in", "right")[0], _of("knee_drop", "hold", "right")[1] - 1.0)
FOUR_LEGGED = (DEMO, _of("cat_cow", "set_up")[0] + 0.6, _of("cat_cow", "set_up")[1] - 0.2)
COW_AND_CAT = (DEMO, _of("cat_cow", "move_in")[0], _of("cat_cow", "move_out")[0])
CHILDS = (DEMO, _of("childs_pose", "move_in")[0], _of("childs_pose", "hold")[1] - 1.0)


def routine(*steps: str, language: str = "en") -> str:
    return f"routine: back\nlanguage: {language}\nsteps:\n{''.join(steps)}"


def answer_the_questions(sitting: Sitting, language: str = "en", shoot: bool = False) -> None:
    """Answers no to every question, and little pain."""
    texts = Texts(language)
    for number, question in enumerate(questions(full=False)):
        sitting.wait(f"> {texts.get(question.text)}")
        if number == 0:
            sitting.take_the_keys()
        if shoot and number == 1:
            sitting.shoot("question")
        sitting.press("n")
    sitting.wait(f"> {texts.get('ask.pain_before')}")
    if shoot:
        sitting.shoot("pain_score")
    sitting.press("1")


def through_a_stretch(s: Sitting) -> None:
    """Questions, set-up, hold, pause, the question whether to end, and what follows a stop."""
    answer_the_questions(s, shoot=True)
    s.wait("Looking for you")
    s.shoot("looking")
    s.sees(*ON_BACK, cut=0.68)
    s.press("s")
    s.wait("Not in view: feet")
    s.shoot("cut_off")
    s.sees(*ON_BACK)
    s.press("s")
    s.wait("I see you from the side")
    s.shoot("set_up")
    s.wait("Move in slowly")
    s.shoot("move_in")
    s.sees(*KNEE_IN)
    s.wait("Counting")
    s.wait("> And breathe out.")
    s.shoot("hold")
    s.press("h")
    s.wait("Paused")
    s.shoot("paused")
    s.press("c")
    s.wait("Counting")
    s.close_window()
    s.wait("> End the session?")
    s.take_the_keys()
    s.shoot("leaving")
    s.press("n")
    s.wait("Counting")
    s.sees(*LETS_GO)
    s.wait("> Timer paused.")
    s.shoot("waiting")
    s.sees(*KNEE_IN)
    s.wait("Counting")
    pain(s)


def pain(s: Sitting) -> None:
    """A stop during the hold, its questions, and an explicit yes to the next stretch."""
    s.press("space")
    s.wait("> Let go.")
    s.shoot("way_out")
    s.sees(*ON_BACK)
    s.wait("> Rest on your back")
    s.shoot("stopped")
    s.wait("> From zero to ten")
    s.press("1")
    s.wait("> Is it in your back")
    s.shoot("leg")
    s.press("n")
    s.wait("> Any numbness")
    s.press("n")
    s.wait("> Would you like to go on")
    s.shoot("next")
    s.press("y")
    s.wait("Child's pose")
    s.press("q")
    s.wait("> End the session?")
    s.press("y")


def through_the_rest(s: Sitting) -> None:
    """Cat and cow, a body that is not seen, the end of the routine."""
    answer_the_questions(s)
    s.sees(*FOUR_LEGGED)
    s.wait("I see you from")
    s.shoot("all_fours")
    s.wait("> Breathe in, belly")
    s.sees(*COW_AND_CAT)
    s.wait("Round your back")
    s.shoot("cat")
    s.sees_nobody()
    s.press("s")
    s.wait("Child's pose")
    s.wait("Timer only")
    s.shoot("timer_only")
    s.wait("Short walk")
    s.wait("Keeping time")
    s.shoot("walk")
    s.press("s")
    s.wait("> From zero to ten")
    s.shoot("closing")
    s.press("1")
    s.wait("Finished")
    s.shoot("finished")


def in_german(s: Sitting) -> None:
    """The longer words, larger text, high contrast."""
    answer_the_questions(s, "de", shoot=True)
    s.sees(*ON_BACK)
    s.wait("Ich sehe dich von")
    s.shoot("set_up")
    s.wait("Langsam hinein")
    s.sees(*KNEE_IN)
    s.wait("Die Uhr läuft")
    s.shoot("hold")
    s.press("q")
    s.wait("> Die Sitzung beenden?")
    s.shoot("leaving")
    s.press("n")
    s.wait("Die Uhr läuft")
    s.press("space")
    s.wait("> Lass los", "> Loslassen", "Fuß")
    s.shoot("way_out")
    s.press("q")


def by_the_clock(s: Sitting) -> None:
    """The camera goes away."""
    answer_the_questions(s)
    s.sees(*FROM_THE_FEET)
    s.wait("I see you")
    s.shoot("from_the_feet")
    s.wait("Move in slowly")
    s.sees(*DROPPED)
    s.wait("Counting")
    s.shoot("knee_drop")
    s.loses_the_camera()
    s.wait("> The camera is gone")
    s.shoot("no_camera")
    s.press("q")
    s.wait("> End the session?")
    s.press("y")


@dataclass(frozen=True)
class Session:
    name: str
    lead: Callable[[Sitting], None]
    routine: str
    options: tuple[str, ...] = ()
    size: tuple[int, int] = (1280, 720)
    outcome: int = 0


SESSIONS = (
    Session("wide", through_a_stretch, routine(KNEE, KNEE, KNEE, CHILD)),
    Session("boxy", through_the_rest, routine(CAT, CHILD, WALK), ("--theme", "light"), (1024, 768)),
    Session(
        "german",
        in_german,
        routine(KNEE, language="de"),
        ("--theme", "high-contrast", "--larger-text"),
        outcome=1,
    ),
    Session("alone", by_the_clock, routine(DROP), ("--theme", "light", "--larger-text"), (1366, 768)),
)
