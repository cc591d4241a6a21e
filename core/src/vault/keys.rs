//! The vault key, the ways to it, and what is derived from it.
//!
//! The vault key is random and never changes hands; it is sealed once under the platform keystore's
//! master key and once under each member's PIN or passphrase, so that a removed screen lock or a new
//! fingerprint never costs an unsent visit. The PIN goes through Argon2id together with a pepper that
//! only the keystore has: a copy of the database alone does not let anyone try PINs.

use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use holdfast_ledger::MemberId;
use rand_core::CryptoRng;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::error::{Result, VaultError};
use super::seal::SealKey;

/// Argon2id: 32 MiB, 3 passes, 1 lane: about a quarter of a second on a phone of 2018, and the phone
/// stays within its memory budget while it syncs. Stored beside each wrap, so it can be raised.
const COST: Cost = Cost { memory: 32 * 1024, passes: 3, lanes: 1 };

/// Above this, numbers read from a file are damage: 1 GiB, 64 passes, 16 lanes.
const MOST: Cost = Cost { memory: 1024 * 1024, passes: 64, lanes: 16 };

const KEYSTORE: i64 = 1;
const PIN: i64 = 2;

/// The key everything sealed in a vault stands under. Wiped when dropped, never printed.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct VaultKey([u8; 32]);

impl VaultKey {
    /// A fresh key.
    pub fn random(random: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; 32];
        random.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// From where it was kept since the last unlock.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// To be kept until the next lock.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Says whether a key is this one, and nothing else about it.
    fn check(&self) -> [u8; 32] {
        let mut check = [0; 32];
        Hkdf::<Sha256>::new(None, &self.0)
            .expand(b"holdfast vault v1\0check", &mut check)
            .expect("32 bytes is a length HKDF gives");
        check
    }
}

impl core::fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("VaultKey(secret)")
    }
}

/// What only the platform keystore knows: never in the vault's folder.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Keystore {
    /// Opens the vault without a PIN.
    pub master: [u8; 32],
    /// Goes into every PIN; not bound to fingerprints or faces.
    pub pepper: [u8; 32],
}

impl core::fmt::Debug for Keystore {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Keystore(secret)")
    }
}

/// A way to the vault key.
#[derive(Clone, Copy, Debug)]
pub enum Unlocker<'a> {
    /// The keystore lets the device in (screen lock, fingerprint).
    Keystore(&'a Keystore),
    /// A member types their PIN or passphrase.
    Pin {
        /// Who.
        member: MemberId,
        /// What they typed.
        pin: Pin<'a>,
        /// For its pepper.
        keystore: &'a Keystore,
    },
    /// The key was kept since the last unlock.
    Kept(&'a VaultKey),
}

/// A PIN or passphrase as typed. Never printed.
#[derive(Clone, Copy)]
pub struct Pin<'a>(pub &'a str);

impl core::fmt::Debug for Pin<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Pin(secret)")
    }
}

/// The keys in memory while a vault is unlocked. Wiped when dropped.
pub(super) struct Keys {
    pub(super) vault: VaultKey,
    /// Seals records: card, snapshot, tail, readable form.
    pub(super) record: SealKey,
    /// Seals epoch keys and the device's own secrets.
    pub(super) key: SealKey,
    /// Seals drafts.
    pub(super) draft: SealKey,
}

impl Keys {
    pub(super) fn new(vault: VaultKey) -> Self {
        let derive = |purpose| SealKey::derive(&vault.0, &[], purpose);
        Self {
            record: derive("vault-record"),
            key: derive("vault-key"),
            draft: derive("draft"),
            vault,
        }
    }
}

/// What Argon2id costs.
#[derive(Clone, Copy)]
struct Cost {
    /// KiB.
    memory: u32,
    passes: u32,
    lanes: u32,
}

impl Cost {
    const fn within(self, most: Self) -> bool {
        self.memory <= most.memory && self.passes <= most.passes && self.lanes <= most.lanes
    }
}

/// Remembers which key is the right one, and wraps it for the keystore.
pub(super) fn found(
    connection: &Connection,
    key: &VaultKey,
    keystore: &Keystore,
    random: &mut impl CryptoRng,
) -> Result<()> {
    connection
        .execute("INSERT INTO meta (name, value) VALUES ('key', ?)", [key.check().as_slice()])?;
    wrap_for_keystore(connection, key, keystore, random)
}

/// Wraps the vault key under the keystore's master key, instead of an earlier one.
pub(super) fn wrap_for_keystore(
    connection: &Connection,
    key: &VaultKey,
    keystore: &Keystore,
    random: &mut impl CryptoRng,
) -> Result<()> {
    let salt = salt(random);
    let cost = Cost { memory: 0, passes: 0, lanes: 0 };
    let sealed = keystore_seal(keystore, &salt).seal(b"keystore", &key.0);
    put_wrap(connection, KEYSTORE, &[], cost, &salt, &sealed)
}

/// Wraps the vault key under a member's PIN, instead of an earlier one.
pub(super) fn wrap_for_pin(
    connection: &Connection,
    key: &VaultKey,
    member: MemberId,
    pin: Pin<'_>,
    keystore: &Keystore,
    random: &mut impl CryptoRng,
) -> Result<()> {
    let salt = salt(random);
    let sealed = pin_seal(pin, keystore, COST, &salt)?.seal(member.as_bytes(), &key.0);
    put_wrap(connection, PIN, member.as_bytes(), COST, &salt, &sealed)
}

/// Takes a member's way in away.
pub(super) fn forget_pin(connection: &Connection, member: MemberId) -> Result<()> {
    connection.execute(
        "DELETE FROM unlock WHERE kind = ? AND member = ?",
        params![PIN, member.as_bytes()],
    )?;
    Ok(())
}

