"""Whether words, tones, or both mark a hold. Captions always show every word."""

from enum import Enum

from coach.session.actions import Tone

MARKS_A_HOLD = frozenset({"hold.start", "hold.breathe_in", "hold.breathe_out", "hold.halfway", "hold.countdown"})
"""Texts that tones can replace. Everything else is always spoken: what comes next, which side, how to come out, what
was noticed, questions, and above all safety lines, ways out and the words of a stop."""
NEVER_ALOUD = frozenset({"hearing.held"})
"""Texts that are only shown: somebody is speaking, and the coach must not talk over them."""
HOLD_TONES = frozenset({Tone.HOLD_START, Tone.HOLD_END})


class Guidance(Enum):
    """What the person wants to hear in a hold."""

    WORDS = "words"
    TONES = "tones"
    BOTH = "both"

    def speaks(self, key: str) -> bool:
        """Whether this text is spoken aloud; otherwise its caption stays for as long as the words would have taken."""
        return key not in NEVER_ALOUD and (self is not Guidance.TONES or key not in MARKS_A_HOLD)

    def sounds(self, tone: Tone) -> bool:
        return self is not Guidance.WORDS or tone not in HOLD_TONES
