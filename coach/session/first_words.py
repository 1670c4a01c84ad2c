"""Tracks which cues were heard up to their first words: nobody answers a question before that."""

from math import inf

from coach.session.actions import Say

FIRST_WORDS_S = 0.5
"""Time it takes to hear the first words of a question; an earlier answer belongs to something else [J]."""
VOICELESS_S = 5.0
"""A question that the speaker has not begun after this time is on the screen and can be answered [J]."""


class FirstWords:
    """Follows the cues of one session. Times are session times."""

    def __init__(self) -> None:
        self._requested_s: dict[int, float] = {}
        self._speaking: Say | None = None
        self._began_s = -inf
        self._turned_s = -inf
        """When a cue last began or ended."""
        self._heard: dict[str, int] = {}
        """Key -> the last cue with it whose first words were heard."""

    def request(self, cue: Say, now_s: float) -> None:
        self._requested_s[cue.id] = now_s

    def begin(self, cue: Say, now_s: float) -> None:
        """The speaker has begun this cue."""
        self._speaking, self._began_s, self._turned_s = cue, now_s, now_s

    def finish(self, cue: Say, now_s: float, *, spoken: bool) -> None:
        """This cue is over: ``spoken`` to its end, or dropped."""
        if spoken:
            self._heard[cue.key] = cue.id
        self._turned_s = now_s
        if cue == self._speaking:
            self.cut(now_s)

    def cut(self, now_s: float) -> None:
        """The present cue, if any, ends here."""
        self._note(now_s)
        self._speaking, self._turned_s = None, now_s

    def heard(self, cue: Say, now_s: float) -> bool:
        """Whether the first words of a cue, or of a later one with the same key, were heard, or will not be spoken."""
        self._note(now_s)
        if self._heard.get(cue.key, 0) >= cue.id:
            return True
        waited_s = now_s - max(self._requested_s[cue.id], self._turned_s)
        return self._speaking is None and waited_s > VOICELESS_S

    def _note(self, now_s: float) -> None:
        if self._speaking is not None and now_s - self._began_s >= FIRST_WORDS_S:
            self._heard[self._speaking.key] = self._speaking.id
