//! Next of kin and the GP, as the summary holds them.

use holdfast_core::care::List;
use holdfast_core::care::summary::Content;
use holdfast_core::care::summary::contact::{Reach, ReachBy};
use holdfast_core::care::summary::escalation::{NextOfKin, Service};

use crate::contact::{Contact, Role};
use crate::contents::Out;
use crate::fit::{line, passage};
use crate::person_parts;

pub(crate) fn of(contacts: &[Contact], out: &mut Out) {
    let mut gps = 0;
    for contact in contacts {
        let part = contact.name.as_deref().unwrap_or("unnamed");
        match contact.role {
            Role::Gp => {
                gps += 1;
                if gps > 1 {
                    let says = format!("a second GP is named, {part}: ask which is right");
                    out.doubt(&contact.path, says);
                    continue;
                }
                out.push(&contact.key, &contact.path, "gp", gp(contact));
            }
            Role::NextOfKin | Role::Emergency | Role::Other => {
                out.push(&contact.key, &contact.path, part, next_of_kin(contact));
            }
        }
    }
}

fn gp(contact: &Contact) -> Option<Content> {
    let lines = contact.address.as_ref().map(|place| place.lines.join("\n"));
    Some(Content::Gp(Service {
        name: line(contact.name.as_deref().unwrap_or("not named by the sender"))?,
        reach: reaches(&contact.reach),
        hours: List::default(),
        address: lines.as_deref().and_then(passage),
        named: None,
    }))
}

fn next_of_kin(contact: &Contact) -> Option<Content> {
    let name = contact.name.as_deref().unwrap_or("not named by the sender");
    let mut relation = contact.relationship.clone();
    let said = |words: &str| relation.iter().any(|r| r.to_lowercase().contains(words));
    match contact.role {
        Role::NextOfKin if !said("next") => relation.push("next of kin".to_owned()),
        Role::Emergency if !said("emergency") => relation.push("emergency contact".to_owned()),
        _ => {}
    }
    Some(Content::NextOfKin(NextOfKin {
        name: line(name)?,
        relation: line(&relation.join(", ")),
        reach: reaches(&contact.reach),
        may_be_told: None,
        holds_key: None,
        when: None,
    }))
}

fn reaches(found: &[person_parts::Reach]) -> List<Reach> {
    let reach = |found: &person_parts::Reach| {
        let by = match (found.system.as_str(), found.used_as.as_deref()) {
            ("email", _) => ReachBy::Email,
            ("sms", _) => ReachBy::Text,
            ("pager", _) => ReachBy::Radio,
            (_, Some("mobile")) => ReachBy::Mobile,
            _ => ReachBy::Phone,
        };
        line(&found.number).map(|at| Reach { by, at })
    };
    found.iter().filter_map(reach).collect()
}
