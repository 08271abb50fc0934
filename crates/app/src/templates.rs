//! The templates people write themselves: kept for the options page, drafted from for a prompt.

use crate::App;
use crate::ports::Ports;
use crate::session::Attempt;
use baton_brief::{Brief, Context, OwnTemplateId, prefill};
use baton_gate::Answers;
use baton_protocol::{
    DraftedBrief, Failure, OwnReply, OwnTemplateLine, PromptReply, TemplatesView,
};
use baton_templates::{
    BindingFault, KeptTemplates, Occasion, TemplateChoice, TemplatesFile, can_replace, choose,
    draft,
};

/// The templates as lines to choose from.
pub(crate) fn lines(file: TemplatesFile) -> Vec<OwnTemplateLine> {
    let line = |template: baton_templates::OwnTemplate| OwnTemplateLine {
        id: template.id,
        name: template.name,
        hint: template.hint,
    };
    file.templates.into_iter().map(line).collect()
}

impl<P: Ports> App<P> {
    pub(crate) async fn view_templates(&self) -> Result<OwnReply, Failure> {
        let KeptTemplates { revision, file } = self.load_templates().await?;
        Ok(OwnReply::Templates(TemplatesView {
            text: file.encode(),
            revision,
        }))
    }

    pub(crate) async fn save_templates(&self, text: &str, base: u64) -> Result<OwnReply, Failure> {
        let file = TemplatesFile::decode(text).map_err(|_| Failure::Malformed)?;
        let _writing = self.writing.lock().await;
        let standing = self.load_templates().await?;
        if !can_replace(&standing.file, &file) {
            return Err(Failure::Malformed);
        }
        if standing.revision != base {
            // The same told again: the answer got lost with a stopped worker.
            return if standing.file == file {
                Ok(OwnReply::TemplatesSaved {
                    revision: standing.revision,
                })
            } else {
                Err(Failure::Outdated)
            };
        }
        let revision = base + 1;
        self.keep_templates(&KeptTemplates { revision, file })
            .await?;
        Ok(OwnReply::TemplatesSaved { revision })
    }

    /// Drafts a brief from `template`, or from the one the person's bindings call for.
    pub(crate) async fn draft(
        &self,
        attempt: &Attempt,
        template: Option<&OwnTemplateId>,
        answers: &Answers,
    ) -> Result<PromptReply, Failure> {
        let file = self.load_templates().await?.file;
        let source = &attempt.source;
        let setup = self.setup(&self.settings().await, source);
        let host = host(&attempt.url);
        let occasion = Occasion {
            host,
            provider: Some(source.provider.as_str()),
            person: source.person.as_deref(),
            purpose: answers.purpose,
        };
        let drafted = self.with_context(source, &setup, |context| match template {
            Some(id) => draft_own(&file, id, answers, context),
            None => draft_bound(&file, &occasion, answers, context),
        });
        Ok(match drafted {
            Ok(drafted) => PromptReply::Drafted(Box::new(drafted)),
            Err(sentence) => PromptReply::TemplateFault { sentence },
        })
    }
}

/// What the first binding that holds calls for.
///
/// # Errors
/// The sentence that says why its template cannot be used.
fn draft_bound(
    file: &TemplatesFile,
    occasion: &Occasion,
    answers: &Answers,
    context: &Context,
) -> Result<DraftedBrief, String> {
    let Some(chosen) = choose(&file.bindings, occasion) else {
        return Ok(DraftedBrief {
            brief: None,
            why: None,
            left_out: Vec::new(),
        });
    };
    let drafted = match chosen.template {
        TemplateChoice::BuiltIn(id) => of_brief(prefill(*id, answers, context)),
        TemplateChoice::Own(id) => draft_own(file, id, answers, context)?,
    };
    Ok(DraftedBrief {
        why: Some(chosen.why(context.messages)),
        ..drafted
    })
}

/// What one of the person's own templates drafts.
///
/// # Errors
/// The sentence that says why it cannot be used.
fn draft_own(
    file: &TemplatesFile,
    id: &OwnTemplateId,
    answers: &Answers,
    context: &Context,
) -> Result<DraftedBrief, String> {
    let words = context.messages;
    let Some(template) = file.templates.iter().find(|template| template.id == *id) else {
        return Err(words.text(BindingFault::UnknownTemplate.key(), &[]));
    };
    let drafted = draft(template, answers, context).map_err(|fault| fault.explain(words))?;
    let faults = drafted.left_out.iter();
    let left_out = faults.map(|fault| fault.explain(words)).collect();
    let brief = drafted.into_brief(template);
    Ok(match brief.check() {
        Ok(()) => DraftedBrief {
            left_out,
            ..of_brief(brief)
        },
        Err(fault) => return Err(fault.explain(&brief, words)),
    })
}

const fn of_brief(brief: Brief) -> DraftedBrief {
    DraftedBrief {
        brief: Some(brief),
        why: None,
        left_out: Vec::new(),
    }
}

/// The host of a page's address, as the browser writes addresses.
fn host(url: &str) -> &str {
    let behind = url.split_once("://").map_or("", |(_, behind)| behind);
    let authority = behind.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}
