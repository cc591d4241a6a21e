//! Every parser of what comes over the wire, against anything at all: it never panics, and accepts
//! a thing in one form only. One byte changed, cut or repeated gives a refusal or another thing,
//! never the same thing in other bytes.

#![allow(clippy::unwrap_used, reason = "a test that finds nothing to unwrap has failed")]

use std::sync::LazyLock;

use holdfast_ledger::{
    Answer, Bundle, BundleError, DeviceStatus, Entry, EpochWraps, Hash, LedgerHeads, MemoryStore,
    Need, Range, Receipt, Register, Request, Save, SealedKey, SignedPosition, SignedReceipt,
    Statement, Store, Token, Unknown, Want, Wrap, from_bytes, to_bytes,
};
use holdfast_tests::sample::{Samples, keys};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// Reads bytes and gives what it read, encoded again; none if it refuses.
type Parser = fn(&[u8]) -> Option<Vec<u8>>;

struct Case {
    name: &'static str,
    /// Bytes that are accepted.
    valid: Vec<u8>,
    parse: Parser,
}

fn cbor<T>(bytes: &[u8]) -> Option<Vec<u8>>
where
    T: for<'b> minicbor::Decode<'b, ()> + minicbor::Encode<()>,
{
    from_bytes::<T>(bytes, "a sample").ok().map(|read| to_bytes(&read))
}

fn entry(bytes: &[u8]) -> Option<Vec<u8>> {
    Entry::decode(bytes).ok().map(|entry| entry.bytes().to_vec())
}

/// What a range says is what its entries are, and they say it again.
fn range(bytes: &[u8]) -> Option<Vec<u8>> {
    let range: Range = from_bytes(bytes, "a range").ok()?;
    if let Ok(entries) = range.entries(None)
        && range.after.is_none()
    {
        let again = Range::new(&entries, None).expect("it has entries");
        assert_eq!(again.entries(None).unwrap(), entries, "a range loses nothing");
    }
    Some(to_bytes(&range))
}

fn save(bytes: &[u8]) -> Option<Vec<u8>> {
    Save::from_plaintext(bytes).ok().map(|save| save.to_plaintext().unwrap())
}

/// A request's frame: signed again by its sender it is the same bytes, unless only its signature
/// differs, which its hub finds.
fn request(bytes: &[u8]) -> Option<Vec<u8>> {
    let signed = Request::read(bytes).ok()?;
    signed.verify(keys("hub").device(), &keys("carol").public().signing).ok()?;
    Some(signed.request.sign(keys("hub").device(), &keys("carol")))
}

fn answer(bytes: &[u8]) -> Option<Vec<u8>> {
    let (device, hub) = (keys("carol").device(), keys("hub"));
    static ASKED: LazyLock<Hash> = LazyLock::new(|| Samples::make().request().hash());
    let answer = Answer::read(bytes, device, &hub.public().signing, *ASKED).ok()?;
    Some(answer.sign(device, &hub))
}

fn bundle(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut register = Register::new(keys("root").public().signing);
    let me = keys("tablet").device();
    let read = Bundle::read(bytes, &mut MemoryStore::new(), &mut register, me);
    match read {
        Ok(read) => Some(read.unwrap().0.to_bytes(&keys("carol"))),
        // The samples' register never enrolled Carol: her signature is checked by whoever knows her.
        Err(BundleError::Signature) => {
            assert_eq!(register.device(keys("carol").device()), None::<DeviceStatus>);
            None
        }
        Err(_) => None,
    }
}

fn unknown(bytes: &[u8]) -> Option<Vec<u8>> {
    Unknown::decode(bytes).ok().map(|_| bytes.to_vec())
}

fn cases() -> Vec<Case> {
    let samples = Samples::make();
    let case = |name, parse: Parser, valid| Case { name, valid, parse };
    let mut cases: Vec<Case> = samples
        .entries
        .iter()
        .map(|named| case(named.name, entry, named.entry.bytes().to_vec()))
        .collect();
    let statements = samples.entries.iter().filter_map(|named| named.entry.as_statement());
    cases.extend(statements.map(|s| case("a statement", cbor::<Statement>, to_bytes(s))));
    let plain = samples.entries.iter().find(|named| named.entry.as_save().is_some()).unwrap();
    let key = holdfast_ledger::EpochKey::from_bytes(holdfast_tests::sample::EPOCH_KEY);
    let opened = plain.entry.open(&key).unwrap().unwrap();
    let feeds = samples.heads();
    let heads = LedgerHeads { ledger: samples.ledger, feeds };
    let of_epoch = samples.request().epoch_wraps.unwrap().remove(0);
    let carol = keys("carol");
    cases.extend([
        case("a save's plaintext", save, opened.to_plaintext().unwrap()),
        case("a range", range, to_bytes(&samples.ranges()[0])),
        case("a range after a fork", range, to_bytes(&samples.ranges()[1])),
        case("a position", cbor::<SignedPosition>, to_bytes(&samples.positions[0])),
        case("a receipt", cbor::<Receipt>, to_bytes(&samples.receipt.receipt)),
        case("a signed receipt", cbor::<SignedReceipt>, to_bytes(&samples.receipt)),
        case("a wrap", cbor::<Wrap>, to_bytes(&samples.wrap)),
        case("a sealed key", cbor::<SealedKey>, to_bytes(&samples.wrap.key)),
        case("an epoch's wraps", cbor::<EpochWraps>, to_bytes(&of_epoch)),
        case("heads", cbor::<LedgerHeads>, to_bytes(&heads)),
        case("a token", cbor::<Token>, to_bytes(&samples.token())),
        case("a need", cbor::<Need>, to_bytes(&samples.need())),
        case("a want", cbor::<Want>, to_bytes(&samples.want())),
        case("a request", cbor::<Request>, to_bytes(&samples.request())),
        case("an answer", cbor::<Answer>, to_bytes(&samples.answer())),
        case("a bundle", cbor::<Bundle>, to_bytes(&samples.bundle())),
        case("a request as sent", request, samples.request().sign(keys("hub").device(), &carol)),
        case("an answer as sent", answer, samples.answer().sign(carol.device(), &keys("hub"))),
    ]);
    cases
}

