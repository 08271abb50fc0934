//! The texts kept beside a note, as a record of their own: `versions/<id>`. Damaged ones are put
//! aside under `versions-damaged/<id>/<moment>` before others take their place.

use crate::App;
use crate::ports::{Ports, ReadRecords, Records};
use baton_notes::{Note, NoteId, Standing, VersionKind, Versions, VersionsFault, Written};
use baton_protocol::Failure;
use std::slice;

const VERSIONS: &str = "versions/";

pub(crate) fn versions_key(id: &NoteId) -> String {
    format!("{VERSIONS}{id}")
}

impl<P: Ports> App<P> {
    /// The records of the texts kept beside these notes, or beside any, by the note's id.
    pub(crate) async fn version_records(
        &self,
        ids: Option<&[NoteId]>,
    ) -> Result<Vec<(String, String)>, Failure> {
        let Some(ids) = ids else {
            let records = self.ports.records().read_all(VERSIONS).await?.into_iter();
            let id_of = |key: String| key.strip_prefix(VERSIONS).map(str::to_owned);
            return Ok(records
                .filter_map(|(key, text)| Some((id_of(key)?, text)))
                .collect());
        };
        let mut records = Vec::new();
        for id in ids {
            let record = self.versions_record(id).await?;
            records.extend(record.map(|text| (id.to_string(), text)));
        }
        Ok(records)
    }

    /// Writes a note whose text was changed, and in the same step the text that `stood` there to its
    /// versions: as another window's, unless it is one of those the writer knew of (`was`). Says as
    /// which it was kept, if it was.
    pub(crate) async fn keep_text(
        &self,
        note: &Note,
        stood: Standing,
        was: &[Written],
    ) -> Result<Option<VersionKind>, Failure> {
        let mut records = self.records_of(slice::from_ref(note)).await?;
        let now = self.ports.now();
        let told = was.contains(&stood.text);
        let is_new = stood.text != note.text();
        // What one wrote oneself a moment ago: the usual save, which looks at no version.
        let same_sitting = told && !(is_new && stood.outlasts(now));
        let mut kept = None;
        if stood.text != Written::default() && !same_sitting {
            let (mut versions, damaged) = self.load_versions(&note.id).await?;
            if !is_new {
                // Told again, because the answer got lost: what was said then is said again.
                kept = versions.0.last().map(|version| version.kind);
            } else {
                let (kind, is_kept) = if told {
                    let is_kept = versions.replaced(stood.text, now);
                    (VersionKind::Replaced, is_kept)
                } else {
                    (VersionKind::Diverged, versions.diverged(stood.text, now))
                };
                if is_kept {
                    // By the moment, so that none takes the place of another.
                    let key = format!("versions-damaged/{}/{}", note.id, now.0);
                    records.extend(damaged.map(|text| (key, text)));
                    records.push((versions_key(&note.id), versions.encode()));
                    kept = Some(kind);
                }
            }
        }
        self.keep_records(&records).await?;
        Ok(kept)
    }

    /// Writes a note and the texts kept beside it.
    pub(crate) async fn keep_with(&self, note: &Note, versions: &Versions) -> Result<(), Failure> {
        let mut records = self.records_of(slice::from_ref(note)).await?;
        records.push((versions_key(&note.id), versions.encode()));
        self.keep_records(&records).await?;
        Ok(())
    }

    /// The record of the texts kept beside a note.
    pub(crate) async fn versions_record(&self, id: &NoteId) -> Result<Option<String>, Failure> {
        Ok(self.ports.records().read(&versions_key(id)).await?)
    }

    /// The texts kept beside a note. Damaged ones count as none; they are given as they are.
    pub(crate) async fn load_versions(
        &self,
        id: &NoteId,
    ) -> Result<(Versions, Option<String>), Failure> {
        let Some(text) = self.versions_record(id).await? else {
            return Ok((Versions::default(), None));
        };
        match Versions::decode(&text) {
            Ok(versions) => Ok((versions, None)),
            Err(VersionsFault::Newer) => Err(Failure::StoreNewer),
            Err(VersionsFault::Damaged(_)) => Ok((Versions::default(), Some(text))),
        }
    }
}
