//! Opening, locking and transactions: one writer and a few readers beside it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use holdfast_ledger::MemberId;
use rand_core::CryptoRng;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use super::error::{Result, VaultError};
use super::keys::{self, Keys, Keystore, Pin, Unlocker, VaultKey};
use super::making::{make, unmake};
use super::schema;
use super::tables::Tables;

/// Connections kept open for readers.
const READERS: usize = 4;

/// A device's own database. Shared by reference between threads: readers never wait for the writer.
pub struct Vault {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    keys: RwLock<Option<Arc<Keys>>>,
}

/// Whether the keys are in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// Nothing sealed can be read or written; entries can still be taken in.
    Locked,
    /// Everything works.
    Unlocked,
}

/// The first member of a new vault.
#[derive(Clone, Copy, Debug)]
pub struct FirstMember<'a> {
    /// Who.
    pub member: MemberId,
    /// Their PIN or passphrase.
    pub pin: Pin<'a>,
}

impl Vault {
    /// Makes a vault where there is no file, with what `fill` puts into it, and leaves it unlocked. Its
    /// key is wrapped twice: for the keystore and for the first member's PIN. All of it, or no vault.
    ///
    /// # Errors
    /// [`VaultError::Exists`] if there is a file; those of `fill`; what the disk says.
    pub fn create<E: From<VaultError>>(
        path: &Path,
        keystore: &Keystore,
        first: FirstMember<'_>,
        random: &mut impl CryptoRng,
        fill: impl FnOnce(&mut Tables<'_>) -> Result<(), E>,
    ) -> Result<Self, E> {
        let key = VaultKey::random(random);
        make(path, |connection| {
            let transaction = begin(connection, TransactionBehavior::Immediate)?;
            keys::found(&transaction, &key, keystore, random)?;
            keys::wrap_for_pin(&transaction, &key, first.member, first.pin, keystore, random)?;
            fill(&mut Tables::new(&transaction, Some(&Keys::new(key.clone()))))?;
            transaction.commit().map_err(VaultError::from)?;
            Ok::<_, E>(())
        })?;
        let connection = connect(path, Access::Write).inspect_err(|_| unmake(path))?;
        let vault = Self::around(path, connection);
        vault.set_keys(Some(key));
        Ok(vault)
    }

    /// Opens a vault, locked, and takes it to this version.
    ///
    /// # Errors
    /// [`VaultError::Missing`], [`VaultError::NotAVault`], [`VaultError::Newer`],
    /// [`VaultError::Damaged`]. The file is never replaced, whatever is wrong with it.
    pub fn open(path: &Path) -> Result<Self> {
        std::fs::metadata(path)?;
        let mut connection = connect(path, Access::Write)?;
        schema::open(&mut connection)?;
        Ok(Self::around(path, connection))
    }

    fn around(path: &Path, connection: Connection) -> Self {
        Self {
            path: path.to_owned(),
            writer: Mutex::new(connection),
            readers: Mutex::new(Vec::new()),
            keys: RwLock::new(None),
        }
    }

    /// Brings the keys into memory.
    ///
    /// # Errors
    /// [`VaultError::WrongPin`], [`VaultError::WrongKey`], [`VaultError::NoPin`].
    pub fn unlock(&self, unlocker: Unlocker<'_>) -> Result<()> {
        self.open_with(self.find_key(unlocker)?);
        Ok(())
    }

    /// Finds the vault key, and leaves the vault as it is.
    ///
    /// # Errors
    /// Those of [`Vault::unlock`].
    pub fn find_key(&self, unlocker: Unlocker<'_>) -> Result<VaultKey> {
        self.with_reader(|connection| keys::unlock(connection, unlocker))
    }

    /// Brings the keys into memory, by the vault key that [`Vault::find_key`] found.
    pub fn open_with(&self, key: VaultKey) {
        self.set_keys(Some(key));
    }

    /// Wipes the keys from memory, once the reads and writes under way are done.
    pub fn lock(&self) {
        self.set_keys(None);
    }

    /// Whether the keys are in memory.
    pub fn state(&self) -> Lock {
        if self.keys().is_some() { Lock::Unlocked } else { Lock::Locked }
    }

    /// The vault key, for whoever keeps it until the next lock.
    ///
    /// # Errors
    /// [`VaultError::Locked`].
    pub fn key(&self) -> Result<VaultKey> {
        Ok(self.keys().ok_or(VaultError::Locked)?.vault.clone())
    }

    /// The members who have a PIN here.
    ///
    /// # Errors
    /// What the database says.
    pub fn members(&self) -> Result<Vec<MemberId>> {
        self.with_reader(keys::members)
    }

    /// Gives a member a PIN or passphrase, a new one if they had one.
    ///
    /// # Errors
    /// [`VaultError::Locked`].
    pub fn set_pin(
        &self,
        member: MemberId,
        pin: Pin<'_>,
        keystore: &Keystore,
        random: &mut impl CryptoRng,
    ) -> Result<()> {
        let key = self.key()?;
        self.write(|tables| {
            keys::wrap_for_pin(tables.connection(), &key, member, pin, keystore, random)
        })
    }

    /// Takes a member's PIN away.
    ///
    /// # Errors
    /// What the database says.
    pub fn forget_pin(&self, member: MemberId) -> Result<()> {
        self.write(|tables| keys::forget_pin(tables.connection(), member))
    }

    /// Wraps the vault key for a keystore that was made anew (a screen lock removed and set again).
    ///
    /// # Errors
    /// [`VaultError::Locked`].
    pub fn set_keystore(&self, keystore: &Keystore, random: &mut impl CryptoRng) -> Result<()> {
        let key = self.key()?;
        self.write(|tables| keys::wrap_for_keystore(tables.connection(), &key, keystore, random))
    }

    /// Reads, from one moment of the database.
    ///
    /// # Errors
    /// Those of `act`, and what the database says.
    pub fn read<T, E: From<VaultError>>(
        &self,
        act: impl FnOnce(&Tables<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let keys = self.keys();
        self.with_reader(|connection| {
            let transaction = begin(connection, TransactionBehavior::Deferred)?;
            act(&Tables::new(&transaction, keys.as_deref()))
        })
    }

    /// Writes: all of `act` or nothing. When this returns without an error, what was written survives
    /// a power cut.
    ///
    /// # Errors
    /// Those of `act`, and what the database says; [`VaultError::Full`] for a full disk.
    pub fn write<T, E: From<VaultError>>(
        &self,
        act: impl FnOnce(&mut Tables<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let keys = self.keys();
        let connection = held(&self.writer);
        let transaction = begin(&connection, TransactionBehavior::Immediate)?;
        let done = act(&mut Tables::new(&transaction, keys.as_deref()))?;
        transaction.commit().map_err(VaultError::from)?;
        Ok(done)
    }

    /// Writes the log out into the file: what must never be lost does not rest on a log alone.
    ///
    /// # Errors
    /// What the database says.
    pub fn write_out(&self) -> Result<()> {
        let connection = held(&self.writer);
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// A number that another one follows as soon as somebody else writes here: another process, or
    /// another [`Vault`] of the same file. What this one writes leaves it as it is.
    ///
    /// # Errors
    /// What the database says.
    pub fn version(&self) -> Result<i64, VaultError> {
        version(&held(&self.writer))
    }

    /// Where the database is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn with_reader<T, E: From<VaultError>>(
        &self,
        act: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let pooled = held(&self.readers).pop();
        let connection = match pooled {
            Some(connection) => connection,
            None => connect(&self.path, Access::Read)?,
        };
        let done = act(&connection);
        let mut readers = held(&self.readers);
        if readers.len() < READERS {
            readers.push(connection);
        }
        done
    }

    fn keys(&self) -> Option<Arc<Keys>> {
        self.keys.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set_keys(&self, key: Option<VaultKey>) {
        let keys = key.map(|key| Arc::new(Keys::new(key)));
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys;
    }
}

impl core::fmt::Debug for Vault {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Vault({:?})", self.state())
    }
}

impl Drop for Vault {
    /// Writes the log back into the file, as far as nobody else is reading it: what closing does not
    /// do any more, since it would delete the log and its index too (see [`connect`]).
    fn drop(&mut self) {
        let connection = held(&self.writer);
        // What is not written back now is in the log, and safe there.
        let _ = connection.busy_timeout(Duration::ZERO);
        let _ = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
}

/// After a panic the transaction was rolled back with its guard: the connection is as good as before.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// SQLite's `data_version`: it tells one connection of the others' commits.
pub(super) fn version(connection: &Connection) -> Result<i64, VaultError> {
    Ok(connection.query_row("PRAGMA data_version", [], |row| row.get(0))?)
}

pub(super) fn begin(
    connection: &Connection,
    behavior: TransactionBehavior,
) -> Result<Transaction<'_>> {
    Ok(Transaction::new_unchecked(connection, behavior)?)
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Read,
    Write,
}

pub(super) fn connect(path: &Path, access: Access) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(128);
    // The log's index stays on the disk when the last connection closes: were it made anew at each
    // opening, a vault on a disk that is full could not be opened, and a carer could not read.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    // FULL, because WAL with NORMAL may lose the last commits in a power cut; temporary tables in
    // memory, because what a query sorts may be someone's name. The log is folded in at 16 MB: that
    // costs as much as ten saves, and a carer would wait for it at every eightieth save otherwise.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA wal_autocheckpoint = 4000;
         PRAGMA cache_size = -8000;",
    )?;
    if access == Access::Read {
        connection.pragma_update(None, "query_only", true)?;
    }
    Ok(connection)
}
