//! Two tabs on one draft: neither takes away what the other wrote without a word.
#![allow(clippy::panic, reason = "a test fails by panicking")]

mod stage;

use baton_notes::{VersionKind, Written};
use baton_protocol::{ExportFormat, Handover, PromptReply, PromptRequest, ShowReply, ShowRequest};
use stage::*;

/// What a note says about the texts kept beside it, the newest first.
fn earlier(stage: &Stage) -> Vec<(VersionKind, String)> {
    let id = stage.list("")[0].id.clone();
    match stage.show(ShowRequest::Note { id }) {
        Ok(ShowReply::Note(note)) => {
            let texts = note.earlier.into_iter();
            texts.map(|text| (text.kind, text.brief)).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn text(ask: &str) -> Written {
    Written {
        answers: answers(),
        brief: Some(brief(ask)),
    }
}

/// A save by a prompt that knows of the texts `was`.
fn save(ask: &str, was: &[&str]) -> PromptRequest {
    PromptRequest::SaveDraft(Handover {
        text: text(ask),
        was: was.iter().map(|ask| text(ask)).collect(),
    })
}

#[test]
fn two_tabs_on_one_draft_overwrite_nothing_silently() {
    let stage = Stage::new();
    let (first, _) = stage.prompt_on(PAGE);
    let diverged = |answer| match answer {
        Ok(PromptReply::Saved { diverged, .. }) => diverged,
        other => panic!("{other:?}"),
    };
    assert!(!diverged(stage.ask(&first, save("One", &[]))));
    stage.later(10);
    // A second tab takes the draft up, and both write on.
    let ticket = stage.see_in(2, PAGE).prompt.unwrap().ticket.unwrap();
    let second = prompt_in(2, 7);
    stage
        .ask(&second, PromptRequest::Redeem { ticket })
        .unwrap();
    assert!(!diverged(stage.ask(&second, save("Two", &["One"]))));
    assert!(diverged(stage.ask(&first, save("One more", &["One"]))));
    // Told again, because its answer got lost: still one, and it is still said.
    assert!(diverged(stage.ask(&first, save("One more", &["One"]))));
    assert_eq!(stage.titles(), ["One more"]);
    let (kinds, texts): (Vec<_>, Vec<_>) = earlier(&stage).into_iter().unzip();
    assert_eq!(kinds, [VersionKind::Diverged, VersionKind::Replaced]);
    assert!(
        texts[0].contains("Two") && texts[1].contains("One"),
        "{texts:?}"
    );
}

#[test]
fn the_other_tabs_text_is_in_the_exported_file_of_the_note() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    stage
        .ask(&prompt, save("Theirs, in another tab", &[]))
        .unwrap();
    stage.ask(&prompt, save("Mine", &[])).unwrap();
    let id = stage.list("")[0].id.clone();
    for ids in [None, Some(vec![id])] {
        let format = ExportFormat::Json;
        match stage.show(ShowRequest::File { ids, format }) {
            Ok(ShowReply::File(file)) => {
                assert!(file.content.contains("\"earlier\":{"), "{}", file.content);
                assert!(file.content.contains("Theirs, in another tab"));
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_text_sent_before_without_an_answer_is_ones_own() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    stage.ask(&prompt, save("One", &[])).unwrap();
    let saved = stage.ask(&prompt, save("One, two", &["", "One"]));
    assert!(matches!(
        saved,
        Ok(PromptReply::Saved {
            diverged: false,
            ..
        })
    ));
}
