//! The archive of Markdown files: what stands in it, and that other programs open it.
//!
//! `tests/fixtures/exchange/archive/` is the archive of the fixtures' notes, unpacked.
//! `BATON_UPDATE=1` writes it anew.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod shelf;

use baton_exchange::{Entry, KeptFile};
use baton_notes::{Attachment, Link, LinkKind, Note, NoteId, Source, Stored, file_text};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use shelf::{NOW, archive_of, fixtures, stored};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Cursor, Read};

/// What another program finds in a zip, by path.
fn unpacked(zip: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(zip)).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let name = file.name().unwrap().into_owned();
        let twice = files.insert(name.clone(), content);
        assert_eq!(twice, None, "{name}");
    }
    files
}

/// The notes of the fixtures: ones that link to each other and to one that is gone, one with
/// earlier texts, two with the same file, a deleted one and one of a newer schema.
fn entries() -> Vec<Entry> {
    let mut entries: Vec<Entry> = ["decision", "hostile", "several"]
        .into_iter()
        .flat_map(stored)
        .map(Entry::alone)
        .collect();
    let mut known = BTreeSet::new();
    entries.retain(|entry| known.insert(entry.note.id().clone()));
    let ids: Vec<NoteId> = entries.iter().map(|e| e.note.id().clone()).collect();
    let content = file_text(b"The plan.\n");
    let plan = Attachment::of("The plan [1].txt", "text/plain", &content).unwrap();
    let gone = Attachment::of("<b>gone</b>.pdf", "application/pdf", "").unwrap();
    for entry in &mut entries[..2] {
        entry.files = vec![KeptFile {
            sha256: plan.sha256.clone(),
            content: content.clone(),
        }];
        let note = current(entry);
        note.attachments = vec![plan.clone(), gone.clone()];
    }
    entries[0].earlier = Some(
        "{\"schema\":1,\"versions\":[{\"at\":1773306000000,\"kind\":\"replaced\",\
         \"text\":{\"answers\":{\"done_when\":\"--> <b>x</b>\"},\"brief\":null}}]}"
            .to_owned(),
    );
    let link = |kind, note: &NoteId| Link {
        kind,
        note: note.clone(),
    };
    current(&mut entries[0]).links = vec![
        link(LinkKind::SupersededBy, &ids[1]),
        link(LinkKind::Follows, &NoteId::from_parts(NOW, [0xee; 16])),
    ];
    let second = current(&mut entries[1]);
    second.links = vec![link(LinkKind::Follows, &ids[0])];
    second.delete(NOW);
    entries
}

fn current(entry: &mut Entry) -> &mut Note {
    match &mut entry.note {
        Stored::Current(note) => note,
        Stored::Newer(newer) => panic!("{newer:?}"),
    }
}

#[test]
fn the_notes_of_the_fixtures_become_these_files() {
    let files = unpacked(&archive_of(&entries()));
    let folder = fixtures().join("archive");
    if std::env::var_os("BATON_UPDATE").is_some() {
        let _ = fs::remove_dir_all(&folder);
        for (path, content) in &files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }
    for (path, content) in &files {
        let expected = fs::read(folder.join(path)).unwrap_or_default();
        assert_eq!(
            String::from_utf8_lossy(content),
            String::from_utf8_lossy(&expected),
            "{path}"
        );
    }
    assert_eq!(paths_below(&folder), files.len());
}

fn paths_below(folder: &std::path::Path) -> usize {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| {
            if entry.file_type().unwrap().is_dir() {
                paths_below(&entry.path())
            } else {
                1
            }
        })
        .sum()
}

#[test]
fn the_same_notes_make_the_same_bytes_and_no_host_shows() {
    let archive = archive_of(&entries());
    assert_eq!(archive, archive_of(&entries()));
    let mut zip = zip::ZipArchive::new(Cursor::new(&archive)).unwrap();
    for index in 0..zip.len() {
        let file = zip.by_index(index).unwrap();
        assert_eq!(
            file.unix_mode().unwrap_or(0) & 0o111,
            0,
            "{:?}",
            file.name()
        );
    }
    let of_note = "notes/2026/2026-03-12-which-plan-do-we-take-for-q3-020202020202.md";
    let written = zip.by_name(of_note).unwrap().last_modified().unwrap();
    assert_eq!(written.to_string(), "2026-03-14 11:00:00");
}

/// The raw HTML and the links of a file, as two kinds of programs read it.
fn html_and_links(markdown: &str) -> Vec<(String, Vec<String>)> {
    let metadata = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    [Options::all(), metadata]
        .map(|options| {
            let mut html = String::new();
            let mut links = Vec::new();
            for event in Parser::new_ext(markdown, options) {
                match event {
                    Event::Html(text) | Event::InlineHtml(text) => html.push_str(&text),
                    Event::Start(Tag::Image { dest_url, .. }) => panic!("an image: {dest_url}"),
                    Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
                    Event::End(TagEnd::HtmlBlock) => html.push('\u{1d}'),
                    _ => {}
                }
            }
            (html, links)
        })
        .to_vec()
}

