"""MediaPipe imports matplotlib for drawings that the coach never makes; 40 MB of it stay out of the build."""

import sys
import types

for name in ("matplotlib", "matplotlib.pyplot"):
    sys.modules[name] = types.ModuleType(name)
sys.modules["matplotlib"].pyplot = sys.modules["matplotlib.pyplot"]  # type: ignore[attr-defined]
