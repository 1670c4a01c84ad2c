"""Trains the word head and writes its weights: ``python -m assets.word_head.fit FOLDER FILE [FOLD]``.

FOLDER has the files of ``gather.py``. With FOLD, the people of that part are left out, and the share of their words
that is understood is printed. Needs torch.
"""

import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

from assets.spotter.train import store
from assets.word_head.gather import WORDS
from coach.voice.word_head import REACH, paired

SEEN, WIDTH = 384, 48
EPOCHS = 9
BATCH = 64
RATE = 3e-3
LONGEST = 95
"""Frames of 40 ms; longer utterances are cut."""


class Network(nn.Module):
    def __init__(self, middle: torch.Tensor, spread: torch.Tensor) -> None:
        """``middle`` and ``spread``: (SEEN,) mean and deviation of the inputs."""
        super().__init__()
        self.middle, self.spread = middle, spread
        self.frame = nn.Linear(SEEN, WIDTH)
        self.near = nn.Conv1d(WIDTH, WIDTH, REACH, padding=REACH // 2)
        self.last = nn.Linear(2 * WIDTH, len(WORDS))
        self.drop = nn.Dropout(0.3)

    def forward(self, frames: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        """(n, frames, SEEN), (n, frames) whether there is sound -> (n, words)."""
        shown = there[:, None, :]
        kept = self.drop(torch.ones(len(frames), 1, SEEN))
        seen = torch.relu(self.frame((frames - self.middle) / self.spread * kept)).transpose(1, 2) * shown
        heard = torch.relu(self.near(seen)) * shown
        mean = heard.sum(2) / there.sum(1, keepdim=True)
        return self.last(self.drop(torch.cat([heard.amax(2), mean], dim=1)))


class Utterances:
    """The data, padded to one length when drawn."""

    def __init__(self, folder: Path) -> None:
        parts = [np.load(file) for file in sorted(folder.glob("*.npz"))]
        frames, counts, labels, self.folds = (
            np.concatenate([part[name] for part in parts]) for name in ("frames", "counts", "labels", "folds")
        )
        self.labels = torch.from_numpy(labels)
        halved = [paired(part.astype(np.float32)) for part in np.split(frames, np.cumsum(counts)[:-1])]
        self._frames, counts = np.concatenate(halved), [len(part) for part in halved]
        self._ends = np.cumsum(counts)
        self._begins = self._ends - counts
        sample = self._frames[::10]
        self.middle, self.spread = torch.from_numpy(sample.mean(0)), torch.from_numpy(sample.std(0))

    def drawn(self, chosen: np.ndarray, random: np.random.Generator | None) -> tuple[torch.Tensor, torch.Tensor]:
        """(n, frames, SEEN) and (n, frames); with ``random`` a stretch of each is hidden."""
        longest = min(LONGEST, int((self._ends - self._begins)[chosen].max()))
        frames = np.zeros((len(chosen), longest, SEEN), np.float32)
        there = np.zeros((len(chosen), longest), np.float32)
        for row, number in enumerate(chosen):
            part = self._frames[self._begins[number] : self._ends[number]][:longest]
            frames[row, : len(part)], there[row, : len(part)] = part, 1.0
            if random is not None:
                at, long = int(random.integers(len(part))), int(random.integers(1, 6))
                there[row, at : at + long] = 0.0
                there[row, 0] = 1.0
        return torch.from_numpy(frames), torch.from_numpy(there)


def main() -> None:
    data, target = Utterances(Path(sys.argv[1])), Path(sys.argv[2])
    left_out = int(sys.argv[3]) if len(sys.argv) > 3 else None
    torch.manual_seed(3)
    torch.set_num_threads(1)
    network = fitted(
        data, np.flatnonzero(data.folds != left_out) if left_out is not None else np.arange(len(data.folds))
    )
    if left_out is not None:
        report(network, data, np.flatnonzero(data.folds == left_out))
    write(network, target)


def fitted(data: Utterances, train: np.ndarray) -> Network:
    random = np.random.default_rng(1)
    network = Network(data.middle, data.spread)
    steps = EPOCHS * (len(train) // BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    for epoch in range(EPOCHS):
        losses = []
        order = random.permutation(train)
        for at in range(0, len(order) - BATCH + 1, BATCH):
            chosen = order[at : at + BATCH]
            loss = nn.functional.cross_entropy(
                network(*data.drawn(chosen, random)), data.labels[chosen], label_smoothing=0.05
            )
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch}: loss {np.mean(losses):.4f}", flush=True)
    return network.eval()


def report(network: Network, data: Utterances, kept: np.ndarray) -> None:
    """Prints for each word how often it is found, and how often something else is mistaken for it."""
    with torch.no_grad():
        raw = torch.cat([network(*data.drawn(part, None)) for part in np.array_split(kept, len(kept) // 100 + 1)])
    best, said = raw.argmax(1), data.labels[kept]
    for number, word in enumerate(WORDS):
        mine = said == number
        found = (best[mine] == number).float().mean().item()
        print(f"{word or 'none':6s} {int(mine.sum()):4d} said, {found:.3f} found, "
              f"{int((best[~mine] == number).sum())} others mistaken for it")  # fmt: skip
    numbers = said >= WORDS.index("zero")
    print(f"numbers {(best[numbers] == said[numbers]).float().mean().item():.3f}")


def write(network: Network, target: Path) -> None:
    """Writes the weights, with the inputs' normalisation folded into the first layer."""
    gain = (1.0 / network.spread).numpy()
    frame = network.frame.weight.detach().numpy() * gain[None, :]
    arrays: dict[str, np.ndarray] = {"words": np.array(WORDS)}
    store(arrays, "frame", frame.T, network.frame.bias.detach().numpy() - frame @ network.middle.numpy())
    near = network.near.weight.detach().numpy().transpose(2, 1, 0).reshape(-1, WIDTH)
    store(arrays, "near", near, network.near.bias.detach().numpy())
    store(arrays, "last", network.last.weight.detach().numpy().T, network.last.bias.detach().numpy())
    np.savez_compressed(target, **arrays)


if __name__ == "__main__":
    main()
