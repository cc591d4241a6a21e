//! Every error a person can cause says what was expected, what was found and what to do, in plain
//! words, with no id and nothing about anybody. Here they all are: a variant that is added without a
//! row does not compile.

use std::io;
use std::path::PathBuf;

use holdfast_core::care::canonical::NotCanonical;
use holdfast_core::care::definition::Problem;
use holdfast_core::care::readable::NotReadable;
use holdfast_core::care::summary::{Content, EditError, Slot};
use holdfast_core::care::{FieldError, Line, ObservationKind, Observed, PersonId, Said, Source};
use holdfast_core::device::{DeviceError, VisitId};
use holdfast_core::record::{Damaged, Misfit, PutError, Quarantine, Refusal};
use holdfast_core::vault::VaultError;
use holdfast_exchange::{FhirError, read_fhir};
use holdfast_hub::{
    BackupError, DatabaseError, IdentityError, OrganisationError, SchemaError, StartError,
    StoreError,
};
use holdfast_ledger::{
    BundleError, CborError, DeviceId, End, EntryError, HubError, IdError, LedgerId, MessageError,
    OrderError, RangeError, RecordId, RegisterError, Role, Roles, SaveError, SessionError,
    Statement, StatementError, UnwrapError, WrapError, from_bytes,
};
use holdfast_tests::plain::faults;
use holdfast_tests::scene::{by_phone, content, line, margaret, text, visit, writing};
use holdfast_tests::world::World;

/// Every error there is, with its name and its text.
#[derive(Default)]
struct Table(Vec<(&'static str, String)>);

impl Table {
    fn judge(&self) {
        let wrong: Vec<String> = self
            .0
            .iter()
            .filter(|(_, text)| !faults(text).is_empty())
            .map(|(name, text)| format!("{name}: {:?}\n    {text}", faults(text)))
            .collect();
        assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), self.0.len(), wrong.join("\n"));
    }
}

/// Rows of one type: a pattern for each variant, and an error of it. The patterns together must
/// match everything.
macro_rules! rows {
    ($table:expr, $type:ty { $($pattern:pat => $error:expr),+ $(,)? }) => {{
        #[expect(dead_code, reason = "it is there to be checked by the compiler")]
        fn every(error: &$type) {
            match error { $($pattern => {}),+ }
        }
        $({
            let error: $type = $error;
            assert!(matches!(error, $pattern), "{} is not {}", error, stringify!($pattern));
            $table.0.push((concat!(stringify!($type), ": ", stringify!($pattern)), error.to_string()));
        })+
    }};
}

fn denied() -> io::Error {
    io::Error::from(io::ErrorKind::PermissionDenied)
}

fn full() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL), None)
}

fn malformed() -> CborError {
    from_bytes::<holdfast_ledger::Token>(b"hello", "a token").expect_err("no token")
}

fn misstated() -> StatementError {
    let nothing = End { grants: Vec::new(), member: None, seen: Vec::new() };
    Statement::End(nothing).check(LedgerId([2; 16]), DeviceId([1; 16])).expect_err("ends nothing")
}

fn path() -> PathBuf {
    PathBuf::from("/srv/holdfast/hub.keys")
}

