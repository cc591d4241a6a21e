//! `cargo xtask words`: typed code from the catalogues in `words/`, for both platforms, into each one's
//! own build folder. Whoever compiles a platform comes through here first, so what is generated is never
//! older than the catalogue; nothing of it is ever committed.

use std::path::PathBuf;

use crate::step::{Command, Failure};
use crate::workspace::Workspace;

/// A platform with screens: where its code goes, what its tests compare, what it shows by itself.
struct Platform {
    word: &'static str,
    folders: [&'static str; 3],
}

const PLATFORMS: [Platform; 2] = [
    Platform {
        word: "android",
        folders: [
            "android/ui/target/generated/words",
            "android/ui/target/generated/words-tests",
            "android/app/target/generated/words",
        ],
    },
    Platform {
        word: "ios",
        folders: [
            "ios/Sources/HoldfastModels/Generated",
            "ios/Tests/HoldfastScenes/Generated",
            "ios/Generated",
        ],
    },
];

/// For one platform, or for both.
pub fn generate(workspace: &Workspace, word: Option<&str>) -> Result<(), Failure> {
    if let Some(word) = word
        && !PLATFORMS.iter().any(|platform| platform.word == word)
    {
        let sentence =
            format!("expected android or ios, found {word:?}; name one, or none for both");
        return Err(Failure::new(sentence));
    }
    let build = ["build", "--quiet", "--locked", "--release", "--package", "holdfast-words"];
    workspace.cargo().args(build).run()?;
    let name = format!("holdfast-words{}", std::env::consts::EXE_SUFFIX);
    let program = workspace.target().join("release").join(name);
    for platform in
        PLATFORMS.iter().filter(|platform| word.is_none_or(|word| word == platform.word))
    {
        let folders: Vec<PathBuf> =
            platform.folders.iter().map(|folder| workspace.path(folder)).collect();
        let call = Command::new(&program, &workspace.path("words"));
        call.args([platform.word]).args(folders).run()?;
    }
    Ok(())
}
