//! Running other programs, and finding them.

use crate::failure::{Failure, Outcome};
use std::env;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// The command line as a person would type it, for messages.
fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Says how a program ended.
fn ending(status: ExitStatus) -> String {
    match status.code() {
        Some(code) => format!("ended with exit code {code}"),
        None => "was stopped by a signal".to_owned(),
    }
}

fn failed(command: &Command, problem: impl ToString) -> Failure {
    Failure::Program {
        line: line(command),
        problem: problem.to_string(),
    }
}

/// Runs a program on this terminal; its own output stays visible.
pub fn run(command: &mut Command) -> Outcome<()> {
    let status = command.status().map_err(|error| failed(command, error))?;
    if status.success() {
        Ok(())
    } else {
        Err(failed(command, ending(status)))
    }
}

/// Runs a program that prepares what was asked for: what it prints is shown on standard error, so
/// that standard output holds the answer and nothing else.
pub fn prepare(command: &mut Command) -> Outcome<()> {
    run(command.stdout(Stdio::from(io::stderr())))
}

/// Runs a program and returns what it printed, whether or not it ended well.
pub fn printed(command: &mut Command) -> Outcome<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .map_err(|error| failed(command, error))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program and returns what it printed; an error shows what it complained about.
pub fn answer(command: &mut Command) -> Outcome<String> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| failed(command, error))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let complaint = String::from_utf8_lossy(&output.stderr);
        Err(failed(
            command,
            format!("{}\n{}", ending(output.status), complaint.trim_end()),
        ))
    }
}

/// Runs a program that writes what it has to say into `log`, and returns how it ended.
pub fn logged(command: &mut Command, log: &Path) -> Outcome<ExitStatus> {
    let file = File::create(log).map_err(Failure::file(log))?;
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(file)
        .status()
        .map_err(|error| failed(command, error))
}

/// The first of `names` found on the search path or in `extra`, as a full path.
pub fn find(names: &[&str], extra: &[&Path]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let directories: Vec<PathBuf> = extra
        .iter()
        .map(|folder| folder.to_path_buf())
        .chain(env::split_paths(&path))
        .collect();
    names.iter().find_map(|name| {
        directories
            .iter()
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
    })
}

/// The cargo that started us, so that the pinned toolchain is kept.
pub fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
