//! One organisation's database, opened: its root, its register rebuilt from what is stored, and
//! the incarnation under which this hub puts that register in order.

use std::path::{Path, PathBuf};

use holdfast_ledger::{Entry, LedgerId, Register, Store, VerifyingKey};
use rusqlite::{Connection, TransactionBehavior};

use crate::database::{DatabaseError, open_database};
use crate::identity::{HubIdentity, IdentityError, Seen};
use crate::store::{SqliteStore, StoreError};

/// The note under which a database keeps the key of the organisation's root.
const ROOT: &str = "root";

/// Whether the databases are as this hub left them, as far as its operator knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// They are. An older copy is still found out, if anything was missed by it.
    #[default]
    AsLeft,
    /// They were put back from a backup.
    Restored,
}

/// An organisation that cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum OrganisationError {
    /// Its database.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// What is in it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The keys file.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// A file among the databases that is none of an organisation's.
    #[error(
        "expected the database of an organisation at {path}, found one that names no root, or another's; move it out of the folder"
    )]
    NoRoot {
        /// Where.
        path: PathBuf,
    },
    /// The folder of databases.
    #[error("expected the folder of databases, found: {0}; check that it exists and who owns it")]
    Folder(#[from] std::io::Error),
}

/// An organisation as it stands when its database has been opened.
pub(crate) struct Organisation {
    pub connection: Connection,
    pub root: VerifyingKey,
    pub register: Register,
    pub seen: Seen,
    pub restored: bool,
}

/// Where an organisation's database stands.
pub(crate) fn database_path(folder: &Path, register: &LedgerId) -> PathBuf {
    folder.join(format!("{register}.sqlite"))
}

/// The databases in a folder.
pub(crate) fn databases(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "sqlite") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

impl Organisation {
    /// Opens the database of an organisation known by its root; begins one if there is none.
    pub fn with_root(
        folder: &Path,
        root: VerifyingKey,
        identity: &mut HubIdentity,
        start: Start,
    ) -> Result<Self, OrganisationError> {
        let path = database_path(folder, &LedgerId::register(&root));
        let mut connection = open_database(&path)?;
        let transaction = begin(&mut connection)?;
        let mut store = SqliteStore::new(&transaction);
        if store.note(ROOT)?.is_none() {
            store.set_note(ROOT, Some(root.as_bytes()))?;
        }
        transaction.commit().map_err(StoreError::from)?;
        Self::of(connection, &path, identity, start)
    }

    /// Opens a database that is there.
    pub fn open(
        path: &Path,
        identity: &mut HubIdentity,
        start: Start,
    ) -> Result<Self, OrganisationError> {
        Self::of(open_database(path)?, path, identity, start)
    }

    fn of(
        mut connection: Connection,
        path: &Path,
        identity: &mut HubIdentity,
        start: Start,
    ) -> Result<Self, OrganisationError> {
        let transaction = begin(&mut connection)?;
        let store = SqliteStore::new(&transaction);
        let root = store.note(ROOT)?.and_then(|bytes| VerifyingKey::from_slice(&bytes));
        // The file's name is the root's fingerprint: a file copied under another's name is refused.
        let named = |root: &VerifyingKey| {
            let name = LedgerId::register(root).to_string();
            path.file_stem().is_some_and(|stem| stem.to_str() == Some(&name))
        };
        let no_root = || OrganisationError::NoRoot { path: path.to_owned() };
        let root = root.filter(named).ok_or_else(no_root)?;
        let register = rebuild_register(&store, root)?;
        let now = Held { position: register.number(), arrival: store.last_arrival()? };
        drop(transaction);
        let last = register.position(register.number());
        let chain = last.map_or(0, |last| last.position.incarnation);
        let (incarnation, restored) = incarnation(identity.seen(&register.id()), now, chain, start);
        let seen = Seen { incarnation, position: now.position, arrival: now.arrival };
        // Before the first position is signed under it.
        identity.record(register.id(), seen)?;
        Ok(Self { connection, root, register, seen, restored })
    }
}

fn begin(connection: &mut Connection) -> Result<rusqlite::Transaction<'_>, StoreError> {
    Ok(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

/// The register from what is stored, whose signatures were checked when it was taken in.
pub(crate) fn rebuild_register<S: Store>(
    store: &S,
    root: VerifyingKey,
) -> Result<Register, S::Error> {
    let mut register = Register::new(root);
    for stored in store.statements(&register.id())? {
        // What does not decode or is refused was no part of the register when it came in either.
        if let Ok(entry) = Entry::decode(&stored.bytes) {
            register.restore_entry(&entry).ok();
        }
    }
    for position in store.positions_after(0)? {
        register.restore_position(&position).ok();
    }
    Ok(register)
}

/// How far a database has come.
#[derive(Clone, Copy)]
struct Held {
    position: u64,
    arrival: u64,
}

/// The incarnation to go on under, and whether it is new because the database is an older copy.
fn incarnation(seen: Option<Seen>, held: Held, chain: u32, start: Start) -> (u32, bool) {
    let empty = held.position == 0 && held.arrival == 0;
    match seen {
        None if empty => (1, false),
        // The keys file knows nothing of this database: one of the two was put back.
        None => (chain + 1, true),
        Some(seen) => {
            let behind = held.position < seen.position || held.arrival < seen.arrival;
            let overtaken = chain > seen.incarnation;
            if behind || overtaken || start == Start::Restored {
                (seen.incarnation.max(chain).saturating_add(1), true)
            } else {
                (seen.incarnation, false)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_copy_begins_a_new_incarnation_and_nothing_else_does() {
        let held = Held { position: 5, arrival: 90 };
        let seen = |incarnation, position, arrival| Some(Seen { incarnation, position, arrival });
        let left = Start::AsLeft;
        let cases = [
            ("a new database", None, Held { position: 0, arrival: 0 }, 0, left, (1, false)),
            ("as it was left", seen(3, 5, 90), held, 3, left, (3, false)),
            ("killed before the keys file was written", seen(3, 4, 80), held, 3, left, (3, false)),
            ("behind by a position", seen(3, 6, 90), held, 3, left, (4, true)),
            ("behind by an entry", seen(3, 5, 91), held, 3, left, (4, true)),
            ("told so", seen(3, 5, 90), held, 3, Start::Restored, (4, true)),
            ("an older keys file", seen(1, 5, 90), held, 3, left, (4, true)),
            ("a keys file without it", None, held, 3, left, (4, true)),
        ];
        for (what, seen, held, chain, start, expected) in cases {
            assert_eq!(incarnation(seen, held, chain, start), expected, "{what}");
        }
    }
}
