//! Turns `providers/*.toml` and `forms/*.toml` into the static tables which the crate reads at run
//! time.
//!
//! A mistake in a file ends the build with the file's name and what is wrong with it;
//! nothing is parsed or allocated for the tables in the running extension.

mod form_file;
mod forms;
mod host;
#[path = "../src/host_hash.rs"]
mod host_hash;
mod matches;
mod page_marks;
mod pattern;
mod provider_file;
mod rules;
mod tables;
mod wrapper_file;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use form_file::FormFile;
use page_marks::PageMarks;
use provider_file::{ProviderFile, SiteWords};
use wrapper_file::WrapperFile;

fn main() -> ExitCode {
    for input in [
        "build",
        "forms",
        "page-marks.toml",
        "providers",
        "site-words.toml",
        "src/host_hash.rs",
        "wrappers.toml",
    ] {
        println!("cargo::rerun-if-changed={input}");
    }
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            for line in problem.lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), String> {
    let words = SiteWords::parse(&read(Path::new("site-words.toml"))?)?;
    let providers = files("providers", ProviderFile::parse)?;
    let forms = files("forms", FormFile::parse)?;
    let wrappers = WrapperFile::parse(&read(Path::new("wrappers.toml"))?)?;
    let marks = PageMarks::parse(&read(Path::new("page-marks.toml"))?)?;
    let code = tables::generate(&providers, &words, &wrappers, &forms, &marks)?;
    let out = env::var("OUT_DIR").map_err(|error| error.to_string())?;
    fs::write(Path::new(&out).join("tables.rs"), code).map_err(|error| error.to_string())
}

/// The files of a folder in the order of their names, which is the order of the tables.
fn files<T>(folder: &str, parse: fn(&str, &str) -> Result<T, String>) -> Result<Vec<T>, String> {
    let mut files = Vec::new();
    for path in paths(folder)? {
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        files.push(
            parse(stem.unwrap_or_default(), &read(&path)?)
                .map_err(|problem| format!("{}: {problem}", path.display()))?,
        );
    }
    Ok(files)
}

fn paths(folder: &str) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{folder}: {error}"))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| format!("{folder}: {error}"))?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
