//! Notes that leave whole and come back, and what is erased.
//!
//! An import is a record, `import`, and its parts, `staged/<part>`, which nothing else reads: a line with the
//! import's name, one with the keys of the records it touches, and its entries. The record says how far it
//! is:
//!
//! ```text
//!  making <import> <parts so far> ──Finish──▶ bringing <import> <parts> <next> ──▶ done <import> <parts>
//! ```
//!
//! Up to the turn to *bringing* the old state holds, from then on the new one: whoever asks for notes
//! while parts are still to be brought in waits for them, and so does the first one who asks after a
//! crash. Each part is brought in with the record in one step, so none is brought in twice.

use crate::App;
use crate::desk::{Done, Job};
use crate::finder;
use crate::follow_ups::WAITING;
use crate::ports::{Browser, Finder, Ports, ReadRecords, Records, Session};
use crate::taking::{Asked, take};
use crate::unindexed::UNINDEXED;
use baton_protocol::{
    Failure, MAX_IMPORT_ID_BYTES, MAX_PART_BYTES, MAX_PARTS, MAX_TAKEN, TransferReply,
    TransferRequest,
};

const IMPORT: &str = "import";
const STAGED: &str = "staged/";
pub(crate) const BACKUP: &str = "backup";
/// The longest record of backups, in bytes.
const MAX_BACKUP_BYTES: usize = 1_000;
/// The most notes of an answer to who asks for all.
const PAGE: usize = 250;
/// Whether an import that was finished is brought in, as far as this start knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ImportState {
    /// It was not looked up yet.
    Unknown,
    /// Parts of it are still to be brought in.
    Pending,
    /// There is none, or all of it is there.
    Complete,
}

/// How far an import is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Import {
    None,
    Making {
        import: String,
        parts: u32,
    },
    Bringing {
        import: String,
        parts: u32,
        next: u32,
    },
    Done {
        import: String,
        parts: u32,
    },
}

impl Import {
    /// Reads the record. One that cannot be read is none: nothing was brought in for it.
    fn decode(record: Option<String>) -> Self {
        let record = record.unwrap_or_default();
        let mut words = record.split(' ');
        let form = words.next();
        let import = words.next().unwrap_or_default().to_owned();
        let mut number = || words.next().and_then(|word| word.parse().ok());
        match (form, number(), number()) {
            (Some("making"), Some(parts), _) => Self::Making { import, parts },
            (Some("bringing"), Some(parts), Some(next)) => Self::Bringing {
                import,
                parts,
                next,
            },
            (Some("done"), Some(parts), _) => Self::Done { import, parts },
            _ => Self::None,
        }
    }

    fn encode(&self) -> (String, String) {
        let text = match self {
            Self::None => String::new(),
            Self::Making { import, parts } => format!("making {import} {parts}"),
            Self::Bringing {
                import,
                parts,
                next,
            } => format!("bringing {import} {parts} {next}"),
            Self::Done { import, parts } => format!("done {import} {parts}"),
        };
        (IMPORT.to_owned(), text)
    }
}

fn staged_key(part: u32) -> String {
    format!("{STAGED}{part:08}")
}

impl<P: Ports> App<P> {
    pub(crate) async fn transfer(&self, ask: TransferRequest) -> Result<TransferReply, Failure> {
        match ask {
            TransferRequest::TakeAll { after } => {
                self.taken(Asked::all(after.as_ref(), PAGE)).await
            }
            TransferRequest::Take { ids } if ids.len() > MAX_TAKEN => Err(Failure::Malformed),
            TransferRequest::Take { ids } => self.taken(Asked::These(&ids)).await,
            TransferRequest::Written => Ok(TransferReply::Written {
                batch: self.ports.records().last_batch().await?,
            }),
            TransferRequest::Stage {
                import,
                part,
                entries,
            } => self.stage(import, part, entries).await,
            TransferRequest::Finish { import, parts } => self.finish(&import, parts).await,
            TransferRequest::GoOn => {
                self.bring_in_next().await?;
                self.progress().await
            }
            TransferRequest::Discard { import } => {
                let _writing = self.writing.lock().await;
                match self.import().await? {
                    Import::Making { import: making, .. } if making == import => {
                        self.throw_away(Import::None).await?;
                    }
                    _ => {}
                }
                Ok(TransferReply::Ok)
            }
            TransferRequest::Backup => Ok(TransferReply::Backup {
                record: self.ports.records().read(BACKUP).await?,
            }),
            TransferRequest::SetBackup { record } => {
                if record.len() > MAX_BACKUP_BYTES {
                    return Err(Failure::Malformed);
                }
                let kept = (BACKUP.to_owned(), record.clone());
                self.ports.records().write(&[kept]).await?;
                self.ports.browser().wake_at(Some(self.ports.now())).await;
                let record = Some(record);
                Ok(TransferReply::Backup { record })
            }
            TransferRequest::Erase => self.erase().await,
        }
    }

