//! The disk runs full in the middle of writing: saves are refused in clear words, what was
//! acknowledged stays, and all is well once there is room again.
//!
//! The profile lies on a small file system of its own. In about half of the runs the browser is
//! killed while the disk is full, the moment at which Chromium's own storage loses everything; in
//! the others everything can still be taken away as a file, and written again after there is room.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use super::course::Course;
use super::ledger::{Ledger, Seen};
use super::{starts, writers};
use crate::{Browser, Scene, Site, Trouble, places, wait};

/// The size of the small file system, in megabytes: room for a fresh profile and some notes.
const MEGABYTES: u32 = 96;

/// Room that is left when the disk runs full, at most, in bytes.
const LEFT: u64 = 64 * 1024;

/// Longest time from the first answers to the filling, in milliseconds.
const LONGEST: u64 = 400;

/// Longest time until a save is refused: Chromium may answer nothing at all, and the store waits
/// for half a minute for each of its steps.
const REFUSED: Duration = Duration::from_secs(150);

/// Full disks of one profile before a fresh one.
const ROUNDS_OF_A_PROFILE: u64 = 3;

/// A folder on a file system of its own, taken away when dropped.
struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// Mounts one.
    fn mount() -> Result<Self, Trouble> {
        let folder = tempfile::Builder::new()
            .prefix("baton-small-disk-")
            .tempdir()
            .map_err(|error| Trouble::file(std::env::temp_dir(), error))?;
        // Anybody may write in it, whoever mounted it.
        let options = format!("size={MEGABYTES}m,mode=1777");
        as_root(
            "mount",
            &["-t", "tmpfs", "-o", &options, "tmpfs"],
            folder.path(),
        )?;
        Ok(Self { folder })
    }

    fn profile(&self) -> PathBuf {
        self.folder.path().join("profile")
    }

    fn ballast(&self) -> PathBuf {
        self.folder.path().join("ballast")
    }

    /// Fills all but `left` bytes.
    fn fill(&self, left: u64) -> Result<(), Trouble> {
        let path = self.ballast();
        let mut file = File::create(&path).map_err(|error| Trouble::file(&path, error))?;
        let block = [0; 64 * 1024];
        // Ends when the disk is full, with whatever part of the last block still went in.
        while file.write_all(&block).is_ok() {}
        let length = file.metadata().map_or(0, |data| data.len());
        file.set_len(length.saturating_sub(left))
            .map_err(|error| Trouble::file(&path, error))
    }

    /// Makes room again.
    fn free(&self) -> Result<(), Trouble> {
        let path = self.ballast();
        fs::remove_file(&path).map_err(|error| Trouble::file(path, error))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // Killed processes may hold it for another moment.
        if let Err(trouble) = as_root("umount", &["--lazy"], self.folder.path()) {
            eprintln!("{trouble}");
        }
    }
}

/// Runs a program as root: as oneself, if that is root, else through sudo if that asks nothing.
fn as_root(program: &str, args: &[&str], folder: &Path) -> Result<(), Trouble> {
    let mut causes = Vec::new();
    for line in [vec![program], vec!["sudo", "--non-interactive", program]] {
        let (first, rest) = (line[0], &line[1..]);
        match Command::new(first)
            .args(rest)
            .args(args)
            .arg(folder)
            .output()
        {
            Ok(output) if output.status.success() => return Ok(()),
            Ok(output) => causes.push(String::from_utf8_lossy(&output.stderr).trim().to_owned()),
            Err(error) => causes.push(format!("{first}: {error}")),
        }
    }
    Err(Trouble::Program {
        name: program.to_owned(),
        cause: causes.join("; "),
    })
}

/// Why no disk can be made to run full here, if so.
pub(super) fn impossible() -> Option<String> {
    let cause = SmallDisk::mount().err()?;
    Some(format!(
        "not tried: a small disk can be mounted by root on Linux only ({cause}); \
         quota has the refusals, without the full disk"
    ))
}

pub(super) async fn run(course: &mut Course) -> Result<(), Trouble> {
    while course.left() > 0 {
        let disk = SmallDisk::mount()?;
        let mut scene = on(&disk, course).await?;
        let mut ledger = Ledger::default();
        for round in 0..ROUNDS_OF_A_PROFILE.min(course.left()) {
            one(course, &disk, &mut scene.browser, &mut ledger, round).await?;
        }
        scene.browser.kill();
    }
    Ok(())
}

async fn on(disk: &SmallDisk, course: &Course) -> Result<Scene, Trouble> {
    let mut options = course.subject.options()?;
    options.profile = Some(disk.profile());
    let site = Site::start(&places::pages()).await?;
    let browser = Browser::start(course.subject.kind(), site.port, options).await?;
    Ok(Scene { site, browser })
}

async fn one(
    course: &mut Course,
    disk: &SmallDisk,
    browser: &mut Browser,
    ledger: &mut Ledger,
    round: u64,
) -> Result<(), Trouble> {
    let before = course.tally.acknowledged;
    writers::begin(browser, ledger, round).await?;
    let moment = course.seeded.below(LONGEST);
    tokio::time::sleep(Duration::from_millis(moment)).await;
    let left = course.seeded.below(LEFT);
    disk.fill(left)?;
    let told = wait::until_within(REFUSED, "a refusal of each prompt", async || {
        let told = writers::told(browser).await?;
        if told.refused.len() == writers::PAGES {
            return Ok(Some(told));
        }
        let saved: u64 = told.acknowledged.values().sum();
        Err(Trouble::Unexpected(format!(
            "{saved} saves, {:?}",
            told.refused
        )))
    })
    .await?;
    let refused = told.refusals()?;
    ledger.add(told.acknowledged, &mut course.tally);
    course.tally.runs += 1;
    let killed = course.seeded.below(2) == 0;
    if killed {
        browser.kill();
        disk.free()?;
    } else {
        starts::open_popup(browser).await?;
        let seen = Seen::exported(browser).await?;
        course.compare(ledger, &seen)?;
        disk.free()?;
        starts::open_popup(browser).await?;
        let seen = Seen::in_popup(browser).await?;
        course.compare(ledger, &seen)?;
    }
    let starts = starts::three_times(course, browser, ledger).await?;
    let (wiped, told) = starts::wipes(&starts);
    course.tally.wipes += u64::from(wiped);
    let saves = course.tally.acknowledged - before;
    let end = if killed { "killed while full" } else { "freed" };
    course.say(&format!(
        "{left} bytes left after {saves} saves, told {refused}, {end}{told}"
    ));
    Ok(())
}
