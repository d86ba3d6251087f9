PRAGMA application_id = 1346458451;
PRAGMA user_version = 1;
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
    moved_at TEXT
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
CREATE TABLE article_versions (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    replaced_at TEXT NOT NULL,
    compressed_text BLOB NOT NULL
) STRICT;
CREATE TABLE entries (
    feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
    key TEXT NOT NULL,               -- the entry's guid, or what stands in for one
    digest TEXT NOT NULL,            -- of its content
    article_id INTEGER REFERENCES articles(id) ON DELETE SET NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (feed_id, key)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE watched_files (
    name TEXT PRIMARY KEY,
    modified_at TEXT NOT NULL
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
    birthday TEXT,                   -- YYYY-MM-DD, or --MM-DD where the year is unknown
    interests TEXT NOT NULL DEFAULT '',
    avoid TEXT NOT NULL DEFAULT '',  -- topics never to suggest
    notes TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '[]',
    languages TEXT NOT NULL DEFAULT '[]',
    cadence_days INTEGER,            -- how often to be in touch; NULL: as tags and settings say
    channel TEXT,                    -- how drafts to them open; NULL: as everybody's
    paused INTEGER NOT NULL DEFAULT 0, -- no suggestions and no occasions
    added_at TEXT NOT NULL
) STRICT;
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
CREATE TABLE contact_feeds (
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    feed_id INTEGER NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
    only_for_contact INTEGER NOT NULL, -- followed for this contact's sake, and unfollowed with them
    PRIMARY KEY (contact_id, feed_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE source_weights (
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    source TEXT NOT NULL,            -- domain.Source
    weight REAL NOT NULL,            -- 0 to 1
    PRIMARY KEY (contact_id, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE blocked_terms (
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    term TEXT NOT NULL,              -- as matching names it: en:espresso
    word TEXT NOT NULL,              -- as the user saw it
    PRIMARY KEY (contact_id, term)
) STRICT, WITHOUT ROWID;
CREATE TABLE job_history (
    id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    organisation TEXT,
    role TEXT,
    connected TEXT,                  -- since when, which dates the export
    UNIQUE (import_id, contact_id)
) STRICT;
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
CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    file TEXT NOT NULL,
    kind TEXT NOT NULL               -- of address book or reading list, or 'merge'
) STRICT;
CREATE TABLE import_changes (
    import_id INTEGER NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    before TEXT,                     -- NULL: the import added the contact
    after TEXT,
    PRIMARY KEY (import_id, contact_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE merges (
    import_id INTEGER PRIMARY KEY REFERENCES imports(id) ON DELETE CASCADE,
    kept_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    undo TEXT NOT NULL               -- JSON: rows that moved, were lost, were gained; see merges.py
) STRICT;
CREATE TABLE not_duplicates (
    first_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    second_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    PRIMARY KEY (first_id, second_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
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
CREATE TABLE articles_without_terms (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE
) STRICT;
CREATE TABLE shingles (
    hash INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (hash, article_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE related_coverage (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    other_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE matches (
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    score REAL NOT NULL,
    fits INTEGER NOT NULL,           -- above the contact's threshold
    strength TEXT NOT NULL,
    terms TEXT NOT NULL,
    PRIMARY KEY (contact_id, article_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE matched_contacts (
    contact_id INTEGER PRIMARY KEY REFERENCES contacts(id) ON DELETE CASCADE
) STRICT;
CREATE TABLE profile_terms (
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    term TEXT NOT NULL,
    source TEXT NOT NULL,
    weight REAL NOT NULL,
    PRIMARY KEY (contact_id, term, source)
) STRICT, WITHOUT ROWID;
CREATE TABLE mentions (
    article_id INTEGER NOT NULL REFERENCES articles(id) ON DELETE CASCADE,
    contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,
    sentence TEXT NOT NULL,
    identifier TEXT NOT NULL,        -- what else in the article points to this person
    wrote_it INTEGER NOT NULL,       -- they are the author
    PRIMARY KEY (article_id, contact_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE scanned_articles (
    article_id INTEGER PRIMARY KEY REFERENCES articles(id) ON DELETE CASCADE
) STRICT;
CREATE TABLE scanned_contacts (
    contact_id INTEGER PRIMARY KEY REFERENCES contacts(id) ON DELETE CASCADE
) STRICT;
CREATE TABLE plans (
    day TEXT PRIMARY KEY,
    occasions TEXT NOT NULL,         -- JSON, as are worth_reading and shortlist
    worth_reading TEXT NOT NULL,
    why_empty TEXT NOT NULL,
    occasions_stale INTEGER NOT NULL DEFAULT 0, -- the suggestions still hold, the occasions don't
    shortlist TEXT NOT NULL DEFAULT '[]' -- the best candidates, to choose again from
) STRICT, WITHOUT ROWID;
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE cache (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
CREATE VIEW articles_text AS
    SELECT id, title, decompressed(compressed_text) AS text, site FROM articles;
CREATE VIRTUAL TABLE articles_fts USING FTS5 (
    title, text, site, tokenize='unicode61 remove_diacritics 2', content=[articles_text],
    content_rowid=[id]
);
CREATE INDEX articles_by_feed ON articles(feed_id);
CREATE INDEX articles_by_story ON articles(story);
CREATE INDEX articles_by_import ON articles(import_id) WHERE import_id IS NOT NULL;
CREATE INDEX articles_by_language ON articles(language);
CREATE INDEX articles_by_time
    ON articles(added_at DESC, id DESC, read_at, feed_id, language, hidden);
CREATE INDEX articles_read ON articles(read_at) WHERE read_at IS NOT NULL;
CREATE INDEX article_versions_by_article ON article_versions(article_id);
CREATE INDEX entries_by_article ON entries(article_id);
CREATE INDEX pending_pages_by_import ON pending_pages(import_id);
CREATE INDEX contacts_by_name ON contacts(name COLLATE NOCASE);
CREATE INDEX events_by_contact ON events(contact_id, at);
CREATE INDEX events_by_kind ON events(kind, at);
CREATE INDEX events_by_feedback ON events(feedback_id);
CREATE INDEX events_by_occasion_feedback ON events(occasion_feedback_id)
    WHERE occasion_feedback_id IS NOT NULL;
CREATE INDEX events_by_import ON events(import_id) WHERE import_id IS NOT NULL;
CREATE INDEX contact_feeds_by_feed ON contact_feeds(feed_id);
CREATE INDEX job_history_by_contact ON job_history(contact_id);
CREATE INDEX suggestions_by_article ON suggestions(article_id);
CREATE INDEX feedback_by_suggestion ON feedback(suggestion_id);
CREATE INDEX feedback_by_state ON feedback(state, suggestion_id);
CREATE INDEX occasion_feedback_by_contact ON occasion_feedback(contact_id);
CREATE INDEX occasion_feedback_by_feedback ON occasion_feedback(feedback_id)
    WHERE feedback_id IS NOT NULL;
CREATE INDEX import_changes_by_contact ON import_changes(contact_id);
CREATE INDEX merges_by_contact ON merges(kept_id);
CREATE INDEX not_duplicates_by_second ON not_duplicates(second_id);
CREATE INDEX article_terms_unmatched ON article_terms(article_id) WHERE matched = 0;
CREATE INDEX article_terms_by_analyzer ON article_terms(analyzer_version);
CREATE INDEX shingles_by_article ON shingles(article_id);
CREATE INDEX related_coverage_by_other ON related_coverage(other_id);
CREATE INDEX matches_by_article ON matches(article_id);
CREATE INDEX matches_fitting ON matches(article_id) WHERE fits;
CREATE INDEX mentions_by_contact ON mentions(contact_id);
INSERT INTO "article_terms" VALUES (1, 2, X'78016364240C18E808985898181999191959919C051481001608458C7300280A0058', 1);
INSERT INTO "article_terms" VALUES (2, 2, X'780163E512632402300C04606464E500BB8D0948328108AC8048A701004D8C007F', 1);
INSERT INTO "article_terms" VALUES (3, 2, X'7801E366E360146417E060240418060EB040DC06A498915DC984CC01B3897622007028009E', 1);
INSERT INTO "article_terms" VALUES (4, 2, X'78016364240C18E808985898181999191959919C051481001608458C7300280A0058', 1);
INSERT INTO "article_terms" VALUES (5, 2, X'78016364C409021968009840D6313332B222590B16038AE2B30E0044000093', 1);
INSERT INTO "article_terms" VALUES (6, 2, X'7801635560C409186800189998C1F631A1DBCAC2C888CF3A002E3D0063', 1);
INSERT INTO "article_versions" VALUES (1, 1, 'Bees on the roof', '2026-11-18T12:00:00+00:00', X'789C45514172C32010BBE715FB808E1FD05B7BEA033AD3F326960D13CCA680EDF1EF23206E2FC68B7625ADF804EEC003298B45290E92CC2616532B6EBE1CE2741495D96C94039A06F926E2FC862C1A2CCEBD53A3069975832C96885BC441442BAB6588EFF4934718F39B4C965A1DFC022909249B82ED4818A5916AE48F160C970FB99E2E09D93DBF8639C4AF8F73AEE4DA2CBDF3FC5D812AA6850407B5AEA97ADF3D8DAC851E1FBCABF4DD23A2ADB3FB33B4FB58C0257F9C61A3A23D1073432ABF143386532870733E848E3481E1F2D5F8A664CB7F789E1DC8855B55B643742DEB127B86D7B6B50FD493BDDAE5D4417F3C9264931D21F43D9A7C6377C6F8245A4F399B9533E4B3E3F5741BDDE98C3C3C01C8DBAD0C');
INSERT INTO "articles" VALUES (1, 'https://press.example/0', 'Bees on the roofs', NULL, 'The Press', 'en', '2026-11-13T12:00:00+00:00', '2026-11-14T12:00:00+00:00', '2026-11-15T12:00:00+00:00', NULL, 1, NULL, '[]', 0, 0, 0, 3593036024, X'789C45514172C32010BBE715FB808E1FD05B7BEA033AD3F326960D13CCA680EDF1EF23206E2FC68B7625ADF804EEC003298B45290E92CC2616532B6EBE1CE2741495D96C94039A06F926E2FC862C1A2CCEBD53A3069975832C96885BC441442BAB6588EFF4934718F39B4C965A1DFC022909249B82ED4818A5916AE48F160C970FB99E2E09D93DBF8639C4AF8F73AEE4DA2CBDF3FC5D812AA6850407B5AEA97ADF3D8DAC851E1FBCABF4DD23A2ADB3FB33B4FB58C0257F9C61A3A23D1073432ABF143386532870733E848E3481E1F2D5F8A664CB7F789E1DC8855B55B643742DEB127B86D7B6B50FD493BDDAE5D4417F3C9264931D21F43D9A7C6377C6F8245A4F399B9533E4B3E3F5741BDDE98C3C3C01C8DBAD0C');
INSERT INTO "articles" VALUES (2, 'https://press.example/1', 'The night train', NULL, 'The Press', 'en', '2026-11-14T12:00:00+00:00', '2026-11-15T12:00:00+00:00', '2026-11-16T12:00:00+00:00', NULL, 1, NULL, '[]', 0, 0, 0, 1564392457, X'789C4D514B7283300CDDE714EF001DEED065775DE402823CB007C7CE584A3CDCBE32D04C76203FBD9FAE81C8710906AB1233ACC07C34155143548C32AD90D958C1C41733364AD5013F86447951777C4937A889C59221CEE5B84EE62F7D27E6E50B2D5A80B5024DE4C347989C08926F289968819518E3B44DC9496BBC11924A5E86CB372CDE693226622EF5D3AF228876D373749E688A261B465AA35B982B3FA15DAA95BAAA0BEEDE7C3EAD03AEFEE988D45777BA6EC5858825F6C494291CAEBD05C908E559BB662ACAB756E73B1BD0E1F22BAACC0B3DE0D9C3676A37B9F2BF6A2DCF5EC1BCFF3C4ACC1E623CE4778FACF7989F7AD8546393FA861F371BABF3AADF6C9EC93DA5CAE6CD9486BBE40D7DDFCE431D1B7ED824C6E10F72DDB863');
INSERT INTO "articles" VALUES (3, 'https://press.example/2', 'Lime plaster', NULL, 'The Press', 'en', '2026-11-15T12:00:00+00:00', '2026-11-16T12:00:00+00:00', '2026-11-17T12:00:00+00:00', NULL, 1, NULL, '["craft"]', 0, 1, 0, 3671776055, X'789C4D514B6EC4200CDDCF297C801177A8BAEDB2D2AC9D600614B023EC99746E5F43DAAA9B209ECDFBE5A33482BDA21A7548D2EFE5490A0811DB0E07D61AE033133454618556BEA0189823115FB090BF20408E50C9C644CD2FD78958EE720C4C180A8F2B11AC82A657205CB32385D9552D234FCAE1C2B7295CDEA9111B6C44BBCED181C35FE1935A65824B2FEBE6269C270EA1B53FDA52DDFE512CCF8D54BA5366EC115217B5006F0C52E34CE61F36A71788FDE5C7E16BA75A176967867FA09A07B070B965A1A79BE9A4E6E9475909578CEE87EE857FD41136167727693ECED81AF5D37D2D5E366B805B266F6F0A1247A75479B0AB65A9F5AC2EA37A65FE8724A5DF56E934DF1E9E6CF1C94E4C11A21C3CA2FCF512BE015D34A8BD');
INSERT INTO "articles" VALUES (4, 'https://press.example/3', 'Bees on the roof again', NULL, 'The Press', 'en', '2026-11-16T12:00:00+00:00', '2026-11-17T12:00:00+00:00', '2026-11-18T12:00:00+00:00', 1, 1, NULL, '[]', 0, 0, 0, 265907165, X'789C45514172C32010BBE715FB808E1FD05B7BEA033AD3F326960D13CCA680EDF1EF23206E2FC68B7625ADF804EEC003298B45290E92CC2616532B6EBE1CE2741495D96C94039A06F926E2FC862C1A2CCEBD53A3069975832C96885BC441442BAB6588EFF4934718F39B4C965A1DFC022909249B82ED4818A5916AE48F160C970FB99E2E09D93DBF8639C4AF8F73AEE4DA2CBDF3FC5D812AA6850407B5AEA97ADF3D8DAC851E1FBCABF4DD23A2ADB3FB33B4FB58C0257F9C61A3A23D1073432ABF143386532870733E848E3481E1F2D5F8A664CB7F789E1DC8855B55B643742DEB127B86D7B6B50FD493BDDAE5D4417F3C9264931D21F43D9A7C6377C6F8245A4F399B9533E4B3E3F5741BDDE98C3C3C01C8DBAD0C');
INSERT INTO "articles" VALUES (5, 'https://press.example/4', 'Honey at dusk', 'Ana Ferreira', 'The Press', 'en', '2026-11-17T12:00:00+00:00', '2026-11-18T12:00:00+00:00', '2026-11-19T12:00:00+00:00', NULL, 2, 2, '["saved"]', 0, 0, 0, 2186959154, X'789C3D904B72C3201044F73EC51CC0A50364979C2155598FADE653C68C02482ADD3E0DB2B301669A79DDF0053C8005A58A65690152CC1C0B378A7B6C87049D45C59BCD7240CB24DF5442DC504593657FDED4AC49BC6E90A715EA967150D14EB50A8927DE45A4B95EC55919758A4F482B20CC25DB5130CB806AE6411BA6CBA7DCDE2929D9A3BE8639C435665F3B5C47A40FEEBF2BD0CDB41170D0EB567AF63D32C8DA987161AFE3CF8CC8B6FAF01F688FB9818FFC09868D8EB620D7A174BE34337E4EA3C13DC4944E65184C7FBD6B7686');
INSERT INTO "articles" VALUES (6, 'https://press.example/5', 'Sleepers', NULL, 'The Press', 'en', '2026-11-18T12:00:00+00:00', '2026-11-19T12:00:00+00:00', NULL, NULL, 2, NULL, '[]', 1, 0, 1, 3084120724, X'789C4D90416EC4300C03EF7D051F50E40F3DF6BE1F501C2616E2DA85A5AEB1BFAF9C2D8ABD193435A474CB44D5233BBC8B56788387949A98430DABA413B23B3B587867C583D26DC1A7A350EEB4CBDFCA0673716D1512ACF04D58FCCC19ADC73B867A868F062BE47748480182D40DAD1223B313ABA6472A01EDBA11525A3D96B70FB87ED1652DC4DEFA6B5F43169BA5770D8EBA61C8032B7D302AEC9DAFD619355A3F2D02AF6EA1A773C12D9EE12873F4C2CD2A11441C3A37A6A4FC6C1D57908ADC7EFACC2CCDF89F35797F17B0E5174B027B92');
INSERT INTO "articles" VALUES (7, 'https://press.example/new', 'Not counted yet', NULL, 'The Press', 'en', NULL, '2026-11-23T12:00:00+00:00', NULL, NULL, NULL, NULL, '[]', 0, 0, 0, 2561180549, X'789C45514172C32010BBE715FB808E1FD05B7BEA033AD3F326960D13CCA680EDF1EF23206E2FC68B7625ADF804EEC003298B45290E92CC2616532B6EBE1CE2741495D96C94039A06F926E2FC862C1A2CCEBD53A3069975832C96885BC441442BAB6588EFF4934718F39B4C965A1DFC022909249B82ED4818A5916AE48F160C970FB99E2E09D93DBF8639C4AF8F73AEE4DA2CBDF3FC5D812AA6850407B5AEA97ADF3D8DAC851E1FBCABF4DD23A2ADB3FB33B4FB58C0257F9C61A3A23D1073432ABF143386532870733E848E3481E1F2D5F8A664CB7F789E1DC8855B55B643742DEB127B86D7B6B50FD493BDDAE5D4417F3C9264931D21F43D9A7C6377C6F8245A4F399B9533E4B3E3F5741BDDE98C3C3C01C8DBAD0C');
INSERT INTO "articles_without_terms" VALUES (7);
INSERT INTO "blocked_terms" VALUES (1, 'en:lime', 'lime');
INSERT INTO "blocked_terms" VALUES (1, 'en:soot', 'soot');
INSERT INTO "blocked_terms" VALUES (4, 'en:steward', 'steward');
INSERT INTO "cache" VALUES ('matched by', X'322E372036');
INSERT INTO "cache" VALUES ('asked', X'7B2231223A2022323032362D31312D3232227D');
INSERT INTO "contact_feeds" VALUES (1, 1, 0);
INSERT INTO "contact_feeds" VALUES (1, 2, 1);
INSERT INTO "contacts" VALUES (1, 'Ana Ferreira', 'Ana', '["ana@example.com", "af@work.example", "a.f@old.example"]', '["+351 1"]', '["https://ana.example/"]', 'Nordnetz', 'Engineer', '--02-29', 'beekeeping, honey
night trains, lime plaster', 'crypto', 'Lisbon, zwei Söhne
Other name: Ana M. Ferreira
Also at: Südnetz
Also: CTO
Other name: A. Ferreira', '["client", "friend"]', '["en", "pt"]', 60, NULL, 0, '2026-09-24T12:00:00+00:00');
INSERT INTO "contacts" VALUES (4, 'Ben Okri', 'Ben', '["ben@example.com"]', '[]', '["https://www.linkedin.com/in/benokri"]', 'Rail', 'Driver', '1980-11-24', 'trains, timetables', '', 'Connected On: 03 Jan 2026', '[]', '[]', NULL, NULL, 0, '2026-10-14T12:00:00+00:00');
INSERT INTO "contacts" VALUES (5, 'Cleo Paz', NULL, '["cleo@example.com"]', '[]', '[]', NULL, NULL, NULL, '', '', 'old walls', '[]', '[]', NULL, 'whatsapp', 1, '2026-10-14T12:00:00+00:00');
INSERT INTO "contacts" VALUES (7, 'Eva Lind', 'Eva', '["eva@example.com"]', '[]', '["https://www.linkedin.com/in/evalind"]', 'Werk', 'Planner', NULL, '', '', 'Connected On: 02 Jan 2026', '[]', '[]', NULL, NULL, 0, '2026-10-24T12:00:00+00:00');
INSERT INTO "counters" VALUES ('articles', 7);
INSERT INTO "counters" VALUES ('contacts', 4);
INSERT INTO "counters" VALUES ('feeds', 3);
INSERT INTO "counters" VALUES ('read', 5);
INSERT INTO "counters" VALUES ('with_interests', 2);
INSERT INTO "counters" VALUES ('with_terms', 6);
INSERT INTO "entries" VALUES (1, 'guid-0', 'd0', 1, '2026-11-14T12:00:00+00:00');
INSERT INTO "entries" VALUES (1, 'guid-9', 'd9', NULL, '2026-11-22T12:00:00+00:00');
INSERT INTO "events" VALUES (1, 1, 'sent', '2026-11-20T12:00:00+00:00', '', 2, NULL, NULL);
INSERT INTO "events" VALUES (2, 1, 'sent', '2026-11-20T12:00:00+00:00', '', 3, NULL, NULL);
INSERT INTO "events" VALUES (3, 4, 'sent', '2026-11-20T12:00:00+00:00', '', 6, NULL, NULL);
INSERT INTO "events" VALUES (4, 1, 'coffee', '2026-11-03T12:00:00+00:00', 'in Porto', NULL, NULL, NULL);
INSERT INTO "events" VALUES (5, 4, 'thanks-owed', '2026-11-21T12:00:00+00:00', 'for the map', NULL, NULL, NULL);
INSERT INTO "events" VALUES (6, 4, 'e-mail', '2026-11-11T12:00:00+00:00', '', NULL, NULL, 1);
INSERT INTO "events" VALUES (7, 4, 'message', '2026-11-22T12:00:00+00:00', '', NULL, 1, NULL);
INSERT INTO "feedback" VALUES (1, 1, 'opened', '2026-11-20T12:00:00+00:00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO "feedback" VALUES (2, 1, 'sent', '2026-11-20T12:00:00+00:00', NULL, NULL, 'x@example.com', 'Bees', 'Hi
''there''');
INSERT INTO "feedback" VALUES (3, 1, 'sent', '2026-11-20T12:00:00+00:00', NULL, NULL, 'x@example.com', 'Bees', 'Hi
''there''');
INSERT INTO "feedback" VALUES (4, 1, 'liked', '2026-11-20T12:00:00+00:00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO "feedback" VALUES (5, 3, 'snoozed', '2026-11-20T12:00:00+00:00', NULL, '2026-11-30', NULL, NULL, NULL);
INSERT INTO "feedback" VALUES (6, 4, 'sent', '2026-11-20T12:00:00+00:00', NULL, NULL, 'x@example.com', 'Bees', 'Hi
''there''');
INSERT INTO "feedback" VALUES (7, 4, 'replied', '2026-11-20T12:00:00+00:00', NULL, NULL, NULL, NULL, NULL);
INSERT INTO "feedback" VALUES (8, 5, 'dismissed', '2026-11-20T12:00:00+00:00', 'not their topic', NULL, NULL, NULL, NULL);
INSERT INTO "feeds" VALUES (1, 'https://press.example/feed', 'Die Presse', 'The Press', 'https://press.example/', 'en', '["news", "städte"]', 1, '2026-11-23T12:00:00+00:00', NULL, '[["", "category", "a/b"]]', '"e1"', 'Mon, 23 Nov 2026 10:00:00 GMT', 'c0ffee', '2026-11-23T12:00:00+00:00', '2026-11-24T12:00:00+00:00', 'timed out', 2, 0, 60, '[0, 1]', '[6]', 'http://press.example/rss', '2026-11-22T12:00:00+00:00');
INSERT INTO "feeds" VALUES (2, 'https://ana.example/feed', 'Ana writes', NULL, NULL, NULL, '[]', 0, '2026-11-23T12:00:00+00:00', NULL, '[]', NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, '[]', '[]', NULL, NULL);
INSERT INTO "feeds" VALUES (4, 'https://list.example/feed', 'From a list', NULL, NULL, NULL, '[]', 0, '2026-11-23T12:00:00+00:00', 2, '[]', NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, '[]', '[]', NULL, NULL);
INSERT INTO "import_changes" VALUES (1, 4, '{"id": 4, "name": "Ben Okri", "given_name": null, "emails": "[\"ben@example.com\"]", "phones": "[]", "links": "[]", "organisation": null, "role": null, "birthday": "1980-11-24", "interests": "trains, timetables", "avoid": "", "notes": "", "tags": "[]", "cadence_days": null, "languages": "[]", "added_at": "2026-10-14T12:00:00+00:00", "paused": 0, "channel": null}', '{"id":4,"name":"Ben Okri","given_name":"Ben","emails":"[\"ben@example.com\"]","phones":"[]","links":"[\"https://www.linkedin.com/in/benokri\"]","organisation":"Rail","role":"Driver","birthday":"1980-11-24","interests":"trains, timetables","avoid":"","notes":"Connected On: 03 Jan 2026","tags":"[]","cadence_days":null,"languages":"[]","added_at":"2026-10-14T12:00:00+00:00","paused":0,"channel":null}');
INSERT INTO "import_changes" VALUES (1, 7, NULL, '{"id":7,"name":"Eva Lind","given_name":"Eva","emails":"[\"eva@example.com\"]","phones":"[]","links":"[\"https://www.linkedin.com/in/evalind\"]","organisation":"Werk","role":"Planner","birthday":null,"interests":"","avoid":"","notes":"Connected On: 02 Jan 2026","tags":"[]","cadence_days":null,"languages":"[]","added_at":"2026-10-24T12:00:00+00:00","paused":0,"channel":null}');
INSERT INTO "import_changes" VALUES (4, 1, '{"id": 1, "name": "Ana Ferreira", "given_name": "Ana", "emails": "[\"ana@example.com\"]", "phones": "[\"+351 1\"]", "links": "[\"https://ana.example/\"]", "organisation": "Nordnetz", "role": "Engineer", "birthday": "--02-29", "interests": "beekeeping, honey", "avoid": "crypto", "notes": "Lisbon, zwei Söhne", "tags": "[\"client\", \"friend\"]", "cadence_days": 60, "languages": "[\"en\", \"pt\"]", "added_at": "2026-09-24T12:00:00+00:00", "paused": 0, "channel": null}', '{"id":1,"name":"Ana Ferreira","given_name":"Ana","emails":"[\"ana@example.com\", \"af@work.example\", \"a.f@old.example\"]","phones":"[\"+351 1\"]","links":"[\"https://ana.example/\"]","organisation":"Nordnetz","role":"Engineer","birthday":"--02-29","interests":"beekeeping, honey\nnight trains, lime plaster","avoid":"crypto","notes":"Lisbon, zwei Söhne\nOther name: Ana M. Ferreira\nAlso at: Südnetz\nAlso: CTO\nOther name: A. Ferreira","tags":"[\"client\", \"friend\"]","cadence_days":60,"languages":"[\"en\", \"pt\"]","added_at":"2026-09-24T12:00:00+00:00","paused":0,"channel":null}');
INSERT INTO "imports" VALUES (1, '2026-10-24T12:00:00+00:00', 'Connections.csv', 'linkedin');
INSERT INTO "imports" VALUES (2, '2026-11-20T12:00:00+00:00', 'ril_export.html', 'pocket');
INSERT INTO "imports" VALUES (4, '2026-11-22T12:00:00+00:00', '', 'merge');
INSERT INTO "job_history" VALUES (1, 1, 7, 'Werk', 'Planner', '2026-01-02');
INSERT INTO "job_history" VALUES (2, 1, 4, 'Rail', 'Driver', '2026-01-03');
INSERT INTO "matched_contacts" VALUES (4);
INSERT INTO "matched_contacts" VALUES (5);
INSERT INTO "matched_contacts" VALUES (7);
INSERT INTO "matches" VALUES (4, 2, 1.76474796167606662322e+00, 1, 'strong', '[["train", 1.2274692836872996, "trains", "stated"], ["timetable", 0.3921616418496025, "timetables", "stated"], ["station", 0.049345954096585036, "trains", "learned"], ["cars", 0.0478855410212898, "trains", "learned"], ["sleeping", 0.0478855410212898, "trains", "learned"]]');
INSERT INTO "matches" VALUES (4, 6, 1.61892400246649503792e+00, 1, 'good', '[["trains", 1.0273597530065413, "trains", "stated"], ["timetable", 0.4689897836928431, "timetables", "stated"], ["station", 0.04830126017434269, "trains", "learned"], ["cars", 0.03713660279638408, "trains", "learned"], ["sleeping", 0.03713660279638408, "trains", "learned"]]');
INSERT INTO "matches" VALUES (5, 2, 4.57018886725049297559e-02, 0, 'weak', '[]');
INSERT INTO "matches" VALUES (5, 3, 9.03731056114396302803e-02, 0, 'weak', '[]');
INSERT INTO "matches" VALUES (5, 6, 0.0513065498542955, 0, 'weak', '[]');
INSERT INTO "mentions" VALUES (5, 1, 'Ana Ferreira', 'Nordnetz', 1);
INSERT INTO "merges" VALUES (4, 1, '{"moved": {"events.contact_id": [4, 2], "occasion_feedback.contact_id": [2], "suggestions.contact_id": [3]}, "lost": {"imports": [{"id": 3, "at": "2026-11-21T12:00:00+00:00", "file": "", "kind": "merge"}], "contacts": [{"id": 2, "name": "Ana M. Ferreira", "given_name": null, "emails": "[\"af@work.example\", \"a.f@old.example\"]", "phones": "[]", "links": "[]", "organisation": "Südnetz", "role": "CTO", "birthday": null, "interests": "night trains\nlime plaster", "avoid": "", "notes": "Other name: A. Ferreira", "tags": "[]", "cadence_days": null, "languages": "[]", "added_at": "2026-10-04T12:00:00+00:00", "paused": 0, "channel": null}], "not_duplicates": [], "contact_feeds": [{"contact_id": 2, "feed_id": 1, "only_for_contact": 0}], "events": [], "job_history": [], "import_changes": [{"import_id": 3, "contact_id": 2, "before": "{\"id\": 2, \"name\": \"Ana M. Ferreira\", \"given_name\": null, \"emails\": \"[\\\"af@work.example\\\"]\", \"phones\": \"[]\", \"links\": \"[]\", \"organisation\": \"Südnetz\", \"role\": \"CTO\", \"birthday\": null, \"interests\": \"night trains\", \"avoid\": \"\", \"notes\": \"\", \"tags\": \"[]\", \"cadence_days\": null, \"languages\": \"[]\", \"added_at\": \"2026-10-04T12:00:00+00:00\", \"paused\": 0, \"channel\": null}", "after": "{\"id\":2,\"name\":\"Ana M. Ferreira\",\"given_name\":null,\"emails\":\"[\\\"af@work.example\\\", \\\"a.f@old.example\\\"]\",\"phones\":\"[]\",\"links\":\"[]\",\"organisation\":\"Südnetz\",\"role\":\"CTO\",\"birthday\":null,\"interests\":\"night trains\\nlime plaster\",\"avoid\":\"\",\"notes\":\"Other name: A. Ferreira\",\"tags\":\"[]\",\"cadence_days\":null,\"languages\":\"[]\",\"added_at\":\"2026-10-04T12:00:00+00:00\",\"paused\":0,\"channel\":null}"}], "merges": [{"import_id": 3, "kept_id": 2, "undo": "{\"moved\": {}, \"lost\": {\"imports\": [], \"contacts\": [{\"id\": 3, \"name\": \"A. Ferreira\", \"given_name\": null, \"emails\": \"[\\\"a.f@old.example\\\"]\", \"phones\": \"[]\", \"links\": \"[]\", \"organisation\": null, \"role\": null, \"birthday\": null, \"interests\": \"lime plaster\", \"avoid\": \"\", \"notes\": \"\", \"tags\": \"[]\", \"cadence_days\": null, \"languages\": \"[]\", \"added_at\": \"2026-10-14T12:00:00+00:00\", \"paused\": 0, \"channel\": null}], \"not_duplicates\": [{\"first_id\": 3, \"second_id\": 4}], \"contact_feeds\": [], \"events\": [], \"job_history\": [], \"import_changes\": [], \"merges\": [], \"occasion_feedback\": [], \"scanned_contacts\": [], \"source_weights\": [], \"blocked_terms\": [{\"contact_id\": 3, \"term\": \"en:lime\", \"word\": \"lime\"}], \"suggestions\": []}, \"gained\": {\"blocked_terms\": [{\"contact_id\": 2, \"term\": \"en:lime\", \"word\": \"lime\"}]}, \"feedback\": []}"}], "occasion_feedback": [], "scanned_contacts": [{"contact_id": 2}], "source_weights": [{"contact_id": 2, "source": "notes", "weight": 0.5}], "blocked_terms": [{"contact_id": 2, "term": "en:lime", "word": "lime"}, {"contact_id": 2, "term": "en:soot", "word": "soot"}], "suggestions": [{"id": 2, "contact_id": 2, "article_id": 1, "day": "2026-11-19", "position": 0, "score": 1.0, "strength": "good", "terms": "[[\"honey\", 1.0, \"honey\", \"stated\"]]", "why_now": "quiet", "chosen": 0}]}, "gained": {"contact_feeds": [{"contact_id": 1, "feed_id": 1, "only_for_contact": 0}], "scanned_contacts": [], "blocked_terms": [{"contact_id": 1, "term": "en:lime", "word": "lime"}, {"contact_id": 1, "term": "en:soot", "word": "soot"}]}, "feedback": [[2, 3], [2, 4]]}');
INSERT INTO "not_duplicates" VALUES (4, 5);
INSERT INTO "occasion_feedback" VALUES (1, 4, 'birthday', '2026-11-24', 'done', '2026-11-22T12:00:00+00:00', NULL, '', NULL);
INSERT INTO "occasion_feedback" VALUES (2, 1, 'quiet', '2026-11-20', 'snoozed', '2026-11-22T12:00:00+00:00', '2026-12-01', '', 1);
INSERT INTO "occasion_feedback" VALUES (3, 5, 'mention', '3', 'not-them', '2026-11-22T12:00:00+00:00', NULL, 'Werk', NULL);
INSERT INTO "pending_pages" VALUES ('https://slow.example/1', 'Slow', '2026-11-20T12:00:00+00:00', '["später"]', 1, 2, 0, NULL);
INSERT INTO "pending_pages" VALUES ('https://slow.example/2', 'Never', '2026-11-21T12:00:00+00:00', '[]', 0, NULL, 3, 'HTTP 410');
INSERT INTO "profile_terms" VALUES (1, 'en:brick', 'expansion', 8.873221001177615877e-03);
INSERT INTO "profile_terms" VALUES (1, 'en:brood', 'expansion', 1.38243232910986064976e-02);
INSERT INTO "profile_terms" VALUES (1, 'en:brood', 'learned', 1.38573276597862948822e-01);
INSERT INTO "profile_terms" VALUES (1, 'en:car', 'expansion', 7.34458111790858413775e-03);
INSERT INTO "profile_terms" VALUES (1, 'en:citi', 'expansion', 9.71484294444332346918e-03);
INSERT INTO "profile_terms" VALUES (1, 'en:citi', 'learned', 1.38573276597862948822e-01);
INSERT INTO "profile_terms" VALUES (1, 'en:hive', 'expansion', 1.52741368709597580971e-02);
INSERT INTO "profile_terms" VALUES (1, 'en:hive', 'learned', 1.53430502560978426762e-01);
INSERT INTO "profile_terms" VALUES (1, 'en:sleep', 'expansion', 7.34458111790858413775e-03);
INSERT INTO "profile_terms" VALUES (1, 'en:station', 'expansion', 1.38466526000243853045e-02);
INSERT INTO "profile_terms" VALUES (1, 'en:wall', 'expansion', 9.81993033146048681369e-03);
INSERT INTO "profile_terms" VALUES (4, 'en:steward', 'learned', 0.3);
INSERT INTO "profile_terms" VALUES (5, 'en:brick', 'expansion', 0.00443389434008709);
INSERT INTO "profile_terms" VALUES (5, 'en:brick', 'learned', -2.49477578331728871985e-01);
INSERT INTO "profile_terms" VALUES (5, 'en:lime', 'expansion', 1.33867364264414045321e-03);
INSERT INTO "profile_terms" VALUES (5, 'en:lime', 'learned', -7.53218351470266583858e-02);
INSERT INTO "profile_terms" VALUES (5, 'en:plaster', 'expansion', 5.18347932870305214136e-03);
INSERT INTO "profile_terms" VALUES (5, 'en:plaster', 'learned', -2.9165374072310723541e-01);
INSERT INTO "related_coverage" VALUES (1, 5);
INSERT INTO "related_coverage" VALUES (4, 5);
INSERT INTO "related_coverage" VALUES (2, 6);
INSERT INTO "scanned_articles" VALUES (5);
INSERT INTO "scanned_contacts" VALUES (1);
INSERT INTO "scanned_contacts" VALUES (4);
INSERT INTO "scanned_contacts" VALUES (5);
INSERT INTO "settings" VALUES ('your_name', 'Robin');
INSERT INTO "shingles" VALUES (11, 1);
INSERT INTO "shingles" VALUES (22, 1);
INSERT INTO "shingles" VALUES (33, 1);
INSERT INTO "shingles" VALUES (-5, 4);
INSERT INTO "shingles" VALUES (11, 4);
INSERT INTO "shingles" VALUES (22, 4);
INSERT INTO "source_weights" VALUES (4, 'learned', 0.25);
DELETE FROM sqlite_sequence;
INSERT INTO "sqlite_sequence" VALUES ('articles', 7);
INSERT INTO "sqlite_sequence" VALUES ('contacts', 7);
INSERT INTO "sqlite_sequence" VALUES ('feeds', 4);
INSERT INTO "sqlite_sequence" VALUES ('imports', 4);
INSERT INTO "sqlite_sequence" VALUES ('suggestions', 5);
INSERT INTO "suggestions" VALUES (1, 1, 1, '2026-11-19', 0, 1.0, 'good', '[["honey", 1.0, "honey", "stated"]]', 'quiet', 0);
INSERT INTO "suggestions" VALUES (3, 1, 3, '2026-11-19', 0, 1.0, 'good', '[["honey", 1.0, "honey", "stated"]]', 'quiet', 0);
INSERT INTO "suggestions" VALUES (4, 4, 2, '2026-11-19', 0, 1.0, 'good', '[["honey", 1.0, "honey", "stated"]]', 'quiet', 0);
INSERT INTO "suggestions" VALUES (5, 5, 3, '2026-11-19', 0, 1.0, 'good', '[["honey", 1.0, "honey", "stated"]]', 'quiet', 0);
INSERT INTO "vocabulary" VALUES (1, 'en:beekeep');
INSERT INTO "vocabulary" VALUES (2, 'en:roof');
INSERT INTO "vocabulary" VALUES (3, 'en:citi');
INSERT INTO "vocabulary" VALUES (4, 'en:good');
INSERT INTO "vocabulary" VALUES (5, 'en:year');
INSERT INTO "vocabulary" VALUES (6, 'en:hive');
INSERT INTO "vocabulary" VALUES (7, 'en:canal');
INSERT INTO "vocabulary" VALUES (8, 'en:gave');
INSERT INTO "vocabulary" VALUES (9, 'en:honey');
INSERT INTO "vocabulary" VALUES (10, 'en:field');
INSERT INTO "vocabulary" VALUES (11, 'en:lime');
INSERT INTO "vocabulary" VALUES (12, 'en:tree');
INSERT INTO "vocabulary" VALUES (13, 'en:flower');
INSERT INTO "vocabulary" VALUES (14, 'en:long');
INSERT INTO "vocabulary" VALUES (15, 'en:late');
INSERT INTO "vocabulary" VALUES (16, 'en:look');
INSERT INTO "vocabulary" VALUES (17, 'en:three');
INSERT INTO "vocabulary" VALUES (18, 'en:thing');
INSERT INTO "vocabulary" VALUES (19, 'en:queen');
INSERT INTO "vocabulary" VALUES (20, 'en:lay');
INSERT INTO "vocabulary" VALUES (21, 'en:brood');
INSERT INTO "vocabulary" VALUES (22, 'en:gap');
INSERT INTO "vocabulary" VALUES (23, 'en:enough');
INSERT INTO "vocabulary" VALUES (24, 'en:winter');
INSERT INTO "vocabulary" VALUES (25, 'en:whoever');
INSERT INTO "vocabulary" VALUES (26, 'en:open');
INSERT INTO "vocabulary" VALUES (27, 'en:chill');
INSERT INTO "vocabulary" VALUES (28, 'en:test');
INSERT INTO "vocabulary" VALUES (29, 'en:autumn');
INSERT INTO "vocabulary" VALUES (30, 'en:bee');
INSERT INTO "vocabulary" VALUES (31, 'en:filter');
INSERT INTO "vocabulary" VALUES (32, 'en:gather');
INSERT INTO "vocabulary" VALUES (33, 'en:well');
INSERT INTO "vocabulary" VALUES (34, 'en:hold');
INSERT INTO "vocabulary" VALUES (35, 'en:soot');
INSERT INTO "vocabulary" VALUES (36, 'en:villag');
INSERT INTO "vocabulary" VALUES (37, 'en:night');
INSERT INTO "vocabulary" VALUES (38, 'en:train');
INSERT INTO "vocabulary" VALUES (39, 'en:coast');
INSERT INTO "vocabulary" VALUES (40, 'en:back');
INSERT INTO "vocabulary" VALUES (41, 'en:eleven');
INSERT INTO "vocabulary" VALUES (42, 'en:leav');
INSERT INTO "vocabulary" VALUES (43, 'en:old');
INSERT INTO "vocabulary" VALUES (44, 'en:station');
INSERT INTO "vocabulary" VALUES (45, 'en:ten');
INSERT INTO "vocabulary" VALUES (46, 'en:evening');
INSERT INTO "vocabulary" VALUES (47, 'en:two');
INSERT INTO "vocabulary" VALUES (48, 'en:sleep');
INSERT INTO "vocabulary" VALUES (49, 'en:car');
INSERT INTO "vocabulary" VALUES (50, 'en:one');
INSERT INTO "vocabulary" VALUES (51, 'en:bicycl');
INSERT INTO "vocabulary" VALUES (52, 'en:ride');
INSERT INTO "vocabulary" VALUES (53, 'en:timet');
INSERT INTO "vocabulary" VALUES (54, 'en:find');
INSERT INTO "vocabulary" VALUES (55, 'en:way');
INSERT INTO "vocabulary" VALUES (56, 'en:freight');
INSERT INTO "vocabulary" VALUES (57, 'en:work');
INSERT INTO "vocabulary" VALUES (58, 'en:track');
INSERT INTO "vocabulary" VALUES (59, 'en:railway');
INSERT INTO "vocabulary" VALUES (60, 'en:given');
INSERT INTO "vocabulary" VALUES (61, 'en:sleeper');
INSERT INTO "vocabulary" VALUES (62, 'en:hour');
INSERT INTO "vocabulary" VALUES (63, 'en:lose');
INSERT INTO "vocabulary" VALUES (64, 'en:passeng');
INSERT INTO "vocabulary" VALUES (65, 'en:wake');
INSERT INTO "vocabulary" VALUES (66, 'en:sound');
INSERT INTO "vocabulary" VALUES (67, 'en:point');
INSERT INTO "vocabulary" VALUES (68, 'en:terminus');
INSERT INTO "vocabulary" VALUES (69, 'en:steward');
INSERT INTO "vocabulary" VALUES (70, 'en:bring');
INSERT INTO "vocabulary" VALUES (71, 'en:coffe');
INSERT INTO "vocabulary" VALUES (72, 'en:say');
INSERT INTO "vocabulary" VALUES (73, 'en:minut');
INSERT INTO "vocabulary" VALUES (74, 'en:plaster');
INSERT INTO "vocabulary" VALUES (75, 'en:forgiv');
INSERT INTO "vocabulary" VALUES (76, 'en:damp');
INSERT INTO "vocabulary" VALUES (77, 'en:wall');
INSERT INTO "vocabulary" VALUES (78, 'en:mason');
INSERT INTO "vocabulary" VALUES (79, 'en:mix');
INSERT INTO "vocabulary" VALUES (80, 'en:day');
INSERT INTO "vocabulary" VALUES (81, 'en:let');
INSERT INTO "vocabulary" VALUES (82, 'en:stand');
INSERT INTO "vocabulary" VALUES (83, 'en:throw');
INSERT INTO "vocabulary" VALUES (84, 'en:coat');
INSERT INTO "vocabulary" VALUES (85, 'en:thinner');
INSERT INTO "vocabulary" VALUES (86, 'en:last');
INSERT INTO "vocabulary" VALUES (87, 'en:cement');
INSERT INTO "vocabulary" VALUES (88, 'en:keep');
INSERT INTO "vocabulary" VALUES (89, 'en:water');
INSERT INTO "vocabulary" VALUES (90, 'en:brick');
INSERT INTO "vocabulary" VALUES (91, 'en:crumbl');
INSERT INTO "vocabulary" VALUES (92, 'en:first');
INSERT INTO "vocabulary" VALUES (93, 'en:hard');
INSERT INTO "vocabulary" VALUES (94, 'en:frost');
INSERT INTO "vocabulary" VALUES (95, 'en:want');
INSERT INTO "vocabulary" VALUES (96, 'en:dri');
INSERT INTO "vocabulary" VALUES (97, 'en:room');
INSERT INTO "vocabulary" VALUES (98, 'en:street');
INSERT INTO "vocabulary" VALUES (99, 'en:restor');
INSERT INTO "vocabulary" VALUES (100, 'en:facad');
INSERT INTO "vocabulary" VALUES (101, 'en:begin');
INSERT INTO "vocabulary" VALUES (102, 'en:knock');
INSERT INTO "vocabulary" VALUES (103, 'en:hammer');
INSERT INTO "vocabulary" VALUES (104, 'en:listen');
INSERT INTO "vocabulary" VALUES (105, 'en:render');
INSERT INTO "vocabulary" VALUES (106, 'en:hollow');
INSERT INTO "vocabulary" VALUES (107, 'en:come');
INSERT INTO "vocabulary" VALUES (108, 'en:dusk');
INSERT INTO "watched_files" VALUES ('Downloads/bees.html', '2026-11-19T12:00:00+00:00');
INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
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
CREATE TRIGGER terms_of_changed_text AFTER UPDATE OF title, compressed_text, language ON articles
    BEGIN DELETE FROM article_terms WHERE article_id = NEW.id; END;
CREATE TRIGGER terms_of_new_article AFTER INSERT ON articles
    BEGIN INSERT INTO articles_without_terms VALUES (NEW.id); END;
CREATE TRIGGER terms_inserted AFTER INSERT ON article_terms
    BEGIN DELETE FROM articles_without_terms WHERE article_id = NEW.article_id; END;
CREATE TRIGGER terms_deleted AFTER DELETE ON article_terms BEGIN
    INSERT INTO articles_without_terms SELECT id FROM articles WHERE id = OLD.article_id;
END;
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
CREATE TRIGGER matching_cache_of_deleted_contact AFTER DELETE ON contacts
    BEGIN DELETE FROM cache WHERE name LIKE 'prepared%'; END;
CREATE TRIGGER matching_cache_of_deleted_article AFTER DELETE ON articles
    BEGIN DELETE FROM cache WHERE name LIKE 'prepared%'; END;
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
CREATE TRIGGER plan_occasion_feedback_given AFTER INSERT ON occasion_feedback
    BEGIN UPDATE plans SET occasions_stale = 1; END;
CREATE TRIGGER plan_occasion_feedback_undone AFTER DELETE ON occasion_feedback
    BEGIN UPDATE plans SET occasions_stale = 1; END;
CREATE TRIGGER rescan_changed_text AFTER UPDATE OF title, compressed_text, author ON articles
    BEGIN DELETE FROM scanned_articles WHERE article_id = NEW.id; END;
CREATE TRIGGER rescan_changed_contact AFTER UPDATE ON contacts
WHEN (OLD.name, OLD.given_name, OLD.organisation, OLD.role, OLD.links)
    IS NOT (NEW.name, NEW.given_name, NEW.organisation, NEW.role, NEW.links)
    BEGIN DELETE FROM scanned_contacts WHERE contact_id = NEW.id; END;
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
CREATE TRIGGER merge_deleted AFTER DELETE ON merges
    BEGIN DELETE FROM imports WHERE id = OLD.import_id; END;
