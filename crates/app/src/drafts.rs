//! Writing a booking attempt's note.

use crate::App;
use crate::ports::Ports;
use crate::session::Attempt;
use baton_gate::{Answers, Working, verdict};
use baton_notes::{
    Delivered, Note, Origin, Source, Stored, TransitionError, VerdictRecord, VersionKind, Written,
};
use baton_protocol::{Failure, Handover, PromptReply, Setup};
use baton_worktime::{UtcMillis, to_local};

fn keep_writing(
    note: &mut Note,
    attempt: &Attempt,
    text: Written,
    delivered: Option<Delivered>,
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
    note.save_answers(text.answers, now)?;
    note.save_verdict(verdict, now)?;
    note.save_brief(text.brief, now)?;
    if let Some(how) = delivered {
        note.deliver(how, to, now, Origin::Prompt)?;
    }
    Ok(())
}

impl<P: Ports> App<P> {
    /// Keeps what a prompt hands over, and how the brief left if it did. In a private window, which the prompt knows of, nothing is
    /// kept.
    pub(crate) async fn write(
        &self,
        attempt: &Attempt,
        what: Handover,
        delivered: Option<Delivered>,
    ) -> Result<PromptReply, Failure> {
        if attempt.private {
            return Ok(PromptReply::Saved { diverged: false });
        }
        let setup = self.setup(&self.settings().await, &attempt.source);
        let verdict = self.judge(&what.text.answers, &setup);
        let _writing = self.writing.lock().await;
        let now = self.ports.now();
        let mut note = match self.load(&attempt.note).await? {
            Some(Stored::Current(note)) => *note,
            Some(Stored::Newer(_)) => return Err(Failure::StoreNewer),
            None => Note::draft(attempt.note.clone(), now, attempt.source.clone()),
        };
        // Deleted elsewhere while it was still being written here: what is typed now is wanted.
        note.restore(now);
        let to = delivered.and_then(|how| {
            let known = setup.receiver.as_ref();
            let mail = known.filter(|known| how.is_mail() && !known.mail.is_empty());
            mail.map(|known| known.mail.clone())
                .or_else(|| known.map(|known| known.name.clone()))
                .or_else(|| attempt.source.person.clone())
        });
        let (stood, since) = (note.text(), note.written);
        let Handover { text, was } = what;
        let kept = keep_writing(&mut note, attempt, text, delivered, verdict, to, now);
        kept.map_err(|_| Failure::NoSuchStep)?;
        let kept = self.keep_text(&note, stood, since, &was).await?;
        Ok(PromptReply::Saved {
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