#[test]
fn every_error_of_entries_and_messages_can_be_used_by_a_person() {
    let mut table = Table::default();
    rows!(table, CborError {
        CborError::Malformed { .. } => malformed(),
        CborError::NotCanonical { .. } => CborError::NotCanonical { expected: "a receipt" },
    });
    rows!(table, EntryError {
        EntryError::TooLarge { .. } => EntryError::TooLarge { found: 300_000 },
        EntryError::TooShort { .. } => EntryError::TooShort { found: 3 },
        EntryError::Encoding(_) => malformed().into(),
        EntryError::Shape { .. } => EntryError::Shape { expected: "a number from 1" },
        EntryError::Statement(_) => misstated().into(),
        EntryError::Signature => EntryError::Signature,
        EntryError::Version { .. } => EntryError::Version { found: 9 },
    });
    rows!(table, MessageError {
        MessageError::TooLarge { .. } => MessageError::TooLarge { found: 9_000_000 },
        MessageError::Encoding(_) => malformed().into(),
        MessageError::Signature { .. } => MessageError::Signature { expected: "the hub" },
        MessageError::OtherRequest => MessageError::OtherRequest,
    });
    rows!(table, SaveError {
        SaveError::Empty => SaveError::Empty,
        SaveError::TooLarge { .. } => SaveError::TooLarge { limit: 262_144, found: 300_000 },
        SaveError::Encoding(_) => malformed().into(),
        SaveError::Entry(_) => EntryError::TooLarge { found: 300_000 }.into(),
        SaveError::Padding => SaveError::Padding,
    });
    rows!(table, BundleError {
        BundleError::NotABundle => BundleError::NotABundle,
        BundleError::TooLarge { .. } => BundleError::TooLarge { found: 1 << 30 },
        BundleError::Encoding(_) => malformed().into(),
        BundleError::OtherOrganisation => BundleError::OtherOrganisation,
        BundleError::Signature => BundleError::Signature,
    });
    rows!(table, RangeError {
        RangeError::Gap { .. } => RangeError::Gap { held: 3, first: 7 },
        RangeError::Incomplete => RangeError::Incomplete,
        RangeError::Length { .. } => RangeError::Length { found: 0 },
        RangeError::Entry(_) => EntryError::Signature.into(),
    });
    rows!(table, WrapError {
        WrapError::BadKey => WrapError::BadKey,
        WrapError::DoesNotOpen => WrapError::DoesNotOpen,
    });
    rows!(table, UnwrapError {
        UnwrapError::UnknownEpoch => UnwrapError::UnknownEpoch,
        UnwrapError::Wrap(_) => WrapError::DoesNotOpen.into(),
        UnwrapError::OtherKey => UnwrapError::OtherKey,
    });
    rows!(table, RegisterError {
        RegisterError::OtherRegister { .. } => RegisterError::OtherRegister {
            expected: LedgerId([1; 16]),
            found: LedgerId([2; 16]),
        },
        RegisterError::NotAStatement => RegisterError::NotAStatement,
        RegisterError::Signature { .. } => RegisterError::Signature { expected: "the root" },
        RegisterError::Full => RegisterError::Full,
    });
    rows!(table, OrderError {
        OrderError::NoHub => OrderError::NoHub,
        OrderError::NotHeld => OrderError::NotHeld,
        OrderError::Ordered { .. } => OrderError::Ordered { position: 4 },
        OrderError::Missing { .. } => OrderError::Missing { missing: 4 },
        OrderError::Incarnation { .. } => OrderError::Incarnation { expected: 2, found: 1 },
    });
    rows!(table, SessionError<VaultError> {
        SessionError::Message(_) => MessageError::OtherRequest.into(),
        SessionError::NothingAsked => SessionError::NothingAsked,
        SessionError::Nonce => SessionError::Nonce,
        SessionError::Store(_) => SessionError::Store(VaultError::Full),
    });
    rows!(table, HubError<StoreError> {
        HubError::Message(_) => MessageError::OtherRequest.into(),
        HubError::OtherOrganisation => HubError::OtherOrganisation,
        HubError::Store(_) => HubError::Store(full().into()),
    });
    // Of one shape each: made for real.
    table.0.push(("StatementError", misstated().to_string()));
    let short: IdError = "c0ffee".parse::<LedgerId>().expect_err("too short");
    table.0.push(("IdError", short.to_string()));
    table.judge();
}

