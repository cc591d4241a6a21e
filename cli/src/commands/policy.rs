//! `holdfast policy`: what the organisation asks of a summary before a visit starts.

use holdfast_core::care::pathway::PathwayRule;
use holdfast_core::care::policy::SectionRule;
use holdfast_core::care::summary::Section;
use holdfast_core::care::summary::contact::Contact;
use holdfast_core::care::{Defined, Pathway, Policy, Value as _};
use holdfast_core::device::Device;
use serde_json::{Map, Value, json};

use super::person::fields;
use crate::args::PolicyCommand;
use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::report::Report;
use crate::words;

/// Does what was asked.
pub fn run(command: &PolicyCommand, context: &Context) -> Result<Report> {
    let device = context.device()?;
    match command {
        PolicyCommand::Show { rule } => show(&device, rule.as_deref()),
        PolicyCommand::Set { rule, fields } => set(&device, rule, fields),
        PolicyCommand::OnCall { contacts } => on_call(&device, contacts),
    }
}

/// Whose rule it is.
#[derive(Clone, Copy)]
enum Rule {
    Section(Section),
    Pathway(Pathway),
}

impl Rule {
    fn said(text: &str) -> Result<Self> {
        let section = Section::parse(text).map(Self::Section);
        section.or_else(|_| Pathway::parse(text).map(Self::Pathway)).map_err(|_| {
            let sections = Section::ALL.iter().map(|section| section.word());
            let all: Vec<&str> =
                sections.chain(Pathway::ALL.iter().map(|pathway| pathway.word())).collect();
            Failure::refused(format!(
                "expected a section or a pathway, found another word; use one of: {}",
                all.join(", ")
            ))
        })
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Section(section) => section.word(),
            Self::Pathway(pathway) => pathway.word(),
        }
    }

    fn all() -> impl Iterator<Item = Self> {
        let sections = Section::ALL.iter().copied().map(Self::Section);
        sections.chain(Pathway::ALL.iter().copied().map(Self::Pathway))
    }
}

fn show(device: &Device, rule: Option<&str>) -> Result<Report> {
    let policy = device.policies().show()?;
    let rules: Vec<Rule> = match rule {
        Some(text) => vec![Rule::said(text)?],
        None => Rule::all().collect(),
    };
    let mut report = Report::new();
    let version = policy.version.get();
    report.say(match version {
        0 => "The policy that is shipped; nothing of it was changed.".to_owned(),
        _ => format!("Version {version} of the policy."),
    });
    let mut data: Vec<Value> = Vec::new();
    for rule in rules {
        report.gap().say(rule.word());
        let fields = match rule {
            Rule::Section(section) => rule_fields(policy.section(section), &mut report),
            Rule::Pathway(pathway) => rule_fields(policy.pathway(pathway), &mut report),
        };
        data.push(json!({"rule": rule.word(), "fields": fields}));
    }
    if rule.is_none() {
        let numbers: Vec<String> = policy.on_call.iter().map(Contact::text).collect();
        report.gap().say(match numbers.as_slice() {
            [] => "on call, below every ladder: nobody is named".to_owned(),
            some => format!("on call, below every ladder: {}", some.join("; ")),
        });
    }
    let numbers: Vec<String> = policy.on_call.iter().map(Contact::text).collect();
    report.data("version", version).data("rules", data).data("on_call", numbers);
    Ok(report)
}

/// What a rule says: its fields as `policy set` takes them, beside what they mean.
fn rule_fields<T: Defined>(rule: &T, report: &mut Report) -> Map<String, Value> {
    let mut fields = Map::new();
    let mut table: Vec<Vec<String>> = Vec::new();
    for field in T::fields().into_iter().skip(1) {
        let text = rule.get(field.name).unwrap_or_default();
        let says = if text.is_empty() { "–" } else { text.as_str() };
        table.push(vec![format!("  {}", field.name), field.label.to_owned(), says.to_owned()]);
        fields.insert(field.name.to_owned(), json!(text));
    }
    report.table(&table);
    fields
}

fn set(device: &Device, rule: &str, typed: &[String]) -> Result<Report> {
    let rule = Rule::said(rule)?;
    let fields = fields(typed)?;
    match rule {
        Rule::Section(section) => device.policies().set_section(section, &fields)?,
        Rule::Pathway(pathway) => device.policies().set_pathway(pathway, &fields)?,
    }
    let policy = device.policies().show()?;
    let mut report = Report::new();
    report.say(changed(&policy)).say(rule.word());
    let fields = match rule {
        Rule::Section(section) => rule_fields::<SectionRule>(policy.section(section), &mut report),
        Rule::Pathway(pathway) => rule_fields::<PathwayRule>(policy.pathway(pathway), &mut report),
    };
    report.data("version", policy.version.get()).data("rule", rule.word()).data("fields", fields);
    Ok(report)
}

fn on_call(device: &Device, contacts: &[String]) -> Result<Report> {
    let contacts: Result<Vec<Contact>> =
        contacts.iter().map(|text| words::typed("contact", text)).collect();
    let contacts = contacts?;
    if contacts.iter().any(|contact| contact.reach.is_empty()) {
        return Err(Failure::refused(
            "contact: expected a name and a way to reach them, such as Sam Okoro, mobile 07700 \
             900123; found no way to reach somebody; write it again",
        ));
    }
    let said: Vec<String> = contacts.iter().map(Contact::text).collect();
    device.policies().set_on_call(contacts)?;
    let policy = device.policies().show()?;
    let mut report = Report::new();
    report
        .say(changed(&policy))
        .say(format!("on call, below every ladder: {}", said.join("; ")))
        .data("version", policy.version.get())
        .data("on_call", said);
    Ok(report)
}

fn changed(policy: &Policy) -> String {
    format!(
        "This is version {} of the policy. Every device assesses by it once it syncs.",
        policy.version.get()
    )
}
