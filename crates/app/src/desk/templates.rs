//! The templates people write themselves: kept for the options page, drafted from for a prompt.

use super::{Done, DraftJob};
use crate::surroundings::context;
use baton_brief::{Brief, Context, OwnTemplateId, prefill};
use baton_gate::{Answers, Working, verdict};
use baton_locale::Messages;
use baton_protocol::{DraftedBrief, Failure, OwnTemplateLine, TemplatesView};
use baton_templates::{
    BindingFault, KeptTemplates, Occasion, OwnTemplate, RecordFault, TemplateChoice, TemplatesFile,
    can_replace, choose, file_text,
};
use baton_worktime::Zones;
use serde::{Deserialize, Serialize};

/// What is to be written over the record of templates that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptOver {
    /// The revision the templates have then.
    pub revision: u64,
    /// The new record; `None` when the one that stands says the same already.
    pub record: Option<String>,
    /// Whether the record that stands cannot be read, and has to be put aside.
    pub stands_damaged: bool,
}

/// What a record of templates is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspected {
    /// Whether no Baton can read it: one of a newer schema is not damaged.
    pub is_damaged: bool,
    /// The text of its file, also where that cannot be read; else the record.
    pub text: String,
}

pub(super) fn inspect(records: Vec<String>) -> Vec<Inspected> {
    let inspect = |record: String| Inspected {
        is_damaged: matches!(KeptTemplates::decode(&record), Err(RecordFault::Damaged(_))),
        text: file_text(&record).unwrap_or(record),
    };
    records.into_iter().map(inspect).collect()
}

/// A record's templates; damaged ones count as none, which is said.
fn read(record: Option<&str>) -> Result<(KeptTemplates, bool), Failure> {
    match record.map(KeptTemplates::decode) {
        None => Ok((KeptTemplates::default(), false)),
        Some(Ok(kept)) => Ok((kept, false)),
        Some(Err(RecordFault::Newer)) => Err(Failure::StoreNewer),
        Some(Err(RecordFault::Damaged(_))) => Ok((KeptTemplates::default(), true)),
    }
}

pub(super) fn list(record: &str) -> Result<Done, Failure> {
    let (KeptTemplates { file, .. }, _) = read(Some(record))?;
    let line = |template: OwnTemplate| OwnTemplateLine {
        id: template.id,
        name: template.name,
        hint: template.hint,
    };
    Ok(Done::Lines {
        binds: !file.bindings.is_empty(),
        lines: file.templates.into_iter().map(line).collect(),
    })
}

pub(super) fn view(record: Option<&str>) -> Result<Done, Failure> {
    let (KeptTemplates { revision, file }, _) = read(record)?;
    Ok(Done::Templates(TemplatesView {
        text: file.encode(),
        revision,
    }))
}

pub(super) fn save(record: Option<&str>, text: &str, base: u64) -> Result<KeptOver, Failure> {
    let file = TemplatesFile::decode(text).map_err(|_| Failure::Malformed)?;
    let (standing, stands_damaged) = read(record)?;
    if !can_replace(&standing.file, &file) {
        return Err(Failure::Malformed);
    }
    if standing.revision != base {
        // The same told again: the answer got lost with a stopped worker.
        return if standing.file == file {
            Ok(KeptOver {
                revision: standing.revision,
                record: None,
                stands_damaged,
            })
        } else {
            Err(Failure::Outdated)
        };
    }
    let revision = base + 1;
    Ok(KeptOver {
        revision,
        record: Some(KeptTemplates { revision, file }.encode()),
        stands_damaged,
    })
}

pub(super) fn draft(
    job: &DraftJob,
    zones: &dyn Zones,
    messages: &dyn Messages,
) -> Result<Done, Failure> {
    let (KeptTemplates { file, .. }, _) = read(job.record.as_deref())?;
    let working = Working {
        week: job.setup.receivers_week(),
        zones,
        now: job.now,
    };
    let verdict = verdict(&job.answers, &working, &job.setup.thresholds);
    let context = Context {
        max_minutes: verdict.max_minutes,
        ..context(&job.source, &job.setup, job.now, zones, messages)
    };
    let drafted = match &job.template {
        Some(id) => draft_own(&file, id, &job.answers, &context),
        None => draft_bound(&file, job, &context),
    };
    Ok(match drafted {
        Ok(drafted) => Done::Drafted(Box::new(drafted)),
        Err(sentence) => Done::Fault { sentence },
    })
}

/// What the first binding that holds calls for.
///
/// # Errors
/// The sentence that says why its template cannot be used.
fn draft_bound(
    file: &TemplatesFile,
    job: &DraftJob,
    context: &Context,
) -> Result<DraftedBrief, String> {
    let occasion = Occasion {
        host: &job.host,
        provider: Some(job.source.provider.as_str()),
        person: job.source.person.as_deref(),
        purpose: job.answers.purpose,
    };
    let Some(chosen) = choose(&file.bindings, &occasion) else {
        return Ok(DraftedBrief::default());
    };
    let drafted = match chosen.template {
        TemplateChoice::BuiltIn(id) => of_brief(prefill(*id, &job.answers, context)),
        TemplateChoice::Own(id) => draft_own(file, id, &job.answers, context)?,
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
    let drafted =
        baton_templates::draft(template, answers, context).map_err(|fault| fault.explain(words))?;
    let faults = drafted.left_out.iter();
    let left_out = faults.map(|fault| fault.explain(words)).collect();
    let brief = drafted.into_brief(template);
    match brief.check() {
        Ok(()) => Ok(DraftedBrief {
            left_out,
            ..of_brief(brief)
        }),
        Err(fault) => Err(fault.explain(&brief, words)),
    }
}

fn of_brief(brief: Brief) -> DraftedBrief {
    DraftedBrief {
        brief: Some(brief),
        ..DraftedBrief::default()
    }
}
