"""Draws a posed person in a room with OpenGL, off screen; a software driver is enough.

Soft light: many directions (a window and the room's own brightness), each with a small shadow map.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import moderngl  # type: ignore[import-not-found,unused-ignore]
import numpy as np
from numpy.typing import NDArray

from . import shaders
from .body import Body, Surface
from .bodydata import PROXIES, SKINS, load_proxy
from .camera import Camera
from .geometry import Array
from .goals import Goals
from .light import Light, sun_view
from .mesh import Drawable, stood_off
from .person import Person
from .room import Room, boards_picture, box_mesh, roll_mesh

SHADOW_PX = 320
TIGHTS_OFF_M = 0.003
"""The tights layer lies on the skin; moved out by this much, it never intersects the skin."""
LOCK_M = 0.012
"""Thickness of hair on the mat."""
GRID = 4
"""Number of shadow maps along each side of their sheet."""
MARGIN_PX, FEATHER_PX = 34, 22
CLOSED = (2, 3)
"""Kinds of surface without an edge: skin and cloth."""


@dataclass
class _Part:
    drawn: Drawable
    buffer: Any
    array: Any
    coarse: Any
    shadow: Any
    uniforms: dict[str, Any]
    texture: Any
    posed: Array = field(default_factory=lambda: np.zeros((0, 3)))
    spreads: bool = False


class Stage:
    """One person in one room, perhaps with a passer-by; `pose` then `shoot`."""

    def __init__(
        self, person: Person, room: Room, light: Light, size: tuple[int, int], passer: Person | None = None
    ) -> None:
        self.person, self.light, self.size = person, light, size
        self.gl = moderngl.create_context(standalone=True, **backend())
        self.gl.enable(moderngl.DEPTH_TEST)
        self.paint = self.gl.program(shaders.VERTEX, shaders.FRAGMENT % {"lights": len(light.samples())})
        self.shade = self.gl.program(shaders.SHADOW_VERTEX, shaders.SHADOW_FRAGMENT)
        self._targets()
        self._lights()
        self.blank = self.gl.texture((1, 1), 3, b"\xff\xff\xff")
        self.parts = list(self._person_parts(person))
        self.passer, self.passes = passer, False
        self.passing = list(self._person_parts(passer)) if passer else []
        for part in self.passing:
            part.uniforms["person"] = 0.0
        self.empty: dict[Camera, NDArray[np.uint8]] = {}
        self.static = list(self._room_parts(room))

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, *_: object) -> None:
        self.gl.release()

    def furnish(self, room: Room) -> None:
        """Another room around the same person."""
        self.static = list(self._room_parts(room))
        self.empty.clear()

    def _targets(self) -> None:
        w, h = self.size
        self.many = self.gl.framebuffer(
            [self.gl.renderbuffer((w, h), 4, samples=4)], self.gl.depth_renderbuffer((w, h), samples=4)
        )
        self.one = self.gl.framebuffer([self.gl.renderbuffer((w, h), 4)])
        self.depth = self.gl.depth_texture((SHADOW_PX * GRID, SHADOW_PX * GRID))
        self.depth.compare_func = "<="
        self.depth.filter = (moderngl.LINEAR, moderngl.LINEAR)
        self.atlas = self.gl.framebuffer(depth_attachment=self.depth)

    def _lights(self) -> None:
        samples = self.light.samples()
        self.views = [sun_view(d) for d, _ in samples]
        tiles = [((i % GRID) / GRID, (i // GRID) / GRID, 1 / GRID, 1 / GRID) for i in range(len(samples))]
        _write(self.paint, "light", np.array([m.T for m in self.views]))
        _write(self.paint, "towards", np.array([d for d, _ in samples]))
        _write(self.paint, "power", np.array([p for _, p in samples]))
        _write(self.paint, "tile", np.array(tiles))
        a = self.light.ambient
        self.paint["ambient"].value = (a, a, a * 1.05)
        self.paint["bounce"].value = (0.30 * a * 4, 0.22 * a * 4, 0.15 * a * 4)
        self.paint["exposure"].value = self.light.exposure
        self.paint["shadows"].value, self.paint["picture"].value = 1, 0

    def _person_parts(self, p: Person) -> Any:
        look, cloth = p.look, p.clothes_uniforms()
        skin = self._texture(SKINS / look.skin)
        bare = {"kind": 2, "gloss": 0.05, "colour": look.skin_tint, **cloth}
        yield self._part(p.body.surface("body"), p.cut, bare, skin, False)
        tights = stood_off(p.body.surface("helper-tights"), TIGHTS_OFF_M + look.clothes.ease_m)
        yield self._part(tights, p.cut, {"kind": 3, "gloss": 0.012, "colour": (1, 1, 1), **cloth}, None, True)
        eyes = self._texture(PROXIES / "eyes/HighPolyEyes/textures/brown_eye.png")
        yield self._part(
            p.body.proxy("eyes/HighPolyEyes"), None, {"kind": 4, "gloss": 0.2, "colour": (1, 1, 1)}, eyes, False
        )
        for rel, tint in ((look.brows, (1, 1, 1)), (look.hair, look.hair_tint)):
            if rel:
                hair = self._texture(load_proxy(rel).texture)
                part = self._part(p.body.proxy(rel), None, {"kind": 4, "gloss": 0.03, "colour": tint}, hair, False)
                part.spreads = look.long_hair and rel == look.hair
                yield part

    def _part(self, s: Surface, cut: Array | None, uniforms: dict[str, Any], texture: Any, fine: bool) -> _Part:
        d = Drawable(s, fine)
        fixed = np.zeros((len(d.vertex), 6), np.float32)
        fixed[:, :2] = d.uv
        if cut is not None:
            fixed[:, 2:] = d.carried(cut)[d.vertex]
        buffer = self.gl.buffer(reserve=len(d.vertex) * 24, dynamic=True)
        layout = [
            (buffer, "3f 3f", "in_position", "in_normal"),
            (self.gl.buffer(fixed.tobytes()), "2f 4f", "in_uv", "in_cut"),
        ]
        array = self.gl.vertex_array(self.paint, layout, self.gl.buffer(d.triangles.astype(np.int32).tobytes()))
        coarse = self.gl.buffer(reserve=len(d.surface.vertices) * 12, dynamic=True)
        index = self.gl.buffer(d.coarse_triangles.astype(np.int32).tobytes())
        shadow = self.gl.vertex_array(self.shade, [(coarse, "3f", "in_position")], index)
        return _Part(d, buffer, array, coarse, shadow, {**uniforms, "person": 1.0}, texture or self.blank)

    def _room_parts(self, room: Room) -> Any:
        for box in room.boxes():
            p, n = box_mesh(box)
            yield self._static(p, n, np.zeros((len(p), 2)), {"kind": 0, "colour": box.colour}, None)
        if room.roll:
            p, n = roll_mesh(room.roll)
            yield self._static(p, n, np.zeros((len(p), 2)), {"kind": 0, "colour": room.roll.colour}, None)
        k = 28.0
        p = np.array(
            [[-k, -k, -0.012], [k, -k, -0.012], [k, k, -0.012], [-k, -k, -0.012], [k, k, -0.012], [-k, k, -0.012]]
        )
        picture = boards_picture() if room.boards else np.full((4, 4, 3), 230, np.uint8)
        texture = self._upload(picture)
        yield self._static(p, np.tile([0, 0, 1.0], (6, 1)), p[:, :2] / 1.96, {"kind": 1, "colour": room.floor}, texture)

    def _static(
        self, p: Array, n: Array, uv: Array, uniforms: dict[str, Any], texture: Any
    ) -> tuple[Any, dict[str, Any], Any]:
        data = np.concatenate([p, n, uv, np.zeros((len(p), 4))], 1).astype(np.float32)
        array = self.gl.vertex_array(
            self.paint, [(self.gl.buffer(data.tobytes()), "3f 3f 2f 4f", "in_position", "in_normal", "in_uv", "in_cut")]
        )
        return array, {"gloss": 0.02, "person": 0.0, **uniforms}, texture or self.blank

    def _texture(self, path: Path) -> Any:
        image: Any = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
        if image is None:
            raise FileNotFoundError(path)
        if image.ndim == 2:
            image = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
        image = np.asarray(image[..., [2, 1, 0, 3]] if image.shape[2] == 4 else image[..., ::-1])
        return self._upload(image[::-1])

    def _upload(self, image: NDArray[np.uint8]) -> Any:
        t = self.gl.texture(
            (image.shape[1], image.shape[0]), image.shape[2], np.ascontiguousarray(image).tobytes(), alignment=1
        )
        t.build_mipmaps()
        t.filter, t.anisotropy = (moderngl.LINEAR_MIPMAP_LINEAR, moderngl.LINEAR), 8.0
        return t

    # ------------------------------------------------------------------ drawing
    def pose(self, goals: Goals, passing: Goals | None = None) -> None:
        """Move the person, and the passer-by if there is one."""
        self.passes = passing is not None
        _move(self.person.body, self.parts, goals)
        if passing and self.passer:
            _move(self.passer.body, self.passing, passing)

    def shoot(self, camera: Camera, present: bool = True, keep: bool = True) -> NDArray[np.uint8]:
        """The picture (h, w, 4): red, green, blue, and how much of the pixel is the person.

        The empty room is drawn once a camera; a frame draws the part around the person and fades it in.
        Without `keep` the whole picture is drawn at once, which is quicker for a camera that is used once.
        """
        w, h = self.size
        if not keep or self.passes:
            self._cast(present)
            return self._draw(camera, (0, 0, w, h), present)
        if camera not in self.empty:
            self._cast(present=False)
            self.empty[camera] = self._draw(camera, (0, 0, w, h), present=False)
        if not present:
            return self.empty[camera]
        x0, y0, x1, y1 = box = self._around(camera)
        self._cast(present=True)
        part = self._draw(camera, box, present=True)
        fade = _ramp(x0, x1, w)[None, :, None] * _ramp(y0, y1, h)[:, None, None]
        out = self.empty[camera].copy()
        out[y0:y1, x0:x1] = np.rint(out[y0:y1, x0:x1] * (1 - fade) + part * fade)
        return out

    def _around(self, camera: Camera) -> tuple[int, int, int, int]:
        """The part of the picture (left, top, right, bottom) with the person and the clear part of their shadow."""
        points = self.parts[0].posed[::5]
        window = self.light.samples()[: self.light.window_samples]
        shadows = [points - d * np.maximum(points[:, 2:], 0) / d[2] for d, _ in window]
        q = (np.concatenate([points, *shadows]) - camera.eye) @ camera.axes.T
        x = camera.width_px / 2 + camera.focal_px * q[:, 0] / -q[:, 2]
        y = camera.height_px / 2 - camera.focal_px * q[:, 1] / -q[:, 2]
        low, high = np.array([x.min(), y.min()]) - MARGIN_PX, np.array([x.max(), y.max()]) + MARGIN_PX
        (x0, y0), (x1, y1) = np.clip(low, 0, self.size).astype(int), np.clip(high, 0, self.size).astype(int)
        return int(x0), int(y0), int(x1), int(y1)

    def _draw(self, camera: Camera, box: tuple[int, int, int, int], present: bool) -> NDArray[np.uint8]:
        (w, h), (x0, y0, x1, y1) = self.size, box
        corner = (x0, h - y1, x1 - x0, y1 - y0)
        self.many.use()
        self.gl.viewport = (0, 0, w, h)
        self.many.scissor = corner
        self.many.clear(0.7, 0.7, 0.7, 0.0)
        self.paint["camera"].write(camera.matrix().T.astype(np.float32).tobytes())
        self.paint["eye"].value = camera.eye
        self.depth.use(1)
        # the person first: surfaces that the person hides need not be lit
        for part in [*self.parts * present, *self.passing * self.passes]:
            self._paint(part.array, part.uniforms, part.texture)
        for array, uniforms, texture in self.static:
            self._paint(array, uniforms, texture)
        self.many.scissor = None
        self.gl.copy_framebuffer(self.one, self.many)
        data = self.one.read(viewport=corner, components=4, alignment=1)
        return np.frombuffer(data, np.uint8).reshape(y1 - y0, x1 - x0, 4)[::-1]

    def _cast(self, present: bool) -> None:
        self.gl.disable(moderngl.CULL_FACE)
        self.atlas.use()
        self.atlas.clear(depth=1.0)
        for i, view in enumerate(self.views):
            self.gl.viewport = ((i % GRID) * SHADOW_PX, (i // GRID) * SHADOW_PX, SHADOW_PX, SHADOW_PX)
            self.shade["light"].write(view.T.astype(np.float32).tobytes())
            for part in [*self.parts * present, *self.passing * self.passes]:
                if part.uniforms["kind"] in (2, 3):
                    part.shadow.render()

    def _paint(self, array: Any, uniforms: dict[str, Any], texture: Any) -> None:
        for name, value in uniforms.items():
            self.paint[name].value = value
        # closed surfaces: back faces are hidden by front faces, and cost as much
        (self.gl.enable if uniforms["kind"] in CLOSED else self.gl.disable)(moderngl.CULL_FACE)
        texture.use(0)
        array.render()


def _move(body: Body, parts: list[_Part], goals: Goals) -> None:
    body.pose(goals)
    for part in parts:
        d = part.drawn
        coarse = body.skin(d.surface.vertices, d.surface.weights)
        part.coarse.write(coarse.astype(np.float32).tobytes())
        p = d.carried(coarse)
        part.posed = p = spread(p) if part.spreads else p
        part.buffer.write(np.concatenate([p, d.normals(p)], 1)[d.vertex].astype(np.float32).tobytes())


def spread(points: Array) -> Array:
    """Points (n, 3) of long hair; those inside the mat are put on top of it, in the order of their heights."""
    out = points.copy()
    low = out[:, 2] < LOCK_M
    out[low, 2] = LOCK_M * np.exp((out[low, 2] - LOCK_M) / (4 * LOCK_M))
    return out


def _ramp(start: int, end: int, whole: int) -> Array:
    """0..1..0 over the pixels from `start` to `end`, but 1 at the picture's own edges."""
    at = np.arange(start, end) + 0.5
    left = np.ones(end - start) if start == 0 else np.clip((at - start) / FEATHER_PX, 0, 1)
    right = np.ones(end - start) if end == whole else np.clip((end - at) / FEATHER_PX, 0, 1)
    return np.asarray(np.minimum(left, right))


def backend() -> dict[str, str]:
    """The arguments that request a context without a window on this system."""
    return {"backend": "egl"} if sys.platform.startswith("linux") else {}


def _write(program: Any, name: str, values: Array) -> None:
    program[name].write(np.ascontiguousarray(values, np.float32).tobytes())
