"""Catmull-Clark subdivision: a coarse posed mesh becomes a smooth one. The plan is made once; applying it only sums."""

from __future__ import annotations

import numpy as np

from .geometry import Array, Ids


class Subdivision:
    """One Catmull-Clark step of a mesh with three- and four-cornered faces."""

    def __init__(self, faces: list[list[int]], face_uv: list[list[int]], uv: Array, count: int) -> None:
        self.count = count
        self.corners = np.array([len(f) for f in faces])
        self.flat = np.concatenate([np.array(f) for f in faces])
        self.owner = np.repeat(np.arange(len(faces)), self.corners)
        following = np.concatenate([np.roll(f, -1) for f in faces])
        pairs = np.sort(np.stack([self.flat, following], 1), 1)
        self.edges, self.edge_of = np.unique(pairs, axis=0, return_inverse=True)
        self.edge_of = self.edge_of.ravel()
        self.shared = np.bincount(self.edge_of, minlength=len(self.edges)) == 2
        self._vertex_plan()
        self.quads = self._quads()
        self._texture(face_uv, uv)

    def _vertex_plan(self) -> None:
        n = self.count
        self.faces_at = np.maximum(np.bincount(self.flat, minlength=n), 1)
        self.edges_at = np.maximum(np.bincount(self.edges.ravel(), minlength=n), 1)
        rim = self.edges[~self.shared]
        self.rim = rim
        self.on_rim = np.bincount(rim.ravel(), minlength=n) > 0
        self.rim_at = np.maximum(np.bincount(rim.ravel(), minlength=n), 1)

    def _quads(self) -> Ids:
        before = np.concatenate([np.roll(e, 1) for e in np.split(self.edge_of, np.cumsum(self.corners)[:-1])])
        first_edge, first_face = self.count, self.count + len(self.edges)
        return np.stack([self.flat, first_edge + self.edge_of, first_face + self.owner, first_edge + before], 1)

    def _texture(self, face_uv: list[list[int]], uv: Array) -> None:
        at = np.concatenate([uv[u] for u in face_uv])
        after = np.concatenate([np.roll(uv[u], -1, 0) for u in face_uv])
        ahead = np.concatenate([np.roll(uv[u], 1, 0) for u in face_uv])
        centre = _sums(self.owner, at, len(self.corners)) / self.corners[:, None]
        self.quad_uv = np.stack([at, (at + after) / 2, centre[self.owner], (at + ahead) / 2], 1)

    def apply(self, points: Array) -> Array:
        """Positions (count, k) -> positions of corners, edges and faces in that order."""
        face = _sums(self.owner, points[self.flat], len(self.corners)) / self.corners[:, None]
        middle = points[self.edges].mean(1)
        around = _sums(self.edge_of, face[self.owner], len(self.edges))
        edge = np.where(self.shared[:, None], middle / 2 + around / 4, middle)
        f = _sums(self.flat, face[self.owner], self.count) / self.faces_at[:, None]
        ends = np.repeat(middle, 2, 0)
        r = _sums(self.edges.ravel(), ends, self.count) / self.edges_at[:, None]
        n = self.edges_at[:, None]
        inner = (f + 2 * r + (n - 3) * points) / n
        rim = _sums(self.rim.ravel(), np.repeat(points[self.rim].mean(1), 2, 0), self.count) / self.rim_at[:, None]
        vertex = np.where(self.on_rim[:, None], (points + rim) / 2, inner)
        return np.concatenate([vertex, edge, face])


def _sums(ids: Ids, rows: Array, count: int) -> Array:
    return np.stack([np.bincount(ids, rows[:, k], count) for k in range(rows.shape[1])], 1)
