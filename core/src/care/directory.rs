//! The directory: what members are called, how to phone them, whose employees they are.
//!
//! It stands in the office, sealed, and is the only place where a member's name is written: the
//! register, which a hub can read, knows ids. Each member has one key, so that two managers who
//! enter two members never meet.

use holdfast_ledger::{DeviceId, MemberId};
use serde::Serialize;

use super::definition::content;
use super::fields::{Fields, Pen, Put, Reader, Record, Unreadable};
use super::guarded::Valued;
use super::item::{Item, Source, Status, Writing};
use super::kind::RecordKind;
use super::readable::Readable;
use super::reference::MemberRef;
use super::text::{Line, Text};

/// The key of [`Organisation`].
pub const ORGANISATION: &str = "organisation/name";
const MEMBER: &str = "member";
const DEVICE: &str = "device";

content! {
    /// The organisation. Source: none, local.
    pub struct Organisation = "organisation" {
        /// What it is called.
        0 name: Line = "name",
        /// The number of its on-call phone.
        1 on_call: Option<Line> = "on-call phone",
        /// The number of its office.
        2 office: Option<Line> = "office phone",
    }
}

content! {
    /// Someone who works: a name for an id. Source: NHS MODS (DAPB4102).
    pub struct Member = "member" {
        /// What they are called.
        0 name: Line = "name",
        /// How to phone them.
        1 phone: Option<Line> = "phone",
        /// Whose employee they are, where that is another provider.
        2 employer: Option<Line> = "employer",
        /// What they do, in the organisation's own words. Their rights are in the register.
        3 post: Option<Line> = "post",
    }
}

content! {
    /// A device, as people call it. Source: none, local.
    pub struct DeviceLabel = "device" {
        /// What people call it: Amina's phone.
        0 label: Line = "label",
        /// Whose it is, where it has one member.
        1 member: Option<MemberRef> = "member",
    }
}

/// The directory, as it reads now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Directory {
    /// The organisation.
    pub organisation: Option<Valued<Organisation>>,
    /// Members, by key.
    pub members: Vec<Valued<Member>>,
    /// Devices, by key.
    pub devices: Vec<Valued<DeviceLabel>>,
    /// What this version cannot read.
    pub unreadable: Vec<Unreadable>,
}

impl Record for Directory {
    const KIND: RecordKind = RecordKind::Directory;

    fn read(fields: &Fields) -> Self {
        let mut reader = Reader::new(fields);
        Self {
            organisation: reader.valued(ORGANISATION),
            members: reader.valued_in(MEMBER),
            devices: reader.valued_in(DEVICE),
            unreadable: reader.finish(),
        }
    }

    fn readable(&self) -> Vec<u8> {
        let mut form = Readable::new(Self::KIND);
        self.organisation.iter().for_each(|organisation| form.valued(organisation));
        self.members.iter().for_each(|member| form.valued(member));
        self.devices.iter().for_each(|device| form.valued(device));
        form.unreadable(&self.unreadable);
        form.to_bytes()
    }
}

impl Directory {
    /// What is known of a member; also of one who has left.
    pub fn member(&self, id: MemberId) -> Option<&Member> {
        let key = member_key(id);
        self.members
            .iter()
            .find(|member| member.key() == key)
            .map(|member| &member.winner().content)
    }

    /// What a device is called.
    pub fn device(&self, id: DeviceId) -> Option<&DeviceLabel> {
        let key = device_key(id);
        self.devices
            .iter()
            .find(|device| device.key() == key)
            .map(|device| &device.winner().content)
    }

    /// Everybody who works or worked here, as the directory last said.
    pub fn everybody(&self) -> impl Iterator<Item = (MemberId, &Member)> {
        self.members.iter().filter_map(|member| {
            let id = member.key().strip_prefix("member/")?.parse().ok()?;
            Some((id, &member.winner().content))
        })
    }

