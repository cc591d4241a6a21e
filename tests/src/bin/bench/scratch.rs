//! Scratch folders and seeded randomness.

use std::path::Path;

use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use tempfile::TempDir;

/// A folder that goes away, beside the program: on the disk that builds are on, since a temporary
/// folder may be memory, where flushing costs nothing.
pub fn folder() -> TempDir {
    let program = std::env::current_exe().unwrap();
    tempfile::tempdir_in(program.parent().unwrap()).unwrap()
}

/// The worlds that a measurement is prepared in stand in memory, where the system has a place for
/// that: what is measured on a disk is copied into [`folder`] first.
pub fn in_memory() {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::env::override_temp_dir(memory).unwrap();
    }
}

/// The same numbers in every run.
pub fn random(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}

/// 32 bytes of them.
pub fn bytes<const N: usize>(random: &mut ChaCha20Rng) -> [u8; N] {
    use rand_core::Rng;
    let mut bytes = [0; N];
    random.fill_bytes(&mut bytes);
    bytes
}
