//! What a message says: text, what is filled in, and what depends on a number.

use std::collections::BTreeSet;

use fluent_syntax::ast::{self, Expression, InlineExpression, PatternElement, VariantKey};

use crate::plural::Category;

/// What a message says, piece by piece.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pattern(pub Vec<Piece>);

/// One piece of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// As it stands.
    Text(String),
    /// A variable's value.
    Fill(String),
    /// Depends on a number: the first case that fits, and the last one fits always.
    Choose {
        /// The variable.
        number: String,
        /// In order.
        cases: Vec<Case>,
    },
}

/// What is said for some numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// For which.
    pub when: When,
    /// What is said.
    pub says: Pattern,
}

/// For which numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// For this one.
    Exactly(u32),
    /// For those which the language treats so.
    Is(Category),
    /// For all others.
    Otherwise,
}

impl Pattern {
    /// Reads what Fluent's own parser found; says what of Fluent is not used here.
    pub(crate) fn read(found: &ast::Pattern<&str>) -> Result<Self, String> {
        found.elements.iter().map(Piece::read).collect::<Result<_, _>>().map(Self)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|piece| matches!(piece, Piece::Text(text) if text.is_empty()))
    }

    /// Every variable in it.
    pub fn variables(&self) -> BTreeSet<&str> {
        let mut all = BTreeSet::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(_) => {}
                Piece::Fill(name) => drop(all.insert(name.as_str())),
                Piece::Choose { number, cases } => {
                    all.insert(number);
                    all.extend(cases.iter().flat_map(|case| case.says.variables()));
                }
            }
        }
        all
    }

    /// Every way it can be said: the texts between what is filled in, in order, for each case.
    pub fn ways(&self) -> Vec<Vec<&str>> {
        let mut ways = vec![Vec::new()];
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => ways.iter_mut().for_each(|way| way.push(text.as_str())),
                Piece::Fill(_) => {}
                Piece::Choose { cases, .. } => {
                    let cases: Vec<Vec<&str>> =
                        cases.iter().flat_map(|case| case.says.ways()).collect();
                    let with = |way: &Vec<_>, case: &Vec<_>| [way.clone(), case.clone()].concat();
                    ways = ways
                        .iter()
                        .flat_map(|way| cases.iter().map(move |case| with(way, case)))
                        .collect();
                }
            }
        }
        ways
    }
}

impl Piece {
    fn read(found: &PatternElement<&str>) -> Result<Self, String> {
        match found {
            PatternElement::TextElement { value } => Ok(Self::Text((*value).to_owned())),
            PatternElement::Placeable { expression } => Self::of(expression),
        }
    }

    fn of(expression: &Expression<&str>) -> Result<Self, String> {
        match expression {
            Expression::Inline(InlineExpression::VariableReference { id }) => {
                Ok(Self::Fill(id.name.to_owned()))
            }
            Expression::Inline(InlineExpression::StringLiteral { value }) => {
                Ok(Self::Text((*value).to_owned()))
            }
            Expression::Select {
                selector: InlineExpression::VariableReference { id },
                variants,
            } => {
                let (last, first) = variants.split_last().ok_or("found a choice without cases")?;
                if !last.default || first.iter().any(|variant| variant.default) {
                    return Err("expected the case with * last".to_owned());
                }
                let cases = variants.iter().map(Case::read).collect::<Result<_, _>>()?;
                Ok(Self::Choose { number: id.name.to_owned(), cases })
            }
            _ => Err("expected text, { $variable }, { \"text\" } or a choice by { $number -> }, \
                      found another expression of Fluent"
                .to_owned()),
        }
    }
}

impl Case {
    fn read(found: &ast::Variant<&str>) -> Result<Self, String> {
        let when = match (&found.key, found.default) {
            (_, true) => When::Otherwise,
            (VariantKey::NumberLiteral { value }, _) => {
                let number = value.parse();
                When::Exactly(number.map_err(|_| format!("[{value}] is not a whole number"))?)
            }
            (VariantKey::Identifier { name }, _) => {
                When::Is(Category::named(name).ok_or_else(|| {
                    format!("expected zero, one, two, few, many or other, found [{name}]")
                })?)
            }
        };
        Ok(Self { when, says: Pattern::read(&found.value)? })
    }
}
