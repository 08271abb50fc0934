//! A page, from what the script in it wrote down.

use super::links::link_kind;
use super::reasons::sentences;
use baton_locale::Messages;
use baton_protocol::LinkKind;
use baton_recognize::survey::{Found, Kind, MAX_SNAPSHOT_BYTES, Snapshot, Survey, survey};
use baton_recognize::{Evidence, Mark};

/// The longest snapshot looked at, in bytes of JSON: names and quotes come to its text.
pub const MAX_SNAPSHOT_JSON_BYTES: usize = 4 * MAX_SNAPSHOT_BYTES;

/// Everything found in a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageSurvey {
    /// The page itself first, then in the order of the page.
    pub found: Vec<FoundInPage>,
    /// The page was too large, or changed too much, to be looked at to its end.
    pub cut: bool,
}

/// A page of a scheduling system that a page leads to, shows or is; alike ones counted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundInPage {
    /// The scheduling system's id; `None` when only the page's shape says that something may be
    /// booked there: that is offered, and nothing done by itself.
    pub provider: Option<String>,
    /// The system's name, likewise.
    pub provider_name: Option<String>,
    /// How it stands in the page.
    pub stands: Kind,
    /// What is at its end.
    pub kind: LinkKind,
    /// The address it really leads to; `None` when that is not in the page.
    pub target: Option<String>,
    /// How often it is there.
    pub count: u32,
    /// Whose wrappers and shorteners lie around it, the outermost first.
    pub through: Vec<String>,
    /// It is the page itself, on a host of somebody's own: a person can have Baton ask there.
    pub is_on_own_host: bool,
    /// Why it is taken for that, a sentence each.
    pub evidence: Vec<String>,
}

/// What the page has. A text that is not the JSON of a [`Snapshot`], or longer than
/// [`MAX_SNAPSHOT_JSON_BYTES`], shows nothing of it.
#[must_use]
pub fn survey_page(snapshot: &str, messages: &dyn Messages) -> PageSurvey {
    let read = match snapshot.len() {
        0..=MAX_SNAPSHOT_JSON_BYTES => baton_json::from_str::<Snapshot>(snapshot).ok(),
        _ => None,
    };
    let survey = read.map_or_else(Survey::unseen, |snapshot| survey(&snapshot));
    let found = survey.found.into_iter();
    PageSurvey {
        found: found.map(|found| told(found, messages)).collect(),
        cut: survey.cut,
    }
}

fn told(found: Found, messages: &dyn Messages) -> FoundInPage {
    let system = found.provider.map_or("", |provider| provider.name);
    let mut evidence = sentences(&found.evidence, found.label, system, messages);
    if let Some(mark) = found.mark {
        let (key, what) = match mark {
            Mark::Element(selector) => ("found_by_element", selector),
            Mark::Script(start) => ("found_by_script", start),
            Mark::Call(call) => ("found_by_call", call),
        };
        evidence.insert(0, messages.text(key, &[what, system]));
    }
    if found.stated {
        evidence.insert(0, messages.text("found_stated", &[]));
    }
    if found.provider.is_none() {
        evidence.push(messages.text("found_by_shape", &[]));
    }
    FoundInPage {
        provider: found.provider.map(|provider| provider.id.to_owned()),
        provider_name: found.provider.map(|provider| provider.name.to_owned()),
        stands: found.kind,
        kind: link_kind(found.label),
        target: found.target,
        count: found.count,
        through: found.through.into_iter().map(str::to_owned).collect(),
        is_on_own_host: found.evidence.contains(&Evidence::OwnHost),
        evidence,
    }
}
