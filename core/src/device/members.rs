//! Members and devices: who works here, on what, and how a new device comes in.
//!
//! A new device writes a *request file* with its public keys. Someone whose role allows it enrols
//! it, grants what its role needs, and gives back a *welcome file*. Neither holds a name in clear
//! but the request's own, and neither is a secret.

use holdfast_ledger::{
    Bundle, DeviceId, DeviceKeys, Enrol, EnrolledMember, LedgerId, MemberId, PublicKeys, Purpose,
    Register, Rights, Role, Roles, Signature, StandardTable, Statement, Table as _, Timestamp,
    VerifyingKey, from_bytes, to_bytes,
};
use minicbor::{Decode, Encode};

use super::act::{Act, GrantTo, Write};
use super::error::{DeviceError, Result};
use super::handle::Device;
use super::reading::Reading;
use super::state::{HUB_ADDRESS, MEMBER, ROOT, State, single};
use crate::care::directory::{DeviceLabel, Member, write_device, write_member};
use crate::care::reference::MemberRef;
use crate::care::{Defined as _, Directory, Record as _, RecordKind};
use crate::vault::{RecordKey, Tables};

/// The device's members and those it knows.
#[derive(Clone, Copy)]
pub struct Members<'a>(pub(super) &'a Device);

/// How a new device is enrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnrolAs {
    /// What its member is called.
    pub name: String,
    /// What the member is for.
    pub role: Role,
    /// How to phone them.
    pub phone: Option<String>,
    /// Whose employee they are, where that is another provider.
    pub employer: Option<String>,
    /// For a subcontractor's carer: until when it is entitled to anything.
    pub until: Option<Timestamp>,
}

/// A member as a list shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// Who.
    pub member: MemberId,
    /// What they are called; nothing while the directory has not arrived.
    pub name: Option<String>,
    /// How to phone them.
    pub phone: Option<String>,
    /// What they are for.
    pub roles: Roles,
    /// Their devices, those withdrawn left out.
    pub devices: Vec<DeviceId>,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Request {
    #[n(0)]
    keys: PublicKeys,
    #[n(1)]
    member: MemberId,
    #[n(2)]
    name: String,
    #[n(3)]
    label: String,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Signed {
    #[cbor(n(0), with = "minicbor::bytes")]
    body: Vec<u8>,
    #[n(1)]
    signature: Signature,
}

#[derive(Encode, Decode)]
#[cbor(map)]
struct Welcome {
    #[n(0)]
    root: VerifyingKey,
    #[n(1)]
    device: DeviceId,
    #[n(2)]
    member: MemberId,
    #[n(3)]
    hub: Option<String>,
    #[cbor(n(4), with = "minicbor::bytes")]
    bundle: Vec<u8>,
}

const REQUEST_MAGIC: &[u8] = b"holdfast request 1\n";
const WELCOME_MAGIC: &[u8] = b"holdfast welcome 1\n";

/// Who asks to be enrolled, as their request file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// The new device.
    pub device: DeviceId,
    /// The name its user typed.
    pub name: String,
    /// What they call the device.
    pub label: String,
}

