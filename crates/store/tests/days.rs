//! Good days and bad days of the store, one at a time.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use baton_app::ports::{ReadRecords, Records, StoreFault, StoreReport};
use baton_store::memory::{Machine, Trouble, Which};
use baton_worktime::UtcMillis;
use futures_executor::block_on;
use futures_util::future::join;
use support::{NOW, batch, contents, now};

/// A machine on which two notes were acknowledged.
fn used() -> Machine {
    let machine = Machine::new();
    let store = machine.store(now);
    block_on(store.write(&batch(&[("note/1", "one"), ("note/2", "two")]))).unwrap();
    block_on(store.write(&batch(&[("draft/1", "three")]))).unwrap();
    machine
}

fn report(machine: &Machine) -> StoreReport {
    block_on(machine.store(now).report()).unwrap()
}

#[test]
fn a_first_start_is_empty_and_has_nothing_to_report() {
    let machine = Machine::new();
    assert_eq!(report(&machine), StoreReport::default());
    assert!(block_on(contents(&machine.store(now))).is_empty());
}

#[test]
fn what_was_written_is_read_by_the_next_worker_in_key_order() {
    let store = used().store(now);
    let notes = block_on(store.read_all("note/")).unwrap();
    assert_eq!(notes, batch(&[("note/1", "one"), ("note/2", "two")]));
    assert_eq!(
        block_on(store.read("draft/1")).unwrap().as_deref(),
        Some("three")
    );
    assert_eq!(block_on(store.read("note/3")).unwrap(), None);
}

#[test]
fn however_large_records_are_few_bytes_are_read_at_once() {
    let machine = Machine::new();
    let large = |kind: &str| {
        let text = "x".repeat(5_000_000);
        let record = move |n| (format!("{kind}/{n:03}"), text.clone());
        (0..12).map(record).collect::<Vec<_>>()
    };
    let small = (0..300).map(|n| (format!("note/{n:03}"), "text".to_owned()));
    let records = [large("attachment"), small.collect(), large("versions")].concat();
    for part in records.chunks(50) {
        block_on(machine.store(now).write(part)).unwrap();
    }
    machine.wipe(Which::A);
    assert_eq!(
        block_on(machine.store(now).read_all("")).unwrap(),
        records,
        "repaired and read"
    );
    // Two of a kind before it is known how large they are.
    assert!(machine.heaviest_page() <= 2 * 5_000_100);
}

#[test]
fn a_copy_whose_place_is_broken_goes_on_in_another_place_and_comes_back() {
    for which in [Which::A, Which::B] {
        let machine = used();
        machine.add_spares();
        machine.set_trouble(which, Trouble::Closed);
        assert_eq!(report(&machine).rebuilt, Some(NOW), "told");
        for text in ["four", "five"] {
            // A worker each: what the one before wrote is there.
            block_on(machine.store(now).write(&batch(&[("note/4", text)]))).unwrap();
        }
        assert!(!report(&machine).both_lost);
        // The place is well again, with what stood in it before: the whole copy wins.
        machine.set_trouble(which, Trouble::None);
        let records = block_on(contents(&machine.store(now)));
        assert_eq!(records.get("note/4").map(String::as_str), Some("five"));
        assert_eq!(records.len(), 4);
    }
}

#[test]
fn two_places_that_fail_at_once_never_become_an_empty_store() {
    let machine = used();
    machine.add_spares();
    for which in [Which::A, Which::B] {
        machine.set_trouble(which, Trouble::Closed);
    }
    let store = machine.store(now);
    let new = batch(&[("note/4", "four")]);
    assert!(matches!(
        block_on(store.write(&new)),
        Err(StoreFault::Closed(_))
    ));
    assert!(block_on(store.read_all("")).is_err());
    for which in [Which::A, Which::B] {
        machine.set_trouble(which, Trouble::None);
    }
    assert_eq!(block_on(contents(&machine.store(now))).len(), 3);
}

#[test]
fn records_come_in_the_order_of_their_keys_asked_for_also_when_they_are_salvaged() {
    let machine = used();
    let keys = ["note/2", "note/9", "draft/1", "note/1"].map(str::to_owned);
    let expected =
        [Some("two"), None, Some("three"), Some("one")].map(|text| text.map(str::to_owned));
    for trouble in [Trouble::None, Trouble::Closed] {
        machine.set_trouble(Which::A, trouble);
        let read = block_on(machine.store(now).read_each(&keys)).unwrap();
        assert_eq!(read, expected, "{trouble:?}");
    }
}

