//! From a brief to the booking.

use crate::App;
use crate::desk::{self, BookingJob, BookingTexts, Done};
use crate::ports::{Ports, Scout};
use crate::scout::{self, Filled, Job};
use crate::session::Subject;
use baton_brief::Brief;
use baton_protocol::{BookingPreview, Failure};

/// `scheme://host[:port]` of an address in the form browsers write.
pub(crate) fn origin(url: &str) -> Option<&str> {
    let host = url.find("://")? + 3;
    let end = url[host..]
        .find(['/', '?', '#'])
        .map_or(url.len(), |at| host + at);
    url.get(..end)
}

/// The address of the booking page `target` without its fragment, unless that tells the page from
/// others: it may say something that is nobody's business.
pub(crate) fn without_idle_fragment(mut url: String, target: &str) -> String {
    if !target.contains('#') {
        url.truncate(url.find('#').unwrap_or(url.len()));
    }
    url
}

/// What *Book with this brief* does on a page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Plan {
    /// The brief as it is booked with.
    pub brief: Brief,
    /// What is shown before it is done.
    pub preview: BookingPreview,
    /// Where the page goes; `None` leaves it where it is.
    pub go: Option<String>,
}

impl<P: Ports> App<P> {
    /// Plans the booking of `brief`, which then says the slot that stands chosen on the page: the
    /// best of its texts that the vendor's field takes, else the clipboard alone.
    pub(crate) async fn plan(&self, about: &Subject, brief: Brief) -> Result<Plan, Failure> {
        let job = BookingJob {
            brief,
            source: about.source.clone(),
            setup: self.setup(&self.settings().await, &about.source),
            now: self.ports.now(),
        };
        let Done::Texts(made) = self.desk(desk::Job::Book(Box::new(job))).await? else {
            return Err(Failure::Engine);
        };
        let BookingTexts { brief, texts } = *made;
        let fields = texts.iter().map(|text| text.field_text.clone()).collect();
        let filled = if texts.is_empty() {
            Filled::NotOffered
        } else {
            self.fill(about, fields).await
        };
        let (preview, go) = match filled {
            Filled::With { text, url } => {
                let preview = texts.into_iter().nth(text).ok_or(Failure::Engine)?;
                (preview, Some(url))
            }
            Filled::Taken => (clipboard_only("booking_clipboard_field_taken"), None),
            Filled::NotOffered => (clipboard_only("booking_clipboard_not_offered"), None),
            Filled::TooLong => (clipboard_only("booking_clipboard_too_long"), None),
        };
        Ok(Plan { brief, preview, go })
    }

    async fn fill(&self, about: &Subject, texts: Vec<String>) -> Filled {
        let job = Job::Fill {
            url: about.url.clone(),
            provider: about.source.provider.clone(),
            texts,
        };
        match self.ports.scout().look(job).await {
            Ok(scout::Done::Filled(filled)) => filled,
            // The clipboard has it in any case.
            _ => Filled::NotOffered,
        }
    }
}

fn clipboard_only(reason: &str) -> BookingPreview {
    BookingPreview {
        field_text: String::new(),
        rest_on_clipboard: true,
        clipboard_reason: Some(reason.to_owned()),
    }
}
