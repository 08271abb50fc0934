//! The page's state, without a browser.

use crate::fault::Fault;
use crate::kind::Kind;
use crate::progress::Progress;
use baton_notes::{MAX_ATTACHMENTS, NoteId};
use baton_protocol::Failure;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The page was opened, or *Try again* was pressed.
    Started,
    /// The note came: its title, and how many files it has.
    NoteKnown(Result<(String, usize), Failure>),
    /// What to record was chosen.
    KindChosen(Kind),
    /// *Record* was pressed.
    Record,
    /// The browser gave what was asked for, and it is recorded.
    Began,
    /// It is not recorded.
    Faulted(Fault),
    /// The recorder gave another piece, so many bytes large.
    Piece(usize),
    /// A moment went by, this loud; `None` where nobody can tell.
    Heard(Option<u8>),
    /// *Pause* was pressed.
    Pause,
    /// *Go on* was pressed.
    Resume,
    /// *Stop* was pressed.
    Stop,
    /// The screen is not shown any more, or the microphone is gone.
    SourceGone,
    /// The recorder said that it failed; it ends next.
    Broke,
    /// The recorder ended; every piece came.
    Ended,
    /// *Discard* was pressed.
    Discard,
    /// That is to be undone.
    Undo,
    /// The recording is to be kept with the note.
    Keep,
    /// It is durable, under this name; or it is not.
    Kept(Result<String, Failure>),
    /// The recording is to be saved to disk.
    SaveToDisk,
    /// Another one is to be recorded.
    Another,
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask for the note; report [`Event::NoteKnown`].
    LoadNote(NoteId),
    /// Ask the browser and begin; report [`Event::Began`], and let go of what was recorded before only
    /// then, or [`Event::Faulted`].
    Begin(Kind),
    /// Pause the recorder.
    Pause,
    /// Let it go on.
    Resume,
    /// End it; report [`Event::Ended`].
    Stop,
    /// Let go of microphone and screen, and make so many pieces heard.
    Show(usize),
    /// Keep the recording with the note; report [`Event::Kept`].
    Keep(NoteId, Take),
    /// Offer it to be saved to disk.
    SaveToDisk(Take),
    /// Move the keyboard's focus to the element with this id.
    Focus(&'static str),
}

/// Why a recording ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The person ended it.
    Stopped,
    /// It is as large as a file may be.
    Full,
    /// The microphone or the screen went away.
    SourceGone,
    /// The recorder failed.
    Broke,
}

/// A finished recording.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Take {
    /// What was recorded.
    pub kind: Kind,
    /// How many of the recorder's pieces it is.
    pub pieces: usize,
    /// Its size in bytes.
    pub bytes: usize,
    /// Its length in milliseconds.
    pub millis: f64,
    /// Why it ended.
    pub ending: Ending,
}

/// Where the page stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Stage {
    /// It is chosen what to record.
    #[default]
    Choosing,
    /// The browser asks.
    Asking,
    /// It is recorded.
    Recording(Progress),
    /// The recorder was told to end, or is about to.
    Ending(Progress, Ending),
    /// The recording can be heard.
    Recorded(Take),
    /// It is on its way to the store.
    Keeping(Take),
    /// It is kept, under this name.
    Kept(String, Take),
}

/// The page's state.
#[derive(Debug, Default)]
pub struct Model {
    /// The note it is for; `None` when the address names none.
    pub note: Option<NoteId>,
    /// Its title; `None` until it is known.
    pub title: Option<String>,
    /// How many files it has.
    files: usize,
    /// What is to be recorded.
    pub kind: Kind,
    /// Where the page stands.
    pub stage: Stage,
    /// What was discarded last, as long as it can be had back.
    pub discarded: Option<Take>,
    /// What was in the way last.
    pub fault: Option<Fault>,
    /// What did not work last.
    pub failure: Option<Failure>,
}

impl Model {
    /// The page for a note.
    #[must_use]
    pub fn new(note: Option<NoteId>) -> Self {
        Self {
            note,
            ..Self::default()
        }
    }

    /// Whether the note can have one more file.
    #[must_use]
    pub const fn has_room(&self) -> bool {
        self.files < MAX_ATTACHMENTS
    }

    /// Whether something would be lost if the page went now.
    #[must_use]
    pub const fn would_lose(&self) -> bool {
        matches!(
            self.stage,
            Stage::Recording(_) | Stage::Ending(..) | Stage::Recorded(_) | Stage::Keeping(_)
        )
    }

