//! Handing what is read over to the background, a part at a time, where nothing of it is seen before all
//! of it is there. While it is looked up what stands, and the background keeps a part, the next notes are read.

use crate::model::Trouble;
use crate::source::{Coming, Source, Which};
use crate::tally::Tally;
use crate::work::Work;
use baton_exchange::{
    CsvField, Deleted, Entry, Fate, Item, KeptFile, Plan, Reason, Refusal, Setting, Standing, plan,
    row_over,
};
use baton_locale::Remembered;
use baton_notes::{Attachment, NoteId, Stored};
use baton_protocol::{
    Failure, MAX_PART_BYTES, MAX_PART_NOTES, OwnRequest, Staged, TakenNote, TransferReply,
    TransferRequest,
};
use baton_webext::{BrowserMessages, TemporalZones};
use baton_worktime::UtcMillis;
use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::rc::Rc;

/// A part is handed over once it is so large, in bytes.
const PART_BYTES: usize = 1_000_000;
/// The largest note with the texts beside it that is handed over, in bytes: what a part may have, but for
/// what stands around it.
const MAX_ENTRY_BYTES: usize = MAX_PART_BYTES - 10_000;
/// Notes that are compared at once with what stands.
const AT_ONCE: usize = 250;
/// Fewer, once their files have so many bytes.
const MAX_QUEUED_BYTES: usize = 4_000_000;

/// An answer of the background, on its way.
type Answer = Pin<Box<dyn Future<Output = Result<TransferReply, Failure>>>>;

/// An import in the making.
pub(crate) struct Staging {
    /// What it would change.
    tally: Tally,
    now: UtcMillis,
    deleted: Deleted,
    /// Where it is looked up what stands.
    source: Source,
    /// Notes that are still to be compared, with the file they came from and where they stand in it.
    compared_next: Vec<Queued>,
    /// How large their files are, in bytes.
    queued: usize,
    /// Notes of which it is being looked up what stands.
    compared: Option<(Vec<Queued>, Coming)>,
    seen: BTreeSet<NoteId>,
    /// The hashes of the files that were handed over.
    files: BTreeSet<String>,
    part: Vec<Staged>,
    bytes: usize,
    /// The part that is being kept.
    kept: Option<Answer>,
}

/// A note that is to be compared.
struct Queued {
    /// The file it came from.
    file: String,
    entry: Entry,
    /// Of a row of a table, what the columns are: a row holds less than a note.
    columns: Option<Rc<[CsvField]>>,
}

impl Staging {
    /// An import of nothing; `import` is its name.
    pub(crate) fn new(import: String, deleted: Deleted, source: Source, now: UtcMillis) -> Self {
        Self {
            deleted,
            source,
            queued: 0,
            tally: Tally {
                import,
                ..Tally::default()
            },
            now,
            compared_next: Vec::new(),
            compared: None,
            seen: BTreeSet::new(),
            files: BTreeSet::new(),
            part: Vec::new(),
            bytes: 0,
            kept: None,
        }
    }

    /// The import's name.
    pub(crate) fn name(&self) -> &str {
        &self.tally.import
    }

    /// Takes an item of a file.
    pub(crate) async fn take(
        &mut self,
        file: &str,
        item: Result<Item, Refusal>,
    ) -> Result<(), Trouble> {
        match item {
            Err(refusal) => self.tally.refuse(file, refusal),
            Ok(Item::File(kept)) => self.stage_file(kept).await?,
            Ok(Item::Note(entry)) => self.take_note(file, *entry).await?,
            Ok(Item::Setup(kind, text)) => self.tally.take_setup(kind, text),
        }
        Ok(())
    }

    /// Takes a note of a file.
    pub(crate) async fn take_note(&mut self, file: &str, entry: Entry) -> Result<(), Trouble> {
        self.queue(file, entry, None).await
    }

    /// Takes a row of a table with these columns.
    pub(crate) async fn take_row(
        &mut self,
        file: &str,
        entry: Entry,
        columns: &Rc<[CsvField]>,
    ) -> Result<(), Trouble> {
        self.queue(file, entry, Some(Rc::clone(columns))).await
    }

