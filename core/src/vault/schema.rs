//! The tables, and how a vault of an earlier version becomes one of this: forward only, one step for
//! each version, each in its own transaction.

use rusqlite::{Connection, TransactionBehavior};

use super::error::{Result, VaultError};

/// "Hold": says that the file is a vault.
const APPLICATION: i64 = 0x486f_6c64;

/// What takes a vault from each version to the next.
const STEPS: [&str; 2] = [include_str!("schema/v1.sql"), include_str!("schema/v2.sql")];

/// The version this program reads and writes.
pub(super) const VERSION: i64 = STEPS.len() as i64;

/// Makes an empty file a vault.
pub(super) fn create(connection: &mut Connection) -> Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION)?;
    migrate(connection)
}

/// Checks that the file is a vault, and takes it to this version.
pub(super) fn open(connection: &mut Connection) -> Result<()> {
    let application: i64 =
        connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION {
        return Err(VaultError::NotAVault);
    }
    migrate(connection)
}

fn migrate(connection: &mut Connection) -> Result<()> {
    let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > VERSION {
        return Err(VaultError::Newer { found, known: VERSION });
    }
    let done = usize::try_from(found)
        .map_err(|_| VaultError::Damaged { expected: "a version of the vault" })?;
    for (step, version) in STEPS.iter().zip(1_i64..).skip(done) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}
