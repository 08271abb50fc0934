//! What a backup holds beside notes, and how it gets back: the settings look at such a text, and take it in.

use baton_exchange::SetupKind;
use baton_protocol::{Failure, OwnReply, OwnRequest};
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

/// The person's settings and their own templates.
pub(crate) async fn setup() -> Setup {
    let mut setup = Setup::default();
    match baton_webext::ask(&OwnRequest::Settings).await {
        Ok(OwnReply::Settings(view)) => {
            let text = write_file(&view.settings);
            if text != write_file(&Settings::default()) {
                setup.texts.push((SetupKind::Settings, text));
            }
        }
        _ => setup.lacks_some = true,
    }
    match baton_webext::ask(&OwnRequest::Templates).await {
        Ok(OwnReply::Templates(view)) => {
            if holds_templates(&view.text) {
                setup.texts.push((SetupKind::Templates, view.text));
            }
        }
        _ => setup.lacks_some = true,
    }
    setup
}

/// Whether a file of templates has a template, or a rule that calls for one.
fn holds_templates(text: &str) -> bool {
    let file: Value = serde_json::from_str(text).unwrap_or_default();
    let has = |list: &str| file[list].as_array().is_some_and(|list| !list.is_empty());
    has("templates") || has("bindings")
}

/// Opens the settings with such a text: they show what it would change, and ask. It is handed over in memory.
pub(crate) async fn open(kind: SetupKind, text: &str) -> Result<(), Failure> {
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let id = crypto.ok_or(Failure::Page)?.random_uuid();
    let key = ["text/", &id].concat();
    let kept = baton_webext::set(Area::Session, &key, text).await;
    kept.map_err(|_| Failure::Page)?;
    let address = ["options.html#", kind.member(), "&chosen=", &key].concat();
    let opened = baton_webext::open_extension_page(&address).await;
    if opened.is_err() {
        // Nobody will take it. What stays is gone with the browser.
        let _ = baton_webext::remove(Area::Session, &key).await;
    }
    opened.map_err(|_| Failure::Page)
}

#[cfg(test)]
mod tests {
    use super::holds_templates;

    #[test]
    fn a_file_without_templates_and_rules_holds_nothing() {
        for (text, holds) in [
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
            ("no file", false),
        ] {
            assert_eq!(holds_templates(text), holds, "{text}");
        }
    }
}
