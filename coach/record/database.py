"""The database file: opened for one transaction at a time, and repaired if it is damaged.

Every transaction is on the disk before it is acknowledged. Nothing stays open between transactions: the program can be
killed and the folder removed at any moment.
"""

import contextlib
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

from coach.record import json_files, rows
from coach.record.migrations import MIGRATIONS, STRICT_SINCE, TABLES, migrate, version_of
from coach.record.salvage import Value, readable_rows
from coach.regular_file import check_regular

NAME = "sessions.db"
BUSY_S = 2.0
"""How long one session waits for another; a transaction takes milliseconds."""
RETRY_S = 0.005
LARGEST_BYTES = 4_000_000_000
"""A session has less than a megabyte."""
TYPES: dict[str, tuple[type, ...]] = {"INTEGER": (int,), "REAL": (int, float), "TEXT": (str,)}
"""What a column of each type can have; a whole number in a column of real ones is stored as an integer."""
DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""The last: our statements are right, so the text of a table's definition is damaged."""
OLD_LIBRARY = (
    f"SQLite {sqlite3.sqlite_version} is older than {'.'.join(map(str, STRICT_SINCE))}: the database of your sessions "
    "works, but checks less; a newer Python includes a newer SQLite"
)
Work = Callable[[sqlite3.Connection], "Result"]
Result = TypeVar("Result")


