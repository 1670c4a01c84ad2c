"""The exceptions that users see.

CoachError                 one line on standard error, and an exit status
├── InputError         2   something the user gave cannot be used
│   ├── RoutineError       a routine file: where, what is wrong, what is allowed
│   └── RecordingError     a picture or video file that cannot be read
├── ProgramError       3   the program has a fault, and ended safely
└── MissingPartError   3   a part of the machine or the installation is missing
    ├── CameraError        no such camera, or it gives no pictures
    ├── ModelError         the pose model is absent, broken or cannot be prepared
    └── ScreenError        no screen to open a window on
"""


class CoachError(Exception):
    """An error that the program handles. Its message is one line: what happened, where, what to do."""

    exit_status = 2


class InputError(CoachError):
    """Something the user gave cannot be used."""


class RoutineError(InputError):
    """A routine file has mistakes; each line of the message is ``file:line:column: ...``."""


class RecordingError(InputError):
    """A picture or a video file cannot be read."""


class ProgramError(CoachError):
    """The program has a fault: it ended safely and kept what there was to keep."""

    exit_status = 3

    def __init__(self, fault: Exception) -> None:
        if isinstance(fault, MemoryError):
            super().__init__("there is not enough memory; close other programs and run it again")
            return
        described = " ".join(f"{type(fault).__name__}: {fault}".split())
        super().__init__(f"the program has a fault ({described}); run it again with --debug, and report the debug log")


class MissingPartError(CoachError):
    """A part of the machine or of the installation is missing."""

    exit_status = 3


class CameraError(MissingPartError):
    """The camera is missing, is in use, or gives no pictures."""


class ModelError(MissingPartError):
    """The pose model is absent, broken, or cannot be prepared."""


class ScreenError(MissingPartError):
    """There is no screen to open a window on."""
