//! Puts the parts together: `dist/chromium/`, `dist/firefox/` and a zip of each.

use crate::failure::{Failure, Outcome};
use crate::manifest::{self, Browser};
use crate::workspace::Workspace;
use crate::{locales, wasm};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Every file of a package by its name in it, with `/` between folders; sorted.
type Files = BTreeMap<String, Vec<u8>>;

/// The texts that travel with every copy.
pub const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// Where finished packages go.
pub fn dist(workspace: &Workspace) -> PathBuf {
    workspace.root.join("dist")
}

/// The finished package for a browser, as a folder.
pub fn finished(workspace: &Workspace, browser: Browser) -> Outcome<PathBuf> {
    let folder = dist(workspace).join(browser.name());
    if folder.join("manifest.json").is_file() {
        return Ok(folder);
    }
    Err(Failure::Missing {
        what: format!("There is no package for {browser} yet."),
        line: "cargo xtask build".to_owned(),
    })
}

/// Builds everything that changed, and writes both packages.
pub fn build(workspace: &Workspace) -> Outcome<()> {
    let modules = wasm::build(workspace)?;
    let mut shared = Files::new();
    collect(&workspace.root.join("extension"), "", &mut shared)?;
    let parts = "_locales/";
    shared.retain(|name, _| !name.starts_with(parts));
    for (language, text) in locales::joined(&workspace.root.join("extension/_locales"))? {
        shared.insert(
            format!("{parts}{language}/messages.json"),
            text.into_bytes(),
        );
    }
    for name in IN_PAGES {
        if let Some(script) = shared.get_mut(name) {
            *script = lightened(script);
        }
    }
    for module in modules {
        collect(&module, "wasm/", &mut shared)?;
    }
    let survey = plan("batonPlan", &baton_recognize::survey::plan())?;
    shared.insert("survey-plan.js".to_owned(), survey.into_bytes());
    let mut forms = plan("batonFormPlan", &baton_recognize::form_plan())?.into_bytes();
    forms.extend(shared.remove("form.js").unwrap_or_default());
    forms.extend_from_slice(shared.get("content.js").map_or(&[], Vec::as_slice));
    shared.insert("forms.js".to_owned(), forms);
    for licence in LICENCES {
        // A checkout without one is `cargo xtask tidy`'s to refuse.
        if let Ok(text) = fs::read(workspace.root.join(licence)) {
            shared.insert(licence.to_owned(), text);
        }
    }

    for browser in Browser::ALL {
        let mut files = shared.clone();
        let manifest = manifest::derived(workspace, browser)?;
        files.insert("manifest.json".to_owned(), manifest.into_bytes());
        missing_files(browser, &files)?;
        write_folder(&dist(workspace).join(browser.name()), &files)?;
        let version = workspace.version()?;
        let path = dist(workspace).join(format!("baton-{browser}-{version}.zip"));
        let archive = zipped(&files).map_err(|error| Failure::content(browser.name(), error))?;
        write_if_changed(&path, &archive)?;
        eprintln!(
            "{}: {} files, {} bytes zipped",
            path.display(),
            files.len(),
            archive.len()
        );
    }
    Ok(())
}

/// Scripts that are put into people's pages. They travel without their comments and indentation, because every
/// page they run in reads them.
const IN_PAGES: [&str; 5] = ["content.js", "first.js", "form.js", "marks.js", "survey.js"];

/// A script without the lines that are nothing but a comment, and without indentation. No text of ours in such a
/// script goes on over the end of a line.
fn lightened(script: &[u8]) -> Vec<u8> {
    let lines = script.split_inclusive(|byte| *byte == b'\n');
    let lines = lines.map(<[u8]>::trim_ascii_start);
    let told = lines.filter(|line| !line.is_empty() && !line.starts_with(b"//"));
    told.flatten().copied().collect()
}

/// What a script in pages is told to look for: a script that runs before it, so that it looks without
/// asking anybody first.
fn plan(name: &str, plan: &impl Serialize) -> Outcome<String> {
    let plan = serde_json::to_string(plan).map_err(|error| Failure::content(name, error))?;
    Ok(format!("\"use strict\";\nglobalThis.{name} = {plan};\n"))
}

