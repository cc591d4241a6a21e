//! `holdfast dispute`: what can be said.

use clap::Subcommand;

/// Disputes.
#[derive(Subcommand)]
pub enum DisputeCommand {
    /// Every dispute on this device, both sides.
    #[command(after_help = "Example: holdfast dispute list")]
    List,
    /// Settle one: with one of its sides.
    #[command(
        after_help = "Example: holdfast dispute settle 1 --side 2 --why 'agreed with the GP'"
    )]
    Settle {
        /// Its number in the list.
        dispute: usize,
        /// Which side stands, by its number; `neither` when nothing of it should stand.
        #[arg(long)]
        side: Side,
        /// Why.
        #[arg(long)]
        why: String,
    },
}

/// What is to stand after a dispute. Never understood from what was left out: guidance would be gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// This side.
    Of(usize),
    /// Nothing.
    Neither,
}

impl std::str::FromStr for Side {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "neither" {
            return Ok(Self::Neither);
        }
        text.parse().map(Self::Of).map_err(|_| "expected the number of a side, or neither")
    }
}
