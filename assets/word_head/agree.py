"""Fits how much the spotter, the decoder and the head count: ``python -m assets.word_head.agree EVIDENCE...``.

EVIDENCE comes from the benchmark of hearing (``--evidence``), with weights that were fitted without the people who are
heard. Prints what ``coach/voice/verdict.py`` needs, for a stop and for answers, and how it does on each part of the
people, fitted to the others.
"""

import json
import sys
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np

from coach.voice.verdict import STOPS, Evidence, Expected, answer_logs, log_odds

PARTS = 5
"""Number of parts into which the people are split; each part is judged by a fit to the others."""
MISSED = 4.0
"""How many other words mistaken for a stop are as bad as one missed stop."""
EQUAL, STEADY = 0.5, 10.0
"""The prior weight of each recogniser, and the strength of this prior: without it, recognisers that hear alike would
trade their weights at random."""
LEVEL = 1.0
"""The strength of the prior of a word's offset, which is 0."""
STEPS, LONGEST = 100, 1.0
"""Number of Newton steps, and the largest change of a weight in one step."""
SURE = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


def main() -> None:
    rows = [json.loads(line) for file in sys.argv[1:] for line in Path(file).read_text().splitlines()]
    stops(rows)
    answers([one for one in rows if one["expected"] == "YES_NO"], Expected.YES_NO)
    answers([one for one in rows if one["expected"] == "NUMBER"], Expected.NUMBER)


def stops(rows: list[dict]) -> None:
    unasked = [one for one in rows if one["expected"] == "NOTHING"]
    cases = [max(case, key=lambda one: sum(evidence(one))) for case in utterances(unasked)]
    seen = np.array([evidence(one) for one in cases])
    stop = np.array([one["word"] == "stop" for one in cases])
    found = np.zeros(len(cases), bool)
    for mine in parts(cases):
        weights = stop_fit(seen[~mine], stop[~mine])
        found[mine] = seen[mine] @ weights[:-1] + weights[-1] >= 0.0
    for where in sorted({one["where"] for one in cases}):
        here = np.array([one["where"] == where for one in cases])
        print(f"{where}: {found[here & stop].sum()} of {(here & stop).sum()} stops, "
              f"{found[here & ~stop].sum()} of {(here & ~stop).sum()} other words")  # fmt: skip
    print("stop", stop_fit(seen, stop).round(2))


def utterances(rows: list[dict]) -> Iterator[list[dict]]:
    """The utterances of each recording in each condition: a room's echo turns some words into two utterances."""
    for _, case in groupby(rows, key=lambda one: (one["file"], one["where"])):
        yield list(case)


def parts(rows: list[dict]) -> Iterator[np.ndarray]:
    """Yields, for each part of the people, (n,) whether each row is theirs."""
    mine = np.array([zlib.crc32(one["speaker"].encode()) % PARTS for one in rows])
    for part in range(PARTS):
        yield mine == part


def heard(row: dict) -> Evidence:
    return Evidence("", row["likely"], row["spotted"], row["single"])


def evidence(row: dict) -> list[float]:
    """The three log odds of a stop."""
    one = heard(row)
    return [log_odds(value) for value in (one.spotted_stop(), one.likely.get("stop", 0.0), one.single["stop"])]


def stop_fit(seen: np.ndarray, stop: np.ndarray) -> np.ndarray:
    """Three weights and an offset, by logistic regression in which a stop weighs MISSED times as much."""
    inputs = np.column_stack([seen, np.ones(len(seen))])
    heavy = np.where(stop, MISSED, 1.0)
    heavy *= len(heavy) / heavy.sum()
    usual, pull = np.array([EQUAL] * 3 + [0.0]), np.diag([STEADY] * 3 + [1e-3])
    weights = usual.copy()
    for _ in range(STEPS):
        likely = 1.0 / (1.0 + np.exp(-inputs @ weights))
        slope = inputs.T @ (heavy * (likely - stop)) + pull @ (weights - usual)
        curve = (inputs * (heavy * likely * (1.0 - likely))[:, None]).T @ inputs + pull
        weights = weights - np.clip(np.linalg.solve(curve, slope), -LONGEST, LONGEST)
    return weights


def answers(rows: list[dict], expected: Expected) -> None:
    rows = [one for one in rows if one["word"] in expected.words and one["word"] not in STOPS]
    seen = np.array([answer_logs(heard(one), expected.words) for one in rows])
    said = np.array([expected.words.index(one["word"]) for one in rows])
    own = [expected.words.index(word) for word in expected.offsets]
    likely = np.zeros(seen.shape[:2])
    for mine in parts(rows):
        likely[mine] = shares(seen[mine], *answer_fit(seen[~mine], said[~mine], own))
    best, sure = likely.argmax(1), likely.max(1)
    for limit in SURE:
        wrong = [f"{count} {expected.words[a]} as {expected.words[b]}" for (a, b), count in
                 confusions(said[sure >= limit], best[sure >= limit])]  # fmt: skip
        print(f"{expected.value}, surer than {limit}: {((sure >= limit) & (best == said)).sum()} of {len(rows)} right; "
              f"{', '.join(wrong)}")  # fmt: skip
    weights, offsets = answer_fit(seen, said, own)
    print(expected.value, weights.round(2), {expected.words[one]: round(float(offsets[one]), 2) for one in own})


def confusions(said: np.ndarray, best: np.ndarray) -> list[tuple[tuple[int, int], int]]:
    pairs = list(zip(said.tolist(), best.tolist(), strict=True))
    return [(pair, pairs.count(pair)) for pair in sorted(set(pairs)) if pair[0] != pair[1]]


def shares(seen: np.ndarray, weights: np.ndarray, offsets: np.ndarray) -> np.ndarray:
    """(n, words) probabilities of (n, words, 3) logarithms."""
    raw = seen @ weights + offsets
    raw = np.exp(raw - raw.max(axis=1, keepdims=True))
    return raw / raw.sum(axis=1, keepdims=True)


def answer_fit(seen: np.ndarray, said: np.ndarray, own: Sequence[int] = ()) -> tuple[np.ndarray, np.ndarray]:
    """(3,) weights of the three recognisers and (words,) offsets, by maximum likelihood of what was said. Only the
    words ``own`` have offsets, with a sum of 0: a word that nobody in the recordings says is no less likely for it."""
    words = seen.shape[1]
    moved = np.eye(words)[:, list(own)]
    moved -= moved.sum(axis=1, keepdims=True) / max(1, len(own))
    inputs = np.concatenate([seen, np.broadcast_to(moved, (len(seen), *moved.shape))], axis=2)
    usual = np.concatenate([np.full(3, EQUAL), np.zeros(len(own))])
    pull = np.diag([STEADY] * 3 + [LEVEL] * len(own))
    fitted = usual.copy()
    for _ in range(STEPS):
        likely = shares(inputs, fitted, np.zeros(words))
        mean = (likely[:, :, None] * inputs).sum(1)
        apart = inputs - mean[:, None, :]
        slope = (mean - inputs[np.arange(len(said)), said]).sum(0) + pull @ (fitted - usual)
        curve = np.einsum("nw,nwi,nwj->ij", likely, apart, apart) + pull
        fitted = fitted - np.clip(np.linalg.solve(curve, slope), -LONGEST, LONGEST)
    return fitted[:3], moved @ fitted[3:]


if __name__ == "__main__":
    main()
