//! What notes can be exported as.

/// A format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// A zip of Markdown files, with the notes' files.
    #[default]
    Markdown,
    /// JSON that loses nothing.
    Json,
    /// A table.
    Csv,
    /// A page to read.
    Handbook,
    /// The same for whoever takes over.
    Handoff,
    /// A zip of mails, one a note.
    Mail,
    /// What is due, for a calendar.
    Calendar,
    /// A text to paste elsewhere.
    Clipboard,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::Markdown,
        Self::Json,
        Self::Csv,
        Self::Handbook,
        Self::Handoff,
        Self::Mail,
        Self::Calendar,
        Self::Clipboard,
    ];

    /// Its name in the page.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Handbook => "handbook",
            Self::Handoff => "handoff",
            Self::Mail => "mail",
            Self::Calendar => "calendar",
            Self::Clipboard => "clipboard",
        }
    }

    /// The end of a file's name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Markdown | Self::Mail => "zip",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Handbook | Self::Handoff => "html",
            Self::Calendar => "ics",
            Self::Clipboard => "txt",
        }
    }

    /// The media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Markdown | Self::Mail => "application/zip",
            Self::Json => "application/json",
            Self::Csv => "text/csv;charset=utf-8",
            Self::Handbook | Self::Handoff => "text/html;charset=utf-8",
            Self::Calendar => "text/calendar;charset=utf-8",
            Self::Clipboard => "text/plain;charset=utf-8",
        }
    }

    /// Whether it takes the files kept with notes.
    #[must_use]
    pub const fn takes_files(self) -> bool {
        matches!(self, Self::Markdown | Self::Json | Self::Mail)
    }

    /// Whether it takes deleted notes, because it is to bring everything back.
    #[must_use]
    pub const fn takes_deleted(self) -> bool {
        matches!(self, Self::Json)
    }
}
