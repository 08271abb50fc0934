//! What a backup holds beside notes, and how it gets back: the settings look at such a text, and take it in.

use baton_exchange::SetupKind;
use baton_protocol::{Failure, OwnReply, OwnRequest};
use baton_settings::{Settings, write_file};
use baton_webext::Area;

/// The person's own templates and their settings, as far as they have any. What cannot be had keeps no note from
/// being saved.
pub(crate) async fn setup() -> Vec<(SetupKind, String)> {
    let mut setup = Vec::new();
    if let Ok(OwnReply::Settings(view)) = baton_webext::ask(&OwnRequest::Settings).await {
        let text = write_file(&view.settings);
        if text != write_file(&Settings::default()) {
            setup.push((SetupKind::Settings, text));
        }
    }
    if let Ok(OwnReply::Templates(view)) = baton_webext::ask(&OwnRequest::Templates).await
        && view.revision > 0
    {
        setup.push((SetupKind::Templates, view.text));
    }
    setup
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
    opened.map_err(|_| Failure::Page)
}