/// Adds every file under a folder, named from `prefix` on.
fn collect(folder: &Path, prefix: &str, files: &mut Files) -> Outcome<()> {
    for entry in fs::read_dir(folder).map_err(Failure::file(folder))? {
        let path = entry.map_err(Failure::file(folder))?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(&path, &format!("{prefix}{name}/"), files)?;
        } else {
            let bytes = fs::read(&path).map_err(Failure::file(&path))?;
            files.insert(format!("{prefix}{name}"), bytes);
        }
    }
    Ok(())
}

/// Refuses a manifest that names a file the package lacks: a browser would only say so at load.
fn missing_files(browser: Browser, files: &Files) -> Outcome<()> {
    let manifest = files
        .get("manifest.json")
        .map(Vec::as_slice)
        .unwrap_or_default();
    let manifest: serde_json::Value = serde_json::from_slice(manifest)
        .map_err(|error| Failure::content("manifest.json", error))?;
    let mut named = Vec::new();
    file_names(&manifest, &mut named);
    let missing: Vec<String> = named
        .into_iter()
        .filter(|name| !files.contains_key(*name))
        .map(str::to_owned)
        .collect();
    Failure::from_findings(
        format!("files the {browser} manifest names but nobody wrote"),
        missing,
    )
}

/// Every text in the manifest that looks like a file of the package.
fn file_names<'a>(value: &'a serde_json::Value, found: &mut Vec<&'a str>) {
    match value {
        serde_json::Value::String(text) => {
            let is_file = [".js", ".html", ".css", ".png"]
                .iter()
                .any(|end| text.ends_with(end));
            if is_file {
                found.push(text);
            }
        }
        serde_json::Value::Array(list) => list.iter().for_each(|item| file_names(item, found)),
        serde_json::Value::Object(map) => map.values().for_each(|item| file_names(item, found)),
        _ => {}
    }
}

/// Makes a folder hold exactly these files, touching only those that changed.
fn write_folder(folder: &Path, files: &Files) -> Outcome<()> {
    let mut present = Files::new();
    if folder.is_dir() {
        collect(folder, "", &mut present)?;
    }
    for name in present.keys().filter(|name| !files.contains_key(*name)) {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(Failure::file(&path))?;
    }
    for (name, bytes) in files {
        if present.get(name) != Some(bytes) {
            write(&folder.join(name), bytes)?;
        }
    }
    Ok(())
}

fn write_if_changed(path: &Path, bytes: &[u8]) -> Outcome<()> {
    if fs::read(path).is_ok_and(|present| present == bytes) {
        return Ok(());
    }
    write(path, bytes)
}

fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Failure::file(folder))?;
    }
    fs::write(path, bytes).map_err(Failure::file(path))
}

/// An archive that depends on nothing but names and bytes: sorted, one time for all files.
fn zipped(files: &Files) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter()
            .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn comments_stay_at_home_and_code_with_two_slashes_travels() {
        let script = b"// Why.\nuse(); // here\n\n  // Why not.\n  const a = \"https://a\";\n";
        let left = b"use(); // here\nconst a = \"https://a\";\n";
        assert_eq!(lightened(script), left);
    }

    #[test]
    fn no_text_of_a_script_in_pages_goes_on_over_the_end_of_a_line() {
        let extension = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../extension");
        for name in IN_PAGES {
            let script = fs::read_to_string(extension.join(name)).unwrap();
            let is_whole = |line: &str| line.matches('`').count().is_multiple_of(2);
            let torn = script.lines().find(|line| !is_whole(line));
            assert_eq!(torn, None, "{name}");
        }
    }

    #[test]
    fn an_archive_is_the_same_each_time_and_holds_the_files() {
        let files = files(&[("manifest.json", "{}"), ("wasm/popup.js", "export {}")]);
        let archive = zipped(&files).unwrap();
        assert_eq!(archive, zipped(&files).unwrap());
        let mut read = zip::ZipArchive::new(Cursor::new(archive)).unwrap();
        let mut text = String::new();
        read.by_name("wasm/popup.js")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "export {}");
        assert_eq!(
            read.by_index(0).unwrap().last_modified(),
            Some(DateTime::default())
        );
    }

    #[test]
    fn a_manifest_that_names_a_file_nobody_wrote_is_refused() {
        let manifest = r#"{"action": {"default_popup": "popup.html"}, "name": "Baton"}"#;
        let refused = missing_files(Browser::Firefox, &files(&[("manifest.json", manifest)]));
        assert!(refused.unwrap_err().to_string().contains("popup.html"));
        let complete = files(&[("manifest.json", manifest), ("popup.html", "")]);
        assert!(missing_files(Browser::Firefox, &complete).is_ok());
    }
}
