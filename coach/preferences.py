"""A person's settings: the models of the settings file, which gives home and the command line their defaults."""

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from coach.languages.folders import languages
from coach.routine.fields import FrozenModel, choice_field, text_field, whole_field, yes_no_field
from coach.view.learnt_keys import LearntKeys

GUIDES = ("words", "tones", "both")
THEME_NAMES = ("system", "dark", "light", "high-contrast")
KEEPING = ("ask", "sessions", "nothing")
SLOWEST_WPM, FASTEST_WPM = 80, 260
SYSTEM, BEST, FIRST, NO_KEY = "system", "best", "first", "none"
"""The words for no choice: the computer's setting, the engine's best voice, the first camera that works."""
LOUDEST = 100
"""Per cent."""


class VoicePreferences(FrozenModel):
    """How the coach speaks."""

    guide: Annotated[str, *choice_field(GUIDES)] = Field(
        default="both", description="What marks a hold: words, tones, or both."
    )
    speaker: Annotated[str, *text_field(200, spoken=False)] = Field(
        default=BEST, description="A voice of the speech engine, or best. `coach doctor --voice` lists them."
    )
    rate: Annotated[int, *whole_field(SLOWEST_WPM, FASTEST_WPM)] = Field(
        default=150, description=f"Words a minute, from {SLOWEST_WPM} to {FASTEST_WPM}."
    )
    volume: Annotated[int, *whole_field(1, LOUDEST)] = Field(default=80, description="Loudness in per cent, 1 to 100.")


class ScreenPreferences(FrozenModel):
    """How the windows look."""

    theme: Annotated[str, *choice_field(THEME_NAMES)] = Field(
        default="system", description="dark, light, high-contrast, or system: as the computer is set."
    )
    larger_text: Annotated[bool, *yes_no_field()] = Field(default=False, description="Show larger text.")
    reduced_motion: Annotated[bool, *yes_no_field()] = Field(
        default=False, description="Let nothing move except the clock."
    )
    fullscreen: Annotated[bool, *yes_no_field()] = Field(default=False, description="Fill the screen during a session.")


class SessionPreferences(FrozenModel):
    """How a session watches and listens, and what it leaves behind."""

    audio_only: Annotated[bool, *yes_no_field()] = Field(
        default=False, description="Use no camera: lead by ear and clock."
    )
    camera: Annotated[str, *text_field(200, spoken=False)] = Field(
        default=FIRST, description="A camera by name or number, or first: the first that gives a picture."
    )
    listen: Annotated[bool, *yes_no_field()] = Field(
        default=False, description="Open the microphone, so that you can say stop."
    )
    keep: Annotated[str, *choice_field(KEEPING)] = Field(
        default="ask",
        description="sessions: keep what was done, on this computer. nothing: keep none. ask: a session asks.",
    )


class KeyPreferences(FrozenModel):
    """Keys of a remote, a pedal or a headset, by their names."""

    stop: Annotated[str, *text_field(40, spoken=False)] = Field(default=NO_KEY, description="Stops, as space does.")
    hold: Annotated[str, *text_field(40, spoken=False)] = Field(default=NO_KEY, description="Pauses, as h does.")
    skip: Annotated[str, *text_field(40, spoken=False)] = Field(default=NO_KEY, description="Skips, as s does.")
    repeat: Annotated[str, *text_field(40, spoken=False)] = Field(default=NO_KEY, description="Repeats, as r does.")
    go_on: Annotated[str, *text_field(40, spoken=False)] = Field(default=NO_KEY, description="Goes on, as c does.")

    @model_validator(mode="after")
    def _free(self) -> Self:
        try:
            self.learnt()
        except ValueError as error:
            raise PydanticCustomError("key", "{sentence}", {"sentence": str(error)}) from None
        return self

    def learnt(self) -> LearntKeys:
        """The keys in the form that the windows use. Raises ValueError, with one line, for a key that is taken."""
        return LearntKeys(**{action: key for action, key in self.model_dump().items() if key != NO_KEY})


class Preferences(FrozenModel):
    """The whole settings file."""

    language: Annotated[str, *choice_field((SYSTEM, *languages()))] = Field(
        default=SYSTEM,
        description="The language of the app, and of routines that name none: "
        f"{', '.join(languages())}, or system: the computer's.",
    )
    welcomed: Annotated[bool, *yes_no_field()] = Field(
        default=False, description="yes: the welcome has been shown, and is not shown again."
    )
    voice: VoicePreferences = Field(default_factory=VoicePreferences, description="How the coach speaks.")
    screen: ScreenPreferences = Field(default_factory=ScreenPreferences, description="How the windows look.")
    session: SessionPreferences = Field(
        default_factory=SessionPreferences, description="How a session watches and listens."
    )
    keys: KeyPreferences = Field(
        default_factory=KeyPreferences, description="Keys of a remote, a pedal or a headset, by their names, or none."
    )


def section_of(field: Any) -> type[BaseModel] | None:  # noqa: ANN401 - pydantic's FieldInfo
    """The model of a section; None for a single value."""
    kind = field.annotation
    return kind if isinstance(kind, type) and issubclass(kind, BaseModel) else None


def settings_keys(model: type[BaseModel] = Preferences, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every value: ``("language",)``, ``("voice", "rate")``."""
    for name, field in model.model_fields.items():
        section = section_of(field)
        if section is None:
            yield (*path, name)
        else:
            yield from settings_keys(section, (*path, name))
