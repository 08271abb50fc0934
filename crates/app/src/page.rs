//! A content script reports what it sees; the answer says whether a prompt is to stand there.

use crate::ports::{Badge, Browser, Ports, Scout};
use crate::scout::{Asked, AskingRecord, Done, Job, Sighting};
use crate::sender::{Place, Sender};
use crate::session::{Attempt, Subject};
use crate::{App, booking};
use baton_asking::Manner;
use baton_notes::NoteId;
use baton_protocol::{
    Activity, Failure, MAX_FORM_JSON_BYTES, PageReply, PageRequest, PromptMount, SiteUse,
    TabActivity,
};

/// The longest address looked at, in bytes.
const MAX_URL_BYTES: usize = 8 * 1024;

/// The longest title looked at, in characters.
const MAX_TITLE_CHARS: usize = 300;

impl<P: Ports> App<P> {
    pub(crate) async fn page(
        &self,
        sender: &Sender,
        at: Place,
        ask: PageRequest,
    ) -> Result<PageReply, Failure> {
        let PageRequest::Seen {
            url,
            title,
            mounted,
            can_prompt,
            form,
        } = ask;
        let form_bytes = form.as_ref().map_or(0, String::len);
        if url.len() > MAX_URL_BYTES
            || title.chars().count() > MAX_TITLE_CHARS
            || form_bytes > MAX_FORM_JSON_BYTES
        {
            return Err(Failure::Malformed);
        }
        // A page moves within its own origin without the browser telling us; it never changes it.
        if booking::origin(&url) != Some(sender.origin.as_str()) {
            return Err(Failure::Malformed);
        }
        let asking = self.asking().await;
        let mut seen = self
            .sighting(&url, &title, None, form, asking.clone())
            .await?;
        let session = self.memory();
        let watch = seen.watch;
        let reply = |prompt| Ok(PageReply { prompt, watch });
        // The script may stand there for another reason.
        if watch && !self.is_allowed(&sender.origin, &SiteUse::Forms).await {
            return Ok(PageReply {
                prompt: None,
                watch: false,
            });
        }
        match &mut seen.source {
            Some(source) if watch => {
                let visit = session.visit(at, || hex(self.ports.random())).await;
                source.target = format!("{}#{visit}", source.target);
            }
            _ => session.end_visit(at).await,
        }
        if seen.provider_name.is_none()
            && let Some(system) = self.system_of(&sender.origin).await
        {
            seen = self
                .sighting(&url, &title, Some(system), None, asking)
                .await?;
        }
        let (source, booked) = match seen.confirms {
            false => (seen.source, None),
            true => (None, seen.source),
        };
        let settled = match &source {
            Some(source) => self.settled(at, source, sender.private).await,
            None => None,
        };
        let stands = source.is_some() && mounted.as_ref() == source.as_ref().map(|it| &it.target);
        let Asked { site, ask, undo } = seen.asked.unwrap_or_default();
        let activity = match &source {
            Some(_) if ask.is_none() => seen.activity,
            Some(_) if settled.is_some() => Activity::SteppedAside,
            Some(_) if !can_prompt => Activity::CannotPrompt,
            // A page that draws its form anew takes no prompt away.
            Some(_) if stands => Activity::Prompting,
            _ => seen.activity,
        };
        let shown = TabActivity {
            activity,
            provider_name: seen.provider_name,
            evidence: seen.reasons,
            undo,
        };
        self.show(at, &shown).await;
        let Some(source) = source else {
            if let Some(booked) = booked {
                self.confirm(at, &booked).await;
            }
            return reply(None);
        };
        let target = source.target.clone();
        let url = booking::without_idle_fragment(url, &target);
        self.go_on(at, &source, settled).await;
        let Some(ask) = ask.filter(|_| activity == Activity::Prompting) else {
            return reply(None);
        };
        if stands {
            session.follow(at, &source, &url).await;
            return reply(Some(PromptMount {
                key: target,
                ticket: None,
                manner: ask.manner,
            }));
        }
        let attempt = Attempt {
            page: at,
            subject: Subject {
                note: self.fresh_id(),
                source,
                url,
                private: sender.private,
            },
            evidence: shown.evidence,
            site,
            ask: ask.clone(),
            ticket: hex(self.ports.random()),
        };
        session.issue(&attempt).await;
        // Not every start is told, as when a person switches Baton on again: a strict site that loads shows
        // that the browser does not hold it back.
        if ask.manner == Manner::Strict {
            self.arrange_strict().await;
        }
        reply(Some(PromptMount {
            key: target,
            ticket: Some(attempt.ticket),
            manner: ask.manner,
        }))
    }

    /// The id of a note that is about to be begun.
    pub(crate) fn fresh_id(&self) -> NoteId {
        NoteId::from_parts(self.ports.now(), self.ports.random())
    }

    /// What the page at `url` is, on a host where a person said that `system` runs, and where `form`
    /// is what a form shows.
    pub(crate) async fn sighting(
        &self,
        url: &str,
        title: &str,
        system: Option<String>,
        form: Option<String>,
        asking: AskingRecord,
    ) -> Result<Sighting, Failure> {
        let job = Job::Page {
            url: url.to_owned(),
            title: title.to_owned(),
            system,
            form,
            asking,
        };
        match self.ports.scout().look(job).await? {
            Done::Page(seen) => Ok(*seen),
            _ => Err(Failure::Engine),
        }
    }

    pub(crate) async fn show(&self, at: Place, shown: &TabActivity) {
        self.memory().set_activity(at, shown).await;
        let mut badge = badge(shown.activity);
        // A frame without a booking page does not speak for the tab it sits in.
        if at.frame != 0 && badge == Badge::Clear {
            badge = self::badge(self.activity(at.tab).await.activity);
        }
        self.ports.browser().set_badge(at.tab, badge).await;
    }
}

const fn badge(activity: Activity) -> Badge {
    match activity {
        Activity::Prompting | Activity::SteppedAside | Activity::CannotPrompt => Badge::Booking,
        Activity::Listing => Badge::Listing,
        Activity::NoGuests | Activity::Quiet | Activity::NotBooking | Activity::Elsewhere => {
            Badge::Clear
        }
    }
}

pub(crate) fn hex(bytes: [u8; 16]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(32), |mut text, byte| {
            for nibble in [byte >> 4, byte & 15] {
                text.extend(char::from_digit(nibble.into(), 16));
            }
            text
        })
}