    /// Members by name, exactly as written but for capitals; several may share one.
    pub fn named(&self, name: &str) -> Vec<MemberId> {
        self.members
            .iter()
            .filter(|member| {
                member.content().is_some_and(|content| {
                    content.name.as_str().to_lowercase() == name.trim().to_lowercase()
                })
            })
            .filter_map(|member| member.key().strip_prefix("member/")?.parse().ok())
            .collect()
    }
}

/// Where a member stands.
pub fn member_key(id: MemberId) -> String {
    format!("{MEMBER}/{id}")
}

/// Where a device stands.
pub fn device_key(id: DeviceId) -> String {
    format!("{DEVICE}/{id}")
}

/// Name the organisation.
pub fn write_organisation(organisation: Organisation, pen: &mut Pen<'_>) -> Put {
    Put::item(ORGANISATION, &Item::new(organisation, Writing::from(Source::Author), pen))
}

/// Enter a member, or change what is known of them.
pub fn write_member(id: MemberId, member: Member, pen: &mut Pen<'_>) -> Put {
    Put::item(member_key(id), &Item::new(member, Writing::from(Source::Author), pen))
}

/// Take a member out of the lists: their name stays readable beside what they wrote.
pub fn remove_member(id: MemberId, member: &Member, reason: Text, pen: &mut Pen<'_>) -> Put {
    let item = Item {
        status: Status::Removed,
        reason: Some(reason),
        ..Item::new(member.clone(), Writing::from(Source::Author), pen)
    };
    Put::item(member_key(id), &item)
}

/// Label a device.
pub fn write_device(id: DeviceId, label: DeviceLabel, pen: &mut Pen<'_>) -> Put {
    Put::item(device_key(id), &Item::new(label, Writing::from(Source::Author), pen))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::care::definition::Defined;
    use crate::care::scene::{AMINA, BEN, MO, at, line, met, onto, pen, text};

    fn member(name: &str) -> Member {
        Member::from_texts(&[("name", name), ("phone", "07700 900123")]).unwrap()
    }

    #[test]
    fn mo_enters_two_members_on_two_devices_and_both_are_found() {
        let mut desk = Fields::new();
        onto(&mut desk, [pen(MO, at(9, 0), |pen| write_member(AMINA, member("Amina Yusuf"), pen))]);
        let mut phone = Fields::new();
        onto(&mut phone, [pen(MO, at(9, 0), |pen| write_member(BEN, member("Ben Adeyemi"), pen))]);
        let label = DeviceLabel { label: line("Ben's phone"), member: Some(BEN.into()) };
        let device = DeviceId([3; 16]);
        onto(&mut phone, [pen(MO, at(9, 1), |pen| write_device(device, label.clone(), pen))]);
        let directory = Directory::read(&met(&desk, &phone));
        assert_eq!(directory.member(AMINA), Some(&member("Amina Yusuf")));
        assert_eq!(directory.named("ben adeyemi "), [BEN]);
        assert_eq!(directory.device(device), Some(&label));
        assert_eq!(directory.unreadable, []);
    }

    #[test]
    fn somebody_who_left_is_in_no_list_and_keeps_their_name_beside_what_they_wrote() {
        let mut fields = Fields::new();
        onto(&mut fields, [pen(MO, at(9, 0), |pen| write_member(BEN, member("Ben"), pen))]);
        let reason = text("left in November");
        onto(
            &mut fields,
            [pen(MO, at(9, 5), |pen| remove_member(BEN, &member("Ben"), reason, pen))],
        );
        let directory = Directory::read(&fields);
        assert_eq!(directory.named("Ben"), []);
        assert_eq!(directory.member(BEN), Some(&member("Ben")));
    }

    #[test]
    fn the_organisation_has_a_name_and_phones() {
        let organisation = Organisation {
            name: line("Harbour Home Care"),
            on_call: Some(line("020 7946 0000")),
            office: None,
        };
        let mut fields = Fields::new();
        onto(&mut fields, [pen(MO, at(9, 0), |pen| write_organisation(organisation.clone(), pen))]);
        let read = Directory::read(&fields);
        assert_eq!(read.organisation.as_ref().and_then(Valued::content), Some(&organisation));
    }
}
