"""Runs a command and prints what it and its children have used, as the last line: ``usage.py COMMAND...``."""

import json
import resource
import subprocess
import sys

done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, check=False)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
# macOS counts bytes, all others kilobytes.
peak_mb = used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
print("\n" + json.dumps({"cpu_s": used.ru_utime + used.ru_stime, "peak_mb": peak_mb, "status": done.returncode}))
