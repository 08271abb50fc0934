//! What changes about backups.

use baton_protocol::Backup;
use baton_worktime::UtcMillis;

/// A change of the record of backups. It is made to the record as it stands, because another page may have
/// changed the rest of it since this one was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupChange {
    /// They are to be made every so many days from this moment on, or not any more.
    Every(Option<u16>, UtcMillis),
    /// One was saved that was begun at this moment, or there was nothing to save. A last one
    /// that lies in the future was dated by a clock that ran ahead; it gives way.
    Saved(UtcMillis),
}

impl BackupChange {
    /// The record with the change made, at the moment `now`.
    #[must_use]
    pub fn applied_to(self, backup: Backup, now: UtcMillis) -> Backup {
        match self {
            Self::Every(every_days, from) => Backup {
                every_days,
                since: every_days.and(Some(backup.since.unwrap_or(from))),
                ..backup
            },
            Self::Saved(begun) => Backup {
                last: backup.last.filter(|last| *last <= now).max(Some(begun)),
                ..backup
            },
        }
    }
}
