//! A hub as its devices and strangers meet it: real requests on a real port, over real files.

mod world;

use std::io::Write;
use std::net::Shutdown;
use std::sync::atomic::Ordering;
use std::time::Duration;

use holdfast_hub::{
    BackupError, Event, HubServer, IdentityError, Rate, Start, StartError, back_up,
};
use holdfast_ledger::{
    DeviceId, DeviceKeys, Ended, LedgerId, MAX_MESSAGE, Request, Timestamp, all_safe,
};
use world::{NOON, Office, Organisation, Phone, read_to_end, send_promising};

fn texts<const N: usize>(texts: [&str; N]) -> std::collections::BTreeSet<String> {
    texts.map(str::to_owned).into()
}

fn hub() -> DeviceId {
    DeviceKeys::from_secret(&[2; 32]).device()
}

/// Carol has opened a ledger for Amina and Ben, and everybody has it.
fn visiting(office: &Office) -> (Organisation, LedgerId) {
    let mut organisation = Organisation::at(office, 1);
    let carers = [organisation.amina.keys.device(), organisation.ben.keys.device()];
    let ledger = organisation.open(4, &carers);
    let Organisation { carol, amina, ben, .. } = &mut organisation;
    for phone in [carol, amina, ben] {
        assert_eq!(office.sync(phone, &[ledger]).1, Ended::InSync);
    }
    (organisation, ledger)
}

#[test]
fn what_amina_and_ben_wrote_offline_meets_at_the_hub() {
    let office = Office::open(|_| {});
    let (mut at, ledger) = visiting(&office);
    at.amina.note(ledger, "Tea drunk, half a cup.");
    at.amina.note(ledger, "Walked to the door with the frame.");
    at.ben.note(ledger, "Skin on the left heel is red.");
    for _ in 0..2 {
        assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
        assert_eq!(office.sync(&mut at.ben, &[ledger]).1, Ended::InSync);
    }
    let all = texts([
        "Tea drunk, half a cup.",
        "Walked to the door with the frame.",
        "Skin on the left heel is red.",
    ]);
    assert_eq!(at.amina.texts(ledger), all);
    assert_eq!(at.ben.texts(ledger), all);
    let receipt = at.amina.receipt(hub());
    assert_eq!((receipt.receipt.entries, receipt.receipt.at), (2, Timestamp(NOON)));
    assert_eq!(all_safe(&at.amina.store, at.amina.keys.device(), &receipt), Ok(true));
}

#[test]
fn a_restart_keeps_everything_and_repeats_nothing() {
    let mut office = Office::open(|_| {});
    let (mut at, ledger) = visiting(&office);
    at.amina.note(ledger, "Ate all her porridge.");
    assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
    office.stop();
    office.start(|_| {});
    assert_eq!(office.sync(&mut at.amina, &[ledger]), (1, Ended::InSync));
    assert_eq!(office.sync(&mut at.ben, &[ledger]).1, Ended::InSync);
    assert_eq!(at.ben.texts(ledger), texts(["Ate all her porridge."]));
    let serving = office.events.lock().unwrap().iter().rev().find_map(|event| match event {
        Event::Serving { register, incarnation, entries } => {
            Some((*register, *incarnation, *entries))
        }
        _ => None,
    });
    // Seven of the register, four of Carol's ledger, and the porridge.
    assert_eq!(serving, Some((at.olu.register.id(), 1, 7 + 4 + 1)));
}

