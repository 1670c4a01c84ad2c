"""Surfaces made ready to draw: texture seams split, faces cut into triangles, coarse ones made smooth."""

from __future__ import annotations

import numpy as np

from .body import Surface
from .geometry import Array, Ids
from .smoothing import Subdivision


class Drawable:
    """A surface with only the vertices it uses; `fine` ones are subdivided once after posing."""

    def __init__(self, s: Surface, fine: bool) -> None:
        used, inverse = np.unique(np.concatenate([np.array(f) for f in s.faces]), return_inverse=True)
        cuts = np.cumsum([len(f) for f in s.faces])[:-1]
        faces = [list(f) for f in np.split(inverse, cuts)]
        self.used = used
        self.surface = Surface(s.vertices[used], s.weights[used], faces, s.uv, s.face_uv)
        self.coarse_triangles = _triangles(faces)
        self.plan = Subdivision(faces, s.face_uv, s.uv, len(used)) if fine else None
        if self.plan:
            quads, quad_uv = self.plan.quads, self.plan.quad_uv
            corner = np.concatenate([quads.reshape(-1, 1), quad_uv.reshape(-1, 2)], 1)
            shapes = np.arange(len(corner)).reshape(-1, 4)
            triangles = np.concatenate([shapes[:, [0, 1, 2]], shapes[:, [0, 2, 3]]])
        else:
            flat = np.concatenate([np.array(f) for f in faces])
            corner = np.concatenate([flat[:, None], s.uv[np.concatenate([np.array(u) for u in s.face_uv])]], 1)
            starts = np.split(np.arange(len(flat)), cuts)
            triangles = _triangles([list(x) for x in starts])
        rows, back = np.unique(corner.round(7), axis=0, return_inverse=True)
        self.vertex: Ids = rows[:, 0].astype(np.int64)
        """The smooth mesh's vertex of every drawn corner."""
        self.uv: Array = rows[:, 1:]
        self.triangles: Ids = back.ravel()[triangles]
        self._posed = self.vertex[self.triangles]

    def carried(self, values: Array) -> Array:
        """Values at the coarse vertices, or at all vertices of the mesh it came from, carried to the smooth mesh."""
        own = values if len(values) == len(self.used) else values[self.used]
        return self.plan.apply(own) if self.plan else own

    def normals(self, p: Array) -> Array:
        """Unit normals (n, 3) of the smooth mesh."""
        return normals(p, self._posed)


def _triangles(faces: list[list[int]]) -> Ids:
    return np.array([[f[0], f[i], f[i + 1]] for f in faces for i in range(1, len(f) - 1)], dtype=np.int64)


def normals(p: Array, triangles: Ids) -> Array:
    """Unit normals (n, 3) at the vertices `p` (n, 3), weighted by the size of the faces around."""
    t = triangles
    face = np.cross(p[t[:, 1]] - p[t[:, 0]], p[t[:, 2]] - p[t[:, 0]])
    n = np.stack([np.bincount(t.ravel(), np.repeat(face[:, k], 3), len(p)) for k in range(3)], 1)
    return np.asarray(n / (np.linalg.norm(n, axis=1, keepdims=True) + 1e-12))


def stood_off(s: Surface, metres: float) -> Surface:
    """The surface moved outwards along its normals."""
    moved = s.vertices + normals(s.vertices, _triangles(s.faces)) * metres
    return Surface(moved, s.weights, s.faces, s.uv, s.face_uv)
