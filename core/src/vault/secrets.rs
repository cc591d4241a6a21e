//! What the device must not lose and nobody else may read: epoch keys, its own keys, drafts.

use holdfast_ledger::{EntryId, EpochKey, LedgerId, SignedPosition, Timestamp, from_bytes};
use rusqlite::params;
use zeroize::Zeroizing;

use super::error::{Result, VaultError};
use super::tables::Tables;

/// Something begun and not saved. It survives a kill.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
    /// Which field of which screen; ids and fixed words only, for it stands in clear.
    pub slot: String,
    /// When it was last changed.
    pub edited: Timestamp,
    /// What was typed.
    pub contents: Vec<u8>,
}

impl core::fmt::Debug for Draft {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Draft({}, {} bytes)", self.slot, self.contents.len())
    }
}

type Cell<T> = rusqlite::Result<T>;
type EpochRow = (Cell<EntryId>, Cell<LedgerId>, Cell<Vec<u8>>);

impl Tables<'_> {
    /// Keeps the key of an epoch.
    ///
    /// # Errors
    /// [`VaultError::Locked`].
    pub fn put_epoch_key(
        &mut self,
        ledger: &LedgerId,
        epoch: &EntryId,
        key: &EpochKey,
    ) -> Result<()> {
        let sealed = self.keys()?.key.seal(&epoch_place(ledger, epoch), key.as_bytes());
        self.run(
            "INSERT INTO key (epoch, ledger, sealed) VALUES (?, ?, ?)
             ON CONFLICT (epoch) DO UPDATE SET ledger = excluded.ledger, sealed = excluded.sealed",
            params![epoch.as_bytes(), ledger.as_bytes(), sealed],
        )?;
        Ok(())
    }

    /// The key of an epoch, if this device has it.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::Damaged`].
    pub fn epoch_key(&self, epoch: &EntryId) -> Result<Option<EpochKey>> {
        let sql = "SELECT ledger, sealed FROM key WHERE epoch = ?";
        let found = self.one(sql, [epoch.as_bytes()], |row| {
            Ok((LedgerId(row.get(0)?), row.get::<_, Vec<u8>>(1)?))
        })?;
        found.map(|(ledger, sealed)| self.open_epoch(&ledger, epoch, &sealed)).transpose()
    }

    /// Every epoch of a ledger that this device has the key of, ascending.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::Damaged`].
    pub fn epoch_keys(&self, ledger: &LedgerId) -> Result<Vec<(EntryId, EpochKey)>> {
        let sql = "SELECT epoch, sealed FROM key WHERE ledger = ? ORDER BY epoch";
        let found = self.all(sql, [ledger.as_bytes()], |row| {
            Ok((EntryId(row.get(0)?), row.get::<_, Vec<u8>>(1)?))
        })?;
        found
            .into_iter()
            .map(|(epoch, sealed)| Ok((epoch, self.open_epoch(ledger, &epoch, &sealed)?)))
            .collect()
    }

    /// The epochs this device has the keys of; answered while locked too.
    ///
    /// # Errors
    /// What the database says.
    pub fn epochs_held(&self, ledger: &LedgerId) -> Result<Vec<EntryId>> {
        let sql = "SELECT epoch FROM key WHERE ledger = ? ORDER BY epoch";
        self.all(sql, [ledger.as_bytes()], |row| row.get(0).map(EntryId))
    }

    /// Destroys every key of a ledger: what was sealed under them can be read no more.
    ///
    /// # Errors
    /// What the database says.
    pub fn destroy_epoch_keys(&mut self, ledger: &LedgerId) -> Result<()> {
        self.run("DELETE FROM key WHERE ledger = ?", [ledger.as_bytes()])?;
        Ok(())
    }

    /// Forgets the epoch keys that do not open any more, and the wraps and register positions that do
    /// not read: all of it can be had again from the hub. How many.
    ///
    /// # Errors
    /// [`VaultError::Locked`]; what the database says.
    pub fn forget_unreadable(&mut self) -> Result<u64> {
        let sql = "SELECT rowid, epoch, ledger, sealed FROM key";
        let rows = self.all(sql, [], |row| {
            let key = (row.get(1).map(EntryId), row.get(2).map(LedgerId), row.get::<_, Vec<u8>>(3));
            Ok((row.get::<_, i64>(0)?, key))
        })?;
        let opens = |key: &EpochRow| match key {
            (Ok(epoch), Ok(ledger), Ok(sealed)) => self.open_epoch(ledger, epoch, sealed).is_ok(),
            _ => false,
        };
        let bad: Vec<i64> = rows.iter().filter(|row| !opens(&row.1)).map(|row| row.0).collect();
        for row in &bad {
            self.run("DELETE FROM key WHERE rowid = ?", [row])?;
        }
        let sql = "SELECT number, bytes FROM position";
        let rows =
            self.all(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?)))?;
        let reads = |bytes: &[u8]| from_bytes::<SignedPosition>(bytes, "a position").is_ok();
        let lost = rows.iter().filter(|(_, bytes)| !reads(bytes)).map(|(number, _)| *number);
        let mut forgotten = bad.len() as u64;
        for number in lost {
            self.run("DELETE FROM position WHERE number = ?", [number])?;
            forgotten += 1;
        }
        // Delivery only: what is still wanted is asked for again.
        self.run("DELETE FROM wrap", [])?;
        Ok(forgotten)
    }

    /// Keeps one of the device's own secrets, by a fixed name.
    ///
    /// # Errors
    /// [`VaultError::Locked`].
    pub fn put_secret(&mut self, name: &str, secret: &[u8]) -> Result<()> {
        let sealed = self.keys()?.key.seal(&secret_place(name), secret);
        self.run(
            "INSERT INTO secret (name, sealed) VALUES (?, ?)
             ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed",
            params![name, sealed],
        )?;
        Ok(())
    }

    /// One of the device's own secrets.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::Damaged`].
    pub fn secret(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
        let seal = &self.keys()?.key;
        let sql = "SELECT sealed FROM secret WHERE name = ?";
        let found = self.one(sql, [name], |row| row.get::<_, Vec<u8>>(0))?;
        found
            .map(|sealed| seal.open(&secret_place(name), &sealed, "the device's keys"))
            .transpose()
            .map(|opened| opened.map(Zeroizing::new))
    }

    /// Keeps a draft, instead of an earlier one in the same slot.
    ///
    /// # Errors
    /// [`VaultError::Locked`].
    pub fn put_draft(&mut self, draft: &Draft) -> Result<()> {
        let sealed = self.keys()?.draft.seal(&draft_place(&draft.slot), &draft.contents);
        self.run(
            "INSERT INTO draft (slot, edited, sealed) VALUES (?, ?, ?)
             ON CONFLICT (slot) DO UPDATE SET edited = excluded.edited, sealed = excluded.sealed",
            params![draft.slot, draft.edited.0, sealed],
        )?;
        Ok(())
    }

    /// Every draft, the last edited first.
    ///
    /// # Errors
    /// [`VaultError::Locked`], [`VaultError::Damaged`].
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        let seal = &self.keys()?.draft;
        let sql = "SELECT slot, edited, sealed FROM draft ORDER BY edited DESC, slot";
        let mut drafts = self.all(sql, [], |row| {
            let edited = Timestamp(row.get(1)?);
            Ok(Draft { slot: row.get(0)?, edited, contents: row.get(2)? })
        })?;
        for draft in &mut drafts {
            draft.contents = seal.open(&draft_place(&draft.slot), &draft.contents, "a draft")?;
        }
        Ok(drafts)
    }

    /// Forgets a draft, once it is saved or thrown away.
    ///
    /// # Errors
    /// What the database says.
    pub fn forget_draft(&mut self, slot: &str) -> Result<()> {
        self.run("DELETE FROM draft WHERE slot = ?", [slot])?;
        Ok(())
    }

    fn open_epoch(&self, ledger: &LedgerId, epoch: &EntryId, sealed: &[u8]) -> Result<EpochKey> {
        let expected = "an epoch's key";
        let opened = self.keys()?.key.open(&epoch_place(ledger, epoch), sealed, expected)?;
        let opened = Zeroizing::new(opened);
        let bytes = opened.as_slice().try_into().map_err(|_| VaultError::Damaged { expected })?;
        Ok(EpochKey::from_bytes(bytes))
    }
}

fn epoch_place(ledger: &LedgerId, epoch: &EntryId) -> Vec<u8> {
    [b"epoch".as_slice(), ledger.as_bytes(), epoch.as_bytes()].concat()
}

fn secret_place(name: &str) -> Vec<u8> {
    [b"secret", name.as_bytes()].concat()
}

fn draft_place(slot: &str) -> Vec<u8> {
    slot.as_bytes().to_vec()
}
