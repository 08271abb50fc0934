//! From a crate to the module that ships: cargo, then wasm-bindgen, then wasm-opt.

use crate::failure::{Failure, Outcome};
use crate::program;
use crate::workspace::Workspace;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use wasm_bindgen_cli_support::Bindgen;

/// The target every module is built for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// What a module is built for: a cargo profile, and what wasm-opt is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// Starting soon.
    Size,
    /// Going through very many notes.
    Speed,
}

impl Aim {
    const ALL: [Self; 2] = [Self::Size, Self::Speed];

    const fn profile(self) -> &'static str {
        match self {
            Self::Size => "wasm",
            Self::Speed => "wasm-quick",
        }
    }

    const fn optimise(self) -> &'static str {
        match self {
            Self::Size => "-Oz",
            Self::Speed => "-O3",
        }
    }
}

/// A crate that becomes a module of its own: `wasm/<name>.js` and `wasm/<name>_bg.wasm`.
struct Module {
    name: &'static str,
    /// A panic poisons a module. An extension page is simply reloaded; the background has to put a
    /// new instance in the place of the dead one, with the glue's `__wbg_reset_state`.
    can_restart: bool,
    aim: Aim,
}

const MODULES: [Module; 15] = [
    Module {
        name: "background",
        can_restart: true,
        aim: Aim::Size,
    },
    Module {
        name: "desk",
        can_restart: true,
        aim: Aim::Size,
    },
    Module {
        name: "finder",
        can_restart: true,
        aim: Aim::Size,
    },
    Module {
        name: "scout",
        can_restart: true,
        aim: Aim::Size,
    },
    Module {
        name: "prompt",
        can_restart: false,
        aim: Aim::Size,
    },
    Module {
        name: "popup",
        can_restart: false,
        aim: Aim::Size,
    },
    Module {
        name: "write",
        can_restart: false,
        aim: Aim::Size,
    },
    Module {
        name: "links",
        can_restart: false,
        aim: Aim::Size,
    },
    Module {
        name: "answer",
        can_restart: false,
        aim: Aim::Size,
    },
    Module {
        name: "invited",
        can_restart: false,
        aim: Aim::Size,
    },
    Module {
        name: "followups",
        can_restart: false,
        aim: Aim::Size,
    },
    Module {
        name: "transfer",
        can_restart: false,
        aim: Aim::Speed,
    },
    Module {
        name: "when",
        can_restart: false,
        aim: Aim::Size,
    },
    Module {
        name: "record",
        can_restart: false,
        aim: Aim::Size,
    },
    Module {
        name: "options",
        can_restart: false,
        aim: Aim::Size,
    },
];

/// The search index by itself, as `cargo xtask bench` measures it. It does not ship.
const BENCH: [Module; 1] = [Module {
    name: "bench",
    can_restart: false,
    aim: Aim::Size,
}];

/// What rustc 1.95 emits for this target, and no more: newer features stay off until chosen.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