impl Members<'_> {
    /// This device's request to be enrolled, as a file.
    ///
    /// # Errors
    /// While locked, or with a name that cannot be taken as it is.
    pub fn request(&self, name: &str) -> Result<Vec<u8>> {
        Member::from_texts(&[("name", name)])?;
        let identity = self.0.identity()?;
        self.0.with_state(|state| {
            let body = to_bytes(&Request {
                keys: identity.keys,
                member: identity.member,
                name: name.to_owned(),
                label: identity.label.clone(),
            });
            let signature = state.keys.sign(Purpose::Enrolment, &body);
            Ok([REQUEST_MAGIC, &to_bytes(&Signed { body, signature })].concat())
        })
    }

    /// Who asks, before anything is done.
    ///
    /// # Errors
    /// If it is not a request file, or was altered.
    pub fn asking(file: &[u8]) -> Result<Asking> {
        let request = read_request(file)?;
        let device = request.keys.signing.device();
        Ok(Asking { device, name: request.name, label: request.label })
    }

    /// Enrols the device that asks, grants what its role needs, and gives its welcome file.
    ///
    /// # Errors
    /// If this member's role may not, or the file is none.
    pub fn enrol(&self, file: &[u8], to: &EnrolAs) -> Result<Vec<u8>> {
        let request = read_request(file)?;
        self.0.act(|act| act.enrol(&request, to))
    }

    /// Everybody known, by name.
    ///
    /// # Errors
    /// Before joining.
    pub fn list(&self) -> Result<Vec<MemberRow>> {
        self.0.look(|state, tables| {
            let directory = directory(state, tables)?;
            let now = state.register()?.now();
            let mut rows: std::collections::BTreeMap<MemberId, MemberRow> =
                std::collections::BTreeMap::new();
            for device in now.enrolled() {
                for member in now.members(device) {
                    let known = directory.member(member);
                    let row = rows.entry(member).or_insert_with(|| MemberRow {
                        member,
                        name: known.map(|known| known.name.as_str().to_owned()),
                        phone: known
                            .and_then(|known| known.phone.as_ref())
                            .map(|phone| phone.as_str().to_owned()),
                        roles: now.roles_of(member),
                        devices: Vec::new(),
                    });
                    row.devices.push(device);
                }
            }
            let mut rows: Vec<MemberRow> = rows.into_values().collect();
            rows.sort_by(|a, b| (&a.name, a.member).cmp(&(&b.name, b.member)));
            Ok(rows)
        })
    }

    /// The one member of that name.
    ///
    /// # Errors
    /// None, or several.
    pub fn find(&self, name: &str) -> Result<MemberId> {
        let named = self.0.look(|state, tables| Ok(directory(state, tables)?.named(name)))?;
        match named[..] {
            [member] => Ok(member),
            [] => {
                let advice = "see the list of members, or sync";
                Err(DeviceError::NotFound { what: "a member", advice })
            }
            _ => Err(DeviceError::Ambiguous { what: "member", found: named.len() }),
        }
    }
}

impl Device {
    /// Opens the welcome file of whoever enrolled this device.
    ///
    /// # Errors
    /// If it is for another device, or was altered; if this device has joined already.
    pub fn join(&self, file: &[u8]) -> Result<()> {
        let expected = "the welcome file for this device";
        let advice = "ask whoever enrolled it for the file again";
        let wrong = || DeviceError::File { expected, advice };
        let body = file.strip_prefix(WELCOME_MAGIC).ok_or_else(wrong)?;
        let welcome: Welcome = from_bytes(body, "a welcome file").map_err(|_| wrong())?;
        self.act(|act| {
            if act.state.register.is_some() {
                return Err(DeviceError::AlreadyJoined);
            }
            if welcome.device != act.state.device {
                return Err(wrong());
            }
            act.tables.put_secret(ROOT, welcome.root.as_bytes())?;
            act.tables.put_secret(MEMBER, welcome.member.as_bytes())?;
            act.state.member = welcome.member;
            let mut register = Register::new(welcome.root);
            let read = Bundle::read(&welcome.bundle, act.tables, &mut register, welcome.device)?;
            let (bundle, taken) = read?;
            if register.signing_key(act.state.device).is_none() {
                return Err(wrong());
            }
            act.state.register = Some(register);
            act.apply(&taken, &bundle.wraps)?;
            if let Some(hub) = &welcome.hub {
                act.tables.put_secret(HUB_ADDRESS, hub.as_bytes())?;
            }
            Ok(())
        })?;
        self.write_out()
    }

    /// The organisation's public root key: what a hub is given.
    ///
    /// # Errors
    /// Before joining.
    pub fn root(&self) -> Result<VerifyingKey> {
        let root = self.read(|tables| Ok(tables.secret(ROOT)?))?;
        root.and_then(|bytes| VerifyingKey::from_slice(&bytes)).ok_or(DeviceError::NotJoined)
    }

