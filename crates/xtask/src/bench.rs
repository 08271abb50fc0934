//! `cargo xtask bench`: what things cost, beside what people would use instead.

mod links;
mod search;

use crate::failure::{Failure, Outcome};
use crate::manifest::Browser;
use crate::package;
use crate::program;
use crate::setup::{self, Needs};
use crate::workspace::{E2E, Workspace};

/// The crates with benchmarks of their own.
const NATIVE: [&str; 5] = [
    "baton-post",
    "baton-recognize",
    "baton-worktime",
    "baton-templates",
    "baton-search",
];

/// How many notes search and storage are measured with unless it is said.
pub const NOTES: u32 = 10_000;

/// A part of the benchmarks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Pure crates, by criterion.
    Native,
    /// The links of a page beside a regular expression.
    Links,
    /// The index beside other engines.
    Search,
    /// The script that looks into a page, in Chromium.
    Survey,
    /// The prompt in Chromium beside plain JavaScript.
    Prompt,
    /// The way by a strict site's page beside that by an empty one.
    Strict,
    /// Notes like the one being written, the whole way through both browsers.
    Related,
    /// The store in Chromium beside Dexie.
    Storage,
    /// Exports and imports of all notes in Chromium beside the pure work.
    Transfer,
}

impl Part {
    const ALL: [Self; 9] = [
        Self::Native,
        Self::Links,
        Self::Search,
        Self::Survey,
        Self::Prompt,
        Self::Strict,
        Self::Related,
        Self::Storage,
        Self::Transfer,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Links => "links",
            Self::Search => "search",
            Self::Survey => "survey",
            Self::Prompt => "prompt",
            Self::Strict => "strict",
            Self::Related => "related",
            Self::Storage => "storage",
            Self::Transfer => "transfer",
        }
    }

    /// The browsers it is measured in.
    const fn browsers(self) -> &'static [Browser] {
        match self {
            Self::Native | Self::Links | Self::Search => &[],
            Self::Survey | Self::Prompt | Self::Storage | Self::Transfer => &[Browser::Chromium],
            Self::Strict | Self::Related => &[Browser::Chromium, Browser::Firefox],
        }
    }

    fn named(name: &str) -> Outcome<Self> {
        let found = Self::ALL.into_iter().find(|part| part.name() == name);
        found.ok_or_else(|| {
            let known = Self::ALL.map(Self::name).join(", ");
            Failure::Usage(format!("`{name}` is no benchmark: {known}"))
        })
    }
}

/// Runs one part, or all of them. Nothing is asserted: on a busy machine only the ratios mean
/// something.
pub fn run(workspace: &Workspace, part: Option<&str>, notes: u32, yes: bool) -> Outcome<()> {
    let chosen = match part {
        Some(name) => vec![Part::named(name)?],
        None => Part::ALL.to_vec(),
    };
    let browsers = chosen.iter().map(|part| part.browsers());
    let browsers = browsers.max_by_key(|browsers| browsers.len());
    let browsers = browsers.unwrap_or_default();
    let needs = Needs {
        browsers,
        checks: false,
        yes,
    };
    let found = setup::prepare(workspace, &needs)?;
    if !browsers.is_empty() {
        package::build(workspace)?;
    }
    for part in chosen {
        match part {
            Part::Native => native(workspace)?,
            Part::Links => links::run(workspace)?,
            Part::Search => search::run(workspace, notes)?,
            Part::Survey
            | Part::Prompt
            | Part::Strict
            | Part::Related
            | Part::Storage
            | Part::Transfer => {
                let mut browser = program::cargo();
                browser
                    .current_dir(&workspace.root)
                    .args(["run", "--quiet", "--release", "--package", E2E])
                    .args(["--bin", "bench", "--", part.name(), &notes.to_string()]);
                found.tell(&mut browser, &package::dist(workspace));
                program::run(&mut browser)?;
            }
        }
    }
    Ok(())
}

fn native(workspace: &Workspace) -> Outcome<()> {
    let mut native = program::cargo();
    native.current_dir(&workspace.root).arg("bench");
    native.args(NATIVE.iter().flat_map(|name| ["--package", name]));
    program::run(native.arg("--benches"))?;

    let mut links = program::cargo();
    links
        .current_dir(workspace.root.join("tests/bench/links"))
        .args(["run", "--quiet", "--release", "--locked", "--target-dir"]);
    program::run(links.arg(workspace.target.join("bench-links")))
}
