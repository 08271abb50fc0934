//! The page's state, without a browser.

use crate::format::Format;
use crate::letters::Letters;
pub use crate::outcome::{Progress, Saved, Trouble};
pub use crate::schedule::BackupChange;
use crate::scope::{Narrowed, Opened, Scope};
pub use crate::stands::{Adding, Erasing, Exporting, Importing};
use crate::table::{ReadAs, Table};
use crate::tally::Tally;
use baton_exchange::{CsvField, Deleted, SetupKind};
use baton_protocol::{Backup, Failure};
use baton_worktime::UtcMillis;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The page was opened, or *Try again* was pressed.
    Started,
    /// How many notes there are is known.
    Counted(Result<u32, Failure>),
    /// The record of backups came.
    BackupCame(Result<Backup, Failure>),
    /// Whether files may be saved without asking.
    MaySave(bool),
    /// Which notes to export was chosen.
    Scoped(Scope),
    /// The format was chosen.
    Formatted(Format),
    /// *Export* was pressed.
    Export,
    /// The work under way came so far.
    Progressed(Progress),
    /// *Stop* was pressed.
    Stop,
    /// An export ended.
    Exported(Result<Saved, Trouble>),
    /// A text to paste elsewhere is there: plain, and as HTML.
    Clipped(String, String),
    /// It is to be put on the clipboard, with its formatting or without.
    Copy(bool),
    /// Whether it is there.
    Copied(bool),
    /// Files, or a text, were given to be imported: what they are called.
    Given(String),
    /// A table needs its columns to be named.
    TableCame(Box<Table>),
    /// A column was named.
    Named(usize, CsvField),
    /// It was said what the table is written in.
    WrittenIn(Letters),
    /// *Look at it* was pressed.
    Look,
    /// What was deleted here is to come back with the import, which is looked at once more.
    ComeBack,
    /// What would be imported is known.
    Looked(Result<Box<Tally>, Trouble>),
    /// *Import* was pressed.
    Import,
    /// It is imported.
    Imported(Result<(), Trouble>),
    /// What the person had set up is to come back: it is looked at where it is set; saved views are added.
    OpenSetup(SetupKind),
    /// It could not be.
    SetupNotOpened(Failure),
    /// The saved views were added, or not.
    ViewsAdded(Result<(), Failure>),
    /// What was given is not to be imported.
    Leave,
    /// How often a backup is to be made was chosen, in days.
    BackupChosen(Option<u16>),
    /// *Save a backup now* was pressed, or one is due.
    BackUp,
    /// A backup was saved that was begun at this moment, or could not be.
    BackedUp(UtcMillis, Result<Saved, Trouble>),
    /// *Erase everything* was pressed.
    EraseAsked,
    /// It was not meant.
    EraseLeft,
    /// It was meant.
    Erase,
    /// Everything is erased.
    Erased(Result<(), Failure>),
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask how many notes there are; report [`Event::Counted`].
    Count,
    /// Ask for the record of backups; report [`Event::BackupCame`].
    LoadBackup,
    /// Ask the browser whether files may be saved; report [`Event::MaySave`].
    AskMaySave,
    /// Ask the person for it within the press; report [`Event::MaySave`].
    RequestMaySave,
    /// Write notes and offer the file; report [`Event::Exported`].
    Export(Scope, Format),
    /// Put a text on the clipboard, within the press, and as HTML where there is some; report
    /// [`Event::Copied`].
    Copy(String, Option<String>),
    /// Stop the work under way.
    Stop,
    /// Look at what was given, a table as it is said here; report [`Event::Looked`], or
    /// [`Event::TableCame`].
    Look(ReadAs, Deleted),
    /// Bring in what was looked at; report [`Event::Imported`].
    BringIn(String, u32),
    /// Throw away what was looked at.
    Discard(String),
    /// Open the page where it is set with this text; report [`Event::SetupNotOpened`] where that does not work.
    OpenSetup(SetupKind, String),
    /// Add the saved views of this record; report [`Event::ViewsAdded`].
    AddViews(String),
    /// Save a backup; report [`Event::BackedUp`].
    BackUp,
    /// Change the record of backups; report [`Event::BackupCame`].
    KeepBackup(BackupChange),
    /// Move the keyboard's focus to the element with this id, once it is drawn.
    Focus(&'static str),
    /// Close the page.
    Close,
    /// Erase everything; report [`Event::Erased`].
    Erase,
}