const OPTIMISE: [&str; 6] = [
    // What is called once stays a function: merged bodies compress worse.
    "--one-caller-inline-max-function-size=0",
    // The first KiB is the far end of the stack, which no pointer leads to.
    "--low-memory-unused",
    "--converge",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Builds every module and returns the folder that holds one folder of finished files a module.
pub fn build(workspace: &Workspace) -> Outcome<Vec<PathBuf>> {
    build_all(workspace, &MODULES)
}

/// Builds the module of the search benchmark as those that ship are built, and returns its folder.
pub fn build_bench(workspace: &Workspace) -> Outcome<PathBuf> {
    let folders = build_all(workspace, &BENCH)?;
    let nothing = || Failure::content("wasm-bindgen", "made no folder");
    folders.into_iter().next().ok_or_else(nothing)
}

fn build_all(workspace: &Workspace, modules: &[Module]) -> Outcome<Vec<PathBuf>> {
    let remapped = remapped(workspace)?;
    for aim in Aim::ALL {
        compile(workspace, modules, aim, &remapped)?;
    }
    let finished = thread::scope(|scope| {
        let running: Vec<_> = modules
            .iter()
            .map(|module| scope.spawn(|| finish(workspace, module, &remapped)))
            .collect();
        running
            .into_iter()
            .map(|thread| {
                thread.join().unwrap_or_else(|_| {
                    Err(Failure::content(
                        "wasm-bindgen",
                        "stopped in the middle of a module",
                    ))
                })
            })
            .collect::<Outcome<Vec<_>>>()
    })?;
    Ok(finished)
}

/// One `cargo build` for all modules that have this aim.
fn compile(
    workspace: &Workspace,
    modules: &[Module],
    aim: Aim,
    remapped: &[(PathBuf, String)],
) -> Outcome<()> {
    let mut cargo = program::cargo();
    cargo.current_dir(&workspace.root).args([
        "build",
        "--target",
        TARGET,
        "--profile",
        aim.profile(),
    ]);
    let mut names = modules
        .iter()
        .filter(|module| module.aim == aim)
        .map(|module| module.name)
        .peekable();
    if names.peek().is_none() {
        return Ok(());
    }
    for name in names {
        cargo.arg("--package").arg(format!("baton-{name}"));
    }
    // This form of the variable allows blanks in paths, and wins over whatever else sets flags.
    program::prepare(cargo.env("CARGO_ENCODED_RUSTFLAGS", flags(remapped)))
}

/// Paths of this machine and what a module says in their place, the most general first: rustc takes
/// the last that fits.
fn remapped(workspace: &Workspace) -> Outcome<Vec<(PathBuf, String)>> {
    let home = |name: &str, folder: &str| {
        let user = env::var_os("HOME").or_else(|| env::var_os("USERPROFILE"));
        env::var_os(name)
            .map(PathBuf::from)
            .or(user.map(|user| PathBuf::from(user).join(folder)))
    };
    let mut pairs = vec![
        (workspace.root.clone(), "/baton".to_owned()),
        (workspace.target.clone(), "/baton/target".to_owned()),
    ];
    if let Some(cargo) = home("CARGO_HOME", ".cargo") {
        let sources = cargo.join("registry").join("src");
        pairs.push((cargo, "/cargo".to_owned()));
        // A registry's folder is named after its host: the same crate must look the same from all.
        let mut registries: Vec<PathBuf> = fs::read_dir(&sources)
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        registries.sort();
        pairs.extend(
            registries
                .into_iter()
                .map(|path| (path, "/cargo/registry".to_owned())),
        );
    }
    // With the source of the standard library installed, rustc names its place on disk.
    let rustc = || Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let sysroot = program::answer(rustc().args(["--print", "sysroot"]))?;
    let about = program::answer(rustc().arg("-vV"))?;
    if let Some(hash) = about
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
    {
        let library = Path::new(sysroot.trim()).join("lib/rustlib/src/rust");
        pairs.push((library, format!("/rustc/{hash}")));
    }
    Ok(pairs)
}

fn flags(remapped: &[(PathBuf, String)]) -> OsString {
    let mut flags = OsString::new();
    for (from, to) in remapped {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(from);
        flags.push("=");
        flags.push(to);
    }
    flags
}

/// Runs wasm-bindgen and wasm-opt on one module, unless it is the one they last saw.
fn finish(
    workspace: &Workspace,
    module: &Module,
    remapped: &[(PathBuf, String)],
) -> Outcome<PathBuf> {
    let Module {
        name,
        can_restart,
        aim,
    } = *module;
    let compiled = workspace
        .target
        .join(TARGET)
        .join(aim.profile())
        .join(format!("baton_{name}.wasm"));
    let bytes = fs::read(&compiled).map_err(Failure::file(&compiled))?;
    let optimiser = workspace.root.join("node_modules/binaryen");
    let folder = workspace.target.join("baton").join("wasm").join(name);
    let seen = workspace
        .target
        .join("baton")
        .join("wasm")
        .join(format!("{name}.seen"));
    let fingerprint = fingerprint(&bytes, module, &optimiser)?;
    if fs::read_to_string(&seen).is_ok_and(|last| last == fingerprint) && folder.is_dir() {
        return Ok(folder);
    }

    eprintln!("wasm-bindgen and wasm-opt: {name}");
    // The mark is set last, so that a stopped build is done over.
    let _ = fs::remove_file(&seen);
    let _ = fs::remove_dir_all(&folder);
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(name, bytes)
        .remove_name_section(true)
        .omit_default_module_path(false)
        .reset_state_function(can_restart)
        .web(true)
        .and_then(|bindgen| bindgen.generate(&folder))
        .map_err(|error| Failure::content(format!("wasm-bindgen: {name}"), format!("{error:#}")))?;

    let shipped = folder.join(format!("{name}_bg.wasm"));
    let mut node = Command::new("node");
    node.arg(optimiser.join("bin/wasm-opt"))
        .arg(aim.optimise())
        .args(OPTIMISE)
        .args(FEATURES);
    program::prepare(node.arg(&shipped).arg("-o").arg(&shipped))?;
    let bytes = fs::read(&shipped).map_err(Failure::file(&shipped))?;
    refuse_local_paths(name, &bytes, remapped)?;
    fs::write(&seen, fingerprint).map_err(Failure::file(&seen))?;
    Ok(folder)
}

/// Everything the finished files depend on; it only has to hold on this machine.
fn fingerprint(bytes: &[u8], module: &Module, optimiser: &Path) -> Outcome<String> {
    let about = optimiser.join("package.json");
    let about = fs::read(&about).map_err(Failure::file(&about))?;
    let mut hasher = DefaultHasher::new();
    (
        bytes,
        module.can_restart,
        about,
        module.aim.optimise(),
        OPTIMISE,
        FEATURES,
        include_str!("../Cargo.toml"),
    )
        .hash(&mut hasher);
    // wasm-bindgen's own version is in the module's bytes: it refuses any other.
    Ok(format!("{:016x}", hasher.finish()))
}

/// A module that names this machine is neither private nor the same elsewhere.
fn refuse_local_paths(name: &str, bytes: &[u8], remapped: &[(PathBuf, String)]) -> Outcome<()> {
    for (path, _) in remapped {
        let needle = path.as_os_str().as_encoded_bytes();
        let found = needle.len() > 4 && bytes.windows(needle.len()).any(|part| part == needle);
        if found {
            let problem = format!("names a path of this machine: {}", path.display());
            return Err(Failure::content(format!("wasm/{name}_bg.wasm"), problem));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_keep_blanks_in_paths_and_the_order() {
        let pairs = [
            (PathBuf::from("/a b"), "/x".to_owned()),
            (PathBuf::from("/a b/c"), "/y".to_owned()),
        ];
        assert_eq!(
            flags(&pairs),
            "--remap-path-prefix=/a b=/x\u{1f}--remap-path-prefix=/a b/c=/y"
        );
    }

    #[test]
    fn a_module_that_names_this_machine_is_refused() {
        let pairs = [(PathBuf::from("/builds/alex-example"), "/baton".to_owned())];
        assert!(refuse_local_paths("popup", b"..src/lib.rs..", &pairs).is_ok());
        let refused = refuse_local_paths("popup", b"../builds/alex-example/src", &pairs);
        assert_eq!(
            refused.unwrap_err().to_string(),
            "wasm/popup_bg.wasm: names a path of this machine: /builds/alex-example"
        );
    }
}
