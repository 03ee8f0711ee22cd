"""A file that keeps what earlier builds made, by digests of everything that went in.

SQLite writes it whole or not at all, so a build that is killed spoils nothing, and two
builds at once wait for each other. It is thrown away when it is damaged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from time import time

from zstandard import ZstdCompressor, ZstdDecompressor, ZstdError

_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, day INTEGER, value BLOB);
"""
_SECONDS_A_DAY = 86_400
# What no build has used for so long goes.
_DAYS = 14
# Written in one go: a second process finds what this one made, and soon enough.
_BATCH = 32
_PATIENCE = 60.0


class Store:
    """Values by key, in the file at ``path``; closed with :meth:`close`.

    ``tell`` is given a line when the file cannot be used: a build goes on without it.
    """

    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        self._path = path
        self._tell = tell
        # The checksum tells a damaged value.
        self._compressor = ZstdCompressor(level=1, write_checksum=True)
        self._decompressor = ZstdDecompressor()
        self._new: dict[str, bytes] = {}
        self._used: set[str] = set()
        self._today = int(time()) // _SECONDS_A_DAY
        self._file: sqlite3.Connection | None = None
        self._file = self._open()

    def get(self, key: str) -> str | None:
        """The value of ``key``, None when it is not kept."""
        packed = self._new.get(key)
        if packed is None:
            packed, day = self._read(key)
            if packed is not None and day != self._today:
                self._used.add(key)
        if packed is not None:
            try:
                return self._decompressor.decompress(packed).decode()
            except ZstdError as error:
                self._give_up(sqlite3.DatabaseError(error))
        return None

    def put(self, key: str, value: str) -> None:
        """Keep ``value`` in place of what ``key`` had."""
        self._new[key] = self._compressor.compress(value.encode())
        if len(self._new) >= _BATCH:
            self.save()

    def reopen(self) -> None:
        """In a copy of the process: the file may not be shared with the other."""
        self._inherited, self._file = self._file, self._open()
        self._new.clear()

    def save(self) -> None:
        """Write what is new."""
        if self._file is not None and (self._new or self._used):
            try:
                self._write(self._file)
            except sqlite3.Error as error:
                self._give_up(error)
        self._new.clear()
        self._used.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._new.clear()
        if self._file is not None:
            try:
                with self._file as file:
                    file.execute("DELETE FROM kept")
            except sqlite3.Error as error:
                self._give_up(error)

    def close(self) -> None:
        """Write what is new, forget what nobody has used for two weeks, and let the file go."""
        self.save()
        if self._file is not None:
            try:
                with self._file as file:
                    file.execute("DELETE FROM kept WHERE day < ?", (self._today - _DAYS,))
            except sqlite3.Error as error:
                self._give_up(error)
        self._let_go()

    def _let_go(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _throw_away(self) -> None:
        for name in ("", "-wal", "-shm"):
            self._path.with_name(self._path.name + name).unlink(missing_ok=True)

    def _write(self, file: sqlite3.Connection) -> None:
        rows = [(key, self._today, value) for key, value in self._new.items()]
        used = [(self._today, key) for key in self._used]
        with file:
            file.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)
            file.executemany("UPDATE kept SET day = ? WHERE key = ?", used)

    def _read(self, key: str) -> tuple[bytes | None, int]:
        if self._file is None:
            return None, 0
        try:
            rows = self._file.execute("SELECT value, day FROM kept WHERE key = ?", (key,))
            found: tuple[bytes, int] | None = rows.fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None, 0
        return found or (None, 0)

    def _open(self) -> sqlite3.Connection | None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return self._connect()
        except (OSError, sqlite3.OperationalError) as error:
            self._tell(f"{self._path} cannot be used ({error}): every page is made anew")
            return None
        except sqlite3.DatabaseError:
            self._throw_away()
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        file = sqlite3.connect(self._path, timeout=_PATIENCE, check_same_thread=False)
        file.executescript(_TABLES)
        return file

    def _give_up(self, error: sqlite3.Error) -> None:
        self._tell(f"{self._path} cannot be used ({error}): every page is made anew")
        self._let_go()
        # An operational error is one of the machine: a full disk, a file that is locked.
        if not isinstance(error, sqlite3.OperationalError):
            self._throw_away()
