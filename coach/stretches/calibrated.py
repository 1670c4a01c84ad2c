"""What the pose model shows of the true value of each form error's measure, seen from the side.

Made by ``python -m assets.calibration table`` from rendered people (assets/calibration); not to be changed by hand.
"""

from coach.stretches.line import Shown

ARMS_SHORT = Shown(share=1.02, plus=-6.78, spread=9.96, people=12)
CHEST_HIGH = Shown(share=0.923, plus=0.75, spread=3.41, people=12)
HEAD_LIFTS = Shown(share=0.687, plus=0.0113, spread=0.0288, people=18)
LEGS_STRAIGHTEN = Shown(share=0.932, plus=7.03, spread=3.03, people=13)
SHOULDERS_CURL = Shown(share=0.993, plus=1.49, spread=2.92, people=18)
