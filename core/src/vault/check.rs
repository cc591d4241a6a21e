//! Looking for damage: every page, every row, every seal. Slow on purpose; for `holdfast repair` and
//! for a person who asks. What opening and reading find by the way is an error there and then.

use holdfast_ledger::{EntryId, Unknown};

use super::entries::{STORED, stored};
use super::error::{Result, VaultError};
use super::records::RecordKey;
use super::tables::Tables;

/// What is wrong with a vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Damage {
    /// The file's pages do not make a database any more.
    pub pages: Pages,
    /// Entries whose row is not what was written: to be set aside, and fetched again.
    pub entries: Vec<EntryId>,
    /// Rows of entries so damaged that not even their id can be believed.
    pub nameless: u64,
    /// Whether heads are those of the entries held.
    pub heads: Heads,
    /// Records to be made anew from their entries.
    pub records: Vec<RecordKey>,
}

/// Whether the file is a sound database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pages {
    /// It is.
    #[default]
    Sound,
    /// It is not.
    Broken,
}

/// Whether heads are those of the entries held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Heads {
    /// They are.
    #[default]
    Right,
    /// They are not: [`Tables::rebuild_heads`].
    Wrong,
}

impl Damage {
    /// Whether nothing is wrong.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Tables<'_> {
    /// Looks at everything. Records are looked at only while unlocked.
    ///
    /// # Errors
    /// What the database says, if it is too damaged even for this.
    pub fn check(&self) -> Result<Damage> {
        let mut damage = Damage { pages: self.check_pages()?, ..Damage::default() };
        self.check_entries(&mut damage)?;
        if !self.heads_are_right()? {
            damage.heads = Heads::Wrong;
        }
        if self.keys().is_ok() {
            self.check_records(&mut damage)?;
        }
        Ok(damage)
    }

    /// Looks at the pages only: whether the file is a sound database.
    ///
    /// # Errors
    /// What the database says, if it is too damaged even for this.
    pub fn check_pages(&self) -> Result<Pages> {
        let verdict: Option<String> =
            self.one("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        Ok(if verdict.as_deref() == Some("ok") { Pages::Sound } else { Pages::Broken })
    }

    fn check_entries(&self, damage: &mut Damage) -> Result<()> {
        let sql = format!("SELECT {STORED} FROM entry ORDER BY arrival");
        let mut statement = self.connection().prepare_cached(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let whole = matches!(stored(row), Ok(Ok(entry))
                if Unknown::decode(&entry.bytes).is_ok_and(|read| read.id == entry.id
                    && (read.ledger, read.author) == (entry.ledger, entry.author)
                    && (read.number, read.previous) == (entry.number, entry.previous)));
            if !whole {
                match row.get(0) {
                    Ok(id) => damage.entries.push(EntryId(id)),
                    Err(_) => damage.nameless += 1,
                }
            }
        }
        Ok(())
    }

    fn check_records(&self, damage: &mut Damage) -> Result<()> {
        let sql = "SELECT ledger, kind, id FROM record ORDER BY ledger, kind, id";
        let keys = self.all(sql, [], |row| {
            Ok(RecordKey {
                ledger: holdfast_ledger::LedgerId(row.get(0)?),
                kind: row.get(1)?,
                id: holdfast_ledger::RecordId(row.get(2)?),
            })
        })?;
        for key in keys {
            let opens = self.record(&key).is_ok_and(|row| row.is_some())
                && self.document(&key).is_ok()
                && self.readable(&key).is_ok();
            if !opens {
                damage.records.push(key);
            }
        }
        Ok(())
    }
}

/// Whether an error means that [`Tables::check`] and repair are called for.
pub const fn is_damage(error: &VaultError) -> bool {
    matches!(error, VaultError::Damaged { .. })
}
