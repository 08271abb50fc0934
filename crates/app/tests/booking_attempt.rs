//! One booking attempt from the page to the record.

mod stage;

use baton_app::Sender;
use baton_app::ports::Badge;
use baton_notes::{Delivered, State, Written};
use baton_protocol::{
    Activity, ExportFormat, Handover, NoteChange, OwnReply, OwnRequest, PageCommand, PageRequest,
    PromptReply, PromptRequest, ShowReply, ShowRequest,
};
use stage::*;

#[test]
fn a_booking_page_gets_a_prompt_that_says_who_and_what() {
    let stage = Stage::new();
    let (_, view) = stage.prompt_on(PAGE);
    assert_eq!(view.provider_name, "Calendly");
    assert_eq!(view.source.target, PAGE);
    assert_eq!(view.source.minutes, Some(30));
    assert!(view.source.person.is_some());
    assert!(!view.resumed && !view.private && view.takes_text);
    assert_eq!(
        view.evidence,
        [
            "The address is on a host where Calendly has booking pages: calendly.com",
            "Its path looks like a booking link: /{owner}/{event}",
        ]
    );
    assert_eq!(
        stage.app.ports().browser.badges.borrow()[&1],
        Badge::Booking
    );
}

#[test]
fn other_pages_of_the_same_vendor_get_nothing() {
    let stage = Stage::new();
    for url in [
        "https://calendly.com/pricing",
        "https://calendly.com/login",
        "https://calendly.com/cancellations/0849b451-da1a-494a-9818-4fc8ce627571",
    ] {
        assert_eq!(stage.see(url, "").prompt, None, "{url}");
        assert_eq!(
            stage.app.ports().browser.badges.borrow()[&1],
            Badge::Clear,
            "{url}"
        );
    }
}

#[test]
fn a_list_of_event_types_gets_the_badge_only() {
    let stage = Stage::new();
    assert_eq!(
        stage.see("https://calendly.com/alex-example", "").prompt,
        None
    );
    assert_eq!(
        stage.app.ports().browser.badges.borrow()[&1],
        Badge::Listing
    );
}

#[test]
fn a_page_that_cannot_show_a_prompt_gets_the_badge_and_the_popup_says_why() {
    let stage = Stage::new();
    let seen = PageRequest::Seen {
        url: PAGE.to_owned(),
        title: String::new(),
        mounted: None,
        can_prompt: false,
        form: None,
    };
    assert_eq!(stage.page(&page_in(1, 0, PAGE), seen).unwrap().prompt, None);
    assert_eq!(
        stage.app.ports().browser.badges.borrow()[&1],
        Badge::Booking
    );
    match stage.own(OwnRequest::Activity { tab: 1 }).unwrap() {
        OwnReply::Activity(shown) => assert_eq!(shown.activity, Activity::CannotPrompt),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_typed_becomes_one_note_however_often_it_is_saved() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    for ask in ["Which", "Which plan", "Which plan for Q3?"] {
        let save = PromptRequest::SaveDraft(Handover {
            text: Written {
                answers: answers(),
                brief: Some(brief(ask)),
            },
            was: Vec::new(),
        });
        assert!(matches!(
            stage.ask(&prompt, save),
            Ok(PromptReply::Saved { .. })
        ));
        stage.later(1);
    }
    assert_eq!(stage.titles(), ["Which plan for Q3?"]);
}

#[test]
fn a_draft_is_taken_up_again_after_everything_but_the_store_is_gone() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let save = PromptRequest::SaveDraft(Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief("Which plan for Q3?")),
        },
        was: Vec::new(),
    });
    stage.ask(&prompt, save).unwrap();
    stage.app.ports().session.0.borrow_mut().clear();
    stage.later(60 * 24 * 30);

    let (_, view) = stage.prompt_on(&format!("{PAGE}?month=2026-04"));
    assert!(view.resumed);
    assert_eq!(view.answers, answers());
    assert_eq!(view.brief.unwrap().ask, "Which plan for Q3?");
}

#[test]
fn a_copied_brief_is_sent_and_the_verdict_is_kept_with_its_rule() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let delivered = PromptRequest::Delivered {
        what: Handover {
            text: Written {
                answers: answers(),
                brief: Some(brief("Which plan for Q3?")),
            },
            was: Vec::new(),
        },
        how: Delivered::Copied,
    };
    stage.ask(&prompt, delivered).unwrap();

    let id = stage.list("")[0].id.clone();
    let ShowReply::Note(note) = stage.show(ShowRequest::Note { id }).unwrap() else {
        panic!("not a note")
    };
    assert_eq!(note.state, State::Sent);
    assert_eq!(note.deliveries.len(), 1);
    let (sentence, rule) = note.verdict.as_ref().unwrap();
    assert!(rule.starts_with("R7: "), "{rule}");
    assert!(
        !sentence.is_empty() && !sentence.starts_with('['),
        "{sentence}"
    );
    assert!(note.brief.contains("Which plan for Q3?"), "{}", note.brief);
    assert!(
        note.answers.iter().any(|given| given.answer.contains("Q3")),
        "{:?}",
        note.answers
    );
    assert_eq!(note.target, PAGE);
}

