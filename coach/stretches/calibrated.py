"""What the pose model shows of the true value of each form error's measure, seen from the side.

Made by ``python -m assets.calibration table`` from rendered people (assets/calibration); not to be changed by hand.
"""

from coach.stretches.line import Shown

CHEST_HIGH = Shown(share=0.934, plus=0.643, spread=3.35, people=11)
HEAD_LIFTS = Shown(share=0.684, plus=0.0126, spread=0.0284, people=15)
LEGS_STRAIGHTEN = Shown(share=0.934, plus=6.78, spread=2.87, people=11)
SHOULDERS_CURL = Shown(share=0.983, plus=1.29, spread=2.86, people=15)
