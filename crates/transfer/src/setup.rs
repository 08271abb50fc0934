//! What a backup holds beside notes, and how it gets back: the page where it is set looks at such a text, and
//! takes it in; saved views are added to those that are there.

use baton_asking::Asking;
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
        match baton_webext::ask(&ask).await.and_then(held) {
            Ok(None) => {}
            Ok(Some(text)) if text.len() <= MAX_SETUP_BYTES => setup.texts.push((kind, text)),
            _ => setup.lacks_some = true,
        }
    }
    setup
}

/// The text of an answer, if anything is set in it.
///
/// # Errors
/// For what stands there and cannot be read.
fn held(reply: OwnReply) -> Result<Option<String>, Failure> {
    let (text, lists): (_, &[&str]) = match reply {
        OwnReply::Settings(view) => {
            let text = write_file(&view.settings);
            return Ok((text != write_file(&Settings::default())).then_some(text));
        }
        OwnReply::Asking(None) | OwnReply::Views(None) => return Ok(None),
        OwnReply::Asking(Some(record)) => {
            let asking = Asking::decode(&record).map_err(|_| Failure::StoreBroken)?;
            return Ok((!asking.is_set_as(&Asking::default())).then_some(record));
        }
        OwnReply::Templates(view) => (view.text, &["templates", "bindings"]),
        OwnReply::Views(Some(record)) => (record, &["views"]),
        _ => return Err(Failure::Malformed),
    };
    let read: Value = serde_json::from_str(&text).map_err(|_| Failure::StoreBroken)?;
    let mut is_set = false;
    for list in lists {
        let list = read[*list].as_array().ok_or(Failure::StoreBroken)?;
        is_set |= !list.is_empty();
    }
    Ok(is_set.then_some(text))
}

/// Adds these saved views to those that are there.
pub(crate) async fn add_views(record: String) -> Result<(), Failure> {
    let change = serde_json::to_string(&ViewChange::Add { record });
    let change = Some(change.map_err(|_| Failure::Malformed)?);
    let choices: Result<ListChoices, Failure> = baton_webext::ask(&ViewsRequest { change }).await;
    choices.map(drop)
}

/// Opens the page where it is set with such a text: it shows what would be set, and asks. The text is handed over
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
    use super::held;
    use baton_asking::{Asking, Change, Manner, Moment};
    use baton_protocol::{Failure, OwnReply, TemplatesView};
    use baton_worktime::{LocalTime, UtcMillis};

    fn templates(text: &str) -> OwnReply {
        OwnReply::Templates(TemplatesView {
            text: text.to_owned(),
            revision: 1,
        })
    }

    fn views(text: &str) -> OwnReply {
        OwnReply::Views(Some(text.to_owned()))
    }

    fn asking(asking: &Asking) -> OwnReply {
        OwnReply::Asking(Some(asking.encode()))
    }

    #[test]
    fn what_is_set_is_held_and_what_is_not_is_left_out() {
        let mut quiet = Asking::default();
        let now = Moment {
            at: UtcMillis(0),
            local: LocalTime::from_clock_millis(0),
        };
        quiet.change(Change::Elsewhere(Manner::Quiet), now).unwrap();
        let mut skipped = Asking::default();
        let skip = Change::Skipped("calendly".to_owned());
        skipped.change(skip, now).unwrap();
        for (reply, is_held) in [
            (templates(r#"{"templates":[],"bindings":[]}"#), false),
            (templates(r#"{"templates":[{}],"bindings":[]}"#), true),
            (templates(r#"{"templates":[],"bindings":[{}]}"#), true),
            (views(r#"{"schema":1,"views":[]}"#), false),
            (views(r#"{"schema":1,"views":[{}]}"#), true),
            (OwnReply::Views(None), false),
            (OwnReply::Asking(None), false),
            // Each brief that is written writes this record, and each *Not now*.
            (asking(&Asking::default()), false),
            (asking(&skipped), false),
            (asking(&quiet), true),
        ] {
            let told = format!("{reply:?}");
            assert_eq!(held(reply).unwrap().is_some(), is_held, "{told}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        let asking = |text: &str| OwnReply::Asking(Some(text.to_owned()));
        for reply in [
            views("{"),
            views(r#"{"schema":1,"views":"x"}"#),
            asking(""),
            asking(r#"{"schema":1,"asking":{"sites":5}}"#),
        ] {
            assert_eq!(held(reply), Err(Failure::StoreBroken));
        }
        assert_eq!(held(OwnReply::Ok), Err(Failure::Malformed));
    }
}
