//! `holdfast round`: what can be said.

use clap::{Args, Subcommand};

/// Rounds.
#[derive(Subcommand)]
pub enum RoundCommand {
    /// Begin a round. Every device reads its name: never a person's name.
    #[command(after_help = "Example: holdfast round new 'North, mornings'")]
    New {
        /// What it is called.
        name: String,
    },
    /// Every round: who is visited, and who goes.
    #[command(after_help = "Example: holdfast round list")]
    List,
    /// Call it something else.
    #[command(after_help = "Example: holdfast round rename 'North, mornings' 'North'")]
    Rename {
        /// Which: its name, a part of it, or its number in the list.
        round: String,
        /// What it is called from now on.
        name: String,
    },
    /// Put people and carers on it: its carers can read what makes their visits safe.
    #[command(
        after_help = "Example: holdfast round add North --person Margaret --carer 'Amina Osman'"
    )]
    Add(OnRoundArgs),
    /// Take people and carers off it. Nobody's grant ends by that.
    #[command(
        after_help = "Example: holdfast round remove North --person Margaret --why 'moved away'"
    )]
    Remove {
        /// Whom, off which.
        #[command(flatten)]
        on: OnRoundArgs,
        /// Why.
        #[arg(long)]
        why: String,
    },
}

/// Whom, and which round.
#[derive(Args)]
pub struct OnRoundArgs {
    /// Which: its name, a part of it, or its number in the list.
    pub round: String,
    /// Who is visited.
    #[arg(long = "person", value_name = "PERSON", required_unless_present = "carers")]
    pub people: Vec<String>,
    /// Who goes.
    #[arg(long = "carer", value_name = "NAME")]
    pub carers: Vec<String>,
}
