"""Messages between a session and its window other than scenes and input."""

from dataclasses import dataclass, field

from coach.view.learnt_keys import LearntKeys


@dataclass(frozen=True)
class WindowLooks:
    """Colours and the size of the text follow the system unless they are chosen."""

    theme: str = "system"
    """A name of ``theme.THEMES``, or ``system``."""
    fullscreen: bool = False
    larger_text: bool = False
    """False: as set in the system."""
    reduced_motion: bool = False


@dataclass(frozen=True)
class Opening:
    """The data for opening a window."""

    language: str
    looks: WindowLooks = field(default_factory=WindowLooks)
    learnt: LearntKeys = field(default_factory=LearntKeys)


@dataclass(frozen=True)
class PictureRoom:
    """The size at which the window shows pictures of a given size. Both are width and height in pixels."""

    of: tuple[int, int]
    size: tuple[int, int]