#[test]
fn a_delivery_told_twice_is_one_and_a_later_one_is_another() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let deliver = |ask: &str| {
        let brief = brief(ask);
        let delivered = PromptRequest::Delivered {
            what: Handover {
                text: Written {
                    answers: answers(),
                    brief: Some(brief),
                },
                was: Vec::new(),
            },
            how: Delivered::Copied,
        };
        stage.ask(&prompt, delivered.clone()).unwrap();
        stage.ask(&prompt, delivered).unwrap();
        stage.later(5);
        let id = stage.list("")[0].id.clone();
        match stage.show(ShowRequest::Note { id }).unwrap() {
            ShowReply::Note(note) => note.deliveries.len(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!([deliver("Which?"), deliver("Which plan?")], [1, 2]);
}

#[test]
fn a_settled_attempt_is_not_asked_about_again_in_the_same_tab() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let delivered = PromptRequest::Delivered {
        what: Handover {
            text: Written {
                answers: answers(),
                brief: Some(brief("Which plan for Q3?")),
            },
            was: Vec::new(),
        },
        how: Delivered::Mailed,
    };
    stage.ask(&prompt, delivered).unwrap();
    assert_eq!(stage.see(PAGE, "").prompt, None);
}

#[test]
fn booking_with_the_brief_keeps_slot_and_embed_parameters_and_steps_aside() {
    let stage = Stage::new();
    let url = format!("{PAGE}/2026-03-16T10:30:00-07:00?month=2026-03&embed_type=Inline");
    let (prompt, view) = stage.prompt_on(&url);
    assert!(view.source.slot.is_some());
    let brief = brief("Which plan for Q3?");
    let PromptReply::Booking(preview) = stage
        .ask(
            &prompt,
            PromptRequest::PreviewBooking {
                brief: brief.clone(),
            },
        )
        .unwrap()
    else {
        panic!("not a preview")
    };
    assert!(preview.field_text.contains("Which plan for Q3?"));
    assert!(stage.list("").is_empty(), "a preview changes nothing");

    stage
        .ask(
            &prompt,
            PromptRequest::Book(Handover {
                text: Written {
                    answers: answers(),
                    brief: Some(brief),
                },
                was: Vec::new(),
            }),
        )
        .unwrap();
    let commands = stage.app.ports().browser.commands.borrow().clone();
    let Some((1, 0, PageCommand::Navigate { url: gone })) = commands.last() else {
        panic!("the page was not moved: {commands:?}")
    };
    assert!(
        gone.starts_with(&format!("{PAGE}/2026-03-16T10:30:00-07:00?")),
        "{gone}"
    );
    assert!(
        gone.contains("embed_type=Inline") && gone.contains("a1="),
        "{gone}"
    );
    assert_eq!(stage.see(gone, "").prompt, None, "it steps aside");
    assert_eq!(stage.list("")[0].state, Some(State::Booked));
}

#[test]
fn a_link_that_already_fills_the_field_is_left_as_it_is() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(&format!("{PAGE}?a1=Agenda"));
    let ask = PromptRequest::PreviewBooking {
        brief: brief("Which plan?"),
    };
    let PromptReply::Booking(preview) = stage.ask(&prompt, ask).unwrap() else {
        panic!("not a preview")
    };
    assert_eq!(preview.field_text, "");
    assert!(preview.rest_on_clipboard);
    assert_eq!(
        preview.clipboard_reason.as_deref(),
        Some("booking_clipboard_field_taken")
    );
}

#[test]
fn a_long_brief_puts_its_ask_into_the_field_and_the_rest_on_the_clipboard() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let mut long = brief("Which plan for Q3?");
    long.if_no_reply = "word ".repeat(4_000);
    let ask = PromptRequest::PreviewBooking { brief: long };
    let PromptReply::Booking(preview) = stage.ask(&prompt, ask).unwrap() else {
        panic!("not a preview")
    };
    assert!(
        preview.field_text.contains("Which plan for Q3?"),
        "{preview:?}"
    );
    assert!(preview.field_text.chars().count() < 1_000);
    assert!(preview.rest_on_clipboard);
}

#[test]
fn not_now_leaves_a_count_and_no_note() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    stage.ask(&prompt, NOT_NOW).unwrap();
    assert!(stage.list("").is_empty());
    let kept = stage.app.ports().records.kept.borrow().clone();
    assert!(kept["ledger"].contains("\"2026-03-12\""), "{kept:?}");
    assert_eq!(
        stage.see(PAGE, "").prompt,
        None,
        "not asked again in this tab"
    );
}

