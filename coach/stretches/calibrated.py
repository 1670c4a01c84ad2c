"""What the pose model shows of the true value of each form error's measure, seen from the side.

Made by ``python -m assets.calibration table`` from rendered people (assets/calibration); not to be changed by hand.
"""

from coach.stretches.line import Shown
