"""The schema, step by step. A step that was released is never edited: a change is a new step."""

import sqlite3
from array import array
from contextlib import closing
from functools import cache

from sqlite_utils import Database, Migrations

from recommender.storage.packing import pack_terms, pack_text, register

APPLICATION_ID = 0x50415353  # "PASS": tells a library from any other SQLite file

TALLIES = {
    "feeds": ("feeds", ""),
    "articles": ("articles", ""),
    "read": ("articles", "read_at IS NOT NULL"),
    "counted": ("article_terms", ""),
    "contacts": ("contacts", ""),
    "with_interests": ("contacts", "interests <> ''"),
}
"""What the library keeps count of: rows of a table, or those of them where a column is so."""

migrations = Migrations("passalong")


@cache
def names() -> tuple[str, ...]:
    """Return the names of all steps that this version knows, oldest first."""
    # without plugins: to look for some takes as long as all the rest of a quick command
    with closing(Database(memory=True, execute_plugins=False)) as blank:
        return tuple(step.name for step in migrations.pending(blank))


@migrations()
def m001_facts(db: Database) -> None:
    """Feeds, articles, contacts and what passed between them: nothing here can be recomputed.

    What the user names by its number gets one that nothing had before it (AUTOINCREMENT).
    """
    _run(
        db,
        """
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
        CREATE INDEX articles_by_feed ON articles(feed_id);
        CREATE INDEX articles_by_story ON articles(story);
        CREATE INDEX articles_by_time ON articles(added_at);

        CREATE TABLE entries (
            feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
            key TEXT NOT NULL,
            digest TEXT NOT NULL,
            article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
            seen_at TEXT NOT NULL,
            PRIMARY KEY (feed_id, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX entries_by_article ON entries(article_id);

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
        CREATE INDEX contacts_by_name ON contacts(name COLLATE NOCASE);

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
        CREATE INDEX suggestions_by_article ON suggestions(article_id);

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
        CREATE INDEX marks_by_suggestion ON marks(suggestion_id);

        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            at TEXT NOT NULL,
            note TEXT NOT NULL DEFAULT '',
            mark_id INTEGER REFERENCES marks(id) ON DELETE CASCADE
        ) STRICT;
        CREATE INDEX events_by_contact ON events(contact_id, at);
        CREATE INDEX events_by_mark ON events(mark_id);

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
        CREATE INDEX import_changes_by_contact ON import_changes(contact_id);

        CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """,
    )


@migrations()
def m002_caches(db: Database) -> None:
    """Terms, matches and plans: all of it may be dropped and is then made again."""
    _run(
        db,
        """
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
        CREATE INDEX article_terms_unmatched ON article_terms(article_id) WHERE matched = 0;
        CREATE TABLE shingles (
            hash INTEGER NOT NULL,
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            PRIMARY KEY (hash, article_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX shingles_by_article ON shingles(article_id);
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
        CREATE INDEX matches_by_article ON matches(article_id);
        CREATE TABLE plans (
            day TEXT PRIMARY KEY,
            occasions TEXT NOT NULL,
            worth_reading TEXT NOT NULL,
            why_empty TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE derived (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
        """,
    )
    db.table("articles").enable_fts(
        ["title", "text", "site"],
        create_triggers=True,
        tokenize="unicode61 remove_diacritics 2",
    )


@migrations()
def m003_staleness(db: Database) -> None:
    """Whatever changes a fact makes what was derived from it stale, whoever changes it."""
    facts = (
        "INSERT ON contacts",
        "UPDATE ON contacts",
        "DELETE ON contacts",
        "UPDATE OF read_at, dropped, story ON articles",
        "DELETE ON articles",
        "INSERT ON marks",
        "DELETE ON marks",
        "INSERT ON events",
        "DELETE ON events",
        "INSERT ON matches",
        "DELETE ON matches",
        "INSERT ON settings",
        "UPDATE ON settings",
        "DELETE ON settings",
    )
    for number, fact in enumerate(facts):
        _run(db, f"CREATE TRIGGER plan_stale_{number} AFTER {fact} BEGIN DELETE FROM plans; END;")
    _run(
        db,
        """
        CREATE TRIGGER profile_stale AFTER UPDATE OF
            interests, avoid, notes, tags, organisation, role, languages ON contacts
        BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.id; END;

        CREATE TRIGGER profile_learned AFTER INSERT ON marks
        WHEN NEW.state IN ('liked', 'replied', 'dismissed')
        BEGIN DELETE FROM matched_contacts WHERE contact_id =
            (SELECT contact_id FROM suggestions WHERE id = NEW.suggestion_id); END;

        CREATE TRIGGER profile_unlearned AFTER DELETE ON marks
        WHEN OLD.state IN ('liked', 'replied', 'dismissed')
        BEGIN DELETE FROM matched_contacts WHERE contact_id =
            (SELECT contact_id FROM suggestions WHERE id = OLD.suggestion_id); END;

        CREATE TRIGGER text_stale AFTER UPDATE OF title, text, language ON articles
        BEGIN DELETE FROM article_terms WHERE article_id = NEW.id; END;
        """,
    )