#[test]
fn a_page_is_salvaged_from_where_it_begins() {
    let machine = Machine::new();
    let records: Vec<(String, String)> = (0..300)
        .map(|n| (format!("note/{n:03}"), format!("text {n}")))
        .collect();
    block_on(machine.store(now).write(&records)).unwrap();
    machine.set_trouble(Which::A, Trouble::Closed);
    let store = machine.store(now);
    let mut read = Vec::new();
    let mut last = None;
    loop {
        let page = block_on(store.read_page("note/", last.as_deref(), 70)).unwrap();
        let Some((key, _)) = page.last() else { break };
        last = Some(key.clone());
        read.extend(page);
    }
    assert_eq!(read, records);
}

#[test]
fn more_records_than_a_page_are_all_read() {
    let machine = Machine::new();
    let records: Vec<(String, String)> = (0..500)
        .map(|n| (format!("note/{n:03}"), format!("text {n}")))
        .collect();
    block_on(machine.store(now).write(&records)).unwrap();
    machine.wipe(Which::A);
    assert_eq!(
        block_on(machine.store(now).read_all("note/")).unwrap(),
        records
    );
    machine.wipe(Which::B);
    assert_eq!(
        block_on(machine.store(now).read_all("note/")).unwrap(),
        records
    );
}

#[test]
fn a_rebuild_larger_than_its_buffer_is_complete() {
    let machine = Machine::new();
    let text = "x".repeat(700_000);
    let records: Vec<(String, String)> = (0..20)
        .map(|n| (format!("note/{n:03}"), text.clone()))
        .collect();
    block_on(machine.store(now).write(&records)).unwrap();
    machine.wipe(Which::A);
    machine.switch_on();
    report(&machine);
    assert!(
        machine.changes() > 2,
        "the rebuild was not written in parts"
    );
    machine.wipe(Which::B);
    assert_eq!(block_on(machine.store(now).read_all("")).unwrap(), records);
}

#[test]
fn keys_that_sort_differently_in_the_browser_and_here_survive() {
    let machine = Machine::new();
    // U+1F600 sorts after U+FF21 as text, and before it as UTF-16.
    let records = batch(&[("person/\u{FF21}", "wide"), ("person/\u{1F600}", "smile")]);
    block_on(machine.store(now).write(&records)).unwrap();
    machine.wipe(Which::B);
    assert_eq!(
        block_on(machine.store(now).read_all("person/")).unwrap(),
        records
    );
}

#[test]
fn an_opened_store_is_not_opened_again_and_equal_copies_are_not_compared() {
    let machine = used();
    machine.wake();
    let store = machine.store(now);
    let (first, second) = block_on(join(store.read("note/1"), store.read("note/2")));
    assert_eq!(
        (first.unwrap().as_deref(), second.unwrap().as_deref()),
        (Some("one"), Some("two"))
    );
    assert_eq!(
        machine.steps(),
        6,
        "open both, ask for both marks, read, read"
    );
    assert_eq!(machine.changes(), 0);
}

#[test]
fn the_first_opening_after_a_start_of_the_browser_looks_at_every_record_of_both_copies() {
    let machine = used();
    machine.damage(Which::A, "note/1", Some("bent"));
    machine.wake();
    report(&machine);
    assert_eq!(machine.changes(), 0, "a woken worker believes the copies");
    machine.switch_on();
    report(&machine);
    assert_eq!(machine.stored(Which::A), machine.stored(Which::B));
}

#[test]
fn writes_that_wait_happen_in_the_order_they_came() {
    let machine = Machine::new();
    let store = machine.store(now);
    let (first, second) = (batch(&[("draft/1", "old")]), batch(&[("draft/1", "new")]));
    let (a, b) = block_on(join(store.write(&first), store.write(&second)));
    assert_eq!((a, b), (Ok(()), Ok(())));
    assert_eq!(
        block_on(store.read("draft/1")).unwrap().as_deref(),
        Some("new")
    );
}

#[test]
fn a_wiped_copy_is_rebuilt_and_the_time_is_remembered_by_both() {
    for which in [Which::A, Which::B] {
        let machine = used();
        let before = block_on(contents(&machine.store(now)));
        machine.wipe(which);
        assert_eq!(report(&machine).rebuilt, Some(NOW), "{which:?}");
        assert_eq!(block_on(contents(&machine.store(now))), before);
        assert_eq!(machine.stored(Which::A), machine.stored(Which::B));
        assert_eq!(
            block_on(machine.store(|| UtcMillis(0)).report())
                .unwrap()
                .rebuilt,
            Some(NOW)
        );
    }
}

