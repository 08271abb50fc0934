//! The short, seeded run of each case of `cargo xtask torture`, and what it counts: nothing lost.

use baton_e2e::torture::{self, Case, Course, Subject};

/// Where chance begins.
const SEED: u64 = 20_260_617;

#[allow(clippy::panic, reason = "a test reports its failure by panicking")]
fn short(case: Case, subject: Subject) {
    if let Some(reason) = case.missing_in(subject) {
        println!("{} in {}: {reason}", case.name(), subject.name());
        return;
    }
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => panic!("no runtime: {error}"),
    };
    let mut course = Course::new(case, subject, case.usual_runs(), SEED);
    let result = runtime.block_on(torture::run(&mut course));
    println!(
        "{}, {}, seed {SEED}: {}",
        case.name(),
        subject.name(),
        course.tally
    );
    if let Err(trouble) = result {
        panic!("{trouble}");
    }
    assert_eq!(course.tally.lost, 0);
    assert!(course.tally.acknowledged > 0);
    // In the others what is done to the files can also do no harm.
    let wipes = match case {
        Case::Torn => subject == Subject::Chromium,
        Case::Damage => subject != Subject::Firefox,
        _ => false,
    };
    if wipes {
        assert!(
            course.tally.wipes > 0,
            "nothing was wiped: {}",
            course.tally
        );
    }
}

macro_rules! short_runs {
    ($($name:ident: $case:ident in $subject:ident;)+) => {
        $(#[test] fn $name() { short(Case::$case, Subject::$subject); })+
    };
}

short_runs! {
    chromium_killed_while_writing_loses_nothing: Kill in Chromium;
    chromium_with_sqlite_killed_while_writing_loses_nothing: Kill in ChromiumSqlite;
    firefox_killed_while_writing_loses_nothing: Kill in Firefox;
    chromium_killed_while_importing_has_the_old_state_or_the_new: Import in Chromium;
    chromium_with_sqlite_killed_while_importing_has_the_old_state_or_the_new: Import in ChromiumSqlite;
    firefox_killed_while_importing_has_the_old_state_or_the_new: Import in Firefox;
    a_torn_log_in_chromium_is_survived_and_told: Torn in Chromium;
    a_torn_log_in_firefox_is_survived: Torn in Firefox;
    a_torn_log_in_chromium_with_sqlite_is_survived: Torn in ChromiumSqlite;
    a_full_disk_under_chromium_is_survived_and_told: Full in Chromium;
    a_full_disk_under_firefox_is_survived_and_told: Full in Firefox;
    a_background_of_chromium_stopped_around_each_message_does_everything_once: Worker in Chromium;
    a_background_of_firefox_stopped_around_each_message_does_everything_once: Worker in Firefox;
    two_tabs_of_chromium_keep_every_text: Tabs in Chromium;
    two_tabs_of_firefox_keep_every_text: Tabs in Firefox;
    notes_of_other_schemas_survive_a_kill_of_chromium: Upgrade in Chromium;
    notes_of_other_schemas_survive_a_kill_of_firefox: Upgrade in Firefox;
    little_room_in_chromium_is_told_and_nothing_is_half_written: Quota in Chromium;
    damaged_files_of_one_copy_in_chromium_are_survived_and_told: Damage in Chromium;
    damaged_files_of_one_copy_in_chromium_with_sqlite_are_survived_and_told: Damage in ChromiumSqlite;
    damaged_files_of_one_copy_in_firefox_are_survived_and_told: Damage in Firefox;
}