/// The page's state.
#[derive(Debug)]
pub struct Model {
    /// The moment at which the page was opened.
    now: UtcMillis,
    /// How many notes there are; `None` until it is known.
    pub notes: Option<u32>,
    /// Which notes to export.
    pub scope: Scope,
    /// How the notes that may be chosen were narrowed last.
    pub narrowed: Narrowed,
    /// How many notes were selected elsewhere.
    pub selected: Scope,
    /// As what.
    pub format: Format,
    /// Where that stands.
    pub exporting: Exporting,
    /// What was given to be imported.
    pub given: String,
    /// How it is read, where it is a table.
    read_as: ReadAs,
    /// Where that stands.
    pub importing: Importing,
    /// Whether its saved views were added.
    pub adding_views: Adding,
    /// How often backups are made; `None` until it is known.
    pub backup: Option<Backup>,
    /// Whether files may be saved without asking; `None` until it is known.
    pub may_save: Option<bool>,
    /// Whether a backup is under way, and what became of the last one.
    pub backing_up: Exporting,
    /// Whether the page was opened for a backup only.
    closes: bool,
    /// Where erasing stands.
    pub erasing: Erasing,
    /// What did not work last.
    pub failure: Option<Failure>,
}

impl Model {
    /// The page, before it was started, at the moment `now`.
    #[must_use]
    pub fn new(now: UtcMillis, opened: Opened) -> Self {
        let mut model = Self {
            now,
            notes: None,
            scope: Scope::All,
            narrowed: Narrowed::default(),
            selected: Scope::All,
            format: Format::default(),
            exporting: Exporting::Idle,
            given: String::new(),
            read_as: ReadAs::default(),
            importing: Importing::Idle,
            adding_views: Adding::Idle,
            backup: None,
            may_save: None,
            backing_up: Exporting::Idle,
            closes: opened.backs_up,
            erasing: Erasing::Idle,
            failure: None,
        };
        if let Some(words) = opened.query.filter(|query| !query.trim().is_empty()) {
            model.narrowed.words = words;
            model.scope = Scope::Some(model.narrowed.clone());
        }
        if !opened.notes.is_empty() {
            model.selected = Scope::These(opened.notes);
            model.scope = model.selected.clone();
        }
        model
    }

