"""The folder of a study's results: a file for each recording, and one table for all."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from coach.errors import InputError
from coach.record.export import cell
from coach.record.files import write_whole
from coach.review import Reviewed
from coach.study.fingerprints import Fingerprints
from coach.study.manifest import StudyRow

TABLE = "table.csv"
FOLDER = "recordings"
LONGEST_STEM = 60
MOST_BYTES = 500_000_000
HOLD_COLUMNS = (
    *("stretch", "variant", "side", "rep", "start_s", "end_s", "target_s", "held_s", "elapsed_s", "completed"),
    *("best_deg", "best_torso", "cat", "cow", "shallow", "errors", "unseen_share"),
)
COLUMNS = (
    *("person", "date", "file", "routine", "kind", *HOLD_COLUMNS, "reason", "flaws"),
    *("version", "program_sha256", "model_sha256", "routine_sha256", "recording_sha256"),
)


@dataclass(frozen=True)
class Result:
    """The result for one recording: the rows of its holds and cycles, or the reason why there are none."""

    rows: tuple[Mapping[str, Any], ...] = ()
    reason: str | None = None
    recording_sha256: str = ""
    flaws: tuple[str, ...] = ()
    """Flaws of the recording."""


class Results:
    """The results that are valid for this program and this model; others are computed again."""

    def __init__(self, folder: Path, known: Fingerprints) -> None:
        """Raises InputError if the folder cannot be made."""
        self._folder = folder
        self._known = known
        try:
            (folder / FOLDER).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise InputError(f"{folder}: no folder for results can be made ({error.strerror}); name another") from error

    def done(self, row: StudyRow) -> Result | None:
        """The result of an earlier run from the same recording, routine, program and model; None if there is none."""
        try:
            lines = self._file(row).read_text(encoding="utf-8").splitlines()
            first, last = json.loads(lines[0]), json.loads(lines[-1])
            if first["key"] == self._key(row) and last["event"] == "table_rows":
                return Result(tuple(last["rows"]), None, first["recording_sha256"], tuple(first["flaws"]))
        except (OSError, ValueError, IndexError, KeyError, TypeError):
            pass
        return None

    def keep(self, row: StudyRow, found: Reviewed) -> Result:
        """Writes the result of a recording, completely or not at all; a failed one is not kept.

        Raises OSError if it cannot be written.
        """
        if found.error is not None:
            return Result(reason=found.error)
        first: dict[str, Any] = {"event": "recording", "file": row.written, "key": self._key(row)}
        first["routine"] = row.plan.routine
        first |= {"routine_sha256": row.plan.sha256, "recording_sha256": found.sha256, **asdict(self._known)}
        first["flaws"] = list(found.flaws)
        lines = [first, *found.events, {"event": "table_rows", "rows": list(found.rows)}]
        write_whole(self._file(row), "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines))
        return Result(found.rows, None, found.sha256, found.flaws)

    def write_table(self, results: Iterable[tuple[StudyRow, Result]]) -> Path:
        """Writes a row for each hold and cycle, and one for each recording without any. Raises OSError."""
        out = io.StringIO()
        table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        table.writeheader()
        for row, result in results:
            table.writerows(
                {name: _written(value) for name, value in line.items()} for line in self._lines(row, result)
            )
        write_whole(self._folder / TABLE, out.getvalue())
        return self._folder / TABLE

    def _lines(self, row: StudyRow, result: Result) -> list[dict[str, Any]]:
        about = {"person": row.person, "date": row.day.isoformat(), "file": row.written, "routine": row.plan.routine}
        source = {**asdict(self._known), "routine_sha256": row.plan.sha256}
        source |= {"recording_sha256": result.recording_sha256, "flaws": "; ".join(result.flaws)}
        if result.rows:
            return [{**about, **done, **source} for done in result.rows]
        kind = "nothing" if result.reason is None else "failed"
        return [{**about, "kind": kind, "reason": result.reason, **source}]

    def _file(self, row: StudyRow) -> Path:
        stem = re.sub(r"[^\w.-]+", "_", Path(row.written).stem)[:LONGEST_STEM]
        which = hashlib.sha256(f"{row.written}\n{row.plan.sha256}".encode()).hexdigest()[:12]
        return self._folder / FOLDER / f"{stem}-{which}.jsonl"

    def _key(self, row: StudyRow) -> str:
        """A key that changes with anything that the result depends on. Raises OSError if there is no such recording."""
        found = row.file.stat()
        parts = [row.plan.sha256, *asdict(self._known).values(), row.written, found.st_size, found.st_mtime_ns]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _written(value: Any) -> object:  # noqa: ANN401 - from a JSON file
    """A value in the form used in the table."""
    return cell(" ".join(value) if isinstance(value, list) else value)