@migrations()
def m004_reading_lists(db: Database) -> None:
    """Tags of articles, pages that a reading list named and that are still to be fetched.

    Also what an article said before its publisher changed it, and whether more of it is sold.
    """
    _run(
        db,
        """
        ALTER TABLE articles ADD COLUMN only_beginning INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE article_versions (
            id INTEGER PRIMARY KEY,
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            until TEXT NOT NULL
        ) STRICT;
        CREATE INDEX article_versions_by_article ON article_versions(article_id);
        ALTER TABLE articles ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE articles ADD COLUMN import_id INTEGER
            REFERENCES imports(id) ON DELETE SET NULL;
        CREATE INDEX articles_by_import ON articles(import_id) WHERE import_id IS NOT NULL;
        ALTER TABLE feeds ADD COLUMN import_id INTEGER REFERENCES imports(id) ON DELETE SET NULL;
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
        CREATE INDEX pending_pages_by_import ON pending_pages(import_id);
        CREATE TABLE watched_files (
            name TEXT PRIMARY KEY,
            changed TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    )


@migrations()
def m005_people(db: Database) -> None:
    """Cards merged and kept apart, what an export said of jobs, what was said of occasions.

    Also where contacts are named in articles, which is a cache.
    """
    _run(
        db,
        """
        CREATE TABLE merges (
            import_id INTEGER PRIMARY KEY REFERENCES imports(id) ON DELETE CASCADE,
            kept_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            parted TEXT NOT NULL
        ) STRICT;
        CREATE INDEX merges_by_contact ON merges(kept_id);
        CREATE TRIGGER merge_gone AFTER DELETE ON merges
        BEGIN DELETE FROM imports WHERE id = OLD.import_id; END;

        CREATE TABLE apart (
            first_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            second_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            PRIMARY KEY (first_id, second_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX apart_by_second ON apart(second_id);

        CREATE TABLE exported_jobs (
            id INTEGER PRIMARY KEY,
            import_id INTEGER NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            organisation TEXT,
            role TEXT,
            connected TEXT,
            UNIQUE (import_id, contact_id)
        ) STRICT;
        CREATE INDEX exported_jobs_by_contact ON exported_jobs(contact_id);

        CREATE TABLE occasion_marks (
            id INTEGER PRIMARY KEY,
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            about TEXT NOT NULL,
            state TEXT NOT NULL,
            at TEXT NOT NULL,
            until TEXT
        ) STRICT;
        CREATE INDEX occasion_marks_by_contact ON occasion_marks(contact_id);
        CREATE TRIGGER plan_stale_said AFTER INSERT ON occasion_marks
        BEGIN DELETE FROM plans; END;
        CREATE TRIGGER plan_stale_unsaid AFTER DELETE ON occasion_marks
        BEGIN DELETE FROM plans; END;

        ALTER TABLE events ADD COLUMN import_id INTEGER
            REFERENCES imports(id) ON DELETE CASCADE;
        CREATE INDEX events_by_import ON events(import_id) WHERE import_id IS NOT NULL;
        ALTER TABLE events ADD COLUMN occasion_mark_id INTEGER
            REFERENCES occasion_marks(id) ON DELETE CASCADE;
        CREATE INDEX events_by_occasion ON events(occasion_mark_id)
            WHERE occasion_mark_id IS NOT NULL;

        CREATE TABLE mentions (
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            sentence TEXT NOT NULL,
            sign TEXT NOT NULL,
            wrote_it INTEGER NOT NULL,
            PRIMARY KEY (article_id, contact_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX mentions_by_contact ON mentions(contact_id);
        CREATE TABLE mention_scans (
            article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE
        ) STRICT;
        CREATE TRIGGER mentions_of_somebody_new AFTER INSERT ON contacts
        BEGIN DELETE FROM mention_scans; END;
        CREATE TRIGGER mentions_of_another_card AFTER UPDATE ON contacts
        WHEN (OLD.name, OLD.given_name, OLD.organisation, OLD.role, OLD.links)
            IS NOT (NEW.name, NEW.given_name, NEW.organisation, NEW.role, NEW.links)
        BEGIN DELETE FROM mention_scans; END;
        CREATE TRIGGER mentions_in_another_text AFTER UPDATE OF title, text, author ON articles
        BEGIN DELETE FROM mention_scans WHERE article_id = NEW.id; END;
        """,
    )


@migrations()
def m008_wishes_of_publishers(db: Database) -> None:
    """What a feed wishes of its readers outlives an answer without it; and where it moved from."""
    _run(
        db,
        """
        ALTER TABLE feeds ADD COLUMN ttl_minutes INTEGER;
        ALTER TABLE feeds ADD COLUMN skip_hours TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE feeds ADD COLUMN skip_days TEXT NOT NULL DEFAULT '[]';
        ALTER TABLE feeds ADD COLUMN moved_from TEXT;
        ALTER TABLE feeds ADD COLUMN moved_at TEXT;
        """,
    )


@migrations()
def m011_page(db: Database) -> None:
    """Which channel a contact is written to by, and indexes by which lists count and turn pages.

    The text of an article stands before its other columns in the row: what a list asks of every
    article must not have to read past it.
    """
    _run(
        db,
        """
        ALTER TABLE contacts ADD COLUMN channel TEXT;

        DROP INDEX articles_by_time;
        CREATE INDEX articles_by_time
            ON articles(added_at DESC, id DESC, read_at, feed_id, language, dropped);
        CREATE INDEX articles_read ON articles(read_at) WHERE read_at IS NOT NULL;
        CREATE INDEX articles_by_language ON articles(language);
        CREATE INDEX matches_fitting ON matches(article_id) WHERE fits;
        CREATE INDEX events_by_kind ON events(kind, at);
        CREATE INDEX marks_by_state ON marks(state, suggestion_id);
        """,
    )


@migrations()
def m007_profiles(db: Database) -> None:
    """What the user says of a profile's parts, and of articles that do not age.

    Also two caches: the terms that profiles hold, and other reports of an event.
    """
    _run(
        db,
        """
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

        CREATE TABLE profile_terms (
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            term TEXT NOT NULL,
            source TEXT NOT NULL,
            weight REAL NOT NULL,
            PRIMARY KEY (contact_id, term, source)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE articles ADD COLUMN evergreen INTEGER NOT NULL DEFAULT 0;
        CREATE TRIGGER plan_stale_evergreen AFTER UPDATE OF evergreen ON articles
        BEGIN DELETE FROM plans; END;

        CREATE TABLE reports (
            article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            other_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
            PRIMARY KEY (article_id, other_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX reports_by_other ON reports(other_id);
        """,
    )


@migrations()
def m012_seals(db: Database) -> None:
    """A checksum of what each article says: SQLite's own check overlooks overwritten text."""
    _run(db, "ALTER TABLE articles ADD COLUMN seal INTEGER;")


@migrations()
def m009_books(db: Database) -> None:
    """Feeds that contacts write themselves; how an import left a card, to tell later edits."""
    _run(
        db,
        """
        CREATE TABLE contact_feeds (
            contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
            feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
            brought INTEGER NOT NULL,
            PRIMARY KEY (contact_id, feed_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX contact_feeds_by_feed ON contact_feeds(feed_id);
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

        ALTER TABLE import_changes ADD COLUMN after TEXT;
        """,
    )


@migrations()
def m010_occasions(db: Database) -> None:
    """Names that are somebody else's, occasions done with an article, whose name was looked for.

    A new card makes nothing stale any more: it is looked for in what was read, and nobody else is.
    """
    _run(
        db,
        """
        ALTER TABLE occasion_marks ADD COLUMN sign TEXT NOT NULL DEFAULT '';
        ALTER TABLE occasion_marks ADD COLUMN mark_id INTEGER
            REFERENCES marks(id) ON DELETE CASCADE;
        CREATE INDEX occasion_marks_by_mark ON occasion_marks(mark_id)
            WHERE mark_id IS NOT NULL;
        CREATE TRIGGER profile_not_theirs AFTER INSERT ON occasion_marks
        WHEN NEW.state = 'not-them'
        BEGIN DELETE FROM matched_contacts WHERE contact_id = NEW.contact_id; END;
        CREATE TRIGGER profile_theirs_after_all AFTER DELETE ON occasion_marks
        WHEN OLD.state = 'not-them'
        BEGIN DELETE FROM matched_contacts WHERE contact_id = OLD.contact_id; END;

        DROP TRIGGER mentions_of_somebody_new;
        DROP TRIGGER mentions_of_another_card;
        CREATE TABLE sought_contacts (
            contact_id INTEGER PRIMARY KEY REFERENCES contacts(id) ON DELETE CASCADE
        ) STRICT;
        CREATE TRIGGER mentions_of_another_card AFTER UPDATE ON contacts
        WHEN (OLD.name, OLD.given_name, OLD.organisation, OLD.role, OLD.links)
            IS NOT (NEW.name, NEW.given_name, NEW.organisation, NEW.role, NEW.links)
        BEGIN DELETE FROM sought_contacts WHERE contact_id = NEW.id; END;
        """,
    )


@migrations()
def m010_said_of_occasions(db: Database) -> None:
    """What is said of an occasion leaves the choice of articles as it is."""
    _run(
        db,
        """
        ALTER TABLE plans ADD COLUMN occasions_stale INTEGER NOT NULL DEFAULT 0;
        DROP TRIGGER plan_stale_said;
        DROP TRIGGER plan_stale_unsaid;
        CREATE TRIGGER occasions_stale_said AFTER INSERT ON occasion_marks
        BEGIN UPDATE plans SET occasions_stale = 1; END;
        CREATE TRIGGER occasions_stale_unsaid AFTER DELETE ON occasion_marks
        BEGIN UPDATE plans SET occasions_stale = 1; END;
        """,
    )


@migrations()
def m013_prepared(db: Database) -> None:
    """What was prepared for matching holds words of people and articles: it goes with them."""
    for table in ("contacts", "articles"):
        _run(
            db,
            f"CREATE TRIGGER prepared_gone_{table} AFTER DELETE ON {table} "
            "BEGIN DELETE FROM derived WHERE name = 'prepared'; END;",
        )


@migrations()
def m015_kept_counts(db: Database) -> None:
    """What waits to be counted, and how much there is, without walking all there is. Caches."""
    _run(
        db,
        """
        CREATE TABLE uncounted (
            article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE
        ) STRICT;
        INSERT INTO uncounted
            SELECT id FROM articles WHERE id NOT IN (SELECT article_id FROM article_terms);
        CREATE TRIGGER uncounted_new AFTER INSERT ON articles
        BEGIN INSERT INTO uncounted VALUES (NEW.id); END;
        CREATE TRIGGER uncounted_no_more AFTER INSERT ON article_terms
        BEGIN DELETE FROM uncounted WHERE article_id = NEW.article_id; END;
        CREATE TRIGGER uncounted_again AFTER DELETE ON article_terms
        BEGIN INSERT INTO uncounted SELECT id FROM articles WHERE id = OLD.article_id; END;
        CREATE INDEX article_terms_by_analyzer ON article_terms(analyzer);

        CREATE TABLE tallies (
            name TEXT PRIMARY KEY,
            count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """,
    )
    for name, (table, condition) in TALLIES.items():
        add = f"UPDATE tallies SET count = count + %s WHERE name = '{name}'; END;"
        old, new = (f"({row}.{condition})" if condition else "1" for row in ("OLD", "NEW"))
        _run(
            db,
            f"""
            INSERT INTO tallies SELECT '{name}', count(*) FROM {table} WHERE {condition or 1};
            CREATE TRIGGER tally_{name}_come AFTER INSERT ON {table} BEGIN {add % new}
            CREATE TRIGGER tally_{name}_gone AFTER DELETE ON {table} BEGIN {add % f"-{old}"}
            """,
        )
        if condition:
            column = condition.partition(" ")[0]
            _run(
                db,
                f"""
                CREATE TRIGGER tally_{name}_changed AFTER UPDATE OF {column} ON {table}
                WHEN {old} <> {new} BEGIN {add % f"{new} - {old}"}
                """,
            )


@migrations()
def m014_named_feeds(db: Database) -> None:
    """A feed may bear the user's own title; what other readers wrote beside it is kept for them."""
    _run(
        db,
        """
        ALTER TABLE feeds ADD COLUMN publisher_title TEXT;
        ALTER TABLE feeds ADD COLUMN opml TEXT NOT NULL DEFAULT '[]';
        """,
    )


@migrations()
def m015_packed(db: Database) -> None:
    """Texts and term counts take a third of their bytes; lists read past no text any more.

    The view `articles_text` reads the texts. No table names a function of ours, so any program can
    read and check the file. The search index is told of an article when what it indexes changes, no
    longer whenever an article is read.
    """
    register(db.conn)
    db.conn.create_function("pack_text", 1, pack_text, deterministic=True)
    db.conn.create_function("pack_terms", 2, _pack_counted, deterministic=True)
    old = "'delete', OLD.id, OLD.title, unpacked(OLD.packed), OLD.site"
    _run(
        db,
        f"""
        DROP TRIGGER articles_ai;
        DROP TRIGGER articles_ad;
        DROP TRIGGER articles_au;
        DROP TRIGGER text_stale;
        DROP TRIGGER mentions_in_another_text;
        DROP TABLE articles_fts;
        ALTER TABLE articles ADD COLUMN packed BLOB NOT NULL DEFAULT x'';
        UPDATE articles SET packed = pack_text(text);
        ALTER TABLE articles DROP COLUMN text;
        CREATE VIEW articles_text AS
            SELECT id, title, unpacked(packed) AS text, site FROM articles;
        CREATE VIRTUAL TABLE articles_fts USING FTS5 (
            title, text, site, tokenize='unicode61 remove_diacritics 2', content=[articles_text],
            content_rowid=[id]
        );
        INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
        CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN
            INSERT INTO articles_fts (rowid, title, text, site)
                VALUES (NEW.id, NEW.title, unpacked(NEW.packed), NEW.site);
        END;
        CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN
            INSERT INTO articles_fts (articles_fts, rowid, title, text, site) VALUES ({old});
        END;
        CREATE TRIGGER articles_au AFTER UPDATE OF title, packed, site ON articles BEGIN
            INSERT INTO articles_fts (articles_fts, rowid, title, text, site) VALUES ({old});
            INSERT INTO articles_fts (rowid, title, text, site)
                VALUES (NEW.id, NEW.title, unpacked(NEW.packed), NEW.site);
        END;
        CREATE TRIGGER text_stale AFTER UPDATE OF title, packed, language ON articles
        BEGIN DELETE FROM article_terms WHERE article_id = NEW.id; END;
        CREATE TRIGGER mentions_in_another_text AFTER UPDATE OF title, packed, author ON articles
        BEGIN DELETE FROM mention_scans WHERE article_id = NEW.id; END;

        ALTER TABLE article_versions ADD COLUMN packed BLOB NOT NULL DEFAULT x'';
        UPDATE article_versions SET packed = pack_text(text);
        ALTER TABLE article_versions DROP COLUMN text;

        UPDATE article_terms SET terms = pack_terms(terms, counts);
        ALTER TABLE article_terms DROP COLUMN counts;
        """,
    )


def _pack_counted(terms: bytes, counts: bytes) -> bytes:
    """Pack numbers and counts as they lay beside each other before."""
    return pack_terms(zip(array("i", terms), array("H", counts), strict=True))


@migrations()
def m015_prepared_parts(db: Database) -> None:
    """What was prepared lies in several parts, and all of them go with people and articles."""
    for table in ("contacts", "articles"):
        _run(
            db,
            f"""
            DROP TRIGGER prepared_gone_{table};
            CREATE TRIGGER prepared_gone_{table} AFTER DELETE ON {table} BEGIN
                DELETE FROM derived WHERE name LIKE 'prepared%';
            END;
            """,
        )


@migrations()
def m015_lessons(db: Database) -> None:
    """A suggestion dismissed for its moment or its article teaches nothing of the contact."""
    for name, event, row in (
        ("profile_learned", "INSERT", "NEW"),
        ("profile_unlearned", "DELETE", "OLD"),
    ):
        _run(
            db,
            f"""
            DROP TRIGGER {name};
            CREATE TRIGGER {name} AFTER {event} ON marks
            WHEN EXISTS (
                SELECT 1 FROM (
                    SELECT {row}.state AS state, {row}.reason AS reason
                    UNION ALL SELECT state, reason FROM marks
                    WHERE suggestion_id = {row}.suggestion_id
                )
                WHERE state IN ('liked', 'replied') OR state = 'dismissed'
                AND coalesce(reason, 'not their topic') = 'not their topic'
            )
            BEGIN DELETE FROM matched_contacts WHERE contact_id =
                (SELECT contact_id FROM suggestions WHERE id = {row}.suggestion_id); END;
            """,
        )


@migrations()
def m016_derived_aside(db: Database) -> None:
    """What is derived lies beside its names: comparing them read the megabytes that followed."""
    _run(
        db,
        """
        CREATE TEMP TABLE kept AS SELECT name, value FROM derived;
        DROP TABLE derived;
        CREATE TABLE derived (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
        INSERT INTO derived SELECT name, value FROM kept;
        DROP TABLE kept;
        """,
    )


@migrations()
def m017_shortlist(db: Database) -> None:
    """A plan keeps the best of what it was chosen from, for second thoughts."""
    _run(
        db,
        """
        DELETE FROM plans;
        ALTER TABLE plans ADD COLUMN shortlist TEXT NOT NULL DEFAULT '[]';
        """,
    )


def _run(db: Database, script: str) -> None:
    """Execute statements one by one: `executescript` would commit the step's transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""
