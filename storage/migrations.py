"""The schema, one migration after another; each runs with its record in one transaction.

A migration that has been released is never edited: a new one follows it.
"""

from __future__ import annotations

import secrets

from sqlite_utils import Database, Migrations

from storage.first import FIRST
from storage.naming import give_public_ids
from storage.second import RENAMED_DELIVERIES, SECOND

MIGRATIONS = Migrations("287g-alerts")


@MIGRATIONS()
def first(db: Database) -> None:
    """Everything of the first version."""
    for statement in FIRST:
        db.execute(statement)
    db.table("meta").insert({"key": "generation", "value": secrets.token_hex(8)})


@MIGRATIONS()
def closed_types(db: Database) -> None:
    """Languages, groups, figures and subjects in columns of their own."""
    for statement in SECOND:
        db.execute(statement)


_WATCHING = (
    # Whose copy of the list an edition is: until now ICE was asked alone.
    "ALTER TABLE editions ADD COLUMN source TEXT NOT NULL DEFAULT 'ice.gov'",
    # When each source was last asked, and what was wrong if it did not answer; what it showed last of each list.
    """CREATE TABLE looks (
        source TEXT PRIMARY KEY, asked_at TEXT NOT NULL, answered_at TEXT,
        problem TEXT, figures TEXT NOT NULL DEFAULT '') STRICT""",
    """CREATE TABLE sightings (
        source TEXT NOT NULL, list TEXT NOT NULL, edition INTEGER NOT NULL REFERENCES editions(id), at TEXT NOT NULL,
        PRIMARY KEY (source, list)) STRICT, WITHOUT ROWID""",
    # What is in the way now; `age` is in seconds.
    """CREATE TABLE troubles (
        kind TEXT NOT NULL, about TEXT NOT NULL, problem TEXT NOT NULL, figures TEXT NOT NULL,
        since TEXT NOT NULL, seen_at TEXT NOT NULL, age REAL NOT NULL,
        told INTEGER NOT NULL, heard INTEGER NOT NULL, over_at TEXT,
        PRIMARY KEY (kind, about)) STRICT, WITHOUT ROWID""",
    # What was said of it; `deliveries` of the kind 'notice' are about these.  Numbers are never used again.
    """CREATE TABLE notices (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        topic TEXT NOT NULL, kind TEXT NOT NULL, about TEXT NOT NULL, problem TEXT NOT NULL, figures TEXT NOT NULL,
        since TEXT NOT NULL, at TEXT NOT NULL) STRICT""",
)


@MIGRATIONS()
def watching(db: Database) -> None:
    """When we looked, what is in the way, and what we said of it."""
    for statement in _WATCHING:
        db.execute(statement)


_CONTENT = (
    # What is held, as a JSON list: decisions concern just that; and when an answer last showed it.
    "ALTER TABLE holds ADD COLUMN content TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE holds ADD COLUMN seen_at TEXT",
    # A digest of the values read, whatever the bytes are: a workbook repacked is the same edition.
    "ALTER TABLE editions ADD COLUMN digest TEXT",
    "CREATE INDEX editions_digest ON editions (digest) WHERE digest IS NOT NULL",
)


@MIGRATIONS()
def content(db: Database) -> None:
    """What holds and editions consist of."""
    for statement in _CONTENT:
        db.execute(statement)


_COMING_AND_GOING = (
    # When the log last said that a hold began: what comes and goes is one line a day.
    "ALTER TABLE holds ADD COLUMN told_at TEXT",
    # How often the operator was told of a time shortly before: what comes and goes is told when it lasts longer.
    "ALTER TABLE troubles ADD COLUMN before INTEGER NOT NULL DEFAULT 0",
)


@MIGRATIONS()
def coming_and_going(db: Database) -> None:
    """What was said of a hold or a trouble that was over for a while."""
    for statement in _COMING_AND_GOING:
        db.execute(statement)


