//! The browser's extension API, typed: the only place that says `browser`.
//!
//! No logic lives here: each function is one call, its arguments and its errors turned into Rust.
//! `browser` with promises is native in Firefox and in Chromium from version 148 on.

mod action;
mod ask;
mod beside;
mod blocking;
mod codec;
mod downloads;
mod error;
mod locale;
mod object;
mod panics;
mod read;
mod reminding;
mod scripting;
mod storage;
mod tabs;
mod zones;

pub use action::{set_badge_text, set_title};
pub use ask::{ask, ask_begun, extension_url};
pub use beside::open_beside;
pub use blocking::{add_session_rules, can_stand_anywhere, replace_session_rule};
pub use codec::{from_js, to_js, to_text};
pub use downloads::{Download, download};
pub use error::BrowserError;
pub use locale::{BrowserMessages, interface_language, reading_direction};
pub use panics::report_panics_to;
pub use read::WrongShape;
pub use reminding::{notify, set_alarm};
pub use scripting::{
    give_up_allowance, give_up_permission, is_allowed, is_permitted, request_allowance,
    request_permission, result_in_page, run_in_tab, set_content_scripts,
};
pub use storage::{Area, get, get_all, remove, set, take};
pub use tabs::{
    active_tab, command, open_behind, open_extension_page, open_options_page, tab_host,
};
pub use tabs::{is_private, write_about};
pub use zones::{TemporalZones, known_zones, now, own_zone};
