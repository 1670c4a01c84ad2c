"""The tables of the database, as numbered migrations. A released migration is never changed; a new one follows it."""

import sqlite3

STRICT_SINCE = (3, 37, 0)
"""The first SQLite that checks the type of every value."""

MIGRATIONS = (
    """
    CREATE TABLE session (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        day TEXT NOT NULL CHECK (date(day) IS day),
        began INTEGER NOT NULL CHECK (began IN (0, 1)),
        before INTEGER CHECK (before BETWEEN 0 AND 10),
        worst INTEGER CHECK (worst BETWEEN 0 AND 10),
        after INTEGER CHECK (after BETWEEN 0 AND 10),
        new_in_leg INTEGER NOT NULL CHECK (new_in_leg IN (0, 1)),
        emergency INTEGER NOT NULL CHECK (emergency IN (0, 1)),
        weighed INTEGER NOT NULL CHECK (weighed IN (0, 1)),
        passed INTEGER NOT NULL CHECK (passed IN (0, 1))
    ) STRICT;
    CREATE TABLE stop (
        session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        stretch TEXT,
        score INTEGER CHECK (score BETWEEN 0 AND 10),
        PRIMARY KEY (session, number)
    ) STRICT;
    CREATE TABLE event (
        session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        t_s REAL NOT NULL,
        name TEXT NOT NULL,
        line TEXT NOT NULL,
        PRIMARY KEY (session, number)
    ) STRICT;
    CREATE TABLE standing (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        revision INTEGER NOT NULL,
        light TEXT CHECK (light IN ('green', 'amber', 'red')),
        reds INTEGER NOT NULL CHECK (reds >= 0),
        reduced INTEGER NOT NULL CHECK (reduced IN (0, 1)),
        paused INTEGER NOT NULL CHECK (paused IN (0, 1)),
        sha256 TEXT NOT NULL
    ) STRICT;
    CREATE TABLE locked (
        stretch TEXT PRIMARY KEY NOT NULL
    ) STRICT;
    CREATE TABLE listening (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        tried INTEGER NOT NULL CHECK (tried IN (0, 1))
    ) STRICT;
    CREATE TABLE loss (
        id INTEGER PRIMARY KEY,
        line TEXT NOT NULL
    ) STRICT
    """,
)
"""``session``: one row for each session. ``key`` is random; ``began``: it got past the questions; ``weighed``: its
course has been evaluated; ``passed``: a later session knew about it and got past the questions. ``event``: the log of a
session, each ``line`` as ``--events`` writes it. ``locked``: the stretches that are left out. ``loss``: past damage.
"""
TABLES = ("session", "stop", "event", "standing", "locked", "listening", "loss")
"""Each table comes after those that it refers to."""


def migrate(connection: sqlite3.Connection) -> bool:
    """Brings the tables up to date within the caller's transaction; returns whether there were none before.

    Raises OSError for a database of a newer program.
    """
    version = version_of(connection)
    if version > len(MIGRATIONS):
        raise OSError(0, "written by a newer version of this program, which it needs")
    strict = sqlite3.sqlite_version_info >= STRICT_SINCE
    for tables in MIGRATIONS[version:]:
        for table in tables.split(";"):
            connection.execute(table if strict else table.removesuffix(" STRICT"))
    connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    return version == 0


def version_of(connection: sqlite3.Connection) -> int:
    """The number of the last migration that was applied."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
