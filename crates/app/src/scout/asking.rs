//! Whether to ask at a booking page, and what changes that: the record is read here, so that the
//! background, which keeps it, carries no code for it.

use super::Kept;
use baton_asking::{About, Asking, Because, Change, Decision, Manner, Place, Refusal};
use baton_locale::Messages;
use baton_protocol::{Failure, Later};
use baton_worktime::{LocalTime, UtcMillis};
use serde::{Deserialize, Serialize};

/// What a person has set, and the moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskingRecord {
    /// The record, as [`Asking::encode`] writes it; `None` while nothing is set.
    pub record: Option<String>,
    /// The moment.
    pub at: UtcMillis,
    /// What the person's own clock shows then, in milliseconds since 1970-01-01 00:00 on it.
    pub clock: i64,
}

/// Whether to ask at a booking page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The site, as [`baton_asking::SiteManner::site`].
    pub site: String,
    /// How; `None` where Baton is to be quiet.
    pub ask: Option<baton_asking::Ask>,
    /// What makes it ask here again, as JSON of a [`Change`]; `None` where it asks, or where nothing
    /// that a press can change keeps it quiet.
    pub undo: Option<String>,
}

/// What changes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskingChange {
    /// A person's word on one of our own pages: JSON of a [`Change`].
    Told(String),
    /// *Not now*, and what was said with it.
    Later {
        /// For how long.
        later: Later,
        /// Where.
        site: String,
        /// Whom it was about.
        person: Option<String>,
    },
    /// An offered quieter manner was taken, or not.
    Offered {
        /// Where.
        site: String,
        /// The manner that was taken; `None` when none is wanted.
        to: Option<Manner>,
    },
    /// A brief was written.
    Used {
        /// Where.
        site: String,
    },
}

impl AskingRecord {
    fn moment(&self) -> baton_asking::Moment {
        baton_asking::Moment {
            at: self.at,
            local: LocalTime::from_clock_millis(self.clock),
        }
    }

    /// What is set; nothing where that cannot be read.
    pub(super) fn read(&self) -> Option<Asking> {
        match &self.record {
            Some(record) => Asking::decode(record).ok(),
            None => Some(Asking::default()),
        }
    }

    /// Whether to ask at a booking page, and the sentence that says why not.
    pub(super) fn decide(
        &self,
        site: String,
        person: Option<&str>,
        messages: &dyn Messages,
    ) -> (Asked, Option<String>) {
        let place = Place {
            site: &site,
            person,
        };
        let asking = self.read().unwrap_or_default();
        let because = match asking.decide(self.moment(), place) {
            Decision::Ask(ask) => {
                let ask = Some(ask);
                let undo = None;
                return (Asked { site, ask, undo }, None);
            }
            Decision::Quiet(because) => because,
        };
        let (key, name, undo) = match because {
            Because::Hours => ("quiet_hours", String::new(), None),
            Because::Never { is_here } => {
                let manner =
                    (!is_here || asking.elsewhere == Manner::Never).then_some(Manner::Nudge);
                let key = if is_here { "quiet_here" } else { "quiet_never" };
                let site = site.clone();
                (key, String::new(), Some(Change::OnSite { site, manner }))
            }
            Because::Paused(pause) => {
                let name = match &pause.about {
                    About::Person(name) => name.clone(),
                    About::Everything | About::Site(_) => String::new(),
                };
                let key = match (&pause.about, pause.until) {
                    (About::Person(_), _) => "quiet_person",
                    (_, Some(_)) => "quiet_today",
                    (_, None) => "quiet_paused",
                };
                (key, name, Some(Change::Resume(pause.about)))
            }
        };
        let undo = undo.and_then(|undo| serde_json::to_string(&undo).ok());
        let ask = None;
        (
            Asked { site, ask, undo },
            Some(messages.text(key, &[&name])),
        )
    }

    /// The record after `change`.
    ///
    /// # Errors
    /// [`Failure::ListFull`], [`Failure::Outdated`], and [`Failure::Malformed`] for what is no change.
    pub(super) fn changed(&self, change: AskingChange) -> Result<Kept, Failure> {
        let read = self.read();
        let was_read = read.is_some();
        let mut asking = read.unwrap_or_default();
        let said = change.said().ok_or(Failure::Malformed)?;
        asking
            .change(said, self.moment())
            .map_err(|refusal| match refusal {
                Refusal::Full => Failure::ListFull,
                Refusal::Outdated => Failure::Outdated,
                Refusal::Name | Refusal::Hours => Failure::Malformed,
            })?;
        let record = asking.encode();
        Ok(Kept { record, was_read })
    }
}

impl AskingChange {
    fn said(self) -> Option<Change> {
        Some(match self {
            Self::Told(change) => {
                return baton_json::from_str(&change).ok();
            }
            Self::Later {
                later,
                site,
                person,
            } => {
                let said = match (later, person) {
                    (Later::Today, _) => Some(Change::Pause {
                        about: About::Everything,
                        is_today_only: true,
                    }),
                    (Later::Person, Some(name)) => Some(Change::Pause {
                        about: About::Person(name),
                        is_today_only: false,
                    }),
                    (Later::Never, _) => Some(Change::OnSite {
                        site: site.clone(),
                        manner: Some(Manner::Never),
                    }),
                    (Later::Visit | Later::Person, _) => None,
                };
                // What was said counts; a skip only where nothing was.
                said.unwrap_or(Change::Skipped(site))
            }
            Self::Offered { site, to: None } => Change::Declined(site),
            Self::Offered { site, to } => Change::OnSite { site, manner: to },
            Self::Used { site } => Change::Used(site),
        })
    }
}