/// Nothing but the one comment at the end is raw HTML, and every link inside of the archive leads
/// to a file of it.
fn assert_reads_well(files: &BTreeMap<String, Vec<u8>>) -> usize {
    let mut inner = 0;
    for (path, content) in files {
        if !path.ends_with(".md") {
            continue;
        }
        let text = std::str::from_utf8(content).unwrap();
        for (html, links) in html_and_links(text) {
            assert!(html.starts_with("<!-- baton-"), "{path}: {html}");
            assert!(html.ends_with("-->\n\u{1d}"), "{path}: {html}");
            assert_eq!(html.matches("-->").count(), 1, "{path}: {html}");
            assert_eq!(html.matches('<').count(), 1, "{path}: {html}");
            assert!(text.ends_with(html.trim_end_matches('\u{1d}')), "{path}");
            for link in links {
                if let Some(to) = link.strip_prefix("../../") {
                    assert!(files.contains_key(to), "{path}: {link}");
                    inner += 1;
                } else {
                    assert!(link.starts_with("http"), "{path}: {link}");
                }
            }
        }
    }
    inner
}

#[test]
fn nothing_but_the_comment_is_html_and_links_lead_somewhere() {
    // Two notes with a file each, and a link to each other; read twice.
    assert_eq!(assert_reads_well(&unpacked(&archive_of(&entries()))), 8);
}

#[test]
fn a_note_given_twice_is_there_once_and_files_that_are_none_are_left_out() {
    let mut entry = entries().remove(0);
    for (sha256, content) in [("../../x", "QQ=="), (&*"a".repeat(64), "=")] {
        entry.files.push(KeptFile {
            sha256: sha256.to_owned(),
            content: content.to_owned(),
        });
    }
    let files = unpacked(&archive_of(&[entry.clone(), entry]));
    let paths: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(
        paths,
        [
            "README.md",
            "files/56739bb8b5fd8c5c-the-plan-1.txt",
            "notes/2026/2026-03-12-which-plan-do-we-take-for-q3-020202020202.md",
        ]
    );
}

#[test]
fn names_are_told_apart_where_capitals_and_accents_do_not_count() {
    let titles = [
        "Café",
        "CAFÉ",
        "cafe\u{301}",
        "Cafe",
        "ﬁ",
        "fi",
        "Å",
        "\u{212b}",
    ];
    let entries: Vec<Entry> = titles
        .iter()
        .zip(0..)
        .map(|(title, n)| {
            let source = Source {
                event: Some((*title).to_owned()),
                ..Source::default()
            };
            let id = NoteId::from_parts(NOW, [n; 16]);
            Entry::alone(Stored::Current(Box::new(Note::draft(id, NOW, source))))
        })
        .collect();
    let files = unpacked(&archive_of(&entries));
    let folded: BTreeSet<String> = files
        .keys()
        .map(|path| {
            use unicode_normalization::UnicodeNormalization;
            path.nfkd().collect::<String>().to_uppercase()
        })
        .collect();
    assert_eq!(folded.len(), titles.len() + 1);
}

#[test]
fn what_packs_too_well_is_stored_so_that_nobody_takes_it_for_a_bomb() {
    let mut entry = entries().remove(0);
    let content = file_text(&vec![0; 4_000_000]);
    let silence = Attachment::of("silence.wav", "", &content).unwrap();
    entry.files = vec![KeptFile {
        sha256: silence.sha256.clone(),
        content,
    }];
    current(&mut entry).attachments = vec![silence];
    let archive = archive_of(&[entry]);
    let mut zip = zip::ZipArchive::new(Cursor::new(&archive)).unwrap();
    for index in 0..zip.len() {
        let file = zip.by_index(index).unwrap();
        assert!(
            file.size() <= file.compressed_size() * 101,
            "{:?}",
            file.name()
        );
    }
}

/// Text that tries to be markup or to end the comment, and any text at all.
fn odd_text() -> impl Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "-->",
        "--!>",
        "--",
        ">",
        "<!--",
        "<!-- baton-note ",
        "\n",
        "\n\n",
        "---",
        "<script>",
        "]]>",
        "[x](../../notes/x.md)",
        "![x](y)",
        "](",
        "\\",
        "\"",
        "```",
        "~~~",
        "&gt;",
        "#",
        "\r",
        "\0",
        "\u{202e}",
        "\u{2028}",
        "x",
        "é",
        "<a@b.c>",
        "[[x]]",
        "    ",
        "\t",
        "| a |",
        "[^1]: ",
    ]);
    prop_oneof![
        3 => proptest::collection::vec(pieces, 0..8).prop_map(|pieces| pieces.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(Config {
        cases: 200,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(11),
        ..Config::default()
    })]

    #[test]
    fn no_text_becomes_html_or_a_link_or_leaves_the_comment(
        texts in proptest::collection::vec(odd_text(), 8)
    ) {
        let mut entry = entries().remove(0);
        let content = file_text(format!("Content: {}", texts[0]).as_bytes());
        let mut file = Attachment::of("x", "", &content).unwrap();
        file.name.clone_from(&texts[1]);
        entry.files = vec![KeptFile { sha256: file.sha256.clone(), content }];
        let note = current(&mut entry);
        note.attachments = vec![file];
        note.answers.done_when.clone_from(&texts[2]);
        note.tags = vec![texts[3].clone()];
        note.source.event = Some(texts[4].clone());
        let brief = note.brief.as_mut().unwrap();
        brief.ask.clone_from(&texts[5]);
        brief.links = vec![texts[6].clone()];
        brief.owner.clone_from(&texts[7]);
        let other = entries().remove(1);
        let files = unpacked(&archive_of(&[entry, other]));
        // The file and the other note, and of that the same, each read twice.
        prop_assert_eq!(assert_reads_well(&files), 8);
    }
}
