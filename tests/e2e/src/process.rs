//! A driver process in a group of its own, so that it and its browser can be killed at one blow.

use std::fs::File;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};

use crate::Trouble;

/// Lines of a log shown when something fails.
const TAIL: usize = 30;

/// A running driver. Dropping it kills the whole group.
pub struct Driver {
    child: Child,
    /// Where it listens on loopback.
    pub port: u16,
    log: PathBuf,
}

impl Driver {
    /// Starts `program --port=<free port> <args>`; what it and the browser print goes to `log`.
    ///
    /// # Errors
    /// [`Trouble::Program`] when it cannot be started, [`Trouble::File`] when the log cannot.
    pub fn start(program: &Path, args: &[String], log: &Path) -> Result<Self, Trouble> {
        let port = free_port()?;
        let out = File::options()
            .create(true)
            .append(true)
            .open(log)
            .map_err(|error| Trouble::file(log, error))?;
        let err = out.try_clone().map_err(|error| Trouble::file(log, error))?;
        let child = Command::new(program)
            .arg(format!("--port={port}"))
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
            port,
            log: log.to_path_buf(),
        })
    }

    /// The address of the driver.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
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

/// A port nobody listens on just now.
fn free_port() -> Result<u16, Trouble> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| Trouble::Site(format!("no free port: {error}")))
}