/// What is done in one window tells nothing in the other.
#[test]
fn a_private_window_and_the_others_know_nothing_of_each_other() {
    let seen_in = |stage: &Stage, tab: i32, is_private: bool, url: &str| {
        let page = Sender {
            private: is_private,
            ..page_in(tab, 0, url)
        };
        let seen = PageRequest::Seen {
            url: url.to_owned(),
            title: String::new(),
            mounted: None,
            can_prompt: true,
            form: None,
        };
        stage.page(&page, seen).unwrap().prompt
    };
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let save = PromptRequest::SaveDraft(Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief("Which plan?")),
        },
        was: Vec::new(),
    });
    stage.ask(&prompt, save).unwrap();
    stage.ask(&prompt, NOT_NOW).unwrap();
    let records = || stage.app.ports().records.kept.borrow().clone();
    let before = records();
    let slot = format!("{PAGE}/2026-03-16T10:30:00-07:00");
    assert!(seen_in(&stage, 2, true, &slot).is_some());
    let invitee = format!("{PAGE}/invitees/0f1e");
    assert_eq!(seen_in(&stage, 2, true, &invitee), None);
    assert_eq!(records(), before, "nothing of it is in the note");

    let stage = Stage::new();
    let ticket = seen_in(&stage, 1, true, PAGE).unwrap().ticket.unwrap();
    let prompt = Sender {
        private: true,
        ..prompt_in(1, 7)
    };
    stage
        .ask(&prompt, PromptRequest::Redeem { ticket })
        .unwrap();
    stage.ask(&prompt, NOT_NOW).unwrap();
    assert_eq!(seen_in(&stage, 1, true, PAGE), None);
    assert!(seen_in(&stage, 2, false, PAGE).is_some());
}

#[test]
fn a_private_window_stores_nothing() {
    let stage = Stage::new();
    let mut page = page_in(1, 0, PAGE);
    page.private = true;
    let seen = PageRequest::Seen {
        url: PAGE.to_owned(),
        title: String::new(),
        mounted: None,
        can_prompt: true,
        form: None,
    };
    let ticket = stage
        .page(&page, seen)
        .unwrap()
        .prompt
        .unwrap()
        .ticket
        .unwrap();
    let mut prompt = prompt_in(1, 7);
    prompt.private = true;
    let PromptReply::View(view) = stage
        .ask(&prompt, PromptRequest::Redeem { ticket })
        .unwrap()
    else {
        panic!("not a view")
    };
    assert!(view.private);
    let delivered = PromptRequest::Delivered {
        what: Handover {
            text: Written {
                answers: answers(),
                brief: Some(brief("Which plan?")),
            },
            was: Vec::new(),
        },
        how: Delivered::Copied,
    };
    assert!(matches!(
        stage.ask(&prompt, delivered),
        Ok(PromptReply::Saved { diverged: false })
    ));
    stage.ask(&prompt, NOT_NOW).unwrap();
    assert!(stage.app.ports().records.kept.borrow().is_empty());
}

#[test]
fn deleting_can_be_undone_and_filtering_finds_by_any_word() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let save = PromptRequest::SaveDraft(Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief("Which plan?")),
        },
        was: Vec::new(),
    });
    stage.ask(&prompt, save).unwrap();
    assert_eq!(stage.list("PLAN q3").len(), 1);
    assert_eq!(stage.list("zebra").len(), 0);

    let id = stage.list("")[0].id.clone();
    stage
        .own(OwnRequest::Change {
            id: id.clone(),
            change: NoteChange::Delete,
        })
        .unwrap();
    assert!(stage.list("").is_empty());
    stage
        .own(OwnRequest::Change {
            id,
            change: NoteChange::Restore,
        })
        .unwrap();
    assert_eq!(stage.titles(), ["Which plan?"]);
}

#[test]
fn one_note_or_all_are_exported_in_both_formats() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    let save = PromptRequest::SaveDraft(Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief("Which plan?")),
        },
        was: Vec::new(),
    });
    stage.ask(&prompt, save).unwrap();
    let id = stage.list("")[0].id.clone();
    for ids in [None, Some(vec![id])] {
        for (format, ending) in [
            (ExportFormat::Markdown, ".md"),
            (ExportFormat::Json, ".json"),
        ] {
            let export = ShowRequest::File {
                ids: ids.clone(),
                format,
            };
            let ShowReply::File(file) = stage.show(export).unwrap() else {
                panic!("not a file")
            };
            assert!(file.name.ends_with(ending), "{}", file.name);
            assert!(file.content.contains("Which plan?"), "{}", file.content);
        }
    }
}
