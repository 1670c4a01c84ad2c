"""Processor time of processes and threads (Linux): unlike a clock, it does not depend on other load."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def process_s(pid: int) -> float:
    """Seconds that this process has used so far."""
    return stat_s(Path(f"/proc/{pid}/stat"))


def stat_s(stat: Path) -> float:
    """Seconds by the ``stat`` file of a process or thread."""
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
