//! The brief an answer begins with. The other side is never scolded: they asked for time, and get an answer.

use crate::invitation::Invitation;
use baton_brief::{Brief, FieldValue};
use baton_gate::TemplateId;
use std::collections::BTreeMap;

/// What is to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An answer in writing first; a meeting stays possible.
    Reply,
    /// Who one is and what one asks, before anybody meets.
    Intro,
    /// A kind no, with an offer to write.
    Decline(Tone),
}

/// How a no is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// With thanks and good wishes.
    Warm,
    /// As to a colleague.
    Plain,
    /// In two sentences.
    Short,
}

impl Kind {
    /// Everything that can be written.
    pub const ALL: [Self; 5] = [
        Self::Reply,
        Self::Decline(Tone::Warm),
        Self::Decline(Tone::Plain),
        Self::Decline(Tone::Short),
        Self::Intro,
    ];

    /// Whether it can be written about what came: what invites to nothing cannot be declined.
    #[must_use]
    pub const fn fits(self, invitation: &Invitation) -> bool {
        invitation.no_invitation.is_none() || !matches!(self, Self::Decline(_))
    }

    /// Its stable name; also the end of its text's key.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Intro => "intro",
            Self::Decline(Tone::Warm) => "warm",
            Self::Decline(Tone::Plain) => "plain",
            Self::Decline(Tone::Short) => "short",
        }
    }

    /// The brief it begins with; `word` gives the text of a key, with what stands for `$1`.
    #[must_use]
    pub fn draft(self, invitation: &Invitation, word: &dyn Fn(&str, &str) -> String) -> Brief {
        let what = match invitation.what.trim() {
            "" => word("invited_the_meeting", ""),
            what => what.to_owned(),
        };
        let mut fields = BTreeMap::new();
        let mut set = |id: &str, key: &str| {
            let text = FieldValue::Text(word(key, &what));
            fields.insert(id.to_owned(), text);
        };
        let template = match self {
            Self::Intro => TemplateId::Intro,
            Self::Reply => {
                set("thanks", "invited_thanks");
                set("meeting_possible", "invited_still_possible");
                TemplateId::Reply
            }
            Self::Decline(tone) => {
                let [thanks, no, offer] = match tone {
                    Tone::Warm => [
                        "invited_warm_thanks",
                        "invited_warm_no",
                        "invited_warm_offer",
                    ],
                    Tone::Plain => [
                        "invited_plain_thanks",
                        "invited_plain_no",
                        "invited_plain_offer",
                    ],
                    Tone::Short => ["", "invited_short_no", "invited_short_offer"],
                };
                if !thanks.is_empty() {
                    set("thanks", thanks);
                }
                set("answer_now", no);
                set("meeting_possible", offer);
                TemplateId::Reply
            }
        };
        let ask = match self {
            Self::Decline(_) => word("invited_ask_decline", &what),
            Self::Reply | Self::Intro => word("invited_ask", &what),
        };
        Brief {
            template,
            own: None,
            ask,
            needed_by: None,
            if_no_reply: String::new(),
            owner: String::new(),
            links: Vec::new(),
            fields,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;
    use crate::invitation::Invitation;
    use baton_brief::FieldValue;
    use baton_locale::{Catalogue, Messages};

    #[test]
    fn every_kind_begins_with_whole_sentences_about_the_meeting() {
        let words = Catalogue::english();
        let word = |key: &str, what: &str| words.text(key, &[what]);
        let invitation = Invitation {
            what: "Budget round".to_owned(),
            ..Invitation::default()
        };
        for kind in Kind::ALL {
            let brief = kind.draft(&invitation, &word);
            assert!(brief.ask.contains("Budget round"), "{kind:?}");
            for (id, value) in &brief.fields {
                let FieldValue::Text(text) = value else {
                    panic!("{id}: {value:?}");
                };
                assert!(text.ends_with('.') && !text.contains('$'), "{id}: {text}");
                for scolding in ["waste", "should have", "another meeting", "instead of"] {
                    assert!(!text.contains(scolding), "{id}: {text}");
                }
            }
        }
        let unnamed = Kind::Reply.draft(&Invitation::default(), &word);
        assert!(unnamed.ask.contains("the meeting"), "{}", unnamed.ask);
    }
}
