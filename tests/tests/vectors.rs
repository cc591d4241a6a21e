//! The wire format, frozen. `tests/vectors/*.json` hold one of everything with every key, so that
//! another implementation can be checked against them; `docs/wire-format.md` says how to read them.
//!
//! Two things are tested. What our code makes from fixed secrets and seeds is what the files hold: a
//! change of format fails here (`HOLDFAST_BLESS=1` writes the files anew, and is an act to think
//! about twice). And what the files hold is what the page says: encodings, hashes, signatures and
//! keys are recomputed with the plain primitives, by code that shares nothing with the ledger crate.

#![allow(clippy::unwrap_used, reason = "a test that finds nothing to unwrap has failed")]

use std::path::{Path, PathBuf};

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hkdf::Hkdf;
use holdfast_ledger::{
    Answer, Entry, Range, Request, Role, SignedPosition, SignedReceipt, Wrap, from_bytes, padme,
};
use holdfast_tests::plain_cbor::{encode, hex, unhex, whole};
use holdfast_tests::sample::{EARLIER_KEY, EPOCH_KEY, Named, SECRETS, Samples, encodings, keys};
use hpke::{Deserializable as _, Kem as _, Serializable as _};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

type Kem = hpke::kem::X25519HkdfSha256;

// Making them.

fn made() -> Vec<(&'static str, Value)> {
    let samples = Samples::make();
    vec![
        ("keys", made_keys(&samples)),
        ("entries", json!(samples.entries.iter().map(made_entry).collect::<Vec<_>>())),
        ("messages", made_messages(&samples)),
        ("padding", json!(LENGTHS.map(|length| json!([length, padme(length)])))),
    ]
}

const LENGTHS: [usize; 14] =
    [1, 2, 3, 9, 33, 100, 129, 255, 256, 257, 1_000, 4_097, 65_537, 200_001];

fn made_keys(samples: &Samples) -> Value {
    let devices = SECRETS.map(|(name, seed)| {
        let keys = keys(name);
        let public = keys.public();
        json!({
            "name": name,
            "secret": hex(&[seed; 32]),
            "signing": hex(&public.signing.0),
            "agreement": hex(&public.agreement.0),
            "device": hex(&keys.device().0),
        })
    });
    json!({
        "devices": devices,
        "register": hex(&samples.register.0),
        "ledger": hex(&samples.ledger.0),
        "nonce": hex(&samples.nonce.0),
        "epoch": hex(&samples.epoch.0),
        "epoch key": hex(&EPOCH_KEY),
        "earlier epoch key": hex(&EARLIER_KEY),
    })
}

fn made_entry(named: &Named) -> Value {
    let bytes = named.entry.bytes();
    let content = &bytes[..bytes.len() - 64];
    let mut made = json!({
        "name": named.name,
        "by": named.by,
        "bytes": hex(bytes),
        "content": whole(content),
        "id": hex(&named.entry.id().0),
        "signature": hex(&named.entry.signature().0),
    });
    if let Some(save) = named.entry.as_save() {
        let header = named.entry.header();
        let key = holdfast_ledger::EpochKey::from_bytes(EPOCH_KEY);
        let entry_key = key.entry_key(header.ledger, header.author, header.number, save.salt);
        let plain = named.entry.open(&key).unwrap().unwrap();
        made["entry key"] = json!(hex(entry_key.as_bytes()));
        made["commitment"] = json!(hex(&save.commitment.0));
        made["plaintext"] = json!(hex(&plain.to_plaintext().unwrap()));
        made["changes"] = whole(&holdfast_ledger::to_bytes(&plain));
    }
    made
}