    /// Takes in what happened, at a moment of a clock that only goes forward, in milliseconds.
    pub fn update(&mut self, now: f64, event: Event) -> Vec<Effect> {
        match event {
            Event::Started => self.started(),
            Event::NoteKnown(Ok((title, files))) => {
                self.title = Some(title);
                self.files = files;
                Vec::new()
            }
            Event::NoteKnown(Err(failure)) => {
                self.failure = Some(failure);
                Vec::new()
            }
            Event::KindChosen(kind) => {
                self.kind = kind;
                Vec::new()
            }
            Event::Record => self.record(),
            Event::Began if self.stage == Stage::Asking => {
                self.discarded = None;
                self.stage = Stage::Recording(Progress::begun(self.kind, now));
                vec![Effect::Focus("stop")]
            }
            Event::Faulted(fault) => self.faulted(fault),
            Event::Piece(bytes) => self.piece(bytes, now),
            Event::Heard(level) => self.progress(|progress| {
                if let Some(level) = level.filter(|_| !progress.is_paused()) {
                    progress.heard(level);
                }
                Vec::new()
            }),
            Event::Pause => self.progress(|progress| {
                progress.pause(now);
                vec![Effect::Pause, Effect::Focus("resume")]
            }),
            Event::Resume => self.progress(|progress| {
                progress.resume(now);
                vec![Effect::Resume, Effect::Focus("pause")]
            }),
            Event::Stop => self.end(Ending::Stopped, now),
            Event::SourceGone => self.end(Ending::SourceGone, now),
            Event::Broke => {
                // It ends by itself.
                self.end(Ending::Broke, now);
                Vec::new()
            }
            Event::Ended => {
                // Where nothing told it to end, nothing was left to record.
                self.end(Ending::SourceGone, now);
                self.ended()
            }
            Event::Discard => match self.stage {
                Stage::Recorded(take) => {
                    self.stage = Stage::Choosing;
                    self.discarded = Some(take);
                    vec![Effect::Focus("record")]
                }
                _ => Vec::new(),
            },
            Event::Undo => self.undo(),
            Event::Keep => self.keep(),
            Event::Kept(kept) => self.kept(kept),
            Event::SaveToDisk => match self.stage {
                Stage::Recorded(take) => vec![Effect::SaveToDisk(take)],
                _ => Vec::new(),
            },
            Event::Another => {
                self.stage = Stage::Choosing;
                vec![Effect::Focus("record")]
            }
            Event::Began => Vec::new(),
        }
    }

    fn started(&mut self) -> Vec<Effect> {
        self.failure = None;
        match &self.note {
            Some(note) => vec![Effect::LoadNote(note.clone())],
            None => {
                self.failure = Some(Failure::NoSuchNote);
                Vec::new()
            }
        }
    }

    fn record(&mut self) -> Vec<Effect> {
        if self.stage != Stage::Choosing {
            return Vec::new();
        }
        self.fault = None;
        self.stage = Stage::Asking;
        vec![Effect::Begin(self.kind)]
    }

    fn undo(&mut self) -> Vec<Effect> {
        // While the browser asks, the next recording may begin at any moment and take its place.
        if self.stage != Stage::Choosing {
            return Vec::new();
        }
        let Some(take) = self.discarded.take() else {
            return Vec::new();
        };
        self.stage = Stage::Recorded(take);
        vec![Effect::Focus("keep")]
    }

    fn faulted(&mut self, fault: Fault) -> Vec<Effect> {
        self.fault = Some(fault);
        self.stage = Stage::Choosing;
        vec![Effect::Focus("record")]
    }

    fn progress(&mut self, take: impl FnOnce(&mut Progress) -> Vec<Effect>) -> Vec<Effect> {
        match &mut self.stage {
            Stage::Recording(progress) => take(progress),
            _ => Vec::new(),
        }
    }

    fn piece(&mut self, bytes: usize, now: f64) -> Vec<Effect> {
        match &mut self.stage {
            Stage::Recording(progress) => {
                progress.grew(bytes);
                if progress.is_full() {
                    return self.end(Ending::Full, now);
                }
            }
            Stage::Ending(progress, _) => progress.grew(bytes),
            _ => {}
        }
        Vec::new()
    }

    /// A recording ends, for the reason that came first.
    fn end(&mut self, ending: Ending, now: f64) -> Vec<Effect> {
        let Stage::Recording(progress) = &mut self.stage else {
            return Vec::new();
        };
        progress.pause(now);
        self.stage = Stage::Ending(progress.clone(), ending);
        vec![Effect::Stop]
    }

    fn ended(&mut self) -> Vec<Effect> {
        let Stage::Ending(progress, ending) = &self.stage else {
            return Vec::new();
        };
        let (pieces, bytes) = progress.fitting();
        let take = Take {
            kind: progress.kind,
            pieces,
            bytes,
            // It stands still since the end.
            millis: progress.millis(0.0),
            ending: *ending,
        };
        let mut effects = vec![Effect::Show(pieces)];
        if bytes == 0 {
            effects.extend(self.faulted(Fault::Nothing));
        } else {
            self.stage = Stage::Recorded(take);
            effects.push(Effect::Focus("keep"));
        }
        effects
    }

    fn keep(&mut self) -> Vec<Effect> {
        let (Stage::Recorded(take), Some(note)) = (&self.stage, &self.note) else {
            return Vec::new();
        };
        let (take, note) = (*take, note.clone());
        self.failure = None;
        self.stage = Stage::Keeping(take);
        vec![Effect::Keep(note, take)]
    }

    fn kept(&mut self, kept: Result<String, Failure>) -> Vec<Effect> {
        let Stage::Keeping(take) = self.stage else {
            return Vec::new();
        };
        match kept {
            Ok(name) => {
                self.files += 1;
                self.stage = Stage::Kept(name, take);
                vec![Effect::Focus("to-note")]
            }
            Err(failure) => {
                self.failure = Some(failure);
                self.stage = Stage::Recorded(take);
                vec![Effect::Focus("keep")]
            }
        }
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