#[test]
fn an_older_copy_put_back_is_found_out_and_the_phones_refill_it() {
    let mut office = Office::open(|_| {});
    let (mut at, ledger) = visiting(&office);
    let register = at.olu.register.id();
    office.stop();
    let copy = office.folder.path().join("copy");
    std::fs::copy(office.database(register), &copy).unwrap();

    office.start(|_| {});
    at.amina.note(ledger, "Fell by the door. No injury seen.");
    assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
    office.stop();
    std::fs::copy(&copy, office.database(register)).unwrap();

    office.start(|_| {});
    let restored = Event::Restored { register, incarnation: 2 };
    assert!(office.events.lock().unwrap().contains(&restored));
    assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
    assert_eq!(office.sync(&mut at.ben, &[ledger]).1, Ended::InSync);
    assert_eq!(at.ben.texts(ledger), texts(["Fell by the door. No injury seen."]));
    let receipt = at.amina.receipt(hub());
    assert_eq!(all_safe(&at.amina.store, at.amina.keys.device(), &receipt), Ok(true));

    office.stop();
    office.start(|config| config.start = Start::Restored);
    let told = Event::Restored { register, incarnation: 3 };
    assert!(office.events.lock().unwrap().contains(&told));
    assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
}

/// Everything the hub had is gone but its keys.
fn empty(office: &mut Office, organisation: &Organisation) {
    office.stop();
    for file in std::fs::read_dir(office.databases()).expect("the hub's folder") {
        std::fs::remove_file(file.expect("a file of the hub's").path()).expect("removed");
    }
    office.start(|_| {});
    office.server().add_organisation(organisation.root).expect("an organisation again");
}

#[test]
fn one_phone_refills_a_hub_whose_database_is_gone_and_a_new_phone_gets_all_of_it() {
    let mut office = Office::open(|_| {});
    let (mut at, ledger) = visiting(&office);
    at.amina.note(ledger, "Tea drunk, half a cup.");
    at.ben.note(ledger, "Skin on the left heel is red.");
    for _ in 0..2 {
        assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
        assert_eq!(office.sync(&mut at.ben, &[ledger]).1, Ended::InSync);
    }
    let before = at.amina.register.folded();

    empty(&mut office, &at);
    let restored = Event::Restored { register: at.olu.register.id(), incarnation: 2 };
    assert!(office.events.lock().unwrap().contains(&restored));
    assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
    assert_eq!(at.amina.register.folded(), before, "the order that was lost, and no other");
    let receipt = at.amina.receipt(hub());
    assert_eq!(receipt.receipt.entries, 1);
    assert_eq!(all_safe(&at.amina.store, at.amina.keys.device(), &receipt), Ok(true));

    // It is on the disk, not in memory only.
    office.stop();
    office.start(|_| {});
    let mut dee = at.enrol_carer(24);
    at.grant(ledger, dee.keys.device());
    assert_eq!(office.sync(&mut at.olu, &[]).1, Ended::InSync);
    assert_eq!(office.sync(&mut at.carol, &[ledger]).1, Ended::InSync);
    assert_eq!(office.sync(&mut dee, &[ledger]).1, Ended::InSync);
    let both = texts(["Tea drunk, half a cup.", "Skin on the left heel is red."]);
    assert_eq!(dee.texts(ledger), both);
    for phone in [&mut at.ben, &mut at.amina, &mut at.carol] {
        assert_eq!(office.sync(phone, &[ledger]).1, Ended::InSync);
        assert_eq!(phone.texts(ledger), both);
    }
    for phone in [&at.olu, &at.carol, &at.amina, &at.ben, &dee] {
        assert_eq!(phone.register.folded(), dee.register.folded());
        assert_eq!(phone.register.contradictions(), []);
        let receipt = phone.receipt(hub());
        assert_eq!(all_safe(&phone.store, phone.keys.device(), &receipt), Ok(true));
    }
}

