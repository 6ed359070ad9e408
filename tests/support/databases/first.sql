BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'287g-alerts','first','2026-11-25 06:51:57.545592+00:00');
CREATE TABLE agreements (
        id INTEGER PRIMARY KEY,
        list TEXT NOT NULL, state TEXT NOT NULL, agency TEXT NOT NULL, model TEXT NOT NULL,
        type TEXT NOT NULL, county TEXT NOT NULL, signed_on TEXT, signed_printed TEXT NOT NULL,
        moa_url TEXT, addendum_url TEXT,
        first_edition INTEGER NOT NULL REFERENCES editions(id),
        ended_at TEXT) STRICT;
INSERT INTO "agreements" VALUES(1,'participating','VA','Page County Sheriff''s Office','task_force','County','Page County','2025-02-28','','https://www.ice.gov/doclib/287gMOA/page.pdf',NULL,1,NULL);
INSERT INTO "agreements" VALUES(2,'participating','VA','Ash Police Department','task_force','County','','2025-02-28','',NULL,NULL,1,'2026-02-06T15:04:00.000000+00:00');
CREATE TABLE changes (
        id INTEGER PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES editions(id),
        agreement INTEGER NOT NULL REFERENCES agreements(id),
        kind TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL, relisted INTEGER NOT NULL,
        was TEXT NOT NULL, remaining TEXT NOT NULL, agreement_then TEXT NOT NULL) STRICT;
INSERT INTO "changes" VALUES(1,2,2,'ended','2026-02-07T15:04:00.000000+00:00','no_counterpart',0,'{}','[]','{"id": 2, "list": "participating", "state": "VA", "agency": "Ash Police Department", "model": "task_force", "type": "County", "county": "", "signed_on": "2025-02-28", "signed_printed": "", "moa_url": null, "addendum_url": null, "ended_at": "2026-02-06T15:04:00.000000+00:00"}');
CREATE TABLE chats (
        id INTEGER PRIMARY KEY,
        platform TEXT NOT NULL, address TEXT NOT NULL, title TEXT NOT NULL, added_at TEXT NOT NULL,
        paused_at TEXT, paused_reason TEXT,
        UNIQUE (platform, address)) STRICT;
INSERT INTO "chats" VALUES(1,'telegram','1','chat 1','2026-02-06T15:04:00.000000+00:00',NULL,NULL);
INSERT INTO "chats" VALUES(2,'telegram','-5','chat -5','2026-02-06T15:04:00.000000+00:00',NULL,NULL);
INSERT INTO "chats" VALUES(3,'telegram','-5:7','chat -5:7','2026-02-06T15:04:00.000000+00:00',NULL,NULL);
INSERT INTO "chats" VALUES(4,'telegram','-1009','chat -1009','2026-02-06T15:04:00.000000+00:00','2026-02-07T15:04:00.000000+00:00','kicked');
INSERT INTO "chats" VALUES(5,'discord','77','Server #alerts','2026-02-06T15:04:00.000000+00:00',NULL,NULL);
CREATE TABLE checks (
        url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT,
        edition INTEGER NOT NULL REFERENCES editions(id), checked_at TEXT NOT NULL) STRICT;
INSERT INTO "checks" VALUES('https://www.ice.gov/participating2.xlsx','"e2"',NULL,2,'2026-02-07T15:04:00.000000+00:00');
CREATE TABLE contents (
        sha256 TEXT PRIMARY KEY, content BLOB NOT NULL, stored_at TEXT NOT NULL) STRICT;
INSERT INTO "contents" VALUES('4a8a6da1d5e0fab673a7f2e53780ee11687def20f0998e326f8a6a2bcd5bd744',X'504B206669727374','2026-02-06T15:04:00.000000+00:00');
INSERT INTO "contents" VALUES('a7bdeb7642e71dee34dffab812362ce26024afe87333a24c3c81df315221a002',X'504B207365636F6E64','2026-02-07T15:04:00.000000+00:00');
INSERT INTO "contents" VALUES('b7d082ee12e91b756ea22e8513b8594eebcf5d39fab813da3cb55794dc888ad7',X'3C68746D6C3E','2026-02-07T15:04:00.000000+00:00');
CREATE TABLE deliveries (
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
        UNIQUE (chat, change_set)) STRICT;
