//! `holdfast person`: what can be said.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// People.
#[derive(Subcommand)]
pub enum PersonCommand {
    /// Bring referrals in (FHIR R4). Nothing that stands is overwritten; all of it is unconfirmed.
    #[command(after_help = "Example: holdfast person import referral.json")]
    Import(ImportArgs),
    /// Begin a person by hand.
    #[command(
        after_help = "Example: holdfast person new --preferred Margaret --full 'Margaret Hughes'"
    )]
    New {
        /// What the person wants to be called.
        #[arg(long)]
        preferred: String,
        /// The full name.
        #[arg(long)]
        full: String,
    },
    /// Everybody on this device.
    #[command(after_help = "Example: holdfast person list")]
    List,
    /// One person: the six sections, each with its state.
    #[command(after_help = "Example: holdfast person show Margaret")]
    Show {
        /// Who: a name, a part of one, or an NHS number.
        person: String,
        /// With the keys of items, for `edit` and `confirm`.
        #[arg(long)]
        keys: bool,
    },
    /// Add an item, or change one that stands: by its kind where there is only one, by a part of what
    /// it says, or by its key.
    #[command(after_help = "Example: holdfast person edit Margaret medicine name=Levodopa \
                            support=assist times='08:00; 12:00'")]
    Edit {
        /// Who.
        person: String,
        /// The kind of item (`medicine`, `transfers`), a part of what one says, or its key.
        item: String,
        /// Its fields.
        #[arg(value_name = "FIELD=VALUE", required = true)]
        fields: Vec<String>,
    },
    /// Confirm what stands: a section, a kind of item, one item, or `all`.
    #[command(after_help = "Example: holdfast person confirm Margaret allergy --how phone \
                            --from 'Dr Patel'")]
    Confirm {
        /// Who.
        person: String,
        /// What: a section, a kind of item, a part of what one says, its key, or `all`.
        what: String,
        /// How, and from whom.
        #[command(flatten)]
        confirming: ConfirmArgs,
    },
    /// What another system says differently since it was last brought in: each waits for a decision.
    #[command(after_help = "Example: holdfast person changes Margaret")]
    Changes {
        /// Who.
        person: String,
    },
    /// Accept one of those changes: the item says it from now on.
    #[command(
        after_help = "Example: holdfast person accept Margaret 1 --how phone --from 'Dr Patel'"
    )]
    Accept {
        /// Who.
        person: String,
        /// Its number in `person changes`, or a part of what it says.
        change: String,
        /// How it was confirmed, if it was; without, it is unconfirmed.
        #[arg(long)]
        how: Option<String>,
        /// From whom.
        #[arg(long, requires = "how")]
        from: Option<String>,
    },
    /// Decline one of those changes: what stands here stays, and the same is not proposed again.
    #[command(
        after_help = "Example: holdfast person decline Margaret 1 --why 'the GP says it is old'"
    )]
    Decline {
        /// Who.
        person: String,
        /// Its number in `person changes`, or a part of what it says.
        change: String,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// State that none are known: of allergies, say.
    #[command(after_help = "Example: holdfast person none-known Margaret allergy")]
    NoneKnown {
        /// Who.
        person: String,
        /// Of what.
        list: String,
    },
    /// Remove an item. What was removed stays readable.
    #[command(
        after_help = "Example: holdfast person remove Margaret 'stair gate' --why 'taken away'"
    )]
    Remove {
        /// Who.
        person: String,
        /// A part of what it says, its kind where there is only one, or its key.
        item: String,
        /// Why.
        #[arg(long)]
        why: String,
    },
    /// Something happened that unconfirms guidance: fall, admission, discharge, medicine change.
    #[command(after_help = "Example: holdfast person happened Margaret fall")]
    Happened {
        /// Who.
        person: String,
        /// What.
        event: String,
    },
    /// How to get in, where no visit opens it: for a senior or on-call device, with a reason that the
    /// manager is told.
    #[command(
        after_help = "Example: holdfast person entry-details Margaret --because 'no answer, lights on'"
    )]
    EntryDetails {
        /// Who.
        person: String,
        /// Why.
        #[arg(long)]
        because: String,
    },
    /// For a paramedic, on one screen.
    #[command(after_help = "Example: holdfast person paramedic Margaret")]
    Paramedic {
        /// Who.
        person: String,
    },
}

/// What an import is asked.
#[derive(Args)]
pub struct ImportArgs {
    /// The files.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// Where it may be about somebody who is here and you compared the two: it is the same person. Of
    /// several say which, by the number shown: `--same-person=2`.
    #[arg(long, conflicts_with = "another_person", require_equals = true, value_name = "NUMBER")]
    pub same_person: Option<Option<usize>>,
    /// Where it may be about somebody who is here and you compared the two: it is another person.
    #[arg(long)]
    pub another_person: bool,
}

/// How something was confirmed.
#[derive(Args)]
pub struct ConfirmArgs {
    /// How: in person, phone, video, document, message.
    #[arg(long)]
    pub how: String,
    /// From whom.
    #[arg(long)]
    pub from: Option<String>,
}
