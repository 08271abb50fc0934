//! The work the background hands to a module of its own.
//!
//! Most times the worker wakes, a page reports itself or a prompt keeps a draft. What only some
//! people and some moments need, drafting from templates of one's own, putting notes into words and
//! briefs into bookings, looking at files and writing them, would make every start of it slower. So it is done at the *desk*: a second module that is
//! started when there is a [`Job`]. The desk keeps nothing and asks nobody: a job holds all it needs,
//! and the background alone reads and writes the store.

mod booking;
mod export;
mod follow_up;
mod import;
mod note;
mod templates;

pub use booking::{BookingJob, BookingTexts};
pub use note::NoteJob;
pub use templates::{Inspected, KeptOver};

use baton_brief::OwnTemplateId;
use baton_gate::Answers;
use baton_locale::Messages;
use baton_notes::{Attachment, NoteId, Source};
use baton_protocol::{
    DraftedBrief, ExportFormat, Failure, OwnTemplateLine, Setup, ShowReply, TemplatesView,
};
use baton_worktime::{UtcMillis, WorkingWeek, ZoneName, Zones};
use serde::{Deserialize, Serialize};

/// Something to be done at the desk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// The person's templates as lines to choose from.
    ListTemplates {
        /// Their record.
        record: String,
    },
    /// The person's templates, to be edited.
    ViewTemplates {
        /// Their record; `None` before any were saved.
        record: Option<String>,
    },
    /// What records of templates are.
    InspectTemplates {
        /// The records.
        records: Vec<String>,
    },
    /// A record of new templates in the place of the one that stands.
    SaveTemplates {
        /// The record that stands; `None` before any were saved.
        record: Option<String>,
        /// The text of the file of new templates.
        text: String,
        /// The revision it was made from.
        base: u64,
    },
    /// A brief, from one of the person's templates.
    Draft(Box<DraftJob>),
    /// What is to be done about the notes that wait for an answer.
    FollowUp(Box<FollowUpJob>),
    /// What a note says about a file that is attached to it.
    InspectFile {
        /// The file's name.
        name: String,
        /// The media type the browser tells.
        media_type: String,
        /// Its bytes, as [`baton_notes::file_text`] writes them.
        content: String,
    },
    /// The texts of a brief that a booking can take.
    Book(Box<BookingJob>),
    /// A note in words.
    ShowNote(Box<NoteJob>),
    /// A note of a newer schema, as far as words can be found for it.
    ShowNewer {
        /// The note.
        id: NoteId,
        /// Its schema.
        schema: u32,
    },
    /// Which records a part of an import touches, if it may be kept.
    InspectPart {
        /// JSON of a list of [`Staged`](baton_protocol::Staged).
        entries: String,
    },
    /// A part of an import, as records to write.
    BringIn {
        /// As there.
        entries: String,
        /// What stands under the keys that are [`Done::Keys`] of it.
        standing: Vec<(String, Option<String>)>,
        /// The moment.
        now: UtcMillis,
    },
    /// Notes as a file.
    Export {
        /// The records of notes; those that cannot be read are left out.
        records: Vec<String>,
        /// The records of the texts kept beside notes, with the note's id.
        versions: Vec<(String, String)>,
        /// The notes that are wanted; `None` for all that are not deleted.
        ids: Option<Vec<NoteId>>,
        /// The format.
        format: ExportFormat,
        /// The moment.
        now: UtcMillis,
        /// The person's own zone.
        zone: ZoneName,
    },
}

/// What it takes to draft a brief.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftJob {
    /// The record of the person's templates; `None` before any were saved.
    pub record: Option<String>,
    /// The template; the one the person's bindings call for when `None`.
    pub template: Option<OwnTemplateId>,
    /// What was answered at the gate.
    pub answers: Answers,
    /// The booking page.
    pub source: Source,
    /// The booking page's host, as the browser writes it.
    pub host: String,
    /// What is set.
    pub setup: Setup,
    /// The moment.
    pub now: UtcMillis,
}

/// What it takes to plan what becomes of the notes that wait for an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FollowUpJob {
    /// The record of the notes that wait.
    pub waiting: String,
    /// The record of backups, if any was set: JSON of a [`Backup`](baton_protocol::Backup).
    pub backup: Option<String>,
    /// The notes that the person was told of, as [`FollowUpPlan::told`].
    pub told: String,
    /// The person's own week: outside of it they are told nothing new.
    pub week: WorkingWeek,
    /// The moment.
    pub now: UtcMillis,
}

