//! Writing a booking attempt's note.

use crate::App;
use crate::ports::Ports;
use crate::session::Attempt;
use baton_brief::Brief;
use baton_gate::{Answers, Working, verdict};
use baton_notes::{
    Delivered, Note, Origin, Source, Stored, TransitionError, VerdictRecord, VersionKind, Written,
};
use baton_protocol::{Failure, PromptReply, Setup};
use baton_worktime::{UtcMillis, to_local};
use std::mem;

/// What a prompt hands over to be kept.
pub(crate) struct Writing {
    pub answers: Answers,
    pub brief: Option<Brief>,
    /// The texts the prompt knows the note may hold.
    pub was: Vec<Written>,
    /// How the brief left, if it did.
    pub delivered: Option<Delivered>,
}

fn keep_writing(
    note: &mut Note,
    attempt: &Attempt,
    writing: Writing,
    verdict: Option<VerdictRecord>,
    to: Option<String>,
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
        note.deliver(how, to, now, Origin::Prompt)?;
    }
    Ok(())
}

impl<P: Ports> App<P> {
    /// Keeps what a prompt hands over. In a private window nothing is kept, and the answer says so
    /// by revision 0.
    pub(crate) async fn write(
        &self,
        attempt: &Attempt,
        mut writing: Writing,
    ) -> Result<PromptReply, Failure> {
        if attempt.private {
            return Ok(PromptReply::Saved {
                revision: 0,
                diverged: false,
            });
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
        let to = writing.delivered.and_then(|how| {
            let known = setup.receiver.as_ref();
            let mail = known.filter(|known| how.is_mail() && !known.mail.is_empty());
            mail.map(|known| known.mail.clone())
                .or_else(|| known.map(|known| known.name.clone()))
                .or_else(|| attempt.source.person.clone())
        });
        let (stood, since) = (note.text(), note.written);
        let was = mem::take(&mut writing.was);
        let kept = keep_writing(&mut note, attempt, writing, verdict, to, now);
        kept.map_err(|_| Failure::NoSuchStep)?;
        let kept = self.keep_text(&note, stood, since, &was).await?;
        Ok(PromptReply::Saved {
            revision: note.revision,
            diverged: kept == Some(VersionKind::Diverged),
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

    /// Today in the person's zone, `YYYY-MM-DD`.
    pub(crate) fn today(&self) -> String {
        let zone = self.ports.zone();
        match to_local(self.ports.zones(), &zone, self.ports.now()) {
            Ok(local) => local.date().to_string(),
            Err(_) => "1970-01-01".to_owned(),
        }
    }
}
