//! Reading and setting the organisation's policy: rule by rule, versioned, by a manager.

use super::act::{Act, Write};
use super::error::{DeviceError, Result};
use super::handle::Device;
use super::policy::policy;
use super::state::single;
use crate::care::summary::Section;
use crate::care::summary::contact::Contact;
use crate::care::{
    Defined as _, LedgerKind, Pathway, Pen, Policy, Put, RecordKind, Source, Writing, rights,
};

/// The organisation's policy.
#[derive(Clone, Copy)]
pub struct Policies<'a>(pub(super) &'a Device);

impl Policies<'_> {
    /// Every rule as it applies now, the shipped ones among them.
    ///
    /// # Errors
    /// While locked.
    pub fn show(&self) -> Result<Policy> {
        self.0.look(|state, tables| Ok(policy(state, tables)?.1))
    }

    /// Sets fields of the rule for a section; the others stay as they are.
    ///
    /// # Errors
    /// If this member is no manager, or a field cannot be taken as it is.
    pub fn set_section(&self, section: Section, fields: &[(&str, &str)]) -> Result<()> {
        self.0.act(|act| {
            act.set_policy(|policy, pen| {
                let mut rule = policy.section(section).clone();
                fields.iter().try_for_each(|(field, text)| rule.set(field, text))?;
                rule.section = section;
                Ok(policy.set_section(rule, Writing::from(Source::Author), pen))
            })
        })
    }

    /// Sets fields of the rule for a pathway; the others stay as they are.
    ///
    /// # Errors
    /// If this member is no manager, or a field cannot be taken as it is.
    pub fn set_pathway(&self, pathway: Pathway, fields: &[(&str, &str)]) -> Result<()> {
        self.0.act(|act| {
            act.set_policy(|policy, pen| {
                let mut rule = policy.pathway(pathway).clone();
                fields.iter().try_for_each(|(field, text)| rule.set(field, text))?;
                rule.pathway = pathway;
                Ok(policy.set_pathway(rule, Writing::from(Source::Author), pen))
            })
        })
    }

    /// Sets the numbers below every ladder.
    ///
    /// # Errors
    /// If this member is no manager.
    pub fn set_on_call(&self, contacts: Vec<Contact>) -> Result<()> {
        self.0.act(|act| {
            act.set_policy(|policy, pen| {
                Ok(policy.set_on_call(contacts.into(), Writing::from(Source::Author), pen))
            })
        })
    }
}

impl Act<'_, '_> {
    fn set_policy(
        &mut self,
        set: impl FnOnce(&Policy, &mut Pen<'_>) -> Result<Vec<Put>>,
    ) -> Result<()> {
        let kind = RecordKind::Policy;
        let roles = self.state.roles();
        if !rights::may_write(roles, kind, LedgerKind::Office) {
            return Err(DeviceError::not_allowed(roles, kind, LedgerKind::Office));
        }
        let (office, policy) = policy(self.state, self.tables)?;
        let office = office.ok_or(DeviceError::NoKey)?;
        let puts = self.with_pen(|pen| set(&policy, pen))?;
        self.save(office, &[Write { kind, record: single(kind), puts }])?;
        Ok(())
    }
}
