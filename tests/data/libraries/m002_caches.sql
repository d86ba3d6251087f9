PRAGMA application_id = 1346458451;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE feeds (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            url TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            site_url TEXT,
            language TEXT,
            tags TEXT NOT NULL DEFAULT '[]',
            counts_as_read INTEGER NOT NULL DEFAULT 0,
            added_at TEXT NOT NULL,
            etag TEXT,
            last_modified TEXT,
            content_hash TEXT,
            last_polled TEXT,
            next_poll TEXT,
            last_error TEXT,
            failures INTEGER NOT NULL DEFAULT 0,
            retired INTEGER NOT NULL DEFAULT 0
        ) STRICT;
CREATE TABLE articles (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            url TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            author TEXT,
            site TEXT,
            language TEXT,
            published TEXT,
            added_at TEXT NOT NULL,
            read_at TEXT,
            story INTEGER,
            feed_id INTEGER REFERENCES feeds(id) ON DELETE SET NULL,
            dropped INTEGER NOT NULL DEFAULT 0
        ) STRICT;
CREATE TABLE entries (
            feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
            key TEXT NOT NULL,
            digest TEXT NOT NULL,
            article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
            seen_at TEXT NOT NULL,
            PRIMARY KEY (feed_id, key)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE contacts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL,
            given_name TEXT,
            emails TEXT NOT NULL DEFAULT '[]',
            phones TEXT NOT NULL DEFAULT '[]',
            links TEXT NOT NULL DEFAULT '[]',
            organisation TEXT,
            role TEXT,
            birthday TEXT,
            interests TEXT NOT NULL DEFAULT '',
            avoid TEXT NOT NULL DEFAULT '',
            notes TEXT NOT NULL DEFAULT '',
            tags TEXT NOT NULL DEFAULT '[]',
            cadence_days INTEGER,
            languages TEXT NOT NULL DEFAULT '[]',
            added_at TEXT NOT NULL,
            paused INTEGER NOT NULL DEFAULT 0
        ) STRICT;
CREATE TABLE suggestions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            day TEXT,
            position INTEGER NOT NULL,
            score REAL NOT NULL,
            strength TEXT NOT NULL,
            terms TEXT NOT NULL,
            why_now TEXT NOT NULL,
            chosen INTEGER NOT NULL DEFAULT 0,
            UNIQUE (contact_id, article_id)
        ) STRICT;
CREATE TABLE marks (
            id INTEGER PRIMARY KEY,
            suggestion_id INTEGER NOT NULL REFERENCES suggestions(id) ON DELETE CASCADE,
            state TEXT NOT NULL,
            at TEXT NOT NULL,
            reason TEXT,
            until TEXT,
            recipient TEXT,
            subject TEXT,
            body TEXT
        ) STRICT;
CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            at TEXT NOT NULL,
            note TEXT NOT NULL DEFAULT '',
            mark_id INTEGER REFERENCES marks(id) ON DELETE CASCADE
        ) STRICT;
CREATE TABLE imports (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            file TEXT NOT NULL,
            kind TEXT NOT NULL
        ) STRICT;
CREATE TABLE import_changes (
            import_id INTEGER NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            before TEXT,
            PRIMARY KEY (import_id, contact_id)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE vocabulary (
            id INTEGER PRIMARY KEY,
            term TEXT NOT NULL UNIQUE
        ) STRICT;
CREATE TABLE article_terms (
            article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
            analyzer INTEGER NOT NULL,
            terms BLOB NOT NULL,
            counts BLOB NOT NULL,
            matched INTEGER NOT NULL DEFAULT 0
        ) STRICT;
CREATE TABLE shingles (
            hash INTEGER NOT NULL,
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            PRIMARY KEY (hash, article_id)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE matched_contacts (
            contact_id INTEGER PRIMARY KEY REFERENCES contacts(id) ON DELETE CASCADE
        ) STRICT;
CREATE TABLE matches (
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            score REAL NOT NULL,
            fits INTEGER NOT NULL,
            strength TEXT NOT NULL,
            terms TEXT NOT NULL,
            PRIMARY KEY (contact_id, article_id)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE plans (
            day TEXT PRIMARY KEY,
            occasions TEXT NOT NULL,
            worth_reading TEXT NOT NULL,
            why_empty TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
CREATE TABLE derived (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE "articles_fts" USING FTS5 (
    "title", "text", "site",
    tokenize='unicode61 remove_diacritics 2',
    content="articles"
);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX articles_by_feed ON articles(feed_id);
CREATE INDEX articles_by_story ON articles(story);
CREATE INDEX articles_by_time ON articles(added_at);
CREATE INDEX entries_by_article ON entries(article_id);
CREATE INDEX contacts_by_name ON contacts(name COLLATE NOCASE);
CREATE INDEX suggestions_by_article ON suggestions(article_id);
CREATE INDEX marks_by_suggestion ON marks(suggestion_id);
CREATE INDEX events_by_contact ON events(contact_id, at);
CREATE INDEX events_by_mark ON events(mark_id);
CREATE INDEX import_changes_by_contact ON import_changes(contact_id);
CREATE INDEX article_terms_unmatched ON article_terms(article_id) WHERE matched = 0;
CREATE INDEX shingles_by_article ON shingles(article_id);
CREATE INDEX matches_by_article ON matches(article_id);
INSERT INTO "_sqlite_migrations" VALUES (1, 'passalong', 'm001_facts', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (2, 'passalong', 'm002_caches', '2026-01-01 00:00:00+00:00');
INSERT INTO "articles" VALUES (1, 'https://press.example/bees', 'Bees', 'Honey', NULL, NULL, NULL, NULL, '2026-01-01T00:00:00+00:00', '2026-01-02', NULL, 1, 0);
INSERT INTO "contacts" VALUES (1, 'Ana', NULL, '["ana@example.com"]', '[]', '[]', NULL, NULL, '--02-29', '', '', 'Lisbon', '["client"]', NULL, '[]', '2026-01-01T00:00:00+00:00', 0);
INSERT INTO "events" VALUES (1, 1, 'sent', '2026-01-02T08:00:00+00:00', '', 1);
INSERT INTO "feeds" VALUES (1, 'https://press.example/feed', 'P', NULL, NULL, '[]', 0, '2026-01-01', NULL, NULL, NULL, NULL, NULL, NULL, 0, 0);
INSERT INTO "marks" VALUES (1, 1, 'sent', '2026-01-02T08:00:00+00:00', NULL, NULL, 'ana@example.com', 'Bees', 'Hi Ana');
INSERT INTO "settings" VALUES ('your_name', 'Robin');
INSERT INTO "suggestions" VALUES (1, 1, 1, '2026-01-02', 0, 0.5, 'strong', '[]', 'quiet', 0);
INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
CREATE TRIGGER "articles_ai" AFTER INSERT ON "articles" BEGIN
  INSERT INTO "articles_fts" (rowid, "title", "text", "site") VALUES (new.rowid, new."title", new."text", new."site");
END;
CREATE TRIGGER "articles_ad" AFTER DELETE ON "articles" BEGIN
  INSERT INTO "articles_fts" ("articles_fts", rowid, "title", "text", "site") VALUES('delete', old.rowid, old."title", old."text", old."site");
END;
CREATE TRIGGER "articles_au" AFTER UPDATE ON "articles" BEGIN
  INSERT INTO "articles_fts" ("articles_fts", rowid, "title", "text", "site") VALUES('delete', old.rowid, old."title", old."text", old."site");
  INSERT INTO "articles_fts" (rowid, "title", "text", "site") VALUES (new.rowid, new."title", new."text", new."site");
END;
