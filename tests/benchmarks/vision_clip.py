"""Cost of a picture, and accuracy of the track: python tests/benchmarks/vision_clip.py [CLIP.mp4...]

A clip NAME.mp4 is beside NAME.json: {"frames": [{"t_s", "kind", "joints_px": {"left_knee": [x, y], ...}}, ...]}; the
names "t", "pose" and "points" are also accepted.
"""

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
from vision_pictures import REFERENCE

from coach.body.landmarks import Joint, Pose, Side
from coach.vision.eye import Eye
from coach.vision.landmarker import Landmarker
from coach.vision.pose_model import ensure_model
from coach.vision.source_choice import open_source

PARTS = ("shoulder", "hip", "knee", "ankle", "elbow", "wrist")


def watch(clip: Path, model: Path, *, mask: bool) -> tuple[list[Pose | None], np.ndarray]:
    """The pose in every picture, and its cost in milliseconds of processor time and wall time, (n, 2)."""
    poses, costs = [], []
    with open_source(str(clip), realtime=False) as source, Landmarker(model, mask=mask) as finder:
        eye = Eye(finder)
        for frame in source:
            began, used = time.perf_counter(), time.process_time()
            poses.append(eye.look(frame).pose)
            costs.append((1000 * (time.process_time() - used), 1000 * (time.perf_counter() - began)))
    return poses, np.array(costs)


def trunk_thigh_deg(joints: dict[str, np.ndarray], side: str) -> float:
    """180 minus the angle shoulder-hip-knee."""
    up = joints[f"{side}_shoulder"] - joints[f"{side}_hip"]
    down = joints[f"{side}_knee"] - joints[f"{side}_hip"]
    cosine = np.dot(up, down) / np.linalg.norm(up) / np.linalg.norm(down)
    return 180.0 - float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def named(pose: Pose) -> dict[str, np.ndarray]:
    return {f"{side.value}_{part}": pose.points[Joint.of(part, side)] for side in Side for part in PARTS}


def compare(clip: Path, poses: list[Pose | None]) -> None:
    height = open_source(str(clip), realtime=False).size[1]
    by_time = {round(pose.t_s, 1): pose for pose in poses if pose is not None}
    off, angle = defaultdict(list), defaultdict(list)
    for truth in json.loads(clip.with_suffix(".json").read_text())["frames"]:
        pose = by_time.get(round(truth.get("t_s", truth.get("t")), 1))
        joints = truth.get("joints_px", truth.get("points"))
        if pose is None or not joints:
            continue
        seen, kind = named(pose), truth.get("kind", truth.get("pose"))
        real = {name: np.array(point) / height for name, point in joints.items()}
        torso = np.linalg.norm(real["left_shoulder"] - real["left_hip"])
        off[kind].append(np.mean([np.linalg.norm(seen[name] - real[name]) for name in seen]) / torso)
        angle[kind] += [abs(trunk_thigh_deg(seen, s) - trunk_thigh_deg(real, s)) for s in ("left", "right")]
    print(f"{clip.name}: found in {sum(pose is not None for pose in poses)} of {len(poses)}")
    for name in off:
        joints, hips = np.mean(off[name]), np.mean(angle[name])
        print(f"  {name or 'between':12s} joints {joints:.3f} torso lengths off, trunk-thigh {hips:4.1f} deg")


def main() -> None:
    clips = [Path(name) for name in sys.argv[1:]] or sorted((REFERENCE / "clips").glob("*.mp4"))
    model = ensure_model()
    for clip in clips:
        for mask in (False, True):
            poses, costs = watch(clip, model, mask=mask)
            middle = np.median(costs, axis=0)
            print(f"mask {'on ' if mask else 'off'}: processor {middle[0]:.1f} ms, clock {middle[1]:.1f} ms a picture")
        compare(clip, poses)


if __name__ == "__main__":
    main()
