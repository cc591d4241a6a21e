//! `cargo xtask bench boundary`: what the other languages cost beside Rust, and how large the library
//! is that a phone carries.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::bindings::library_name;
use crate::step::{Command, Failure};
use crate::workspace::Workspace;
use crate::{kotlin, swift};

/// The most a stripped library may have, bytes.
const LARGEST: u64 = 4_000_000;

/// What the linker does for size: functions with the same code are one, relocations are packed.
const SMALLER: [&str; 2] = ["-Clink-arg=-Wl,--icf=all", "-Clink-arg=-Wl,-z,pack-relative-relocs"];

/// The most a screen's call may cost beyond the same in Rust, microseconds.
const DEAREST: u64 = 2_000;

/// The other languages, in the order of a round.
const LANGUAGES: [&str; 2] = ["Kotlin", "Swift"];

/// How often it is measured at most.
const ROUNDS: usize = 3;

const SCREENS: [(&str, &str); 3] =
    [("today", "today's list of 60 visits"), ("summary", "one summary"), ("save", "one save")];

/// Measures all of it; fails where a budget is missed.
pub fn bench(workspace: &Workspace) -> Result<(), Failure> {
    let small = ["rustc", "--locked", "--package", "holdfast-bindings", "--profile", "dist"];
    let small = workspace.cargo().args(small).args(["--crate-type", "cdylib", "--"]);
    small.args(SMALLER).run()?;
    let build = ["build", "--locked", "--release", "--package", "holdfast-bindings"];
    workspace.cargo().args(build).run()?;
    let built = |profile| canonical(&workspace.target().join(profile).join(library_name()));
    let small = size(workspace, &built("dist"))?;
    let library = built("release");
    let quick = screens(workspace, &library)?;
    if small && quick { Ok(()) } else { Err(Failure::new("over budget; see above")) }
}

fn size(workspace: &Workspace, library: &Path) -> Result<bool, Failure> {
    let stripped = library.with_extension("stripped");
    let (from, into) = (library.to_string_lossy(), stripped.to_string_lossy());
    workspace.command("strip").args(["--strip-unneeded", "-o", &into, &from]).run()?;
    let bytes = |path: &Path| {
        let found = fs::metadata(path).map(|file| file.len());
        found.map_err(|error| Failure::new(format!("{}: {error}", path.display())))
    };
    let (whole, small) = (bytes(library)?, bytes(&stripped)?);
    println!(
        "\nlibrary (profile dist): {whole} bytes as built, {small} bytes stripped (at most {LARGEST})"
    );
    let symbols =
        workspace.command("nm").args(["--print-size", "--defined-only", &from]).output()?;
    let mut by_crate: Vec<(String, u64)> = by_crate(&symbols).into_iter().collect();
    by_crate.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    for (name, bytes) in by_crate.iter().take(16) {
        println!("  {bytes:>9}  {name}");
    }
    let rest: u64 = by_crate.iter().skip(16).map(|(_, bytes)| bytes).sum();
    println!("  {rest:>9}  everything else that has a name");
    Ok(small <= LARGEST)
}

/// Bytes of code and constants by the crate in the symbol's name. What is generic counts where it is
/// written, not where it is used.
fn by_crate(symbols: &str) -> BTreeMap<String, u64> {
    let mut found = BTreeMap::new();
    for line in symbols.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [_, size, _, name] = words[..] else { continue };
        let Ok(size) = u64::from_str_radix(size, 16) else { continue };
        *found.entry(crate_of(name)).or_default() += size;
    }
    found
}

fn crate_of(symbol: &str) -> String {
    // Legacy names begin with the length of the crate's name; `_$LT$` is an implementation: the first
    // name within it counts.
    if let Some(path) = symbol.strip_prefix("_ZN") {
        let digits: String = path.chars().take_while(char::is_ascii_digit).collect();
        let length: usize = digits.parse().unwrap_or(0);
        let first = path.get(digits.len()..digits.len() + length).unwrap_or_default();
        let inner = first.trim_start_matches("_$LT$").trim_start_matches('&');
        let name: String =
            inner.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        return if name.is_empty() { "(no crate)".to_owned() } else { name };
    }
    if symbol.starts_with("sqlite3") || symbol.starts_with("fts") {
        return "SQLite, as named".to_owned();
    }
    if symbol.contains("uniffi") || symbol.contains("UNIFFI") {
        return "the boundary itself".to_owned();
    }
    "C and other names".to_owned()
}