    async fn taken(&self, asked: Asked<'_>) -> Result<TransferReply, Failure> {
        Ok(take(self.ports.records(), asked).await?)
    }

    async fn import(&self) -> Result<Import, Failure> {
        Ok(Import::decode(self.import_record().await?))
    }

    async fn stage(
        &self,
        import: String,
        part: u32,
        entries: String,
    ) -> Result<TransferReply, Failure> {
        let is_name = |name: &str| {
            !name.is_empty()
                && name.len() <= MAX_IMPORT_ID_BYTES
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        if !is_name(&import) || part >= MAX_PARTS || entries.len() > MAX_PART_BYTES {
            return Err(Failure::Malformed);
        }
        // Nothing is kept that could not be brought in later.
        let job = Job::InspectPart {
            entries: entries.clone(),
        };
        let Done::Keys(keys) = self.desk(job).await? else {
            return Err(Failure::Engine);
        };
        // They can be read, then they can be written.
        self.ports.records().read_each(&keys).await?;
        let keys = serde_json::to_string(&keys).map_err(|_| Failure::Malformed)?;
        let _writing = self.writing.lock().await;
        match self.import().await? {
            // The last one once more, because its answer got lost, is as good.
            Import::Making {
                import: making,
                parts,
            } if making == import && (part == parts || part + 1 == parts) => {}
            // One that is being brought in is gone through with first.
            Import::Bringing { .. } => return Err(Failure::OtherImport),
            // What was begun before, under whatever name, is over.
            _ if part == 0 => self.throw_away(Import::None).await?,
            Import::Making { import: making, .. } if making == import => {
                return Err(Failure::Malformed);
            }
            _ => return Err(Failure::OtherImport),
        }
        let text = format!("{import}\n{keys}\n{entries}");
        let making = Import::Making {
            import,
            parts: part + 1,
        };
        let records = [(staged_key(part), text), making.encode()];
        self.ports.records().write(&records).await?;
        Ok(TransferReply::Ok)
    }

    async fn finish(&self, import: &str, parts: u32) -> Result<TransferReply, Failure> {
        {
            let _writing = self.writing.lock().await;
            match self.import().await? {
                Import::Making {
                    import: making,
                    parts: made,
                } if making == import && made == parts => {
                    let bringing = Import::Bringing {
                        import: making,
                        parts,
                        next: 0,
                    };
                    self.import_state.set(ImportState::Unknown);
                    self.ports.records().write(&[bringing.encode()]).await?;
                }
                // Told again, because the answer got lost.
                Import::Bringing { import: known, .. } | Import::Done { import: known, .. }
                    if known == import => {}
                _ => return Err(Failure::OtherImport),
            }
        }
        self.progress().await
    }

    async fn progress(&self) -> Result<TransferReply, Failure> {
        let (done, of) = match self.import().await? {
            Import::Bringing { parts, next, .. } => (next, parts),
            Import::Done { parts, .. } => (parts, parts),
            Import::None | Import::Making { .. } => return Err(Failure::OtherImport),
        };
        Ok(TransferReply::Progress { done, of })
    }

    /// Brings in whatever an import still lacks. Asked before anything that reads notes or writes them.
    ///
    /// # Errors
    /// Why a part could not be brought in: then notes stand as they were and as they will be, mixed, and
    /// nobody is to see that. Whether there is an import at all need not be known.
    pub(crate) async fn bring_in(&self) -> Result<(), Failure> {
        while self.import_state.get() != ImportState::Complete {
            match self.bring_in_next().await {
                Err(failure) if self.import_state.get() == ImportState::Pending => {
                    return Err(failure);
                }
                // Whoever asks finds out why.
                Err(_) => return Ok(()),
                Ok(()) => {}
            }
        }
        Ok(())
    }

    /// The record of the import.
    pub(crate) async fn import_record(&self) -> Result<Option<String>, Failure> {
        Ok(self.ports.records().read(IMPORT).await?)
    }

    async fn bring_in_next(&self) -> Result<(), Failure> {
        let _writing = self.writing.lock().await;
        let Import::Bringing {
            import,
            parts,
            next,
        } = self.import().await?
        else {
            self.import_state.set(ImportState::Complete);
            return Ok(());
        };
        self.import_state.set(ImportState::Pending);
        if next >= parts {
            self.throw_away(Import::Done { import, parts }).await?;
            self.ports.browser().wake_at(Some(self.ports.now())).await;
            self.import_state.set(ImportState::Complete);
            return Ok(());
        }
        let store = self.ports.records();
        let staged = store.read(&staged_key(next)).await?.unwrap_or_default();
        let mut records = match staged.split_once('\n') {
            Some((of, part)) if of == import => self.brought(part).await?,
            // It was there when the import was finished; what is lost is told by the store.
            _ => Vec::new(),
        };
        let bringing = Import::Bringing {
            import,
            parts,
            next: next + 1,
        };
        records.push(bringing.encode());
        // Who waits, and what is found, is made anew from the notes.
        records.push((WAITING.to_owned(), String::new()));
        records.push((UNINDEXED.to_owned(), String::new()));
        store.write(&records).await?;
        Ok(())
    }

    /// The records a part becomes.
    async fn brought(&self, part: &str) -> Result<Vec<(String, String)>, Failure> {
        let (keys, entries) = part.split_once('\n').ok_or(Failure::StoreBroken)?;
        let keys: Vec<String> = baton_json::from_str(keys).map_err(|_| Failure::StoreBroken)?;
        let standing = self.ports.records().read_each(&keys).await?;
        let job = Job::BringIn {
            entries: entries.to_owned(),
            standing: keys.into_iter().zip(standing).collect(),
            now: self.ports.now(),
        };
        match self.desk(job).await? {
            Done::Records(records) => Ok(records),
            _ => Err(Failure::Engine),
        }
    }

    /// Empties the parts that are there; `then` is how far the import is from now on.
    async fn throw_away(&self, then: Import) -> Result<(), Failure> {
        let store = self.ports.records();
        let mut records = vec![then.encode()];
        let mut last = None;
        loop {
            let page = store.read_page(STAGED, last.as_deref(), 1).await?;
            let Some((key, text)) = page.into_iter().next() else {
                break;
            };
            last = Some(key.clone());
            if !text.is_empty() {
                records.push((key, String::new()));
            }
        }
        // Nothing is written where nothing was.
        if records.len() > 1 || self.import().await? != then {
            store.write(&records).await?;
        }
        Ok(())
    }

    /// The browser started: an import that was not finished is thrown away, one that was is brought in.
    pub(crate) async fn settle_import(&self) -> Result<(), Failure> {
        {
            let _writing = self.writing.lock().await;
            if let Import::Making { .. } = self.import().await? {
                self.throw_away(Import::None).await?;
            }
        }
        self.bring_in().await
    }

    async fn erase(&self) -> Result<TransferReply, Failure> {
        // In the order in which the index takes notes in.
        let _indexing = self.indexing.lock().await;
        let _writing = self.writing.lock().await;
        let _changing = self.changing.lock().await;
        let ports = &self.ports;
        // The index holds their words, and can be made anew if this is as far as it comes.
        let erased = ports.finder().find(finder::Job::Erase).await;
        ports.records().erase().await?;
        for (key, _) in ports.session().get_all("").await {
            ports.session().remove(&key).await;
        }
        let browser = ports.browser();
        browser.set_scripts(&[]).await;
        browser.set_request_rules("[]").await;
        browser.wake_at(None).await;
        browser.tell_due(0, false).await;
        // What is left of it is told last: it keeps nothing else from being erased.
        match erased? {
            finder::Done::Taken => Ok(TransferReply::Ok),
            _ => Err(Failure::StoreBroken),
        }
    }
}
