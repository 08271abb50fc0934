//! A note's file in an archive: what is read by people, and the comment that holds all of it.

use super::paths::{FilePaths, Paths, from_note};
use crate::entry::Entry;
use crate::file::Setting;
use crate::markdown::markdown_one;
use crate::trailer;
use baton_brief::{Block, Document, markdown};
use baton_notes::{LinkKind, Note, Stored, Versions, VersionsFault};

/// The file of a note whose own files have their places already.
pub(super) fn note_file(
    entry: &Entry,
    paths: &Paths,
    files: &FilePaths,
    setting: &Setting,
) -> String {
    let mut file = markdown_one(&entry.note, setting);
    if let Stored::Current(note) = &entry.note {
        push_files(&mut file, note, files, setting);
        push_links(&mut file, note, paths, setting);
    }
    let is_readable =
        |record: &&str| matches!(Versions::decode(record), Ok(_) | Err(VersionsFault::Newer));
    trailer::push(
        &mut file,
        &entry.note.to_record(),
        entry.earlier.as_deref().filter(is_readable),
        entry
            .files
            .iter()
            .map(|kept| kept.sha256.as_str())
            .filter(|sha256| files.of(sha256).is_some()),
    );
    file
}

fn push_files(out: &mut String, note: &Note, files: &FilePaths, setting: &Setting) {
    if note.attachments.is_empty() {
        return;
    }
    push_heading(out, "export_files", setting);
    for file in &note.attachments {
        let name = text(&file.name);
        match files.of(&file.sha256) {
            Some(path) => push_link(out, &name, path),
            None => out.push_str(&format!("- {name}\n")),
        }
    }
}

fn push_links(out: &mut String, note: &Note, paths: &Paths, setting: &Setting) {
    if note.links.is_empty() {
        return;
    }
    push_heading(out, "export_linked", setting);
    for link in &note.links {
        let kind = match link.kind {
            LinkKind::Follows => "export_follows",
            LinkKind::SupersededBy => "export_superseded_by",
        };
        let kind = text(&setting.messages.text(kind, &[]));
        match paths.of(&link.note) {
            Some(path) => {
                let name = path.rsplit('/').next().unwrap_or(path);
                let name = name.strip_suffix(".md").unwrap_or(name);
                push_link(out, &format!("{kind}: {name}"), path);
            }
            None => out.push_str(&format!("- {kind}: {}\n", link.note)),
        }
    }
}

fn push_heading(out: &mut String, key: &str, setting: &Setting) {
    let heading = setting.messages.text(key, &[]);
    out.push_str(&format!("\n## {}\n\n", text(&heading)));
}

fn push_link(out: &mut String, escaped: &str, path: &str) {
    out.push_str(&format!("- [{escaped}]({})\n", from_note(path)));
}

/// A text on one line that is no markup, as the renderer of briefs writes it.
fn text(text: &str) -> String {
    let document = Document {
        one_line: String::new(),
        blocks: vec![Block::Title(text.to_owned())],
    };
    let title = markdown(&document);
    title.trim_start_matches("# ").trim_end().to_owned()
}
