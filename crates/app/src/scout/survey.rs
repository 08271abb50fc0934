//! A page, from what the script in it wrote down.

use super::links::link_kind;
use super::reasons::sentences;
use baton_locale::Messages;
use baton_protocol::{FoundInPage, FoundKind, PageSurvey};
use baton_recognize::Mark;
use baton_recognize::survey::{Found, Kind, Snapshot, Survey, survey};

/// What the page has. A text that is not the JSON of a [`Snapshot`] shows nothing of it.
pub(super) fn surveyed(snapshot: &str, messages: &dyn Messages) -> PageSurvey {
    let read = baton_json::from_str::<Snapshot>(snapshot);
    let survey = read.map_or_else(|_| Survey::unseen(), |snapshot| survey(&snapshot));
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
        kind: kind(found.kind),
        label: link_kind(found.label),
        target: found.target,
        count: found.count,
        through: found.through.into_iter().map(str::to_owned).collect(),
        evidence,
    }
}

const fn kind(kind: Kind) -> FoundKind {
    match kind {
        Kind::Link => FoundKind::Link,
        Kind::WrappedLink => FoundKind::WrappedLink,
        Kind::TextUrl => FoundKind::TextUrl,
        Kind::EmbedInline => FoundKind::EmbedInline,
        Kind::EmbedPopup => FoundKind::EmbedPopup,
        Kind::EmbedBadge => FoundKind::EmbedBadge,
        Kind::EmbedFloating => FoundKind::EmbedFloating,
        Kind::EmbedIframe => FoundKind::EmbedIframe,
        Kind::EmbedButton => FoundKind::EmbedButton,
        Kind::EmbedScript => FoundKind::EmbedScript,
        Kind::Page => FoundKind::Page,
        Kind::Confirmation => FoundKind::Confirmation,
    }
}
