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
        , import_id INTEGER REFERENCES imports(id) ON DELETE SET NULL, ttl_minutes INTEGER, skip_hours TEXT NOT NULL DEFAULT '[]', skip_days TEXT NOT NULL DEFAULT '[]', moved_from TEXT, moved_at TEXT, publisher_title TEXT, opml TEXT NOT NULL DEFAULT '[]') STRICT;
CREATE TABLE articles (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            url TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            author TEXT,
            site TEXT,
            language TEXT,
            published TEXT,
            added_at TEXT NOT NULL,
            read_at TEXT,
            story INTEGER,
            feed_id INTEGER REFERENCES feeds(id) ON DELETE SET NULL,
            dropped INTEGER NOT NULL DEFAULT 0
        , only_beginning INTEGER NOT NULL DEFAULT 0, tags TEXT NOT NULL DEFAULT '[]', import_id INTEGER
            REFERENCES imports(id) ON DELETE SET NULL, evergreen INTEGER NOT NULL DEFAULT 0, seal INTEGER, packed BLOB NOT NULL DEFAULT x'') STRICT;
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
        , channel TEXT) STRICT;
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
        , import_id INTEGER
            REFERENCES imports(id) ON DELETE CASCADE, occasion_mark_id INTEGER
            REFERENCES occasion_marks(id) ON DELETE CASCADE) STRICT;
CREATE TABLE imports (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            file TEXT NOT NULL,
            kind TEXT NOT NULL
        ) STRICT;
CREATE TABLE import_changes (
            import_id INTEGER NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            before TEXT, after TEXT,
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
        , occasions_stale INTEGER NOT NULL DEFAULT 0, shortlist TEXT NOT NULL DEFAULT '[]') STRICT, WITHOUT ROWID;
CREATE TABLE article_versions (
            id INTEGER PRIMARY KEY,
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            title TEXT NOT NULL,
            until TEXT NOT NULL
        , packed BLOB NOT NULL DEFAULT x'') STRICT;
CREATE TABLE pending_pages (
            url TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            added_at TEXT NOT NULL,
            tags TEXT NOT NULL,
            read INTEGER NOT NULL,
            import_id INTEGER REFERENCES imports(id) ON DELETE CASCADE,
            tries INTEGER NOT NULL DEFAULT 0,
            error TEXT
        ) STRICT, WITHOUT ROWID;
