//! A copy that is read beside the store.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use baton_app::ports::{ReadRecords, Records, StoreFault};
use baton_store::memory::{Machine, MemoryCopy, Trouble, Which};
use baton_store::reader::CopyReader;
use futures_executor::block_on;
use support::{batch, now};

/// A machine on which three batches were acknowledged, and the number of the last one.
fn used() -> (Machine, u64) {
    let machine = Machine::new();
    let store = machine.store(now);
    for records in [
        [("note/1", "one"), ("note/2", "two")],
        [("note/3", "three"), ("versions/2", "earlier")],
        [("note/1", "one, changed"), ("draft/1", "1")],
    ] {
        block_on(store.write(&batch(&records))).unwrap();
    }
    let last = block_on(store.last_batch()).unwrap();
    (machine, last)
}

fn reader(machine: &Machine, last: u64) -> Option<CopyReader<MemoryCopy>> {
    block_on(CopyReader::open(machine.copy(Which::B), last))
}

#[test]
fn it_reads_what_the_store_reads() {
    let (machine, last) = used();
    let (store, reader) = (machine.store(now), reader(&machine, last).unwrap());
    let keys = ["note/3", "note/4", "versions/2", "note/1"].map(str::to_owned);
    let each = block_on(reader.read_each(&keys));
    assert_eq!(each, block_on(store.read_each(&keys)));
    assert_eq!(each.unwrap()[3].as_deref(), Some("one, changed"));
    for (after, limit) in [(None, 2), (Some("note/1"), 9), (Some("note/3"), 9)] {
        let page = block_on(reader.read_page("note/", after, limit));
        assert_eq!(page, block_on(store.read_page("note/", after, limit)));
    }
}

#[test]
fn what_is_written_later_is_seen() {
    let (machine, last) = used();
    let reader = reader(&machine, last).unwrap();
    block_on(machine.store(now).write(&batch(&[("note/4", "four")]))).unwrap();
    let read = block_on(reader.read("note/4"));
    assert_eq!(read.unwrap().as_deref(), Some("four"));
}

#[test]
fn what_was_not_acknowledged_is_not_seen() {
    let (machine, last) = used();
    // It stands in the first copy only.
    machine.set_trouble(Which::B, Trouble::Full);
    let written = block_on(machine.store(now).write(&batch(&[("note/4", "four")])));
    assert_eq!(written, Err(StoreFault::Full));
    let reader = reader(&machine, last).unwrap();
    assert_eq!(block_on(reader.read("note/4")), Ok(None));
}

#[test]
fn a_copy_that_is_behind_is_not_the_stores() {
    let (machine, last) = used();
    assert!(reader(&machine, last + 1).is_none());
    // As in a private window, where the browser has made an empty one.
    assert!(reader(&Machine::new(), last).is_none());
    machine.damage_meta(Which::B);
    assert!(reader(&machine, last).is_none());
}

#[test]
fn a_copy_that_does_not_open_is_not_read() {
    let (machine, last) = used();
    machine.set_trouble(Which::B, Trouble::Closed);
    assert!(reader(&machine, last).is_none());
}

#[test]
fn damage_is_a_fault_and_stays_for_the_store_to_repair() {
    let (machine, last) = used();
    machine.damage(Which::B, "note/2", Some("torn"));
    let reader = reader(&machine, last).unwrap();
    let page = block_on(reader.read_page("note/", None, 9));
    assert!(matches!(page, Err(StoreFault::Broken(_))), "{page:?}");
    let each = block_on(reader.read("note/2"));
    assert!(matches!(each, Err(StoreFault::Broken(_))), "{each:?}");
    assert_eq!(
        block_on(reader.read("note/3")).unwrap().as_deref(),
        Some("three")
    );
    let stored = machine.stored(Which::B);
    assert!(stored.contains(&("note/2".to_owned(), "torn".to_owned())));
    let repaired = block_on(machine.store(now).read("note/2"));
    assert_eq!(repaired.unwrap().as_deref(), Some("two"));
    assert_eq!(
        block_on(reader.read("note/2")).unwrap().as_deref(),
        Some("two")
    );
}

#[test]
fn where_only_the_store_can_read_it_does_not_say_how_much_was_written() {
    let (machine, _) = used();
    machine.set_trouble(Which::B, Trouble::Closed);
    let store = machine.store(now);
    let last = block_on(store.last_batch());
    assert!(matches!(last, Err(StoreFault::Closed(_))), "{last:?}");
    let page = block_on(store.read_page("note/", None, 9)).unwrap();
    assert_eq!(page.len(), 3);
}
