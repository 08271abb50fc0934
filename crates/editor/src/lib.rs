//! A brief being written: its session, the form beside its preview, hints, the ways it leaves.
//!
//! [`session`] decides everything and is tested natively. Two pages show it: the prompt as a card in
//! a booking page, with the gate's questions before it, and the write page on its own.

pub mod deadline;
pub mod event;
pub mod moment_field;
pub mod part;
mod running;
pub mod session;
pub mod steps;
pub mod view;

pub use running::{Running, Told, host};
