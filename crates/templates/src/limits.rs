//! How large a template may be, and how much work it may make.
//!
//! Nothing is cut: what is over a limit is refused, by name. Characters are Unicode characters.

/// The longest id of a template, in characters.
pub const MAX_ID_CHARS: usize = baton_brief::MAX_FIELD_ID_CHARS;
/// The longest name of a template, label of a field, option or unit, in characters.
pub const MAX_NAME_CHARS: usize = baton_brief::MAX_LABEL_CHARS;
/// The longest line of help, in characters.
pub const MAX_HINT_CHARS: usize = baton_brief::MAX_HINT_CHARS;
/// The longest template text of one field, in characters.
pub const MAX_SOURCE_CHARS: usize = 10_000;
/// The most fields; a brief holds 64 ([`baton_brief::MAX_FIELDS`]), and keeps those of a template
/// that was left.
pub const MAX_FIELDS: usize = baton_brief::MAX_FORM_FIELDS;
/// The most options of a choice.
pub const MAX_OPTIONS: usize = baton_brief::MAX_OPTIONS;
/// How deep `if` and `for` may stand in each other.
pub const MAX_DEPTH: usize = 8;
/// The most filters behind one value.
pub const MAX_FILTERS: usize = 16;
/// The largest number a filter takes: characters, or days.
pub const MAX_NUMBER: u32 = 1_000;
/// The most working days `working_days` counts: six weeks, each day asking the host's clocks.
pub const MAX_WORKING_DAYS: u16 = 30;

/// The steps one draft may take, all of its fields together. A step is an instruction, or one byte
/// that a filter reads or writes; what asks the host's clocks costs more (see `engine::meter`).
/// A million took at most 12 ms natively (`benches/draft.rs`, `worst`); a browser may take several
/// times as long and stays below 100 ms.
pub const MAX_STEPS: u32 = 1_000_000;

/// The most templates.
pub const MAX_TEMPLATES: usize = 100;
/// The most bindings.
pub const MAX_BINDINGS: usize = 200;
/// The longest condition of a binding, in characters; that of a host name, the longest of them.
pub const MAX_CONDITION_CHARS: usize = 253;
/// The largest file of templates, in bytes.
pub const MAX_FILE_BYTES: usize = 1_000_000;
