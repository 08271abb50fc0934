//! A content script reports what it sees; the answer says whether a prompt is to stand there.

use crate::ports::{Badge, Browser, Ports};
use crate::reasons::reasons;
use crate::sender::{Place, Sender};
use crate::session::{Attempt, Subject};
use crate::{App, booking};
use baton_notes::NoteId;
use baton_protocol::{Activity, Failure, PageReply, PageRequest, PromptMount, TabActivity};
use baton_recognize::{Label, Recognition, recognize};

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
        } = ask;
        if url.len() > MAX_URL_BYTES || title.chars().count() > MAX_TITLE_CHARS {
            return Err(Failure::Malformed);
        }
        // A page moves within its own origin without the browser telling us; it never changes it.
        if booking::origin(&url) != Some(sender.origin.as_str()) {
            return Err(Failure::Malformed);
        }
        let seen = recognize(&url);
        let session = self.memory();
        let target = seen.target.clone().filter(|_| seen.label == Label::Book);
        let settled = match &target {
            Some(target) => session.stepped_aside(at.tab, target).await,
            None => None,
        };
        let activity = match &target {
            Some(_) if settled.is_some() => Activity::SteppedAside,
            Some(_) if !can_prompt => Activity::CannotPrompt,
            Some(_) => Activity::Prompting,
            None if seen.label == Label::Listing => Activity::Listing,
            None => Activity::NotBooking,
        };
        self.show(at, activity, &seen).await;
        let Some(target) = target else {
            if seen.confirms {
                self.confirm(at, &seen).await;
            }
            return Ok(PageReply { prompt: None });
        };
        let source = booking::source(&seen, &target, &title);
        let url = booking::without_idle_fragment(url, &target);
        self.go_on(at, &source, settled).await;
        if activity != Activity::Prompting {
            return Ok(PageReply { prompt: None });
        }
        if mounted.as_deref() == Some(target.as_str()) {
            session.follow(at, &source, &url).await;
            return Ok(PageReply {
                prompt: Some(PromptMount {
                    key: target,
                    ticket: None,
                }),
            });
        }
        let attempt = Attempt {
            page: at,
            subject: Subject {
                note: self.fresh_id(),
                source,
                url,
                private: sender.private,
            },
            evidence: reasons(&seen, self.ports.messages()),
            ticket: hex(self.ports.random()),
        };
        session.issue(&attempt).await;
        Ok(PageReply {
            prompt: Some(PromptMount {
                key: target,
                ticket: Some(attempt.ticket),
            }),
        })
    }

    /// The id of a note that is about to be begun.
    pub(crate) fn fresh_id(&self) -> NoteId {
        NoteId::from_parts(self.ports.now(), self.ports.random())
    }

    async fn show(&self, at: Place, activity: Activity, seen: &Recognition) {
        let shown = TabActivity {
            activity,
            provider_name: seen.provider.map(|provider| provider.name.to_owned()),
            evidence: reasons(seen, self.ports.messages()),
        };
        self.memory().set_activity(at, &shown).await;
        let mut badge = badge(activity);
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
        Activity::NotBooking | Activity::Elsewhere => Badge::Clear,
    }
}

fn hex(bytes: [u8; 16]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(32), |mut text, byte| {
            for nibble in [byte >> 4, byte & 15] {
                text.extend(char::from_digit(nibble.into(), 16));
            }
            text
        })
}
