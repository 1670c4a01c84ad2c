"""The host of home: connects the home window with settings, routines, sessions, camera and sound."""

import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from coach.camera_trial import CameraTrial
from coach.chosen_language import in_language, resolved
from coach.erasure import erase, traces
from coach.errors import CoachError, InputError
from coach.languages.folders import languages
from coach.languages.texts import Texts
from coach.own_routine import keep_file, titled
from coach.preferences import BEST, FIRST, NO_KEY, Preferences
from coach.preferences_file import change_preferences, read_preferences
from coach.routine.loader import examine_file, load
from coach.routine_cards import cards_of, mistakes_in_words, routine_cards
from coach.session_cards import session_cards
from coach.sound_trial import ListeningTrial, SpeakingTrial
from coach.user_folders import data_folder, own_routines, settings_file
from coach.view.home.host import (
    Heard,
    Look,
    Opened,
    Progress,
    RoutineCard,
    Running,
    SessionCard,
    SettingPath,
    SettingValue,
)
from coach.view.learnt_keys import LearntKeys
from coach.view.screen_words import Lookup
from coach.voice.pace import VoiceSettings


class HomeHost:
    """See ``coach.view.home.host.Host``."""

    def __init__(self, now: Callable[[], datetime] = datetime.now) -> None:
        self._now = now
        self._trouble = ""
        self._preferences = self._read()

    # -- settings

    @property
    def language(self) -> str:
        return resolved(self._preferences.language)

    @property
    def text(self) -> Lookup:
        return Texts(self.language, "app").get

    @property
    def session_text(self) -> Lookup:
        return Texts(self.language).get

    def setting(self, path: SettingPath) -> SettingValue:
        found: object = self._preferences
        for name in path:
            found = getattr(found, name)
        assert isinstance(found, str | int)
        return found

    def change(self, changes: Mapping[SettingPath, SettingValue]) -> None:
        self._preferences = change_preferences(settings_file(), changes)

    def settings_trouble(self) -> str:
        return self._trouble

    def languages(self) -> Mapping[str, str]:
        return {code: Texts(code, "app").get("language.name") for code in languages()}

    def voices(self) -> Sequence[tuple[str, str]]:
        from coach.voice.renderer import list_voices

        language = self.language
        spoken = [voice for voice in list_voices() if any(code.startswith(language) for code in voice.languages)]
        return [(voice.id, voice.name) for voice in spoken]

    def learn_key(self, action: str, key: str) -> None:
        now = self._preferences.keys.model_dump() | {action: key}
        try:
            LearntKeys(**{name: taught for name, taught in now.items() if taught != NO_KEY})
        except ValueError as error:
            raise InputError(str(error)) from error
        self.change({("keys", action): key})

    def _read(self) -> Preferences:
        try:
            return read_preferences(settings_file())
        except InputError as error:
            self._trouble = str(error)
            return Preferences(welcomed=True)

    # -- routines

    def routines(self) -> Sequence[RoutineCard]:
        return routine_cards(own_routines(), self.language, self._now())

    def open_routine(self, file: Path) -> Opened:
        found = examine_file(file, self._now().date())
        cards = cards_of(found, self.language, self._now(), file)
        replaces = found.routine is not None and titled(found.routine.routine, own_routines()) is not None
        return Opened(file, tuple(cards), mistakes_in_words(found.mistakes, self.language), replaces)

    def keep_routine(self, file: Path) -> RoutineCard:
        kept = keep_file(file, own_routines())
        return cards_of(examine_file(kept, self._now().date()), self.language, self._now(), kept, own=True)[0]

    def remove_routine(self, card: RoutineCard) -> None:
        try:
            Path(card.file).unlink(missing_ok=True)
        except OSError as error:
            raise InputError(f"{card.file}: cannot be deleted ({error.strerror}); delete it yourself") from error

    def remind(self, card: RoutineCard, file: Path) -> None:
        from coach.output_file import write_output
        from coach.reminders import BEGINS, reminders

        routine = in_language(load(card.file).routine, self.language)
        write_output(file, reminders(routine, self._now().date()), begins=BEGINS, private=True)

    # -- sessions

    def command(self, card: RoutineCard | None, *, by_ear: bool) -> Sequence[str]:
        program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "coach"]
        if card is None:
            return [*program, "demo"]
        way = ["--audio-only", "--window"] if by_ear else ["--source", self._camera(self._preferences.session.camera)]
        part = [] if card.section is None else ["--section", card.section]
        return [*program, "run", card.file, *part, *way]

    def prepare(self, progress: Progress) -> None:
        from coach.vision.pose_model import ensure_model

        ensure_model(None, progress)

    def sessions(self) -> tuple[Sequence[SessionCard], Sequence[str]]:
        from coach.record.archive import kept_sessions
        from coach.record.database import Database

        found, trouble = kept_sessions(Database(data_folder()))
        return session_cards(found, self.language), [str(error) for error in trouble]

    def report_page(self) -> str:
        from coach.record.archive import recorded
        from coach.record.printed import page
        from coach.record.report import report

        sessions, _ = recorded(())
        return page(report(sessions, self.language))

    def write_page(self, file: Path, page: str) -> None:
        from coach.output_file import write_output
        from coach.record.printed import PAGE

        write_output(file, page, begins=PAGE, private=True)

    def forgettable(self) -> Sequence[Path]:
        return traces()

    def forget(self, *, settings: bool, routines: bool) -> Sequence[Path]:
        deleted = erase(settings=settings, routines=routines)
        self._trouble = ""
        self._preferences = self._read()
        return deleted

    # -- camera and sound

    def cameras(self) -> Sequence[str]:
        from coach.vision.camera_names import named_cameras

        return [camera.name for camera in named_cameras()]

    def watch(
        self, camera: str, seen: Callable[[Look], None], failed: Callable[[str], None], progress: Progress
    ) -> Running:
        return CameraTrial(self._camera(camera), seen, failed, progress, self.text("check.no_camera"))

    def speak(self, done: Callable[[str], None]) -> Running:
        voice = self._preferences.voice
        speaker = None if voice.speaker == BEST else voice.speaker
        return SpeakingTrial(VoiceSettings(speaker, voice.rate, voice.volume / 100), self.language, done)

    def listen(self, heard: Callable[[Heard], None]) -> Running:
        return ListeningTrial(self.language, heard)

    def _camera(self, chosen: str) -> str:
        """The value for ``--source``: an unplugged camera is replaced by the first that works."""
        try:
            there = chosen.isdecimal() or chosen in self.cameras()
        except CoachError:
            there = False
        return chosen if chosen != FIRST and there else "camera"