    async fn queue(
        &mut self,
        file: &str,
        entry: Entry,
        columns: Option<Rc<[CsvField]>>,
    ) -> Result<(), Trouble> {
        let id = entry.note.id().clone();
        if !self.seen.insert(id.clone()) {
            let refusal = Reason::Duplicate(id).at(baton_exchange::Place::Whole);
            self.tally.refuse(file, refusal);
            return Ok(());
        }
        let sizes = entry.files.iter().map(|kept| kept.content.len());
        self.queued += sizes.sum::<usize>();
        let file = file.to_owned();
        self.compared_next.push(Queued {
            file,
            entry,
            columns,
        });
        if self.compared_next.len() >= AT_ONCE || self.queued > MAX_QUEUED_BYTES {
            self.compare().await?;
        }
        Ok(())
    }

    /// So many files that are no notes were passed over.
    pub(crate) fn pass_over(&mut self, files: usize) {
        let files = u32::try_from(files).unwrap_or(u32::MAX);
        self.tally.passed_over = self.tally.passed_over.saturating_add(files);
    }

    /// Everything was read: hands over the rest. Gives what the import would change.
    pub(crate) async fn end(&mut self) -> Result<Tally, Trouble> {
        self.compare().await?;
        self.compare().await?;
        self.hand_over().await?;
        self.settle().await?;
        Ok(std::mem::take(&mut self.tally))
    }

    /// Waits until no part is on its way any more: whether it was kept.
    pub(crate) async fn settle(&mut self) -> Result<(), Trouble> {
        match self.kept.take() {
            Some(kept) => Ok(kept.await.map(drop)?),
            None => Ok(()),
        }
    }