/// What is to be done about them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpPlan {
    /// The notes that the person is told of now.
    pub told: String,
    /// How many they are.
    pub count: usize,
    /// Whether there is one among them that they were not told of before.
    pub is_news: bool,
    /// When the backup that is due now became due; `None` while none is.
    pub backup_due: Option<UtcMillis>,
    /// When to plan again; `None` while nothing waits.
    pub wake: Option<UtcMillis>,
}

/// What came of a [`Job`] for the background itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// Of [`Job::ListTemplates`].
    Lines {
        /// The templates.
        lines: Vec<OwnTemplateLine>,
        /// Whether there is a rule that binds templates to occasions.
        binds: bool,
    },
    /// Of [`Job::ViewTemplates`].
    Templates(TemplatesView),
    /// Of [`Job::InspectTemplates`], in the same order.
    Inspected(Vec<Inspected>),
    /// Of [`Job::SaveTemplates`].
    Kept(KeptOver),
    /// Of [`Job::Draft`].
    Drafted(Box<DraftedBrief>),
    /// Of [`Job::Draft`], when the template cannot be used: the sentence that says why.
    Fault {
        /// The sentence.
        sentence: String,
    },
    /// Of [`Job::FollowUp`].
    FollowUp(FollowUpPlan),
    /// Of [`Job::InspectPart`].
    Keys(Vec<String>),
    /// Of [`Job::BringIn`].
    Records(Vec<(String, String)>),
    /// Of [`Job::InspectFile`].
    Attachment(Attachment),
    /// Of [`Job::Book`].
    Texts(Box<BookingTexts>),
}

/// What came of a [`Job`], for whom.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Made {
    /// For the background itself.
    Done(Done),
    /// Of [`Job::ShowNote`], [`Job::ShowNewer`] and [`Job::Export`], for a page of ours: the
    /// background hands it on, and carries no code to read it.
    Shown(ShowReply),
}

/// Does a job.
///
/// # Errors
/// [`Failure::StoreNewer`] and [`Failure::StoreBroken`] for records that are not of this Baton's schema;
/// [`Failure::Malformed`],
/// [`Failure::Outdated`] or [`Failure::NoSuchNote`] for what cannot be done.
pub fn work(job: Job, zones: &dyn Zones, messages: &dyn Messages) -> Result<Made, Failure> {
    let done = match job {
        Job::ListTemplates { record } => templates::list(&record)?,
        Job::ViewTemplates { record } => templates::view(record.as_deref())?,
        Job::InspectTemplates { records } => Done::Inspected(templates::inspect(records)),
        Job::SaveTemplates { record, text, base } => {
            Done::Kept(templates::save(record.as_deref(), &text, base)?)
        }
        Job::Draft(job) => templates::draft(&job, zones, messages)?,
        Job::FollowUp(job) => Done::FollowUp(follow_up::plan(&job, zones)),
        Job::InspectFile {
            name,
            media_type,
            content,
        } => match Attachment::of(&name, &media_type, &content) {
            Ok(file) => Done::Attachment(file),
            Err(_) => return Err(Failure::Malformed),
        },
        Job::InspectPart { entries } => Done::Keys(import::keys(&entries)?),
        Job::BringIn {
            entries,
            standing,
            now,
        } => Done::Records(import::bring(&entries, standing, now)?),
        Job::Book(job) => Done::Texts(Box::new(booking::texts(*job, zones, messages))),
        Job::ShowNote(job) => return note::show(*job, zones, messages).map(Made::Shown),
        Job::ShowNewer { id, schema } => {
            return Ok(Made::Shown(note::newer(id, schema, messages)));
        }
        Job::Export {
            records,
            versions,
            ids,
            format,
            now,
            zone,
        } => {
            let setting = baton_exchange::Setting {
                now,
                zone: &zone,
                zones,
                messages,
            };
            let file = export::export(&records, versions, ids.as_deref(), format, &setting)?;
            return Ok(Made::Shown(ShowReply::File(file)));
        }
    };
    Ok(Made::Done(done))
}
