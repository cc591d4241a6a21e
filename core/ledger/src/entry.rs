//! Entries: one act each, signed by the device that made it, chained to that device's act before
//! it. Immutable. The only truth there is: every table and document is a cache of these.
//!
//! An entry's bytes are its *content* (a CBOR map) followed by the device's 64-byte signature. Its
//! id is the SHA-256 of the content.

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use sha2::{Digest, Sha256};

use crate::cbor::{self, CborError};
use crate::keys::{DeviceKeys, Purpose};
use crate::save::{Save, SaveError};
use crate::seal::{EntryKey, EpochKey};
use crate::statement::{Statement, StatementError, Tip};
use crate::{
    DeviceId, EntryId, Hash, LedgerId, MemberId, Random16, Signature, Timestamp, VerifyingKey,
};

/// The most an entry may take, in bytes.
pub const MAX_ENTRY: usize = 256 * 1024;

/// The version of the encoding that this code writes.
pub const VERSION: u8 = 1;

/// What the author knew of the register when it wrote: it is judged by that.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct RegisterPoint {
    /// The number of the last position it held; 0 before the first.
    #[n(0)]
    pub number: u64,
    /// That position's hash; for 0, [`RegisterPoint::origin`].
    #[n(1)]
    pub hash: Hash,
    /// Register feeds' tips with statements it relied on that had no position yet. Ascending.
    #[n(2)]
    pub provisional: Option<Vec<Tip>>,
}

impl RegisterPoint {
    /// Before the first position, in that organisation's register.
    pub fn origin(register: LedgerId) -> Self {
        let hash = crate::seal::hash(&[b"holdfast register origin v1\0", register.as_bytes()]);
        Self { number: 0, hash, provisional: None }
    }
}

/// Who wrote, where, when, after what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The ledger.
    pub ledger: LedgerId,
    /// The device.
    pub author: DeviceId,
    /// Its member; zeros for the root and the hub.
    pub member: MemberId,
    /// 1, 2, 3 … in this author's feed of this ledger.
    pub number: u64,
    /// The author's entry before it here; none for number 1.
    pub previous: Option<EntryId>,
    /// What it knew of the register.
    pub register: RegisterPoint,
    /// By the device's clock.
    pub written: Timestamp,
}

/// A sealed save as it stands in an entry.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SealedSave {
    /// Under which epoch.
    #[n(0)]
    pub epoch: EntryId,
    /// Random, into the entry's key.
    #[n(1)]
    pub salt: Random16,
    /// SHA-256("commit" ‖ entry key).
    #[n(2)]
    pub commitment: Hash,
    /// ChaCha20-Poly1305 of the padded save.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// About the ledger, in clear.
    Statement(Box<Statement>),
    /// About its records, sealed.
    Save(SealedSave),
}

/// The signed part, as encoded.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct Content {
    #[n(0)]
    version: u8,
    #[n(1)]
    ledger: LedgerId,
    #[n(2)]
    author: DeviceId,
    #[n(3)]
    member: MemberId,
    #[n(4)]
    number: u64,
    #[n(5)]
    previous: Option<EntryId>,
    #[n(6)]
    register: RegisterPoint,
    #[n(7)]
    written: Timestamp,
    #[n(8)]
    statement: Option<Statement>,
    #[n(9)]
    save: Option<SealedSave>,
    #[n(10)]
    member_signature: Option<Signature>,
}

/// The part of any version's content that never changes, so that a version yet unknown can be
/// chained, counted and carried.
#[derive(Clone, Debug, PartialEq, Eq, Decode)]
#[cbor(map)]
struct Envelope {
    #[n(0)]
    version: u8,
    #[n(1)]
    ledger: LedgerId,
    #[n(2)]
    author: DeviceId,
    #[n(4)]
    number: u64,
    #[n(5)]
    previous: Option<EntryId>,
}

