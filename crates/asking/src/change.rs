//! What changes it: a person's word, and their skips.

use crate::decide::Moment;
use crate::hours::Hours;
use crate::record::{
    About, Asking, MAX_NAME_BYTES, MAX_PAUSES, MAX_SITES, MAX_SKIPS, Manner, Pause, SiteManner,
    Skip,
};
use baton_worktime::CivilDate;
use serde::{Deserialize, Serialize};
use std::{fmt, mem};

/// One change. Each can be repeated harmlessly, but for a skip, which counts once by its moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Ask like this where nothing else is set.
    Elsewhere(Manner),
    /// Ask like this on a site, or as everywhere else.
    OnSite {
        /// As [`SiteManner::site`].
        site: String,
        /// How.
        manner: Option<Manner>,
    },
    /// Do not ask for a while.
    Pause {
        /// About what.
        about: About,
        /// To the end of the day; else until it is taken back.
        is_today_only: bool,
    },
    /// Ask again.
    Resume(About),
    /// Ask in these hours only, or always.
    InHours(Option<Hours>),
    /// Count so many skips a day, or none.
    SkipsADay(Option<u8>),
    /// The prompt was closed with *Not now* on a site.
    Skipped(String),
    /// The offered quieter manner is not wanted on a site.
    Declined(String),
    /// A brief was written on a site: its skips no longer speak for a quieter manner.
    Used(String),
    /// What a person had set when it was saved, in the place of what is set. What was skipped since stays.
    Restore {
        /// What is to be set.
        saved: Box<Asking>,
        /// What is set, as the person saw it.
        over: Box<Asking>,
    },
}

/// Why a change was not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// A list is full: something is to be taken back first.
    Full,
    /// It names nothing, or something too long, or the same twice.
    Name,
    /// Hours without a day, or past the day's end.
    Hours,
    /// Something else is set than the person saw.
    Outdated,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "the list is full",
            Self::Name => "no name of a site or a person, or one that came before",
            Self::Hours => "no hours of a week",
            Self::Outdated => "something else is set by now",
        })
    }
}

impl std::error::Error for Refusal {}

impl Asking {
    /// Makes a change.
    ///
    /// # Errors
    /// [`Refusal`]; nothing was changed then.
    pub fn change(&mut self, change: Change, now: Moment) -> Result<(), Refusal> {
        let today = now.local.date();
        self.end_pauses(today);
        match change {
            Change::Elsewhere(manner) => self.elsewhere = manner,
            Change::OnSite { site, manner } => return self.set_site(site, manner),
            Change::Pause {
                about,
                is_today_only,
            } => {
                let about = named(about)?;
                let until = is_today_only.then_some(today);
                self.pauses.retain(|pause| pause.about != about);
                if self.pauses.len() >= MAX_PAUSES {
                    return Err(Refusal::Full);
                }
                self.pauses.push(Pause { about, until });
            }
            Change::Resume(about) => {
                let about = named(about)?;
                self.pauses.retain(|pause| pause.about != about);
            }
            Change::InHours(hours) => {
                if hours.as_ref().is_some_and(|hours| !hours.can_be()) {
                    return Err(Refusal::Hours);
                }
                self.hours = hours;
            }
            Change::SkipsADay(skips) => self.skips_a_day = skips,
            Change::Skipped(site) => {
                let skip = skip(site, now)?;
                if !self.skips.contains(&skip) {
                    keep_the_last(&mut self.skips, skip);
                }
            }
            Change::Declined(site) => {
                let declined = skip(site, now)?;
                self.declined.retain(|other| other.site != declined.site);
                keep_the_last(&mut self.declined, declined);
            }
            Change::Used(site) => {
                // The day's budget is about today whatever followed.
                self.skips
                    .retain(|skip| skip.site != site || skip.day == today);
            }
            Change::Restore { saved, mut over } => {
                saved.check()?;
                over.end_pauses(today);
                if !self.is_set_as(&over) {
                    return Err(Refusal::Outdated);
                }
                *self = Self {
                    skips: mem::take(&mut self.skips),
                    declined: mem::take(&mut self.declined),
                    ..*saved
                };
                self.end_pauses(today);
            }
        }
        Ok(())
    }

    /// What held for a day is over.
    fn end_pauses(&mut self, today: CivilDate) {
        self.pauses
            .retain(|pause| pause.until.is_none_or(|until| today <= until));
    }

    fn set_site(&mut self, site: String, manner: Option<Manner>) -> Result<(), Refusal> {
        let site = name(site)?;
        let place = self.sites.iter().position(|set| set.site == site);
        match (place, manner) {
            (Some(place), Some(manner)) => self.sites[place].manner = manner,
            (Some(place), None) => {
                self.sites.remove(place);
            }
            (None, Some(_)) if self.sites.len() >= MAX_SITES => return Err(Refusal::Full),
            (None, Some(manner)) => self.sites.push(SiteManner { site, manner }),
            (None, None) => {}
        }
        Ok(())
    }
}

fn name(name: String) -> Result<String, Refusal> {
    let trimmed = name.trim();
    if trimmed.is_empty() || trimmed.len() > MAX_NAME_BYTES {
        return Err(Refusal::Name);
    }
    Ok(trimmed.to_owned())
}

fn named(about: About) -> Result<About, Refusal> {
    Ok(match about {
        About::Everything => About::Everything,
        About::Site(site) => About::Site(name(site)?),
        About::Person(person) => About::Person(name(person)?),
    })
}

fn skip(site: String, now: Moment) -> Result<Skip, Refusal> {
    Ok(Skip {
        at: now.at,
        day: now.local.date(),
        site: name(site)?,
    })
}

fn keep_the_last(skips: &mut Vec<Skip>, skip: Skip) {
    skips.push(skip);
    let too_many = skips.len().saturating_sub(MAX_SKIPS);
    skips.drain(..too_many);
}
