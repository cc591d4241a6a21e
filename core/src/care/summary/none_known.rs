//! "None known" and an item of its list conflict whenever both stand, however that came about.

use serde::Serialize;

use super::shelf::One;
use super::slot::{Slot, Summary};
use super::statement::{Says, Statement};

/// A list of which "none known" is stated while items of it stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The list.
    pub list: Slot,
    /// The key of the statement.
    pub statement: String,
    /// The keys of the items that stand.
    pub items: Vec<String>,
}

impl Summary {
    /// The lists that can be stated to be empty, with their statements.
    pub fn statements(&self) -> [(Slot, &One<Statement>); 7] {
        [
            (Slot::Risk, &self.risks_statement),
            (Slot::SafeguardingFlag, &self.safeguarding_statement),
            (Slot::Restriction, &self.restrictions_statement),
            (Slot::Allergy, &self.allergies_statement),
            (Slot::Medicine, &self.medicines_statement),
            (Slot::Authority, &self.authorities_statement),
            (Slot::NextOfKin, &self.next_of_kin_statement),
        ]
    }

    /// Whether somebody states that none of a list are known, in a dispute or not.
    pub fn none_known(&self, list: Slot) -> bool {
        self.statements()
            .into_iter()
            .find(|(of, _)| *of == list)
            .is_some_and(|(_, statement)| says_none_known(statement))
    }

    /// Every list of which "none known" is stated while items of it stand.
    pub fn none_known_conflicts(&self) -> Vec<Conflict> {
        self.statements()
            .into_iter()
            .filter(|(_, statement)| says_none_known(statement))
            .filter_map(|(list, _)| {
                let items: Vec<String> = self
                    .of_slot(list)
                    .into_iter()
                    .filter(|value| value.stands())
                    .map(|value| value.key().to_owned())
                    .collect();
                let statement = list.statement()?.word().to_owned();
                (!items.is_empty()).then_some(Conflict { list, statement, items })
            })
            .collect()
    }
}

fn says_none_known(statement: &One<Statement>) -> bool {
    statement
        .as_ref()
        .is_some_and(|guarded| guarded.present().any(|item| item.content.says == Says::NoneKnown))
}
