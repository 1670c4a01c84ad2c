"""Renders words to sound files, ahead of time, in a process that can be killed."""

import contextlib
import hashlib
import logging
import sys
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import platformdirs

from coach.child import Child, ChildError
from coach.voice.pace import VoiceSettings
from coach.voice.wavfile import is_whole_wav

_log = logging.getLogger(__name__)

COMMAND = (sys.executable, "-m", "coach.voice.render_child")
START_LIMIT_S = 10.0
CUE_LIMIT_S = 5.0
"""A cue takes 10 to 43 ms; an engine that needs this long hangs."""
TRIES = 2
"""Attempts at one cue, each with a fresh process after a failure."""
FAILURES_IN_A_ROW = 3
"""After this many failures the engine counts as absent, until REST_S later."""
REST_S = 20.0
CLOSE_WITHIN_S = 3.0
CACHE_BYTES = 64_000_000
"""About 25 minutes of speech: several routines in two languages."""


@dataclass(frozen=True)
class Voice:
    """A voice of this machine's speech engine."""

    id: str
    name: str
    languages: tuple[str, ...]


def cache_dir() -> Path:
    """The folder that keeps rendered cues between sessions."""
    return platformdirs.user_cache_path("stretch-coach", appauthor=False) / "voice"


def engine_version() -> str:
    """The engine's version: part of a file's name, so that a new engine creates new files."""
    versions = [sys.platform]
    for part in ("pyttsx3", "espeakng-loader"):
        try:
            versions.append(f"{part} {metadata.version(part)}")
        except metadata.PackageNotFoundError:
            versions.append(f"no {part}")
    return ", ".join(versions)


def list_voices(command: Sequence[str] = COMMAND) -> list[Voice]:
    """Every voice that the engine offers; empty if there is no engine."""
    try:
        child = Child(command)
    except ChildError:
        return []
    try:
        greeting = child.hear(START_LIMIT_S)
    except ChildError:
        return []
    finally:
        child.kill()
    return [Voice(voice["id"], voice["name"], tuple(voice["languages"])) for voice in greeting.get("voices", [])]


