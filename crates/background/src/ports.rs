//! The application's ports, over the browser.

use crate::modules::Modules;
use baton_app::ports::{Badge, Browser, Ports, Records, Script, Session};
use baton_app::scout::STRICT_RULE;
use baton_locale::Messages;
use baton_protocol::PageCommand;
use baton_store::Marker;
use baton_webext::{Area, BrowserMessages, TemporalZones};
use baton_worktime::{UtcMillis, ZoneName, Zones};
use js_sys::Reflect;
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

/// Everything the application needs, from the browser.
pub(crate) struct BrowserPorts<R> {
    records: R,
}

impl<R: Records> BrowserPorts<R> {
    pub fn new(records: R) -> Self {
        Self { records }
    }
}

impl<R: Records> Ports for BrowserPorts<R> {
    type Records = R;
    type Session = BrowserSession;
    type Browser = Toolbar;
    type Desk = Modules;
    type Finder = Modules;
    type Scout = Modules;

    fn records(&self) -> &R {
        &self.records
    }

    fn session(&self) -> &BrowserSession {
        &BrowserSession
    }

    fn browser(&self) -> &Toolbar {
        &Toolbar
    }

    fn desk(&self) -> &Modules {
        &Modules
    }

    fn finder(&self) -> &Modules {
        &Modules
    }

    fn scout(&self) -> &Modules {
        &Modules
    }

    fn zones(&self) -> &dyn Zones {
        &TemporalZones
    }

    fn messages(&self) -> &dyn Messages {
        &BrowserMessages
    }

    fn zone(&self) -> ZoneName {
        baton_webext::own_zone()
    }

    fn now(&self) -> UtcMillis {
        baton_webext::now()
    }

    fn random(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        // Every browser's global scope has `crypto`; were it missing, ids would still differ by
        // their moment and tickets would open nothing but an empty prompt.
        if let Ok(crypto) = Reflect::get(&js_sys::global(), &JsValue::from_str("crypto")) {
            let crypto: web_sys::Crypto = crypto.unchecked_into();
            let _ = crypto.get_random_values_with_u8_array(&mut bytes);
        }
        bytes
    }
}

/// `storage.session`.
pub(crate) struct BrowserSession;

impl Session for BrowserSession {
    async fn get(&self, key: &str) -> Option<String> {
        baton_webext::get(Area::Session, key).await.ok().flatten()
    }

    async fn get_all(&self, prefix: &str) -> Vec<(String, String)> {
        let all = baton_webext::get_all(Area::Session)
            .await
            .unwrap_or_default();
        all.into_iter()
            .filter(|(key, _)| key.starts_with(prefix))
            .collect()
    }

    async fn set(&self, key: &str, value: &str) {
        // What does not fit is forgotten: the page asks again, and nothing stored depends on it.
        let _ = baton_webext::set(Area::Session, key, value).await;
    }

    async fn remove(&self, key: &str) {
        let _ = baton_webext::remove(Area::Session, key).await;
    }
}

/// Addresses that were let through lately, two rules each.
const MAX_SESSION_RULES: u32 = 400;

/// The alarm, and the notification.
const FOLLOW_UP: &str = "follow-up";
/// The name of the notification that a backup is due.
const BACKUP: &str = "backup";

/// The toolbar button, and the content scripts in the tabs.
pub(crate) struct Toolbar;

impl Browser for Toolbar {
    async fn set_badge(&self, tab: i32, badge: Badge) {
        let (text, title) = match badge {
            Badge::Clear => (None, "action_title"),
            Badge::Booking => (Some("badge_booking"), "badge_booking_title"),
            Badge::Listing => (Some("badge_listing"), "badge_listing_title"),
        };
        let text = text.map(|key| BrowserMessages.text(key, &[]));
        // The tab may be gone by now; then there is no button to set.
        let _ = baton_webext::set_badge_text(Some(tab), text.as_deref()).await;
        let _ = baton_webext::set_title(tab, &BrowserMessages.text(title, &[])).await;
    }

    async fn command(&self, tab: i32, frame: i64, command: &PageCommand) -> bool {
        match serde_json::to_string(command) {
            Ok(command) => baton_webext::command(tab, frame, &command).await.is_ok(),
            Err(_) => false,
        }
    }

    fn notify(&self, tab: i32, frame: i64, command: &PageCommand) {
        let command = command.clone();
        spawn_local(async move {
            Self.command(tab, frame, &command).await;
        });
    }