/// Bytes that are not an entry: refused, counted per peer, never stored.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Over the limit.
    #[error(
        "expected an entry of at most {MAX_ENTRY} bytes, found {found}; save it in smaller parts"
    )]
    TooLarge {
        /// Its size.
        found: usize,
    },
    /// Too short to hold a signature.
    #[error("expected an entry and its signature, found {found} bytes; ask for it again")]
    TooShort {
        /// Its size.
        found: usize,
    },
    /// Not the canonical encoding.
    #[error(transparent)]
    Encoding(#[from] CborError),
    /// Neither a statement nor a save, or both; a number and a previous that contradict.
    #[error("expected {expected} in an entry, found otherwise; the entry is refused")]
    Shape {
        /// What should hold.
        expected: &'static str,
    },
    /// A statement whose fields contradict one another.
    #[error(transparent)]
    Statement(#[from] StatementError),
    /// Not signed by the key its author is known by.
    #[error("expected the author's signature, found another; ask another device for the entry")]
    Signature,
    /// A version not known here: carried, not read.
    #[error("expected version {VERSION} of an entry, found {found}; update Holdfast to read it")]
    Version {
        /// Its version.
        found: u8,
    },
}

/// An entry whose bytes are well formed. Whether its signature holds is [`Entry::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    id: EntryId,
    header: Header,
    body: Body,
    member_signature: Option<Signature>,
    signature: Signature,
    bytes: Vec<u8>,
}

/// What an author hands in to write an entry.
pub struct Writer<'a> {
    /// Signs.
    pub keys: &'a DeviceKeys,
    /// Co-signs, on a device that has several members.
    pub member_keys: Option<&'a DeviceKeys>,
}

impl Entry {
    /// Writes a statement.
    pub fn statement(
        writer: &Writer<'_>,
        header: Header,
        statement: Statement,
    ) -> Result<Self, EntryError> {
        statement.check(header.ledger, header.author)?;
        let mut content = Content::new(header);
        content.statement = Some(statement);
        Self::sign(writer, content)
    }

    /// Writes a save, sealed under an epoch.
    pub fn save(
        writer: &Writer<'_>,
        header: Header,
        save: &Save,
        epoch: EntryId,
        key: &EpochKey,
        random: &mut impl CryptoRng,
    ) -> Result<Self, SaveError> {
        let plaintext = zeroize::Zeroizing::new(save.to_plaintext()?);
        let mut salt = [0; 16];
        random.fill_bytes(&mut salt);
        let salt = Random16(salt);
        let key = key.entry_key(header.ledger, header.author, header.number, salt);
        let mut content = Content::new(header);
        let mut sealed =
            SealedSave { epoch, salt, commitment: key.commitment(), sealed: Vec::new() };
        content.save = Some(sealed.clone());
        sealed.sealed = key.seal(&plaintext, &cbor::to_bytes(&content));
        content.save = Some(sealed);
        Ok(Self::sign(writer, content)?)
    }

    fn sign(writer: &Writer<'_>, mut content: Content) -> Result<Self, EntryError> {
        if let Some(member) = writer.member_keys {
            let message = Sha256::digest(cbor::to_bytes(&content));
            content.member_signature = Some(member.sign(Purpose::Member, &message));
        }
        let mut bytes = cbor::to_bytes(&content);
        let id = EntryId(Sha256::digest(&bytes).into());
        bytes.extend(writer.keys.sign(Purpose::Entry, id.as_bytes()).0);
        Self::decode(&bytes)
    }

    /// Reads an entry's bytes. Never panics; checks size, canonical form and shape, not the
    /// signature.
    pub fn decode(bytes: &[u8]) -> Result<Self, EntryError> {
        let (content, signature) = split(bytes)?;
        let envelope: Envelope = minicbor::decode(content).map_err(|_| CborError::Malformed {
            expected: "an entry",
            found: "no header".to_owned(),
        })?;
        if envelope.version != VERSION {
            return Err(EntryError::Version { found: envelope.version });
        }
        let decoded: Content = cbor::from_bytes(content, "an entry")?;
        let id = EntryId(Sha256::digest(content).into());
        decoded.into_entry(id, signature, bytes.to_vec())
    }

    /// The id.
    pub const fn id(&self) -> EntryId {
        self.id
    }

    /// Who, where, when, after what.
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// What was done.
    pub const fn body(&self) -> &Body {
        &self.body
    }

