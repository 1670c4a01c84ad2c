"""What can be read of a damaged database, page by page (https://www.sqlite.org/fileformat2.html).

SQLite finds a row through the pages that lead to it, and stops where one of them is damaged. A page with rows says so
itself, so those behind a damaged page, and in a file that is cut off, are found without it.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

MAGIC = b"SQLite format 3\0"
PAGE_BYTES = 4096
"""SQLite's default, where the header cannot be read."""
FILE_HEADER = struct.Struct(">16sHxxB11xI")
LOG_HEADER = struct.Struct(">8xI4xQ")
FRAME_HEADER = struct.Struct(">IIQ8x")
ROWS_FOLLOW = b"\x0d"
"""The first byte of a page with rows of a table."""
FIXED_BYTES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
"""The length of a value by its type, up to 9; those above are blobs and texts."""
REAL, ZERO, ONE, RESERVED = 7, 8, 9, (10, 11)

Value = int | float | str | bytes | None


def readable_rows(database: Path, log: Path) -> Iterator[tuple[int, list[Value]]]:
    """The id and the values of each readable row of any table, with what is committed in the write-ahead log.

    Raises OSError if a file cannot be read.
    """
    with database.open("rb") as file:
        pages = _Pages(file, log.read_bytes() if log.exists() else b"")
        for number in pages.in_use():
            page = pages.read(number)
            if page.startswith(ROWS_FOLLOW):
                yield from _rows(page, pages)


class _Pages:
    """The pages of a database, numbered from 1; a committed page of the log replaces the one in the file."""

    def __init__(self, file: BinaryIO, log: bytes) -> None:
        self._file = file
        self._size, _, _ = _header(file.read(FILE_HEADER.size))
        self._logged = self._committed(log)
        self._size, self.usable, self._first_free = _header(self.read(1))
        self._count = max([file.seek(0, 2) // self._size, *self._logged])
        self.size = self._count * self._size

    def in_use(self) -> list[int]:
        """The numbers of the pages that may have rows: not the first, which has the schema, nor those that were given
        back, which have old rows."""
        return sorted(set(range(2, self._count + 1)) - self._given_back())

    def read(self, number: int) -> bytes:
        """The content of a page, empty if it is not there."""
        if number in self._logged:
            return self._logged[number]
        self._file.seek((number - 1) * self._size)
        page = self._file.read(self._size) if number else b""
        return page if len(page) == self._size else b""

    def _committed(self, log: bytes) -> dict[int, bytes]:
        """The newest committed pages of a write-ahead log."""
        committed, written = dict[int, bytes](), dict[int, bytes]()
        if len(log) < 32:
            return committed
        size, salt = LOG_HEADER.unpack_from(log)
        if size != self._size:
            return committed
        for start in range(32, len(log) - self._size - 23, 24 + self._size):
            number, pages_after_commit, of = FRAME_HEADER.unpack_from(log, start)
            if of != salt:
                break
            written[number] = log[start + 24 : start + 24 + self._size]
            if pages_after_commit:
                committed |= written
                written = {}
        return committed

    def _given_back(self) -> set[int]:
        found, trunk = set[int](), self._first_free
        while 1 < trunk <= self._count and trunk not in found and (page := self.read(trunk)):
            found.add(trunk)
            following, leaves = struct.unpack_from(">II", page)
            found.update(struct.unpack_from(f">{min(leaves, self._size // 4 - 2)}I", page, 8))
            trunk = following
        return found


def _header(page: bytes) -> tuple[int, int, int]:
    """The size of a page, how much of it is used, and the number of the first page that was given back."""
    magic, size, reserved, first_free = FILE_HEADER.unpack(page[: FILE_HEADER.size].ljust(FILE_HEADER.size, b"\0"))
    if magic != MAGIC:
        return PAGE_BYTES, PAGE_BYTES, 0
    size = 65536 if size == 1 else max(size, 512)
    return size, size - reserved, first_free


def _rows(page: bytes, pages: _Pages) -> Iterator[tuple[int, list[Value]]]:
    (count,) = struct.unpack_from(">H", page, 3)
    for start in struct.unpack_from(f">{min(count, (len(page) - 8) // 2)}H", page, 8):
        try:
            length, at = _number(page, start)
            row, at = _number(page, at)
            yield row, _values(_payload(page, at, length, pages))
        except (IndexError, ValueError, struct.error):
            continue  # this row is damaged


def _payload(page: bytes, at: int, length: int, pages: _Pages) -> bytes:
    """The bytes of a row; what does not fit into its page is in a chain of others.

    Raises ValueError or struct.error if it is longer than everything, or if the chain breaks.
    """
    if length > pages.size:
        raise ValueError
    most, least = pages.usable - 35, (pages.usable - 12) * 32 // 255 - 23
    if length <= most:
        return page[at : at + length]
    here = least + (length - least) % (pages.usable - 4)
    here = here if here <= most else least
    parts, missing = [page[at : at + here]], length - here
    (following,) = struct.unpack_from(">I", page, at + here)
    while missing > 0:
        page = pages.read(following)
        (following,) = struct.unpack_from(">I", page)
        parts.append(page[4 : min(pages.usable, 4 + missing)])
        missing -= len(parts[-1])
    return b"".join(parts)


def _values(payload: bytes) -> list[Value]:
    """The values of a row. Raises ValueError if its length is not that of its values, or a text is none."""
    end, at = _number(payload, 0)
    kinds = list[int]()
    while at < end:
        kind, at = _number(payload, at)
        kinds.append(kind)
    values = list[Value]()
    for kind in kinds:
        length = FIXED_BYTES[kind] if kind < 10 else (kind - 12) // 2
        values.append(_value(kind, payload[at : at + length]))
        at += length
    if at != len(payload):
        raise ValueError
    return values


def _value(kind: int, content: bytes) -> Value:
    if kind == 0:
        return None
    if kind in RESERVED:
        raise ValueError
    if kind in (ZERO, ONE):
        return kind - ZERO
    if kind == REAL:
        return float(struct.unpack(">d", content)[0])
    if kind < REAL:
        return int.from_bytes(content, "big", signed=True)
    return content.decode() if kind % 2 else content


def _number(content: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, and where the next byte is. Raises IndexError at the end of the content."""
    number = 0
    for _ in range(8):
        byte = content[at]
        at += 1
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at
    return number << 8 | content[at], at + 1