CREATE TABLE watched_files (
            name TEXT PRIMARY KEY,
            changed TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
CREATE TABLE merges (
            import_id INTEGER PRIMARY KEY REFERENCES imports(id) ON DELETE CASCADE,
            kept_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            parted TEXT NOT NULL
        ) STRICT;
CREATE TABLE apart (
            first_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            second_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            PRIMARY KEY (first_id, second_id)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE exported_jobs (
            id INTEGER PRIMARY KEY,
            import_id INTEGER NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            organisation TEXT,
            role TEXT,
            connected TEXT,
            UNIQUE (import_id, contact_id)
        ) STRICT;
CREATE TABLE occasion_marks (
            id INTEGER PRIMARY KEY,
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            about TEXT NOT NULL,
            state TEXT NOT NULL,
            at TEXT NOT NULL,
            until TEXT
        , sign TEXT NOT NULL DEFAULT '', mark_id INTEGER
            REFERENCES marks(id) ON DELETE CASCADE) STRICT;
CREATE TABLE mentions (
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            sentence TEXT NOT NULL,
            sign TEXT NOT NULL,
            wrote_it INTEGER NOT NULL,
            PRIMARY KEY (article_id, contact_id)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE mention_scans (
            article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE
        ) STRICT;
CREATE TABLE source_weights (
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            source TEXT NOT NULL,
            weight REAL NOT NULL,
            PRIMARY KEY (contact_id, source)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE struck_terms (
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            term TEXT NOT NULL,
            word TEXT NOT NULL,
            PRIMARY KEY (contact_id, term)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE profile_terms (
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            term TEXT NOT NULL,
            source TEXT NOT NULL,
            weight REAL NOT NULL,
            PRIMARY KEY (contact_id, term, source)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE reports (
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            other_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            PRIMARY KEY (article_id, other_id)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE contact_feeds (
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
            brought INTEGER NOT NULL,
            PRIMARY KEY (contact_id, feed_id)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE sought_contacts (
            contact_id INTEGER PRIMARY KEY REFERENCES contacts(id) ON DELETE CASCADE
        ) STRICT;
CREATE TABLE uncounted (
            article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE
        ) STRICT;
CREATE TABLE tallies (
            name TEXT PRIMARY KEY,
            count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
CREATE VIEW articles_text AS
            SELECT id, title, unpacked(packed) AS text, site FROM articles;
CREATE VIRTUAL TABLE articles_fts USING FTS5 (
            title, text, site, tokenize='unicode61 remove_diacritics 2', content=[articles_text],
            content_rowid=[id]
        );
CREATE TABLE derived (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX articles_by_feed ON articles(feed_id);
CREATE INDEX articles_by_story ON articles(story);
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
CREATE INDEX article_versions_by_article ON article_versions(article_id);
CREATE INDEX articles_by_import ON articles(import_id) WHERE import_id IS NOT NULL;
CREATE INDEX pending_pages_by_import ON pending_pages(import_id);
CREATE INDEX merges_by_contact ON merges(kept_id);
CREATE INDEX apart_by_second ON apart(second_id);
CREATE INDEX exported_jobs_by_contact ON exported_jobs(contact_id);
CREATE INDEX occasion_marks_by_contact ON occasion_marks(contact_id);
CREATE INDEX events_by_import ON events(import_id) WHERE import_id IS NOT NULL;
CREATE INDEX events_by_occasion ON events(occasion_mark_id)
            WHERE occasion_mark_id IS NOT NULL;
CREATE INDEX mentions_by_contact ON mentions(contact_id);
CREATE INDEX articles_by_time
            ON articles(added_at DESC, id DESC, read_at, feed_id, language, dropped);
CREATE INDEX articles_read ON articles(read_at) WHERE read_at IS NOT NULL;
CREATE INDEX articles_by_language ON articles(language);
CREATE INDEX matches_fitting ON matches(article_id) WHERE fits;
CREATE INDEX events_by_kind ON events(kind, at);
CREATE INDEX marks_by_state ON marks(state, suggestion_id);
CREATE INDEX reports_by_other ON reports(other_id);
CREATE INDEX contact_feeds_by_feed ON contact_feeds(feed_id);
CREATE INDEX occasion_marks_by_mark ON occasion_marks(mark_id)
            WHERE mark_id IS NOT NULL;
CREATE INDEX article_terms_by_analyzer ON article_terms(analyzer);
INSERT INTO "_sqlite_migrations" VALUES (1, 'passalong', 'm001_facts', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (2, 'passalong', 'm002_caches', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (3, 'passalong', 'm003_staleness', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (4, 'passalong', 'm004_reading_lists', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (5, 'passalong', 'm005_people', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (6, 'passalong', 'm008_wishes_of_publishers', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (7, 'passalong', 'm011_page', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (8, 'passalong', 'm007_profiles', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (9, 'passalong', 'm012_seals', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (10, 'passalong', 'm009_books', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (11, 'passalong', 'm010_occasions', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (12, 'passalong', 'm010_said_of_occasions', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (13, 'passalong', 'm013_prepared', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (14, 'passalong', 'm015_kept_counts', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (15, 'passalong', 'm014_named_feeds', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (16, 'passalong', 'm015_packed', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (17, 'passalong', 'm015_prepared_parts', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (18, 'passalong', 'm015_lessons', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (19, 'passalong', 'm016_derived_aside', '2026-01-01 00:00:00+00:00');
INSERT INTO "_sqlite_migrations" VALUES (20, 'passalong', 'm017_shortlist', '2026-01-01 00:00:00+00:00');
INSERT INTO "articles" VALUES (1, 'https://press.example/bees', 'Bees', NULL, NULL, NULL, NULL, '2026-01-01T00:00:00+00:00', '2026-01-02', NULL, 1, 0, 0, '[]', NULL, 0, NULL, X'789CF3C8CF4BAD040005B60204');
INSERT INTO "contacts" VALUES (1, 'Ana', NULL, '["ana@example.com"]', '[]', '[]', NULL, NULL, '--02-29', '', '', 'Lisbon', '["client"]', NULL, '[]', '2026-01-01T00:00:00+00:00', 0, NULL);
INSERT INTO "events" VALUES (1, 1, 'sent', '2026-01-02T08:00:00+00:00', '', 1, NULL, NULL);
INSERT INTO "feeds" VALUES (1, 'https://press.example/feed', 'P', NULL, NULL, '[]', 0, '2026-01-01', NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, '[]', '[]', NULL, NULL, NULL, '[]');
INSERT INTO "marks" VALUES (1, 1, 'sent', '2026-01-02T08:00:00+00:00', NULL, NULL, 'ana@example.com', 'Bees', 'Hi Ana');
INSERT INTO "settings" VALUES ('your_name', 'Robin');
INSERT INTO "suggestions" VALUES (1, 1, 1, '2026-01-02', 0, 0.5, 'strong', '[]', 'quiet', 0);
INSERT INTO "tallies" VALUES ('articles', 1);
INSERT INTO "tallies" VALUES ('contacts', 1);
INSERT INTO "tallies" VALUES ('counted', 0);
INSERT INTO "tallies" VALUES ('feeds', 1);
INSERT INTO "tallies" VALUES ('read', 1);
INSERT INTO "tallies" VALUES ('with_interests', 0);
INSERT INTO "uncounted" VALUES (1);
INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
CREATE TRIGGER plan_stale_0 AFTER INSERT ON contacts BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_stale_1 AFTER UPDATE ON contacts BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_stale_2 AFTER DELETE ON contacts BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_stale_3 AFTER UPDATE OF read_at, dropped, story ON articles BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_stale_4 AFTER DELETE ON articles BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_stale_5 AFTER INSERT ON marks BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_stale_6 AFTER DELETE ON marks BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_stale_7 AFTER INSERT ON events BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_stale_8 AFTER DELETE ON events BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_stale_9 AFTER INSERT ON matches BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_stale_10 AFTER DELETE ON matches BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_stale_11 AFTER INSERT ON settings BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_stale_12 AFTER UPDATE ON settings BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_stale_13 AFTER DELETE ON settings BEGIN DELETE FROM plans; END;
CREATE TRIGGER profile_stale AFTER UPDATE OF
            interests, avoid, notes, tags, organisation, role, languages ON contacts
        BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.id; END;
CREATE TRIGGER merge_gone AFTER DELETE ON merges
        BEGIN DELETE FROM imports WHERE id = OLD.import_id; END;
CREATE TRIGGER profile_weighed AFTER INSERT ON source_weights
        BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;
CREATE TRIGGER profile_unweighed AFTER DELETE ON source_weights
        BEGIN DELETE FROM matched_contacts WHERE contact_id = OLD.contact_id; END;
CREATE TRIGGER profile_struck AFTER INSERT ON struck_terms
        BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;
CREATE TRIGGER profile_unstruck AFTER DELETE ON struck_terms
        BEGIN DELETE FROM matched_contacts WHERE contact_id = OLD.contact_id; END;
CREATE TRIGGER profile_written AFTER INSERT ON mentions WHEN NEW.wrote_it
        BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;
CREATE TRIGGER plan_stale_evergreen AFTER UPDATE OF evergreen ON articles
        BEGIN DELETE FROM plans; END;
CREATE TRIGGER profile_followed AFTER INSERT ON contact_feeds
        BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;
CREATE TRIGGER profile_unfollowed AFTER DELETE ON contact_feeds
        BEGIN DELETE FROM matched_contacts WHERE contact_id = OLD.contact_id; END;
CREATE TRIGGER profile_published AFTER INSERT ON articles WHEN NEW.feed_id IS NOT NULL
        BEGIN DELETE FROM matched_contacts WHERE contact_id IN
            (SELECT contact_id FROM contact_feeds WHERE feed_id = NEW.feed_id); END;
CREATE TRIGGER plan_stale_published AFTER INSERT ON articles
            WHEN NEW.feed_id IN (SELECT feed_id FROM contact_feeds)
        BEGIN DELETE FROM plans; END;
CREATE TRIGGER profile_not_theirs AFTER INSERT ON occasion_marks
        WHEN NEW.state = 'not-them'
        BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;
CREATE TRIGGER profile_theirs_after_all AFTER DELETE ON occasion_marks
        WHEN OLD.state = 'not-them'
        BEGIN DELETE FROM matched_contacts WHERE contact_id = OLD.contact_id; END;
CREATE TRIGGER mentions_of_another_card AFTER UPDATE ON contacts
        WHEN (OLD.name, OLD.given_name, OLD.organisation, OLD.role, OLD.links)
            IS NOT (NEW.name, NEW.given_name, NEW.organisation, NEW.role, NEW.links)
        BEGIN DELETE FROM sought_contacts WHERE contact_id = NEW.id; END;
CREATE TRIGGER occasions_stale_said AFTER INSERT ON occasion_marks
        BEGIN UPDATE plans SET occasions_stale = 1; END;
CREATE TRIGGER occasions_stale_unsaid AFTER DELETE ON occasion_marks
        BEGIN UPDATE plans SET occasions_stale = 1; END;
CREATE TRIGGER uncounted_new AFTER INSERT ON articles
        BEGIN INSERT INTO uncounted VALUES (NEW.id); END;
CREATE TRIGGER uncounted_no_more AFTER INSERT ON article_terms
        BEGIN DELETE FROM uncounted WHERE article_id = NEW.article_id; END;
CREATE TRIGGER uncounted_again AFTER DELETE ON article_terms
        BEGIN INSERT INTO uncounted SELECT id FROM articles WHERE id = OLD.article_id; END;
CREATE TRIGGER tally_feeds_come AFTER INSERT ON feeds BEGIN UPDATE tallies SET count = count + 1 WHERE name = 'feeds'; END;
CREATE TRIGGER tally_feeds_gone AFTER DELETE ON feeds BEGIN UPDATE tallies SET count = count + -1 WHERE name = 'feeds'; END;
CREATE TRIGGER tally_articles_come AFTER INSERT ON articles BEGIN UPDATE tallies SET count = count + 1 WHERE name = 'articles'; END;
CREATE TRIGGER tally_articles_gone AFTER DELETE ON articles BEGIN UPDATE tallies SET count = count + -1 WHERE name = 'articles'; END;
CREATE TRIGGER tally_read_come AFTER INSERT ON articles BEGIN UPDATE tallies SET count = count + (NEW.read_at IS NOT NULL) WHERE name = 'read'; END;
CREATE TRIGGER tally_read_gone AFTER DELETE ON articles BEGIN UPDATE tallies SET count = count + -(OLD.read_at IS NOT NULL) WHERE name = 'read'; END;
CREATE TRIGGER tally_read_changed AFTER UPDATE OF read_at ON articles
                WHEN (OLD.read_at IS NOT NULL) <> (NEW.read_at IS NOT NULL) BEGIN UPDATE tallies SET count = count + (NEW.read_at IS NOT NULL) - (OLD.read_at IS NOT NULL) WHERE name = 'read'; END;
CREATE TRIGGER tally_counted_come AFTER INSERT ON article_terms BEGIN UPDATE tallies SET count = count + 1 WHERE name = 'counted'; END;
CREATE TRIGGER tally_counted_gone AFTER DELETE ON article_terms BEGIN UPDATE tallies SET count = count + -1 WHERE name = 'counted'; END;
CREATE TRIGGER tally_contacts_come AFTER INSERT ON contacts BEGIN UPDATE tallies SET count = count + 1 WHERE name = 'contacts'; END;
CREATE TRIGGER tally_contacts_gone AFTER DELETE ON contacts BEGIN UPDATE tallies SET count = count + -1 WHERE name = 'contacts'; END;
CREATE TRIGGER tally_with_interests_come AFTER INSERT ON contacts BEGIN UPDATE tallies SET count = count + (NEW.interests <> '') WHERE name = 'with_interests'; END;
CREATE TRIGGER tally_with_interests_gone AFTER DELETE ON contacts BEGIN UPDATE tallies SET count = count + -(OLD.interests <> '') WHERE name = 'with_interests'; END;
CREATE TRIGGER tally_with_interests_changed AFTER UPDATE OF interests ON contacts
                WHEN (OLD.interests <> '') <> (NEW.interests <> '') BEGIN UPDATE tallies SET count = count + (NEW.interests <> '') - (OLD.interests <> '') WHERE name = 'with_interests'; END;
CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN
            INSERT INTO articles_fts (rowid, title, text, site)
                VALUES (NEW.id, NEW.title, unpacked(NEW.packed), NEW.site);
        END;
CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN
            INSERT INTO articles_fts (articles_fts, rowid, title, text, site) VALUES ('delete', OLD.id, OLD.title, unpacked(OLD.packed), OLD.site);
        END;
CREATE TRIGGER articles_au AFTER UPDATE OF title, packed, site ON articles BEGIN
            INSERT INTO articles_fts (articles_fts, rowid, title, text, site) VALUES ('delete', OLD.id, OLD.title, unpacked(OLD.packed), OLD.site);
            INSERT INTO articles_fts (rowid, title, text, site)
                VALUES (NEW.id, NEW.title, unpacked(NEW.packed), NEW.site);
        END;
CREATE TRIGGER text_stale AFTER UPDATE OF title, packed, language ON articles
        BEGIN DELETE FROM article_terms WHERE article_id = NEW.id; END;
CREATE TRIGGER mentions_in_another_text AFTER UPDATE OF title, packed, author ON articles
        BEGIN DELETE FROM mention_scans WHERE article_id = NEW.id; END;
CREATE TRIGGER prepared_gone_contacts AFTER DELETE ON contacts BEGIN
                DELETE FROM derived WHERE name LIKE 'prepared%';
            END;
CREATE TRIGGER prepared_gone_articles AFTER DELETE ON articles BEGIN
                DELETE FROM derived WHERE name LIKE 'prepared%';
            END;
CREATE TRIGGER profile_learned AFTER INSERT ON marks
            WHEN EXISTS (
                SELECT 1 FROM (
                    SELECT NEW.state AS state, NEW.reason AS reason
                    UNION ALL SELECT state, reason FROM marks
                    WHERE suggestion_id = NEW.suggestion_id
                )
                WHERE state IN ('liked', 'replied') OR state = 'dismissed'
                AND coalesce(reason, 'not their topic') = 'not their topic'
            )
            BEGIN DELETE FROM matched_contacts WHERE contact_id =
                (SELECT contact_id FROM suggestions WHERE id = NEW.suggestion_id); END;
CREATE TRIGGER profile_unlearned AFTER DELETE ON marks
            WHEN EXISTS (
                SELECT 1 FROM (
                    SELECT OLD.state AS state, OLD.reason AS reason
                    UNION ALL SELECT state, reason FROM marks
                    WHERE suggestion_id = OLD.suggestion_id
                )
                WHERE state IN ('liked', 'replied') OR state = 'dismissed'
                AND coalesce(reason, 'not their topic') = 'not their topic'
            )
            BEGIN DELETE FROM matched_contacts WHERE contact_id =
                (SELECT contact_id FROM suggestions WHERE id = OLD.suggestion_id); END;
