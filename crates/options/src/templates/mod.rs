//! Templates of one's own: [`entry`] and [`rule`] hold what is typed, [`model`] decides, and
//! [`sample`] drafts what a template makes of an example.

pub mod entry;
mod event;
pub mod model;
pub mod rule;
pub mod sample;

pub use event::{Effect, Event};
pub use model::{Import, Removed, Start, Templates};
