//! The tables within one transaction: what a caller of [`super::Vault::read`] and
//! [`super::Vault::write`] is given. Reading takes `&self`, writing `&mut self`.

use holdfast_ledger::Timestamp;
use rusqlite::{Connection, OptionalExtension, Params, Row};

use super::error::{Result, VaultError};
use super::keys::Keys;

/// The tables of a vault, within a transaction.
pub struct Tables<'a> {
    connection: &'a Connection,
    keys: Option<&'a Keys>,
    now: Option<Timestamp>,
}

impl<'a> Tables<'a> {
    pub(super) const fn new(connection: &'a Connection, keys: Option<&'a Keys>) -> Self {
        Self { connection, keys, now: None }
    }

    /// The time at which what comes from elsewhere is taken in, by this device's clock.
    pub const fn take_in_at(&mut self, now: Timestamp) {
        self.now = Some(now);
    }

    pub(super) const fn now(&self) -> Option<Timestamp> {
        self.now
    }

    pub(super) const fn connection(&self) -> &Connection {
        self.connection
    }

    /// The keys, while the vault is unlocked.
    pub(super) fn keys(&self) -> Result<&'a Keys> {
        self.keys.ok_or(VaultError::Locked)
    }

    /// As [`super::Vault::version`], within a transaction that writes.
    ///
    /// # Errors
    /// What the database says.
    pub fn data_version(&self) -> Result<i64> {
        super::database::version(self.connection)
    }

    pub(super) fn run(&self, sql: &str, params: impl Params) -> Result<usize> {
        Ok(self.connection.prepare_cached(sql)?.execute(params)?)
    }

    pub(super) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        Ok(self.connection.prepare_cached(sql)?.query_row(params, read).optional()?)
    }

    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params, |row| read(row))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
