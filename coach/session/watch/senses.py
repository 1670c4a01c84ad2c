"""The camera and the microphone as they are lost and return."""

from coach.session.actions import Priority
from coach.session.context import Context
from coach.session.logged.sensing_events import (
    PartLost,
    PicturesFound,
    PicturesLost,
    SoundFound,
    SoundLost,
    SoundMasked,
    TalkNoticed,
)
from coach.session.outbox import FAILED


class Senses:
    """Logs and says what the coach can no longer see or hear, and what it can see or hear again."""

    def __init__(self, context: Context) -> None:
        self._c = context
        self._masked_said = self._talk_said = False

    def see(self, *, found: bool, aloud: bool) -> None:
        """The camera is lost or found. ``aloud``: say so."""
        c = self._c
        c.moment.sees = found
        c.out.log(PicturesFound() if found else PicturesLost())
        if aloud:
            c.out.say("seeing.camera_found" if found else "seeing.camera_lost", Priority.SAFETY, "source", within_s=5.0)

    def hear(self, *, found: bool, aloud: bool) -> None:
        """The microphone is lost or found. ``aloud``: say so; its loss is always spoken, since answers need it."""
        c = self._c
        c.dialogue.hears = found
        c.out.log(SoundFound() if found else SoundLost())
        if found and not aloud:
            return
        c.out.say("hearing.found" if found else "hearing.lost", Priority.SAFETY, "hearing", within_s=8.0)

    def miss(self, part: str, *, aloud: bool) -> None:
        """A part of the program has failed. ``aloud``: say so."""
        if part == "ear":
            self.hear(found=False, aloud=aloud)
            return
        self._c.out.log(PartLost(part=part))
        if aloud:  # never too late: words that wait for a broken voice are late
            self._c.out.say(f"failed.{part}", Priority.SAFETY, FAILED)

    def hear_in_gaps_only(self, *, aloud: bool) -> None:
        """Spoken once, between two stretches; the event repeats while the condition lasts."""
        c = self._c
        if aloud and not self._masked_said and c.out.quiet and not c.place.in_stretch:
            self._masked_said = True
            c.out.log(SoundMasked())
            c.out.say("hearing.masked", reason="hint")

    def hear_talk(self, *, aloud: bool) -> None:
        """Handles a radio or a conversation; the coach explains it at the first opportunity."""
        c = self._c
        c.out.log(TalkNoticed())
        if aloud and not self._talk_said:
            self._talk_said = True
            c.out.say("hearing.talk", Priority.SAFETY, "hearing", within_s=8.0)
