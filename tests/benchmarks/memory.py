"""Memory of this process."""

import sys
from pathlib import Path


def memory_mb() -> float:
    """Peak memory of this process in MB; 0 if the system does not report it."""
    status = Path("/proc/self/status")
    if status.is_file():  # Linux: the other figure begins at that of the process that started this one
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) / 1024
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
