//! `holdfast suggestion`: what can be said.

use clap::{Args, Subcommand};

/// Suggested updates.
#[derive(Subcommand)]
pub enum SuggestionCommand {
    /// Say what a summary should say: for everybody who goes there, whatever their role.
    #[command(
        after_help = "Example: holdfast suggestion make Margaret 'She uses the frame in the \
                            bathroom too.' --about transfers --why 'saw it this week'"
    )]
    Make {
        /// Whose summary.
        person: String,
        /// What it should say.
        what: String,
        /// The item it is about: a part of what it says, its kind or its key. None for something new.
        #[arg(long, value_name = "ITEM")]
        about: Option<String>,
        /// How you know.
        #[arg(long)]
        why: Option<String>,
    },
    /// What nobody has decided yet; of one person, what was decided as well.
    #[command(after_help = "Example: holdfast suggestion list")]
    List {
        /// Of one person only.
        #[arg(long)]
        person: Option<String>,
    },
    /// Accept one. With nothing else said it becomes an alert, in the words of whoever suggested it.
    #[command(after_help = "Example: holdfast suggestion accept 1 how='Stands with a frame.'")]
    Accept(AcceptArgs),
    /// Decline one: the summary stays as it is.
    #[command(after_help = "Example: holdfast suggestion decline 1 --why 'the OT looked at it'")]
    Decline {
        /// Its number in `suggestion list`, or a part of what it says.
        suggestion: String,
        /// Why.
        #[arg(long)]
        why: String,
    },
}

/// What comes of a suggestion.
#[derive(Args)]
pub struct AcceptArgs {
    /// Its number in `suggestion list`, or a part of what it says.
    pub suggestion: String,
    /// Fields of the item it is about, as they are to be; with --new, of the new item.
    #[arg(value_name = "FIELD=VALUE")]
    pub fields: Vec<String>,
    /// A new item of this kind is added because of it.
    #[arg(long = "new", value_name = "KIND", requires = "fields")]
    pub kind: Option<String>,
    /// The item it is about is removed, with the suggestion's words as the reason.
    #[arg(long, conflicts_with_all = ["fields", "kind"])]
    pub remove: bool,
}
