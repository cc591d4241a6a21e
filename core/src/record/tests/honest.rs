//! What honest devices write comes in everywhere, and reads the same.

use proptest::prelude::*;

use super::*;

#[test]
fn what_amina_wrote_ben_reads() {
    let mut amina = Document::new(actor(AMINA));
    let note = writes(&mut amina, "note/1", "ate well");
    let drink = writes(&mut amina, "drink/1", "200 ml");
    let entries = [entry(2, AMINA, note), entry(1, AMINA, drink)];
    let expected = Fields::from([
        ("drink/1".to_owned(), vec![b"200 ml".to_vec()]),
        ("note/1".to_owned(), vec![b"ate well".to_vec()]),
    ]);
    let ben = rebuilt(&entries);
    assert_eq!(ben.fields, core::slice::from_ref(&expected));
    assert_eq!(ben.applied, [EntryId([1; 32]), EntryId([2; 32])]);
    assert_eq!(ben.heads, [amina.heads()]);
    assert_eq!(amina.fields(), expected);
}

#[test]
fn two_who_did_not_see_each_other_stand_side_by_side_until_one_settles() {
    let mut amina = Document::new(actor(AMINA));
    let first = writes(&mut amina, "texture/now", "normal");
    let mut ben = document_of(BEN, &[entry(9, AMINA, first.clone())]);
    let hers = writes(&mut amina, "texture/now", "soft");
    let his = writes(&mut ben, "texture/now", "pureed");
    let both = [entry(9, AMINA, first), entry(3, AMINA, hers), entry(5, BEN, his)];
    let mut ben = document_of(BEN, &both);
    let mut standing = vec![b"soft".to_vec(), b"pureed".to_vec()];
    standing.sort_by_key(|value| sha256(value));
    assert_eq!(ben.fields(), Fields::from([("texture/now".to_owned(), standing)]));

    let disputed = ben.heads();
    let settled = writes(&mut ben, "texture/now", "pureed, Mo decided");
    let all = [both.as_slice(), &[entry(1, BEN, settled)]].concat();
    let now = document_of(AMINA, &all);
    let one = Fields::from([("texture/now".to_owned(), vec![b"pureed, Mo decided".to_vec()])]);
    assert_eq!(now.fields(), one);
    assert_eq!(now.fields_at(&disputed), Some(ben.fields_at(&disputed).unwrap()));
    assert_eq!(now.fields_at(&disputed).unwrap()["texture/now"].len(), 2);
    assert_eq!(now.fields_at(&DocumentHeads::new(vec![ChangeHash([7; 32])])), None);

    let past: Vec<_> =
        now.history("texture/now").into_iter().map(|p| (p.value, p.device)).collect();
    assert_eq!(
        past,
        [
            (b"normal".to_vec(), AMINA),
            (b"soft".to_vec(), AMINA),
            (b"pureed".to_vec(), BEN),
            (b"pureed, Mo decided".to_vec(), BEN),
        ]
    );
    assert!(now.history("texture/now").iter().all(|past| past.written == NINE));
}

#[test]
fn a_snapshot_and_its_tail_are_the_document() {
    let mut amina = Document::new(actor(AMINA));
    writes(&mut amina, "note/1", "ate well");
    let snapshot = amina.save();
    let tail = writes(&mut amina, "note/2", "slept badly");
    let again = Document::load(actor(AMINA), Some(&snapshot), [tail.as_slice()]).unwrap();
    assert_eq!((again.fields(), again.heads()), (amina.fields(), amina.heads()));
    let only_tail = Document::load(actor(AMINA), None, [tail.as_slice()]);
    assert_eq!(only_tail.unwrap_err(), Damaged);
    assert_eq!(Document::load(actor(AMINA), Some(b"not a snapshot"), []).unwrap_err(), Damaged);
}

#[test]
fn an_act_that_says_nothing_new_is_an_error_and_writes_nothing() {
    let mut amina = Document::new(actor(AMINA));
    writes(&mut amina, "note/1", "ate well");
    let before = amina.heads();
    assert_eq!(amina.put(&[], NINE), Err(PutError::Nothing));
    assert_eq!(amina.put(&[put("note/1", "ate well")], NINE), Err(PutError::Nothing));
    let twice = [put("note/2", "a"), put("note/2", "b")];
    assert_eq!(amina.put(&twice, NINE), Err(PutError::Refused(Refusal::KeyTwice)));
    let odd = [put("Note", "a")];
    assert_eq!(amina.put(&odd, NINE), Err(PutError::Refused(Refusal::OddKey)));
    let huge = [Put { key: "note/3".to_owned(), value: vec![7; MAX_CHANGE_BYTES] }];
    assert!(matches!(amina.put(&huge, NINE), Err(PutError::Refused(Refusal::TooLarge { .. }))));
    assert_eq!(amina.heads(), before);
    writes(&mut amina, "note/4", "and goes on");
}

