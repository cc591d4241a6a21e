//! Scratch folders and seeded randomness.

use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use tempfile::TempDir;

/// A folder that goes away, beside the program: on the disk that builds are on, since a temporary
/// folder may be memory, where flushing costs nothing.
pub fn folder() -> TempDir {
    let program = std::env::current_exe().unwrap();
    tempfile::tempdir_in(program.parent().unwrap()).unwrap()
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