#[test]
fn an_older_copy_that_nobody_notices_loses_nothing_either() {
    let mut office = Office::open(|_| {});
    let (mut at, ledger) = visiting(&office);
    let register = at.olu.register.id();
    office.stop();
    let keys = office.folder.path().join("hub.keys");
    let kept = [office.database(register), keys].map(|path| (std::fs::read(&path).unwrap(), path));

    office.start(|_| {});
    at.amina.note(ledger, "Fell by the door. No injury seen.");
    assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
    office.stop();
    for (bytes, path) in &kept {
        std::fs::write(path, bytes).unwrap();
    }
    office.start(|_| {});
    let restored = |event: &Event| matches!(event, Event::Restored { .. });
    assert!(!office.events.lock().unwrap().iter().any(restored));
    // Ben writes more than was lost: by its counter of arrivals the hub is as far as it was.
    at.ben.note(ledger, "Blinds down.");
    at.ben.note(ledger, "Asleep by ten.");
    for _ in 0..2 {
        assert_eq!(office.sync(&mut at.ben, &[ledger]).1, Ended::InSync);
        assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
    }
    let all = texts(["Fell by the door. No injury seen.", "Blinds down.", "Asleep by ten."]);
    for phone in [&at.amina, &at.ben] {
        assert_eq!(phone.texts(ledger), all);
        let receipt = phone.receipt(hub());
        assert_eq!(all_safe(&phone.store, phone.keys.device(), &receipt), Ok(true));
    }
}

#[test]
fn a_backup_made_while_the_hub_runs_can_be_put_back() {
    let mut office = Office::open(|_| {});
    let (mut at, ledger) = visiting(&office);
    let register = at.olu.register.id();
    at.ben.note(ledger, "Blinds down, asleep by ten.");
    assert_eq!(office.sync(&mut at.ben, &[ledger]).1, Ended::InSync);
    let backup = office.folder.path().join("backup");
    back_up(&office.databases(), &register, &backup).unwrap();
    // The receipts say so from the next contact on, and say no more than that.
    at.ben.note(ledger, "Woke once.");
    assert_eq!(office.sync(&mut at.ben, &[ledger]).1, Ended::InSync);
    let receipt = at.ben.receipt(hub()).receipt;
    assert_eq!((receipt.entries, receipt.backed_up), (2, 1));
    assert_eq!(office.sync(&mut at.carol, &[ledger]).1, Ended::InSync);
    let receipt = at.carol.receipt(hub()).receipt;
    assert_eq!((receipt.entries, receipt.backed_up), (4, 4));
    assert_eq!(at.amina.receipt(hub()).receipt.backed_up, 0, "none of hers was written");
    let again = back_up(&office.databases(), &register, &backup);
    assert!(matches!(again, Err(BackupError::Exists { .. })), "{again:?}");
    at.amina.note(ledger, "Up at three, settled with tea.");
    assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
    office.stop();
    for file in std::fs::read_dir(office.databases()).unwrap() {
        std::fs::remove_file(file.unwrap().path()).unwrap();
    }
    std::fs::rename(&backup, office.database(register)).unwrap();

    office.start(|_| {});
    let restored = Event::Restored { register, incarnation: 2 };
    assert!(office.events.lock().unwrap().contains(&restored));
    // Ben's first note comes from the backup, Amina's from her phone, Ben's second from any phone.
    assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
    assert_eq!(office.sync(&mut at.ben, &[ledger]).1, Ended::InSync);
    assert_eq!(office.sync(&mut at.carol, &[ledger]).1, Ended::InSync);
    let all =
        texts(["Blinds down, asleep by ten.", "Woke once.", "Up at three, settled with tea."]);
    assert_eq!(at.carol.texts(ledger), all);
    // A database put back knows of the backups that were made before it, not of itself.
    let receipt = at.ben.receipt(hub()).receipt;
    assert_eq!((receipt.entries, receipt.backed_up), (2, 0));
}

