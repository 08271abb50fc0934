//! Strict sites: their booking pages are asked about before they load, on a page of Baton's own.

use crate::App;
use crate::booking::origin;
use crate::page::hex;
use crate::ports::{Browser, Ports, Scout};
use crate::prompt::system_name;
use crate::scout::{Done, Job, MAX_URL_BYTES, Through, rule_id};
use crate::sender::{Place, Sender};
use crate::session::{Attempt, Subject};
use baton_asking::{Ask, Manner};
use baton_notes::{NoteId, Source};
use baton_protocol::{Activity, Failure, OwnReply, PageCommand, PromptMount, SiteUse, TabActivity};

impl<P: Ports> App<P> {
    /// What Baton's own page does about the address it was opened in the place of: a prompt, or `None`
    /// to go on. Only a booking page that is to be asked about strictly holds anybody up.
    pub(crate) async fn strict(&self, sender: &Sender, url: String) -> Result<OwnReply, Failure> {
        let at = sender.place().ok_or(Failure::Malformed)?;
        let attempt = match url.len() {
            0..=MAX_URL_BYTES => self.strict_attempt(sender, at, &url).await?,
            _ => None,
        };
        let Some(attempt) = attempt else {
            self.let_through(at.tab, &url, Through::Page).await?;
            return Ok(OwnReply::Strict(None));
        };
        self.memory().issue(&attempt).await;
        let shown = TabActivity {
            activity: Activity::Prompting,
            provider_name: system_name(&attempt),
            evidence: attempt.evidence,
            undo: None,
        };
        self.show(at, &shown).await;
        Ok(OwnReply::Strict(Some(PromptMount {
            key: attempt.subject.source.target,
            ticket: Some(attempt.ticket),
            manner: Manner::Strict,
        })))
    }

    async fn strict_attempt(
        &self,
        sender: &Sender,
        at: Place,
        url: &str,
    ) -> Result<Option<Attempt>, Failure> {
        let system = match origin(url) {
            Some(origin) => self.system_of(origin).await,
            None => None,
        };
        let asking = self.asking().await;
        let seen = self.sighting(url, "", system, None, asking).await?;
        let asked = seen.asked.unwrap_or_default();
        let is_strict = |ask: &Ask| ask.manner == Manner::Strict;
        let (Some(source), Some(ask)) = (seen.source, asked.ask.filter(is_strict)) else {
            return Ok(None);
        };
        let aside = self.settled(at, &source, sender.private).await;
        if seen.confirms || aside.is_some() {
            return Ok(None);
        }
        Ok(Some(Attempt {
            page: at,
            subject: Subject {
                note: self.fresh_id(),
                source,
                url: url.to_owned(),
                private: sender.private,
            },
            evidence: seen.reasons,
            site: asked.site,
            ask,
            ticket: hex(self.ports.random()),
        }))
    }

    /// The note about a booking page for which Baton has stepped aside, if it has: for this page, or for one
    /// of the same system that was gone on to a moment ago and led here, as a short link does.
    pub(crate) async fn settled(
        &self,
        at: Place,
        source: &Source,
        is_private: bool,
    ) -> Option<NoteId> {
        let (memory, now) = (self.memory(), self.ports.now());
        let aside = memory
            .stepped_aside(at.tab, &source.target, now, is_private)
            .await;
        match aside {
            _ if at.frame != 0 => aside,
            None => memory.led_on(at.tab, source, now).await,
            aside => {
                memory.arrive(at.tab).await;
                aside
            }
        }
    }

    /// *Go on*: the page that was held back is let through, and not asked about again.
    pub(crate) async fn go_on_to(&self, at: Place, url: &str) -> Result<(), Failure> {
        if let Some(attempt) = self.memory().attempt_at(at, url).await {
            self.memory().step_aside(at.tab, &attempt.subject).await;
            return self.release(&attempt).await;
        }
        self.let_through(at.tab, url, Through::Booking).await
    }

    /// Has the browser open an address that was stopped; one that comes back again and again takes
    /// its whole tab with it.
    pub(crate) async fn let_through(
        &self,
        tab: i32,
        url: &str,
        through: Through,
    ) -> Result<(), Failure> {
        let now = self.ports.now();
        let through = match self.memory().is_stopped_again(tab, now).await {
            true => Through::Tab(tab),
            false => through,
        };
        let job = Job::LetThrough {
            url: url.to_owned(),
            through,
            id: rule_id(now),
        };
        let Done::Rules(rules) = self.ports.scout().look(job).await? else {
            return Err(Failure::Engine);
        };
        self.ports.browser().add_session_rules(&rules).await;
        Ok(())
    }

    /// Lets the booking page of a prompt through, where it was stopped.
    pub(crate) async fn release(&self, attempt: &Attempt) -> Result<(), Failure> {
        if attempt.ask.manner != Manner::Strict {
            return Ok(());
        }
        let (tab, subject) = (attempt.page.tab, &attempt.subject);
        self.memory().lead_on(tab, subject, self.ports.now()).await;
        self.let_through(tab, &subject.url, Through::Booking).await
    }

    /// Has the browser stop exactly the sites that are strict.
    pub(crate) async fn arrange_strict(&self) {
        if !self.ports.browser().can_stop().await {
            self.ports.browser().set_request_rules("[]").await;
            return;
        }
        let sites = self.sites().await.unwrap_or_default().into_iter();
        let booking = |what: &SiteUse| matches!(what, SiteUse::Booking { .. });
        let hosts = sites.filter(|site| booking(&site.what));
        let job = Job::Strict {
            asking: self.asking().await,
            hosts: hosts.map(|site| site.host).collect(),
            page: self.ports.browser().strict_page(),
        };
        if let Ok(Done::Rules(rules)) = self.ports.scout().look(job).await {
            self.ports.browser().set_request_rules(&rules).await;
        }
    }
}

/// What the page is told when its prompt is done with.
pub(crate) fn farewell(attempt: &Attempt) -> PageCommand {
    match attempt.ask.manner {
        Manner::Strict => PageCommand::GoOn,
        _ => PageCommand::Dismiss,
    }
}