INSERT INTO "deliveries" VALUES(1,1,'telegram','changes:1','[1]','sent','2026-02-07T15:04:00.000000+00:00','2026-02-07T15:04:00.000000+00:00','2026-02-07T15:04:00.000000+00:00',1,1,'["m1"]','');
INSERT INTO "deliveries" VALUES(2,2,'telegram','changes:1','[1]','uncertain','2026-02-07T15:04:00.000000+00:00','2026-02-07T15:04:00.000000+00:00',NULL,1,0,'[]','timed_out');
INSERT INTO "deliveries" VALUES(3,3,'telegram','changes:1','[1]','claimed','2026-02-07T15:04:00.000000+00:00','2026-02-07T15:04:00.000000+00:00',NULL,1,0,'[]','');
INSERT INTO "deliveries" VALUES(4,4,'telegram','changes:1','[1]','retry_at','2026-02-07T15:04:00.000000+00:00','9999-12-31T00:00:00.000000+00:00',NULL,0,0,'[]','kicked');
INSERT INTO "deliveries" VALUES(5,5,'discord','changes:1','[1]','due','2026-02-07T15:04:00.000000+00:00','2026-02-07T15:04:00.000000+00:00',NULL,0,0,'[]','');
INSERT INTO "deliveries" VALUES(6,1,'telegram','correction:1','[1]','due','2026-02-07T15:04:00.000000+00:00','2026-02-07T15:04:00.000000+00:00',NULL,0,0,'[]','');
CREATE TABLE editions (
        id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL REFERENCES contents(sha256),
        name TEXT NOT NULL, url TEXT NOT NULL, linked_as TEXT, list TEXT,
        modified TEXT, found_at TEXT NOT NULL,
        outcome TEXT NOT NULL CHECK (outcome IN
            ('new', 'baseline', 'accepted', 'partly_held', 'held', 'refused', 'superseded')),
        reason TEXT NOT NULL DEFAULT '', detail TEXT NOT NULL DEFAULT '', decided_at TEXT) STRICT;
INSERT INTO "editions" VALUES(1,'4a8a6da1d5e0fab673a7f2e53780ee11687def20f0998e326f8a6a2bcd5bd744','participating1.xlsx','https://www.ice.gov/participating1.xlsx','participating','participating','2026-02-06T15:04:00.000000+00:00','2026-02-06T15:04:00.000000+00:00','baseline','','','2026-02-06T15:04:00.000000+00:00');
INSERT INTO "editions" VALUES(2,'a7bdeb7642e71dee34dffab812362ce26024afe87333a24c3c81df315221a002','participating2.xlsx','https://www.ice.gov/participating2.xlsx','participating','participating','2026-02-07T15:04:00.000000+00:00','2026-02-07T15:04:00.000000+00:00','partly_held','mass_departure','9 of 10 agencies of Maryland miss agreements at once','2026-02-07T15:04:00.000000+00:00');
INSERT INTO "editions" VALUES(3,'b7d082ee12e91b756ea22e8513b8594eebcf5d39fab813da3cb55794dc888ad7','pending3.xlsx','https://www.ice.gov/pending3.xlsx','pending',NULL,NULL,'2026-02-07T15:04:00.000000+00:00','refused','html_page','this is an HTML page in place of a workbook','2026-02-07T15:04:00.000000+00:00');
CREATE TABLE holds (
        id INTEGER PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES editions(id),
        list TEXT NOT NULL, state TEXT, reason TEXT NOT NULL, detail TEXT NOT NULL,
        since TEXT NOT NULL, editions INTEGER NOT NULL,
        decision TEXT CHECK (decision IN ('approved', 'rejected')),
        closed_at TEXT, outcome TEXT) STRICT;
INSERT INTO "holds" VALUES(1,2,'participating','MD','mass_departure','9 of 10 agencies of Maryland miss agreements at once','2026-02-07T15:04:00.000000+00:00',1,'rejected',NULL,NULL);
INSERT INTO "holds" VALUES(2,2,'participating',NULL,'mass_unlinking','40 of 90 links to agreements are missing; the known ones are kept','2026-02-07T15:04:00.000000+00:00',1,NULL,NULL,NULL);
CREATE TABLE lists (list TEXT PRIMARY KEY, linked_at TEXT NOT NULL, expired_at TEXT) STRICT;
INSERT INTO "lists" VALUES('participating','2026-02-07T15:04:00.000000+00:00',NULL);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "meta" VALUES('generation','26a38741ca33f664');
CREATE TABLE subscriptions (
        chat INTEGER NOT NULL REFERENCES chats(id) ON DELETE CASCADE,
        state TEXT NOT NULL, since TEXT NOT NULL,
        PRIMARY KEY (chat, state)) STRICT, WITHOUT ROWID;
INSERT INTO "subscriptions" VALUES(1,'VA','2026-02-06T15:04:00.000000+00:00');
INSERT INTO "subscriptions" VALUES(2,'VA','2026-02-06T15:04:00.000000+00:00');
INSERT INTO "subscriptions" VALUES(3,'VA','2026-02-06T15:04:00.000000+00:00');
INSERT INTO "subscriptions" VALUES(4,'VA','2026-02-06T15:04:00.000000+00:00');
INSERT INTO "subscriptions" VALUES(5,'all','2026-02-06T15:04:00.000000+00:00');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX editions_list ON editions (list, outcome, id);
CREATE INDEX editions_sha256 ON editions (sha256);
CREATE INDEX agreements_state ON agreements (list, state, ended_at);
CREATE INDEX changes_edition ON changes (edition);
CREATE INDEX changes_agreement ON changes (agreement);
CREATE INDEX holds_open ON holds (list, closed_at);
CREATE INDEX deliveries_open ON deliveries (platform, due_at, id)
        WHERE state IN ('due', 'claimed', 'retry_at', 'uncertain');
CREATE INDEX deliveries_open_by_chat ON deliveries (chat, id)
        WHERE state IN ('due', 'claimed', 'retry_at', 'uncertain');
CREATE INDEX deliveries_begun ON deliveries (platform, due_at, id)
        WHERE state IN ('due', 'claimed', 'retry_at', 'uncertain') AND (state = 'uncertain' OR parts_sent > 0);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('deliveries',40);
COMMIT;
