//! Notes, the ledger, the settings and the person's own templates as records: `note/<id>`,
//! `draft/<target>`, `ledger`, `settings`, `templates`. What cannot be read of the last two is put
//! aside; see [`crate::unreadable`]. The texts kept beside notes are in [`crate::versions`], what else
//! belongs to notes and stands outside of them in [`crate::relations`].

use crate::App;
use crate::follow_ups::WAITING;
use crate::ports::{MAX_KEY_BYTES, Ports, ReadRecords, Records};
use crate::unindexed::{UNINDEXED, marked};
use crate::unreadable;
use baton_notes::{Ledger, LedgerFault, Note, NoteId, State, Stored, decode, encode, waiting_with};
use baton_protocol::Failure;
use baton_settings::{RecordFault, Settings};

pub(crate) const NOTES: &str = "note/";
const LEDGER: &str = "ledger";
pub(crate) const SETTINGS: &str = "settings";
pub(crate) const TEMPLATES: &str = "templates";

/// The key of the record that points from a booking page to the note last written about it, so that a
/// draft is found again, and how often was written in vain, without reading every note. Its body is the
/// note's id; empty once the note is deleted.
/// `None` for a page without an address, and for an address that is longer than a key may be.
pub(crate) fn draft_key(target: &str) -> Option<String> {
    let key = format!("draft/{target}");
    (!target.is_empty() && key.len() <= MAX_KEY_BYTES).then_some(key)
}

pub(crate) fn note_key(id: &NoteId) -> String {
    format!("{NOTES}{id}")
}

/// Whether a note is a draft that can be taken up again.
pub(crate) fn is_open_draft(note: &Note) -> bool {
    note.state == State::Draft && note.deleted.is_none()
}

impl<P: Ports> App<P> {
    /// The note, deleted or not.
    pub(crate) async fn load(&self, id: &NoteId) -> Result<Option<Stored>, Failure> {
        match self.note_record(id).await? {
            Some(text) => decode(&text).map(Some).map_err(|_| Failure::StoreBroken),
            None => Ok(None),
        }
    }

    /// The record of a note.
    pub(crate) async fn note_record(&self, id: &NoteId) -> Result<Option<String>, Failure> {
        Ok(self.ports.records().read(&note_key(id)).await?)
    }

    /// The record of every note, by key.
    pub(crate) async fn note_records(&self) -> Result<Vec<(String, String)>, Failure> {
        Ok(self.ports.records().read_all(NOTES).await?)
    }

    /// The records of these notes, as far as there are any, by key.
    pub(crate) async fn note_records_of(
        &self,
        ids: &[NoteId],
    ) -> Result<Vec<(String, String)>, Failure> {
        let keys: Vec<String> = ids.iter().map(note_key).collect();
        let records = self.ports.records().read_each(&keys).await?;
        let there = |(key, record): (String, Option<String>)| Some((key, record?));
        Ok(keys.into_iter().zip(records).filter_map(there).collect())
    }

    /// The note that was last written about a booking page, unless it ended: a draft, or one that was
    /// sent.
    pub(crate) async fn load_about(&self, target: &str) -> Result<Option<Note>, Failure> {
        let Some(key) = draft_key(target) else {
            return Ok(None);
        };
        let Some(id) = self.ports.records().read(&key).await? else {
            return Ok(None);
        };
        let Ok(id) = NoteId::parse(&id) else {
            return Ok(None);
        };
        Ok(match self.load(&id).await? {
            Some(Stored::Current(note)) if note.deleted.is_none() => Some(*note),
            _ => None,
        })
    }

    /// The records of notes: themselves, and what points to them.
    pub(crate) async fn records_of(
        &self,
        notes: &[Note],
    ) -> Result<Vec<(String, String)>, Failure> {
        let mut records = Vec::new();
        let mut keys = vec![UNINDEXED.to_owned(), WAITING.to_owned()];
        let mut pointers = Vec::new();
        for note in notes {
            note.check().map_err(|_| Failure::Malformed)?;
            records.push((note_key(&note.id), encode(note)));
            if let Some(key) = draft_key(&note.source.target) {
                keys.push(key.clone());
                pointers.push((note, key));
            }
        }
        let mut standing = self.ports.records().read_each(&keys).await?.into_iter();
        let ids = notes.iter().map(|note| &note.id);
        records.extend(marked(standing.next().flatten().as_deref(), ids));
        let waiting = waiting_with(standing.next().flatten().as_deref(), notes);
        records.extend(waiting.map(|record| (WAITING.to_owned(), record)));
        for ((note, key), stands) in pointers.into_iter().zip(standing) {
            // Another attempt at the same page may have a note of its own by now; later ones have greater
            // ids.
            let stands = stands.unwrap_or_default();
            let id = note.id.as_str();
            if is_open_draft(note) || (note.deleted.is_none() && stands.as_str() < id) {
                records.push((key, id.to_owned()));
            } else if note.deleted.is_some() && stands == id {
                records.push((key, String::new()));
            }
        }
        Ok(records)
    }

    /// The ledger. A damaged one starts anew; a newer one is left alone.
    pub(crate) async fn load_ledger(&self) -> Result<Ledger, Failure> {
        let Some(text) = self.ports.records().read(LEDGER).await? else {
            return Ok(Ledger::default());
        };
        match Ledger::decode(&text) {
            Ok(ledger) => Ok(ledger),
            Err(LedgerFault::Newer { .. }) => Err(Failure::StoreNewer),
            Err(LedgerFault::Damaged(_)) => Ok(Ledger::default()),
        }
    }

    /// Writes the ledger.
    pub(crate) async fn keep_ledger(&self, ledger: &Ledger) -> Result<(), Failure> {
        self.ports
            .records()
            .write(&[(LEDGER.to_owned(), ledger.encode())])
            .await?;
        Ok(())
    }

    /// The settings. Damaged ones count as never set.
    ///
    /// # Errors
    /// [`Failure::StoreNewer`] when a newer Baton wrote them; what the store answers.
    pub(crate) async fn load_settings(&self) -> Result<Settings, Failure> {
        let Some(text) = self.ports.records().read(SETTINGS).await? else {
            return Ok(Settings::default());
        };
        match baton_settings::decode(&text) {
            Ok(settings) => Ok(settings),
            Err(RecordFault::Newer { .. }) => Err(Failure::StoreNewer),
            Err(RecordFault::Damaged(_) | RecordFault::Refused(_)) => Ok(Settings::default()),
        }
    }

    /// Writes the settings. What stood there and could not be read is put aside, not lost.
    pub(crate) async fn keep_settings(&self, settings: &Settings) -> Result<(), Failure> {
        let standing = self.ports.records().read(SETTINGS).await?;
        let damaged = standing.filter(|text| is_damaged(text));
        let text = baton_settings::encode(settings);
        self.keep_over(&unreadable::SETTINGS, text, damaged).await
    }

    /// The record of the person's own templates; what is in it is read at the desk.
    pub(crate) async fn load_templates(&self) -> Result<Option<String>, Failure> {
        Ok(self.ports.records().read(TEMPLATES).await?)
    }
}

/// Whether no Baton can read these settings: those of a newer schema are not damaged.
pub(crate) fn is_damaged(settings: &str) -> bool {
    matches!(
        baton_settings::decode(settings),
        Err(RecordFault::Damaged(_) | RecordFault::Refused(_))
    )
}
