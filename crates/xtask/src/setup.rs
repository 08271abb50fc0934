//! Brings what is missing on this machine, or says exactly how to bring it.

use crate::consent::{self, Circumstances};
use crate::failure::{Failure, Outcome};
use crate::manifest::Browser;
use crate::tools::{self, System};
use crate::workspace::Workspace;
use crate::{program, wasm};
use std::env;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// What a command is about to use.
pub struct Needs<'a> {
    /// Browsers with their drivers, and the C compiler their tests build with.
    pub browsers: &'a [Browser],
    /// Whether rustfmt and clippy are used.
    pub checks: bool,
    /// Whether the person agreed beforehand to the system's package manager.
    pub yes: bool,
}

/// The programs found, as the end-to-end tests want to be told about them.
#[derive(Debug, Default)]
pub struct Found {
    variables: Vec<(&'static str, PathBuf)>,
}

impl Found {
    /// Hands the programs and the finished packages on to a command that drives browsers.
    pub fn tell(&self, command: &mut Command, dist: &Path) {
        command
            .env("BATON_DIST", dist)
            .envs(self.variables.iter().map(|(name, path)| (name, path)));
    }
}

/// Checks all that is needed, in the order it is used, and installs what is missing.
pub fn prepare(workspace: &Workspace, needs: &Needs<'_>) -> Outcome<Found> {
    toolchain(&workspace.root, needs.checks)?;
    node_packages(&workspace.root)?;
    if needs.browsers.is_empty() {
        return Ok(Found::default());
    }
    system_packages(needs)?;
    if needs.browsers.contains(&Browser::Firefox) {
        geckodriver()?;
    }
    let mut found = Found::default();
    for browser in needs.browsers {
        let (shown, driver) = tools::browser(*browser);
        for wanted in [shown, driver] {
            let path = located(wanted).ok_or_else(|| Failure::Missing {
                what: format!("{} is still missing after its installation.", wanted.title),
                line: "cargo xtask setup".to_owned(),
            })?;
            found.variables.push((wanted.variable, path));
        }
    }
    same_version(&found)?;
    Ok(found)
}

/// The target and the components of `rust-toolchain.toml`, which rustup may have been told not to
/// install by itself.
fn toolchain(root: &Path, checks: bool) -> Outcome<()> {
    let sysroot = program::answer(rustc().args(["--print", "sysroot"]))?;
    let sysroot = Path::new(sysroot.trim());
    if !sysroot.join("lib/rustlib").join(wasm::TARGET).is_dir() {
        rustup(root, "target", wasm::TARGET)?;
    }
    for (component, file) in [("rustfmt", "cargo-fmt"), ("clippy", "cargo-clippy")] {
        let file = sysroot
            .join("bin")
            .join(file)
            .with_extension(env::consts::EXE_EXTENSION);
        if checks && !file.is_file() {
            rustup(root, "component", component)?;
        }
    }
    Ok(())
}

fn rustup(root: &Path, kind: &str, name: &str) -> Outcome<()> {
    if program::find(&["rustup"], &[]).is_none() {
        return Err(Failure::Missing {
            what: format!("The Rust toolchain lacks `{name}`, and there is no rustup to add it."),
            line: "see https://rustup.rs, then: cargo xtask setup".to_owned(),
        });
    }
    eprintln!("setup: rustup {kind} add {name}");
    // From the root, so that it is added to the toolchain pinned there.
    program::prepare(
        Command::new("rustup")
            .current_dir(root)
            .args([kind, "add", name]),
    )
}

/// Node itself, and what `package-lock.json` pins.
fn node_packages(root: &Path) -> Outcome<()> {
    let missing = |what: String| Failure::Missing {
        what,
        line: format!(
            "see https://nodejs.org, version {} or later",
            tools::NODE_MAJOR
        ),
    };
    if program::find(&["node"], &[]).is_none() || program::find(&["npm"], &[]).is_none() {
        return Err(missing(
            "Node with npm is needed for wasm-opt and the checks.".to_owned(),
        ));
    }
    let version = program::printed(Command::new("node").arg("--version"))?;
    if tools::major_version(&version).is_none_or(|major| major < tools::NODE_MAJOR) {
        return Err(missing(format!("Node {} is too old.", version.trim())));
    }
    npm_ci(root)
}

/// Installs what a folder's `package-lock.json` pins, unless it is there.
pub fn npm_ci(folder: &Path) -> Outcome<()> {
    let changed = |name: &str| {
        fs::metadata(folder.join(name))
            .and_then(|file| file.modified())
            .ok()
    };
    // npm writes the second file when it has finished.
    let installed = changed("node_modules/.package-lock.json");
    if installed.is_some() && installed >= changed("package-lock.json") {
        return Ok(());
    }
    eprintln!("setup: npm ci in {}", folder.display());
    program::prepare(Command::new("npm").current_dir(folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]))
}