#[test]
fn the_bytes_given_out_are_those_that_automerge_keeps() {
    let mut amina = Document::new(actor(AMINA));
    let mut ben = Document::new(actor(BEN));
    let mut written = vec![entry(1, BEN, writes(&mut ben, "key/1", "Ben's"))];
    for number in 2..9u8 {
        let puts = [put("key/1", &format!("{number}")), put(&format!("key/{number}"), "")];
        let foreseen = amina.foresee(&puts, NINE.0 / 1000);
        let change = amina.put(&puts, NINE).unwrap();
        // From her second act on they are known before Automerge has made them.
        assert_eq!(foreseen, (number > 2).then(|| change.clone()));
        written.push(entry(number, AMINA, change));
        if number == 5 {
            // Disputes, and heads that her own last change is not among.
            let Extended::Grown { document, .. } = extend(ben, &held(&written[1..])) else {
                panic!("honest changes need no rebuild");
            };
            ben = *document;
            written.push(entry(99, BEN, writes(&mut ben, "key/3", "Ben's")));
            let his = [written[0].clone(), written[written.len() - 1].clone()];
            let Extended::Grown { document, .. } = extend(amina, &held(&his)) else {
                panic!("honest changes need no rebuild");
            };
            amina = *document;
        }
    }
    let kept = automerge::Automerge::load(&amina.save()).unwrap().get_changes(&[]);
    let mut kept: Vec<_> = kept.iter().map(|change| change.raw_bytes().to_vec()).collect();
    let mut given: Vec<_> = written.into_iter().map(|entry| entry.change).collect();
    kept.sort_unstable();
    given.sort_unstable();
    assert_eq!(kept, given);
}

#[test]
fn clocks_far_off_are_kept_within_bounds() {
    let mut amina = Document::new(actor(AMINA));
    for (at, clock) in [i64::MIN, -1, 0, i64::MAX].into_iter().enumerate() {
        let key = format!("note/{at}");
        let change = amina.put(&[put(&key, "now?")], Timestamp(clock)).unwrap();
        assert_eq!(plain(&change).time, change::clamp_time(clock.div_euclid(1000)));
    }
    assert!(Document::load(actor(BEN), Some(&amina.save()), []).is_ok());
}

/// Three devices write and meet as the script says; every change they make is decoded, judged and
/// encoded as Automerge wrote it.
fn everybody_agrees(script: &[(usize, usize, Option<usize>, u8)]) {
    let devices = [AMINA, BEN, DeviceId([0xca; 16])];
    let mut documents = devices.map(|device| Document::new(actor(device)));
    let mut known: [Vec<Entry>; 3] = Default::default();
    let mut all = Vec::new();
    for (at, (who, key, meet, size)) in script.iter().enumerate() {
        let keys: Vec<_> = (0..=*key % 3).map(|more| format!("key/{}", (key + more) % 5)).collect();
        // Never what stands there already: that would be no change at all.
        let value = |key: &str| format!("{at}{}", key.repeat(usize::from(*size)));
        let puts: Vec<_> = keys.iter().map(|key| put(key, &value(key))).collect();
        let change = documents[*who].put(&puts, NINE).unwrap();
        assert_eq!(plain(&change).encode(), change);
        let id = sha256(&change)[0];
        let written = Entry { id: EntryId([id; 32]), author: devices[*who], change };
        known[*who].push(written.clone());
        all.push(written);
        if let Some(other) = meet {
            let missed: Vec<_> =
                known[*other].iter().filter(|e| !known[*who].contains(e)).cloned().collect();
            let document = core::mem::replace(&mut documents[*who], Document::new(actor(BEN)));
            let Extended::Grown { document, waiting, .. } = extend(document, &held(&missed)) else {
                panic!("honest changes need no rebuild");
            };
            assert_eq!(waiting, []);
            documents[*who] = *document;
            known[*who].extend(missed);
        }
    }
    for (document, known) in documents.iter().zip(&known) {
        let again = rebuilt(known);
        assert_eq!((again.fields, again.heads), (vec![document.fields()], vec![document.heads()]));
        let saved = Document::load(actor(BEN), Some(&document.save()), []).unwrap();
        assert_eq!((saved.fields(), saved.heads()), (document.fields(), document.heads()));
    }
    let together = rebuilt(&all);
    assert_eq!((together.applied.len(), together.quarantined), (all.len(), vec![]));
    // Independently: Automerge itself, given all changes at once.
    let mut plainly = automerge::Automerge::new();
    let parsed: Vec<_> =
        all.iter().map(|e| automerge::Change::try_from(e.change.as_slice()).unwrap()).collect();
    plainly.apply_changes(parsed).unwrap();
    let heads = plainly.get_heads().into_iter().map(|head| ChangeHash(head.0)).collect();
    assert_eq!(together.heads, [DocumentHeads::new(heads)]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn whatever_three_devices_write_comes_in_everywhere(
        script in prop::collection::vec((0..3usize, 0..5usize, prop::option::of(0..3usize), 1..40u8), 1..24)
    ) {
        everybody_agrees(&script);
    }
}
