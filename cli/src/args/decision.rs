//! `holdfast decision`: what can be said.

use clap::{Args, Subcommand};

/// Decisions.
#[derive(Subcommand)]
pub enum DecisionCommand {
    /// Write a decision down, bound to what was known: the summary and the visit as they read now.
    #[command(
        after_help = "Example: holdfast decision record 'Two carers until Monday.' --person Margaret \
                      --why 'her knees gave way twice' --rejected 'the standing hoist alone'"
    )]
    Record(RecordArgs),
    /// The decisions about a person, or about the organisation as a whole.
    #[command(after_help = "Example: holdfast decision list --person Margaret")]
    List {
        /// About whom; without, about the organisation as a whole.
        #[arg(long)]
        person: Option<String>,
    },
}

/// What a decision says.
#[derive(Args)]
pub struct RecordArgs {
    /// What was decided.
    pub what: String,
    /// Why.
    #[arg(long)]
    pub why: String,
    /// About whom; without, about the organisation as a whole.
    #[arg(long, conflicts_with = "visit")]
    pub person: Option<String>,
    /// At or about which visit: to whom, or its number in today's list.
    #[arg(long)]
    pub visit: Option<String>,
    /// An option that was not taken. May be said several times.
    #[arg(long = "rejected", value_name = "OPTION")]
    pub rejected: Vec<String>,
    /// By when to look at it again: 2026-12-07 09:00.
    #[arg(long, value_name = "TIME")]
    pub review_by: Option<String>,
}
