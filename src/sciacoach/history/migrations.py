"""The form of the database: one tuple of statements for each version, never changed once
released. A new version is a new tuple at the end.

`session.started_s` is the start in seconds since 1970, to sort by; `started_at` is what
the person's clock said. `running` has a row only while a session runs: the step in hand.
`pain_log` has the readings of any day that belong to no session (since the second form).
`remnant` is what stays of a deleted session for the limits, and `screen_seen` knows the
entries of other machines' safety logs that an import has taken in (since the third).
`running.clock` is the body's clock at the last mark (since the fourth). `owed` is what must
follow of a session even if nothing more is heard of it, and `remnant.seen_at` when a remnant
that is dated in the future was first seen (both since the fifth).
"""

APPLICATION_ID = 0x53436F61
"""Says in the file's head whose it is ("SCoa")."""

_FIRST = (
    """
    CREATE TABLE session (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        started_s REAL NOT NULL,
        started_at TEXT NOT NULL,
        ended_at TEXT,
        outcome TEXT CHECK (outcome IN ('completed', 'stopped', 'safety', 'interrupted')),
        rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
        routine_id TEXT NOT NULL,
        routine_title TEXT NOT NULL,
        routine_sha256 TEXT NOT NULL,
        planned_s REAL NOT NULL,
        delivered_s REAL NOT NULL DEFAULT 0,
        contact_s REAL NOT NULL DEFAULT 0,
        paused_s REAL NOT NULL DEFAULT 0,
        program TEXT NOT NULL,
        limits TEXT NOT NULL,
        resumed_from TEXT,
        changes TEXT NOT NULL,
        screen TEXT NOT NULL,
        checkin TEXT,
        note TEXT
    ) STRICT
    """,
    "CREATE INDEX session_started ON session (started_s, key)",
    """
    CREATE TABLE plan (
        session INTEGER PRIMARY KEY REFERENCES session (key) ON DELETE CASCADE,
        body TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE step (
        session INTEGER NOT NULL REFERENCES session (key) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        do TEXT NOT NULL,
        region TEXT,
        tool TEXT,
        side TEXT NOT NULL,
        position TEXT,
        planned_s REAL NOT NULL,
        delivered_s REAL NOT NULL,
        outcome TEXT CHECK (outcome IN ('done', 'skipped', 'cut')),
        PRIMARY KEY (session, seq)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE reading (
        session INTEGER NOT NULL REFERENCES session (key) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        moment TEXT NOT NULL CHECK (moment IN ('before', 'during', 'after')),
        t REAL,
        leg INTEGER CHECK (leg BETWEEN 0 AND 10),
        back INTEGER CHECK (back BETWEEN 0 AND 10),
        lowest TEXT,
        tingling INTEGER CHECK (tingling BETWEEN 0 AND 10),
        weakness INTEGER CHECK (weakness BETWEEN 0 AND 10),
        local INTEGER CHECK (local BETWEEN 0 AND 10),
        PRIMARY KEY (session, seq)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE advice (
        session INTEGER NOT NULL REFERENCES session (key) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        rule TEXT NOT NULL,
        t REAL NOT NULL,
        PRIMARY KEY (session, seq)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE command (
        session INTEGER NOT NULL REFERENCES session (key) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        t REAL NOT NULL,
        line TEXT NOT NULL,
        PRIMARY KEY (session, seq)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE running (
        session INTEGER PRIMARY KEY REFERENCES session (key) ON DELETE CASCADE,
        at TEXT NOT NULL,
        step INTEGER,
        extended_s REAL NOT NULL DEFAULT 0
    ) STRICT
    """,
    """
    CREATE TABLE screen_log (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        body TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER screen_log_only_grows BEFORE UPDATE ON screen_log
    BEGIN SELECT RAISE(ABORT, 'the screen log only grows'); END
    """,
    """
    CREATE TRIGGER screen_log_forgets_nothing BEFORE DELETE ON screen_log
    BEGIN SELECT RAISE(ABORT, 'the screen log only grows'); END
    """,
)

_PAIN_LOG = (
    """
    CREATE TABLE pain_log (
        key INTEGER PRIMARY KEY,
        at_s REAL NOT NULL,
        at TEXT NOT NULL,
        leg INTEGER CHECK (leg BETWEEN 0 AND 10),
        back INTEGER CHECK (back BETWEEN 0 AND 10),
        lowest TEXT,
        tingling INTEGER CHECK (tingling BETWEEN 0 AND 10),
        weakness INTEGER CHECK (weakness BETWEEN 0 AND 10)
    ) STRICT
    """,
    "CREATE INDEX pain_log_at ON pain_log (at_s, key)",
)

_REMNANTS = (
    """
    CREATE TABLE remnant (
        key INTEGER PRIMARY KEY,
        started_s REAL NOT NULL,
        started_at TEXT NOT NULL,
        moved_down INTEGER NOT NULL CHECK (moved_down IN (0, 1)),
        next_day TEXT,
        n3 INTEGER NOT NULL CHECK (n3 IN (0, 1)),
        told_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE remnant_contact (
        remnant INTEGER NOT NULL REFERENCES remnant (key) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        region TEXT NOT NULL,
        tool TEXT NOT NULL,
        side TEXT NOT NULL,
        moving INTEGER NOT NULL CHECK (moving IN (0, 1)),
        position TEXT,
        seconds REAL NOT NULL,
        PRIMARY KEY (remnant, seq)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE TABLE screen_seen (sum TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
)

_CLOCK = ("ALTER TABLE running ADD COLUMN clock REAL NOT NULL DEFAULT 0",)

_OWED = (
    """
    CREATE TABLE owed (
        session INTEGER NOT NULL REFERENCES session (key) ON DELETE CASCADE,
        seq INTEGER NOT NULL,
        rule TEXT NOT NULL,
        t REAL NOT NULL,
        at TEXT NOT NULL,
        screen TEXT NOT NULL,
        PRIMARY KEY (session, seq)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE remnant ADD COLUMN seen_at TEXT",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _PAIN_LOG, _REMNANTS, _CLOCK, _OWED)

SCHEMA = len(MIGRATIONS)
"""The version that this program reads and writes (`PRAGMA user_version`)."""
