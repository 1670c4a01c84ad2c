"""Measures where joints appear in a picture: the mesh's own joint cubes move with the skin and are drawn white on
black.

The truth is computed differently: from the bones, and through the camera's formula. Both must agree.
"""

from __future__ import annotations

import moderngl  # type: ignore[import-not-found,unused-ignore]
import numpy as np

from .body import WORDS, Body
from .camera import Camera
from .geometry import Array, Ids
from .render import backend

CUBES = {
    "shoulder": "shoulder", "elbow": "elbow", "wrist": "hand", "hip": "upper-leg", "knee": "knee", "ankle": "ankle",
}  # fmt: skip
"""Joint names of the truth and of the mesh."""
VERTEX = """
#version 330
uniform mat4 camera;
in vec3 in_position;
void main() { gl_Position = camera * vec4(in_position, 1.0); }
"""
FRAGMENT = """
#version 330
out vec4 result;
void main() { result = vec4(1.0); }
"""


class Markers:
    """The joint cubes of one body, ready to be drawn at one picture size."""

    def __init__(self, body: Body, size: tuple[int, int]) -> None:
        self.body, self.size = body, size
        self.gl = moderngl.create_context(standalone=True, **backend())
        self.program = self.gl.program(VERTEX, FRAGMENT)
        self.target = self.gl.simple_framebuffer(size)
        self.cubes = {
            f"{WORDS[s]}_{n}": self._corners(f"joint-{s.lower()}-{c}") for n, c in CUBES.items() for s in "LR"
        }

    def __enter__(self) -> Markers:
        return self

    def __exit__(self, *_: object) -> None:
        self.gl.release()

    def _corners(self, group: str) -> Ids:
        """Vertex ids of a cube's triangles, one after the other."""
        return np.array([f[k] for f in self.body.group(group) for i in range(1, len(f) - 1) for k in (0, i, i + 1)])

    def places(self, camera: Camera) -> dict[str, tuple[float, float]]:
        """Pixel x (right) and y (down) of the middle of each cube that is visible in the present pose."""
        found = {}
        self.program["camera"].write(camera.matrix().T.astype(np.float32).tobytes())
        for name, corners in self.cubes.items():
            middle = self._middle(self.body.skin_of(corners))
            if middle is not None:
                found[name] = middle
        return found

    def _middle(self, triangles: Array) -> tuple[float, float] | None:
        self.target.use()
        self.target.clear()
        buffer = self.gl.buffer(triangles.astype(np.float32).tobytes())
        self.gl.vertex_array(self.program, [(buffer, "3f", "in_position")]).render()
        w, h = self.size
        white = np.frombuffer(self.target.read(components=1, alignment=1), np.uint8).reshape(h, w)[::-1] > 0
        if not white.any():
            return None
        y, x = np.nonzero(white)
        return float(x.mean() + 0.5), float(y.mean() + 0.5)
