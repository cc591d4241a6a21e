//! A Swift toolchain wherever this is run. Where Swift 6 is installed already, that one. Else, on
//! Debian and its like, the one Debian 13 has, unpacked into a root of its own and entered with
//! bubblewrap: it needs a newer C library than Debian 12 has, so it cannot stand beside what is
//! installed here, and this way nothing of the machine is changed.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use crate::prerequisites::{as_root, install};
use crate::step::{Command, Failure};
use crate::workspace::Workspace;

const SUITE: &str = "trixie";
const PACKAGES: &str = "base-files,bash,coreutils,findutils,grep,sed,swiftlang,swiftlang-dev,\
                        libc6-dev,libstdc++-14-dev";
/// What unpacks it, what enters it, and the keys that its packages are signed with.
const PACKAGES_HERE: [&str; 3] = ["mmdebstrap", "bubblewrap", "debian-archive-keyring"];
const ELSEWHERE: &str = "install Swift 6.0 or newer from https://www.swift.org/install";

/// What a command may reach.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// A loopback of its own, and nothing else: enough for a hub that the tests start themselves.
    OwnLoopback,
    /// What this machine reaches: for a hub that somebody else started on this machine's loopback.
    Machine,
}

/// Swift 6, and what goes with it.
pub struct Toolchain {
    /// The root it was unpacked into; nothing where Swift is installed.
    root: Option<PathBuf>,
    /// What commands see beside their own folder.
    shared: [PathBuf; 2],
}

impl Toolchain {
    /// Finds it or sets it up: a minute and 3 GB on the disk, once for all checkouts.
    pub fn ready(workspace: &Workspace) -> Result<Self, Failure> {
        let shared = [workspace.path(""), workspace.target()];
        fs::create_dir_all(workspace.target()).map_err(cannot_write(&workspace.target()))?;
        if let Some(version) = installed(workspace) {
            println!("Swift: found ({version})");
            return Ok(Self { root: None, shared });
        }
        let root = place()?;
        unpacked(workspace, &root)?;
        Ok(Self { root: Some(root), shared })
    }

    /// A command in a folder: it sees that folder and this checkout, and may write there.
    pub fn command(&self, folder: &Path, network: Network, words: &[&str]) -> Command {
        let words = self.words(folder, network, words);
        Command::new(Path::new(&words[0]), folder).args(&words[1..])
    }

    /// The same, as the words that start it.
    pub fn words(&self, folder: &Path, network: Network, words: &[&str]) -> Vec<OsString> {
        let words = words.iter().map(OsString::from);
        let Some(root) = &self.root else { return words.collect() };
        let [_, target] = &self.shared;
        let home = target.join("swift-home");
        let mut all: Vec<OsString> = vec!["bwrap".into()];
        let mut say = |words: &[&OsStr]| all.extend(words.iter().map(OsString::from));
        for inner in ["usr", "etc"] {
            let outside = root.join(inner);
            say(&["--ro-bind".as_ref(), outside.as_ref(), format!("/{inner}").as_ref()]);
        }
        for inner in ["bin", "lib", "lib64"] {
            let usual = format!("usr/{inner}");
            say(&["--symlink".as_ref(), usual.as_ref(), format!("/{inner}").as_ref()]);
        }
        say(&FIXED.map(AsRef::as_ref));
        for path in self.shared.iter().map(PathBuf::as_path).chain([folder]) {
            say(&["--bind".as_ref(), path.as_ref(), path.as_ref()]);
        }
        say(&["--dir".as_ref(), home.as_ref()]);
        say(&["--setenv".as_ref(), "HOME".as_ref(), home.as_ref()]);
        say(&["--chdir".as_ref(), folder.as_ref()]);
        if network == Network::OwnLoopback {
            say(&["--unshare-net".as_ref()]);
        }
        all.extend(words);
        all
    }
}

/// What every command has: nothing of the machine's environment, and folders that are its own.
const FIXED: [&str; 24] = [
    "--unshare-pid",
    "--die-with-parent",
    "--clearenv",
    "--setenv",
    "LANG",
    "C.UTF-8",
    "--setenv",
    "PATH",
    "/usr/libexec/swift/bin:/usr/bin:/bin",
    "--dev",
    "/dev",
    "--proc",
    "/proc",
    "--tmpfs",
    "/tmp",
    "--tmpfs",
    "/run",
    // For the tests of a full disk: 24 MB.
    "--size",
    "25165824",
    "--tmpfs",
    "/small-disk",
    "--setenv",
    "HOLDFAST_SMALL_DISK",
    "/small-disk",
];

/// The version of a Swift that is installed and new enough. (Another program of that name exists.)
fn installed(workspace: &Workspace) -> Option<String> {
    if !workspace.command("swift").args(["--version"]).succeeds() {
        return None;
    }
    let said = workspace.command("swift").args(["--version"]).output().ok()?;
    let version = said.split("Swift version ").nth(1)?.split_whitespace().next()?;
    let major: u32 = version.split('.').next()?.parse().ok()?;
    (major >= 6).then(|| version.to_owned())
}

/// Where it is unpacked: `HOLDFAST_SWIFT`, or a folder among the user's caches.
fn place() -> Result<PathBuf, Failure> {
    if let Some(place) = std::env::var_os("HOLDFAST_SWIFT") {
        return Ok(place.into());
    }
    let caches = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME")?;
        Some(PathBuf::from(home).join(".cache"))
    });
    let caches = caches.ok_or_else(|| {
        Failure::new("expected HOME or HOLDFAST_SWIFT, found neither; set one of them to a folder")
    })?;
    Ok(caches.join("holdfast/swift"))
}

