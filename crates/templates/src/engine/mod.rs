//! The language of templates: text with `{{value|filter}}`, `{% if %}` and `{% for %}`.
//!
//! A text becomes a [`Program`] in one pass ([`parse`]), which knows the kind of every value, so
//! that a wrong filter is found before anything is drafted. The program is a flat list of
//! instructions and runs without recursion ([`run`]). It ends by construction: `for` goes through
//! lists that are there when it begins, jumps lead forward except at a loop's end, and every
//! instruction is paid for from one [`Meter`].

mod cursor;
mod dates;
mod filter;
mod inputs;
mod meter;
mod parse;
mod run;
mod value;
mod variable;

pub use filter::Filter;
pub(crate) use inputs::Inputs;
pub(crate) use meter::Meter;
pub(crate) use parse::{Program, parse};
pub(crate) use run::{Written, run};
pub(crate) use value::Value;
pub use value::ValueKind;
pub use variable::Variable;

use crate::fault::Reason;

/// What is wrong, at a byte of the template's text.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The byte.
    pub(crate) at: usize,
    /// What.
    pub(crate) reason: Reason,
}
