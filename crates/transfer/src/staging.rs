//! Handing what is read over to the background, a part at a time, where nothing of it is seen before all
//! of it is there.

use crate::model::Trouble;
use crate::taking::Work;
use crate::tally::Tally;
use baton_exchange::{Entry, Fate, Item, KeptFile, Plan, Reason, Refusal, Standing, plan};
use baton_notes::NoteId;
use baton_protocol::{
    Failure, MAX_PART_BYTES, MAX_PART_NOTES, Staged, TakenNote, TransferReply, TransferRequest,
};
use baton_worktime::UtcMillis;
use std::collections::BTreeMap;

/// A part is handed over once it is so large, in bytes.
const PART_BYTES: usize = 1_000_000;
/// The largest note with the texts beside it that is handed over, in bytes: what a part may have, but for
/// what stands around it.
const MAX_ENTRY_BYTES: usize = MAX_PART_BYTES - 10_000;
/// Notes that are compared at once with what stands.
const AT_ONCE: usize = 250;

/// An import in the making.
pub(crate) struct Staging {
    /// What it would change.
    tally: Tally,
    now: UtcMillis,
    /// Notes that are still to be compared, with the file they came from and where they stand in it.
    compared_next: Vec<(String, Entry)>,
    seen: std::collections::BTreeSet<NoteId>,
    part: Vec<Staged>,
    bytes: usize,
}

impl Staging {
    /// An import of nothing; `import` is its name.
    pub(crate) fn new(import: String, now: UtcMillis) -> Self {
        Self {
            tally: Tally {
                import,
                ..Tally::default()
            },
            now,
            compared_next: Vec::new(),
            seen: std::collections::BTreeSet::new(),
            part: Vec::new(),
            bytes: 0,
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
        }
        Ok(())
    }

    /// Takes a note of a file.
    pub(crate) async fn take_note(&mut self, file: &str, entry: Entry) -> Result<(), Trouble> {
        let id = entry.note.id().clone();
        if !self.seen.insert(id.clone()) {
            let refusal = Reason::Duplicate(id).at(baton_exchange::Place::Whole);
            self.tally.refuse(file, refusal);
            return Ok(());
        }
        self.compared_next.push((file.to_owned(), entry));
        if self.compared_next.len() >= AT_ONCE {
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
    pub(crate) async fn end(mut self) -> Result<Tally, Trouble> {
        self.compare().await?;
        self.hand_over().await?;
        Ok(self.tally)
    }

    async fn compare(&mut self) -> Result<(), Trouble> {
        let entries = std::mem::take(&mut self.compared_next);
        if entries.is_empty() {
            return Ok(());
        }
        let ids = entries.iter().map(|(_, entry)| entry.note.id().clone());
        let ids = ids.collect();
        let ask = TransferRequest::Take { ids };
        let TransferReply::Taken { notes, .. } = baton_webext::ask(&ask).await? else {
            return Err(Failure::Malformed.into());
        };
        let standing: BTreeMap<NoteId, TakenNote> = notes
            .into_iter()
            .map(|note| (note.id.clone(), note))
            .collect();
        for (file, entry) in entries {
            let stands = standing.get(entry.note.id()).map(|note| Standing {
                record: &note.record,
                earlier: note.earlier.as_deref(),
            });
            match plan(&entry, stands, self.now) {
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
                    self.tally.count(planned.fate);
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

    async fn stage_file(&mut self, kept: KeptFile) -> Result<(), Trouble> {
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
        let ask = TransferRequest::Stage {
            import: self.tally.import.clone(),
            part: self.tally.parts,
            entries,
        };
        baton_webext::ask(&ask).await?;
        self.tally.parts += 1;
        Ok(())
    }
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