/// The least of each language's medians, by the screen's name.
type Medians = BTreeMap<String, u64>;

/// A save waits for the disk, which others use too: where one is over budget, all languages are
/// measured again, and the least of each counts.
fn screens(workspace: &Workspace, library: &Path) -> Result<bool, Failure> {
    kotlin::ensure(workspace)?;
    let mut least: [Medians; 3] = Default::default();
    for _ in 0..ROUNDS {
        for (least, measured) in least.iter_mut().zip(round(workspace, library)?) {
            for (name, number) in measured {
                let lowest = least.entry(name).or_insert(number);
                *lowest = number.min(*lowest);
            }
        }
        if over(&least)?.is_empty() {
            break;
        }
    }
    println!(
        "\n{:<28} {:>8} {:>10} {:>10} {:>14}",
        "a screen's call, median", "", "Rust", "", "the boundary"
    );
    let over = over(&least)?;
    let [rust, others @ ..] = &least;
    for (language, measured) in LANGUAGES.iter().zip(others) {
        for (name, what) in SCREENS {
            let (rust, here) = (rust[name], measured[name]);
            let verdict = if over.contains(&(*language, name)) { "OVER" } else { "ok" };
            println!(
                "{what:<28} {language:>8} {rust:>7} µs {here:>7} µs {:>11} µs  ≤ {DEAREST} µs {verdict}",
                here.saturating_sub(rust)
            );
        }
    }
    println!("\nfrom a closed vault, key in hand, to today's list of 60 visits");
    for (language, measured) in ["Rust"].iter().chain(&LANGUAGES).zip(&least) {
        let of = |name: &str| measured.get(name).map_or_else(String::new, |us| format!("{us} µs"));
        println!("{language:>8} {:>12}   the first in a process: {:>12}", of("cold"), of("first"));
    }
    println!("a virtual machine's own start is not in it; nor is what a phone draws");
    Ok(over.is_empty())
}

/// Which calls cost more than they may beyond Rust.
fn over(least: &[Medians; 3]) -> Result<Vec<(&'static str, &'static str)>, Failure> {
    let [rust, others @ ..] = least;
    let mut over = Vec::new();
    for (language, measured) in LANGUAGES.iter().zip(others) {
        for (name, _) in SCREENS {
            let (Some(rust), Some(here)) = (rust.get(name), measured.get(name)) else {
                return Err(Failure::new(format!("{name} was not measured in {language}")));
            };
            if here.saturating_sub(*rust) > DEAREST {
                over.push((*language, name));
            }
        }
    }
    Ok(over)
}

/// Rust, Kotlin and Swift, one after the other, on copies of one vault.
fn round(workspace: &Workspace, library: &Path) -> Result<[Medians; 3], Failure> {
    let folder = workspace.target().join("boundary");
    let cannot = |error| Failure::new(format!("{} cannot be made: {error}", folder.display()));
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(cannot)?;
    }
    fs::create_dir_all(&folder).map_err(cannot)?;
    let folder = canonical(&folder);
    let bench = ["run", "--locked", "--release", "--package", "holdfast-tests", "--bin", "bench"];
    let place = folder.to_string_lossy();
    let rust = workspace.cargo().args(bench).args(["--", "boundary", &place]).output()?;
    fs::write(folder.join("rust.txt"), &rust).map_err(cannot)?;

    let more = format!(
        "-Dmore.arguments=-Dholdfast.bench={place} -Duniffi.component.holdfast.libraryOverride={}",
        library.display()
    );
    let maven = Command::new(&PathBuf::from("mvn"), &workspace.path("bindings/kotlin"));
    maven.args(["-B", "-ntp", "-q", "test", "-Dtest=BoundaryBench", &more]).run()?;
    let kotlin = fs::read_to_string(folder.join("kotlin.txt")).map_err(cannot)?;

    let swift = swift::measure(workspace, &folder)?;
    Ok([numbers(&rust), numbers(&kotlin), numbers(&swift)])
}

fn numbers(lines: &str) -> Medians {
    let pairs = lines.lines().filter_map(|line| line.split_once(' '));
    pairs.filter_map(|(name, number)| Some((name.to_owned(), number.parse().ok()?))).collect()
}

fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}