/// Unpacks it, unless that was done. One at a time: a second caller waits and finds it complete.
fn unpacked(workspace: &Workspace, root: &Path) -> Result<(), Failure> {
    let stamp = format!("{SUITE} {PACKAGES}\n");
    let complete = root.join(".complete");
    let done = || fs::read_to_string(&complete).is_ok_and(|found| found == stamp);
    if done() {
        println!("Swift: found (unpacked for Holdfast)");
        return ensure_programs(workspace);
    }
    let parent = root.parent().unwrap_or(root);
    fs::create_dir_all(parent).map_err(cannot_write(parent))?;
    let lock = root.with_extension("lock");
    let lock = File::create(&lock).and_then(|file| file.lock().map(|()| file));
    let _lock = lock.map_err(cannot_write(root))?;
    if done() {
        return Ok(());
    }
    ensure_programs(workspace)?;
    println!("Swift: missing; unpacking the one of Debian {SUITE} (about a minute, 3 GB, once)");
    let part = root.with_extension("part");
    let removed = |path: &Path| {
        let words = ["rm".as_ref(), "-rf".as_ref(), "--one-file-system".as_ref(), path.as_os_str()];
        privileged(workspace, &words)
    };
    removed(&part)?;
    let outcome = unpack(workspace, &part, &stamp);
    if outcome.is_err() {
        removed(&part)?;
        return outcome;
    }
    removed(root)?;
    privileged(workspace, &["mv".as_ref(), part.as_os_str(), root.as_os_str()])
}

/// `extract` only unpacks: nothing of the packages runs, nothing is configured.
fn unpack(workspace: &Workspace, part: &Path, stamp: &str) -> Result<(), Failure> {
    let mirror = archive(workspace)?;
    // Proxies and certificates that apt was told about hold for the new root too.
    let options = workspace.target().join("swift-apt.conf");
    fs::write(&options, transport_options(workspace)?).map_err(cannot_write(&options))?;
    let include = format!("--include={PACKAGES}");
    let mut aptopt = OsString::from("--aptopt=");
    aptopt.push(&options);
    let call: [&OsStr; 8] = [
        "mmdebstrap".as_ref(),
        "--quiet".as_ref(),
        "--variant=extract".as_ref(),
        include.as_ref(),
        &aptopt,
        SUITE.as_ref(),
        part.as_os_str(),
        mirror.as_ref(),
    ];
    privileged(workspace, &call)?;
    let shell = part.join("usr/bin/sh");
    privileged(workspace, &["ln".as_ref(), "-sf".as_ref(), "bash".as_ref(), shell.as_os_str()])?;
    let written = workspace.target().join("swift-complete");
    fs::write(&written, stamp).map_err(cannot_write(&written))?;
    let complete = part.join(".complete");
    privileged(workspace, &["cp".as_ref(), written.as_os_str(), complete.as_os_str()])
}

/// The archive this machine already uses, whatever it is called here.
fn archive(workspace: &Workspace) -> Result<String, Failure> {
    let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let codename = release.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME="));
    let codename = codename.unwrap_or_default().trim_matches('"').to_owned();
    let known = || -> Result<Option<String>, Failure> {
        let format =
            ["indextargets", "--format", "$(REPO_URI) $(CODENAME)", "Created-By: Packages"];
        let targets = workspace.command("apt-get").args(format).output()?;
        let of_release = |line: &str| {
            let (address, of) = line.split_once(' ')?;
            (of == codename).then(|| address.to_owned())
        };
        Ok(targets.lines().find_map(of_release))
    };
    if let Some(address) = known()? {
        return Ok(address);
    }
    // Nothing is known before the first update.
    privileged(workspace, &["apt-get".as_ref(), "update".as_ref(), "-q".as_ref()])?;
    known()?.ok_or_else(|| {
        Failure::new(format!(
            "expected apt to know an archive of Debian, found none for {codename:?}; {ELSEWHERE}"
        ))
    })
}

fn transport_options(workspace: &Workspace) -> Result<String, Failure> {
    let all = workspace.command("apt-config").args(["dump"]).output()?;
    let about_transport = |line: &&str| {
        ["Acquire::http", "Acquire::https", "Acquire::Check-", "Acquire::Retries"]
            .iter()
            .any(|start| line.starts_with(start))
    };
    Ok(all.lines().filter(about_transport).map(|line| format!("{line}\n")).collect())
}

fn ensure_programs(workspace: &Workspace) -> Result<(), Failure> {
    let found = |program: &str| workspace.command(program).args(["--version"]).succeeds();
    if found("mmdebstrap") && found("bwrap") {
        return Ok(());
    }
    install(workspace, "mmdebstrap and bubblewrap (Swift 6 is unpacked with them)", &PACKAGES_HERE)
}

fn privileged(workspace: &Workspace, words: &[&OsStr]) -> Result<(), Failure> {
    let root = as_root(workspace).ok_or_else(|| {
        Failure::new(format!(
            "expected Swift 6, found none, and setting one up takes root; type:  sudo -v && \
             cargo xtask swift setup   (or {ELSEWHERE})"
        ))
    })?;
    let all: Vec<&OsStr> = root.iter().map(AsRef::as_ref).chain(words.iter().copied()).collect();
    workspace.command(all[0]).args(&all[1..]).run()
}

fn cannot_write(path: &Path) -> impl FnOnce(std::io::Error) -> Failure {
    let path = path.display().to_string();
    move |error| Failure::new(format!("{path} cannot be written: {error}"))
}
