//! Settings and templates that were stored and cannot be read: listed, put aside when new ones take
//! their place, and discarded when the person says so.

use crate::App;
use crate::desk::{Done, Inspected, Job};
use crate::ports::{Ports, ReadRecords, Records};
use crate::shelf;
use baton_protocol::{Failure, OwnReply, Unreadable, UnreadableKind};

/// A record that is put aside when it cannot be read.
pub(crate) struct Guarded {
    /// Its key.
    key: &'static str,
    /// The first key it is put aside under. The next ones are this with `/0001`, `/0002` and so on;
    /// an empty text says that a key is free again.
    aside: &'static str,
    kind: UnreadableKind,
}

/// The settings.
pub(crate) const SETTINGS: Guarded = Guarded {
    key: shelf::SETTINGS,
    aside: "settings-damaged",
    kind: UnreadableKind::Settings,
};

/// The person's own templates.
pub(crate) const TEMPLATES: Guarded = Guarded {
    key: shelf::TEMPLATES,
    aside: "templates-damaged",
    kind: UnreadableKind::Templates,
};

impl Guarded {
    /// Whether `key` is one that this is put aside under.
    fn is_aside(&self, key: &str) -> bool {
        let behind = key.strip_prefix(self.aside);
        behind.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// A key that nothing in `taken` has.
    fn free_key(&self, taken: &[(String, String)]) -> String {
        let is_free = |key: &String| taken.iter().all(|(other, _)| other != key);
        let numbered = (1..=taken.len()).map(|number| format!("{}/{number:04}", self.aside));
        let first = self.aside.to_owned();
        // One more than are taken: one of them is always free.
        let mut keys = std::iter::once(first.clone()).chain(numbered);
        keys.find(is_free).unwrap_or(first)
    }
}

impl<P: Ports> App<P> {
    /// What was put aside of a record, by key.
    async fn put_aside(&self, guarded: &Guarded) -> Result<Vec<(String, String)>, Failure> {
        let mut aside = self.ports.records().read_all(guarded.aside).await?;
        aside.retain(|(key, text)| guarded.is_aside(key) && !text.is_empty());
        Ok(aside)
    }

    /// Writes `text` in place of a record. If what stood there was `damaged`, it is put aside in the
    /// same step, beside whatever was before.
    pub(crate) async fn keep_over(
        &self,
        guarded: &Guarded,
        text: String,
        damaged: Option<String>,
    ) -> Result<(), Failure> {
        let mut records = vec![(guarded.key.to_owned(), text)];
        if let Some(standing) = damaged {
            let aside = self.put_aside(guarded).await?;
            if aside.iter().all(|(_, text)| *text != standing) {
                records.push((guarded.free_key(&aside), standing));
            }
        }
        self.ports.records().write(&records).await?;
        Ok(())
    }

    pub(crate) async fn list_unreadable(&self) -> Result<OwnReply, Failure> {
        let mut found = Vec::new();
        for guarded in [&SETTINGS, &TEMPLATES] {
            let aside = self.put_aside(guarded).await?;
            let standing = self.ports.records().read(guarded.key).await?;
            let standing = standing.filter(|text| aside.iter().all(|(_, other)| other != text));
            let standing = standing.map(|text| (guarded.key.to_owned(), text));
            let (keys, texts): (Vec<_>, Vec<_>) = standing.into_iter().chain(aside).unzip();
            let read = match self.inspect(guarded.kind, texts).await {
                // Without the desk nothing can be said of templates; of the settings it can.
                Err(Failure::Engine) => continue,
                read => read?,
            };
            let read = keys.into_iter().zip(read);
            found.extend(
                read.filter(|(key, read)| read.is_damaged || guarded.is_aside(key))
                    .map(|(key, read)| Unreadable {
                        put_aside: guarded.is_aside(&key),
                        key,
                        kind: guarded.kind,
                        text: read.text,
                    }),
            );
        }
        Ok(OwnReply::Unreadable(found))
    }

    /// What records are, and what a person can do something with in them.
    async fn inspect(
        &self,
        kind: UnreadableKind,
        records: Vec<String>,
    ) -> Result<Vec<Inspected>, Failure> {
        match kind {
            _ if records.is_empty() => Ok(Vec::new()),
            // A settings file, were it sound.
            UnreadableKind::Settings => {
                let inspect = |text: String| Inspected {
                    is_damaged: shelf::is_damaged(&text),
                    text,
                };
                Ok(records.into_iter().map(inspect).collect())
            }
            UnreadableKind::Templates => {
                match self.desk(Job::InspectTemplates { records }).await? {
                    Done::Inspected(read) => Ok(read),
                    _ => Err(Failure::Engine),
                }
            }
        }
    }

    /// Discards what was put aside under `key`; nothing else can be discarded.
    pub(crate) async fn discard(&self, key: &str) -> Result<OwnReply, Failure> {
        if ![&SETTINGS, &TEMPLATES]
            .iter()
            .any(|guarded| guarded.is_aside(key))
        {
            return Err(Failure::Malformed);
        }
        let _writing = self.writing.lock().await;
        if self.ports.records().read(key).await?.is_some() {
            let discarded = (key.to_owned(), String::new());
            self.ports.records().write(&[discarded]).await?;
        }
        Ok(OwnReply::Ok)
    }
}