_EARLY = (
    # A chat may ask to hear of departures that are still held, and what it was told of which agreement.
    "ALTER TABLE chats ADD COLUMN early INTEGER NOT NULL DEFAULT 0",
    """CREATE TABLE early_words (
        agreement INTEGER PRIMARY KEY REFERENCES agreements(id), hold INTEGER NOT NULL REFERENCES holds(id),
        told_at TEXT NOT NULL, over_at TEXT) STRICT""",
)


@MIGRATIONS()
def early(db: Database) -> None:
    """Departures that are told before they are believed."""
    for statement in _EARLY:
        db.execute(statement)


_REACH = (
    # How a paused chat comes back: by its own act where it `removed` us, else it is tried again at `next_try`.
    "ALTER TABLE chats ADD COLUMN removed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE chats ADD COLUMN next_try TEXT",
    # Since when a chat has refused everything for reasons that nobody knows.
    "ALTER TABLE chats ADD COLUMN refused_since TEXT",
    """UPDATE chats SET removed = 1 WHERE paused_at IS NOT NULL
        AND paused_reason IN ('blocked', 'kicked', 'channel_deleted', 'thread_deleted')""",
    # Nobody noted until now why the others are paused: each is tried once more, and then as the answer says.
    "UPDATE chats SET next_try = paused_at WHERE paused_at IS NOT NULL AND NOT removed",
    "CREATE INDEX chats_next_try ON chats (next_try) WHERE next_try IS NOT NULL",
    # Since when a chat has no subscription, as far as that was noticed.
    "ALTER TABLE chats ADD COLUMN idle_since TEXT",
    # Nobody reads titles, and those of private chats are people's names: what is cleared is overwritten too.
    "PRAGMA secure_delete = ON",
    "UPDATE chats SET title = ''",
    # What was left out of a message because its chat refused it, as a JSON list of [what, after how many parts].
    "ALTER TABLE deliveries ADD COLUMN omissions TEXT NOT NULL DEFAULT '[]'",
    # Of a summary: since when its chat could not be reached.
    "ALTER TABLE deliveries ADD COLUMN since TEXT",
    # Whether the log does not say that a trouble began, for it said so of another like it shortly before.
    "ALTER TABLE troubles ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0",
)


@MIGRATIONS()
def reach(db: Database) -> None:
    """Why a chat is not reached, when it is tried again, and what it does not take."""
    for statement in _REACH:
        db.execute(statement)


@MIGRATIONS()
def public_ids(db: Database) -> None:
    """What others call an agreement and its agency, of what is known already as well."""
    give_public_ids(db)


_INTERESTS = (
    # What a chat switched on or off of the kinds of news, as a JSON object; what is not in it is as for everyone.
    "ALTER TABLE chats ADD COLUMN switched TEXT NOT NULL DEFAULT '{}'",
)


@MIGRATIONS()
def interests(db: Database) -> None:
    """Which kinds of news a chat is told of."""
    for statement in _INTERESTS:
        db.execute(statement)


_CERTAINTY = (
    # How sure a change is, and what it rests on as a JSON object: null of changes from before this was kept.
    "ALTER TABLE changes ADD COLUMN level TEXT",
    "ALTER TABLE changes ADD COLUMN basis TEXT",
)


@MIGRATIONS()
def certainty(db: Database) -> None:
    """How sure changes are."""
    for statement in _CERTAINTY:
        db.execute(statement)


