//! A small process that writes until it is killed, and announces each deed once it is saved.
//! `scribe FOLDER KEYSTORE FIRST SEED`: the device's folder, a file with its keystore's two keys, the
//! number of the first deed, and the seed of its randomness. A deed that is not saved is announced
//! as such, in the words a person would read, and is the last.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use holdfast_core::device::{Device, Surroundings};
use holdfast_core::vault::{Keystore, Unlocker};
use holdfast_tests::scribe::act;
use holdfast_tests::world::{EVENING, HandClock, MINUTE, SeededRandom};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("the device's folder"));
    let keys = std::fs::read(arguments.next().expect("a keystore's file")).expect("the keystore");
    let first = arguments.next().expect("a number").parse::<u32>().expect("a number");
    let seed = arguments.next().expect("a seed").parse::<u64>().expect("a seed");

    let (master, pepper) = keys.split_at(32);
    let keystore = Keystore {
        master: master.try_into().expect("32 bytes"),
        pepper: pepper.try_into().expect("32 bytes"),
    };
    let clock = Arc::new(HandClock::new(EVENING.plus_millis(i64::from(first) * MINUTE)));
    let random = Arc::new(SeededRandom::new(seed));
    let device = Device::open(&folder, Surroundings { clock, random }).expect("the vault");
    device.unlock(Unlocker::Keystore(&keystore)).expect("the right keystore");

    let mut out = std::io::stdout().lock();
    for number in first.. {
        let said = match act(&device, number) {
            Ok(()) => format!("saved {number}"),
            Err(error) => format!("not saved {number}: {error}"),
        };
        writeln!(out, "{said}").expect("somebody listens");
        out.flush().expect("somebody listens");
        if said.starts_with("not") {
            break;
        }
    }
    ExitCode::FAILURE
}
