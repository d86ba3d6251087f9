-- The library file as this version creates it. A change here comes with a step in steps.py that
-- brings older files to the same schema; a test compares the two.
--
-- Times are ISO 8601 in UTC, days ISO dates, lists JSON arrays, flags 0 or 1. What the user names
-- by its number (feed 3, contact 12) is AUTOINCREMENT: a number is never given twice.

-- ---------------------------------------------------------------- feeds and articles

CREATE TABLE feeds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,             -- the user's own title, or else the publisher's
    publisher_title TEXT,            -- only where the user has given the feed a title of their own
    site_url TEXT,
    language TEXT,
    tags TEXT NOT NULL DEFAULT '[]', -- folders
    counts_as_read INTEGER NOT NULL DEFAULT 0, -- its articles were read elsewhere: a starred feed
    added_at TEXT NOT NULL,
    import_id INTEGER REFERENCES imports(id) ON DELETE SET NULL,
    opml TEXT NOT NULL DEFAULT '[]', -- attributes of other readers, kept for the next OPML export
    -- what polling must remember
    etag TEXT,                       -- returned verbatim in the next request, as is last_modified
    last_modified TEXT,
    content_hash TEXT,               -- of the last body, for servers without ETag
    last_polled TEXT,
    next_poll TEXT,                  -- NULL: at once
    last_error TEXT,
    failures INTEGER NOT NULL DEFAULT 0, -- failed polls in a row
    retired INTEGER NOT NULL DEFAULT 0,  -- 410 Gone: never polled again
    ttl_minutes INTEGER,             -- the publisher's wishes: how long a copy stays fresh,
    skip_hours TEXT NOT NULL DEFAULT '[]', -- hours (UTC) and
    skip_days TEXT NOT NULL DEFAULT '[]',  -- weekdays (Monday is 0) without polls
    moved_from TEXT,                 -- the URL before a permanent redirect, and when it moved
    moved_at TEXT,
    login TEXT                       -- user:password of the URL, which doesn't hold it; exported nowhere
) STRICT;

CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE,        -- canonical
    title TEXT NOT NULL,
    author TEXT,
    site TEXT,
    language TEXT,
    published TEXT,
    added_at TEXT NOT NULL,
    read_at TEXT,                    -- NULL: unread
    story INTEGER,                   -- the first article with the same news; NULL: this one is
    feed_id INTEGER REFERENCES feeds(id) ON DELETE SET NULL,
    import_id INTEGER REFERENCES imports(id) ON DELETE SET NULL,
    tags TEXT NOT NULL DEFAULT '[]', -- labels of the reading list that it came from
    is_excerpt INTEGER NOT NULL DEFAULT 0, -- only the beginning is public
    evergreen INTEGER NOT NULL DEFAULT 0,  -- never fades behind newer articles
    hidden INTEGER NOT NULL DEFAULT 0,     -- never suggested
    checksum INTEGER,                -- CRC-32 of title and text: SQLite overlooks overwritten text
    compressed_text BLOB NOT NULL    -- zlib. Last, so that lists don't read past it
) STRICT;
CREATE INDEX articles_by_feed ON articles(feed_id);
CREATE INDEX articles_by_story ON articles(story);
CREATE INDEX articles_by_import ON articles(import_id) WHERE import_id IS NOT NULL;
CREATE INDEX articles_by_language ON articles(language);
CREATE INDEX articles_by_time
    ON articles(added_at DESC, id DESC, read_at, feed_id, language, hidden);
CREATE INDEX articles_read ON articles(read_at) WHERE read_at IS NOT NULL;

-- What an article said until its publisher changed it.
CREATE TABLE article_versions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    compressed_text BLOB NOT NULL
) STRICT;
CREATE INDEX article_versions_by_article ON article_versions(article_id);

