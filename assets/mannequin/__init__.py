"""Renders a person on a mat: the demo clip, the pictures and the recordings with exactly known truth.

Development only: `coach/` never imports it, it needs no GPU, and no body data is kept in the repository.
"""

import os

# With many threads for small sums and as many for a software renderer, both would mostly wait for each other.
for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "LP_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
