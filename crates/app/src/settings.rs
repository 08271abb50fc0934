//! What is set: read and written by Baton's own pages, reckoned with everywhere.

use crate::App;
use crate::ports::Ports;
use baton_notes::{Note, Source, Stored, decode};
use baton_protocol::{Failure, MetPerson, OwnReply, SettingsView, Setup};
use baton_settings::Settings;

/// The most names of earlier notes that are offered.
const MAX_MET: usize = 50;

/// The notes whose names are looked at, the newest of however many there are.
const MAX_LOOKED_AT: usize = 500;

/// Notes read at once: one may have 2 MB.
const READ_AT_ONCE: usize = 20;

impl<P: Ports> App<P> {
    /// What is set, or the defaults where that cannot be read: nothing a person is about to write
    /// waits for it.
    pub(crate) async fn settings(&self) -> Settings {
        self.load_settings().await.unwrap_or_default()
    }

    /// What one booking attempt reckons with.
    pub(crate) fn setup(&self, settings: &Settings, source: &Source) -> Setup {
        let receiver = settings.receiver(&source.target, source.person.as_deref());
        Setup {
            week: settings.own_week(&self.ports.zone()),
            receiver: receiver.cloned(),
            thresholds: settings.thresholds,
            windows: settings.windows,
        }
    }

    pub(crate) async fn view_settings(&self) -> Result<OwnReply, Failure> {
        let settings = self.load_settings().await?;
        // Only offered: the settings open without it, too.
        let met = self.met(&settings).await.unwrap_or_default();
        Ok(OwnReply::Settings(Box::new(SettingsView {
            met,
            settings,
            zone: self.ports.zone(),
            now: self.ports.now(),
        })))
    }

    /// Whoever stands in a note and is nobody's yet, the latest first.
    async fn met(&self, settings: &Settings) -> Result<Vec<MetPerson>, Failure> {
        let mut met: Vec<MetPerson> = Vec::new();
        for ids in self.newest(MAX_LOOKED_AT).await?.chunks(READ_AT_ONCE) {
            for (_, record) in self.note_records_of(ids).await? {
                let found = decode(&record).ok();
                let found = found.and_then(|stored| unknown(settings, &stored));
                met.extend(found.filter(|one| met.iter().all(|other| other.name != one.name)));
                if met.len() >= MAX_MET {
                    return Ok(met);
                }
            }
        }
        Ok(met)
    }

    pub(crate) async fn save_settings(&self, mut settings: Settings) -> Result<OwnReply, Failure> {
        settings.check().map_err(|_| Failure::Malformed)?;
        let _writing = self.writing.lock().await;
        let standing = self.load_settings().await?;
        if standing.revision != settings.revision {
            // The same told again: the answer got lost with a stopped worker.
            let again = Settings {
                revision: standing.revision,
                ..settings.clone()
            };
            return if again == standing {
                Ok(OwnReply::SettingsSaved {
                    revision: standing.revision,
                })
            } else {
                Err(Failure::Outdated)
            };
        }
        settings.revision += 1;
        self.keep_settings(&settings).await?;
        Ok(OwnReply::SettingsSaved {
            revision: settings.revision,
        })
    }
}

/// Whether a note's person is nobody's yet, and who that is.
fn unknown(settings: &Settings, stored: &Stored) -> Option<MetPerson> {
    let source = &standing(stored)?.source;
    let name = source.person.clone()?;
    let known = settings.receiver(&source.target, Some(&name)).is_some();
    (!known).then(|| MetPerson {
        name,
        page: source.target.clone(),
    })
}

fn standing(stored: &Stored) -> Option<&Note> {
    match stored {
        Stored::Current(note) if note.deleted.is_none() => Some(note),
        _ => None,
    }
}
