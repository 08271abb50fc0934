//! Everything is erased, whatever cuts it off.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use baton_app::ports::Records;
use baton_store::memory::{Cut, Machine, Trouble, Which};
use futures_executor::block_on;
use support::{Contents, batch, contents, now};

/// Many records.
fn full() -> Machine {
    let machine = Machine::new();
    let store = machine.store(now);
    let many: Vec<(String, String)> = (0..1_200)
        .map(|at| (format!("note/{at:04}"), format!("text {at}")))
        .collect();
    block_on(store.write(&many)).unwrap();
    block_on(store.write(&batch(&[("settings", "mine")]))).unwrap();
    machine
}

fn nothing_is_left(machine: &Machine, label: &str) {
    let store = machine.store(now);
    assert_eq!(block_on(contents(&store)), Contents::new(), "{label}");
    for which in [Which::A, Which::B] {
        assert_eq!(machine.stored(which), Vec::new(), "{label}");
    }
    let report = block_on(store.report()).unwrap();
    assert_eq!(report, Default::default(), "{label}: no loss to report");
}

#[test]
fn nothing_is_left_and_what_is_written_next_stays() {
    let machine = full();
    let store = machine.store(now);
    block_on(store.erase()).unwrap();
    nothing_is_left(&machine, "erased");
    let next = batch(&[("note/new", "new")]);
    block_on(store.write(&next)).unwrap();
    machine.switch_on();
    let found = block_on(contents(&machine.store(now)));
    assert_eq!(found, next.into_iter().collect());
}

/// Once it has begun it is gone through with; before, everything stands.
#[test]
fn no_cut_leaves_a_part() {
    let all = block_on(contents(&full().store(now)));
    for cut in [Cut::Before, Cut::Torn, Cut::After] {
        let mut step = 0;
        loop {
            let machine = full();
            let store = machine.store(now);
            // Opened before, so that each step is one of erasing.
            block_on(store.report()).unwrap();
            machine.cut_at(machine.steps() + step, cut);
            let is_done = block_on(store.erase()).is_ok();
            machine.switch_on();
            let label = format!("step {step} {cut:?}");
            let found = block_on(contents(&machine.store(now)));
            if found == all {
                assert!(step == 0 && cut != Cut::After, "{label}");
            } else {
                nothing_is_left(&machine, &label);
            }
            if is_done {
                assert!(step > 4, "there are more steps than {step}");
                break;
            }
            step += 1;
        }
    }
}

#[test]
fn a_copy_that_was_lost_in_the_middle_brings_nothing_back() {
    for which in [Which::A, Which::B] {
        let machine = full();
        let store = machine.store(now);
        block_on(store.report()).unwrap();
        machine.cut_at(machine.steps() + 3, Cut::After);
        assert!(block_on(store.erase()).is_err());
        machine.wipe(which);
        machine.switch_on();
        nothing_is_left(&machine, "a copy was lost");
    }
}

/// A copy whose place was broken when everything was erased still holds all of it once it is mended.
#[test]
fn a_copy_that_was_out_of_reach_brings_nothing_back() {
    for which in [Which::A, Which::B] {
        let machine = full();
        machine.add_spares();
        machine.set_trouble(which, Trouble::Closed);
        machine.switch_on();
        block_on(machine.store(now).erase()).unwrap();
        let next = batch(&[("note/new", "new")]);
        block_on(machine.store(now).write(&next)).unwrap();
        machine.set_trouble(which, Trouble::None);
        for start in ["first", "second"] {
            machine.switch_on();
            let found = block_on(contents(&machine.store(now)));
            assert_eq!(found, next.iter().cloned().collect(), "{which:?} {start}");
            assert_eq!(machine.stored(which).len(), 1, "{which:?} {start}");
        }
    }
}

/// Where nothing more can be written, what was to be erased is not read either.
#[test]
fn what_was_to_be_erased_is_not_salvaged() {
    let machine = full();
    machine.add_spares();
    machine.set_trouble(Which::A, Trouble::Closed);
    machine.switch_on();
    block_on(machine.store(now).erase()).unwrap();
    machine.set_trouble(Which::A, Trouble::Full);
    machine.switch_on();
    let read = block_on(machine.store(now).read_all(""));
    assert_eq!(read, Ok(Vec::new()));
}