#[test]
fn every_error_of_a_hub_can_be_used_by_whoever_runs_it() {
    let mut table = Table::default();
    rows!(table, SchemaError {
        SchemaError::Newer { .. } => SchemaError::Newer { known: 1, found: 2 },
        SchemaError::Sqlite(_) => full().into(),
    });
    rows!(table, DatabaseError {
        DatabaseError::File(_) => denied().into(),
        DatabaseError::Schema(_) => SchemaError::Newer { known: 1, found: 2 }.into(),
        DatabaseError::Sqlite(_) => full().into(),
    });
    rows!(table, StoreError {
        StoreError::Sqlite(_) => full().into(),
        StoreError::Damaged { .. } => StoreError::Damaged { expected: "an entry" },
    });
    rows!(table, IdentityError {
        IdentityError::Exists { .. } => IdentityError::Exists { path: path() },
        IdentityError::Missing { .. } => IdentityError::Missing { path: path() },
        IdentityError::Malformed { .. } => IdentityError::Malformed { expected: "a secret", line: 2 },
        IdentityError::Open { .. } => IdentityError::Open { path: path() },
        IdentityError::AmongDatabases { .. } => IdentityError::AmongDatabases { folder: path() },
        IdentityError::File(_) => denied().into(),
    });
    rows!(table, OrganisationError {
        OrganisationError::Database(_) => DatabaseError::File(denied()).into(),
        OrganisationError::Store(_) => StoreError::Sqlite(full()).into(),
        OrganisationError::Identity(_) => IdentityError::File(denied()).into(),
        OrganisationError::NoRoot { .. } => OrganisationError::NoRoot { path: path() },
        OrganisationError::Folder(_) => denied().into(),
    });
    rows!(table, StartError {
        StartError::Identity(_) => IdentityError::File(denied()).into(),
        StartError::Organisation(_) => OrganisationError::Folder(denied()).into(),
        StartError::Folder(_) => StartError::Folder(denied()),
        StartError::InUse { .. } => StartError::InUse { folder: path() },
        StartError::Listen { .. } => StartError::Listen {
            address: ([127, 0, 0, 1], 80).into(),
            error: denied(),
        },
        StartError::Threads(_) => StartError::Threads(denied()),
    });
    rows!(table, BackupError {
        BackupError::Unknown { .. } => BackupError::Unknown { register: LedgerId([7; 16]) },
        BackupError::Exists { .. } => BackupError::Exists { path: path() },
        BackupError::File(_) => denied().into(),
        BackupError::Sqlite(_) => full().into(),
        BackupError::NotNoted(_) => StoreError::Sqlite(full()).into(),
        BackupError::Database(_) => DatabaseError::File(denied()).into(),
    });
    table.judge();
}

