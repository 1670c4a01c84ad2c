"""Finds the sound that was played when a piece of sound was recorded, on devices that may delay sound for any length of
time.

Both sounds are counted in samples, which no load on the machine disturbs. The offset between the two counts is measured
again and again by comparing the sounds themselves, since devices drop samples and restart.
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from coach.voice.echo import Reference
from coach.voice.microphone import BLOCK, RATE_HZ, Block

WINDOW = RATE_HZ
"""The length of sound that is compared."""
EVERY_BLOCKS = 4
"""An eighth of a second between two comparisons."""
LATEST = RATE_HZ // 2
"""An echo follows its sound within this many samples of handing it to the device; up to 120 ms were seen."""
EARLIEST = RATE_HZ // 4
"""Counting begins at an unknown point inside a buffer: an echo may seem to come up to this much before its sound."""
SPAN = 1 << 16
CERTAIN = 25.0
"""The best match must exceed the usual one by this factor; noise alone reaches 6, a true echo 117 to 2700."""
LOUD = 100.0
"""Root mean square of played samples below which there is nothing to compare."""
AHEAD = RATE_HZ // 100
"""The echo filter gets this much sound from before the echo begins: a room's first sound is not its only one."""
SAME = 8
"""Two measured delays within this many samples are the same; an error of sixteen can bring the whole echo back."""
STEADY_S = 15.0
"""A device that has dropped samples may do so again within this time, and each time the whole echo remains."""
ECHOES_S = 0.3
LOST = RATE_HZ // 4
"""Counts that drift further apart than this belong to a reopened device."""
COUNTED_BLOCKS = 64


class Alignment:
    """Aligns a recording with what was played; must be given every recorded block in order."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._recorded = np.zeros(0)
        self._count = 0
        """Samples recorded so far."""
        self._apart: deque[int] = deque(maxlen=COUNTED_BLOCKS)
        self._anchor: int | None = None
        """The reference's count when the recording began to count."""
        self.delay: int | None = None
        """Samples between handing sound to the device and recording it, by these counts; None: not known yet."""
        self._before: int | None = None
        self._agrees = True
        self._changed_at = -round(STEADY_S * RATE_HZ)
        """The count at which a change of the delay was last detected."""
        self._until_look = EVERY_BLOCKS

    @property
    def astray(self) -> bool:
        """Whether something is playing while the delay is unknown or has recently changed."""
        steady = self._count - self._changed_at >= STEADY_S * RATE_HZ
        latest = LATEST if self.delay is None else max(0, self.delay)
        sounding = self._reference.silent_s() < latest / RATE_HZ + ECHOES_S
        return sounding and not (self.delay is not None and self._agrees and steady)

    def played(self, recorded: Block) -> NDArray[np.float64]:
        """(BLOCK,) the sound that was played when ``recorded`` was recorded, or a little before."""
        self._apart.append(self._reference.written - self._count - BLOCK)
        self._count += BLOCK
        self._recorded = np.concatenate([self._recorded, recorded.astype(np.float64)])[-WINDOW:]
        anchor = self._anchored()
        self._until_look -= 1
        if self._until_look <= 0:
            self._until_look = EVERY_BLOCKS
            self._look(anchor)
        delay = 0 if self.delay is None else self.delay - AHEAD
        return self._reference.at(self._count - BLOCK + anchor - delay, BLOCK)

    def _anchored(self) -> int:
        """The smallest recent offset between the counts: a listener that is late makes it larger, never smaller."""
        apart = min(self._apart)
        if self._anchor is None or abs(apart - self._anchor) > LOST:
            self._anchor, self.delay, self._before, self._agrees = apart, None, None, True
        return self._anchor

    def _look(self, anchor: int) -> None:
        """Measures the delay; a new one is accepted the second time, or at once if none was known."""
        found = self._measured(anchor)
        if found is None:
            return
        again = self._before is not None and abs(found - self._before) <= SAME
        self._before = found
        if self.delay is None:
            self.delay = found
        elif again and abs(found - self.delay) > SAME:
            self.delay, self._changed_at = found, self._count
        self._agrees = abs(found - self.delay) <= SAME

    def _measured(self, anchor: int) -> int | None:
        """The delay at which the recorded sound best fits the played one, by the phase of their spectra; None if
        unclear."""
        if self._recorded.size < WINDOW:
            return None
        played = self._reference.at(self._count - WINDOW + anchor - LATEST, WINDOW + LATEST + EARLIEST)
        if float(np.sqrt((played**2).mean())) < LOUD:
            return None
        cross = np.fft.rfft(self._recorded, SPAN) * np.conj(np.fft.rfft(played, SPAN))
        match = np.abs(np.fft.irfft(cross / (np.abs(cross) + 1.0), SPAN))
        match = np.concatenate([match[-(LATEST + EARLIEST) :], match[:1]])
        best = int(np.argmax(match))
        return best - EARLIEST if match[best] > CERTAIN * float(np.median(match)) else None
