"""The camera and the microphone as they are lost and return."""

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


class Senses:
    """Logs what the coach can no longer see or hear, and what it can see or hear again; says what is true now."""

    def __init__(self, context: Context) -> None:
        self._c = context
        self._failed: list[str] = []
        """The parts of the program that have failed."""
        self._masked_said = False

    def see(self, *, found: bool) -> None:
        """The camera is lost or found."""
        self._c.moment.sees = found
        self._c.out.log(PicturesFound() if found else PicturesLost())

    def hear(self, *, found: bool) -> None:
        """The microphone is lost or found."""
        self._c.dialogue.hears = found
        self._c.out.log(SoundFound() if found else SoundLost())

    def miss(self, part: str) -> None:
        """A part of the program has failed."""
        if part == "ear":
            self.hear(found=False)
            return
        self._failed.append(part)
        self._c.out.log(PartLost(part=part))

    def tell(self, *, aloud: bool) -> None:
        """Says what the person has not heard yet. ``aloud``: everything; otherwise only that answers can no longer be
        heard."""
        out, sees, hears = self._c.out, self._c.moment.sees, self._c.dialogue.hears
        if not hears or aloud:
            out.inform("ear", "hearing.found" if hears else "hearing.lost", "hearing", 8.0, is_new=not hears)
        if not aloud:
            return
        out.inform("eye", "seeing.camera_found" if sees else "seeing.camera_lost", "source", 5.0, is_new=not sees)
        for place, part in enumerate(self._failed):  # never too late: words that wait for a broken voice are late
            out.inform(f"{part} {place}", f"failed.{part}", "failed")

    def hear_in_gaps_only(self, *, aloud: bool) -> None:
        """Says once, between two stretches, that answers are heard in gaps only; the event repeats while this lasts."""
        c = self._c
        if aloud and not self._masked_said and c.out.quiet and not c.place.in_stretch:
            self._masked_said = True
            c.out.log(SoundMasked())
            c.out.say("hearing.masked", reason="hint")

    def hear_talk(self, *, aloud: bool) -> None:
        """Handles a radio or a conversation; the coach explains it at the first opportunity."""
        c = self._c
        c.out.log(TalkNoticed())
        if aloud:
            c.out.inform("talk", "hearing.talk", "hearing", 8.0)
