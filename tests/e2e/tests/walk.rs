//! The run that plays itself, as `cargo xtask run --headless` calls it.

use std::path::Path;

use baton_e2e::case::{Extension, play_with};
use baton_e2e::example::TITLE;
use baton_e2e::{Kind, Outcome, Scene, Trouble};

/// What is left of each step.
const PICTURES: [&str; 14] = [
    "1-gate.png",
    "2-verdict.png",
    "3-brief.png",
    "4-sent.png",
    "5-popup.png",
    "6-note.png",
    "7-settings.png",
    "8-people.png",
    "9-template.png",
    "10-write.png",
    "11-texts.png",
    "12-notes.png",
    "13-links.png",
    "14-recording.png",
];

/// Fewest bytes of a picture that shows something: those of the steps have 50,000 and more.
const LEAST_BYTES: usize = 20_000;

fn read(file: &Path) -> Result<Vec<u8>, Trouble> {
    std::fs::read(file).map_err(|error| Trouble::file(file, error))
}

/// Names in a folder, in order.
fn names(folder: &Path) -> Result<Vec<String>, Trouble> {
    let files = std::fs::read_dir(folder).map_err(|error| Trouble::file(folder, error))?;
    let mut names: Vec<String> = files
        .flatten()
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    Ok(names)
}

/// Width and height, from the first chunk of a PNG.
fn size(picture: &[u8]) -> Option<(u32, u32)> {
    let header = picture.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    Some((number(0)?, number(4)?))
}

async fn each_step_leaves_a_picture(scene: &mut Scene) -> Outcome {
    let folder = tempfile::tempdir().map_err(|error| Trouble::file(std::env::temp_dir(), error))?;
    let out = folder.path();
    for (file, text) in [
        ("0-old.png", "of an earlier run"),
        ("mine.txt", "somebody's"),
    ] {
        std::fs::write(out.join(file), text).map_err(|error| Trouble::file(out, error))?;
    }
    baton_e2e::walk::walk(&mut scene.browser, out).await?;

    let mut seen: Vec<Vec<u8>> = Vec::new();
    for name in PICTURES {
        let picture = read(&out.join(name))?;
        let (width, height) = size(&picture).unwrap_or_default();
        assert!(
            (1000..=1280).contains(&width) && (600..=860).contains(&height),
            "{name}: {width} × {height}"
        );
        assert!(
            picture.len() > LEAST_BYTES,
            "{name}: {} bytes",
            picture.len()
        );
        assert!(!seen.contains(&picture), "{name} shows the step before");
        seen.push(picture);
    }
    let others: Vec<String> = names(out)?
        .into_iter()
        .filter(|name| !PICTURES.contains(&name.as_str()))
        .collect();
    let [json, markdown, mine] = others.as_slice() else {
        return Err(Trouble::Unexpected(format!("{others:?}")));
    };
    assert!(
        json.ends_with(".json") && markdown.ends_with(".md") && mine == "mine.txt",
        "{others:?}"
    );
    let exported = read(&out.join(json))?;
    let exported: serde_json::Value = serde_json::from_slice(&exported)
        .map_err(|error| Trouble::Unexpected(error.to_string()))?;
    assert_eq!(baton_e2e::notes_in(&exported)[0]["brief"]["ask"], TITLE);
    let text = String::from_utf8_lossy(&read(&out.join(markdown))?).into_owned();
    assert!(text.starts_with("---\n") && text.contains(TITLE), "{text}");
    Ok(())
}
fn plays_itself(kind: Kind) {
    play_with(
        kind,
        Extension::Baton,
        "the_run_that_plays_itself",
        baton_e2e::walk::prepare,
        each_step_leaves_a_picture,
    );
}

#[test]
fn the_run_that_plays_itself_leaves_a_picture_of_each_step_and_both_exports_in_chromium() {
    plays_itself(Kind::Chromium);
}

#[test]
fn the_run_that_plays_itself_leaves_a_picture_of_each_step_and_both_exports_in_firefox() {
    plays_itself(Kind::Firefox);
}
