//! What a backup holds beside notes, and how it gets back: the page where it is set looks at such a text, and
//! takes it in; saved views are added to those that are there.

use baton_exchange::{MAX_SETUP_BYTES, SetupKind};
use baton_protocol::{Failure, ListChoices, OwnReply, OwnRequest, ViewChange, ViewsRequest};
use baton_settings::{Settings, write_file};
use baton_webext::Area;
use serde_json::Value;

/// What the person has set up.
#[derive(Default)]
pub(crate) struct Setup {
    /// The texts, as far as there is anything in them.
    pub texts: Vec<(SetupKind, String)>,
    /// Whether some could not be had. That keeps no note from being saved.
    pub lacks_some: bool,
}

/// What the person has set up, as it stands.
pub(crate) async fn setup() -> Setup {
    let mut setup = Setup::default();
    for kind in SetupKind::ALL {
        let ask = match kind {
            SetupKind::Settings => OwnRequest::Settings,
            SetupKind::Templates => OwnRequest::Templates,
            SetupKind::Asking => OwnRequest::Asking,
            SetupKind::Views => OwnRequest::Views,
        };
        match baton_webext::ask(&ask).await.map(held) {
            Ok(None) => {}
            Ok(Some(text)) if text.len() <= MAX_SETUP_BYTES => setup.texts.push((kind, text)),
            _ => setup.lacks_some = true,
        }
    }
    setup
}

/// The text of an answer, if anything is set in it.
fn held(reply: OwnReply) -> Option<String> {
    match reply {
        OwnReply::Settings(view) => {
            let text = write_file(&view.settings);
            (text != write_file(&Settings::default())).then_some(text)
        }
        OwnReply::Templates(view) => {
            Some(view.text).filter(|text| holds(text, &["templates", "bindings"]))
        }
        OwnReply::Views(record) => record.filter(|record| holds(record, &["views"])),
        OwnReply::Asking(record) => record,
        _ => None,
    }
}

/// Whether one of these lists of a text has anything in it.
fn holds(text: &str, lists: &[&str]) -> bool {
    let text: Value = serde_json::from_str(text).unwrap_or_default();
    let has = |list: &&str| text[*list].as_array().is_some_and(|list| !list.is_empty());
    lists.iter().any(has)
}

/// Adds these saved views to those that are there.
pub(crate) async fn add_views(record: String) -> Result<(), Failure> {
    let change = serde_json::to_string(&ViewChange::Add { record });
    let change = Some(change.map_err(|_| Failure::Malformed)?);
    let choices: Result<ListChoices, Failure> = baton_webext::ask(&ViewsRequest { change }).await;
    choices.map(drop)
}

/// Opens the page where it is set with such a text: it shows what would change, and asks. The text is handed over
/// in memory.
pub(crate) async fn open(kind: SetupKind, text: &str) -> Result<(), Failure> {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let id = crypto.ok_or(Failure::Page)?.random_uuid();
    let key = ["text/", &id].concat();
    let kept = baton_webext::set(Area::Session, &key, text).await;
    kept.map_err(|_| Failure::Page)?;
    let page = match kind {
        SetupKind::Asking => "when.html#",
        _ => "options.html#",
    };
    let address = [page, kind.member(), "&chosen=", &key].concat();
    let opened = baton_webext::open_extension_page(&address).await;
    if opened.is_err() {
        // Nobody will take it. What stays is gone with the browser.
        let _ = baton_webext::remove(Area::Session, &key).await;
    }
    opened.map_err(|_| Failure::Page)
}

#[cfg(test)]
mod tests {
    use super::holds;

    #[test]
    fn a_text_without_an_entry_in_its_lists_holds_nothing() {
        let lists = ["templates", "bindings"];
        for (text, expected) in [
            (
                r#"{"baton_templates":1,"templates":[],"bindings":[]}"#,
                false,
            ),
            (
                r#"{"baton_templates":1,"templates":[{}],"bindings":[]}"#,
                true,
            ),
            (
                r#"{"baton_templates":1,"templates":[],"bindings":[{}]}"#,
                true,
            ),
            (r#"{"schema":1,"views":[{}]}"#, false),
            ("no file", false),
        ] {
            assert_eq!(holds(text, &lists), expected, "{text}");
        }
    }
}
