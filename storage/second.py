"""What the second migration does, and what each one needs that makes the table of deliveries anew."""

from __future__ import annotations

RENAMED_DELIVERIES = (
    # Numbers are never used again, those of rows that are gone included.
    """INSERT OR REPLACE INTO sqlite_sequence (rowid, name, seq)
        SELECT (SELECT rowid FROM sqlite_sequence WHERE name = 'deliveries_new'), 'deliveries_new', seq
        FROM sqlite_sequence WHERE name = 'deliveries'""",
    "DROP TABLE deliveries",
    "ALTER TABLE deliveries_new RENAME TO deliveries",
    """CREATE INDEX deliveries_open ON deliveries (platform, due_at, id)
        WHERE state IN ('due', 'claimed', 'retry_at', 'uncertain')""",
    """CREATE INDEX deliveries_open_by_chat ON deliveries (chat, id)
        WHERE state IN ('due', 'claimed', 'retry_at', 'uncertain')""",
    """CREATE INDEX deliveries_begun ON deliveries (platform, due_at, id)
        WHERE state IN ('due', 'claimed', 'retry_at', 'uncertain') AND (state = 'uncertain' OR parts_sent > 0)""",
)
"""Take a table of deliveries that was made anew for the former one."""

SECOND = (
    # A chat has a language, and says which group it is a part of; until now a topic's address said so by a colon.
    "ALTER TABLE chats ADD COLUMN language TEXT NOT NULL DEFAULT 'en'",
    "ALTER TABLE chats ADD COLUMN group_address TEXT",
    """UPDATE chats SET group_address = substr(address, 1, instr(address, ':') - 1)
        WHERE platform = 'telegram' AND instr(address, ':') > 1""",
    "CREATE INDEX chats_group ON chats (platform, group_address) WHERE group_address IS NOT NULL",
    # What an edition or a hold has to say is kept as figures, of which wording makes sentences in any language.
    "UPDATE editions SET detail = json_object('said', detail) WHERE detail != ''",
    "UPDATE holds SET detail = json_object('said', detail) WHERE detail != ''",
    # `change_set` was text with a grammar ('changes:12', 'correction:12'); now its parts are columns.
    # `kind` is 'alert' or 'correction'; `about` is the first change of a change set, or the delivery taken back.
    """CREATE TABLE deliveries_new (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat INTEGER NOT NULL REFERENCES chats(id) ON DELETE CASCADE,
        platform TEXT NOT NULL,
        language TEXT NOT NULL DEFAULT 'en',
        kind TEXT NOT NULL,
        about INTEGER NOT NULL,
        changes TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN
            ('due', 'claimed', 'sent', 'retry_at', 'uncertain', 'abandoned')),
        created_at TEXT NOT NULL, due_at TEXT NOT NULL, settled_at TEXT,
        attempts INTEGER NOT NULL DEFAULT 0,
        parts_sent INTEGER NOT NULL DEFAULT 0, message_ids TEXT NOT NULL DEFAULT '[]',
        reason TEXT NOT NULL DEFAULT '',
        UNIQUE (chat, kind, about)) STRICT""",
    """INSERT INTO deliveries_new SELECT id, chat, platform, 'en',
        iif(change_set LIKE 'correction:%', 'correction', 'alert'),
        CAST(substr(change_set, instr(change_set, ':') + 1) AS INTEGER),
        changes, state, created_at, due_at, settled_at, attempts, parts_sent, message_ids, reason FROM deliveries""",
    *RENAMED_DELIVERIES,
)