#[test]
fn every_error_of_a_device_can_be_used_by_a_person() {
    let mut table = Table::default();
    rows!(table, VaultError {
        VaultError::Missing => VaultError::Missing,
        VaultError::Exists => VaultError::Exists,
        VaultError::NotAVault => VaultError::NotAVault,
        VaultError::Newer { .. } => VaultError::Newer { found: 2, known: 1 },
        VaultError::Damaged { .. } => VaultError::Damaged { expected: "a page of the database" },
        VaultError::Full => VaultError::Full,
        VaultError::Locked => VaultError::Locked,
        VaultError::WrongPin => VaultError::WrongPin,
        VaultError::WrongKey => VaultError::WrongKey,
        VaultError::NoPin => VaultError::NoPin,
        VaultError::Busy => VaultError::Busy,
        VaultError::NotWritable => VaultError::NotWritable,
        VaultError::Disk => VaultError::Disk,
        VaultError::Unexpected { .. } => VaultError::Unexpected { code: 21 },
    });
    let no_field =
        || Content::from_texts(Slot::Alert, &[("colour", "blue")]).expect_err("no field");
    rows!(table, FieldError {
        FieldError::Unknown { .. } => no_field(),
        FieldError::Wrong { .. } => Observed::typed(ObservationKind::Pain, "awful").expect_err("a word"),
        FieldError::Missing { .. } => Content::from_texts(Slot::Allergy, &[]).expect_err("no agent"),
    });
    rows!(table, EditError {
        EditError::Field(_) => no_field().into(),
        EditError::Empty { .. } => EditError::Empty { name: "alert" },
        EditError::NothingStands { .. } => EditError::NothingStands { name: "alert" },
        EditError::NoSuchKey => EditError::NoSuchKey,
        EditError::StandsAlready { .. } => EditError::StandsAlready { name: "transfers" },
        EditError::OtherKind { .. } => EditError::OtherKind { expected: "alert", found: "risk" },
        EditError::Disputed { .. } => EditError::Disputed { name: "alert" },
        EditError::NotDisputed { .. } => EditError::NotDisputed { name: "alert" },
        EditError::ItemsStand { .. } => EditError::ItemsStand { name: "allergy", found: 2 },
        EditError::NoStatement { .. } => EditError::NoStatement { name: "alert" },
    });
    let refusals = refusals();
    rows!(table, PutError {
        PutError::Nothing => PutError::Nothing,
        PutError::Refused(_) => Refusal::TooLarge { found: 300_000 }.into(),
        PutError::DoesNotApply => PutError::DoesNotApply,
    });
    rows!(table, Quarantine {
        Quarantine::Refused(_) => Refusal::NotPlain.into(),
        Quarantine::Misfit(_) => Misfit::WrongStart.into(),
        Quarantine::Clash => Quarantine::Clash,
        Quarantine::Failed => Quarantine::Failed,
    });
    // These are only shown as the reason of a quarantine.
    table.0.extend(refusals.0.iter().map(|(name, _)| *name).zip(reasons()));
    rows!(table, NotCanonical {
        NotCanonical::TooLong => NotCanonical::TooLong,
        NotCanonical::Unknown => NotCanonical::Unknown,
        NotCanonical::AnotherSpelling => NotCanonical::AnotherSpelling,
    });
    rows!(table, DeviceError {
        DeviceError::Vault(_) => VaultError::Full.into(),
        DeviceError::Field(_) => no_field().into(),
        DeviceError::Edit(_) => EditError::NoSuchKey.into(),
        DeviceError::NotJoined => DeviceError::NotJoined,
        DeviceError::AlreadyJoined => DeviceError::AlreadyJoined,
        DeviceError::NotFound { .. } => DeviceError::NotFound {
            what: "a person",
            advice: "see the list of people",
        },
        DeviceError::Ambiguous { .. } => DeviceError::Ambiguous { what: "person", found: 2 },
        DeviceError::NotAllowed { .. } => DeviceError::NotAllowed {
            act: "plan a visit",
            found: Roles::only(Role::Carer),
            may: Roles::only(Role::Senior).with(Role::Manager),
        },
        DeviceError::ShortPin => DeviceError::ShortPin,
        DeviceError::SamePerson => DeviceError::SamePerson,
        DeviceError::NoKey => DeviceError::NoKey,
        DeviceError::Whose => DeviceError::Whose,
        DeviceError::Changed => DeviceError::Changed,
        DeviceError::File { .. } => DeviceError::File {
            expected: "a welcome file",
            advice: "ask for the file that was written for this device",
        },
        DeviceError::Bundle(_) => BundleError::NotABundle.into(),
        DeviceError::Message(_) => MessageError::OtherRequest.into(),
        DeviceError::Conversation(_) => SessionError::<VaultError>::Nonce.into(),
        DeviceError::Save(_) => SaveError::Empty.into(),
        DeviceError::Entry(_) => EntryError::Signature.into(),
        DeviceError::Wrap(_) => WrapError::BadKey.into(),
        DeviceError::Put(_) => PutError::Nothing.into(),
        DeviceError::Damaged(_) => Damaged.into(),
    });
    table.0.push(("Damaged", Damaged.to_string()));
    table.0.push(("NotReadable", NotReadable.to_string()));
    table.judge();
}

