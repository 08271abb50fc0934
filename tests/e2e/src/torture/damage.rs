//! Files of one copy cut short, overwritten or deleted between two starts, or Chromium's table of
//! the storage buckets cut short, with which it gives up every bucket: the other copy wins, and the
//! person is told. Each profile of Chromium has the table first.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::course::Course;
use super::files;
use super::ledger::Ledger;
use super::{starts, writers};
use crate::{Kind, Trouble};

/// Longest time from the first answers to the kill, in milliseconds.
const LONGEST: u64 = 400;

/// Damages of one profile before a fresh one.
const ROUNDS_OF_A_PROFILE: u64 = 5;

/// Bytes overwritten at a place by chance.
const BLOT: usize = 64;

pub(super) async fn run(course: &mut Course) -> Result<(), Trouble> {
    while course.left() > 0 {
        let mut scene = course.scene().await?;
        let browser = &mut scene.browser;
        let mut ledger = Ledger::default();
        for round in 0..ROUNDS_OF_A_PROFILE.min(course.left()) {
            let before = course.tally.acknowledged;
            writers::begin(browser, &ledger, round).await?;
            let moment = Duration::from_millis(course.seeded.below(LONGEST));
            ledger.add(
                writers::kill_after(browser, moment).await?,
                &mut course.tally,
            );
            let copies = files::both(browser.profile(), course.subject)?;
            let copy = course.seeded.one_of(&copies).clone();
            let chromium = course.subject.kind() == Kind::Chromium;
            let done = if chromium && round == 0 {
                let table = files::table_of_buckets(browser.profile());
                damage(course, &[table], 2)?
            } else {
                let how = course.seeded.below(4);
                damage(course, &copy.files, how)?
            };
            course.tally.runs += 1;
            course.say(&done);
            let starts = starts::three_times(course, browser, &mut ledger).await?;
            let (wiped, told) = starts::wipes(&starts);
            course.tally.wipes += u64::from(wiped);
            let saves = course.tally.acknowledged - before;
            course.say(&format!("{saves} saves before it{told}"));
        }
    }
    Ok(())
}

/// Does something to the files of one copy; says what.
fn damage(course: &mut Course, files: &[PathBuf], how: u64) -> Result<String, Trouble> {
    let seeded = &mut course.seeded;
    let file = seeded.one_of(files);
    let failed = |error| Trouble::file(file, error);
    let name = files::name(file);
    let length = fs::metadata(file).map_err(failed)?.len();
    Ok(match how {
        0 => {
            for file in files {
                fs::remove_file(file).map_err(failed)?;
            }
            "all files of a copy deleted".to_owned()
        }
        1 => {
            fs::remove_file(file).map_err(failed)?;
            format!("{name} deleted")
        }
        2 => {
            let left = seeded.below(length.max(1));
            let cut = fs::File::options().write(true).open(file);
            cut.and_then(|cut| cut.set_len(left)).map_err(failed)?;
            format!("{name} cut from {length} to {left} bytes")
        }
        _ => {
            let at = seeded.below(length.max(1));
            blot(file, at).map_err(failed)?;
            format!("{name} overwritten at {at} of {length} bytes")
        }
    })
}

fn blot(file: &Path, at: u64) -> std::io::Result<()> {
    let mut bytes = fs::read(file)?;
    let at = usize::try_from(at).unwrap_or_default();
    for byte in bytes.iter_mut().skip(at).take(BLOT) {
        *byte ^= 0x5a;
    }
    fs::write(file, bytes)
}