    /// The number of the organisation's on-call phone: whom to phone when a person has no ladder.
    ///
    /// # Errors
    /// While locked.
    pub fn on_call(&self) -> Result<Option<String>> {
        self.look(|state, tables| {
            let directory = directory(state, tables)?;
            let organisation = directory.organisation.as_ref().and_then(|named| named.content());
            let number = organisation.and_then(|organisation| organisation.on_call.as_ref());
            Ok(number.map(|number| number.as_str().to_owned()))
        })
    }

    /// Where the hub is, if anybody said so.
    ///
    /// # Errors
    /// While locked.
    pub fn hub_address(&self) -> Result<Option<String>> {
        self.read(hub_address)
    }

    /// Remembers where the hub is, for this device and those it welcomes.
    ///
    /// # Errors
    /// While locked.
    pub fn set_hub_address(&self, address: &str) -> Result<()> {
        self.act(|act| Ok(act.tables.put_secret(HUB_ADDRESS, address.as_bytes())?))
    }
}

fn hub_address(tables: &Tables<'_>) -> Result<Option<String>> {
    let address = tables.secret(HUB_ADDRESS)?;
    Ok(address.map(|address| String::from_utf8_lossy(&address).into_owned()))
}

impl Act<'_, '_> {
    fn enrol(&mut self, request: &Request, to: &EnrolAs) -> Result<Vec<u8>> {
        let register = self.state.register()?.id();
        let office = self.state.index.office.ok_or(DeviceError::NoKey)?;
        let (found, role) = (self.state.roles(), Roles::only(to.role));
        if !StandardTable.may_enrol(found, role) {
            let may = Role::ALL.into_iter().map(Roles::only);
            let may = may.filter(|one| StandardTable.may_enrol(*one, role));
            let may = may.fold(Roles::NONE, Roles::union);
            return Err(DeviceError::NotAllowed { act: "enrol somebody in that role", found, may });
        }
        let device = request.keys.signing.device();
        // The file is a stranger's: with a colleague's id in it, it would be given their roles.
        let now = self.state.register()?.now();
        let theirs = now.devices_of(request.member);
        if theirs != [device] && (!theirs.is_empty() || now.roles_of(request.member) != Roles::NONE)
        {
            return Err(DeviceError::File {
                expected: "a request of somebody who is not a member yet",
                advice: "make a new device and its request again",
            });
        }
        let enrolled =
            EnrolledMember { member: request.member, role: Some(to.role), signing: None };
        let enrol = Enrol { keys: request.keys, members: vec![enrolled], continues: None };
        self.statement(register, Statement::Enrol(enrol))?;
        self.enter(office, device, request, to)?;
        let grant = GrantTo { device, rights: Rights::PLAIN, until: to.until };
        self.grant(office, &grant)?;
        let mut ledgers = vec![office];
        if sees_everybody(Roles::only(to.role)) {
            ledgers.extend(self.grant_everybody(device, to)?);
        }
        self.welcome(device, request.member, &ledgers)
    }

    fn enter(
        &mut self,
        office: LedgerId,
        device: DeviceId,
        request: &Request,
        to: &EnrolAs,
    ) -> Result<()> {
        let member = Member::from_texts(&[
            ("name", &to.name),
            ("phone", to.phone.as_deref().unwrap_or_default()),
            ("employer", to.employer.as_deref().unwrap_or_default()),
        ])?;
        let mut label = DeviceLabel::from_texts(&[("label", &request.label)])?;
        label.member = Some(MemberRef(request.member));
        let puts = self.with_pen(|pen| {
            vec![write_member(request.member, member, pen), write_device(device, label, pen)]
        });
        let kind = RecordKind::Directory;
        self.save(office, &[Write { kind, record: single(kind), puts }])?;
        Ok(())
    }

