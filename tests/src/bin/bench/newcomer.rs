//! A new phone in a process of its own, so that its memory and its processor time are its own. It
//! writes each request to its standard output and reads each answer from its standard input; the
//! process that began it plays the hub.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use holdfast_core::care::summary::Slot;
use holdfast_core::device::Device;
use holdfast_ledger::Ended;
use holdfast_tests::world::{EVENING, World};

use crate::round::unlocked;
use crate::sample::{peak_memory, processor_time};

/// The word that makes this program a newcomer.
pub const WORD: &str = "newcomer";

/// What the newcomer measured of itself.
pub struct Met {
    /// Entries it holds now.
    pub entries: usize,
    /// Their bytes, as its vault stores them.
    pub stored: usize,
    /// Bytes received.
    pub received: usize,
    /// Bytes received until today's visits and every summary they need could be shown.
    pub usable: usize,
    /// Processor time of all its steps.
    pub processor: Duration,
    /// The most memory it ever held.
    pub memory: usize,
}

/// A newcomer at work.
pub struct Newcomer {
    process: Child,
    to: ChildStdin,
    from: ChildStdout,
}

impl Newcomer {
    /// Begins one on a vault that has joined and synced nothing; it expects so many visits today.
    pub fn begin(home: &Path, today: usize) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args([WORD.as_ref(), home.as_os_str(), today.to_string().as_ref()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (to, from) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        Self { process, to, from }
    }

    /// Answers it as the hub until it has everything.
    pub fn meet(mut self, world: &mut World) -> Met {
        loop {
            let request = read(&mut self.from);
            if request.is_empty() {
                break;
            }
            write(&mut self.to, &world.answer(&request));
        }
        let told = String::from_utf8(read(&mut self.from)).unwrap();
        assert!(self.process.wait().unwrap().success());
        let told: Vec<usize> = told.split(' ').map(|number| number.parse().unwrap()).collect();
        let [entries, stored, received, usable, micros, memory] = told[..] else {
            unreachable!("the newcomer tells six numbers")
        };
        let processor = Duration::from_micros(micros.try_into().unwrap());
        Met { entries, stored, received, usable, processor, memory }
    }
}

/// The newcomer itself.
pub fn run(home: &Path, today: usize) {
    let (mut input, mut output) = (std::io::stdin().lock(), std::io::stdout().lock());
    let device = unlocked(home, EVENING);
    let mut session = device.sync().unwrap();
    let (mut received, mut usable, mut processor) = (0, None, Duration::ZERO);
    loop {
        let begun = processor_time();
        let request = session.next().unwrap();
        processor += processor_time() - begun;
        let Some(request) = request else { break };
        write(&mut output, &request);
        let answer = read(&mut input);
        received += answer.len();
        let begun = processor_time();
        session.receive(&answer).unwrap();
        processor += processor_time() - begun;
        if usable.is_none() && shows_today(&device, today) {
            usable = Some(received);
        }
    }
    assert_eq!(session.summary().ended, Some(Ended::InSync));
    assert!(shows_today(&device, today));
    let entries = device.status().unwrap().counts.taken_in;
    let memory = peak_memory().unwrap_or_default();
    let stored = stored(home);
    let usable = usable.unwrap_or(received);
    write(&mut output, &[]);
    let told = format!("{entries} {stored} {received} {usable} {} {memory}", processor.as_micros());
    write(&mut output, told.as_bytes());
}

/// Whether every visit of today is there with its person's name and summary.
fn shows_today(device: &Device, today: usize) -> bool {
    let rows = device.visits().today().unwrap();
    let whole = rows.iter().filter(|row| {
        let page = row.person.and_then(|person| device.people().page(person).ok());
        row.name.is_some()
            && page.is_some_and(|page| !page.summary.of_slot(Slot::WhatMatters).is_empty())
    });
    whole.count() == today
}

fn stored(home: &Path) -> usize {
    let vault = rusqlite::Connection::open(home.join(holdfast_core::device::VAULT_FILE)).unwrap();
    let sum = "SELECT sum(length(bytes)) FROM entry";
    vault.query_row(sum, [], |row| row.get::<_, i64>(0)).unwrap().try_into().unwrap()
}

fn read(from: &mut impl Read) -> Vec<u8> {
    let mut length = [0; 4];
    from.read_exact(&mut length).unwrap();
    let mut bytes = vec![0; usize::try_from(u32::from_le_bytes(length)).unwrap()];
    from.read_exact(&mut bytes).unwrap();
    bytes
}

fn write(to: &mut impl Write, bytes: &[u8]) {
    to.write_all(&u32::try_from(bytes.len()).unwrap().to_le_bytes()).unwrap();
    to.write_all(bytes).unwrap();
    to.flush().unwrap();
}
