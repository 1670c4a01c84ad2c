"""A layer of a small network, as stored in the files of weights."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class DenseLayer:
    """Weights, (inputs, outputs), and offsets, (outputs,)."""

    weights: NDArray[np.float32]
    offsets: NDArray[np.float32]

    @classmethod
    def of(cls, file: "np.lib.npyio.NpzFile", name: str) -> "DenseLayer":
        """The layer of this name; its weights are stored as int8 with one scale for each output."""
        return cls(file[f"{name}_weights"].astype(np.float32) * file[f"{name}_scale"], file[f"{name}_offset"])

    def __call__(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """(..., outputs) for values of (..., inputs)."""
        result: NDArray[np.float32] = values @ self.weights + self.offsets
        return result


def positive(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """The values, with negative ones replaced by 0."""
    return np.maximum(values, 0.0, dtype=np.float32)
