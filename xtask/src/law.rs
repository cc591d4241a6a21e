//! The dependency law: who may not know whom. "The hub cannot read" is true because the hub is not
//! linked with anything that could, and this is what keeps it so.

use crate::step::Failure;
use crate::workspace::Workspace;

/// A crate, what may never stand in its dependency graph, and why.
struct Law {
    of: &'static str,
    never: &'static [&'static str],
    why: &'static str,
}

const LAWS: [Law; 5] = [
    Law {
        of: "holdfast-hub",
        never: &["holdfast-core", "holdfast-exchange", "automerge"],
        why: "the hub stores sealed entries and can read nothing",
    },
    Law {
        of: "holdfast-ledger",
        never: &["holdfast-core", "rusqlite", "automerge", "tokio"],
        why: "the ledger is bytes and keys: no storage, no word of care",
    },
    Law {
        of: "holdfast-core",
        never: &["holdfast-exchange", "tokio", "axum", "uniffi", "ureq"],
        why: "the core has no sockets or threads, and knows no shell",
    },
    Law {
        of: "holdfast-exchange",
        never: &["holdfast-hub", "tokio", "axum", "uniffi", "ureq"],
        why: "import is pure: bytes in, findings out",
    },
    Law {
        of: "holdfast-bindings",
        never: &["holdfast-hub", "tokio", "axum", "ureq", "uniffi_bindgen", "clap"],
        why: "the shell does the network, and what ships has no generator in it",
    },
];

/// Checks every law against what cargo would really link, on any platform.
pub fn check(workspace: &Workspace) -> Result<(), Failure> {
    for law in &LAWS {
        let args = ["tree", "--locked", "--package", law.of, "--edges", "normal"];
        let all = ["--prefix", "none", "--target", "all", "--format", "{p}"];
        let tree = workspace.cargo().args(args).args(all).output()?;
        let names: Vec<&str> =
            tree.lines().filter_map(|line| line.split_whitespace().next()).collect();
        if names.first() != Some(&law.of) {
            return Err(Failure::new(format!("`cargo tree` shows no {}", law.of)));
        }
        if let Some(found) = law.never.iter().find(|never| names.contains(never)) {
            return Err(Failure::new(format!(
                "{} depends on {found}, and may not: {}; see `cargo tree -p {} -i {found}`",
                law.of, law.why, law.of
            )));
        }
        println!("{}: none of {} ({})", law.of, law.never.join(", "), law.why);
    }
    Ok(())
}