#[test]
fn a_full_database_acknowledges_nothing_and_loses_nothing() {
    let mut office = Office::open(|config| config.limits.database_bytes = 400 * 1024);
    let (mut at, ledger) = visiting(&office);
    let before = office.counter("entries_taken");
    at.amina.note(ledger, "Sat in the garden.");
    assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
    // A quarter of a megabyte in one request, and another: there is room for one of them.
    at.ben.note(ledger, &"Long day. ".repeat(20_000));
    at.carol.note(ledger, &"Long call. ".repeat(20_000));
    assert_eq!(office.sync(&mut at.ben, &[ledger]).1, Ended::InSync);
    let (status, text) = office.post(&at.carol.first_request(&[ledger]));
    let text = String::from_utf8(text).unwrap();
    assert_eq!(status, 503, "{text}");
    assert!(text.contains("nothing is acknowledged"), "{text}");
    assert_eq!(office.counter("entries_taken"), before + 2);
    assert_eq!(office.counter("failed"), 1);

    office.stop();
    office.start(|_| {});
    assert_eq!(office.sync(&mut at.carol, &[ledger]).1, Ended::InSync);
    assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
    assert_eq!(at.amina.texts(ledger), at.carol.texts(ledger));
    assert_eq!(at.amina.texts(ledger).len(), 3);
}

#[test]
fn each_wrong_request_gets_its_own_status_and_a_short_reason() {
    let office = Office::open(|_| {});
    let (at, ledger) = visiting(&office);
    let good = at.amina.first_request(&[ledger]);
    let mut forged = good.clone();
    *forged.last_mut().unwrap() ^= 1;
    let elsewhere = Organisation::new(100).amina.first_request(&[]);
    for (body, status, reason) in [
        (&b"hello"[..], 400, "expected a request, found bytes that do not decode"),
        (&good[..good.len() - 1], 400, "expected a request, found bytes that do not decode"),
        (&forged[..], 401, "expected a message signed by the device it names"),
        (&elsewhere[..], 404, "expected a request for an organisation that this hub serves"),
    ] {
        let (found, text) = office.post(body);
        let text = String::from_utf8(text).unwrap();
        assert_eq!(found, status, "{text}");
        assert!(text.starts_with(reason), "{text}");
        assert!(text.len() < 200, "{text}");
    }
    assert_eq!(office.get("/v1/sync").0, 405);
    assert_eq!(office.get("/").0, 404);
    assert_eq!(office.post(&good).0, 200);
    assert_eq!((office.counter("malformed"), office.counter("unknown_organisation")), (3, 1));
}

#[test]
fn a_body_cut_short_costs_nobody_else_anything() {
    let office = Office::open(|_| {});
    let (mut at, ledger) = visiting(&office);
    at.amina.note(ledger, "Slept well.");
    let request = at.amina.first_request(&[ledger]);
    let before = office.counter("entries_taken");
    for cut in [0, 1, request.len() / 2, request.len() - 1] {
        let mut stream = office.connect();
        send_promising(&mut stream, request.len(), &request[..cut]);
        stream.shutdown(Shutdown::Write).unwrap();
        let answer = read_to_end(&mut stream);
        assert!(!answer.contains("200 OK"), "{answer}");
    }
    assert_eq!(office.counter("entries_taken"), before);
    assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
    assert_eq!(office.counter("entries_taken"), before + 1);
}

#[test]
fn what_is_too_large_or_too_slow_is_turned_away() {
    let office = Office::open(|config| {
        config.limits.head_time = Duration::from_millis(200);
        config.limits.body_time = Duration::from_millis(200);
    });
    visiting(&office);

    // Promised too large: not one byte of it is waited for.
    let mut stream = office.connect();
    send_promising(&mut stream, MAX_MESSAGE + 1, b"");
    assert!(read_to_end(&mut stream).starts_with("HTTP/1.1 413 "));

    // Not promised, but sent.
    let mut stream = office.connect();
    let head = b"POST /v1/sync HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n";
    stream.write_all(head).unwrap();
    let piece = [format!("{:x}\r\n", 1 << 16).as_bytes(), &[0; 1 << 16], b"\r\n"].concat();
    let sent = (0..64).take_while(|_| stream.write_all(&piece).is_ok()).count();
    let answer = read_to_end(&mut stream);
    assert!(answer.starts_with("HTTP/1.1 413 ") || sent < 64, "{sent} pieces sent: {answer}");

    let mut stream = office.connect();
    send_promising(&mut stream, 100, b"a few");
    assert!(read_to_end(&mut stream).starts_with("HTTP/1.1 408 "));

    let mut stream = office.connect();
    stream.write_all(b"POST /v1/sync HTTP/1.1\r\nHost: h").unwrap();
    assert!(!read_to_end(&mut stream).contains("200 OK"));
    assert_eq!((office.counter("timed_out"), office.counter("failed")), (1, 0));
}

