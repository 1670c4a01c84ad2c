"""Processor time of processes and threads (Linux), and memory: unlike a clock, they do not depend on other load."""

import os
import sys
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


def process_s(pid: int) -> float:
    """Seconds that this process has used so far."""
    return stat_s(Path(f"/proc/{pid}/stat"))


def stat_s(stat: Path) -> float:
    """Seconds by the ``stat`` file of a process or thread."""
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


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