    /// Grants a device every standing and month held here in which this device may grant.
    fn grant_everybody(&mut self, device: DeviceId, to: &EnrolAs) -> Result<Vec<LedgerId>> {
        let people: Vec<_> = self.state.index.people.values().cloned().collect();
        let mut granted = Vec::new();
        for person in people {
            let rights = standing_rights(Roles::only(to.role));
            if let Some(ledger) = person.standing
                && self.may_grant(ledger)?
            {
                self.grant(ledger, &GrantTo { device, rights, until: to.until })?;
                granted.push(ledger);
            }
            for ledger in person.months.values().flatten().copied() {
                if self.may_grant(ledger)? {
                    let rights = Rights::PLAIN;
                    self.grant(ledger, &GrantTo { device, rights, until: to.until })?;
                    granted.push(ledger);
                }
            }
        }
        Ok(granted)
    }

    pub(super) fn may_grant(&mut self, ledger: LedgerId) -> Result<bool> {
        let view = self.state.view(self.tables, ledger)?;
        Ok(view.entitlement.may_grant(self.state.device, self.state.roles(), &StandardTable))
    }

    fn welcome(
        &mut self,
        device: DeviceId,
        member: MemberId,
        ledgers: &[LedgerId],
    ) -> Result<Vec<u8>> {
        let mut wraps = Vec::new();
        for ledger in ledgers {
            let view = self.state.view(self.tables, *ledger)?;
            let register = self.state.register()?;
            let mut random = self.around.rng();
            wraps.extend(view.epochs.wraps_for_grantee(device, &view.keys, register, &mut random));
        }
        let keys: &DeviceKeys = &self.state.keys;
        let register = self.state.register()?;
        let bundle =
            Bundle::new(&*self.tables, register, ledgers.iter().copied(), wraps, keys, self.now)?;
        let root = self.tables.secret(ROOT)?.and_then(|bytes| VerifyingKey::from_slice(&bytes));
        let welcome = Welcome {
            root: root.ok_or(DeviceError::NotJoined)?,
            device,
            member,
            hub: hub_address(self.tables)?,
            bundle: bundle.to_bytes(keys),
        };
        Ok([WELCOME_MAGIC, &to_bytes(&welcome)].concat())
    }
}

/// Roles whose devices hold everybody's standing: seniors and everyone on call or at the desk.
pub(super) fn sees_everybody(roles: Roles) -> bool {
    const ALL: [Role; 6] = [
        Role::Senior,
        Role::Supervisor,
        Role::Coordinator,
        Role::OnCallManager,
        Role::Manager,
        Role::Owner,
    ];
    ALL.iter().any(|role| roles.has(*role))
}

/// What such a device may do in a standing beyond reading and writing.
pub(super) fn standing_rights(roles: Roles) -> Rights {
    const GRANTERS: [Role; 4] =
        [Role::Coordinator, Role::OnCallManager, Role::Manager, Role::Owner];
    if GRANTERS.iter().any(|role| roles.has(*role)) {
        Rights::MAY_GRANT.and(Rights::MAY_END)
    } else {
        Rights::PLAIN
    }
}

/// The office's directory, as far as it has arrived.
pub(crate) fn directory(state: &State, tables: &Tables<'_>) -> Result<Directory> {
    let kind = RecordKind::Directory;
    let Some(ledger) = state.index.office else {
        return Ok(Directory::read(&crate::care::Fields::new()));
    };
    let key = RecordKey { ledger, kind: kind.code(), id: single(kind) };
    Ok(Directory::read(Reading::load(tables, state.actor, &key)?.fields()))
}

fn read_request(file: &[u8]) -> Result<Request> {
    let wrong = || DeviceError::File {
        expected: "the request file of a new device",
        advice: "ask for the file that the new device wrote",
    };
    let signed = file.strip_prefix(REQUEST_MAGIC).ok_or_else(wrong)?;
    let signed: Signed = from_bytes(signed, "a request").map_err(|_| wrong())?;
    let request: Request = from_bytes(&signed.body, "a request").map_err(|_| wrong())?;
    let key = request.keys.signing;
    if key.verifies(Purpose::Enrolment, &signed.body, &signed.signature) {
        Ok(request)
    } else {
        Err(wrong())
    }
}
