//! The head every template shares.

/// A field of the head, which every brief has whatever its template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HeadField {
    /// The ask, in one line.
    Ask,
    /// The moment by which an answer is needed.
    NeededBy,
    /// What happens if nobody replies by then.
    IfNoReply,
    /// Who owns the next step.
    Owner,
    /// Links that belong to it.
    Links,
}

impl HeadField {
    /// Every field, in the order they stand.
    pub const ALL: [Self; 5] = [
        Self::Ask,
        Self::NeededBy,
        Self::IfNoReply,
        Self::Owner,
        Self::Links,
    ];

    /// Its id, as faults and hints name it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::NeededBy => "needed_by",
            Self::IfNoReply => "if_no_reply",
            Self::Owner => "owner",
            Self::Links => "links",
        }
    }

    /// The key of its label.
    #[must_use]
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Ask => "brief_head_ask",
            Self::NeededBy => "brief_head_needed_by",
            Self::IfNoReply => "brief_head_if_no_reply",
            Self::Owner => "brief_head_owner",
            Self::Links => "brief_head_links",
        }
    }

    /// The key of the line that says what belongs there.
    #[must_use]
    pub fn hint_key(self) -> String {
        format!("{}_hint", self.label_key())
    }

    /// The key of an example shown in the empty field; a moment has none.
    #[must_use]
    pub fn placeholder_key(self) -> Option<String> {
        (self != Self::NeededBy).then(|| format!("{}_placeholder", self.label_key()))
    }
}