    /// The statement, if it is one.
    pub fn as_statement(&self) -> Option<&Statement> {
        match &self.body {
            Body::Statement(statement) => Some(statement),
            Body::Save(_) => None,
        }
    }

    /// The sealed save, if it is one.
    pub const fn as_save(&self) -> Option<&SealedSave> {
        match &self.body {
            Body::Save(save) => Some(save),
            Body::Statement(_) => None,
        }
    }

    /// The bytes: content and signature.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The device's signature.
    pub const fn signature(&self) -> Signature {
        self.signature
    }

    /// The member's signature, where there is one.
    pub const fn member_signature(&self) -> Option<Signature> {
        self.member_signature
    }

    /// This entry as the tip of its feed.
    pub const fn tip(&self) -> Tip {
        Tip { device: self.header.author, number: self.header.number, id: self.id }
    }

    /// Checks the device's signature, and the member's where `member` says that one is due.
    pub fn verify(
        &self,
        device: &VerifyingKey,
        member: Option<&VerifyingKey>,
    ) -> Result<(), EntryError> {
        if self.signed_by(device) && self.cosigned_by(member) {
            Ok(())
        } else {
            Err(EntryError::Signature)
        }
    }

    /// Whether the device with that key is its author and signed it.
    pub fn signed_by(&self, device: &VerifyingKey) -> bool {
        device.device() == self.header.author
            && device.verifies(Purpose::Entry, self.id.as_bytes(), &self.signature)
    }

    /// Whether the member's signature is as it should be: by `member` where one is due, absent
    /// where none is.
    pub fn cosigned_by(&self, member: Option<&VerifyingKey>) -> bool {
        match (member, self.member_signature) {
            (None, None) => true,
            (Some(key), Some(signature)) => {
                let mut content = self.content();
                content.member_signature = None;
                let message = Sha256::digest(cbor::to_bytes(&content));
                key.verifies(Purpose::Member, &message, &signature)
            }
            _ => false,
        }
    }

    /// The key of this entry, from its epoch's.
    pub fn entry_key(&self, epoch: &EpochKey) -> Option<EntryKey> {
        let save = self.as_save()?;
        let Header { ledger, author, number, .. } = self.header;
        Some(epoch.entry_key(ledger, author, number, save.salt))
    }

    /// Opens the save with its epoch's key; none if it is a statement, or the key is another, or
    /// anything was altered.
    pub fn open(&self, epoch: &EpochKey) -> Option<Result<Save, SaveError>> {
        self.open_with(&self.entry_key(epoch)?)
    }

    /// Opens the save with the key of this entry alone.
    pub fn open_with(&self, key: &EntryKey) -> Option<Result<Save, SaveError>> {
        let save = self.as_save()?;
        let mut content = self.content();
        content.member_signature = None;
        content.save = Some(SealedSave { sealed: Vec::new(), ..save.clone() });
        let plaintext = key.open(&save.sealed, &cbor::to_bytes(&content), save.commitment)?;
        Some(Save::from_plaintext(&plaintext))
    }

    /// Puts an entry together from its parts, as a feed range does.
    pub(crate) fn assemble(
        header: Header,
        body: Body,
        member_signature: Option<Signature>,
        signature: Signature,
    ) -> Result<Self, EntryError> {
        let mut content = Content::new(header);
        match body {
            Body::Statement(statement) => content.statement = Some(*statement),
            Body::Save(save) => content.save = Some(save),
        }
        content.member_signature = member_signature;
        let mut bytes = cbor::to_bytes(&content);
        let id = EntryId(Sha256::digest(&bytes).into());
        bytes.extend(signature.0);
        if bytes.len() > MAX_ENTRY {
            return Err(EntryError::TooLarge { found: bytes.len() });
        }
        content.into_entry(id, signature, bytes)
    }

    fn content(&self) -> Content {
        let mut content = Content::new(self.header.clone());
        match &self.body {
            Body::Statement(statement) => content.statement = Some((**statement).clone()),
            Body::Save(save) => content.save = Some(save.clone()),
        }
        content.member_signature = self.member_signature;
        content
    }
}

