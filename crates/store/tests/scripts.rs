//! Random scripts of writes, wipes, damage, full disks and cuts, against a plain map.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use baton_app::ports::Records;
use baton_store::memory::{Cut, Machine, MemoryCopy, MemoryMarker, Trouble, Which};
use baton_store::two_copies::TwoCopies;
use futures_executor::block_on;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::BTreeMap;
use support::{Contents, contents, now};

#[derive(Debug, Clone)]
enum Event {
    /// A batch: keys by number, and one text.
    Write(Vec<u8>, String),
    /// The worker ends between two calls, and the next one starts.
    Wake,
    /// The browser does.
    Restart,
    /// The worker ends within the next steps.
    CutSoon(u64, Cut),
    Wipe(Which),
    /// A record changes in one copy.
    Damage(Which, u8),
    Full(Which, bool),
}

fn which() -> impl Strategy<Value = Which> {
    prop_oneof![Just(Which::A), Just(Which::B)]
}

fn event() -> impl Strategy<Value = Event> {
    let cut = prop_oneof![Just(Cut::Before), Just(Cut::Torn), Just(Cut::After)];
    prop_oneof![
        8 => (prop::collection::vec(0..6_u8, 1..4), "[a-z]{0,3}")
            .prop_map(|(keys, text)| Event::Write(keys, text)),
        1 => Just(Event::Wake),
        1 => Just(Event::Restart),
        3 => (0..14_u64, cut).prop_map(|(step, cut)| Event::CutSoon(step, cut)),
        1 => which().prop_map(Event::Wipe),
        2 => (which(), 0..6_u8).prop_map(|(which, key)| Event::Damage(which, key)),
        1 => (which(), any::<bool>()).prop_map(|(which, full)| Event::Full(which, full)),
    ]
}

/// The world of one script: the machine, its worker, and what may stand there by rights.
struct World {
    machine: Machine,
    store: TwoCopies<MemoryCopy, MemoryMarker>,
    acknowledged: Contents,
    /// The write that was in flight when the store last failed: whole or not at all.
    unanswered: Option<Contents>,
}

impl World {
    fn new() -> Self {
        let machine = Machine::new();
        let store = machine.store(now);
        Self {
            machine,
            store,
            acknowledged: Contents::new(),
            unanswered: None,
        }
    }

    fn restart(&mut self) {
        self.machine.switch_on();
        self.store = self.machine.store(now);
    }

    /// Brings both copies into order and learns whether the unanswered write happened.
    fn settle(&mut self) {
        for which in [Which::A, Which::B] {
            self.machine.set_trouble(which, Trouble::None);
        }
        self.restart();
        block_on(self.store.report()).unwrap();
        let found = block_on(contents(&self.store));
        if found != self.acknowledged {
            assert_eq!(
                Some(&found),
                self.unanswered.as_ref(),
                "a write was lost or halved"
            );
        }
        assert_eq!(self.machine.stored(Which::A), self.machine.stored(Which::B));
        self.acknowledged = found;
        self.unanswered = None;
    }

    fn play(&mut self, event: Event) {
        match event {
            Event::Write(keys, text) => {
                let records: BTreeMap<String, String> = keys
                    .iter()
                    .map(|key| (format!("note/{key}"), text.clone()))
                    .collect();
                let records: Vec<(String, String)> = records.into_iter().collect();
                let mut with_next = self.acknowledged.clone();
                with_next.extend(records.clone());
                if block_on(self.store.write(&records)).is_ok() {
                    self.acknowledged = with_next;
                } else {
                    self.unanswered = Some(with_next);
                    self.settle();
                }
            }
            Event::Wake if !self.machine.is_off() => {
                self.machine.wake();
                self.store = self.machine.store(now);
            }
            Event::Wake | Event::Restart => self.restart(),
            Event::CutSoon(step, cut) => self.machine.cut_at(self.machine.steps() + step, cut),
            // One copy is hit at a time: the other has been brought into order before.
            Event::Wipe(which) => {
                self.settle();
                self.machine.wipe(which);
                self.settle();
            }
            Event::Damage(which, key) => {
                self.settle();
                self.machine
                    .damage(which, &format!("note/{key}"), Some("0badc0de 1 bent"));
                // The open store finds it in B when it reads; in A the next start finds it.
                let found = block_on(contents(&self.store));
                assert_eq!(
                    found, self.acknowledged,
                    "damage was read, or took a record"
                );
                self.settle();
            }
            Event::Full(which, full) => {
                self.machine
                    .set_trouble(which, if full { Trouble::Full } else { Trouble::None });
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 600, rng_seed: RngSeed::Fixed(2), failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_happens_to_one_copy_no_acknowledged_write_is_lost(
        events in prop::collection::vec(event(), 1..40),
    ) {
        let mut world = World::new();
        for event in events {
            world.play(event);
        }
        world.settle();
    }
}
