"""The pose model bundle: assembled from the two networks in a wheel, and recognised.

A bundle is an uncompressed zip of two TensorFlow Lite networks. The networks in the wheel lack the metadata that says
how the values of a picture are scaled, so it is added here; the flatbuffers schema is that of the installed mediapipe.
"""

import hashlib
import importlib.util
import io
import lzma
import sys
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from coach.errors import ModelError
from coach.regular_file import check_regular, read_regular

BUNDLE_SHA256 = "e55567b7431c042c93f3aaa8d7e9898d18b5616f6f636f3d3d55dcfedd258a42"

LARGEST_BYTES = 500_000_000
"""Largest size of a bundle; mediapipe's heavy one has 31 million bytes."""

ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
"""zip's number for the system that made a member; fixed, so that every system writes the same bytes."""

TFLITE_MARK = b"TFL3"
"""The bytes at offset 4 of every TensorFlow Lite network."""


UNREADABLE = (
    *(OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    RuntimeError,  # a password, or a compression unknown to Python
)
"""Errors that zipfile raises for a file that is not an archive, a damaged one, and one that it cannot unpack."""


@dataclass(frozen=True)
class Network:
    """One of the two networks, its source, and how it scales the values of a picture."""

    wheel_member: str
    sha256: str
    bundle_member: str
    mean: float
    std: float
    lowest: float
    highest: float


DETECTOR = Network(
    wheel_member="mediapipe/modules/pose_detection/pose_detection.tflite",
    sha256="9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    bundle_member="pose_detector.tflite",
    mean=127.5,
    std=127.5,
    lowest=-1.0,
    highest=1.0,
)
LANDMARKS = Network(
    wheel_member="mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
    sha256="e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    bundle_member="pose_landmarks_detector.tflite",
    mean=0.0,
    std=255.0,
    lowest=0.0,
    highest=1.0,
)
NETWORKS = (DETECTOR, LANDMARKS)


def assemble(wheel: Path) -> bytes:
    """The bytes of the bundle, the same in every run.

    Raises ModelError if the networks of the wheel, or the result, are not the known ones.
    """
    try:
        with zipfile.ZipFile(wheel) as archive:
            sources = [(network, archive.read(network.wheel_member)) for network in NETWORKS]
    except UNREADABLE as error:
        raise ModelError(f"{wheel.name} does not contain the pose model ({error}); try again") from error
    for network, content in sources:
        if hashlib.sha256(content).hexdigest() != network.sha256:
            raise ModelError(f"{network.wheel_member} in {wheel.name} is not the expected file and was not used")
    bundle = zipped({network.bundle_member: _with_metadata(network, content) for network, content in sources})
    if hashlib.sha256(bundle).hexdigest() != BUNDLE_SHA256:
        raise ModelError(
            "the assembled pose model differs from the tested one; "
            "install this program again with its pinned versions, or use --model FILE"
        )
    return bundle


def is_whole(path: Path) -> bool:
    """Whether this file is, byte for byte, the bundle that ``assemble`` makes."""
    try:
        return hashlib.sha256(read_regular(path, LARGEST_BYTES)).hexdigest() == BUNDLE_SHA256
    except OSError:
        return False


def check_bundle(path: Path) -> None:
    """Raises ModelError unless the file is a pose landmarker bundle, our own or an official one."""
    try:
        check_regular(path, LARGEST_BYTES)
        with zipfile.ZipFile(path) as archive:
            whole = archive.testzip() is None
            infos = [archive.getinfo(network.bundle_member) for network in NETWORKS]
            whole = whole and all(archive.read(info)[4:8] == TFLITE_MARK for info in infos)
    except FileNotFoundError as error:
        raise ModelError(f"{path}: no such model file; give the path of a pose_landmarker .task file") from error
    except UNREADABLE as error:
        raise ModelError(f"{path}: not a pose_landmarker .task file; name another, or omit --model") from error
    if not whole:
        raise ModelError(f"{path}: a damaged pose_landmarker .task file; download it again, or omit --model")


def zipped(members: dict[str, bytes]) -> bytes:
    """The bytes of a bundle with these members, the same in every run."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, ZIP_EPOCH)
            info.create_system = UNIX
            archive.writestr(info, content)
    return out.getvalue()


def _with_metadata(network: Network, content: bytes) -> bytes:
    """The network with its metadata as an additional buffer."""
    import flatbuffers

    tflite = _schema("schema_py_generated")
    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(content, 0))
    buffer = tflite.BufferT()
    buffer.data = list(_metadata(network, outputs=len(model.subgraphs[0].outputs)))
    model.buffers.append(buffer)
    entry = tflite.MetadataT()
    entry.name = "TFLITE_METADATA"
    entry.buffer = len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), entry]
    builder = flatbuffers.Builder(len(content) + 4096)
    builder.Finish(model.Pack(builder), TFLITE_MARK)
    return bytes(builder.Output())


def _metadata(network: Network, outputs: int) -> bytes:
    import flatbuffers

    schema = _schema("metadata_schema_py_generated")
    graph = schema.SubGraphMetadataT()
    graph.inputTensorMetadata = [_input_metadata(schema, network)]
    graph.outputTensorMetadata = [schema.TensorMetadataT() for _ in range(outputs)]
    model = schema.ModelMetadataT()
    model.subgraphMetadata = [graph]
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), b"M001")
    return bytes(builder.Output())


def _input_metadata(schema: Any, network: Network) -> Any:  # noqa: ANN401 - the generated schema has no types
    """Metadata for an RGB picture, normalised with the network's mean and standard deviation."""
    normalise = schema.NormalizationOptionsT()
    normalise.mean, normalise.std = [network.mean], [network.std]
    unit = schema.ProcessUnitT()
    unit.optionsType, unit.options = schema.ProcessUnitOptions.NormalizationOptions, normalise
    picture = schema.ImagePropertiesT()
    picture.colorSpace = schema.ColorSpaceType.RGB
    content = schema.ContentT()
    content.contentPropertiesType, content.contentProperties = schema.ContentProperties.ImageProperties, picture
    stats = schema.StatsT()
    stats.min, stats.max = [network.lowest], [network.highest]
    tensor = schema.TensorMetadataT()
    tensor.name, tensor.content, tensor.processUnits, tensor.stats = "image", content, [unit], stats
    return tensor


def _schema(name: str) -> ModuleType:
    """A generated schema module, loaded from its file: importing its package would load all of mediapipe."""
    package = importlib.util.find_spec("mediapipe")
    if package is None or package.origin is None:
        raise ModelError("mediapipe is not installed; install this program again")
    file = Path(package.origin).parent / "tasks" / "metadata" / f"{name}.py"
    full_name = f"{__name__}.{name}"
    if full_name not in sys.modules:
        spec = importlib.util.spec_from_file_location(full_name, file)
        if spec is None or spec.loader is None or not file.is_file():
            raise ModelError(f"{file} is missing; install mediapipe again in its pinned version")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        sys.modules[full_name] = module
    return sys.modules[full_name]
