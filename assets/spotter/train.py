"""Trains the spotter on scenes and writes its weights: ``python -m assets.spotter.train SCENES FILE [FOLD]``.

With FOLD, the people of that part are left out, and the share of their words that is found is printed. Needs torch.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

from assets.spotter.scenes import UNSURE
from coach.voice.mel_bands import BANDS
from coach.voice.spotter import FRAMES, REACH

WIDTH = 64
STEPS = (1, 2, 4, 8)
EPOCHS = 12
BATCH = 64
RATE = 3e-3
NOTHING_WEIGHT = 0.5


class Network(nn.Module):
    def __init__(self, words: int) -> None:
        super().__init__()
        self.start = nn.BatchNorm1d(BANDS)
        self.first = nn.Conv1d(BANDS, WIDTH, FRAMES, stride=2, bias=False)
        self.first_norm = nn.BatchNorm1d(WIDTH)
        self.layers = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, REACH, dilation=step, bias=False) for step in STEPS)
        self.norms = nn.ModuleList(nn.BatchNorm1d(WIDTH) for _ in STEPS)
        self.drop = nn.Dropout(0.15)
        self.last = nn.Conv1d(WIDTH, words, 1)

    def forward(self, frames: torch.Tensor) -> torch.Tensor:
        """(n, BANDS, 2 * blocks) -> (n, words, blocks)."""
        here = nn.functional.pad(self.start(frames), (FRAMES - 2, 0))
        here = torch.relu(self.first_norm(self.first(here)))
        for layer, norm, step in zip(self.layers, self.norms, STEPS, strict=True):
            here = torch.relu(here + norm(layer(nn.functional.pad(here, ((REACH - 1) * step, 0)))))
        return self.last(self.drop(here))


def main() -> None:
    scenes, target = Path(sys.argv[1]), Path(sys.argv[2])
    left_out = int(sys.argv[3]) if len(sys.argv) > 3 else None
    torch.manual_seed(3)
    torch.set_num_threads(1)
    words = json.loads((scenes / "words.json").read_text())
    data = np.load(scenes / "scenes.npz")
    folds = data["folds"]
    frames, targets = torch.from_numpy(data["features"]), torch.from_numpy(data["targets"])
    train = np.flatnonzero(folds != left_out) if left_out is not None else np.arange(folds.size)
    network = fitted(Network(len(words)), frames, targets, train)
    if left_out is not None:
        report(network, frames, targets, np.flatnonzero(folds == left_out), words)
    write(network, words, target)


def fitted(network: Network, frames: torch.Tensor, targets: torch.Tensor, train: np.ndarray) -> Network:
    random = np.random.default_rng(1)
    steps = EPOCHS * (len(train) // BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    weights = torch.ones(network.last.out_channels)
    weights[0] = NOTHING_WEIGHT
    for epoch in range(EPOCHS):
        begin, losses = time.monotonic(), []
        network.train()
        order = random.permutation(train)
        for at in range(0, len(order) - BATCH + 1, BATCH):
            chosen = torch.from_numpy(order[at : at + BATCH])
            raw = network(masked(frames[chosen].float().transpose(1, 2), random))
            loss = nn.functional.cross_entropy(
                raw, targets[chosen], weight=weights, ignore_index=UNSURE, label_smoothing=0.05
            )
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch}: loss {np.mean(losses):.4f}, {time.monotonic() - begin:.0f} s", flush=True)
    return network.eval()


def masked(frames: torch.Tensor, random: np.random.Generator) -> torch.Tensor:
    """The frames with some bands and some moments masked, so that the network does not rely on any single one
    (SpecAugment)."""
    count, bands, moments = frames.shape
    low, high = _spans(random, count, bands, 6)
    first, last = _spans(random, count, moments, 7)
    band, moment = torch.arange(bands)[None, :, None], torch.arange(moments)[None, None, :]
    hidden = ((band >= low) & (band < high)) | ((moment >= first) & (moment < last))
    return frames.masked_fill(hidden, 0.0)


def _spans(random: np.random.Generator, count: int, of: int, longest: int) -> tuple[torch.Tensor, torch.Tensor]:
    begin = random.integers(0, of - longest, (count, 1, 1))
    return torch.from_numpy(begin), torch.from_numpy(begin + random.integers(0, longest, (count, 1, 1)))


def report(network: Network, frames: torch.Tensor, targets: torch.Tensor, kept: np.ndarray, words: list[str]) -> None:
    """Prints for each word how often it is found in its own blocks, and how often it is found elsewhere."""
    with torch.no_grad():
        likely = torch.cat([network(frames[part].float().transpose(1, 2)).softmax(1)
                            for part in torch.from_numpy(kept).split(256)])  # fmt: skip
    wanted = targets[torch.from_numpy(kept)]
    for number, word in enumerate(words[1:], 1):
        rows = (wanted == number).any(1)
        inside = wanted[rows] == number
        mine = (likely[rows][:, number] * inside).amax(1)
        alarms = [((likely[:, number] > line) & (wanted == 0)).any(1).float().mean().item() for line in (0.5, 0.8)]
        found = [(mine > line).float().mean().item() for line in (0.5, 0.8)]
        print(f"{word:6s} {int(rows.sum()):5d} scenes, found {found[0]:.3f} {found[1]:.3f}, "
              f"elsewhere in {alarms[0]:.3f} {alarms[1]:.3f} of all scenes")  # fmt: skip


def write(network: Network, words: list[str], target: Path) -> None:
    """Writes the weights, with normalisation folded into the layers, as int8 with one scale for each output."""
    arrays: dict[str, np.ndarray] = {"words": np.array(words), "steps": np.array(STEPS)}
    gain, offset = folded(network.start)
    first = network.first.weight.detach().numpy()
    scale, shift = folded(network.first_norm)
    taken = first * gain[None, :, None]
    # Padding comes after the first normalisation, so that silence before the beginning counts as ordinary sound.
    store(arrays, "first", (taken * scale[:, None, None]).transpose(2, 1, 0).reshape(-1, WIDTH),
          ((first * offset[None, :, None]).sum((1, 2))) * scale + shift)  # fmt: skip
    for number, (layer, norm) in enumerate(zip(network.layers, network.norms, strict=True)):
        scale, shift = folded(norm)
        weights = layer.weight.detach().numpy() * scale[:, None, None]
        store(arrays, f"layer{number}", weights.transpose(2, 1, 0).reshape(-1, WIDTH), shift)
    store(arrays, "last", network.last.weight.detach().numpy()[:, :, 0].T, network.last.bias.detach().numpy())
    np.savez_compressed(target, **arrays)


def folded(norm: nn.BatchNorm1d) -> tuple[np.ndarray, np.ndarray]:
    scale = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).detach().numpy()
    return scale, norm.bias.detach().numpy() - norm.running_mean.numpy() * scale


def store(arrays: dict[str, np.ndarray], name: str, weights: np.ndarray, offset: np.ndarray) -> None:
    scale = np.abs(weights).max(axis=0) / 127.0
    arrays[f"{name}_weights"] = np.round(weights / scale).astype(np.int8)
    arrays[f"{name}_scale"] = scale.astype(np.float32)
    arrays[f"{name}_offset"] = offset.astype(np.float32)


if __name__ == "__main__":
    main()
