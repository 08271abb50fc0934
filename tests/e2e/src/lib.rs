//! End-to-end tests of Baton in real browsers.
//!
//! A test owns a [`Scene`](case::Scene): a TLS server on loopback that answers under the real host
//! names of the scheduling systems ([`site`]), and a browser with the extension loaded
//! ([`browser`]). [`in_both_browsers!`] makes one `chromium::…` and one `firefox::…` test of each
//! text. Every wait names what it waits for ([`wait`]); nothing sleeps for luck.
//!
//! What only one browser can do sits in [`chromium`] and [`firefox`]; everything else works the
//! same in both. Linux and macOS only: the browsers are stopped as a process group.

pub mod altered;
pub mod axe;
pub mod booking;
pub mod browser;
pub mod case;
pub mod chosen;
pub mod chromium;
pub mod clipboard;
pub mod corpus;
pub mod damage;
pub mod example;
pub mod exported;
pub mod extension;
pub mod firefox;
pub mod frames;

pub mod many;
pub mod messages;
pub mod page;
pub mod places;
pub mod popup;
pub mod process;
pub mod prompt;
pub mod refused;
pub mod routes;
pub mod site;
pub mod torture;
pub mod trouble;
mod used_profile;
pub mod wait;
pub mod walk;

pub use altered::Altered;
pub use browser::{Browser, Kind, Microphone, Options};
pub use case::{Outcome, Scene};
pub use exported::notes_in;
pub use site::Site;
pub use trouble::Trouble;
