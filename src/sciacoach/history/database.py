"""The only file that speaks to SQLite: open, check, create, bring up to date, write.

A rollback journal with `synchronous=EXTRA` lost nothing in 1,500 simulated power cuts, and
reads on a full disk and in a read-only folder; a write-ahead log does neither. A file
that is damaged, foreign or newer is refused as it is: nothing is ever written into it.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from sciacoach.history.faults import damaged, fault, foreign, newer
from sciacoach.history.migrations import APPLICATION_ID, MIGRATIONS
from sciacoach.paths import close_to_others, make_private, new_file, storage_error

Row = dict[str, Any]
Values = Sequence[Any] | Mapping[str, Any]
Migrations = Sequence[tuple[str, ...]]

WAIT_S = 5.0
"""Seconds to wait while another process writes."""

_CHECK_BYTES = 16 * 1024 * 1024
"""A file up to this size is checked whole whenever it is opened (about 40 ms at most); a
larger one when it is opened to be written."""

_PRAGMAS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA temp_store = MEMORY",
)

_HEAD = b"SQLite format 3\x00"


class Database:
    """One open history. Every fault of SQLite comes out as `Failed` with the place."""

    def __init__(self, link: sqlite3.Connection, path: Path) -> None:
        self._link = link
        self.path = path
        link.row_factory = _as_dict
        for pragma in _PRAGMAS:
            link.execute(pragma)

    @classmethod
    def empty(cls, path: Path) -> Self:
        """A history with nothing in it, in memory; `path` is only told in messages."""
        made = cls(sqlite3.connect(":memory:", isolation_level=None), path)
        made.bring_up_to_date(MIGRATIONS)
        return made

    def in_memory(self) -> "Database":
        """A copy that can be changed where the file can not; closes this one."""
        copy = sqlite3.connect(":memory:", isolation_level=None)
        with told(self.path):
            self._link.backup(copy)
        self.close()
        return Database(copy, self.path)

    def close(self) -> None:
        """Let go of the file."""
        self._link.close()

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """All rows of a question. No lock is held once they are here."""
        with told(self.path):
            return self._link.execute(sql, values).fetchall()

    def run(self, sql: str, values: Values = ()) -> int:
        """One change inside `writing`; the number of rows it touched."""
        with told(self.path):
            return self._link.execute(sql, values).rowcount

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All changes in the block are kept, or none of them."""
        with told(self.path):
            self._link.execute("BEGIN IMMEDIATE")
        try:
            yield
            with told(self.path):
                self._link.execute("COMMIT")
        except BaseException:
            if self._link.in_transaction:
                with suppress(sqlite3.Error):
                    self._link.execute("ROLLBACK")
            raise

    @property
    def version(self) -> int:
        """The version of its form."""
        return self._number("user_version")

    def is_whole(self) -> bool:
        """Whether SQLite finds no fault in the file."""
        found = self.rows("PRAGMA quick_check(1)")
        return [list(row.values()) for row in found] == [["ok"]]

    def is_ours(self) -> bool:
        """Whether this program made it."""
        return self._number("application_id") == APPLICATION_ID

    def bring_up_to_date(self, migrations: Migrations) -> None:
        """Give it the newest form, in one step; another process may have been first."""
        with self.writing():
            for statements in migrations[self.version :]:
                for statement in statements:
                    self.run(statement)
            self.run(f"PRAGMA application_id = {APPLICATION_ID}")
            self.run(f"PRAGMA user_version = {len(migrations)}")

    def back_up(self, to: Path) -> None:
        """A whole copy at `to`, the owner's alone."""
        with new_file(to) as beside, told(to):
            copy = sqlite3.connect(beside, isolation_level=None)
            try:
                self._link.backup(copy)
            finally:
                copy.close()

    def _number(self, pragma: str) -> int:
        return int(self.rows(f"PRAGMA {pragma}")[0][pragma])


def open_for_writing(
    path: Path, backups: Path, wait_s: float = WAIT_S, migrations: Migrations = MIGRATIONS
) -> Database:
    """The history at `path`, made if it is missing. Raises `Failed`."""
    make_private(path.parent)
    if not path.exists():
        _create(path, migrations)
    opened = _open(path, wait_s, migrations, most_bytes=None)
    try:
        if opened.version < len(migrations):
            make_private(backups)
            opened.back_up(_free_name(backups, opened.version))
            opened.bring_up_to_date(migrations)
    except BaseException:
        opened.close()
        raise
    return opened


def open_for_reading(
    path: Path, wait_s: float = WAIT_S, migrations: Migrations = MIGRATIONS
) -> Database:
    """The history at `path`, empty if it is missing; nothing on the disk is changed.
    Raises `Failed`."""
    if not _is_there(path):
        return Database.empty(path)
    opened = _open(path, wait_s, migrations, most_bytes=_CHECK_BYTES)
    if opened.version < len(migrations):
        opened = opened.in_memory()
        opened.bring_up_to_date(migrations)
    return opened


def open_to_look(
    path: Path, wait_s: float = WAIT_S, migrations: Migrations = MIGRATIONS
) -> Database:
    """The history at `path` in the form it has, checked whole, its rights left as they are:
    for who tells how things stand. Raises `Failed`, also for a missing one."""
    return _open(path, wait_s, migrations, most_bytes=None, close=False)


def _is_there(path: Path) -> bool:
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise storage_error(path, error) from error
    return True


def _open(
    path: Path,
    wait_s: float,
    migrations: Migrations,
    most_bytes: int | None,
    *,
    close: bool = True,
) -> Database:
    _look_at_head(path)
    if close:
        with suppress(OSError):
            close_to_others(path, 0o600)
    with told(path):
        link = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=wait_s
        )
    try:
        with told(path):
            opened = Database(link, path)
        _judge(opened, migrations, most_bytes)
    except BaseException:
        link.close()
        raise
    return opened


def _look_at_head(path: Path) -> None:
    """Refuse what SQLite would change by merely opening it: no database, or one in
    write-ahead mode (bytes 18 and 19), which this program never makes."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise storage_error(path, error) from error
    if len(head) < 100 or not head.startswith(_HEAD) or head[18:20] != b"\x01\x01":
        raise damaged(path)


def _judge(opened: Database, migrations: Migrations, most_bytes: int | None) -> None:
    path = opened.path
    if not opened.is_ours():
        raise foreign(path)
    if opened.version > len(migrations):
        raise newer(path)
    small = most_bytes is None or path.stat().st_size <= most_bytes
    if small and not opened.is_whole():
        raise damaged(path)


def _create(path: Path, migrations: Migrations) -> None:
    """Make a new history beside its place and give it the name only when it is whole; if
    another process was first, its file stands."""
    with new_file(path) as beside:
        with told(path):
            made = Database(sqlite3.connect(beside, isolation_level=None), path)
        try:
            made.bring_up_to_date(migrations)
        finally:
            made.close()


def _free_name(folder: Path, version: int) -> Path:
    number = 1
    while (path := folder / f"history-form-{version}-{number}.db").exists():
        number += 1
    return path


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> Row:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Faults of SQLite in our own words. What is none of the disk's is damage: our own
    statements are right, so it is the file that is not as it was written."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise fault(path, getattr(error, "sqlite_errorname", None) or "") from error
