"""The session in a terminal: one live block, or plain lines for a file, a pipe or a screen reader."""

import os
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import IO, TextIO, cast

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from coach.session.events import UserInput
from coach.session.screen import Screen, ScreenMode
from coach.view.display import Scene
from coach.view.keys import Keys
from coach.view.learnt_keys import LearntKeys
from coach.view.outlet import Outlet, handling, outlet
from coach.view.screen_words import Lookup, Mark, Words
from coach.view.typing_in import KeySource, NoKeys, keyboard

_SIGNS = {Mark.CHECK: "✓", Mark.PAUSE: "‖", Mark.UNSEEN: "?", Mark.DOT: "•", Mark.STOP: "■"}
_ASCII_SIGNS = {Mark.CHECK: "+", Mark.PAUSE: "=", Mark.UNSEEN: "?", Mark.DOT: "-", Mark.STOP: "#"}
DUMB = ("dumb", "unknown")
"""Values of TERM for terminals that can only print one line after another."""
CURSOR_AGAIN = "\r\n\x1b[?25h"
"""Moves below the block and shows the cursor again (xterm's control sequences)."""
_BAR_STEPS = 40
"""Number of steps of the bar that shows the time: rewriting the block takes milliseconds, and a hold lasts at least ten
seconds."""
_WIDEST = 100
"""Largest number of columns; longer lines are tiring to read."""


class TerminalDisplay:
    """Shows scenes on ``stream``; reads keys from the terminal of this process."""

    def __init__(
        self,
        text: Lookup,
        stream: TextIO,
        keys: bool = True,
        plain: bool = False,
        clock: Callable[[], float] = monotonic,
        learnt: LearntKeys | None = None,
    ) -> None:
        self._words = Words(text)
        self._keys = Keys(clock, learnt.wishes if learnt is not None else None)
        self._outlet = outlet(stream)
        lines = plain or not stream.isatty() or os.environ.get("TERM", "").lower() in DUMB
        self._view: _Block | _Lines = _Lines(self._outlet) if lines else _Block(self._outlet)
        self._typed: KeySource = keyboard(self._leave) if keys else NoKeys()

    def show(self, scene: Scene) -> None:
        self._view.show(scene, self._words)

    def poll(self) -> list[UserInput]:
        said = [wish for key in self._typed.read() for wish in self._keys.press(key)]
        return said + self._keys.due()

    def on_input(self, call: Callable[[], None]) -> None:
        self._typed.on_key(call)

    def close(self) -> None:
        self._end()
        self._typed.close()

    def _end(self) -> None:
        with suppress(OSError, ValueError):  # the other end may have closed it
            self._view.close()
        if isinstance(self._outlet, Outlet):
            self._outlet.close()

    def _leave(self) -> None:
        """Called when a signal ends the process, at any point of the program."""
        if isinstance(self._view, _Block) and isinstance(self._outlet, Outlet):
            self._outlet.end_with(CURSOR_AGAIN)


class _Lines:
    """Prints a line for every change of caption or state, without colours or control characters."""

    def __init__(self, stream: Outlet | TextIO) -> None:
        self._stream = stream
        self._encoding = getattr(stream, "encoding", None) or "utf-8"
        self._errors = handling(stream)
        self._said = ""
        self._state: tuple[str, ...] = ()
        self._step: int | None = None

    def show(self, scene: Scene, words: Words) -> None:
        self._show_place(scene, words)
        state = _state(scene, words)
        if state != self._state:
            self._state = state
            self._line(" · ".join(part for part in state if part))
        if scene.caption != self._said:
            self._said = scene.caption
            if scene.caption:
                self._line(f"> {scene.caption}")

    def _show_place(self, scene: Scene, words: Words) -> None:
        """Prints the place in the routine, once for each step."""
        screen = scene.screen
        if screen.mode is ScreenMode.SESSION and screen.step_index != self._step:
            self._step = screen.step_index
            self._line(words.place(screen))

    def _line(self, words: str) -> None:
        plain = "".join(c for c in words if c.isprintable())
        if not plain:
            return
        self._stream.write(plain.encode(self._encoding, self._errors).decode(self._encoding) + "\n")
        self._stream.flush()

    def close(self) -> None:
        pass