#[test]
fn a_copy_wiped_under_an_open_store_fails_the_write_and_is_rebuilt_before_the_next() {
    for which in [Which::A, Which::B] {
        let machine = used();
        let store = machine.store(now);
        block_on(store.report()).unwrap();
        machine.wipe(which);
        let write = batch(&[("note/3", "new")]);
        assert!(matches!(
            block_on(store.write(&write)),
            Err(StoreFault::Broken(_))
        ));
        assert_eq!(block_on(store.write(&write)), Ok(()));
        assert_eq!(block_on(contents(&store)).len(), 4);
        assert_eq!(machine.stored(Which::A), machine.stored(Which::B));
    }
}

#[test]
fn a_copy_wiped_under_an_open_store_does_not_stop_reading() {
    let machine = used();
    let store = machine.store(now);
    block_on(store.report()).unwrap();
    machine.wipe(Which::B);
    assert_eq!(
        block_on(store.read("note/1")).unwrap().as_deref(),
        Some("one")
    );
    assert_eq!(block_on(store.report()).unwrap().rebuilt, Some(NOW));
}

#[test]
fn the_loss_of_both_copies_is_told_for_a_month_and_the_store_goes_on() {
    let machine = used();
    machine.wipe(Which::A);
    machine.wipe(Which::B);
    assert!(report(&machine).both_lost);
    assert!(report(&machine).both_lost, "still told by the next worker");
    block_on(machine.store(now).write(&batch(&[("note/9", "after")]))).unwrap();
    assert!(report(&machine).both_lost, "a write does not silence it");
    let later = machine.store(|| UtcMillis(NOW.0 + 31 * 86_400_000));
    assert!(!block_on(later.report()).unwrap().both_lost);
    assert_eq!(
        block_on(later.read("note/9")).unwrap().as_deref(),
        Some("after")
    );
}

#[test]
fn a_forgotten_marker_is_set_again_by_the_next_start() {
    let machine = used();
    machine.clear_acknowledged();
    report(&machine);
    machine.wipe(Which::A);
    machine.wipe(Which::B);
    assert!(report(&machine).both_lost);
}

#[test]
fn a_damaged_record_is_replaced_from_the_other_copy_when_it_is_read() {
    let machine = used();
    let store = machine.store(now);
    block_on(store.report()).unwrap();
    machine.damage(Which::B, "note/1", Some("deadbeef 1 ome"));
    assert_eq!(
        block_on(store.read("note/1")).unwrap().as_deref(),
        Some("one")
    );
    assert_eq!(machine.stored(Which::A), machine.stored(Which::B));
    machine.damage(Which::B, "note/2", Some(""));
    assert_eq!(block_on(store.read_all("note/")).unwrap().len(), 2);
    assert_eq!(block_on(store.report()).unwrap().damaged, 0);
}

#[test]
fn a_record_damaged_in_both_copies_is_counted_kept_aside_and_can_be_written_again() {
    let machine = used();
    machine.damage(Which::A, "note/1", Some("torn a"));
    machine.damage(Which::B, "note/1", Some("torn b"));
    let store = machine.store(now);
    assert_eq!(block_on(store.read("note/1")).unwrap(), None);
    assert_eq!(block_on(store.read_all("")).unwrap().len(), 2);
    assert_eq!(report(&machine).damaged, 1);
    for which in [Which::A, Which::B] {
        let kept = machine.stored(which);
        assert!(kept.contains(&("~damaged/a/note/1".to_owned(), "torn a".to_owned())));
        assert!(kept.contains(&("~damaged/b/note/1".to_owned(), "torn b".to_owned())));
    }
    block_on(store.write(&batch(&[("note/1", "again")]))).unwrap();
    machine.wipe(Which::A);
    assert_eq!(
        block_on(machine.store(now).read("note/1"))
            .unwrap()
            .as_deref(),
        Some("again")
    );
    assert_eq!(report(&machine).damaged, 1);
    assert_eq!(machine.stored(Which::A), machine.stored(Which::B));
}

#[test]
fn what_a_copy_says_about_itself_may_be_damaged_too() {
    for both in [false, true] {
        let machine = used();
        let before = block_on(contents(&machine.store(now)));
        machine.damage_meta(Which::A);
        if both {
            machine.damage_meta(Which::B);
        }
        assert_eq!(block_on(contents(&machine.store(now))), before);
        block_on(machine.store(now).write(&batch(&[("note/1", "newer")]))).unwrap();
        machine.wipe(Which::A);
        let read = block_on(machine.store(now).read("note/1")).unwrap();
        assert_eq!(read.as_deref(), Some("newer"));
    }
}