/// The members with a PIN.
pub(super) fn members(connection: &Connection) -> Result<Vec<MemberId>> {
    let mut statement =
        connection.prepare_cached("SELECT member FROM unlock WHERE kind = ? ORDER BY member")?;
    let rows = statement.query_map([PIN], |row| row.get(0).map(MemberId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Finds the vault key.
pub(super) fn unlock(connection: &Connection, unlocker: Unlocker<'_>) -> Result<VaultKey> {
    let (key, wrong) = match unlocker {
        Unlocker::Kept(key) => (Some(key.clone()), VaultError::WrongKey),
        Unlocker::Keystore(keystore) => {
            let wrap = get_wrap(connection, KEYSTORE, &[])?.ok_or(VaultError::WrongKey)?;
            let seal = keystore_seal(keystore, &wrap.salt);
            (open(&seal, b"keystore", &wrap.sealed), VaultError::WrongKey)
        }
        Unlocker::Pin { member, pin, keystore } => {
            let wrap = get_wrap(connection, PIN, member.as_bytes())?.ok_or(VaultError::NoPin)?;
            let seal = pin_seal(pin, keystore, wrap.cost, &wrap.salt)?;
            (open(&seal, member.as_bytes(), &wrap.sealed), VaultError::WrongPin)
        }
    };
    let check: Option<[u8; 32]> = connection
        .query_row("SELECT value FROM meta WHERE name = 'key'", [], |row| row.get(0))
        .optional()?;
    let check = check.ok_or(VaultError::Damaged { expected: "the check of the vault's key" })?;
    match key {
        Some(key) if key.check() == check => Ok(key),
        _ => Err(wrong),
    }
}

fn open(seal: &SealKey, place: &[u8], sealed: &[u8]) -> Option<VaultKey> {
    let key = Zeroizing::new(seal.open(place, sealed, "the vault's key").ok()?);
    key.as_slice().try_into().ok().map(VaultKey)
}

fn keystore_seal(keystore: &Keystore, salt: &[u8; 16]) -> SealKey {
    SealKey::derive(&keystore.master, salt, "keystore")
}

fn pin_seal(pin: Pin<'_>, keystore: &Keystore, cost: Cost, salt: &[u8; 16]) -> Result<SealKey> {
    let expected = "the cost of a PIN";
    let damaged = |_| VaultError::Damaged { expected };
    let params = Params::new(cost.memory, cost.passes, cost.lanes, Some(32)).map_err(damaged)?;
    let argon =
        Argon2::new_with_secret(&keystore.pepper, Algorithm::Argon2id, Version::V0x13, params)
            .map_err(damaged)?;
    let mut stretched = Zeroizing::new([0; 32]);
    argon.hash_password_into(pin.0.as_bytes(), salt, &mut *stretched).map_err(damaged)?;
    Ok(SealKey::derive(&stretched, salt, "pin"))
}

fn salt(random: &mut impl CryptoRng) -> [u8; 16] {
    let mut salt = [0; 16];
    random.fill_bytes(&mut salt);
    salt
}

/// The vault key, sealed, as a row keeps it.
struct Wrapped {
    cost: Cost,
    salt: [u8; 16],
    sealed: Vec<u8>,
}

impl Wrapped {
    /// Tells a damaged row from a wrong PIN.
    fn digest(&self, kind: i64, member: &[u8]) -> [u8; 32] {
        let Cost { memory, passes, lanes } = self.cost;
        Sha256::new()
            .chain_update(kind.to_be_bytes())
            .chain_update(member)
            .chain_update([memory, passes, lanes].map(u32::to_be_bytes).concat())
            .chain_update(self.salt)
            .chain_update(&self.sealed)
            .finalize()
            .into()
    }
}

fn put_wrap(
    connection: &Connection,
    kind: i64,
    member: &[u8],
    cost: Cost,
    salt: &[u8; 16],
    sealed: &[u8],
) -> Result<()> {
    let wrapped = Wrapped { cost, salt: *salt, sealed: sealed.to_vec() };
    connection.execute(
        "INSERT INTO unlock (kind, member, memory, passes, lanes, salt, sealed, digest)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (kind, member) DO UPDATE SET memory = excluded.memory,
            passes = excluded.passes, lanes = excluded.lanes, salt = excluded.salt,
            sealed = excluded.sealed, digest = excluded.digest",
        params![
            kind,
            member,
            cost.memory,
            cost.passes,
            cost.lanes,
            salt,
            sealed,
            wrapped.digest(kind, member)
        ],
    )?;
    Ok(())
}

fn get_wrap(connection: &Connection, kind: i64, member: &[u8]) -> Result<Option<Wrapped>> {
    let row = connection
        .query_row(
            "SELECT memory, passes, lanes, salt, sealed, digest FROM unlock
             WHERE kind = ? AND member = ?",
            params![kind, member],
            |row| {
                let cost = Cost { memory: row.get(0)?, passes: row.get(1)?, lanes: row.get(2)? };
                let wrapped = Wrapped { cost, salt: row.get(3)?, sealed: row.get(4)? };
                Ok((wrapped, row.get::<_, [u8; 32]>(5)?))
            },
        )
        .optional()?;
    match row {
        None => Ok(None),
        Some((wrapped, digest))
            if digest == wrapped.digest(kind, member) && wrapped.cost.within(MOST) =>
        {
            Ok(Some(wrapped))
        }
        Some(_) => Err(VaultError::Damaged { expected: "a wrap of the vault's key" }),
    }
}
