"""Speaks a sentence or listens for a stop before a session, in a thread."""

import threading
from collections.abc import Callable

from coach.languages.texts import Texts
from coach.session.events import Wish
from coach.view.home.host import Heard
from coach.voice.pace import VoiceSettings

EVERY_S = 0.1


class SpeakingTrial:
    """Speaks one sentence; ``done`` gets the error, or nothing."""

    def __init__(self, settings: VoiceSettings, language: str, done: Callable[[str], None]) -> None:
        self._closed = threading.Event()

        def speak() -> None:
            from coach.voice.doctor import speak_sample

            try:
                found = speak_sample(settings, language, Texts(language, "app").get("check.said"))
                trouble = "" if found.ok else found.detail
            except Exception as error:  # noqa: BLE001 - whatever a sound device raises, home stays open
                trouble = f"{type(error).__name__}: {error}"
            if not self._closed.is_set():
                done(trouble)

        threading.Thread(target=speak, name="speaking-trial", daemon=True).start()

    def close(self) -> None:
        """Lets the sentence finish, without notifying anybody."""
        self._closed.set()


class ListeningTrial:
    """Opens the microphone until it is closed, and reports its level and whether a stop was heard."""

    def __init__(self, language: str, heard: Callable[[Heard], None]) -> None:
        self._closing = threading.Event()
        self._language, self._heard = language, heard
        threading.Thread(target=self._run, name="listening-trial", daemon=True).start()

    def close(self) -> None:
        self._closing.set()

    def _run(self) -> None:
        try:
            self._listen()
        except Exception as error:  # noqa: BLE001 - whatever a sound device raises, home stays open
            self._heard(Heard(-100.0, trouble=f"{type(error).__name__}: {error}"))

    def _listen(self) -> None:
        from coach.voice.listener import open_listener

        with open_listener(self._language) as listener:
            while not self._closing.wait(EVERY_S):
                wishes = {said.wish for said in listener.poll()}
                stop = Wish.STOP in wishes or (not listener.knows_words and Wish.HEARD in wishes)
                self._heard(Heard(listener.level_db, stop, listener.trouble, listener.understands))
