//! `holdfast policy`: what can be said.

use clap::Subcommand;

/// The organisation's policy.
#[derive(Subcommand)]
pub enum PolicyCommand {
    /// Every rule as it applies now: of the six sections and of the pathways; or one of them.
    #[command(after_help = "Example: holdfast policy show 'medication support'")]
    Show {
        /// A section or a pathway.
        rule: Option<String>,
    },
    /// Set fields of one rule; the others stay as they are.
    #[command(after_help = "Example: holdfast policy set 'medication support' maximum_age=14 \
                            stale='pause tasks'")]
    Set {
        /// A section or a pathway.
        rule: String,
        /// Its fields, as `policy show RULE` names them.
        #[arg(value_name = "FIELD=VALUE", required = true)]
        fields: Vec<String>,
    },
    /// Set the numbers below every ladder: whom to call where none is written or it is at its end.
    #[command(
        after_help = "Example: holdfast policy on-call 'Harbour Care on call, mobile 07700 900100'"
    )]
    OnCall {
        /// A name and ways to reach them.
        #[arg(required = true)]
        contacts: Vec<String>,
    },
}