/// Every reason why a change is refused or does not fit.
fn refusals() -> Table {
    let mut table = Table::default();
    rows!(table, Refusal {
        Refusal::TooLarge { .. } => Refusal::TooLarge { found: 300_000 },
        Refusal::CutShort => Refusal::CutShort,
        Refusal::NotAChange => Refusal::NotAChange,
        Refusal::WrongHash => Refusal::WrongHash,
        Refusal::NumberTooLarge => Refusal::NumberTooLarge,
        Refusal::TooManyOperations => Refusal::TooManyOperations,
        Refusal::ForeignActor { .. } => Refusal::ForeignActor { expected: DeviceId([1; 16]) },
        Refusal::OddActor { .. } => Refusal::OddActor { found: 3 },
        Refusal::NotPlain => Refusal::NotPlain,
        Refusal::OddKey => Refusal::OddKey,
        Refusal::KeyTwice => Refusal::KeyTwice,
        Refusal::NotCanonical => Refusal::NotCanonical,
    });
    rows!(table, Misfit {
        Misfit::WrongStart => Misfit::WrongStart,
        Misfit::WrongSequence => Misfit::WrongSequence,
        Misfit::WrongReplaced => Misfit::WrongReplaced,
    });
    table
}

/// The same, as a person reads them in the list of what was set aside.
fn reasons() -> Vec<String> {
    let of = |text: &String| {
        let whole = Quarantine::from(Misfit::WrongStart).to_string();
        whole.replace(&Misfit::WrongStart.to_string(), text)
    };
    refusals().0.iter().map(|(_, text)| of(text)).collect()
}

#[test]
fn every_error_of_an_import_can_be_used_by_a_person() {
    let none = |bytes: &[u8]| read_fhir(bytes).expect_err("no referral");
    let json = |text: &str| none(text.as_bytes());
    let patients = r#"{"resourceType":"Bundle","type":"collection","entry":[
        {"resource":{"resourceType":"Patient","id":"a"}},
        {"resource":{"resourceType":"Patient","id":"b"}}]}"#;
    let entry = r#"{"resource":{"resourceType":"Patient"}}"#;
    let many = vec![entry; holdfast_exchange::MAX_ENTRIES + 1].join(",");
    let mistaken = r#"{"resourceType":"Bundle","type":"document","entry":[
        {"resource":{"resourceType":"Composition","status":"entered-in-error"}},
        {"resource":{"resourceType":"Patient","id":"a"}}]}"#;
    let most = holdfast_exchange::MAX_VALUES;
    let mut table = Table::default();
    rows!(table, FhirError {
        FhirError::TooLarge { .. } => none(&vec![b' '; holdfast_exchange::MAX_BYTES + 1]),
        FhirError::Empty => json("  "),
        FhirError::Xml => json("<Patient/>"),
        FhirError::NotUtf8 { .. } => none(b"{\"resourceType\": \"\xff\"}"),
        FhirError::NotJson { .. } => json("{\"resourceType\": "),
        FhirError::TooDeep { .. } => json(&"[".repeat(holdfast_exchange::MAX_DEPTH + 2)),
        FhirError::TooManyValues { .. } => FhirError::TooManyValues { most },
        FhirError::TooManyEntries { .. } => json(&format!(
            r#"{{"resourceType":"Bundle","type":"collection","entry":[{many}]}}"#
        )),
        FhirError::NotFhir => json("{\"shopping\": [\"milk\"]}"),
        FhirError::NameTwice { .. } => json(r#"{"resourceType":"Bundle","resourceType":"Bundle"}"#),
        FhirError::NothingToRead => json("{\"resourceType\": \"Account\"}"),
        FhirError::SeveralPeople { .. } => json(patients),
        FhirError::EnteredInError => json(mistaken),
    });
    table.judge();
}

