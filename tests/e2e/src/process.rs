//! A driver process in a group of its own, so that it and its browser can be killed at one blow.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use crate::{Trouble, wait};

/// What chromedriver and geckodriver print before the port they listen on.
const PORT_FOLLOWS: [&str; 2] = [
    "ChromeDriver was started successfully on port ",
    "Listening on 127.0.0.1:",
];

/// Lines of a log shown when something fails.
const TAIL: usize = 30;

/// A running driver. Dropping it kills the whole group.
pub struct Driver {
    child: Child,
    log: PathBuf,
    /// Where in the log this process begins; earlier ones wrote what is before it.
    begins: u64,
}

impl Driver {
    /// Starts `program --port=0 <args>`, which takes a free port; what it and the browser print goes
    /// to the end of `log`.
    ///
    /// # Errors
    /// [`Trouble::Program`] when it cannot be started, [`Trouble::File`] when the log cannot.
    pub fn start(program: &Path, args: &[String], log: &Path) -> Result<Self, Trouble> {
        let failed = |error| Trouble::file(log, error);
        let out = File::options()
            .create(true)
            .append(true)
            .open(log)
            .map_err(failed)?;
        let begins = out.metadata().map_err(failed)?.len();
        let err = out.try_clone().map_err(failed)?;
        let child = Command::new(program)
            .arg("--port=0")
            .args(args)
            // What a killed browser leaves behind goes with the folder of its log.
            .env("TMPDIR", log.parent().unwrap_or(Path::new("/tmp")))
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .process_group(0)
            .spawn()
            .map_err(|error| Trouble::Program {
                name: program.display().to_string(),
                cause: error.to_string(),
            })?;
        Ok(Self {
            child,
            log: log.to_path_buf(),
            begins,
        })
    }

    /// The address of the driver, once it says that it listens.
    ///
    /// Its own word is waited for: a port found free beforehand can be another's by then, and a
    /// connection to one on which nobody listens yet can, on loopback, be answered by itself.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] when it does not say so.
    pub async fn address(&self) -> Result<String, Trouble> {
        wait::until("the driver to listen", async || {
            let failed = |error| Trouble::file(&self.log, error);
            let mut log = File::open(&self.log).map_err(failed)?;
            log.seek(SeekFrom::Start(self.begins)).map_err(failed)?;
            let mut printed = Vec::new();
            log.read_to_end(&mut printed).map_err(failed)?;
            let port = listens_on(&String::from_utf8_lossy(&printed));
            Ok(port.map(|port| format!("http://127.0.0.1:{port}")))
        })
        .await
    }

    /// Kills driver, browser and every helper process with SIGKILL and reaps the driver.
    ///
    /// Killing a group that is already gone is not an error.
    pub fn kill(&mut self) {
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            // Refused only when no process of the group is left, which is the aim.
            kill_process_group(group, Signal::KILL).ok();
        }
        self.child.wait().ok();
    }

    /// Kills those processes of the group whose command line has `word`: how many there were.
    pub fn kill_helpers(&self, word: &str) -> usize {
        let group = self.child.id().to_string();
        let is_meant = |pid: &i32| {
            let read =
                |file: &str| std::fs::read(format!("/proc/{pid}/{file}")).unwrap_or_default();
            let line = String::from_utf8_lossy(&read("cmdline")).into_owned();
            // The name stands in brackets, and may have spaces; then come state, parent and group.
            let stat = String::from_utf8_lossy(&read("stat")).into_owned();
            let fields = stat.rsplit(") ").next().unwrap_or_default();
            line.contains(word) && fields.split(' ').nth(2) == Some(&group)
        };
        let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        let pids = all.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let meant: Vec<i32> = pids.filter(is_meant).collect();
        for pid in meant.iter().copied().filter_map(Pid::from_raw) {
            // One that has gone by itself is as good.
            kill_process(pid, Signal::KILL).ok();
        }
        meant.len()
    }

    /// The last lines the driver and the browser printed.
    pub fn log_tail(&self) -> String {
        let text = std::fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(TAIL)..].join("\n")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The port a driver says it listens on, once it has said it to the end.
fn listens_on(printed: &str) -> Option<u16> {
    let mut follows = PORT_FOLLOWS.iter();
    let (_, after) = follows.find_map(|before| printed.split_once(before))?;
    let end = after.find(|one: char| !one.is_ascii_digit())?;
    after[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_driver_is_spoken_to_at_the_port_it_names() {
        let chromedriver = "Starting ChromeDriver 156.0.8078.108 on port 0\nChromeDriver was started \
                            successfully on port 38817.\n";
        assert_eq!(listens_on(chromedriver), Some(38817));
        let geckodriver = "1795840655562\tgeckodriver\tINFO\tListening on 127.0.0.1:32903\n";
        assert_eq!(listens_on(geckodriver), Some(32903));
        // Half a line is half a port.
        assert_eq!(listens_on("Listening on 127.0.0.1:329"), None);
    }
}
