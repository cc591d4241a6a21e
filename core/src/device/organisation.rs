//! An organisation: its root key, on paper, and what the root alone may say.

use holdfast_ledger::{
    Change, Class, DeviceKeys, Entry, Header, HubNamed, LedgerId, MemberId, Open, Origin, Owner,
    Place, PublicKeys, Random16, RecoveryKeys, Register, Role, RoleChange, Statement, Store as _,
    Stored, Writer, from_bytes,
};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::act::{Act, Write};
use super::error::{DeviceError, Result};
use super::handle::Device;
use super::state::{ROOT, single};
use crate::care::directory::{DeviceLabel, Member, Organisation as Named};
use crate::care::directory::{write_device, write_member, write_organisation};
use crate::care::ledger_card::Card;
use crate::care::reference::MemberRef;
use crate::care::{Defined as _, RecordKind};
use crate::vault::EntryState;

/// The root's secret: 32 bytes, printed and kept offline.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RootSecret(pub [u8; 32]);

/// What is printed once, when an organisation begins, and kept in a safe: never on a device.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RecoverySheet {
    /// Names owners and hubs.
    pub root: [u8; 32],
    /// Opens every epoch key but those of concerns.
    pub organisation: [u8; 32],
    /// Opens those of concerns; kept by somebody outside the line of management.
    pub safeguarding: [u8; 32],
}

impl RecoverySheet {
    /// Draws the three secrets. Print them, or put them where they last, *before* the organisation
    /// is created with them: afterwards nothing could give a lost one back.
    pub fn draw(device: &Device) -> Self {
        let around = device.surroundings();
        Self { root: around.bytes(), organisation: around.bytes(), safeguarding: around.bytes() }
    }
}

impl core::fmt::Debug for RecoverySheet {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("RecoverySheet(secret)")
    }
}

impl core::fmt::Debug for RootSecret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("RootSecret(secret)")
    }
}

/// An organisation as it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// What it is called.
    pub name: String,
    /// Its owner, who uses the device it begins on.
    pub owner: String,
    /// The number of its on-call phone.
    pub on_call: Option<String>,
}

impl Organisation {
    /// Begins an organisation on its owner's own device, who is its first manager too, with the
    /// secrets of a sheet that is kept already.
    ///
    /// # Errors
    /// If the device has joined an organisation, or a name cannot be taken as it is.
    pub fn create(&self, device: &Device, sheet: &RecoverySheet) -> Result<()> {
        let label = device.identity()?.label;
        device.act(|act| {
            act.join(&DeviceKeys::from_secret(&sheet.root))?;
            act.found(sheet)?;
            act.begin_office(self, &label)
        })?;
        device.write_out()
    }

    /// The public keys of a hub, from the text of its public file.
    ///
    /// # Errors
    /// If it is another text.
    pub fn hub_keys(public: &str) -> Result<PublicKeys> {
        let wrong = || DeviceError::File {
            expected: "the public file of a hub",
            advice: "use the file that the hub wrote when it was made",
        };
        let text = public.trim();
        if !text.len().is_multiple_of(2) || !text.is_ascii() {
            return Err(wrong());
        }
        let pairs = text.as_bytes().chunks_exact(2);
        let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
        let bytes: Option<Vec<u8>> = pairs.map(byte).collect();
        from_bytes(&bytes.ok_or_else(wrong)?, "a hub's public keys").map_err(|_| wrong())
    }

    /// Names the hub, by the root.
    ///
    /// # Errors
    /// If that is not this organisation's root.
    pub fn name_hub(device: &Device, root: &RootSecret, hub: PublicKeys) -> Result<()> {
        let root = DeviceKeys::from_secret(&root.0);
        device.act(|act| {
            let register = act.state.register()?;
            if LedgerId::register(&root.public().signing) != register.id() {
                return Err(DeviceError::File {
                    expected: "the recovery sheet of this organisation",
                    advice: "use the sheet that was printed when it began",
                });
            }
            let term = register.hub().map_or(1, |(term, _)| term + 1);
            act.by_root(&root, Statement::Hub(HubNamed { keys: hub, term }))
        })
    }
}

impl Act<'_, '_> {
    /// From here on this device belongs to the organisation with that root.
    fn join(&mut self, root: &DeviceKeys) -> Result<()> {
        if self.state.register.is_some() {
            return Err(DeviceError::AlreadyJoined);
        }
        let root = root.public().signing;
        self.tables.put_secret(ROOT, root.as_bytes())?;
        self.state.register = Some(Register::new(root));
        Ok(())
    }

    fn found(&mut self, sheet: &RecoverySheet) -> Result<()> {
        let root = DeviceKeys::from_secret(&sheet.root);
        let agreement = |secret| DeviceKeys::from_secret(secret).public().agreement;
        let open = Open {
            class: Class::Organisation,
            month: None,
            nonce: Random16([0; 16]),
            recovery: Some(RecoveryKeys {
                organisation: agreement(&sheet.organisation),
                safeguarding: agreement(&sheet.safeguarding),
            }),
        };
        let owner = Owner { keys: self.state.keys.public(), member: self.state.member };
        self.by_root(&root, Statement::Open(open))?;
        self.by_root(&root, Statement::Owner(owner))?;
        let ledger = self.state.register()?.id();
        let member = self.state.member;
        let change =
            RoleChange { member, role: Role::Manager, change: Change::Given, seen: Vec::new() };
        self.statement(ledger, Statement::RoleChange(change))?;
        Ok(())
    }

    fn begin_office(&mut self, organisation: &Organisation, label: &str) -> Result<()> {
        let on_call = organisation.on_call.as_deref().unwrap_or_default();
        let named = Named::from_texts(&[("name", &organisation.name), ("on_call", on_call)])?;
        let member = Member::from_texts(&[("name", &organisation.owner)])?;
        let mut label = DeviceLabel::from_texts(&[("label", label)])?;
        label.member = Some(MemberRef(self.state.member));
        let nonce = self.nonce();
        let office = self.open_ledger(nonce, Card::OFFICE, &[])?;
        let (me, device) = (self.state.member, self.state.device);
        let puts = self.with_pen(|pen| {
            vec![
                write_organisation(named, pen),
                write_member(me, member, pen),
                write_device(device, label, pen),
            ]
        });
        let kind = RecordKind::Directory;
        self.save(office, &[Write { kind, record: single(kind), puts }])?;
        Ok(())
    }

    /// Writes a statement of the root, which has no device: its secret is on paper and in hand.
    fn by_root(&mut self, root: &DeviceKeys, statement: Statement) -> Result<()> {
        let register = self.state.register()?;
        let ledger = register.id();
        let feed = self.tables.feed(&ledger, &root.device())?;
        let header = Header {
            ledger,
            author: root.device(),
            member: MemberId([0; 16]),
            number: feed.last() + 1,
            previous: feed.0.last().map(|tip| tip.id),
            register: register.point(),
            written: self.now,
        };
        let entry = Entry::statement(&Writer { keys: root, member_keys: None }, header, statement)?;
        self.tables.put(&Stored::of(&entry), Place::Chained, Origin::Peer)?;
        self.tables.set_state(&entry.id(), &EntryState::Applied)?;
        if let Some(register) = self.state.register.as_mut() {
            let _ = register.add_entry(&entry);
        }
        self.state.forget_views();
        Ok(())
    }
}