def _state(scene: Scene, words: Words) -> tuple[str, ...]:
    """The state whose changes are worth a line; seconds are not part of it."""
    screen = scene.screen
    if screen.mode is ScreenMode.FINISHED:
        return (words.title(screen), *words.done(screen))
    if screen.mode not in (ScreenMode.SESSION, ScreenMode.PAUSED):
        return words.title(screen), _scale(scene, words)
    return words.title(screen), words.side(screen), words.rep(screen), words.status(scene).text


def _scale(scene: Scene, words: Words) -> str:
    """The possible answers with their keys."""
    screen = scene.screen
    if screen.number_wanted:
        return f"0 {words.text('screen.scale_low')} … 10 {words.text('screen.scale_high')}"
    return "  ".join(f"{answer.key} {answer.label}" for answer in words.answers(screen))


class _Block:
    """One block that stays in place and is rewritten when something in it changes."""

    def __init__(self, stream: Outlet | TextIO) -> None:
        self._stream = stream
        self._console = Console(file=cast("IO[str]", stream), highlight=False, emoji=False, markup=False)
        self._live = Live(console=self._console, auto_refresh=False, redirect_stdout=False, redirect_stderr=False)
        self._signs = _SIGNS if "utf" in (self._console.encoding or "") else _ASCII_SIGNS
        self._drawn: tuple[object, ...] = ()
        self._live.start()

    def show(self, scene: Scene, words: Words) -> None:
        if isinstance(self._stream, Outlet) and self._stream.behind:
            return  # this drawing is skipped; the next one shows the state at that time
        shown = self._content(scene, words)
        if shown != self._drawn:
            self._drawn = shown
            self._live.update(self._block(scene, words), refresh=True)

    def close(self) -> None:
        """Moves below the block and shows the cursor again."""
        self._live.stop()

    def _content(self, scene: Scene, words: Words) -> tuple[object, ...]:
        """Everything that the block shows; the bar moves in its own steps."""
        screen = scene.screen
        dial = words.dial(screen)
        bar = None if dial is None else (dial.number, dial.above, dial.below, round(dial.fraction * _BAR_STEPS))
        marks = (scene.camera_on, scene.microphone_on, scene.sound_on)
        said = (scene.caption, words.question(scene))
        return _state(scene, words), said, bar, words.place(screen), marks, self._width()

    def _width(self) -> int:
        return min(self._console.width, _WIDEST)

    def _block(self, scene: Scene, words: Words) -> RenderableType:
        screen = scene.screen
        rows: list[RenderableType] = [self._head(scene, words)]
        if screen.mode in (ScreenMode.SESSION, ScreenMode.PAUSED):
            rows += self._count(scene, words)
        elif screen.mode is ScreenMode.FINISHED:
            rows += [Text(f"{self._signs[Mark.CHECK]} {line}") for line in words.done(screen)]
        else:
            rows += [Text(words.question(scene), style="bold"), Text(_scale(scene, words))]
        if scene.caption != words.question(scene) or screen.mode not in (ScreenMode.QUESTION, ScreenMode.STOPPED):
            rows.append(Text(scene.caption, style="bold cyan"))
        if screen.mode is not ScreenMode.FINISHED:
            rows += [Text(words.place(screen)), self._keys(words, screen)]
        return Panel(Group(*rows), width=self._width(), padding=(0, 1))

    def _head(self, scene: Scene, words: Words) -> RenderableType:
        head = Table.grid(expand=True)
        head.add_column()
        head.add_column(justify="right")
        title = Text(words.title(scene.screen), style="bold")
        side = words.side(scene.screen)
        if side:
            title.append(f"  {side} ", style="bold reverse")
        head.add_row(title, Text(words.text("screen.nothing_recorded"), style="dim"))
        return head

    def _count(self, scene: Scene, words: Words) -> list[RenderableType]:
        status = words.status(scene)
        line = Text(f"{self._signs[status.mark]} {status.text}")
        dial = words.dial(scene.screen)
        if dial is None:
            return [line]
        counted = Text(f"{dial.number} {dial.below}", style="bold")
        if dial.above:
            counted.append(f"  {dial.above}", style="not bold")
        return [line, counted, self._bar(dial.fraction)]

    def _keys(self, words: Words, screen: Screen) -> Text:
        keys = Text(f"{words.text('screen.key_space')}: {words.text('screen.stop')}", style="bold")
        return keys.append(f"   {words.hints(screen)}", style="not bold dim")

    def _bar(self, fraction: float) -> Text:
        room = self._width() - 4
        full, empty = ("━", "─") if self._signs is _SIGNS else ("#", ".")
        done = round(room * fraction)
        return Text(full * done + empty * (room - done))
