-- The vault, version 1. Frozen: a change is a new file and a migration in schema.rs.
-- In clear stand ids, numbers and codes only; whatever a person wrote is sealed.

-- What the vault itself is: a random name, a check of its key.
CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT;

-- The vault key, sealed once for each way to unlock: by the keystore, by a member's PIN.
CREATE TABLE unlock (
    kind   INTEGER NOT NULL,
    member BLOB    NOT NULL,
    memory INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    lanes  INTEGER NOT NULL,
    salt   BLOB    NOT NULL,
    sealed BLOB    NOT NULL,
    digest BLOB    NOT NULL,
    PRIMARY KEY (kind, member)
) STRICT;

-- The device's own secrets: its signing and agreement keys. Sealed.
CREATE TABLE secret (
    name   TEXT NOT NULL PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT;

-- The truth: every entry taken in, by arrival.
-- act: 1 statement, 2 save, 3 unknown. place: 1 chained, 2 detached. origin: 1 own, 2 hub, 3 peer.
-- state: 1 applied, 2 waiting, 3 quarantined (with a reason), 4 carried.
CREATE TABLE entry (
    arrival  INTEGER PRIMARY KEY,
    id       BLOB    NOT NULL UNIQUE,
    ledger   BLOB    NOT NULL,
    author   BLOB    NOT NULL,
    number   INTEGER NOT NULL,
    previous BLOB,
    act      INTEGER NOT NULL,
    place    INTEGER NOT NULL,
    origin   INTEGER NOT NULL,
    state    INTEGER NOT NULL,
    reason   TEXT,
    checksum INTEGER NOT NULL,
    bytes    BLOB    NOT NULL
) STRICT;
CREATE INDEX entry_feed ON entry (author, ledger, number);
CREATE INDEX entry_ledger ON entry (ledger);
CREATE INDEX entry_statement ON entry (ledger) WHERE act = 1;
CREATE INDEX entry_detached ON entry (previous) WHERE place = 2;
CREATE INDEX entry_state ON entry (state) WHERE state <> 1;

-- Entries whose bytes were found damaged: kept for a person, out of the way of a good copy.
CREATE TABLE damaged (
    row   INTEGER PRIMARY KEY,
    id    BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- Heads: every tip of every feed.
CREATE TABLE feed (
    ledger BLOB    NOT NULL,
    author BLOB    NOT NULL,
    tip    BLOB    NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (ledger, author, tip)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_author ON feed (author);

-- Entries that wait, and for what: an entry, an epoch, a change, by its id.
CREATE TABLE awaits (
    what  BLOB NOT NULL,
    entry BLOB NOT NULL,
    PRIMARY KEY (what, entry)
) STRICT, WITHOUT ROWID;

-- Bytes whose author is not known yet, bounded for each sender.
CREATE TABLE pool (
    row    INTEGER PRIMARY KEY,
    sender BLOB NOT NULL,
    author BLOB NOT NULL,
    digest BLOB NOT NULL UNIQUE,
    bytes  BLOB NOT NULL
) STRICT;
CREATE INDEX pool_sender ON pool (sender);
CREATE INDEX pool_author ON pool (author);

-- The hub's order of the register.
CREATE TABLE position (
    number INTEGER PRIMARY KEY,
    bytes  BLOB NOT NULL
) STRICT;

-- Epoch keys on their way to other devices: delivery, not history.
CREATE TABLE wrap (
    ledger BLOB NOT NULL,
    device BLOB NOT NULL,
    epoch  BLOB NOT NULL,
    bytes  BLOB NOT NULL,
    PRIMARY KEY (ledger, device, epoch)
) STRICT, WITHOUT ROWID;

-- Epoch keys this device holds. Sealed.
CREATE TABLE key (
    epoch  BLOB NOT NULL PRIMARY KEY,
    ledger BLOB NOT NULL,
    sealed BLOB NOT NULL
) STRICT;
CREATE INDEX key_ledger ON key (ledger);

-- How far each peer was read, its token, its nonce, its last receipt.
CREATE TABLE peer (
    name  TEXT NOT NULL PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- What was not saved yet when the screen went dark. Sealed.
CREATE TABLE draft (
    slot   TEXT    NOT NULL PRIMARY KEY,
    edited INTEGER NOT NULL,
    sealed BLOB    NOT NULL
) STRICT;

-- A cache of records, made from entries. Numbers for lists, and sealed what a line of a list shows.
CREATE TABLE record (
    row     INTEGER PRIMARY KEY,
    ledger  BLOB    NOT NULL,
    kind    INTEGER NOT NULL,
    id      BLOB    NOT NULL,
    starts  INTEGER,
    due     INTEGER,
    state   INTEGER NOT NULL,
    version INTEGER NOT NULL,
    card    BLOB    NOT NULL,
    UNIQUE (ledger, kind, id)
) STRICT;
CREATE INDEX record_starts ON record (kind, starts);
CREATE INDEX record_due ON record (kind, due);

-- Which entries hold changes of which record.
CREATE TABLE part (
    record INTEGER NOT NULL REFERENCES record (row) ON DELETE CASCADE,
    entry  BLOB    NOT NULL,
    PRIMARY KEY (record, entry)
) STRICT, WITHOUT ROWID;

-- A record's document at some version, the changes since, and its readable form. Sealed.
CREATE TABLE snapshot (
    record  INTEGER PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    sealed  BLOB    NOT NULL
) STRICT;
CREATE TABLE tail (
    record  INTEGER NOT NULL REFERENCES record (row) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    sealed  BLOB    NOT NULL,
    PRIMARY KEY (record, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE readable (
    record  INTEGER PRIMARY KEY REFERENCES record (row) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    sealed  BLOB    NOT NULL
) STRICT;