_FILES = (
    # Whether a chat wanted `files` when a delivery was owed; and one alert may be taken back twice, for two changes.
    """CREATE TABLE deliveries_new (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        chat INTEGER NOT NULL REFERENCES chats(id) ON DELETE CASCADE,
        platform TEXT NOT NULL, language TEXT NOT NULL DEFAULT 'en', files INTEGER NOT NULL DEFAULT 0,
        kind TEXT NOT NULL, about INTEGER NOT NULL, changes TEXT NOT NULL, since TEXT,
        state TEXT NOT NULL CHECK (state IN
            ('due', 'claimed', 'sent', 'retry_at', 'uncertain', 'abandoned')),
        created_at TEXT NOT NULL, due_at TEXT NOT NULL, settled_at TEXT,
        attempts INTEGER NOT NULL DEFAULT 0,
        parts_sent INTEGER NOT NULL DEFAULT 0, message_ids TEXT NOT NULL DEFAULT '[]',
        omissions TEXT NOT NULL DEFAULT '[]',
        reason TEXT NOT NULL DEFAULT '') STRICT""",
    """INSERT INTO deliveries_new SELECT id, chat, platform, language, 0, kind, about, changes, since, state,
        created_at, due_at, settled_at, attempts, parts_sent, message_ids, omissions, reason FROM deliveries""",
    *RENAMED_DELIVERIES,
    """CREATE UNIQUE INDEX deliveries_once ON deliveries
        (chat, kind, about, iif(kind = 'correction', changes, ''))""",
)


@MIGRATIONS()
def files(db: Database) -> None:
    """Files where they are wanted, and each change taken back for itself."""
    for statement in _FILES:
        db.execute(statement)


_SETTINGS = (
    # What a chat has set of how and when it is told, as a JSON object; what is not in it is as for everyone.
    "ALTER TABLE chats ADD COLUMN settings TEXT NOT NULL DEFAULT '{}'",
    # When it is next told that nothing is new, where it wants to be.
    "ALTER TABLE chats ADD COLUMN all_clear_at TEXT",
    "CREATE INDEX chats_all_clear ON chats (all_clear_at) WHERE all_clear_at IS NOT NULL",
    # What a delivery waits for, or waited for, at its chat's wish: 'digest', 'quiet' or nothing.
    "ALTER TABLE deliveries ADD COLUMN waited TEXT NOT NULL DEFAULT ''",
    # What a subject says beside what its other columns have, as a JSON object.
    "ALTER TABLE deliveries ADD COLUMN detail TEXT NOT NULL DEFAULT '{}'",
)


@MIGRATIONS()
def settings(db: Database) -> None:
    """How and when a chat is told."""
    for statement in _SETTINGS:
        db.execute(statement)


_ANSWERS = (
    # The earlier delivery that a message replies to, and the address at which its chat was when its parts arrived:
    # of those from before this was kept, nobody knows whether their messages are still in the chat of today.
    "ALTER TABLE deliveries ADD COLUMN answers INTEGER",
    "ALTER TABLE deliveries ADD COLUMN reached TEXT",
    "UPDATE deliveries SET answers = about WHERE kind = 'correction'",
    # A message may be marked more than once, each time for something else.
    "DROP INDEX deliveries_once",
    """CREATE UNIQUE INDEX deliveries_once ON deliveries
        (chat, kind, about, iif(kind IN ('correction', 'mark'), changes, ''))""",
    # For which of its states a chat is told, as a JSON list: what is said of it is the same at every attempt.
    "ALTER TABLE deliveries ADD COLUMN follows TEXT NOT NULL DEFAULT '[]'",
)


@MIGRATIONS()
def answers(db: Database) -> None:
    """What a message replies to, where it can be found, and why a chat is told."""
    for statement in _ANSWERS:
        db.execute(statement)


_AREAS = (
    # What a chat follows is an area: a state, as until now, or a county or an agency.
    "ALTER TABLE subscriptions RENAME COLUMN state TO area",
)


@MIGRATIONS()
def areas(db: Database) -> None:
    """Subscriptions to what is smaller than a state."""
    for statement in _AREAS:
        db.execute(statement)


_FOUND_AT_ONCE = (
    # All that is known of a list, by id, is read for every edition: without a sort.
    "CREATE INDEX agreements_list ON agreements (list)",
    # Agreements that went over to another agency are few, and asked for whenever one is named.
    """CREATE INDEX changes_agency ON changes (json_extract(was, '$.agency_id'))
        WHERE json_extract(was, '$.agency_id') IS NOT NULL""",
)


@MIGRATIONS()
def found_at_once(db: Database) -> None:
    """What every edition asks is found by an index."""
    for statement in _FOUND_AT_ONCE:
        db.execute(statement)
