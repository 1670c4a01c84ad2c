"""A process that replaces ``review_child``: its behaviour depends on the name of the recording.

``dies`` ends it, ``dies_once`` ends it if no file of that name with ``.again`` exists, ``hangs`` never answers.
"""

import json
import os
import sys
import time
from pathlib import Path

for line in sys.stdin:
    job = json.loads(line)
    file = Path(job["file"])
    print(json.dumps({"share": 0.5}), flush=True)
    again = file.with_suffix(".again")
    if file.stem == "dies" or (file.stem == "dies_once" and not again.exists()):
        again.touch()
        os.abort()
    while file.stem == "hangs":
        time.sleep(1)
    print(
        json.dumps(
            {"events": [{"event": "process", "id": os.getpid()}], "rows": [], "flaws": [], "recording_sha256": ""}
        ),
        flush=True,
    )
