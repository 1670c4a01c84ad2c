"""What the pose model shows of the true value of each form error's measure, seen from the side.

Made by ``python -m assets.calibration table`` from rendered people (assets/calibration); not to be changed by hand.
"""

from coach.stretches.line import Shown

CHEST_HIGH = Shown(share=0.934, plus=0.643, spread=3.35, people=11)
HEAD_LIFTS = Shown(share=0.675, plus=0.0151, spread=0.0254, people=12)
SHOULDERS_CURL = Shown(share=1.06, plus=0.757, spread=2.62, people=12)