-- Feed entries seen so far: enough to tell new and changed ones from known ones.
CREATE TABLE entries (
    feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
    key TEXT NOT NULL,               -- the entry's guid, or what stands in for one
    digest TEXT NOT NULL,            -- of its content
    article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (feed_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_article ON entries(article_id);

-- Pages that a reading list named, still to be fetched.
CREATE TABLE pending_pages (
    url TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    added_at TEXT NOT NULL,          -- to the reading list
    tags TEXT NOT NULL,
    read INTEGER NOT NULL,
    import_id INTEGER REFERENCES imports(id) ON DELETE CASCADE,
    tries INTEGER NOT NULL DEFAULT 0, -- given up after pending_pages.MOST_TRIES
    error TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX pending_pages_by_import ON pending_pages(import_id);

-- Files of the watched folder that were imported, as they were then.
CREATE TABLE watched_files (
    name TEXT PRIMARY KEY,
    modified_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- people

CREATE TABLE contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    given_name TEXT,
    emails TEXT NOT NULL DEFAULT '[]',
    phones TEXT NOT NULL DEFAULT '[]',
    links TEXT NOT NULL DEFAULT '[]',
    organisation TEXT,
    role TEXT,
    birthday TEXT,                   -- YYYY-MM-DD, or --MM-DD where the year is unknown
    interests TEXT NOT NULL DEFAULT '',
    avoid TEXT NOT NULL DEFAULT '',  -- topics never to suggest
    notes TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '[]',
    languages TEXT NOT NULL DEFAULT '[]',
    cadence_days INTEGER,            -- how often to be in touch; NULL: as tags and settings say
    channel TEXT,                    -- how drafts to them open; NULL: as everybody's
    paused INTEGER NOT NULL DEFAULT 0, -- no suggestions and no occasions
    added_at TEXT NOT NULL,
    -- no occasions, and only strong matches are suggested
    asleep INTEGER NOT NULL DEFAULT 0,
    -- YYYY-MM-DD, YYYY-MM, YYYY or 'yes'; counts as paused
    died TEXT
) STRICT;
CREATE INDEX contacts_by_name ON contacts(name COLLATE NOCASE);

-- A contact's timeline: what passed between them and the user.
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,              -- domain.EventKind
    at TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    -- what logged it, and takes it along when undone
    feedback_id INTEGER REFERENCES feedback(id) ON DELETE CASCADE,
    occasion_feedback_id INTEGER REFERENCES occasion_feedback(id) ON DELETE CASCADE,
    import_id INTEGER REFERENCES imports(id) ON DELETE CASCADE
) STRICT;
CREATE INDEX events_by_contact ON events(contact_id, at);
CREATE INDEX events_by_kind ON events(kind, at);
CREATE INDEX events_by_feedback ON events(feedback_id);
CREATE INDEX events_by_occasion_feedback ON events(occasion_feedback_id)
    WHERE occasion_feedback_id IS NOT NULL;
CREATE INDEX events_by_import ON events(import_id) WHERE import_id IS NOT NULL;

-- Feeds that contacts write themselves.
CREATE TABLE contact_feeds (
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
    only_for_contact INTEGER NOT NULL, -- followed for this contact's sake, and unfollowed with them
    PRIMARY KEY (contact_id, feed_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_feeds_by_feed ON contact_feeds(feed_id);

-- How much a source of a contact's profile counts, where the user changed it from 1.
CREATE TABLE source_weights (
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    source TEXT NOT NULL,            -- domain.Source
    weight REAL NOT NULL,            -- 0 to 1
    PRIMARY KEY (contact_id, source)
) STRICT, WITHOUT ROWID;

-- Terms that the user removed from a contact's profile.
CREATE TABLE blocked_terms (
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    term TEXT NOT NULL,              -- as matching names it: en:espresso
    word TEXT NOT NULL,              -- as the user saw it
    PRIMARY KEY (contact_id, term)
) STRICT, WITHOUT ROWID;

-- Each contact's job in each export of a professional network: two exports tell of a new job.
CREATE TABLE job_history (
    id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    organisation TEXT,
    role TEXT,
    connected TEXT,                  -- since when, which dates the export
    UNIQUE (import_id, contact_id)
) STRICT;
CREATE INDEX job_history_by_contact ON job_history(contact_id);

-- ---------------------------------------------------------------- suggestions and feedback

-- Articles that the user was asked about: who did they make the user think of?
CREATE TABLE deck_answers (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    nobody INTEGER NOT NULL,         -- else someone was picked, and has a suggestion
    at TEXT NOT NULL
) STRICT;

-- A match that was in the plan of a day. Its state is that of its latest feedback, else 'proposed'.
CREATE TABLE suggestions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    day TEXT,                        -- whose plan it belongs to; NULL: in no plan now
    position INTEGER NOT NULL,       -- in the plan, from 0
    score REAL NOT NULL,
    strength TEXT NOT NULL,          -- domain.Strength
    terms TEXT NOT NULL,             -- [[term, weight, interest, source], ...]
    why_now TEXT NOT NULL,
    chosen INTEGER NOT NULL DEFAULT 0, -- the user picked the pair, the plan did not
    UNIQUE (contact_id, article_id)
) STRICT;
CREATE INDEX suggestions_by_article ON suggestions(article_id);

-- What the user did with a suggestion, one row for each action.
CREATE TABLE feedback (
    id INTEGER PRIMARY KEY,
    suggestion_id INTEGER NOT NULL REFERENCES suggestions(id) ON DELETE CASCADE,
    state TEXT NOT NULL,             -- domain.State
    at TEXT NOT NULL,
    reason TEXT,                     -- why it was dismissed: domain.Reason
    until TEXT,                      -- the day on which a snoozed one returns
    recipient TEXT,                  -- the draft as it was opened or sent
    subject TEXT,
    body TEXT
) STRICT;
CREATE INDEX feedback_by_suggestion ON feedback(suggestion_id);
CREATE INDEX feedback_by_state ON feedback(state, suggestion_id);

-- What the user did with an occasion. Occasions themselves are derived and have no table.
CREATE TABLE occasion_feedback (
    id INTEGER PRIMARY KEY,
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,              -- domain.OccasionKind
    key TEXT NOT NULL,               -- which of the contact's occasions of that kind
    state TEXT NOT NULL,             -- domain.OccasionState
    at TEXT NOT NULL,
    until TEXT,                      -- the day on which a snoozed one returns
    identifier TEXT NOT NULL DEFAULT '', -- for 'not-them': the mentions.identifier that misled
    feedback_id INTEGER REFERENCES feedback(id) ON DELETE CASCADE -- that answered the occasion too
) STRICT;
CREATE INDEX occasion_feedback_by_contact ON occasion_feedback(contact_id);
CREATE INDEX occasion_feedback_by_feedback ON occasion_feedback(feedback_id)
    WHERE feedback_id IS NOT NULL;

-- ---------------------------------------------------------------- imports and merges

CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    file TEXT NOT NULL,
    kind TEXT NOT NULL               -- of address book or reading list, or 'merge'
) STRICT;

-- Contacts that an import added or changed, as JSON rows. An undo restores all columns that were
-- not edited since.
CREATE TABLE import_changes (
    import_id INTEGER NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    before TEXT,                     -- NULL: the import added the contact
    after TEXT,
    PRIMARY KEY (import_id, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_changes_by_contact ON import_changes(contact_id);

-- Two contacts merged into one. A merge is an import, and is undone like one.
CREATE TABLE merges (
    import_id INTEGER PRIMARY KEY REFERENCES imports(id) ON DELETE CASCADE,
    kept_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    undo TEXT NOT NULL               -- JSON: rows that moved, were lost, were gained; see merges.py
) STRICT;
CREATE INDEX merges_by_contact ON merges(kept_id);

-- Pairs that the user called two different people, the lower id first.
CREATE TABLE not_duplicates (
    first_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    second_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    PRIMARY KEY (first_id, second_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX not_duplicates_by_second ON not_duplicates(second_id);

-- ---------------------------------------------------------------- settings

-- Only those that the user changed.
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- ---------------------------------------------------------------- caches
-- All of it can be computed from the tables above, and may be deleted.

CREATE VIEW articles_text AS
    SELECT id, title, decompressed(compressed_text) AS text, site FROM articles;
CREATE VIRTUAL TABLE articles_fts USING FTS5 (
    title, text, site, tokenize='unicode61 remove_diacritics 2', content=[articles_text],
    content_rowid=[id]
);

CREATE TABLE vocabulary (
    id INTEGER PRIMARY KEY,
    term TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE article_terms (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE,
    analyzer_version INTEGER NOT NULL,
    compressed_counts BLOB NOT NULL, -- term ids with counts, as compression.py packs them
    matched INTEGER NOT NULL DEFAULT 0 -- with every contact that is in matched_contacts
) STRICT;
CREATE INDEX article_terms_unmatched ON article_terms(article_id) WHERE matched = 0;
CREATE INDEX article_terms_by_analyzer ON article_terms(analyzer_version);
CREATE TABLE articles_without_terms (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE
) STRICT;
-- A word for each term, as an article spells it, and the articles that were read for that. Both are
-- empty unless the user named a word embedding.
CREATE TABLE term_words (
    term_id INTEGER PRIMARY KEY REFERENCES vocabulary(id) ON DELETE CASCADE,
    word TEXT NOT NULL
) STRICT;
CREATE TABLE spelled_articles (
    article_id INTEGER PRIMARY KEY REFERENCES article_terms(article_id) ON DELETE CASCADE
) STRICT;

-- Signatures by which the same news from several places is found.
CREATE TABLE shingles (
    hash INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (hash, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX shingles_by_article ON shingles(article_id);
-- Pairs of articles that report one event in different words, the lower id first.
CREATE TABLE related_coverage (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX related_coverage_by_other ON related_coverage(other_id);

CREATE TABLE matches (
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    score REAL NOT NULL,
    fits INTEGER NOT NULL,           -- above the contact's threshold
    strength TEXT NOT NULL,
    terms TEXT NOT NULL,
    PRIMARY KEY (contact_id, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX matches_by_article ON matches(article_id);
CREATE INDEX matches_fitting ON matches(article_id) WHERE fits;
-- Contacts whose matches are up to date.
CREATE TABLE matched_contacts (
    contact_id INTEGER PRIMARY KEY REFERENCES contacts(id) ON DELETE CASCADE
) STRICT;
-- Terms that a profile was given by feedback and by expansion when it was last matched.
CREATE TABLE profile_terms (
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    term TEXT NOT NULL,
    source TEXT NOT NULL,
    weight REAL NOT NULL,
    PRIMARY KEY (contact_id, term, source)
) STRICT, WITHOUT ROWID;

-- Contacts named in articles, and which articles and contacts were searched for that.
CREATE TABLE mentions (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    sentence TEXT NOT NULL,
    identifier TEXT NOT NULL,        -- what else in the article points to this person
    wrote_it INTEGER NOT NULL,       -- they are the author
    PRIMARY KEY (article_id, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_contact ON mentions(contact_id);
CREATE TABLE scanned_articles (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE
) STRICT;
CREATE TABLE scanned_contacts (
    contact_id INTEGER PRIMARY KEY REFERENCES contacts(id) ON DELETE CASCADE
) STRICT;

-- The plan of a day beyond its suggestions; one row at most.
CREATE TABLE plans (
    day TEXT PRIMARY KEY,
    occasions TEXT NOT NULL,         -- JSON, as are worth_reading and shortlist
    worth_reading TEXT NOT NULL,
    why_empty TEXT NOT NULL,
    occasions_stale INTEGER NOT NULL DEFAULT 0, -- the suggestions still hold, the occasions don't
    shortlist TEXT NOT NULL DEFAULT '[]' -- the best candidates, to choose again from
) STRICT, WITHOUT ROWID;

-- Row counts, so that nothing has to walk a table to show one.
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES
    ('feeds', 0), ('articles', 0), ('read', 0), ('with_terms', 0), ('contacts', 0),
    ('with_interests', 0);

-- Anything else by name. With rowids: comparing names must not read past megabytes of values.
CREATE TABLE cache (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;

-- ---------------------------------------------------------------- triggers
-- Each group keeps one fact true, whoever changes the rows.

-- Fact: the search index holds the present title, text and site of each article. It is left alone
-- when an article is only marked, such as read.
CREATE TRIGGER search_index_inserts AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts (rowid, title, text, site)
        VALUES (NEW.id, NEW.title, decompressed(NEW.compressed_text), NEW.site);
END;
CREATE TRIGGER search_index_deletes AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text, site)
        VALUES ('delete', OLD.id, OLD.title, decompressed(OLD.compressed_text), OLD.site);
END;
CREATE TRIGGER search_index_updates AFTER UPDATE OF title, compressed_text, site ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, text, site)
        VALUES ('delete', OLD.id, OLD.title, decompressed(OLD.compressed_text), OLD.site);
    INSERT INTO articles_fts (rowid, title, text, site)
        VALUES (NEW.id, NEW.title, decompressed(NEW.compressed_text), NEW.site);
END;

-- Fact: an article's term counts are those of its present text, and an article without term counts
-- is listed as such.
CREATE TRIGGER terms_of_changed_text AFTER UPDATE OF title, compressed_text, language ON articles
    BEGIN DELETE FROM article_terms WHERE article_id = NEW.id; END;
CREATE TRIGGER terms_of_new_article AFTER INSERT ON articles
    BEGIN INSERT INTO articles_without_terms VALUES (NEW.id); END;
CREATE TRIGGER terms_inserted AFTER INSERT ON article_terms
    BEGIN DELETE FROM articles_without_terms WHERE article_id = NEW.article_id; END;
CREATE TRIGGER terms_deleted AFTER DELETE ON article_terms BEGIN
    INSERT INTO articles_without_terms SELECT id FROM articles WHERE id = OLD.article_id;
END;
CREATE TRIGGER terms_recounted AFTER UPDATE OF compressed_counts ON article_terms
    BEGIN DELETE FROM spelled_articles WHERE article_id = NEW.article_id; END;

-- Fact: a contact in matched_contacts has not changed in what they are matched by: their profile,
-- how its sources count, feedback that teaches it, and what they write.
CREATE TRIGGER rematch_edited AFTER UPDATE OF
    interests, avoid, notes, tags, organisation, role, languages ON contacts
    BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.id; END;
CREATE TRIGGER rematch_weight_set AFTER INSERT ON source_weights
    BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;
CREATE TRIGGER rematch_weight_reset AFTER DELETE ON source_weights
    BEGIN DELETE FROM matched_contacts WHERE contact_id = OLD.contact_id; END;
CREATE TRIGGER rematch_term_blocked AFTER INSERT ON blocked_terms
    BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;
CREATE TRIGGER rematch_term_unblocked AFTER DELETE ON blocked_terms
    BEGIN DELETE FROM matched_contacts WHERE contact_id = OLD.contact_id; END;
CREATE TRIGGER rematch_author_found AFTER INSERT ON mentions WHEN NEW.wrote_it
    BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;
CREATE TRIGGER rematch_not_them AFTER INSERT ON occasion_feedback WHEN NEW.state = 'not-them'
    BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;
CREATE TRIGGER rematch_them_after_all AFTER DELETE ON occasion_feedback WHEN OLD.state = 'not-them'
    BEGIN DELETE FROM matched_contacts WHERE contact_id = OLD.contact_id; END;
CREATE TRIGGER rematch_feed_followed AFTER INSERT ON contact_feeds
    BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;
CREATE TRIGGER rematch_feed_unfollowed AFTER DELETE ON contact_feeds
    BEGIN DELETE FROM matched_contacts WHERE contact_id = OLD.contact_id; END;
CREATE TRIGGER rematch_published AFTER INSERT ON articles WHEN NEW.feed_id IS NOT NULL BEGIN
    DELETE FROM matched_contacts WHERE contact_id IN
        (SELECT contact_id FROM contact_feeds WHERE feed_id = NEW.feed_id);
END;
CREATE TRIGGER rematch_picked AFTER INSERT ON suggestions WHEN NEW.chosen
    BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;
CREATE TRIGGER rematch_pick_changed AFTER UPDATE OF chosen ON suggestions
    WHEN NEW.chosen <> OLD.chosen
    BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;
CREATE TRIGGER rematch_pick_deleted AFTER DELETE ON suggestions WHEN OLD.chosen
    BEGIN DELETE FROM matched_contacts WHERE contact_id = OLD.contact_id; END;
-- Only picks, likes, replies and "not their topic" teach; other reasons are about the article or the time.
-- Earlier feedback on the suggestion counts too: the new row may replace what it taught.
CREATE TRIGGER rematch_feedback_given AFTER INSERT ON feedback
WHEN EXISTS (
    SELECT 1 FROM (
        SELECT NEW.state AS state, NEW.reason AS reason
        UNION ALL SELECT state, reason FROM feedback WHERE suggestion_id = NEW.suggestion_id
    )
    WHERE state IN ('liked', 'replied')
        OR state = 'dismissed' AND coalesce(reason, 'not their topic') = 'not their topic'
) BEGIN
    DELETE FROM matched_contacts WHERE contact_id =
        (SELECT contact_id FROM suggestions WHERE id = NEW.suggestion_id);
END;
CREATE TRIGGER rematch_feedback_undone AFTER DELETE ON feedback
WHEN EXISTS (
    SELECT 1 FROM (
        SELECT OLD.state AS state, OLD.reason AS reason
        UNION ALL SELECT state, reason FROM feedback WHERE suggestion_id = OLD.suggestion_id
    )
    WHERE state IN ('liked', 'replied')
        OR state = 'dismissed' AND coalesce(reason, 'not their topic') = 'not their topic'
) BEGIN
    DELETE FROM matched_contacts WHERE contact_id =
        (SELECT contact_id FROM suggestions WHERE id = OLD.suggestion_id);
END;

-- MATCHING CACHE. Fact: it holds no words of people and articles that are gone.
CREATE TRIGGER matching_cache_of_deleted_contact AFTER DELETE ON contacts
    BEGIN DELETE FROM cache WHERE name LIKE 'prepared%'; END;
CREATE TRIGGER matching_cache_of_deleted_article AFTER DELETE ON articles
    BEGIN DELETE FROM cache WHERE name LIKE 'prepared%'; END;
-- end of MATCHING CACHE

-- Fact: the plan of the day is the one that would be made now.
CREATE TRIGGER plan_contact_added AFTER INSERT ON contacts BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_contact_edited AFTER UPDATE ON contacts BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_contact_deleted AFTER DELETE ON contacts BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_article_edited AFTER UPDATE OF read_at, hidden, story, evergreen ON articles
    BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_article_deleted AFTER DELETE ON articles BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_contact_published AFTER INSERT ON articles
    WHEN NEW.feed_id IN (SELECT feed_id FROM contact_feeds) BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_match_added AFTER INSERT ON matches BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_match_deleted AFTER DELETE ON matches BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_feedback_given AFTER INSERT ON feedback BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_feedback_undone AFTER DELETE ON feedback BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_event_logged AFTER INSERT ON events BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_event_deleted AFTER DELETE ON events BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_setting_added AFTER INSERT ON settings BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_setting_changed AFTER UPDATE ON settings BEGIN DELETE FROM plans; END;
CREATE TRIGGER plan_setting_reset AFTER DELETE ON settings BEGIN DELETE FROM plans; END;
-- Feedback on an occasion leaves the choice of articles as it is.
CREATE TRIGGER plan_occasion_feedback_given AFTER INSERT ON occasion_feedback
    BEGIN UPDATE plans SET occasions_stale = 1; END;
CREATE TRIGGER plan_occasion_feedback_undone AFTER DELETE ON occasion_feedback
    BEGIN UPDATE plans SET occasions_stale = 1; END;

-- Fact: scanned articles and contacts were searched as they are now.
CREATE TRIGGER rescan_changed_text AFTER UPDATE OF title, compressed_text, author ON articles
    BEGIN DELETE FROM scanned_articles WHERE article_id = NEW.id; END;
CREATE TRIGGER rescan_changed_contact AFTER UPDATE ON contacts
WHEN (OLD.name, OLD.given_name, OLD.organisation, OLD.role, OLD.links)
    IS NOT (NEW.name, NEW.given_name, NEW.organisation, NEW.role, NEW.links)
    BEGIN DELETE FROM scanned_contacts WHERE contact_id = NEW.id; END;

-- Fact: each counter equals the number of rows it counts.
CREATE TRIGGER count_feed_added AFTER INSERT ON feeds
    BEGIN UPDATE counters SET count = count + 1 WHERE name = 'feeds'; END;
CREATE TRIGGER count_feed_deleted AFTER DELETE ON feeds
    BEGIN UPDATE counters SET count = count - 1 WHERE name = 'feeds'; END;
CREATE TRIGGER count_article_added AFTER INSERT ON articles BEGIN
    UPDATE counters SET count = count + 1 WHERE name = 'articles';
    UPDATE counters SET count = count + 1 WHERE name = 'read' AND NEW.read_at IS NOT NULL;
END;
CREATE TRIGGER count_article_deleted AFTER DELETE ON articles BEGIN
    UPDATE counters SET count = count - 1 WHERE name = 'articles';
    UPDATE counters SET count = count - 1 WHERE name = 'read' AND OLD.read_at IS NOT NULL;
END;
CREATE TRIGGER count_article_read AFTER UPDATE OF read_at ON articles
WHEN (OLD.read_at IS NOT NULL) <> (NEW.read_at IS NOT NULL) BEGIN
    UPDATE counters SET count = count + (NEW.read_at IS NOT NULL) - (OLD.read_at IS NOT NULL)
        WHERE name = 'read';
END;
CREATE TRIGGER count_terms_added AFTER INSERT ON article_terms
    BEGIN UPDATE counters SET count = count + 1 WHERE name = 'with_terms'; END;
CREATE TRIGGER count_terms_deleted AFTER DELETE ON article_terms
    BEGIN UPDATE counters SET count = count - 1 WHERE name = 'with_terms'; END;
CREATE TRIGGER count_contact_added AFTER INSERT ON contacts BEGIN
    UPDATE counters SET count = count + 1 WHERE name = 'contacts';
    UPDATE counters SET count = count + 1 WHERE name = 'with_interests' AND NEW.interests <> '';
END;
CREATE TRIGGER count_contact_deleted AFTER DELETE ON contacts BEGIN
    UPDATE counters SET count = count - 1 WHERE name = 'contacts';
    UPDATE counters SET count = count - 1 WHERE name = 'with_interests' AND OLD.interests <> '';
END;
CREATE TRIGGER count_contact_edited AFTER UPDATE OF interests ON contacts
WHEN (OLD.interests <> '') <> (NEW.interests <> '') BEGIN
    UPDATE counters SET count = count + (NEW.interests <> '') - (OLD.interests <> '')
        WHERE name = 'with_interests';
END;

-- Fact: a merge and its import are gone together.
CREATE TRIGGER merge_deleted AFTER DELETE ON merges
    BEGIN DELETE FROM imports WHERE id = OLD.import_id; END;
