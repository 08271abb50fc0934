//! Writing a booking attempt's note.

use crate::App;
use crate::ports::Ports;
use crate::session::Attempt;
use baton_brief::{Brief, Context};
use baton_gate::{Answers, Working, verdict};
use baton_notes::{Delivered, Note, Origin, Source, Stored, TransitionError, VerdictRecord};
use baton_protocol::{Failure, PromptReply, Setup};
use baton_worktime::{UtcMillis, WorkingWeek, to_local};

/// What a prompt hands over to be kept.
pub(crate) struct Writing {
    pub answers: Answers,
    pub brief: Option<Brief>,
    /// How the brief left, if it did.
    pub delivered: Option<Delivered>,
}

fn keep_writing(
    note: &mut Note,
    attempt: &Attempt,
    writing: Writing,
    verdict: Option<VerdictRecord>,
    now: UtcMillis,
) -> Result<(), TransitionError> {
    let slot = attempt.source.slot.clone();
    note.save_source(
        Source {
            slot,
            ..note.source.clone()
        },
        now,
    )?;
    note.save_answers(writing.answers, now)?;
    note.save_verdict(verdict, now)?;
    note.save_brief(writing.brief, now)?;
    if let Some(how) = writing.delivered {
        note.deliver(how, now, Origin::Prompt)?;
    }
    Ok(())
}

impl<P: Ports> App<P> {
    /// Keeps what a prompt hands over. In a private window nothing is kept, and the answer says so
    /// by revision 0.
    pub(crate) async fn write(
        &self,
        attempt: &Attempt,
        writing: Writing,
    ) -> Result<PromptReply, Failure> {
        if attempt.private {
            return Ok(PromptReply::Saved { revision: 0 });
        }
        let setup = self.setup(&self.settings().await, &attempt.source);
        let verdict = self.judge(&writing.answers, &setup);
        let _writing = self.writing.lock().await;
        let now = self.ports.now();
        let mut note = match self.load(&attempt.note).await? {
            Some(Stored::Current(note)) => *note,
            Some(Stored::Newer(_)) => return Err(Failure::StoreNewer),
            None => Note::draft(attempt.note.clone(), now, attempt.source.clone()),
        };
        // Deleted elsewhere while it was still being written here: what is typed now is wanted.
        note.restore(now);
        let kept = keep_writing(&mut note, attempt, writing, verdict.clone(), now);
        kept.map_err(|_| Failure::NoSuchStep)?;
        self.keep(&note).await?;
        Ok(PromptReply::Saved {
            revision: note.revision,
        })
    }

    /// The verdict on answers, as it is stored. `None` before anything was answered.
    fn judge(&self, answers: &Answers, setup: &Setup) -> Option<VerdictRecord> {
        if *answers == Answers::default() {
            return None;
        }
        let working = Working {
            week: setup.receivers_week(),
            zones: self.ports.zones(),
            now: self.ports.now(),
        };
        let verdict = verdict(answers, &working, &setup.thresholds);
        let sentence = verdict.sentence(self.ports.messages());
        Some(VerdictRecord { verdict, sentence })
    }

    /// Calls `with` with the surroundings a brief is written in.
    pub(crate) fn with_context<T>(
        &self,
        source: &Source,
        setup: &Setup,
        with: impl FnOnce(&Context<'_>) -> T,
    ) -> T {
        let receiver = setup.receiver.as_ref();
        let their_week = receiver.and_then(|known| known.week.as_ref());
        with(&Context {
            person: source.person.as_deref(),
            event: source.event.as_deref(),
            minutes: source.minutes,
            slot: source.slot.as_deref(),
            url: &source.target,
            now: self.ports.now(),
            my_zone: setup.week.zone(),
            their_zone: their_week.map(WorkingWeek::zone),
            week: setup.receivers_week(),
            windows: setup.windows,
            zones: self.ports.zones(),
            messages: self.ports.messages(),
        })
    }

    /// Today in the person's zone, `YYYY-MM-DD`.
    pub(crate) fn today(&self) -> String {
        let zone = self.ports.zone();
        match to_local(self.ports.zones(), &zone, self.ports.now()) {
            Ok(local) => local.date().to_string(),
            Err(_) => "1970-01-01".to_owned(),
        }
    }
}