/// Whatever is typed into whichever field of whichever kind of item: the error does not repeat it.
#[test]
fn no_error_repeats_what_was_typed() {
    const TYPED: [&str; 4] =
        ["Margaret Quill of 7 Wharf Cottages", "999\u{7}000 0018", "\u{0}", "2026-02-30 or so"];
    let long = "Margaret Quill ".repeat(2_000);
    let mut table = Table::default();
    for slot in Slot::ALL.iter().copied() {
        for field in slot.fields() {
            for typed in TYPED.into_iter().chain([long.as_str(), ""]) {
                let taken = Content::from_texts(slot, &[(field.name, typed)]);
                let Err(error) = taken else { continue };
                table.0.push((field.name, error.to_string()));
            }
        }
    }
    for kind in ObservationKind::ALL.iter().copied() {
        for typed in TYPED.into_iter().chain([long.as_str()]) {
            let Err(error) = Observed::typed(kind, typed) else { continue };
            table.0.push((kind.word(), error.to_string()));
        }
    }
    assert!(table.0.len() > 400, "expected errors of every field, found {}", table.0.len());
    for (name, error) in &table.0 {
        for said in ["Margaret", "Quill", "Wharf", "000 0018", "02-30 or so"] {
            assert!(!error.contains(said), "{name}: {error}");
        }
    }
    let lines: Vec<_> = [Line::new(&long), Line::new(""), Line::new("a\nb")].into();
    for problem in lines.into_iter().filter_map(Result::err) {
        let error = FieldError::Wrong {
            record: "visit",
            field: "note",
            problem: Problem::clone(&problem),
            accepted: "a line".to_owned(),
        };
        table.0.push(("a line", error.to_string()));
    }
    table.judge();
}

/// What a person reads who does it, act by act; compared whole.
#[test]
fn what_people_read_when_they_ask_for_what_cannot_be_done() {
    let mut world = World::staffed(61);
    let person = margaret(&world);
    let id = visit(&world, person, &["Amina"]);
    world.run_until_quiet();
    let said = |done: Result<(), DeviceError>| {
        let error = done.expect_err("this cannot be done");
        assert_eq!(faults(&error.to_string()), Vec::<&str>::new(), "{error}");
        error.to_string()
    };
    let (amina, carol) = (world.device("Amina"), world.device("Carol"));
    assert_eq!(
        said(amina.visits().sign_off(id, None)),
        "expected a role that may sign off a visit, found carer; \
         ask one of these: senior, supervisor, on-call manager or manager"
    );
    let alert = content(Slot::Alert, &[("alert", "The goose bites.")]);
    assert_eq!(
        said(amina.people().add(person, alert, writing())),
        "expected a role that may change a summary, found carer; \
         ask one of these: senior, coordinator, on-call manager or manager"
    );
    assert_eq!(
        said(amina.people().begin(&[], &Source::Person).map(drop)),
        "expected a role that may begin a person's summary, found carer; \
         ask one of these: senior, coordinator, on-call manager or manager"
    );
    assert_eq!(
        said(carol.people().find("Nobody Atall").map(drop)),
        "expected a person known on this device, found none by that name; see the list of people"
    );
    let nowhere = VisitId { ledger: id.ledger, record: RecordId([9; 16]) };
    assert_eq!(
        said(amina.visits().note(nowhere, text("Asleep."), Said::default())),
        "expected a visit known on this device, found none by that name; \
         see today's visits, or start an unplanned one"
    );
    let nobody = PersonId(RecordId([9; 16]));
    assert_eq!(
        said(amina.visits().start_unplanned(nobody, line("she rang")).map(drop)),
        "expected the key of this part of the record, found none yet; sync, or ask for a bundle"
    );
    let shown = carol.people().page(person).expect("on the screen");
    assert_eq!(
        said(carol.people().confirm(&shown, &["alert/none".to_owned()], &by_phone())),
        "alert: expected an item that stands, found none; look at the summary again"
    );
    assert_eq!(
        said(carol.people().confirm(&shown, &["weather".to_owned()], &by_phone())),
        "expected the key of an item in this summary, found another; copy it from the summary"
    );
    assert_eq!(
        said(amina.join(b"a letter")),
        "expected the welcome file for this device, found another file or one that was altered; \
         ask whoever enrolled it for the file again"
    );
    assert_eq!(
        said(amina.bundles().read(b"a letter").map(drop)),
        "expected a Holdfast bundle, found another kind of file; choose the .holdfast file"
    );
    amina.lock();
    assert_eq!(
        said(amina.visits().note(id, text("Asleep."), Said::default())),
        "expected an unlocked vault, found it locked; unlock it first"
    );
}
