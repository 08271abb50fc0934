//! Formats that `date` does not know are told at their place.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use baton_templates::{OwnTemplate, Place, Reason, TemplatesFile, check};
use support::blank;

fn asking(ask: &str) -> OwnTemplate {
    OwnTemplate {
        ask: ask.to_owned(),
        ..blank("t")
    }
}

/// The column and the word of the fault in `ask`.
fn fault(ask: &str) -> Option<(u32, String)> {
    let fault = check(&asking(ask)).err()?;
    assert_eq!((&fault.place, fault.line), (&Place::Ask, 1));
    match fault.reason {
        Reason::Unexpected(word) => Some((fault.column, word)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn letters_that_are_no_piece_are_a_fault_where_they_stand() {
    for (ask, column, word) in [
        (r#"{{respond_by|date:"D MMM YYYY"}}"#, 22, "MMM"),
        (r#"é {{slot|date: "HH:mm Uhr":"theirs"}}"#, 23, "Uhr"),
        (r#"{{slot|date:"YYYY-MM-DDTHH:mm"}}"#, 22, "DDTHH"),
        (r#"{{slot|date:"[at] [D h"}}"#, 22, "h"),
        // Behind an escape it stands at the quote.
        (r#"{{slot|date:"\"ddd\""}}"#, 13, "ddd"),
    ] {
        assert_eq!(fault(ask), Some((column, word.to_owned())), "{ask}");
    }
}

#[test]
fn pieces_stand_side_by_side_and_other_writings_and_brackets_stand_for_themselves() {
    for ask in [
        r#"{{slot|date:"YYYYMMDD HHmm"}}"#,
        r#"{{slot|date:"YYYY-MM-DD[T]HH:mm"}}"#,
        r#"{{slot|date:"YYYY年M月D日"}}"#,
        r#"{{slot|date:"dddd, D MMMM, H.mm à [midi]"}}"#,
        r#"{{slot|date:""}}"#,
    ] {
        assert_eq!(fault(ask), None, "{ask}");
    }
}

#[test]
fn a_kept_template_with_such_a_format_is_still_read() {
    let file = TemplatesFile {
        templates: vec![asking(r#"{{slot|date:"D MMM"}}"#)],
        bindings: Vec::new(),
    };
    assert_eq!(TemplatesFile::decode(&file.encode()), Ok(file));
}