fn made_messages(samples: &Samples) -> Value {
    let encodings: Vec<Value> = encodings(samples)
        .into_iter()
        .map(|(name, bytes)| json!({"name": name, "bytes": hex(&bytes), "fields": whole(&bytes)}))
        .collect();
    let (carol, hub) = (keys("carol"), keys("hub"));
    let feeds = samples.heads();
    let heads: Vec<Value> = feeds
        .iter()
        .map(|(author, feed)| {
            let tips: Vec<_> = feed.0.iter().map(|t| json!([t.number, hex(&t.id.0)])).collect();
            json!([hex(&author.0), tips])
        })
        .collect();
    let of_device = std::collections::BTreeMap::from([
        (samples.ledger, samples.digest()),
        (samples.register, holdfast_ledger::Hash([7; 32])),
    ]);
    let own = feeds[&carol.device()].0.iter().map(|t| json!([t.number, hex(&t.id.0)]));
    json!({
        "encodings": encodings,
        "request": hex(&samples.request().sign(hub.device(), &carol)),
        "answer": hex(&samples.answer().sign(carol.device(), &hub)),
        "bundle": hex(&samples.bundle().to_bytes(&carol)),
        "positions": samples.positions.iter().map(|p| hex(&holdfast_ledger::to_bytes(p))).collect::<Vec<_>>(),
        "heads": heads,
        "ledger digest": hex(&samples.digest().0),
        "device digest of that, for the register 0707…, and position 0909…":
            hex(&holdfast_ledger::device_digest(&of_device, &holdfast_ledger::Hash([9; 32])).0),
        "carol's own tips": own.collect::<Vec<_>>(),
        "ranges rebuild": [
            samples.feed("carol", samples.ledger).iter().map(|e| hex(&e.id().0)).collect::<Vec<_>>(),
            samples.feed("carol", samples.ledger)[3..5].iter().map(|e| hex(&e.id().0)).collect::<Vec<_>>(),
        ],
    })
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(name).with_extension("json")
}