    /// Asks what stands under the notes that came last, and plans those that were asked about before.
    async fn compare(&mut self) -> Result<(), Trouble> {
        let entries = std::mem::take(&mut self.compared_next);
        self.queued = 0;
        let before = self.compared.take();
        if !entries.is_empty() {
            let ids = entries.iter().map(|queued| queued.entry.note.id().clone());
            let ids = ids.collect();
            let coming = self.source.take(Which::These(ids));
            self.compared = Some((entries, coming));
        }
        let Some((entries, coming)) = before else {
            return Ok(());
        };
        let standing = standing(coming).await?;
        let zone = baton_webext::own_zone();
        let setting = Setting {
            now: self.now,
            zone: &zone,
            zones: &TemporalZones,
            messages: &Remembered::new(&BrowserMessages),
        };
        for Queued {
            file,
            mut entry,
            columns,
        } in entries
        {
            let stands = standing.get(entry.note.id()).map(|note| Standing {
                record: &note.record,
                earlier: note.earlier.as_deref(),
            });
            let mut planned = Ok(());
            if let (Some(columns), Some(stands)) = (columns, stands) {
                planned = row_over(entry.clone(), &columns, stands.record, &setting)
                    .map(|over| entry = over);
            }
            match planned.and_then(|()| plan(&entry, stands, self.deleted, self.now)) {
                Err(reason) => {
                    let refusal = reason.at(baton_exchange::Place::Whole);
                    self.tally.refuse(&file, refusal);
                }
                Ok(planned) if size_of(&planned) > MAX_ENTRY_BYTES => {
                    let (bytes, most) = (size_of(&planned) as u64, MAX_ENTRY_BYTES as u64);
                    let reason = Reason::TooLarge { bytes, most };
                    let refusal = reason.at(baton_exchange::Place::Whole);
                    self.tally.refuse(&file, refusal);
                }
                Ok(planned) => {
                    let is_changed = planned.fate == Fate::Same && self.brings_back(&entry).await?;
                    self.tally.count(match is_changed {
                        true => Fate::Changed,
                        false => planned.fate,
                    });
                    if matches!(planned.fate, Fate::New | Fate::Changed)
                        && let Some((record, earlier)) = planned.then
                    {
                        for kept in entry.files {
                            self.stage_file(kept).await?;
                        }
                        let size = record.len() + earlier.as_ref().map_or(0, String::len);
                        let over = planned.over;
                        let note = Staged::Note {
                            over,
                            record,
                            earlier,
                        };
                        self.stage(note, size).await?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Hands over the files of a note that stands as it is and has lost them. Says whether there are any.
    async fn brings_back(&mut self, entry: &Entry) -> Result<bool, Trouble> {
        let Stored::Current(note) = &entry.note else {
            return Ok(false);
        };
        let mut is_any = false;
        for Attachment { sha256, .. } in &note.attachments {
            let beside = entry.files.iter().find(|kept| kept.sha256 == *sha256);
            if beside.is_none() && !self.files.contains(sha256) {
                continue;
            }
            let (id, sha256) = (note.id.clone(), sha256.clone());
            match baton_webext::ask(&OwnRequest::Attachment { id, sha256 }).await {
                Err(Failure::NoSuchFile) => is_any = true,
                Err(failure) => return Err(failure.into()),
                Ok(_) => continue,
            }
            if let Some(kept) = beside {
                self.stage_file(kept.clone()).await?;
            }
        }
        Ok(is_any)
    }

    async fn stage_file(&mut self, kept: KeptFile) -> Result<(), Trouble> {
        // What many notes have is kept once.
        if !self.files.insert(kept.sha256.clone()) {
            return Ok(());
        }
        let size = kept.content.len();
        let file = Staged::File {
            sha256: kept.sha256,
            content: kept.content,
        };
        self.stage(file, size).await
    }

    async fn stage(&mut self, staged: Staged, size: usize) -> Result<(), Trouble> {
        if self.bytes + size > PART_BYTES || self.part.len() >= MAX_PART_NOTES {
            self.hand_over().await?;
        }
        self.bytes += size;
        self.part.push(staged);
        Ok(())
    }

    async fn hand_over(&mut self) -> Result<(), Trouble> {
        let part = std::mem::take(&mut self.part);
        self.bytes = 0;
        if part.is_empty() {
            return Ok(());
        }
        let entries = serde_json::to_string(&part).map_err(|_| Failure::Malformed)?;
        // In their order.
        self.settle().await?;
        let ask = TransferRequest::Stage {
            import: self.tally.import.clone(),
            part: self.tally.parts,
            entries,
        };
        self.kept = Some(Box::pin(baton_webext::ask(&ask)));
        self.tally.parts += 1;
        Ok(())
    }
}

/// What stands under the notes that were asked about.
async fn standing(mut coming: Coming) -> Result<BTreeMap<NoteId, TakenNote>, Trouble> {
    let mut standing = BTreeMap::new();
    while let Some(notes) = coming.next().await? {
        standing.extend(notes.into_iter().map(|note| (note.id.clone(), note)));
    }
    Ok(standing)
}

/// How many bytes a note takes on its way, written as text in a text.
fn size_of(planned: &Plan) -> usize {
    let Some((record, earlier)) = &planned.then else {
        return 0;
    };
    let quotes = |text: &str| {
        text.bytes()
            .filter(|byte| matches!(byte, b'"' | b'\\'))
            .count()
    };
    let size = |text: &str| text.len() + quotes(text);
    size(record) + earlier.as_deref().map_or(0, size)
}

/// Brings in what was handed over. Once this has begun it is gone through with, whatever happens.
pub(crate) async fn bring_in(import: String, parts: u32, work: &Work) -> Result<(), Trouble> {
    let mut ask = TransferRequest::Finish { import, parts };
    loop {
        let TransferReply::Progress { done, of } = baton_webext::ask(&ask).await? else {
            return Err(Failure::Malformed.into());
        };
        // It cannot be stopped any more.
        let _ = work.at(u64::from(done), u64::from(of));
        let is_last = done >= of && matches!(ask, TransferRequest::GoOn);
        if is_last {
            // The parts are thrown away.
            baton_webext::ask(&TransferRequest::GoOn).await?;
            return Ok(());
        }
        ask = TransferRequest::GoOn;
    }
}
