//! A Firefox profile that was used once, without Baton. A start in a copy of it takes half as long as one in
//! an empty folder, in which Firefox makes its databases, certificates and caches anew.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use serde_json::json;
use tokio::sync::Mutex;

use crate::altered::copy;
use crate::browser::open_session;
use crate::process::Driver;
use crate::{Trouble, places};

/// Makes `profile` a copy of it.
///
/// # Errors
/// [`Trouble::Program`] when Firefox does not start, [`Trouble::File`] when it cannot be copied.
pub(crate) async fn copy_to(profile: &Path) -> Result<(), Trouble> {
    // One test at a time: the others wait for it. Another run at the same time makes one of its own.
    static MAKING: Mutex<()> = Mutex::const_new(());
    let used = folder()?;
    let _making = MAKING.lock().await;
    if !used.exists() {
        make(&used).await?;
    }
    copy(&used, profile)
}

/// Where it lies, by the very Firefox it is of.
fn folder() -> Result<PathBuf, Trouble> {
    let binary = places::program("BATON_FIREFOX", &["firefox-esr", "firefox"])?;
    let about = std::fs::metadata(&binary).map_err(|error| Trouble::file(&binary, error))?;
    let changed = about
        .modified()
        .ok()
        .and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let seconds = changed.unwrap_or_default().as_secs();
    Ok(places::leavings().join(format!("firefox-profile-{}-{seconds}", about.len())))
}

async fn make(used: &Path) -> Result<(), Trouble> {
    let parent = places::leavings();
    std::fs::create_dir_all(&parent).map_err(|error| Trouble::file(&parent, error))?;
    let folder = tempfile::tempdir_in(&parent).map_err(|error| Trouble::file(&parent, error))?;
    let profile = folder.path().join("profile");
    std::fs::create_dir_all(&profile).map_err(|error| Trouble::file(&profile, error))?;
    let program = places::program("BATON_GECKODRIVER", &["geckodriver"])?;
    let binary = places::program("BATON_FIREFOX", &["firefox-esr", "firefox"])?;
    let mut driver = Driver::start(&program, &[], &folder.path().join("log"))?;
    let args = [
        "-profile".to_owned(),
        profile.display().to_string(),
        "-headless".to_owned(),
    ];
    let web = open_session(
        &driver,
        json!({
            "browserName": "firefox",
            "moz:firefoxOptions": { "binary": binary, "args": args },
        }),
    )
    .await?;
    // Closed as a person closes it, so that all of it is on the disk.
    web.quit().await?;
    driver.kill();
    // The driver's preferences are written anew at each start, and a lock is of one.
    for gone in ["user.js", "lock", ".parentlock"] {
        std::fs::remove_file(profile.join(gone)).ok();
    }
    match std::fs::rename(&profile, used) {
        // Another run was as far.
        Err(_) if used.exists() => Ok(()),
        renamed => renamed.map_err(|error| Trouble::file(used, error)),
    }
}
