"""The whole program with faults on request: ``fault_child.py FAULTS FILM COACH_ARGUMENT...``.

FAULTS is a file with the name of the part that is broken from now on, one of ``PARTS`` or ``IN_WINDOW``; every call of
it then raises, in the calling thread or process. FILM runs in a loop instead of the camera driver, the voice speaks
three times as fast, and vision is retried sooner; everything else is real.
"""

import os
import sys
from functools import wraps
from importlib import import_module
from pathlib import Path

PARTS = {
    "camera": "coach.vision.camera:Camera._take",
    "camera source": "coach.vision.camera:Camera.read",
    "pose model": "coach.vision.landmarker:Landmarker.detect",
    "eye": "coach.vision.eye:Eye.look",
    "freeze detector": "coach.vision.frozen:FreezeDetector.__call__",
    "observer": "coach.observer:Observer.event",
    "renderer": "coach.voice.renderer:Renderer._render",
    "mixer": "coach.voice.mixer:Mixer.mix",
    "speaker": "coach.voice.audio_speaker:AudioSpeaker.poll",
    "device keeper": "coach.voice.device_keeper:DeviceKeeper._look",
    "microphone": "coach.voice.microphone:Microphone._bring",
    "listener": "coach.voice.listener:Listener._hear",
    "ear": "coach.voice.listener:Listener.poll",
    "recogniser": "coach.voice.recogniser:Recogniser._recognised",
    "window's writer": "coach.view.window:changes_between",
    "window's reader": "coach.view.window:WindowDisplay.poll",
    "terminal's writer": "coach.view.outlet:Outlet._put",
    "terminal's reader": "coach.view.typing_in:_PosixKeys.read",
    "terminal's view": "coach.view.terminal:_Lines.show",
    "log": "coach.record.event_log:EventLog.write",
    "keeper": "coach.record.session_keeper:SessionKeeper.keep",
    "watchdog": "coach.watchdog:Watchdog.look",
}
"""Module, class and method."""
IN_WINDOW = {
    "paint": "coach.view.paint:Painter.paint",
    "window's scenes": "coach.view.session_window:SessionWindow.show_scene",
    "window's overlay": "coach.view.drawing:Drawing._place",
}
FAULTS = "COACH_TEST_FAULTS"
"""The variable that passes the file to the window's process."""
RATE_WPM = 450
AGAIN_S = 0.2


def break_on_request(parts: dict[str, str], faults: Path) -> None:
    """Makes each of these parts raise while the file names it."""
    for name, place in parts.items():
        module, _, path = place.partition(":")
        owner, _, method = path.rpartition(".")
        home = import_module(module)
        target = getattr(home, owner) if owner else home
        setattr(target, method, _breaking(name, getattr(target, method), faults))


def _breaking(name: str, usual, faults: Path):
    @wraps(usual)
    def call(*arguments, **named):
        if faults.read_text(encoding="utf-8") == name:
            raise RuntimeError(f"broken on request: {name}")
        return usual(*arguments, **named)

    return call


def _window() -> None:
    """The window's process, instead of ``coach.view.window_child``."""
    from coach.view import window_child

    break_on_request(IN_WINDOW, Path(os.environ[FAULTS]))
    window_child.main()


def _session(faults: Path, film: Path) -> None:
    from coach.cli import main
    from coach.view import window
    from coach.vision import camera, tracker
    from coach.voice import pace, silent
    from tests.benchmarks.soak_child import LoopedFilm

    os.environ[FAULTS] = str(faults)
    window.COMMAND = (sys.executable, "-m", "tests.e2e.fault_child")
    camera.open_capture = lambda number: LoopedFilm(film)
    usual, tracker.AGAIN_S = pace.VoiceSettings, AGAIN_S
    pace.VoiceSettings = lambda voice, rate_wpm, volume: usual(voice, RATE_WPM, volume)
    silent.spoken_s = lambda text, rate_wpm: pace.spoken_s(text, RATE_WPM)
    break_on_request(PARTS, faults)
    main()


if __name__ == "__main__":
    if len(sys.argv) == 1:
        _window()
    else:
        faults, looped = Path(sys.argv[1]), Path(sys.argv[2])
        sys.argv = ["coach", *sys.argv[3:]]
        _session(faults, looped)
