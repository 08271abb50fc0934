//! Whether to ask now, here.

use crate::record::{About, Asking, Manner, Pause};
use baton_worktime::{CivilDate, LocalTime, UtcMillis};
use serde::{Deserialize, Serialize};

/// After so many skips on a site within [`OFFER_DAYS`], a quieter manner is offered there.
const OFFER_AFTER: usize = 5;
/// Days of one's own calendar, today among them.
const OFFER_DAYS: i64 = 7;
/// Who declined an offer is not asked again for so many days.
const DECLINED_DAYS: i64 = 30;
/// In how many ways the first question is worded.
const WORDINGS: usize = 3;

/// A moment, and what the person's own calendar and clock show then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// The moment.
    pub at: UtcMillis,
    /// What their clock shows.
    pub local: LocalTime,
}

/// A booking page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// As [`crate::SiteManner::site`].
    pub site: &'a str,
    /// The person or team, as far as the page tells.
    pub person: Option<&'a str>,
}

/// Whether to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Yes.
    Ask(Ask),
    /// No.
    Quiet(Because),
}

/// How to ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// How insistently; never [`Manner::Never`].
    pub manner: Manner,
    /// Which wording of the first question, from 0: another one after each skip of the day.
    pub wording: u8,
    /// How many skips of the day are left, where the person counts them.
    pub skips_left: Option<u8>,
    /// A quieter manner to offer.
    pub offer: Option<Offer>,
}

/// A quieter manner, and why it is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The manner.
    pub to: Manner,
    /// How often Baton was skipped on the site in the last seven days.
    pub skips: u8,
}

/// Why Baton does not ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// The person said never, on this site or everywhere.
    Never {
        /// Whether it is said of this site.
        is_here: bool,
    },
    /// A pause holds.
    Paused(Pause),
    /// It is outside of the hours that were set.
    Hours,
}

impl Asking {
    /// Whether to ask at `place`, and how.
    #[must_use]
    pub fn decide(&self, now: Moment, place: Place<'_>) -> Decision {
        let today = now.local.date();
        if let Some(pause) = self.pauses.iter().find(|one| one.holds(today, place)) {
            return Decision::Quiet(Because::Paused(pause.clone()));
        }
        let manner = self.manner_on(place.site);
        if manner == Manner::Never {
            let is_here = self.sites.iter().any(|set| set.site == place.site);
            return Decision::Quiet(Because::Never { is_here });
        }
        if let Some(hours) = &self.hours
            && !hours.hold(now.local)
        {
            return Decision::Quiet(Because::Hours);
        }
        let skipped = self.skips.iter().filter(|skip| skip.day == today).count();
        let wording = skipped % WORDINGS;
        let left = self.skips_a_day.map(|allowed| {
            let skipped = u8::try_from(skipped).unwrap_or(u8::MAX);
            allowed.saturating_sub(skipped)
        });
        Decision::Ask(Ask {
            manner,
            wording: u8::try_from(wording).unwrap_or_default(),
            skips_left: left,
            offer: self.offer(manner, today, place.site),
        })
    }

    fn offer(&self, manner: Manner, today: CivilDate, site: &str) -> Option<Offer> {
        let to = manner.quieter()?;
        let is_recent = |day: CivilDate, days: i64| (0..days).contains(&today.days_since(day));
        let mut declined = self.declined.iter();
        if declined.any(|one| one.site == site && is_recent(one.day, DECLINED_DAYS)) {
            return None;
        }
        let skips = self.skips.iter();
        let skips = skips.filter(|skip| skip.site == site && is_recent(skip.day, OFFER_DAYS));
        let skips = skips.count();
        (skips >= OFFER_AFTER).then(|| Offer {
            to,
            skips: u8::try_from(skips).unwrap_or(u8::MAX),
        })
    }
}

impl Pause {
    pub(crate) fn holds(&self, today: CivilDate, place: Place<'_>) -> bool {
        let is_on = self.until.is_none_or(|until| today <= until);
        is_on
            && match &self.about {
                About::Everything => true,
                About::Site(site) => site == place.site,
                // As one system writes it and another: letters beyond ASCII are written alike anyway.
                About::Person(name) => place
                    .person
                    .is_some_and(|person| person.trim().eq_ignore_ascii_case(name)),
            }
    }
}
