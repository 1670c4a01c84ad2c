"""Shows one scene in its terminal and prints what is typed, until q."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

from view_scenes import SCENES

from coach.languages.texts import Texts
from coach.session.events import Wish
from coach.view.terminal import TerminalDisplay

display = TerminalDisplay(Texts("en").get, sys.stdout)
display.show(SCENES["hold"])
until = time.monotonic() + (0.2 if "once" in sys.argv else 30)
while time.monotonic() < until:
    for said in display.poll():
        print(said.wish.name, said.number, flush=True)
        if said.wish is Wish.LEAVE and said.number is None and "q" not in sys.argv:
            time.sleep(0.05)
            sys.exit(0)
    time.sleep(0.01)
