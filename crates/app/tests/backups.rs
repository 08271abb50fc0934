//! Backups: when the next one is due, and that it is begun once.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_protocol::{Backup, Failure, OwnReply, OwnRequest, TransferRequest};
use baton_worktime::UtcMillis;
use futures_executor::block_on;
use stage::*;

#[test]
fn a_backup_that_is_due_is_made_once_and_planned_ahead() {
    let stage = Stage::new();
    let backups = || stage.app.ports().browser.backups.get();
    let set = |last: Option<UtcMillis>| {
        let record = serde_json::to_string(&Backup {
            every_days: Some(7),
            last,
            since: Some(NOW),
        });
        let record = record.unwrap();
        stage
            .transfer(TransferRequest::SetBackup { record })
            .unwrap();
        let _ = block_on(stage.app.follow_up());
    };
    let is_due = || match stage.own(OwnRequest::Waiting).unwrap() {
        OwnReply::Waiting { is_backup_due, .. } => is_backup_due,
        other => panic!("not what waits: {other:?}"),
    };
    set(None);
    assert!(!is_due());
    let due = NOW.plus_millis(7 * 24 * 60 * 60 * 1000);
    assert_eq!(stage.app.ports().browser.wakes.get(), Some(due));
    assert_eq!(backups(), 0);
    stage.app.ports().now.set(due);
    let browser = &stage.app.ports().browser;
    browser.has_no_window.set(true);
    let _ = block_on(stage.app.follow_up());
    assert_eq!(backups(), 1, "it could not be begun");
    browser.has_no_window.set(false);
    for _ in 0..2 {
        let _ = block_on(stage.app.follow_up());
        // Begun once; what becomes of it is up to the page.
        assert_eq!(backups(), 2);
    }
    // The popup says so as long as none was saved.
    assert!(is_due());
    set(Some(due));
    assert!(!is_due());
    let next = due.plus_millis(7 * 24 * 60 * 60 * 1000);
    assert_eq!(stage.app.ports().browser.wakes.get(), Some(next));
    let record = "x".repeat(2_000);
    let refused = stage.transfer(TransferRequest::SetBackup { record });
    assert_eq!(refused, Err(Failure::Malformed));
}

#[test]
fn a_backup_of_a_clock_that_was_years_ahead_does_not_hold_the_next_one_back() {
    let ahead = Some(UtcMillis(NOW.0 * 2));
    let week = 7 * 24 * 60 * 60 * 1000;
    for (last, since, due) in [
        (ahead, Some(NOW), NOW.plus_millis(week)),
        (ahead, ahead, NOW),
        (None, ahead, NOW),
        (Some(NOW), ahead, NOW.plus_millis(week)),
    ] {
        let every_days = Some(7);
        let backup = Backup {
            every_days,
            last,
            since,
        };
        assert_eq!(backup.due(NOW), Some(due));
    }
    assert_eq!(Backup::default().due(NOW), None);
}