    /// Whether something is under way that takes all of Baton's attention.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        matches!(self.exporting, Exporting::Working(_))
            || matches!(self.backing_up, Exporting::Working(_))
            || matches!(
                self.importing,
                Importing::Looking(_) | Importing::Bringing(..)
            )
            || matches!(self.adding_views, Adding::Working)
            || matches!(self.erasing, Erasing::Working)
    }

    /// Takes in what happened.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Started => {
                self.failure = None;
                return vec![Effect::Count, Effect::LoadBackup, Effect::AskMaySave];
            }
            Event::Counted(Ok(notes)) => self.notes = Some(notes),
            Event::Counted(Err(failure)) => self.failure = Some(failure),
            Event::BackupCame(Ok(backup)) => {
                self.backup = Some(backup);
                // Not before it is kept when the last one was saved.
                if self.closes && self.is_backed_up() {
                    return vec![Effect::Close];
                }
                return self.back_up_unasked();
            }
            Event::BackupCame(Err(failure)) => self.failure = Some(failure),
            Event::MaySave(may_save) => {
                self.may_save = Some(may_save);
                return self.back_up_unasked();
            }
            Event::Scoped(scope) => {
                if let Scope::Some(narrowed) = &scope {
                    self.narrowed = narrowed.clone();
                }
                self.scope = scope;
            }
            Event::Formatted(format) => self.format = format,
            Event::Export if !self.is_busy() => {
                self.exporting = Exporting::Working(Progress::default());
                return vec![Effect::Export(self.scope.clone(), self.format)];
            }
            Event::Progressed(progress) => self.progressed(progress),
            Event::Stop => return vec![Effect::Stop],
            Event::Exported(ended) => self.exporting = Exporting::Ended(ended),
            Event::Clipped(plain, html) => {
                self.exporting = Exporting::Clipped {
                    plain,
                    html,
                    is_copied: None,
                };
            }
            Event::Copy(with_format) => {
                if let Exporting::Clipped { plain, html, .. } = &self.exporting {
                    let html = with_format.then(|| html.clone());
                    return vec![Effect::Copy(plain.clone(), html)];
                }
            }
            Event::Copied(copied) => {
                if let Exporting::Clipped { is_copied, .. } = &mut self.exporting {
                    *is_copied = Some(copied);
                }
            }
            Event::BackupChosen(every_days) => return self.backup_chosen(every_days),
            Event::BackUp if !self.is_busy() => {
                self.backing_up = Exporting::Working(Progress::default());
                return vec![Effect::BackUp];
            }
            Event::BackedUp(begun, ended) => return self.backed_up(begun, ended),
            Event::EraseAsked if !self.is_busy() => {
                self.erasing = Erasing::Asking;
                return vec![Effect::Focus("erase-leave")];
            }
            Event::EraseLeft => {
                self.erasing = Erasing::Idle;
                return vec![Effect::Focus("erase-ask")];
            }
            Event::Erase if self.erasing == Erasing::Asking && !self.is_busy() => {
                self.erasing = Erasing::Working;
                return vec![Effect::Erase];
            }
            Event::Erased(Ok(())) => {
                *self = Self {
                    erasing: Erasing::Done,
                    ..Self::new(self.now, Opened::default())
                };
                return vec![
                    Effect::Count,
                    Effect::LoadBackup,
                    Effect::AskMaySave,
                    Effect::Focus("erased"),
                ];
            }
            Event::Erased(Err(failure)) => {
                self.erasing = Erasing::Idle;
                self.failure = Some(failure);
            }
            Event::Export | Event::BackUp | Event::EraseAsked | Event::Erase => {}
            event => return self.import(event),
        }
        Vec::new()
    }

    fn import(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Given(name) if !self.is_busy() => {
                let left = self.left();
                self.given = name;
                self.read_as = ReadAs::default();
                self.adding_views = Adding::Idle;
                self.importing = Importing::Looking(Progress::default());
                let look = Effect::Look(ReadAs::default(), Deleted::Stay);
                return left.into_iter().chain([look]).collect();
            }
            Event::TableCame(table) => self.importing = Importing::Naming(table),
            Event::Named(column, field) => {
                if let Importing::Naming(table) = &mut self.importing {
                    table.name(column, field);
                }
            }
            Event::Look if !self.is_busy() => {
                if let Importing::Naming(table) = &self.importing {
                    self.read_as = table.read_as();
                    self.importing = Importing::Looking(Progress::default());
                    return vec![Effect::Look(self.read_as.clone(), Deleted::Stay)];
                }
            }
            Event::WrittenIn(letters) if !self.is_busy() => {
                if let Importing::Naming(_) = &self.importing {
                    // The columns may be called otherwise now.
                    self.importing = Importing::Looking(Progress::default());
                    let read_as = ReadAs {
                        letters: Some(letters),
                        fields: None,
                    };
                    return vec![Effect::Look(read_as, Deleted::Stay)];
                }
            }
            Event::ComeBack
                if !self.is_busy() && matches!(self.importing, Importing::Looked(_)) =>
            {
                let left = self.left();
                self.importing = Importing::Looking(Progress::default());
                let look = Effect::Look(self.read_as.clone(), Deleted::ComeBack);
                return left.into_iter().chain([look]).collect();
            }
            Event::Looked(Ok(tally)) => {
                self.importing = Importing::Looked(tally);
                return vec![Effect::Focus("looked")];
            }
            Event::Looked(Err(Trouble::Stopped)) => self.importing = Importing::Idle,
            Event::Looked(Err(trouble)) => self.importing = Importing::Failed(trouble),
            Event::Import if !self.is_busy() => {
                if let Importing::Looked(tally) = &self.importing {
                    let effect = Effect::BringIn(tally.import.clone(), tally.parts);
                    self.importing = Importing::Bringing(tally.clone(), Progress::default());
                    return vec![effect];
                }
            }
            Event::Imported(Ok(())) => {
                if let Importing::Bringing(tally, _) = &self.importing {
                    self.importing = Importing::Done(tally.clone());
                    return vec![Effect::Count, Effect::Focus("imported")];
                }
            }
            Event::OpenSetup(kind) if !self.is_busy() => {
                self.failure = None;
                let text = self.tally().and_then(|tally| tally.setup_text(kind));
                let Some(text) = text.map(str::to_owned) else {
                    return Vec::new();
                };
                if kind == SetupKind::Views {
                    self.adding_views = Adding::Working;
                    return vec![Effect::AddViews(text)];
                }
                return vec![Effect::OpenSetup(kind, text)];
            }
            Event::OpenSetup(_) => {}
            Event::SetupNotOpened(failure) => self.failure = Some(failure),
            Event::ViewsAdded(Ok(())) => {
                self.adding_views = Adding::Done;
                return vec![Effect::Focus("views-added")];
            }
            Event::ViewsAdded(Err(failure)) => {
                self.adding_views = Adding::Idle;
                self.failure = Some(failure);
            }
            Event::Imported(Err(trouble)) => self.importing = Importing::Failed(trouble),
            Event::Leave => {
                let left = self.left();
                self.importing = Importing::Idle;
                return left
                    .into_iter()
                    .chain([Effect::Focus("import-files")])
                    .collect();
            }
            _ => {}
        }
        Vec::new()
    }

    /// What was looked at, or was imported.
    const fn tally(&self) -> Option<&Tally> {
        match &self.importing {
            Importing::Looked(tally) | Importing::Done(tally) => Some(tally),
            _ => None,
        }
    }

    /// What is to be thrown away of what was looked at.
    fn left(&self) -> Option<Effect> {
        match &self.importing {
            Importing::Looked(tally) if tally.parts > 0 => {
                Some(Effect::Discard(tally.import.clone()))
            }
            _ => None,
        }
    }

    fn progressed(&mut self, progress: Progress) {
        let exporting = [&mut self.exporting, &mut self.backing_up];
        for exporting in exporting {
            if let Exporting::Working(at) = exporting {
                *at = progress;
            }
        }
        if let Importing::Looking(at) | Importing::Bringing(_, at) = &mut self.importing {
            *at = progress;
        }
    }

    /// Where the page was opened because a backup is due, it is made once everything is known.
    fn back_up_unasked(&mut self) -> Vec<Effect> {
        let is_ready = self.backup.is_some() && self.may_save.is_some();
        match self.closes && is_ready && self.backing_up == Exporting::Idle {
            true => self.update(Event::BackUp),
            false => Vec::new(),
        }
    }

    fn backup_chosen(&mut self, every_days: Option<u16>) -> Vec<Effect> {
        let keep = self.change_backup(BackupChange::Every(every_days, self.now));
        match every_days.is_some() && self.may_save != Some(true) {
            // Asked in the press, before anything is awaited.
            true => vec![Effect::RequestMaySave, keep],
            false => vec![keep],
        }
    }

    fn change_backup(&mut self, change: BackupChange) -> Effect {
        self.backup = Some(change.applied_to(self.backup.unwrap_or_default(), self.now));
        Effect::KeepBackup(change)
    }

    fn backed_up(&mut self, begun: UtcMillis, ended: Result<Saved, Trouble>) -> Vec<Effect> {
        self.backing_up = Exporting::Ended(ended);
        match self.is_backed_up() {
            true => vec![self.change_backup(BackupChange::Saved(begun))],
            false => Vec::new(),
        }
    }

    /// Whether a backup was saved, or there was nothing to save: then it is not tried again and again.
    const fn is_backed_up(&self) -> bool {
        matches!(
            self.backing_up,
            Exporting::Ended(Ok(_) | Err(Trouble::Nothing))
        )
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