fn vectors(name: &str) -> Value {
    let text = std::fs::read_to_string(path(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn what_is_made_today_is_what_was_frozen() {
    for (name, value) in made() {
        let text = serde_json::to_string_pretty(&value).unwrap() + "\n";
        if std::env::var_os("HOLDFAST_BLESS").is_some() {
            std::fs::create_dir_all(path(name).parent().unwrap()).unwrap();
            std::fs::write(path(name), &text).unwrap();
        }
        let frozen = std::fs::read_to_string(path(name)).unwrap_or_default();
        assert!(frozen == text, "the wire format of {name} is not what vectors/{name}.json froze");
    }
}

// Checking them, by the page alone.

fn sha(parts: &[&[u8]]) -> Vec<u8> {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().to_vec()
}

fn expand(key: &[u8], info: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    Hkdf::<Sha256>::new(None, key).expand(info, &mut out).unwrap();
    out
}

fn open(key: &[u8], sealed: &[u8], associated: &[u8]) -> Vec<u8> {
    let cipher = ChaCha20Poly1305::new_from_slice(key).unwrap();
    cipher.decrypt(&Nonce::default(), Payload { msg: sealed, aad: associated }).unwrap()
}

fn bytes(value: &Value) -> Vec<u8> {
    unhex(value.as_str().unwrap())
}

/// A device of `keys.json`.
fn device(name: &str) -> Value {
    let all = vectors("keys")["devices"].as_array().unwrap().clone();
    all.into_iter().find(|device| device["name"] == name).unwrap()
}

fn signed(by: &str, prefix: &str, message: &[u8], signature: &[u8]) {
    let key: [u8; 32] = bytes(&device(by)["signing"]).try_into().unwrap();
    let key = ed25519_dalek::VerifyingKey::from_bytes(&key).unwrap();
    let signature = ed25519_dalek::Signature::from_slice(signature).unwrap();
    let message = [prefix.as_bytes(), b"\0", message].concat();
    key.verify_strict(&message, &signature).unwrap();
}

/// Padmé, from its paper's definition: L has S + E bits, of which the last E - S are cleared upward.
fn padded(length: u64) -> u64 {
    if length < 2 {
        return length;
    }
    let e = u64::from(length.ilog2());
    let s = e.checked_ilog2().map_or(0, |log| u64::from(log) + 1);
    let unit = 1 << e.saturating_sub(s);
    length.div_ceil(unit) * unit
}

#[test]
fn ids_follow_from_keys_and_nonces() {
    let vectors = vectors("keys");
    for device in vectors["devices"].as_array().unwrap() {
        let secret = bytes(&device["secret"]);
        let signing = expand(&secret, b"holdfast device signing v1");
        let signing = ed25519_dalek::SigningKey::from_bytes(&signing).verifying_key().to_bytes();
        assert_eq!(bytes(&device["signing"]), signing);
        assert_eq!(bytes(&device["device"]), sha(&[&signing])[..16]);
        let (_, agreement) = agreement(&secret);
        assert_eq!(bytes(&device["agreement"]), agreement);
    }
    let root = bytes(&device("root")["signing"]);
    assert_eq!(bytes(&vectors["register"]), sha(&[b"holdfast register v1\0", &root])[..16]);
    let (carol, nonce) = (bytes(&device("carol")["device"]), bytes(&vectors["nonce"]));
    assert_eq!(bytes(&vectors["ledger"]), sha(&[b"holdfast ledger v1\0", &carol, &nonce])[..16]);
}

fn agreement(secret: &[u8]) -> (<Kem as hpke::Kem>::PrivateKey, Vec<u8>) {
    let (private, public) = Kem::derive_keypair(&expand(secret, b"holdfast device agreement v1"));
    (private, public.to_bytes().to_vec())
}

#[test]
fn every_entry_is_what_the_page_says() {
    let mut kinds = Vec::new();
    let (mut saves, mut cosigned) = (0, 0);
    for entry in vectors("entries").as_array().unwrap() {
        let all = bytes(&entry["bytes"]);
        let (content, signature) = all.split_at(all.len() - 64);
        assert_eq!(whole(content), entry["content"], "{}", entry["name"]);
        assert_eq!(encode(&entry["content"]), content, "{}", entry["name"]);
        assert_eq!(hex(signature), entry["signature"].as_str().unwrap());
        let id = sha(&[content]);
        assert_eq!(bytes(&entry["id"]), id);
        let by = entry["by"].as_str().unwrap();
        assert_eq!(
            entry["content"]["2"],
            device(by)["device"],
            "the author is the signer's device"
        );
        signed(by, "holdfast entry v1", &id, signature);
        let mut alone = entry["content"].clone();
        if let Some(member) = alone.as_object_mut().unwrap().remove("10") {
            let message = sha(&[&encode(&alone)]);
            signed("pin", "holdfast member v1", &message, &bytes(&member));
            cosigned += 1;
        }
        if alone.get("9").is_some() {
            check_save(entry, alone);
            saves += 1;
        } else {
            kinds.push(entry["content"]["8"][0].as_u64().unwrap());
        }
        let ours = Entry::decode(&all).unwrap();
        assert_eq!(ours.id().0.as_slice(), id);
        assert_eq!(hex(&ours.header().ledger.0), entry["content"]["1"].as_str().unwrap());
        assert_eq!(ours.header().number, entry["content"]["4"].as_u64().unwrap());
        assert_eq!(ours.header().written.0, entry["content"]["7"].as_i64().unwrap());
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, (0..12).collect::<Vec<_>>(), "every statement");
    assert_eq!((saves, cosigned), (3, 2));
}

/// `alone` is the content without the member's signature.
fn check_save(entry: &Value, mut alone: Value) {
    let (content, save) = (&entry["content"], entry["content"]["9"].clone());
    let number = content["4"].as_u64().unwrap().to_be_bytes();
    let [ledger, author, salt] = [&content["1"], &content["2"], &save["1"]].map(bytes);
    let info = [b"save".as_slice(), &ledger, &author, &number, &salt].concat();
    let key = expand(&bytes(&vectors("keys")["epoch key"]), &info);
    assert_eq!(bytes(&entry["entry key"]), key);
    assert_eq!(bytes(&save["2"]), sha(&[b"commit", &key]));
    assert_eq!(save["2"], entry["commitment"]);
    alone["9"]["3"] = json!("");
    let plaintext = open(&key, &bytes(&save["3"]), &encode(&alone));
    assert_eq!(plaintext, bytes(&entry["plaintext"]));
    let changes = encode(&entry["changes"]);
    let (said, zeros) = plaintext.split_at(changes.len());
    assert_eq!(said, changes);
    assert!(zeros.iter().all(|byte| *byte == 0));
    assert_eq!(plaintext.len() as u64, padded(changes.len() as u64));
}

#[test]
fn paddings_are_padme() {
    for pair in vectors("padding").as_array().unwrap() {
        assert_eq!(padded(pair[0].as_u64().unwrap()), pair[1].as_u64().unwrap(), "{pair}");
    }
}

#[test]
fn an_epoch_commits_to_its_key_and_hands_on_the_one_before() {
    let keys = vectors("keys");
    let ledger = bytes(&keys["ledger"]);
    let entries = vectors("entries");
    let epoch = entries.as_array().unwrap().iter().find(|entry| entry["id"] == keys["epoch"]);
    let statement = &epoch.unwrap()["content"]["8"];
    assert_eq!(statement[0], 3);
    let statement = &statement[1][0];
    let [key, earlier] = [&keys["epoch key"], &keys["earlier epoch key"]].map(bytes);
    let commitment = |key: &[u8]| sha(&[b"holdfast epoch v1\0", &ledger, key]);
    assert_eq!(bytes(&statement["0"]), commitment(&key));
    let before = commitment(&earlier);
    let under = expand(&key, &[b"earlier epoch".as_slice(), &before].concat());
    assert_eq!(open(&under, &bytes(&statement["4"][0]["1"]), &before), earlier);

    let recovery = [b"holdfast wrap v1\0".as_slice(), &ledger, &commitment(&key), b"recovery"];
    assert_eq!(unwrapped("root", &recovery.concat(), &statement["5"]), key);
    let wrap = encoding("wrap")["fields"].clone();
    let tablet = bytes(&device("tablet")["device"]);
    let info = [b"holdfast wrap v1\0".as_slice(), &ledger, &bytes(&keys["epoch"]), &tablet];
    assert_eq!(unwrapped("tablet", &info.concat(), &wrap["3"]), key);
}

fn unwrapped(name: &str, info: &[u8], sealed: &Value) -> Vec<u8> {
    let (private, _) = agreement(&bytes(&device(name)["secret"]));
    let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(&bytes(&sealed["0"])).unwrap();
    let mut context = hpke::setup_receiver::<
        hpke::aead::ChaCha20Poly1305,
        hpke::kdf::HkdfSha256,
        Kem,
    >(&hpke::OpModeR::Base, &private, &encapsulated, info)
    .unwrap();
    context.open(&bytes(&sealed["1"]), b"").unwrap()
}

fn encoding(name: &str) -> Value {
    let all = vectors("messages")["encodings"].as_array().unwrap().clone();
    all.into_iter().find(|encoding| encoding["name"] == name).unwrap()
}

#[test]
fn every_encoding_says_its_fields_and_its_fields_make_it() {
    for encoding in vectors("messages")["encodings"].as_array().unwrap() {
        let bytes = bytes(&encoding["bytes"]);
        assert_eq!(whole(&bytes), encoding["fields"], "{}", encoding["name"]);
        assert_eq!(encode(&encoding["fields"]), bytes, "{}", encoding["name"]);
    }
}

#[test]
fn what_is_sent_is_signed_over_what_the_page_says() {
    let messages = vectors("messages");
    let frame = |bytes: &[u8]| {
        let frame = whole(bytes);
        let parts = [&frame["0"], &frame["1"]].map(|part| unhex(part.as_str().unwrap()));
        assert_eq!(encode(&frame), bytes);
        parts
    };
    let [body, signature] = frame(&bytes(&messages["request"]));
    assert_eq!(body, bytes(&encoding("request body")["bytes"]));
    let hub = bytes(&device("hub")["device"]);
    let nonce = bytes(&encoding("request body")["fields"]["2"]);
    let hash = sha(&[&body]);
    signed("carol", "holdfast request v1", &[hub, nonce, hash.clone()].concat(), &signature);

    let [body, signature] = frame(&bytes(&messages["answer"]));
    assert_eq!(body, bytes(&encoding("answer body")["bytes"]));
    assert_eq!(bytes(&encoding("answer body")["fields"]["0"]), hash, "it names its request");
    let carol = bytes(&device("carol")["device"]);
    signed("hub", "holdfast answer v1", &[carol, body].concat(), &signature);

    let file = bytes(&messages["bundle"]);
    let framed = file.strip_prefix(b"holdfast bundle 1\n").unwrap();
    let [body, signature] = frame(framed);
    assert_eq!(body, bytes(&encoding("bundle body")["bytes"]));
    signed("carol", "holdfast bundle v1", &body, &signature);

    let receipt = &encoding("receipt")["fields"];
    signed("hub", "holdfast receipt v1", &encode(&receipt["0"]), &bytes(&receipt["1"]));

    let mut previous =
        sha(&[b"holdfast register origin v1\0", &bytes(&vectors("keys")["register"])]);
    for (number, position) in (1..).zip(messages["positions"].as_array().unwrap()) {
        let position = whole(&bytes(position));
        assert_eq!(position["0"]["3"], number);
        assert_eq!(bytes(&position["0"]["4"]), previous);
        previous = sha(&[b"holdfast position v1\0", &encode(&position["0"])]);
        signed("hub", "holdfast position v1", &previous, &bytes(&position["1"]));
    }
}

#[test]
fn digests_are_hashes_of_sorted_tips() {
    let messages = vectors("messages");
    let tips_of = |tips: &Value| {
        let tips = tips.as_array().unwrap();
        let last = tips.iter().map(|tip| tip[0].as_u64().unwrap()).max().unwrap();
        let mut said = [last.to_be_bytes(), (tips.len() as u64).to_be_bytes()].concat();
        tips.iter().for_each(|tip| said.extend(bytes(&tip[1])));
        said
    };
    let mut said = b"holdfast heads v1\0".to_vec();
    for author in messages["heads"].as_array().unwrap() {
        said.extend(bytes(&author[0]));
        said.extend(tips_of(&author[1]));
    }
    let digest = sha(&[&said]);
    assert_eq!(bytes(&messages["ledger digest"]), digest);
    let keys = vectors("keys");
    let (ledger, register) = (bytes(&keys["ledger"]), bytes(&keys["register"]));
    let mut pairs = [(ledger.clone(), digest), (register, vec![7; 32])];
    pairs.sort();
    let mut said = b"holdfast digest v1\0".to_vec();
    pairs.iter().for_each(|(ledger, digest)| said.extend([&ledger[..], digest].concat()));
    said.extend([9; 32]);
    let name = "device digest of that, for the register 0707…, and position 0909…";
    assert_eq!(bytes(&messages[name]), sha(&[&said]));
    let own = tips_of(&messages["carol's own tips"]);
    let own = sha(&[b"holdfast own feeds v1\0", &ledger, &own]);
    assert_eq!(bytes(&encoding("receipt")["fields"]["0"]["2"]), own);
}

#[test]
fn ranges_rebuild_the_entries_whole() {
    let ids = vectors("messages")["ranges rebuild"].clone();
    for (at, name) in ["range", "range after a fork"].into_iter().enumerate() {
        let range: Range = from_bytes(&bytes(&encoding(name)["bytes"]), "a range").unwrap();
        let entries = range.entries(None).unwrap();
        let rebuilt: Vec<_> = entries.iter().map(|entry| hex(&entry.id().0)).collect();
        assert_eq!(json!(rebuilt), ids[at]);
        let frozen = vectors("entries");
        for entry in entries {
            let known = frozen.as_array().unwrap().iter().find(|e| e["id"] == hex(&entry.id().0));
            assert_eq!(hex(entry.bytes()), known.unwrap()["bytes"].as_str().unwrap());
        }
    }
}

#[test]
fn our_readers_accept_every_vector() {
    let messages = vectors("messages");
    let request = Request::read(&bytes(&messages["request"])).unwrap();
    request.verify(keys("hub").device(), &keys("carol").public().signing).unwrap();
    let hub = keys("hub").public().signing;
    let carol = keys("carol").device();
    Answer::read(&bytes(&messages["answer"]), carol, &hub, request.hash()).unwrap();
    let of = |name: &str| bytes(&encoding(name)["bytes"]);
    assert!(from_bytes::<SignedPosition>(&of("position"), "").unwrap().verifies(&hub));
    assert!(from_bytes::<SignedReceipt>(&of("receipt"), "").unwrap().verifies(&hub));
    from_bytes::<Wrap>(&of("wrap"), "").unwrap();
    assert_eq!(Role::ALL.len(), 11, "the page lists each role with its number");
}