#[test]
fn a_full_disk_fails_the_write_and_everything_acknowledged_can_still_be_read() {
    for which in [Which::A, Which::B] {
        let machine = used();
        let store = machine.store(now);
        let before = block_on(contents(&store));
        machine.set_trouble(which, Trouble::Full);
        let write = batch(&[("note/3", "no room")]);
        assert_eq!(block_on(store.write(&write)), Err(StoreFault::Full));
        let mut read = block_on(contents(&store));
        read.remove("note/3");
        assert_eq!(read, before, "{which:?}");
        machine.set_trouble(which, Trouble::None);
        assert_eq!(block_on(store.write(&write)), Ok(()));
        assert_eq!(machine.stored(Which::A), machine.stored(Which::B));
        assert_eq!(block_on(store.report()), Ok(StoreReport::default()));
    }
}

#[test]
fn a_wiped_copy_that_cannot_be_rebuilt_does_not_hide_the_other() {
    let machine = used();
    machine.wipe(Which::B);
    machine.set_trouble(Which::B, Trouble::Full);
    let store = machine.store(now);
    assert_eq!(block_on(contents(&store)).len(), 3);
    assert_eq!(block_on(store.report()), Err(StoreFault::Full));
}

#[test]
fn a_copy_that_cannot_be_opened_stops_writing_but_not_reading() {
    for which in [Which::A, Which::B] {
        let machine = used();
        machine.set_trouble(which, Trouble::Closed);
        let store = machine.store(now);
        assert_eq!(
            block_on(store.read("note/2")).unwrap().as_deref(),
            Some("two")
        );
        assert_eq!(block_on(store.read("note/3")).unwrap(), None);
        assert_eq!(block_on(store.read_all("note/")).unwrap().len(), 2);
        let write = batch(&[("note/3", "new")]);
        assert!(matches!(
            block_on(store.write(&write)),
            Err(StoreFault::Closed(_))
        ));
        assert!(matches!(
            block_on(store.report()),
            Err(StoreFault::Closed(_))
        ));
        machine.set_trouble(which, Trouble::None);
        assert_eq!(
            block_on(store.write(&write)),
            Ok(()),
            "the opening is tried again"
        );
    }
}

#[test]
fn an_empty_new_copy_beside_one_that_cannot_be_opened_is_not_taken_for_the_store() {
    let machine = used();
    machine.wipe(Which::A);
    machine.set_trouble(Which::B, Trouble::Closed);
    let store = machine.store(now);
    assert!(matches!(
        block_on(store.read_all("")),
        Err(StoreFault::Closed(_))
    ));
    machine.set_trouble(Which::B, Trouble::None);
    assert_eq!(block_on(contents(&store)).len(), 3);
}

#[test]
fn a_copy_that_never_held_a_record_does_not_vouch_for_one_that_cannot_be_opened() {
    let machine = Machine::new();
    report(&machine);
    machine.set_trouble(Which::B, Trouble::Closed);
    assert!(matches!(
        block_on(machine.store(now).read_all("")),
        Err(StoreFault::Closed(_))
    ));
}

#[test]
fn data_of_a_newer_baton_is_refused_and_left_alone() {
    for which in [Which::A, Which::B] {
        let machine = used();
        let before = (machine.stored(Which::A), machine.stored(Which::B));
        machine.set_trouble(which, Trouble::Newer(2));
        let store = machine.store(now);
        assert_eq!(block_on(store.read("note/1")), Err(StoreFault::Newer(2)));
        assert_eq!(
            block_on(store.write(&batch(&[("a", "b")]))),
            Err(StoreFault::Newer(2))
        );
        assert_eq!(before, (machine.stored(Which::A), machine.stored(Which::B)));
    }
}

#[test]
fn keys_that_no_record_may_have_are_refused() {
    let machine = Machine::new();
    let store = machine.store(now);
    for key in ["", "~damaged/a/note/1", &"k".repeat(1025)] {
        let refused = block_on(store.write(&batch(&[("note/1", "fine"), (key, "text")])));
        assert!(matches!(refused, Err(StoreFault::Broken(_))), "{key:?}");
        assert!(
            matches!(block_on(store.read(key)), Err(StoreFault::Broken(_))),
            "{key:?}"
        );
    }
    assert!(block_on(contents(&store)).is_empty());
}