/// An entry of a version not known here: enough to chain, count and carry it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The id, computed as for every version.
    pub id: EntryId,
    /// Its version.
    pub version: u8,
    /// The ledger.
    pub ledger: LedgerId,
    /// The author.
    pub author: DeviceId,
    /// Its number.
    pub number: u64,
    /// The entry before it.
    pub previous: Option<EntryId>,
    signature: Signature,
}

impl Unknown {
    /// Reads what every version has in common.
    pub fn decode(bytes: &[u8]) -> Result<Self, EntryError> {
        let (content, signature) = split(bytes)?;
        let envelope: Envelope = minicbor::decode(content).map_err(|_| CborError::Malformed {
            expected: "an entry",
            found: "no header".to_owned(),
        })?;
        number_and_previous(envelope.number, envelope.previous)?;
        Ok(Self {
            id: EntryId(Sha256::digest(content).into()),
            version: envelope.version,
            ledger: envelope.ledger,
            author: envelope.author,
            number: envelope.number,
            previous: envelope.previous,
            signature,
        })
    }

    /// Checks the device's signature.
    pub fn verify(&self, device: &VerifyingKey) -> Result<(), EntryError> {
        let signed = device.verifies(Purpose::Entry, self.id.as_bytes(), &self.signature);
        if device.device() == self.author && signed { Ok(()) } else { Err(EntryError::Signature) }
    }
}

impl Content {
    fn new(header: Header) -> Self {
        Self {
            version: VERSION,
            ledger: header.ledger,
            author: header.author,
            member: header.member,
            number: header.number,
            previous: header.previous,
            register: header.register,
            written: header.written,
            statement: None,
            save: None,
            member_signature: None,
        }
    }

    fn into_entry(
        self,
        id: EntryId,
        signature: Signature,
        bytes: Vec<u8>,
    ) -> Result<Entry, EntryError> {
        number_and_previous(self.number, self.previous)?;
        let body = match (self.statement, self.save) {
            (Some(statement), None) => {
                statement.check(self.ledger, self.author)?;
                Body::Statement(Box::new(statement))
            }
            (None, Some(save)) => Body::Save(save),
            _ => return Err(EntryError::Shape { expected: "a statement or a save" }),
        };
        let header = Header {
            ledger: self.ledger,
            author: self.author,
            member: self.member,
            number: self.number,
            previous: self.previous,
            register: self.register,
            written: self.written,
        };
        Ok(Entry { id, header, body, member_signature: self.member_signature, signature, bytes })
    }
}

fn number_and_previous(number: u64, previous: Option<EntryId>) -> Result<(), EntryError> {
    // Room is left above so that "the next number" never overflows.
    if number == 0 || number > u64::MAX / 2 || (number == 1) != previous.is_none() {
        return Err(EntryError::Shape { expected: "a number, and a previous entry from 2 on" });
    }
    Ok(())
}

fn split(bytes: &[u8]) -> Result<(&[u8], Signature), EntryError> {
    if bytes.len() > MAX_ENTRY {
        return Err(EntryError::TooLarge { found: bytes.len() });
    }
    let too_short = EntryError::TooShort { found: bytes.len() };
    let at = bytes.len().checked_sub(Signature::LEN).ok_or(too_short)?;
    let (content, signature) = bytes.split_at(at);
    let signature = Signature::from_slice(signature).expect("split at 64 from the end");
    Ok((content, signature))
}

impl LedgerId {
    /// The id of a ledger opened by `opener` with that nonce. Derived, so that nobody can take
    /// another's ledger id and who opened a ledger is never in question.
    pub fn derive(opener: DeviceId, nonce: Random16) -> Self {
        let hash =
            crate::seal::hash(&[b"holdfast ledger v1\0", opener.as_bytes(), nonce.as_bytes()]);
        Self::from_slice(&hash.0[..16]).expect("a SHA-256 has 16 bytes and more")
    }

    /// The register of the organisation with that root key. It is the root's fingerprint too.
    pub fn register(root: &VerifyingKey) -> Self {
        let hash = crate::seal::hash(&[b"holdfast register v1\0", root.as_bytes()]);
        Self::from_slice(&hash.0[..16]).expect("a SHA-256 has 16 bytes and more")
    }
}