class Renderer:
    """Renders in the background, most urgent first; every method returns at once."""

    def __init__(
        self,
        settings: VoiceSettings,
        language: str,
        *,
        folder: Path | None = None,
        command: Sequence[str] = COMMAND,
        cue_limit_s: float = CUE_LIMIT_S,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        self._settings = settings
        self._language = language
        self._folder = folder or cache_dir()
        self._command = command
        self._cue_limit_s = cue_limit_s
        self._cache_bytes = cache_bytes
        self._version = engine_version()
        self._wanted: list[str] = []
        self._hopeless: set[str] = set()
        self._failures = 0
        self._rest_until = 0.0
        self._child: Child | None = None
        self._cues_by_child = 0
        self._cues_per_child = sys.maxsize
        self._closing = False
        self._news = threading.Condition()
        self.why = ""
        """The engine's last error message."""
        self._worker = threading.Thread(target=self._work, name="voice-renderer", daemon=True)
        self._worker.start()

    @property
    def works(self) -> bool:
        """False while there is no engine, or while it keeps failing."""
        return time.monotonic() >= self._rest_until

    def want(self, texts: Iterable[str]) -> None:
        """Adds texts that will be needed, in this order, after those already requested."""
        with self._news:
            known = set(self._wanted)
            self._wanted += [text for text in dict.fromkeys(texts) if text not in known]
            self._news.notify()

    def hurry(self, text: str) -> None:
        """Moves a text that is needed now to the front."""
        with self._news:
            self._wanted = [text, *(other for other in self._wanted if other != text)]
            self._news.notify()

    def clip(self, text: str) -> Path | None:
        """The sound file of ``text`` if it exists and is complete."""
        path = self._path(text)
        return path if is_whole_wav(path) else None

    def cannot(self, text: str) -> bool:
        """Whether waiting for this text is pointless."""
        return not self.works or text in self._hopeless

    def close(self) -> None:
        """Kills the process; safe to call twice."""
        with self._news:
            self._closing = True
            self._news.notify()
            child = self._child
        if child is not None:
            child.kill()
        self._worker.join(CLOSE_WITHIN_S)

    def _path(self, text: str) -> Path:
        settings = self._settings
        key = "\n".join([self._version, self._language, settings.voice or "", str(settings.rate_wpm), text])
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.wav"

    def _work(self) -> None:
        self._prune()
        while (text := self._next()) is not None:
            try:
                if self.clip(text) is None:
                    self._render(text)
                else:
                    self._touch(text)
            except Exception as error:  # noqa: BLE001 - one text without sound is better than no sound at all
                _log.debug("cannot be rendered: %s", type(error).__name__)
                self._hopeless.add(text)
        self._end_child()

    def _next(self) -> str | None:
        """Waits for work; None when closing."""
        with self._news:
            while not self._closing:
                rest_s = self._rest_until - time.monotonic()
                if self._wanted and rest_s <= 0:
                    return self._wanted.pop(0)
                self._news.wait(rest_s if self._wanted else None)
        return None

    def _render(self, text: str) -> None:
        for _ in range(TRIES):
            began_s = time.monotonic()
            try:
                answer = self._ask(text)
            except (ChildError, OSError) as error:
                answer = {"failed": str(error)}
            _log.debug("a cue %s after %.2f s", "is done" if "done" in answer else "failed", time.monotonic() - began_s)
            if "done" in answer:
                self._failures = 0
                return
            self.why = str(answer.get("failed", ""))
            self._end_child()
            if self._closing:
                return
        self._hopeless.add(text)
        self._failures += 1
        if self._failures >= FAILURES_IN_A_ROW:
            self._rest()

    def _ask(self, text: str) -> dict[str, Any]:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self._cues_by_child >= self._cues_per_child:
            self._end_child()
        child = self._child or self._start()
        order = {
            "text": text,
            "path": str(self._path(text)),
            "voice": self._settings.voice,
            "rate_wpm": self._settings.rate_wpm,
            "language": self._language,
        }
        try:
            answer = child.ask(order, self._cue_limit_s)
        except ChildError:
            if self._cues_by_child:
                # Some systems' engines speak once and hang at the second cue: from here on each cue gets its own
                # process.
                self._cues_per_child = 1
            raise
        self._cues_by_child += 1
        return answer

    def _start(self) -> Child:
        _log.debug("starts the speech engine")
        child = Child(self._command)
        with self._news:
            self._child, self._cues_by_child = child, 0
            closing = self._closing
        if closing:
            raise ChildError("closing")
        greeting = child.hear(START_LIMIT_S)
        if not greeting.get("ready"):
            self._failures = FAILURES_IN_A_ROW
            raise ChildError(str(greeting.get("why", "there is no speech engine")))
        return child

    def _rest(self) -> None:
        """Treats the engine as absent or broken: cues have no sound for a while, then it is tried again."""
        _log.debug("rests for %.0f s", REST_S)
        self._rest_until = time.monotonic() + REST_S
        self._failures = 0
        self._hopeless.clear()

    def _end_child(self) -> None:
        with self._news:
            child, self._child = self._child, None
        if child is not None:
            child.kill()

    def _touch(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self._path(text).touch()

    def _prune(self) -> None:
        """Keeps the cache under its limit: the files unused for longest are removed first.

        The words of a routine concern the person's health: only this user can read them, including those of earlier
        versions.
        """
        total = 0
        with contextlib.suppress(OSError):
            self._folder.chmod(0o700)
            clips = sorted(self._folder.glob("*.wav"), key=lambda path: path.stat().st_mtime, reverse=True)
            for path in clips:
                path.chmod(0o600)
                total += path.stat().st_size
                if total > self._cache_bytes:
                    path.unlink(missing_ok=True)
