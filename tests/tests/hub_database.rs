//! A hub's SQLite file answers as the plainest store does, over commits, roll-backs and reopening.

use holdfast_hub::{SqliteStore, open_database};
use holdfast_tests::store_conformance::Conversation;
use rusqlite::TransactionBehavior;

#[test]
fn it_answers_as_memory_does() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for seed in 0..8 {
        let path = folder.path().join(format!("{seed}.sqlite"));
        let mut conversation = Conversation::new(seed);
        for part in 0..6 {
            let mut connection = open_database(&path).expect("the database opens");
            let transaction = connection
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .expect("a transaction begins");
            if part == 3 {
                // Never happened: the same conversation goes on from before it.
                let mut undone = conversation.clone();
                undone.go_on_with_hub(&mut SqliteStore::new(&transaction), 60);
                transaction.rollback().expect("a roll-back");
            } else {
                conversation.go_on_with_hub(&mut SqliteStore::new(&transaction), 60);
                transaction.commit().expect("a commit");
            }
        }
    }
}

#[test]
fn a_digest_asked_for_again_costs_one_row() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let mut connection = open_database(&folder.path().join("hub.sqlite")).expect("it opens");
    let mut conversation = Conversation::new(1);
    let transaction = connection.transaction().expect("a transaction begins");
    conversation.go_on_with_hub(&mut SqliteStore::new(&transaction), 100);
    transaction.commit().expect("a commit");
    let kept: i64 = connection
        .query_row("SELECT count(*) FROM ledger WHERE digest IS NOT NULL", [], |row| row.get(0))
        .expect("the table is there");
    // All four were just asked for, and nothing has moved since.
    assert_eq!(kept, 4);
}
