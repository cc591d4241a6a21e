//! The tables within one transaction: what a caller of [`super::Vault::read`] and
//! [`super::Vault::write`] is given. Reading takes `&self`, writing `&mut self`.

use rusqlite::{Connection, OptionalExtension, Params, Row};

use super::error::{Result, VaultError};
use super::keys::Keys;

/// The tables of a vault, within a transaction.
pub struct Tables<'a> {
    connection: &'a Connection,
    keys: Option<&'a Keys>,
}

impl<'a> Tables<'a> {
    pub(super) const fn new(connection: &'a Connection, keys: Option<&'a Keys>) -> Self {
        Self { connection, keys }
    }

    pub(super) const fn connection(&self) -> &Connection {
        self.connection
    }

    /// The keys, while the vault is unlocked.
    pub(super) fn keys(&self) -> Result<&'a Keys> {
        self.keys.ok_or(VaultError::Locked)
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
