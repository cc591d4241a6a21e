//! A device begins.

use std::sync::Arc;

use holdfast_core::device::{Clock, Device, DeviceError, Randomness, Surroundings, VAULT_FILE};
use holdfast_core::vault::{Keystore, Pin};
use holdfast_ledger::Timestamp;

use crate::office::EVENING;

struct Still;

impl Clock for Still {
    fn now(&self) -> Timestamp {
        EVENING
    }
}

impl Randomness for Still {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(3);
    }
}

#[test]
fn a_pin_that_is_quickly_guessed_and_a_label_that_nobody_can_read_make_no_device() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let keystore = Keystore { master: [7; 32], pepper: [9; 32] };
    let make = |pin, label: &str| {
        let around = Surroundings { clock: Arc::new(Still), random: Arc::new(Still) };
        Device::create(folder.path(), &keystore, Pin(pin), label, around)
    };
    for pin in ["", "1", "246"] {
        assert!(matches!(make(pin, "a phone"), Err(DeviceError::ShortPin)), "{pin:?}");
    }
    for label in ["", "  ", &"phone ".repeat(1_000)] {
        assert!(matches!(make("2468", label), Err(DeviceError::Field(_))), "{}", label.len());
    }
    assert!(!folder.path().join(VAULT_FILE).exists(), "nothing was made by halves");
    make("2468", "a phone").expect("a device");
}