/// Browsers, the driver that comes with one of them, and a C compiler.
fn system_packages(needs: &Needs<'_>) -> Outcome<()> {
    let mut missing = Vec::new();
    let mut packages: Vec<fn(&System) -> &'static str> = Vec::new();
    if needs.browsers.contains(&Browser::Chromium) {
        let (chromium, driver) = tools::browser(Browser::Chromium);
        let absent: Vec<_> = [chromium, driver]
            .iter()
            .filter(|wanted| located(**wanted).is_none())
            .map(|wanted| wanted.title)
            .collect();
        if !absent.is_empty() {
            missing.extend(absent);
            packages.push(|system| system.chromium);
        }
    }
    let (firefox, _) = tools::browser(Browser::Firefox);
    if needs.browsers.contains(&Browser::Firefox) && located(firefox).is_none() {
        missing.push(firefox.title);
        packages.push(|system| system.firefox);
    }
    if program::find(tools::C_COMPILER, &[]).is_none() {
        missing.push("a C compiler");
        packages.push(|system| system.c_compiler);
    }
    if missing.is_empty() {
        return Ok(());
    }
    bring(&missing, &packages, by_hand(), needs.yes)
}

/// The C++ compiler that libFuzzer is built with; nothing else needs one.
pub fn cxx_compiler(yes: bool) -> Outcome<()> {
    if env::var_os("CXX").is_some() || program::find(tools::CXX_COMPILER, &[]).is_some() {
        return Ok(());
    }
    let by_hand = if cfg!(target_os = "macos") {
        "xcode-select --install"
    } else {
        "install a C++ compiler, and put it on the PATH or name it in CXX"
    };
    let package: fn(&System) -> &'static str = |system| system.cxx_compiler;
    bring(&["a C++ compiler"], &[package], by_hand, yes)
}

/// The machine's own target, as the compiler names it.
pub fn host() -> Outcome<String> {
    let host = program::answer(rustc().args(["--print", "host-tuple"]))?;
    Ok(host.trim().to_owned())
}