    async fn open_notes(&self, note: Option<&str>) {
        let page = ["notes.html#", note.unwrap_or_default()].concat();
        let _ = baton_webext::open_extension_page(&page).await;
    }

    async fn open_asking(&self) {
        let _ = baton_webext::open_extension_page("when.html").await;
    }

    async fn write_about(&self, link: &str, is_private: bool) {
        let _ =
            baton_webext::open_extension_page(&baton_webext::write_about(link, is_private)).await;
    }

    async fn set_scripts(&self, scripts: &[Script]) {
        let scripts: Vec<_> = scripts
            .iter()
            .flat_map(|script| [first(script), registered(script)])
            .collect();
        if let Ok(scripts) = serde_json::to_string(&scripts) {
            // What cannot be registered now is tried again at the next update.
            let _ = baton_webext::set_content_scripts(&scripts).await;
        }
    }

    fn strict_page(&self) -> String {
        baton_webext::extension_url("strict.html")
    }

    async fn can_stop(&self) -> bool {
        baton_webext::can_stand_anywhere().await
    }

    async fn set_request_rules(&self, rules: &str) {
        // What a browser does not take leaves the rules before; the prompt in the page still asks.
        let _ = baton_webext::replace_session_rule(STRICT_RULE, rules).await;
    }

    async fn wake_at(&self, at: Option<UtcMillis>) {
        // Without an alarm the due notes are told of at the next start.
        let _ = baton_webext::set_alarm(FOLLOW_UP, at.map(|at| at.0));
    }

    async fn tell_due(&self, count: usize, is_news: bool) {
        let count = match count {
            0 => String::new(),
            _ => count.to_string(),
        };
        let _ = baton_webext::set_badge_text(None, Some(&count)).await;
        if is_news {
            let message = BrowserMessages.text("followups_notified", &[&count]);
            // Where the person allowed no notifications, the button tells.
            let _ = baton_webext::notify(FOLLOW_UP, &message);
        }
    }

    async fn back_up(&self) -> bool {
        if baton_webext::is_allowed("downloads").await {
            return baton_webext::open_behind("transfer.html#backup")
                .await
                .is_ok();
        }
        // Where the person allowed no notifications, the popup tells.
        let _ = baton_webext::notify(BACKUP, &BrowserMessages.text("transfer_backup_due", &[]));
        true
    }

    async fn add_session_rules(&self, rules: &str) {
        let _ = baton_webext::add_session_rules(rules, MAX_SESSION_RULES).await;
    }

    async fn run(&self, tab: i32, file: &str) {
        let _ = baton_webext::run_in_tab(tab, file).await;
    }
}

/// A script as the browser registers it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Registered<'a> {
    id: String,
    js: [&'a str; 1],
    matches: &'a [String],
    all_frames: bool,
    run_at: &'static str,
    persist_across_sessions: bool,
    /// In frames that a page fills by itself, too.
    match_origin_as_fallback: bool,
}

/// What runs before a script, and why: `extension/first.js`.
fn first(script: &Script) -> Registered<'_> {
    Registered {
        id: [script.id, "-first"].concat(),
        js: ["first.js"],
        run_at: "document_start",
        ..registered(script)
    }
}

fn registered(script: &Script) -> Registered<'_> {
    Registered {
        id: script.id.to_owned(),
        js: [script.file],
        matches: &script.matches,
        all_frames: true,
        run_at: "document_idle",
        persist_across_sessions: true,
        // Mail programs put messages there. A booking page is known by its address; such a frame has none, or
        // says that of the page around it.
        match_origin_as_fallback: script.file == "marks.js",
    }
}

/// What the store remembers outside itself.
pub(crate) struct BrowserMarker;

/// In `storage.local`: a record was acknowledged in this profile.
const ACKNOWLEDGED: &str = "acknowledged";

/// In `storage.session`: the copies were compared since the browser started.
const COMPARED: &str = "compared";

impl Marker for BrowserMarker {
    async fn is_set(&self) -> bool {
        is_marked(Area::Local, ACKNOWLEDGED).await
    }

    async fn set(&self) {
        let _ = baton_webext::set(Area::Local, ACKNOWLEDGED, "true").await;
    }

    async fn is_compared(&self) -> bool {
        is_marked(Area::Session, COMPARED).await
    }

    async fn set_compared(&self) {
        let _ = baton_webext::set(Area::Session, COMPARED, "true").await;
    }
}

async fn is_marked(area: Area, key: &str) -> bool {
    matches!(baton_webext::get(area, key).await, Ok(Some(_)))
}
