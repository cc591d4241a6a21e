//! A small process that begins a device and is killed while it does: `beginner FOLDER SEED`. It says
//! "begins" just before.

use std::io::Write as _;
use std::path::PathBuf;

use holdfast_tests::alone::create;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("the device's folder"));
    let seed = arguments.next().expect("a seed").parse().expect("a seed");
    let mut out = std::io::stdout().lock();
    writeln!(out, "begins").expect("somebody listens");
    out.flush().expect("somebody listens");
    drop(create(&folder, seed).expect("a new device"));
    writeln!(out, "began").expect("somebody listens");
}
