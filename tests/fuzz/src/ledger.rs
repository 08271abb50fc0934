//! The record of what was counted: `ledger --- day --- event`.

use crate::parts::parts;
use baton_notes::{Ledger, MAX_DAYS, MAX_RECENT};

pub(crate) fn hold(text: &str) {
    let [record, day, event] = parts(text);
    let Ok(mut ledger) = Ledger::decode(record) else {
        return;
    };
    comes_back(&ledger);
    let before = ledger.clone();
    match ledger.count_not_now(day, event) {
        Ok(true) => {
            comes_back(&ledger);
            assert_eq!(ledger.count_not_now(day, event), Ok(false), "counted twice");
        }
        Ok(false) | Err(_) => assert_eq!(ledger, before),
    }
}

fn comes_back(ledger: &Ledger) {
    assert!(ledger.days.len() <= MAX_DAYS && ledger.recent.len() <= MAX_RECENT);
    assert_eq!(Ledger::decode(&ledger.encode()).as_ref(), Ok(ledger));
}