fn rustc() -> Command {
    Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// Installs packages of a system that is known, or says what to do by hand.
fn bring(
    missing: &[&str],
    packages: &[fn(&System) -> &'static str],
    by_hand: &str,
    yes: bool,
) -> Outcome<()> {
    let what = format!("Missing on this machine: {}.", missing.join(", "));
    let os_release = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let Some(system) = tools::system(&os_release) else {
        return Err(Failure::Missing {
            what,
            line: by_hand.to_owned(),
        });
    };
    let packages: Vec<&str> = packages.iter().map(|of| of(system)).collect();
    install(system, &packages.join(" "), what, yes)
}

/// For systems without a package manager known here.
const fn by_hand() -> &'static str {
    if cfg!(target_os = "macos") {
        "brew install --cask chromium firefox && brew install chromedriver"
    } else {
        "install Chromium with its chromedriver, Firefox, and a C compiler; put them on the PATH"
    }
}

/// Runs the package manager where that was agreed to, else names the line to run.
fn install(system: &System, packages: &str, what: String, yes: bool) -> Outcome<()> {
    let is_root = program::printed(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let sudo = if is_root { "" } else { "sudo " };
    let lines = commands(system, packages, sudo);
    let line = lines.join(" && ");
    let known = Circumstances {
        automatic: system.automatic,
        is_root,
        has_sudo: program::find(&["sudo"], &[]).is_some(),
        yes,
        terminal: io::stdin().is_terminal(),
    };
    if !consent::decide(known, || asked(&what, &line))? {
        return Err(Failure::Missing { what, line });
    }
    eprintln!("setup: {what} Running: {line}");
    for line in &lines {
        let mut words = line.split(' ');
        let mut command = Command::new(words.next().unwrap_or_default());
        program::prepare(command.args(words).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }
    Ok(())
}

fn commands(system: &System, packages: &str, sudo: &str) -> Vec<String> {
    let mut lines: Vec<String> = system
        .install
        .iter()
        .map(|line| format!("{sudo}{line}"))
        .collect();
    if let Some(last) = lines.last_mut() {
        last.push(' ');
        last.push_str(packages);
    }
    lines
}

/// Asks the person at the terminal.
fn asked(what: &str, line: &str) -> Outcome<bool> {
    let terminal = || Path::new("standard input");
    eprint!("{what}\nRun `{line}`? [y/N] ");
    io::stderr().flush().map_err(Failure::file(terminal()))?;
    let mut answer = String::new();
    io::stdin()
        .read_line(&mut answer)
        .map_err(Failure::file(terminal()))?;
    Ok(consent::agrees(&answer))
}

/// Builds geckodriver once, outside `target/`, since it takes minutes.
fn geckodriver() -> Outcome<()> {
    let (_, driver) = tools::browser(Browser::Firefox);
    if located(driver).is_some() {
        return Ok(());
    }
    let Some(cache) = cache() else {
        return Err(Failure::Missing {
            what:
                "geckodriver is missing, and neither HOME nor XDG_CACHE_HOME says where it may go."
                    .to_owned(),
            line: format!(
                "cargo install {} --version {}",
                tools::GECKODRIVER,
                tools::GECKODRIVER_VERSION
            ),
        });
    };
    eprintln!(
        "setup: building {} {} (some minutes, once)",
        tools::GECKODRIVER,
        tools::GECKODRIVER_VERSION
    );
    let install = |locked: &[&str]| {
        program::prepare(
            program::cargo()
                .args([
                    "install",
                    tools::GECKODRIVER,
                    "--version",
                    tools::GECKODRIVER_VERSION,
                ])
                .args(locked)
                .arg("--root")
                .arg(&cache)
                .env_remove("CARGO_TARGET_DIR"),
        )
    };
    // Its lock file may name a version a registry mirror does not have yet.
    install(&["--locked"]).or_else(|_| install(&[]))
}

/// Where tools built by cargo are kept between clones.
fn cache() -> Option<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME")
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
        .or_else(|| env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")))?;
    Some(base.join("baton").join("tools"))
}

fn located(wanted: tools::Program) -> Option<PathBuf> {
    if let Some(named) = env::var_os(wanted.variable).map(PathBuf::from) {
        return Some(named);
    }
    let cache = cache().map(|cache| cache.join("bin"));
    let mut extra: Vec<&Path> = cache.as_deref().into_iter().collect();
    // Where Ubuntu's older packages keep the driver.
    extra.extend([
        Path::new("/snap/bin"),
        Path::new("/usr/lib/chromium-browser"),
    ]);
    program::find(wanted.names, &extra)
}

/// Chromium and its driver only talk to each other when their major versions agree.
fn same_version(found: &Found) -> Outcome<()> {
    let (chromium, driver) = tools::browser(Browser::Chromium);
    let version = |wanted: tools::Program| {
        let (_, path) = found
            .variables
            .iter()
            .find(|(name, _)| *name == wanted.variable)?;
        let answer = program::printed(Command::new(path).arg("--version")).ok()?;
        Some((path, tools::major_version(&answer)?))
    };
    match (version(chromium), version(driver)) {
        (Some((browser, one)), Some((driver, other))) if one != other => Err(Failure::Missing {
            what: format!(
                "{} is version {one}, {} is version {other}: they must be the same.",
                browser.display(),
                driver.display()
            ),
            line: "install both from one source, or name them in BATON_CHROMIUM and \
                   BATON_CHROMEDRIVER"
                .to_owned(),
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_go_to_the_last_command_and_sudo_before_each() {
        let system = tools::system("ID=debian").unwrap();
        assert_eq!(
            commands(system, "chromium chromium-driver firefox-esr", "sudo "),
            [
                "sudo apt-get update",
                "sudo apt-get install -y chromium chromium-driver firefox-esr"
            ]
        );
    }

    #[test]
    fn a_driver_of_another_version_is_named() {
        let said = |text: &str| {
            // `echo` answers `--version` with its own arguments on no system, so a script stands in.
            let file = env::temp_dir().join(format!("baton-version-{}-{text}", std::process::id()));
            fs::write(&file, format!("#!/bin/sh\necho Program {text}.0.1\n")).unwrap();
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
            }
            file
        };
        let found = |chromium: &Path, driver: &Path| Found {
            variables: vec![
                ("BATON_CHROMIUM", chromium.to_path_buf()),
                ("BATON_CHROMEDRIVER", driver.to_path_buf()),
            ],
        };
        let (older, newer) = (said("155"), said("156"));
        assert!(same_version(&found(&newer, &newer)).is_ok());
        let refused = same_version(&found(&newer, &older))
            .unwrap_err()
            .to_string();
        assert!(
            refused.contains("version 156") && refused.contains("version 155"),
            "{refused}"
        );
        fs::remove_file(older).unwrap();
        fs::remove_file(newer).unwrap();
    }
}
