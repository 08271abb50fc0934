//! The power is cut in every step of a script of writes, and again in every step of the repair.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use baton_app::ports::Records;
use baton_store::memory::{Cut, Machine, Which};
use futures_executor::block_on;
use support::{Contents, batch, contents, now};

const CUTS: [Cut; 3] = [Cut::Before, Cut::Torn, Cut::After];

fn script() -> Vec<Vec<(String, String)>> {
    vec![
        batch(&[("note/1", "a"), ("draft/1", "a"), ("count/1", "1")]),
        batch(&[("note/1", "b"), ("note/2", "b")]),
        batch(&[("note/3", "c")]),
        batch(&[
            ("note/1", "d"),
            ("note/2", "d"),
            ("note/4", "d"),
            ("draft/1", ""),
        ]),
    ]
}

/// What a worker achieved before the power went.
struct Run {
    acknowledged: Contents,
    /// What would stand there had the write in flight been whole.
    with_next: Contents,
    steps: u64,
}

/// Runs the script on one worker until it ends or the power is cut. Writing is retried never: the
/// worker is dead.
fn run(machine: &Machine) -> Run {
    let store = machine.store(now);
    let mut acknowledged = Contents::new();
    for write in script() {
        let mut with_next = acknowledged.clone();
        with_next.extend(write.clone());
        if block_on(store.write(&write)).is_err() {
            assert!(machine.is_off());
            return Run {
                acknowledged,
                with_next,
                steps: machine.steps(),
            };
        }
        acknowledged = with_next;
    }
    Run {
        with_next: acknowledged.clone(),
        acknowledged,
        steps: machine.steps(),
    }
}

/// Every machine that lost its power in one step of the script, with what it had acknowledged.
fn cut_runs() -> Vec<(String, Machine, Run)> {
    let steps = run(&Machine::new()).steps;
    assert!(
        steps > 12,
        "the script has two writes a batch and an opening"
    );
    let mut runs = Vec::new();
    for step in 0..steps {
        for cut in CUTS {
            let machine = Machine::new();
            machine.cut_at(step, cut);
            let run = run(&machine);
            runs.push((format!("step {step} {cut:?}"), machine, run));
        }
    }
    runs
}

fn check(label: &str, machine: &Machine, run: &Run) {
    let found = block_on(contents(&machine.store(now)));
    assert!(
        found == run.acknowledged || found == run.with_next,
        "{label}: found {found:?}, acknowledged {:?}",
        run.acknowledged
    );
    assert_eq!(
        machine.stored(Which::A),
        machine.stored(Which::B),
        "{label}"
    );
    machine.switch_on();
    let again = block_on(contents(&machine.store(now)));
    assert_eq!(
        (again, machine.changes()),
        (found, 0),
        "{label}: a second start changes nothing"
    );
}

#[test]
fn no_cut_loses_an_acknowledged_write_or_shows_half_a_batch() {
    for (label, machine, run) in cut_runs() {
        machine.switch_on();
        check(&label, &machine, &run);
        let report = block_on(machine.store(now).report()).unwrap();
        assert_eq!(
            report,
            Default::default(),
            "{label}: a cut is no loss to report"
        );
    }
}

#[test]
fn a_repair_that_is_cut_is_finished_by_the_next() {
    for (label, _, _) in cut_runs() {
        let (step, cut) = parse(&label);
        for repair_cut in CUTS {
            let mut at = 0;
            loop {
                let machine = Machine::new();
                machine.cut_at(step, cut);
                let run = run(&machine);
                machine.switch_on();
                machine.cut_at(at, repair_cut);
                let _ = block_on(machine.store(now).report());
                let reached = machine.is_off();
                machine.switch_on();
                check(
                    &format!("{label}, repair {at} {repair_cut:?}"),
                    &machine,
                    &run,
                );
                if !reached {
                    break;
                }
                at += 1;
            }
        }
    }
}

fn parse(label: &str) -> (u64, Cut) {
    let words: Vec<&str> = label.split(' ').collect();
    let cut = CUTS
        .into_iter()
        .find(|cut| format!("{cut:?}") == words[2])
        .unwrap();
    (words[1].parse().unwrap(), cut)
}

#[test]
fn a_cut_followed_by_the_loss_of_either_copy_loses_nothing_acknowledged() {
    for which in [Which::A, Which::B] {
        for (label, machine, run) in cut_runs() {
            // A torn batch in A and the loss of B at once: no whole copy is left to go back to. A
            // database that keeps its transactions whole cannot get there.
            if label.ends_with("Torn") && which == Which::B {
                continue;
            }
            machine.switch_on();
            machine.wipe(which);
            check(&format!("{label}, {which:?} wiped"), &machine, &run);
        }
    }
}

#[test]
fn a_rebuild_that_is_cut_is_finished_by_the_next() {
    for which in [Which::A, Which::B] {
        for cut in CUTS {
            let mut at = 0;
            loop {
                let machine = Machine::new();
                let run = run(&machine);
                machine.wipe(which);
                machine.switch_on();
                machine.cut_at(at, cut);
                let _ = block_on(machine.store(now).report());
                let reached = machine.is_off();
                machine.switch_on();
                let label = format!("rebuild of {which:?}, {at} {cut:?}");
                check(&label, &machine, &run);
                let report = block_on(machine.store(now).report()).unwrap();
                assert_eq!(
                    report.rebuilt,
                    Some(support::NOW),
                    "{label}: the loss is told"
                );
                if !reached {
                    break;
                }
                at += 1;
            }
        }
    }
}

#[test]
fn a_write_whose_answer_was_lost_can_be_repeated() {
    for (label, machine, run) in cut_runs() {
        machine.switch_on();
        let store = machine.store(now);
        for write in script() {
            block_on(store.write(&write)).unwrap();
        }
        let whole: Contents = script().into_iter().flatten().collect();
        assert_eq!(block_on(contents(&machine.store(now))), whole, "{label}");
        assert!(run.acknowledged.len() <= whole.len());
    }
}

#[test]
fn the_loss_of_both_copies_is_told_whatever_step_the_first_start_after_it_reached() {
    for cut in CUTS {
        let mut at = 0;
        loop {
            let machine = Machine::new();
            run(&machine);
            machine.wipe(Which::A);
            machine.wipe(Which::B);
            machine.switch_on();
            machine.cut_at(at, cut);
            let _ = block_on(machine.store(now).report());
            let reached = machine.is_off();
            machine.switch_on();
            let report = block_on(machine.store(now).report()).unwrap();
            assert!(report.both_lost, "{at} {cut:?}");
            if !reached {
                break;
            }
            at += 1;
        }
    }
}
