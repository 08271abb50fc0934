//! What is wrong with a template, and where.

use baton_locale::Messages;
use serde::{Deserialize, Serialize};

/// What is wrong with a template. The template as it was stays in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateFault {
    /// The text it is in.
    pub place: Place,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode characters.
    pub column: u32,
    /// What is wrong.
    pub reason: Reason,
}

/// A text of a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The id.
    Id,
    /// The name.
    Name,
    /// What it is for.
    Hint,
    /// The ask of the head.
    Ask,
    /// What happens without a reply, in the head.
    IfNoReply,
    /// The owner of the next step, in the head.
    Owner,
    /// The list of fields as a whole.
    Fields,
    /// A part of a field.
    Field {
        /// The field's place, from 0.
        index: usize,
        /// The part.
        part: FieldPart,
    },
}

/// A part of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldPart {
    /// Its id.
    Id,
    /// Its label.
    Label,
    /// Its help.
    Hint,
    /// Its kind, with options and unit.
    Kind,
    /// What it holds to begin with.
    Default,
}

/// Why a template cannot be used. Texts from the template are cut to [`MAX_QUOTED_CHARS`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A text is longer than it may be.
    TooLong {
        /// The limit in characters.
        max: usize,
    },
    /// There are more of these than there may be.
    TooMany {
        /// The limit.
        max: usize,
    },
    /// A text that must be there is missing.
    Empty,
    /// An id has other characters than it may have.
    BadId,
    /// Two fields have the same id.
    Duplicate(String),
    /// The id belongs to the head of every brief.
    Reserved(String),
    /// A `{{` or `{%` without its end.
    UnclosedTag,
    /// A text in quotes without its end.
    UnclosedText,
    /// An `if` or `for` without its end.
    UnclosedBlock(String),
    /// An end, or an `else`, of a block that is not open.
    UnexpectedBlock(String),
    /// A word behind `{%` that begins no block.
    UnknownBlock(String),
    /// Something else should stand here.
    Unexpected(String),
    /// There is no such variable.
    UnknownVariable(String),
    /// There is no such filter.
    UnknownFilter(String),
    /// A loop's name is that of a variable, or of a loop around it.
    NameTaken(String),
    /// `for` goes through a list only.
    NotAList,
    /// Only text and numbers can be compared.
    NotComparable,
    /// The filter does not take what stands before it.
    WrongKind(String),
    /// The filter was given other arguments than it takes.
    BadArguments(String),
    /// Blocks stand too deep in each other.
    TooDeep {
        /// The limit.
        max: usize,
    },
    /// It makes more work than a draft may.
    TooMuchWork,
    /// It writes more than a field holds.
    TooMuchText {
        /// The limit in characters.
        max: usize,
    },
    /// It writes more entries than a list holds.
    TooManyEntries {
        /// The limit.
        max: usize,
    },
    /// It is none of the choice's options.
    NotAnOption(String),
    /// It is no date and time such as `2026-11-19T10:00`.
    NotAMoment(String),
    /// It is no whole number.
    NotANumber(String),
    /// It is neither yes nor no.
    NotYesOrNo(String),
    /// It is no address that can be linked.
    NotALink(String),
}

/// The longest piece of a template that a fault quotes, in characters.
pub const MAX_QUOTED_CHARS: usize = 40;

impl Reason {
    /// The key of the sentence for the person, whose `$1` is [`Self::argument`].
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "template_fault_too_long",
            Self::TooMany { .. } => "template_fault_too_many",
            Self::Empty => "template_fault_empty",
            Self::BadId => "template_fault_bad_id",
            Self::Duplicate(_) => "template_fault_duplicate",
            Self::Reserved(_) => "template_fault_reserved",
            Self::UnclosedTag => "template_fault_unclosed_tag",
            Self::UnclosedText => "template_fault_unclosed_text",
            Self::UnclosedBlock(_) => "template_fault_unclosed_block",
            Self::UnexpectedBlock(_) => "template_fault_unexpected_block",
            Self::UnknownBlock(_) => "template_fault_unknown_block",
            Self::Unexpected(_) => "template_fault_unexpected",
            Self::UnknownVariable(_) => "template_fault_unknown_variable",
            Self::UnknownFilter(_) => "template_fault_unknown_filter",
            Self::NameTaken(_) => "template_fault_name_taken",
            Self::NotAList => "template_fault_not_a_list",
            Self::NotComparable => "template_fault_not_comparable",
            Self::WrongKind(_) => "template_fault_wrong_kind",
            Self::BadArguments(_) => "template_fault_bad_arguments",
            Self::TooDeep { .. } => "template_fault_too_deep",
            Self::TooMuchWork => "template_fault_too_much_work",
            Self::TooMuchText { .. } => "template_fault_too_much_text",
            Self::TooManyEntries { .. } => "template_fault_too_many_entries",
            Self::NotAnOption(_) => "template_fault_not_an_option",
            Self::NotAMoment(_) => "template_fault_not_a_moment",
            Self::NotANumber(_) => "template_fault_not_a_number",
            Self::NotYesOrNo(_) => "template_fault_not_yes_or_no",
            Self::NotALink(_) => "template_fault_not_a_link",
        }
    }

    /// Whether nothing can be drafted with it; otherwise one field is left empty.
    pub(crate) const fn stops_a_draft(&self) -> bool {
        matches!(self, Self::TooMuchWork | Self::TooMuchText { .. })
    }

    /// What the sentence names: a piece of the template, or a limit; empty where it names nothing.
    #[must_use]
    pub fn argument(&self) -> String {
        match self {
            Self::TooLong { max }
            | Self::TooMany { max }
            | Self::TooDeep { max }
            | Self::TooMuchText { max }
            | Self::TooManyEntries { max } => max.to_string(),
            Self::Duplicate(text)
            | Self::Reserved(text)
            | Self::UnclosedBlock(text)
            | Self::UnexpectedBlock(text)
            | Self::UnknownBlock(text)
            | Self::Unexpected(text)
            | Self::UnknownVariable(text)
            | Self::UnknownFilter(text)
            | Self::NameTaken(text)
            | Self::WrongKind(text)
            | Self::BadArguments(text)
            | Self::NotAnOption(text)
            | Self::NotAMoment(text)
            | Self::NotANumber(text)
            | Self::NotYesOrNo(text)
            | Self::NotALink(text) => text.clone(),
            Self::Empty
            | Self::BadId
            | Self::UnclosedTag
            | Self::UnclosedText
            | Self::NotAList
            | Self::NotComparable
            | Self::TooMuchWork => String::new(),
        }
    }
}

impl TemplateFault {
    /// A fault of `reason` at byte `at` of `text`.
    pub(crate) fn at(place: Place, text: &str, at: usize, reason: Reason) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let line = before.bytes().filter(|&byte| byte == b'\n').count();
        let last = before.rsplit('\n').next().unwrap_or_default();
        let from_1 = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1);
        Self {
            place,
            line: from_1(line),
            column: from_1(last.chars().count()),
            reason,
        }
    }

    /// The sentence for the person: line, column, what is wrong and what to do.
    #[must_use]
    pub fn explain(&self, messages: &dyn Messages) -> String {
        let reason = messages.text(self.reason.key(), &[&self.reason.argument()]);
        let (line, column) = (self.line.to_string(), self.column.to_string());
        messages.text("template_fault_at", &[&line, &column, &reason])
    }
}

/// `text`, cut to what a fault may quote.
pub(crate) fn quoted(text: &str) -> String {
    baton_brief::shortened(text, MAX_QUOTED_CHARS, |_| 1)
}
