"""The screen for a person who cannot see it: the names, words and places of its texts and buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from coach.session.events import UserInput, Wish
from coach.session.screen import Screen, ScreenMode
from coach.view.display import Scene
from coach.view.layout import Cell, Layout, Rect
from coach.view.screen_words import Words


@dataclass(frozen=True)
class Pressable:
    """A button: its name, its place in pixels of the drawing, and the input that a press gives."""

    name: str
    place: Rect
    said: UserInput


def pressables(words: Words, screen: Screen, places: Layout, answers: Sequence[Rect]) -> tuple[Pressable, ...]:
    """The buttons in tab order. ``answers``: the place of each answer."""
    found = [
        Pressable(_name(words, screen, answer.label, answer.said), place, answer.said)
        for answer, place in zip(words.answers(screen), answers, strict=True)
    ]
    if screen.mode is ScreenMode.PAUSED and Cell.STATUS in places:
        going_on = UserInput(Wish.CONTINUE, "mouse")
        found.append(Pressable(words.text("screen.paused"), places[Cell.STATUS], going_on))
    if Cell.STOP in places:
        over = screen.mode is ScreenMode.FINISHED
        name = words.text("screen.end" if over else "screen.stop")
        found.append(Pressable(name, places[Cell.STOP], UserInput(Wish.END if over else Wish.STOP, "mouse")))
    return tuple(found)


def _name(words: Words, screen: Screen, label: str, said: UserInput) -> str:
    """The ends of the scale say what they mean."""
    meanings = {0: "screen.scale_low", 10: "screen.scale_high"} if screen.number_wanted else {}
    key = meanings.get(-1 if said.number is None else said.number)
    return label if key is None else f"{label}, {words.text(key)}"


def readable(words: Words, scene: Scene, places: Layout) -> dict[Cell, str]:
    """The words of each part of the screen that has any."""
    screen = scene.screen
    dial = words.dial(screen)
    parts = {
        Cell.HEADER: (words.title(screen), words.side(screen)),
        Cell.MARKS: (words.text("screen.nothing_recorded"),),
        Cell.CARD: words.done(screen) if screen.mode is ScreenMode.FINISHED else (words.question(scene),),
        Cell.CAPTION: (scene.caption,),
        Cell.DIAL: () if dial is None else (dial.number, dial.below, dial.above),
        Cell.STATUS: (words.status(scene).text,),
        Cell.STRIP: (words.place(screen), words.hints(screen)),
    }
    return {cell: ", ".join(part for part in said if part) for cell, said in parts.items() if cell in places}