/// Refused, or accepted as these very bytes.
fn canonical(case: &Case, bytes: &[u8]) -> bool {
    let Some(again) = (case.parse)(bytes) else { return false };
    assert!(again == bytes, "{}: accepted in a form that is not its own", case.name);
    true
}

#[test]
fn what_is_valid_is_accepted_and_is_its_own_encoding() {
    for case in cases() {
        assert!(canonical(&case, &case.valid), "{}: its sample is refused", case.name);
    }
}

#[test]
fn every_cut_and_every_tail_is_refused() {
    for case in cases() {
        // An entry ends in a signature of any 64 bytes, so that only its content tells.
        let step = 1 + case.valid.len() / 400;
        for length in (0..case.valid.len()).step_by(step) {
            let accepted = canonical(&case, &case.valid[..length]);
            assert!(!accepted, "{}: accepted when cut to {length} bytes", case.name);
        }
        let twice = case.valid.repeat(2);
        assert!(!canonical(&case, &twice), "{}: accepted twice over", case.name);
        let tail = [case.valid.as_slice(), &[0]].concat();
        assert!(!canonical(&case, &tail), "{}: accepted with a byte after it", case.name);
    }
}

#[test]
fn every_changed_byte_is_refused_or_makes_another_thing() {
    for case in cases() {
        let step = 1 + case.valid.len() / 300;
        for at in (0..case.valid.len()).step_by(step) {
            for flip in [1, 0x80, 0xff] {
                let mut bytes = case.valid.clone();
                bytes[at] ^= flip;
                canonical(&case, &bytes);
            }
        }
    }
}

#[test]
fn a_part_repeated_or_left_out_is_refused_or_makes_another_thing() {
    let cases = cases();
    let parts = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1..40_usize);
    seeded(256)
        .run(&(any::<prop::sample::Index>(), parts, any::<bool>()), |(case, parts, repeat)| {
            let case = case.get(&cases);
            let (from, to, length) = parts;
            let from = from.index(case.valid.len());
            let end = (from + length).min(case.valid.len());
            let mut bytes = case.valid.clone();
            if repeat {
                let to = to.index(bytes.len() + 1);
                bytes.splice(to..to, case.valid[from..end].iter().copied());
            } else {
                bytes.drain(from..end);
            }
            canonical(case, &bytes);
            Ok(())
        })
        .unwrap();
}

#[test]
fn arbitrary_bytes_never_panic_and_what_is_accepted_is_canonical() {
    let mut cases = cases();
    cases.push(Case { name: "a bundle as sent", valid: Vec::new(), parse: bundle });
    // The version is the second byte of the first field. What else such an entry says is not ours.
    let mut later = cases[0].valid.clone();
    assert_eq!(later[1..3], [0, 1], "field 0 is version 1");
    later[2] = 2;
    cases.push(Case { name: "an entry of another version", valid: later, parse: unknown });
    let begun = prop::collection::vec(any::<u8>(), 0..300);
    seeded(256)
        .run(&(begun, any::<prop::sample::Index>()), |(noise, at)| {
            for case in &cases {
                canonical(case, &noise);
                // Noise behind a good beginning gets further.
                let begun = at.index(case.valid.len() + 1);
                canonical(case, &[&case.valid[..begun], noise.as_slice()].concat());
                let magic = [b"holdfast bundle 1\n".as_slice(), &noise].concat();
                canonical(case, &magic);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn a_damaged_bundle_brings_in_nothing_that_its_author_did_not_sign() {
    let samples = Samples::make();
    let whole = samples.bundle().to_bytes(&keys("carol"));
    let signed: Vec<&[u8]> = samples.entries.iter().map(|named| named.entry.bytes()).collect();
    let mut met = 0;
    for at in (0..whole.len()).step_by(37) {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        let mut register = Register::new(keys("root").public().signing);
        let mut store = MemoryStore::new();
        let _ = Bundle::read(&bytes, &mut store, &mut register, keys("tablet").device());
        for ledger in store.ledgers().unwrap() {
            for author in store.heads(&ledger).unwrap().keys() {
                for stored in store.feed_after(&ledger, author, 0, usize::MAX).unwrap() {
                    assert!(signed.contains(&stored.bytes.as_slice()), "byte {at}");
                    met += 1;
                }
            }
        }
    }
    assert!(met > 500, "most damage costs an entry or two, not all: {met}");
}

fn seeded(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        rng_seed: RngSeed::Fixed(22),
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
}
