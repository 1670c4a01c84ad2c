"""The pictures of a video file in order, each for as long as it lasts, and what is missing in the file."""

from collections import deque
from contextlib import suppress
from pathlib import Path

from coach.vision.film import Film
from coach.vision.frame import Frame
from coach.vision.gaps import FEWEST, LASTS_S, MOST_STANDING, SLOWEST_HZ, Gaps
from coach.vision.mp4_parts import is_appended_to
from coach.vision.shot import Shot

USUAL_FPS = 30.0
"""Frame rate assumed for a file that does not name one."""

HIGHEST_FPS = 1000.0
"""A rate above this is a broken header."""

AGAIN_S = 0.2
"""A picture that lasts longer is repeated at this interval."""

STEP_S = 0.001
"""Smallest time between two pictures, if the timestamps of the file do not rise."""

BACK_S, AHEAD_S, JOINED_S = 1.0, 60.0, 1.0
"""A timestamp that jumps back or ahead by more than the first two means that another recording was appended, after the
third."""

REPORTED_S = 0.5
"""A smaller total is not reported."""

ENDS_S = 1.0
"""A recording may end this much before its stated length: sound is often longer than the pictures."""


class Reel:
    """Gives every picture once at its time, and repeats it while it lasts. Times are seconds from the first picture."""

    def __init__(self, path: Path, most_hz: float | None = None) -> None:
        """``most_hz``: pictures beyond this many a second are left out before conversion.

        Raises RecordingError if there is no such file or it is not a video.
        """
        self._path = path
        self._film = Film(path)
        fps = self._film.rate_hz or 0.0
        self._frame_s = 1.0 / (fps if 0.0 < fps <= HIGHEST_FPS else USUAL_FPS)
        self._least_s = 0.0 if most_hz is None else 1.0 / most_hz - self._frame_s / 2
        self._gaps = Gaps()
        self._begins_s: float | None = None
        """The timestamp that is time 0."""
        self._at_s = -self._frame_s
        """Time of the last picture of the file, and its duration according to the file."""
        self._lasts_s = 0.0
        self._damaged = self._over = False
        self._last: Frame | None = None
        self._ready: deque[Frame] = deque()

    @property
    def pictures(self) -> int:
        """Approximate number of pictures; 0 if the file does not say."""
        return self._film.pictures

    def next(self) -> Frame | None:
        """The next picture; None at the end."""
        while not self._ready and not self._over:
            shot = self._film.read()
            if shot is None:
                self._end()
            else:
                self._take(shot)
        return self._ready.popleft() if self._ready else None

    def close(self) -> None:
        self._film.close()

    def flaws(self) -> list[str]:
        """What is wrong with the part that was read: one line each, with the name of the file."""
        found = [self._broken_off(), self._holes(), self._too_few(), self._standing(), self._appended()]
        if self._over and not any(found) and self._gaps.rate_hz() is None and self._gaps.stamped <= FEWEST:
            found = ["too few pictures to see movements; record at least a few seconds"]
        return [f"{self._path}: {flaw}" for flaw in found if flaw]

    def _take(self, shot: Shot) -> None:
        since_s = self._at_s
        self._at_s = self._time(shot)
        self._lasts_s = shot.lasts_s
        self._damaged |= shot.after_damage
        if self._last is not None and self._at_s - self._last.t_s < self._least_s and not self._damaged:
            return
        frame = Frame(shot.image(), self._at_s)
        if self._last is not None and self._gaps.lasts(
            self._last.image, frame.image, since_s, self._at_s, damaged=self._damaged
        ):
            self._show_again(self._last, self._at_s)
        self._damaged, self._last = False, frame
        self._ready.append(frame)

    def _time(self, shot: Shot) -> float:
        """Seconds from the first picture, rising."""
        if shot.stamp_s is None:
            return self._at_s + self._frame_s
        if self._begins_s is None:
            begins_s = self._film.begins_s if shot.after_damage else None
            self._begins_s = shot.stamp_s if begins_s is None else min(begins_s, shot.stamp_s)
            if shot.stamp_s > self._begins_s:
                self._gaps.holes.append((0.0, shot.stamp_s - self._begins_s))
        ahead_s = shot.stamp_s - self._begins_s - self._at_s
        self._gaps.stamp(ahead_s)
        if -BACK_S <= ahead_s <= AHEAD_S:
            return self._at_s + max(ahead_s, STEP_S)
        self._damaged = True
        self._begins_s = shot.stamp_s - (self._at_s + JOINED_S)
        return self._at_s + JOINED_S

    def _end(self) -> None:
        self._over = True
        if self._last is not None:
            self._show_again(self._last, self._at_s + min(self._lasts_s, LASTS_S))

    def _show_again(self, frame: Frame, until_s: float) -> None:
        again_s = frame.t_s + AGAIN_S
        while again_s < until_s - AGAIN_S / 2:
            self._ready.append(Frame(frame.image, again_s))
            again_s += AGAIN_S

    def _broken_off(self) -> str | None:
        length_s, end_s = self._film.length_s, self._at_s + max(self._lasts_s, self._frame_s)
        short = self._film.names_length and length_s is not None and length_s - end_s > ENDS_S
        if not self._over or not (short or self._film.broken_off):
            return None
        whole = f" of {length_s:.1f}" if short else ""
        return f"breaks off after {end_s:.1f}{whole} seconds; copy it again from its source"

    def _holes(self) -> str | None:
        missing_s = sum(end - begin for begin, end in self._gaps.holes)
        if missing_s < REPORTED_S or self._too_few():
            return None
        begin, end = max(self._gaps.holes, key=lambda hole: hole[1] - hole[0])
        return (
            f"{missing_s:.1f} seconds are missing or cannot be read, the most from {begin:.1f} to {end:.1f}; "
            "nothing was judged there"
        )

    def _too_few(self) -> str | None:
        rate_hz = self._gaps.rate_hz()
        if rate_hz is None or rate_hz >= SLOWEST_HZ:
            return None
        return f"only {rate_hz:.1f} pictures a second, which is too few to see movements; record 10 or more"

    def _standing(self) -> str | None:
        standing, stamped = self._gaps.standing, self._gaps.stamped
        if standing <= MOST_STANDING * stamped:
            return None
        return (
            f"the times of {standing} of {stamped} pictures do not advance, so nothing can be timed; convert it to .mp4"
        )

    def _appended(self) -> str | None:
        with suppress(OSError):  # the file is gone since
            if is_appended_to(self._path):
                return "another recording is appended, which was not read; divide the file"
        return None
