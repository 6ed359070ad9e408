"""The schema that the first migration makes: what `storage.migrations` goes on from."""

from __future__ import annotations

FIRST = (
    # What this database is.  `generation` makes nonces of a restored copy differ from the original's.
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    # Bytes as they came, by what they are.
    """CREATE TABLE contents (
        sha256 TEXT PRIMARY KEY, content BLOB NOT NULL, stored_at TEXT NOT NULL) STRICT""",
    # One published version of a list each.  `outcome` is 'new' until a decision is committed.
    """CREATE TABLE editions (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL REFERENCES contents(sha256),
        name TEXT NOT NULL, url TEXT NOT NULL, linked_as TEXT, list TEXT,
        modified TEXT, found_at TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN
            ('new', 'baseline', 'accepted', 'partly_held', 'held', 'refused', 'superseded')),
        reason TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL DEFAULT '', decided_at TEXT) STRICT""",
    "CREATE INDEX editions_list ON editions (list, outcome, id)",
    "CREATE INDEX editions_sha256 ON editions (sha256)",
    """CREATE TABLE agreements (
        id INTEGER PRIMARY KEY,
        list TEXT NOT NULL, state TEXT NOT NULL, agency TEXT NOT NULL, model TEXT NOT NULL,
        type TEXT NOT NULL, county TEXT NOT NULL, signed_on TEXT, signed_printed TEXT NOT NULL,
        moa_url TEXT, addendum_url TEXT,
        first_edition INTEGER NOT NULL REFERENCES editions(id),
        ended_at TEXT) STRICT""",
    "CREATE INDEX agreements_state ON agreements (list, state, ended_at)",
    # `agreement_then` is the agreement as it stood after that edition, so that later corrections change no history.
    """CREATE TABLE changes (
        id INTEGER PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES editions(id),
        agreement INTEGER NOT NULL REFERENCES agreements(id),
        kind TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL, relisted INTEGER NOT NULL,
        was TEXT NOT NULL, remaining TEXT NOT NULL, agreement_then TEXT NOT NULL) STRICT""",
    "CREATE INDEX changes_edition ON changes (edition)",
    "CREATE INDEX changes_agreement ON changes (agreement)",
    """CREATE TABLE holds (
        id INTEGER PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES editions(id),
        list TEXT NOT NULL, state TEXT, reason TEXT NOT NULL, detail TEXT NOT NULL,
        since TEXT NOT NULL, editions INTEGER NOT NULL,
        decision TEXT CHECK (decision IN ('approved', 'rejected')),
        closed_at TEXT, outcome TEXT) STRICT""",
    "CREATE INDEX holds_open ON holds (list, closed_at)",
    # What the source told us last, for conditional requests; written only once everything it brought is decided.
    """CREATE TABLE checks (
        url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT,
        edition INTEGER NOT NULL REFERENCES editions(id), checked_at TEXT NOT NULL) STRICT""",
    # When a list was last linked: a list that stops being published expires.
    "CREATE TABLE lists (list TEXT PRIMARY KEY, linked_at TEXT NOT NULL, expired_at TEXT) STRICT",
    """CREATE TABLE chats (
        id INTEGER PRIMARY KEY,
        platform TEXT NOT NULL, address TEXT NOT NULL, title TEXT NOT NULL, added_at TEXT NOT NULL,
        paused_at TEXT, paused_reason TEXT,
        UNIQUE (platform, address)) STRICT""",
    """CREATE TABLE subscriptions (
        chat INTEGER NOT NULL REFERENCES chats(id) ON DELETE CASCADE,
        state TEXT NOT NULL, since TEXT NOT NULL,
        PRIMARY KEY (chat, state)) STRICT, WITHOUT ROWID""",
    # The outbox: one row per (change set, chat); a change set is what one edition brought, or a correction of ours.
    # Numbers are never used again: nonces and corrections name deliveries by them.
    """CREATE TABLE deliveries (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat INTEGER NOT NULL REFERENCES chats(id) ON DELETE CASCADE,
        platform TEXT NOT NULL,
        change_set TEXT NOT NULL,
        changes TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN
            ('due', 'claimed', 'sent', 'retry_at', 'uncertain', 'abandoned')),
        created_at TEXT NOT NULL, due_at TEXT NOT NULL, settled_at TEXT,
        attempts INTEGER NOT NULL DEFAULT 0,
        parts_sent INTEGER NOT NULL DEFAULT 0, message_ids TEXT NOT NULL DEFAULT '[]',
        reason TEXT NOT NULL DEFAULT '',
        UNIQUE (chat, change_set)) STRICT""",
    # Only what is still to be done is in these, so that looking for it costs the same for ever.
    """CREATE INDEX deliveries_open ON deliveries (platform, due_at, id)
        WHERE state IN ('due', 'claimed', 'retry_at', 'uncertain')""",
    """CREATE INDEX deliveries_open_by_chat ON deliveries (chat, id)
        WHERE state IN ('due', 'claimed', 'retry_at', 'uncertain')""",
    # What an earlier attempt began is found at once, however much else is due.
    """CREATE INDEX deliveries_begun ON deliveries (platform, due_at, id)
        WHERE state IN ('due', 'claimed', 'retry_at', 'uncertain') AND (state = 'uncertain' OR parts_sent > 0)""",
)