class Database:
    """The database in a folder. ``notes``: lines about what happened to it, for the person."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / NAME
        self.notes: list[str] = []

    def read(self, work: "Work[Result]") -> Result:
        """What ``work`` reads. Without a database, reads an empty one or the files of earlier versions.

        Raises OSError if the file cannot be read.
        """
        return self._mended(lambda: self._read(work))

    def write(self, work: "Work[Result]") -> Result:
        """Runs ``work`` as one transaction, which is either on the disk afterwards or has not happened. Raises
        OSError."""
        return self._mended(lambda: self._write(work))

    def forget(self) -> None:
        """Deletes everything that was kept, including files that were set aside. Raises OSError."""
        names = (*_parts(self.path), *self.folder.glob(f"{self.path.stem}.damaged-*"))
        for path in names:
            path.unlink(missing_ok=True)
        json_files.forget(self.folder)

    def _mended(self, attempt: Callable[[], Result]) -> Result:
        """The result of an attempt; if the attempt finds damage, that of a second one on what can be read."""
        try:
            try:
                identity = _identity(self.path)
                return _patiently(attempt)
            except (sqlite3.DatabaseError, ValueError) as error:
                if not _is_damage(error):
                    raise
                if _identity(self.path) == identity:  # otherwise another session has repaired it
                    self._mend()
                return _patiently(attempt)
        except (sqlite3.Error, ValueError) as error:
            raise OSError(0, str(error), str(self.path)) from error

    def _read(self, work: "Work[Result]") -> Result:
        with self._readable() as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if found != "ok":
                raise ValueError(found)
            return work(connection)

    @contextlib.contextmanager
    def _readable(self) -> Iterator[sqlite3.Connection]:
        if not _is_there(self.path):
            with closing(self._open(":memory:")) as connection:
                yield connection
            return
        check_regular(self.path, LARGEST_BYTES)
        if os.access(self.folder, os.W_OK) and os.access(self.path, os.W_OK):
            with closing(self._open(self.path)) as connection:
                yield connection
        else:  # a write-ahead log needs a writable folder
            with _copied(self.path) as copy, closing(self._open(copy)) as connection:
                yield connection

    def _write(self, work: "Work[Result]") -> Result:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _claim(self.path)
        with closing(self._open(self.path)) as connection:
            result = _transaction(connection, work)
        json_files.set_aside(self.folder)
        return result

    def _open(self, path: Path | str) -> sqlite3.Connection:
        connection = _connect(path)
        try:
            if version_of(connection) != len(MIGRATIONS):
                _transaction(connection, self._make)
        except BaseException:
            connection.close()
            raise
        return connection

    def _make(self, connection: sqlite3.Connection) -> None:
        """Creates the tables; a new database imports the files of earlier versions."""
        if migrate(connection):
            self.notes += json_files.take_over(self.folder, connection)
            if sqlite3.sqlite_version_info < STRICT_SINCE:
                self.notes.append(OLD_LIBRARY)

    def _mend(self) -> None:
        """Sets the damaged database aside unchanged, and replaces it with a new one that has everything that can be
        read."""
        aside = _free_name(self.path)
        new = self.folder / f"{self.path.stem}.new-{os.getpid()}.db"
        for part, name in zip(_parts(self.path), _parts(aside), strict=True):
            if part.exists():
                shutil.copy2(part, name)
        _claim(new)
        with closing(_connect(new)) as connection:
            sessions = _transaction(connection, lambda c: _salvage(self.path, c))
            line = f"{self.path}: damaged; it is now {aside.name}. Sessions that could be read: {sessions}."
            _transaction(connection, lambda c: c.execute("INSERT INTO loss (line) VALUES (?)", (line,)))
        for part in _parts(self.path)[1:]:  # first: a write-ahead log must never be applied to another database
            part.unlink(missing_ok=True)
        new.replace(self.path)
        self.notes.append(line)


def _patiently(attempt: Callable[[], Result]) -> Result:
    """SQLite waits by itself for a lock that is held, but not while another connection opens or closes the file."""
    until_s = time.monotonic() + BUSY_S
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > until_s:
                raise
        time.sleep(RETRY_S)


def _connect(path: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=RETRY_S, isolation_level=None)
    try:
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _transaction(connection: sqlite3.Connection, work: "Work[Result]") -> Result:
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def _salvage(damaged: Path, new: sqlite3.Connection) -> int:
    """Copies every readable row into new tables; returns the number of sessions."""
    migrate(new)
    new.execute("PRAGMA defer_foreign_keys = ON")
    columns = {table: new.execute(f"PRAGMA table_info({table})").fetchall() for table in TABLES}
    for number, values in readable_rows(*_parts(damaged)[:2]):
        for table, its in columns.items():
            if (row := _fitted(number, values, its)) is not None:
                with contextlib.suppress(sqlite3.Error):  # a row that the tables reject is damage
                    new.execute(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    rows.adopt_orphans(new)
    return int(new.execute("SELECT count(DISTINCT session) FROM event").fetchone()[0])


def _fitted(number: int, values: list[Value], columns: list[tuple[Any, ...]]) -> list[Value] | None:
    """A row as the table with these columns would have it, or None if it is not from there."""
    if len(values) != len(columns):
        return None
    row = list[Value]()
    for value, (_, _, kind, needed, _, key) in zip(values, columns, strict=True):
        if value is None and kind == "INTEGER" and key and not needed:  # it is the number of the row
            row.append(number)
        elif value is None or isinstance(value, TYPES[kind]):
            row.append(value)
        else:
            return None
    return row


@contextlib.contextmanager
def _copied(path: Path) -> Iterator[Path]:
    """A copy of a database and its log that only this user can read; it is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="stretch-coach-") as folder:
        copy = Path(folder) / NAME
        for part, name in zip(_parts(path)[:2], _parts(copy)[:2], strict=True):
            if part.exists():
                shutil.copyfile(part, name)
        yield copy


def _claim(path: Path) -> None:
    """Creates the file so that only this user can read it and the files that SQLite puts beside it."""
    if path.exists():
        check_regular(path, LARGEST_BYTES)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _is_there(path: Path) -> bool:
    """Whether the file exists. Raises OSError if that cannot be determined: it may not be missing."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    return True


def _is_damage(error: Exception) -> bool:
    if isinstance(error, sqlite3.Error):
        old_library = sqlite3.sqlite_version_info < STRICT_SINCE and "STRICT" in str(error)
        torn = _code(error) in DAMAGE or str(error).startswith("Could not decode")
        return torn and not old_library
    return True


def _code(error: sqlite3.Error) -> int:
    """SQLite's code of an error, 0 for one of Python's own."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _parts(path: Path) -> list[Path]:
    """The database, its write-ahead log, and the log's index."""
    return [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))]


def _free_name(path: Path) -> Path:
    """``sessions.damaged-1.db``, or the next free number."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    return aside
