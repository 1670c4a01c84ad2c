"""The whole program with words that take half a second, and two seconds of rest before the last question, for sessions
in which these times do not matter.
"""

import sys

from coach.cli import main
from coach.home_host import HomeHost
from coach.session.flow import after_session
from coach.voice import audio_speaker, pace, silent

REST_S = 2.0
COMMAND = [sys.executable, "-m", "tests.e2e.quick_child"]


class QuickHost(HomeHost):
    """Starts sessions that are equally quick."""

    def command(self, card, *, by_ear):
        return [*COMMAND, *super().command(card, by_ear=by_ear)[3:]]


if __name__ == "__main__":
    silent.spoken_s = audio_speaker.spoken_s = lambda text, rate_wpm: pace.SHORTEST_S
    after_session.SCORE_AFTER_S = REST_S
    if len(sys.argv) == 1:
        from coach import front_door

        front_door.HomeHost = QuickHost
    main()
