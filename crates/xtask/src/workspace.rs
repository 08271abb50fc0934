//! What cargo knows about this workspace: where it is, its version, its packages.

use crate::failure::{Failure, Outcome};
use crate::program;
use serde::Deserialize;
use std::path::PathBuf;

/// The end-to-end tests: native, but too slow to be a default member.
pub const E2E: &str = "baton-e2e";

/// The fuzz targets: a default member for the sake of their replay.
pub const FUZZ: &str = "baton-fuzz";

/// The corpus of the search benchmark, and our index as a module.
pub const BENCH: &str = "baton-bench";

/// The workspace as `cargo metadata` describes it.
#[derive(Debug, Deserialize)]
pub struct Workspace {
    /// The folder of the root `Cargo.toml`.
    #[serde(rename = "workspace_root")]
    pub root: PathBuf,
    /// Where cargo puts what it builds.
    #[serde(rename = "target_directory")]
    pub target: PathBuf,
    /// Every member, and nothing from a registry.
    pub packages: Vec<Package>,
    #[serde(rename = "workspace_default_members")]
    default_members: Vec<String>,
}

/// One member of the workspace.
#[derive(Debug, Deserialize)]
pub struct Package {
    /// The package's name, such as `baton-gate`.
    pub name: String,
    id: String,
    version: String,
    /// What it depends on, whatever for.
    pub dependencies: Vec<Dependency>,
}

/// One line of a `[dependencies]` table.
#[derive(Debug, Deserialize)]
pub struct Dependency {
    /// The package it names.
    pub name: String,
    /// Nothing for an ordinary dependency, else `dev` or `build`.
    pub kind: Option<String>,
}

impl Workspace {
    /// Asks cargo about the workspace the current folder is in.
    pub fn read() -> Outcome<Self> {
        let described = program::answer(program::cargo().args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
        ]))?;
        serde_json::from_str(&described).map_err(|error| Failure::content("cargo metadata", error))
    }

    /// The version the manifests and the zips carry: one to four integers.
    pub fn version(&self) -> Outcome<&str> {
        let version = self
            .packages
            .iter()
            .find(|package| package.name == env!("CARGO_PKG_NAME"))
            .map_or(env!("CARGO_PKG_VERSION"), |package| {
                package.version.as_str()
            });
        let parts: Vec<&str> = version.split('.').collect();
        let accepted = parts.len() <= 4 && parts.iter().all(|part| part.parse::<u16>().is_ok());
        if accepted {
            Ok(version)
        } else {
            Err(Failure::content(
                "Cargo.toml",
                format!("browsers take one to four integers as a version, not `{version}`"),
            ))
        }
    }

    /// The packages that run natively: the default members and the end-to-end tests.
    pub fn native(&self) -> Vec<&str> {
        self.names(|package| self.is_default(package) || package.name == E2E)
    }

    /// The packages that only mean something in a browser.
    pub fn browser_only(&self) -> Vec<&str> {
        self.names(|package| !self.is_default(package) && package.name != E2E)
    }

    fn is_default(&self, package: &Package) -> bool {
        self.default_members.contains(&package.id)
    }

    fn names(&self, wanted: impl Fn(&Package) -> bool) -> Vec<&str> {
        let wanted = self.packages.iter().filter(|package| wanted(package));
        wanted.map(|package| package.name.as_str()).collect()
    }
}