#[test]
fn a_device_that_asks_too_often_waits_and_nobody_else_does() {
    let office = Office::open(|config| {
        config.limits.device_rate = Rate { per_second: 1, burst: 6 };
    });
    let (at, ledger) = visiting(&office);
    office.wait(60_000);
    let (amina, ben) = (at.amina.first_request(&[ledger]), at.ben.first_request(&[ledger]));
    // Somebody else's signature under Amina's name uses up nothing of hers.
    let mut forged = amina.clone();
    *forged.last_mut().unwrap() ^= 1;
    assert!((0..20).all(|_| office.post(&forged).0 == 401));
    let statuses: Vec<u16> = (0..8).map(|_| office.post(&amina).0).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 200, 429, 429]);
    assert_eq!(office.post(&ben).0, 200);
    office.wait(1_000);
    assert_eq!((office.post(&amina).0, office.post(&amina).0), (200, 429));
}

#[test]
fn an_address_that_asks_too_often_is_turned_away_before_it_is_read() {
    let office = Office::open(|config| {
        config.limits.peer_rate = Rate { per_second: 1, burst: 3 };
    });
    let statuses: Vec<u16> = (0..5).map(|_| office.post(b"rubbish").0).collect();
    assert_eq!(statuses, [400, 400, 400, 429, 429]);
    office.wait(1_000);
    assert_eq!(office.get("/healthz").0, 200);
    assert_eq!(office.get("/healthz").0, 429);
}

#[test]
fn strangers_leave_no_trace() {
    let office = Office::open(|_| {});
    let (at, _) = visiting(&office);
    let register = at.olu.register.id();
    let rows = || {
        let database = rusqlite::Connection::open(office.database(register)).unwrap();
        let count = |table| {
            let sql = format!("SELECT count(*) FROM {table}");
            database.query_row(&sql, [], |row| row.get::<_, i64>(0)).unwrap()
        };
        ["entry", "detached", "pool", "note", "device", "ledger", "need", "wrap"].map(count)
    };
    let before = rows();
    for seed in 150..200 {
        let keys = DeviceKeys::from_secret(&[seed; 32]);
        let request = Request::from(keys.device(), register);
        assert_eq!(office.post(&request.sign(hub(), &keys)).0, 200);
    }
    assert_eq!(rows(), before);
}

#[test]
fn two_organisations_share_a_hub_and_nothing_else() {
    let office = Office::open(|_| {});
    let (mut first, ledger) = visiting(&office);
    let mut second = Organisation::at(&office, 50);
    assert_eq!(office.server().organisations().len(), 2);
    first.amina.note(ledger, "Went to the day centre.");
    assert_eq!(office.sync(&mut first.amina, &[ledger]).1, Ended::InSync);
    // Carol of the other organisation asks here, by the key of her own device.
    let mut lost = Phone::new(61, first.root);
    lost.register = second.olu.register;
    assert_eq!(office.sync(&mut lost, &[ledger]).1, Ended::Differs);
    assert!(lost.texts(ledger).is_empty());
    assert_eq!(office.sync(&mut second.carol, &[]).1, Ended::InSync);
    assert!(office.database(first.olu.register.id()).exists());
    assert!(office.database(second.carol.register.id()).exists());
}

