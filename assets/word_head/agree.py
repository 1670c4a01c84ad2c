"""Fits the weights of the spotter, the decoder and the head for a stop: ``python -m assets.word_head.agree EVIDENCE``.

EVIDENCE comes from the hearing benchmark (``--evidence``), with networks that were trained without the people heard.
Prints the numbers for ``coach/voice/verdict.py``, and the results on each part of the people, fitted to the others.
"""

import json
import sys
import zlib
from pathlib import Path

import numpy as np

from coach.voice.verdict import Evidence, log_odds

MARGIN = 0.1
"""Margin in log odds above the line for every stop in the fit that is close by or has little noise."""
PARTS = 5
"""Number of parts of the people; each part is judged by a fit to the others."""
EQUAL, STEADY = 0.5, 10.0
"""The prior weight of each, and how strongly the fit is pulled toward it: three models with similar answers would
otherwise trade weights at random."""


def main() -> None:
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
    rows = [one for one in rows if one["expected"] == "NOTHING" and len(one["text"].split()) <= 1]
    seen = np.array([evidence(one) for one in rows])
    stop = np.array([one["word"] == "stop" for one in rows])
    clear = np.array([" 10" not in one["where"] and " 5" not in one["where"] for one in rows])
    parts = np.array([zlib.crc32(one["speaker"].encode()) % PARTS for one in rows])
    found = np.zeros(len(rows), bool)
    for part in range(PARTS):
        mine = parts == part
        weights, offset = fitted(seen[~mine], stop[~mine], clear[~mine])
        found[mine] = seen[mine] @ weights + offset >= 0.0
        print(part, weights.round(3), round(offset, 3))
    for where in sorted({one["where"] for one in rows}):
        here = np.array([one["where"] == where for one in rows])
        print(f"{where}: {found[here & stop].sum()} of {(here & stop).sum()} stops, "
              f"{found[here & ~stop].sum()} of {(here & ~stop).sum()} other words")  # fmt: skip
    weights, offset = fitted(seen, stop, clear)
    print("all", weights.round(2), round(offset, 2))


def evidence(row: dict) -> list[float]:
    """The three log odds."""
    heard = Evidence("", row["likely"], row["spotted"], row["single"])
    return [log_odds(one) for one in (heard.spotted_stop(), heard.likely.get("stop", 0.0), heard.single["stop"])]


def fitted(seen: np.ndarray, stop: np.ndarray, clear: np.ndarray) -> tuple[np.ndarray, float]:
    """Weights, (3,), by logistic regression with equal weight for both classes, and the offset of the line."""
    inputs = np.column_stack([seen, np.ones(len(seen))])
    heavy = np.where(stop, 0.5 / stop.mean(), 0.5 / (1.0 - stop.mean()))
    usual, pull = np.array([EQUAL] * 3 + [0.0]), np.diag([STEADY] * 3 + [1e-3])
    weights = np.zeros(4)
    for _ in range(50):
        likely = 1.0 / (1.0 + np.exp(-inputs @ weights))
        slope = inputs.T @ (heavy * (likely - stop)) + pull @ (weights - usual)
        curve = (inputs * (heavy * likely * (1.0 - likely))[:, None]).T @ inputs + pull
        weights = weights - np.linalg.solve(curve, slope)
    odds = inputs @ weights
    return weights[:-1], float(weights[-1] - odds[stop & clear].min() + MARGIN)


if __name__ == "__main__":
    main()
