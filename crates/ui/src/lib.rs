//! What Baton's pages share: the words, small components, the finished brief, clipboard, files,
//! dates, the rhythm of saving, the sites that are allowed, texts handed from page to page, and the guard against pages that cover or fake a click.
//!
//! Components name classes of `theme.css`; they hold no colours or sizes of their own.

mod button;
mod chips;
mod chosen;
mod clipboard;
mod clock;
mod dates;
mod download;
mod failure_notice;
mod focus;
mod icons;
mod leaving;
mod life;
mod mount;
mod panics;
mod paper;
mod save_schedule;
mod sight;
mod sites;
mod size;
mod tab_memory;
mod value;
mod words;

pub use button::{button, quiet_button};
pub use chips::{Chip, chips};
pub use chosen::{Chosen, address_hash};
pub use clipboard::{copy_text, copy_text_and_html};
pub use clock::{tick, wait_for, wall_clock};
pub use dates::{Age, relative, spoken_moment};
pub use download::{save_blob, save_bytes, save_file};
pub use failure_notice::failure_notice;
pub use focus::focus;
pub use icons::{arrow_back, bin, cross, fold, mark, panel, plus};
pub use leaving::on_leaving;
pub use life::{delivered_text, origin_text, state_name, state_text};
pub use mount::mount;
pub use panics::panics_to_console;
pub use paper::paper;
pub use save_schedule::SaveSchedule;
pub use sight::{Judgement, Sight, is_by_keyboard};
pub use sites::{allowed_sites, forget_site};
pub use size::file_size;
pub use tab_memory::{forget_in_tab, keep_in_tab, kept_in_tab};
pub use value::value_of;
pub use words::{text, text_with};