#[test]
fn what_is_under_way_is_finished_before_the_hub_stops() {
    let mut office = Office::open(|_| {});
    let (mut at, ledger) = visiting(&office);
    at.amina.note(ledger, "Medicine taken, seen.");
    let request = at.amina.first_request(&[ledger]);
    let mut stream = office.connect();
    let (start, rest) = request.split_at(request.len() / 2);
    send_promising(&mut stream, request.len(), start);
    // A request on a later connection shows that the one before has been picked up.
    assert_eq!(office.get("/healthz").0, 200);
    std::thread::scope(|scope| {
        let stopping = scope.spawn(|| office.stop());
        stream.write_all(rest).unwrap();
        assert!(read_to_end(&mut stream).starts_with("HTTP/1.1 200 "));
        stopping.join().unwrap();
    });
    assert_eq!(office.events.lock().unwrap().last(), Some(&Event::Stopped));
    // Nothing is left in the log: the file alone is the whole database.
    let log = office.database(at.olu.register.id()).with_extension("sqlite-wal");
    assert!(!log.exists() || std::fs::metadata(&log).unwrap().len() == 0);
    office.start(|_| {});
    assert_eq!(office.sync(&mut at.ben, &[ledger]).1, Ended::InSync);
    assert_eq!(at.ben.texts(ledger), texts(["Medicine taken, seen."]));
}

#[test]
fn a_database_that_does_not_answer_is_not_healthy_and_acknowledges_nothing() {
    let office = Office::open(|config| {
        config.limits.health_time = Duration::from_millis(200);
    });
    let (mut at, ledger) = visiting(&office);
    assert_eq!(office.get("/healthz"), (200, "ok\n".to_owned()));
    let held = rusqlite::Connection::open(office.database(at.olu.register.id())).unwrap();
    held.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(office.get("/healthz").0, 503);
    held.execute_batch("ROLLBACK").unwrap();
    at.amina.note(ledger, "Hair washed.");
    assert_eq!(office.sync(&mut at.amina, &[ledger]).1, Ended::InSync);
    assert_eq!(office.get("/healthz").0, 200);
}

#[test]
fn counters_name_nobody() {
    let office = Office::open(|_| {});
    let (mut at, ledger) = visiting(&office);
    at.amina.note(ledger, "Bath taken.");
    office.sync(&mut at.amina, &[ledger]);
    let (_, text) = office.get("/metrics");
    let ids = [at.amina.keys.device().to_string(), ledger.to_string()];
    assert!(ids.iter().all(|id| !text.contains(id)));
    // Seven of the register, four of Carol's, one of Amina's.
    assert_eq!(office.counter("entries_taken"), 7 + 4 + 1);
    assert_eq!(office.counter("entries_refused"), 0);
}

#[test]
fn what_would_make_two_hubs_of_one_is_refused() {
    let office = Office::open(|_| {});
    let again = HubServer::start(office.config());
    assert!(matches!(again, Err(StartError::InUse { .. })));

    let mut inside = office.config();
    inside.folder = office.folder.path().to_owned();
    let inside = HubServer::start(inside).err().expect("refused");
    assert!(matches!(inside, StartError::Identity(IdentityError::AmongDatabases { .. })));

    let mut keyless = office.config();
    keyless.keys = office.folder.path().join("no such file");
    let keyless = HubServer::start(keyless).err().expect("refused");
    assert!(matches!(keyless, StartError::Identity(IdentityError::Missing { .. })));
}

#[cfg(unix)]
#[test]
fn only_its_owner_can_read_what_a_hub_keeps() {
    use std::os::unix::fs::PermissionsExt;
    let office = Office::open(|_| {});
    visiting(&office);
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(office.databases()), 0o700);
    for file in std::fs::read_dir(office.databases()).unwrap() {
        let path = file.unwrap().path();
        if path.to_string_lossy().contains("sqlite") {
            assert_eq!(mode(path), 0o600);
        }
    }
    assert_eq!(office.clock.load(Ordering::Relaxed), NOON);
}
