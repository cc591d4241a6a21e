//! The policy as tables, for the docs and for whoever edits it.

use std::fmt::Write as _;

use super::definition::Value as _;
use super::pathway::{Days, PhoneRule};
use super::policy::Policy;
use super::summary::Section;
use super::task::{CATALOGUE, Harm};

impl Policy {
    /// The policy as tables in Markdown.
    pub fn tables(&self) -> String {
        [section_table(self), measure_table(self), task_table(self), pathway_table(self)].join("\n")
    }
}

fn list<T: std::fmt::Display>(values: &[T]) -> String {
    if values.is_empty() {
        return "–".to_owned();
    }
    values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn days(days: Option<Days>) -> String {
    days.map_or_else(|| "–".to_owned(), |days| format!("{} days", days.get()))
}

fn row(text: &mut String, cells: &[String]) {
    writeln!(text, "| {} |", cells.join(" | ")).expect("writing to a String cannot fail");
}

fn section_table(policy: &Policy) -> String {
    let mut text = "| section | every visit | must say | too old after | unconfirmed by |\n\
                    |---|---|---|---|---|\n"
        .to_owned();
    for rule in &policy.sections {
        let parts: Vec<&str> = rule.parts.iter().map(|part| part.name()).collect();
        row(
            &mut text,
            &[
                rule.section.to_string(),
                rule.required.to_string(),
                list(&parts),
                days(rule.maximum_age),
                list(&rule.events),
            ],
        );
    }
    text
}

fn measure_table(policy: &Policy) -> String {
    let mut text =
        "| section | review due | stale | unconfirmed | missing | disputed | confirmed by |\n\
                    |---|---|---|---|---|---|---|\n"
            .to_owned();
    for rule in &policy.sections {
        row(
            &mut text,
            &[
                rule.section.to_string(),
                rule.review_due.to_string(),
                rule.stale.to_string(),
                rule.unconfirmed.to_string(),
                rule.missing.to_string(),
                rule.disputed.to_string(),
                rule.confirm_with.to_string(),
            ],
        );
    }
    text
}

fn task_table(policy: &Policy) -> String {
    let mut text = "| task | needs | staff | risk |\n|---|---|---|---|\n".to_owned();
    for entry in CATALOGUE {
        let needs: Vec<Section> = policy
            .sections
            .iter()
            .filter(|rule| {
                rule.tasks.contains(&entry.kind) || entry.sections.contains(&rule.section)
            })
            .map(|rule| rule.section)
            .collect();
        let staff = if entry.moves_the_person {
            "as many as the person or the visit needs".to_owned()
        } else {
            entry.staff.to_string()
        };
        let risk = match entry.harm {
            Harm::Higher => "higher",
            Harm::Ordinary => "ordinary",
        };
        row(&mut text, &[entry.kind.to_string(), list(&needs), staff, risk.to_owned()]);
    }
    text
}

fn pathway_table(policy: &Policy) -> String {
    let mut text =
        "| pathway | depends on | needs | too old after | when missing | by phone while down |\n\
                    |---|---|---|---|---|---|\n"
            .to_owned();
    for rule in &policy.pathways {
        let phone: Vec<String> = rule.phone.iter().map(PhoneRule::text).collect();
        let missing =
            rule.missing.map_or_else(|| "as the section says".to_owned(), |one| one.to_string());
        row(
            &mut text,
            &[
                rule.pathway.to_string(),
                list(&rule.depends_on),
                list(&rule.required),
                days(rule.maximum_age),
                missing,
                phone.join("; "),
            ],
        );
    }
    text
}
