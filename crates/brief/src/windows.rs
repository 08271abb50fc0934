//! How long a receiver is given to answer.

use baton_gate::{Purpose, TemplateId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest response window, in working days.
pub const MAX_WINDOW_DAYS: u16 = 60;

/// The response windows, each in working days of the receiver, from 0 to [`MAX_WINDOW_DAYS`]: one
/// day is the same clock time on the next working day, none is the next moment within hours.
///
/// A setting: what is missing when it is read is as in [`Self::default`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ResponseWindows {
    /// For an answer to a question.
    pub ask: u16,
    /// For feedback on a piece of work.
    pub review: u16,
    /// For a decision.
    pub decide: u16,
    /// For a decision that is urgent, and for an escalation.
    pub decide_urgent: u16,
}

impl Default for ResponseWindows {
    fn default() -> Self {
        Self {
            ask: 1,
            review: 2,
            decide: 3,
            decide_urgent: 1,
        }
    }
}

/// Why response windows cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseWindowsFault {
    /// A window is over [`MAX_WINDOW_DAYS`]; a shorter one is needed.
    TooLong {
        /// The window, by the name of its field.
        window: &'static str,
        /// Its working days.
        days: u16,
    },
}

impl fmt::Display for ResponseWindowsFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { window, days } => write!(
                f,
                "{window}: {days} working days, and {MAX_WINDOW_DAYS} are the limit"
            ),
        }
    }
}

impl std::error::Error for ResponseWindowsFault {}

impl ResponseWindows {
    /// The windows themselves when each keeps its bound.
    ///
    /// # Errors
    /// The first [`ResponseWindowsFault`], in the order of the fields.
    pub fn bounded(self) -> Result<Self, ResponseWindowsFault> {
        let windows = [
            ("ask", self.ask),
            ("review", self.review),
            ("decide", self.decide),
            ("decide_urgent", self.decide_urgent),
        ];
        match windows
            .into_iter()
            .find(|(_, days)| *days > MAX_WINDOW_DAYS)
        {
            Some((window, days)) => Err(ResponseWindowsFault::TooLong { window, days }),
            None => Ok(self),
        }
    }
}

/// The response window of a template in working days of the receiver; none where no answer is
/// waited for.
#[must_use]
pub fn response_days(
    template_id: TemplateId,
    purpose: Option<Purpose>,
    windows: &ResponseWindows,
) -> Option<u16> {
    match template_id {
        TemplateId::Ask
        | TemplateId::Intro
        | TemplateId::Reply
        | TemplateId::Batch
        // Taking work over is acknowledged as quickly as a question is answered.
        | TemplateId::Handoff => Some(windows.ask),
        TemplateId::Review | TemplateId::Video => Some(windows.review),
        TemplateId::Decide if purpose == Some(Purpose::Incident) => Some(windows.decide_urgent),
        TemplateId::Decide => Some(windows.decide),
        TemplateId::Sbar => Some(windows.decide_urgent),
        TemplateId::Status | TemplateId::Meet | TemplateId::Record | TemplateId::Close => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_window_is_at_most_sixty_days() {
        let longest = ResponseWindows {
            ask: 0,
            review: 60,
            decide: 60,
            decide_urgent: 60,
        };
        assert_eq!(longest.bounded(), Ok(longest));
        let over = ResponseWindows {
            decide: 61,
            ..longest
        };
        assert_eq!(
            over.bounded(),
            Err(ResponseWindowsFault::TooLong {
                window: "decide",
                days: 61
            })
        );
    }

    #[test]
    fn a_window_that_is_missing_has_its_default() {
        let read: ResponseWindows = serde_json::from_str(r#"{"ask":2}"#).unwrap();
        let expected = ResponseWindows {
            ask: 2,
            ..ResponseWindows::default()
        };
        assert_eq!(read, expected);
    }

    #[test]
    fn who_waits_for_an_answer_and_how_long() {
        let windows = ResponseWindows {
            ask: 11,
            review: 12,
            decide: 13,
            decide_urgent: 14,
        };
        for id in TemplateId::ALL {
            let expected = match id.as_str() {
                "ask" | "intro" | "reply" | "batch" | "handoff" => Some(11),
                "review" | "video" => Some(12),
                "decide" => Some(13),
                "sbar" => Some(14),
                _ => None,
            };
            assert_eq!(response_days(id, None, &windows), expected, "{id}");
        }
        let urgent = response_days(TemplateId::Decide, Some(Purpose::Incident), &windows);
        assert_eq!(urgent, Some(14));
    }
}
