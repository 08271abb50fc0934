//! The templates people write themselves: their record is kept here, what is in it is read at the
//! desk.

use crate::App;
use crate::desk::{Done, DraftJob, Job, KeptOver};
use crate::ports::{Desk, Ports};
use crate::session::Subject;
use crate::unreadable;
use baton_brief::OwnTemplateId;
use baton_gate::Answers;
use baton_protocol::{Failure, OwnReply, OwnTemplateLine, PromptReply};

impl<P: Ports> App<P> {
    /// The templates as lines to choose from, and whether a rule binds one to occasions.
    pub(crate) async fn list_templates(&self) -> Result<(Vec<OwnTemplateLine>, bool), Failure> {
        let Some(record) = self.load_templates().await? else {
            return Ok((Vec::new(), false));
        };
        match self.desk(Job::ListTemplates { record }).await? {
            Done::Lines { lines, binds } => Ok((lines, binds)),
            _ => Err(Failure::Engine),
        }
    }

    pub(crate) async fn view_templates(&self) -> Result<OwnReply, Failure> {
        let record = self.load_templates().await?;
        match self.desk(Job::ViewTemplates { record }).await? {
            Done::Templates(view) => Ok(OwnReply::Templates(view)),
            _ => Err(Failure::Engine),
        }
    }

    pub(crate) async fn save_templates(
        &self,
        text: String,
        base: u64,
    ) -> Result<OwnReply, Failure> {
        let _writing = self.writing.lock().await;
        let standing = self.load_templates().await?;
        let record = standing.clone();
        let done = self.desk(Job::SaveTemplates { record, text, base }).await?;
        let Done::Kept(KeptOver {
            revision,
            record,
            stands_damaged,
        }) = done
        else {
            return Err(Failure::Engine);
        };
        if let Some(record) = record {
            let damaged = standing.filter(|_| stands_damaged);
            self.keep_over(&unreadable::TEMPLATES, record, damaged)
                .await?;
        }
        Ok(OwnReply::TemplatesSaved { revision })
    }

    /// Drafts a brief from `template`, or from the one the person's bindings call for.
    pub(crate) async fn draft(
        &self,
        subject: &Subject,
        template: Option<OwnTemplateId>,
        answers: Answers,
    ) -> Result<PromptReply, Failure> {
        let record = self.load_templates().await?;
        if record.is_none() && template.is_none() {
            return Ok(PromptReply::Drafted(Box::default()));
        }
        let job = DraftJob {
            record,
            template,
            answers,
            source: subject.source.clone(),
            host: host(&subject.url).to_owned(),
            setup: self.setup(&self.settings().await, &subject.source),
            now: self.ports.now(),
        };
        match self.desk(Job::Draft(Box::new(job))).await? {
            Done::Drafted(drafted) => Ok(PromptReply::Drafted(drafted)),
            Done::Fault { sentence } => Ok(PromptReply::TemplateFault { sentence }),
            _ => Err(Failure::Engine),
        }
    }

    /// Has a job done.
    pub(crate) async fn desk(&self, job: Job) -> Result<Done, Failure> {
        self.ports.desk().work(job).await
    }
}

/// The host of a page's address, as the browser writes addresses.
fn host(url: &str) -> &str {
    let behind = url.split_once("://").map_or("", |(_, behind)| behind);
    let authority = behind.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}
