"""Builds the program for people without Python: uv run --extra listen --group packaging python packaging/build.py"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from coach.vision.pose_model import cached_model, ensure_model  # noqa: E402


def build(target: Path = ROOT / "dist") -> Path:
    """Builds the program and returns its folder. Takes some minutes; the pose model is fetched first if it is
    missing."""
    ensure_model()
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", str(ROOT / "packaging" / "stretch_coach.spec")),
            *("--noconfirm", "--log-level", "WARN", "--distpath", str(target), "--workpath", str(target / "work")),
        ],
        check=True,
        cwd=ROOT,
        env={**os.environ, "COACH_BUILD_MODEL": str(cached_model())},
    )
    return target / "stretch-coach"


def size_mb(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink()) / 1e6


if __name__ == "__main__":
    folder = build()
    sys.stdout.write(f"{folder}: {size_mb(folder):.0f} MB\n")
