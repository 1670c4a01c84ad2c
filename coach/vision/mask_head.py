"""Removes the part of the landmark network that draws the person mask: most of the time nobody needs it.

A network file is a FlatBuffer (TensorFlow Lite's schema): its list of operators is shortened in place, and nothing else
moves. The rest computes the same landmarks, bit for bit.
"""

import struct
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from flatbuffers.number_types import Int32Flags
from flatbuffers.table import Table

from coach.vision.bundle import LANDMARKS, NETWORKS, zipped

SUBGRAPHS, TENSORS, OUTPUTS, OPERATORS = 8, 4, 8, 10
SHAPE, OPERATOR_INPUTS, OPERATOR_OUTPUTS = 4, 6, 8
"""Places in the schema's tables: of the model, of its subgraph, of a tensor and of an operator."""
UOFFSET_BYTES = 4


def without_mask_head(bundle: Path) -> bytes:
    """The bytes of a bundle without a mask.

    A bundle whose mask cannot be identified, or that is not a network at all, is left unchanged: MediaPipe reports what
    is wrong.
    """
    with zipfile.ZipFile(bundle) as archive:
        members = {network.bundle_member: archive.read(network.bundle_member) for network in NETWORKS}
    with suppress(IndexError, ValueError, struct.error):
        members[LANDMARKS.bundle_member] = shortened(members[LANDMARKS.bundle_member])
    return zipped(members)


def shortened(network: bytes) -> bytes:
    """The network without the operators that only its mask needs; another output takes the mask's place."""
    data = bytearray(network)
    graph = _tables(Table(data, int.from_bytes(data[:UOFFSET_BYTES], "little")), SUBGRAPHS)[0]
    outputs = _numbers(graph, OUTPUTS)
    shapes = [_numbers(tensor, SHAPE).tolist() for tensor in _tables(graph, TENSORS)]
    masks = [at for at, tensor in enumerate(outputs) if _is_mask(shapes[tensor])]
    if len(masks) != 1 or len(outputs) == 1:
        return network
    outputs[masks[0]] = next(tensor for at, tensor in enumerate(outputs) if at != masks[0])
    _keep(graph, _needed(_tables(graph, OPERATORS), set(outputs.tolist())))
    return bytes(data)


def _is_mask(shape: list[int]) -> bool:
    """Whether a tensor is the mask: one channel in the size of the network's input picture, (1, 256, 256, 1)."""
    return len(shape) == 4 and shape[0] == shape[3] == 1 and min(shape[1:3]) > 1


def _needed(operators: list[Table], wanted: set[int]) -> list[int]:
    """The operators, by number, on which these tensors depend."""
    found = []
    for at in reversed(range(len(operators))):
        if wanted.intersection(_numbers(operators[at], OPERATOR_OUTPUTS).tolist()):
            found.append(at)
            wanted.update(_numbers(operators[at], OPERATOR_INPUTS).tolist())
    return found[::-1]


def _keep(graph: Table, kept: list[int]) -> None:
    """Shortens the list of operators. Its entries are distances from themselves."""
    begin = graph.Vector(graph.Offset(OPERATORS))
    entries = np.frombuffer(graph.Bytes, np.uint32, graph.VectorLen(graph.Offset(OPERATORS)), begin)
    places = np.arange(entries.size, dtype=np.uint32) * UOFFSET_BYTES
    entries[: len(kept)] = (entries + places)[kept] - places[: len(kept)]
    graph.Bytes[begin - UOFFSET_BYTES : begin] = len(kept).to_bytes(UOFFSET_BYTES, "little")


def _tables(of: Table, field: int) -> list[Table]:
    begin, count = of.Vector(of.Offset(field)), of.VectorLen(of.Offset(field))
    return [Table(of.Bytes, of.Indirect(begin + UOFFSET_BYTES * at)) for at in range(count)]


def _numbers(of: Table, field: int) -> Any:  # noqa: ANN401 - flatbuffers has no types
    """A view of a list of whole numbers; empty if there is none."""
    place = of.Offset(field)
    return of.GetVectorAsNumpy(Int32Flags, place) if place else np.empty(0, np.int32)
