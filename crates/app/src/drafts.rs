//! Writing a note's text.

use crate::App;
use crate::ports::Ports;
use crate::session::Subject;
use baton_gate::{Answers, Working, verdict};
use baton_notes::{Delivered, Note, Origin, Stored, VerdictRecord, VersionKind, Written};
use baton_protocol::{Failure, Handover, PromptReply, Setup};
use baton_worktime::{UtcMillis, to_local};

impl<P: Ports> App<P> {
    /// Keeps what is handed over, and how the brief left if it did; `origin` is where that was. In
    /// a private window, which the person is told of, nothing is kept.
    pub(crate) async fn write(
        &self,
        subject: &Subject,
        what: Handover,
        delivered: Option<Delivered>,
        origin: Origin,
    ) -> Result<PromptReply, Failure> {
        if subject.private {
            return Ok(PromptReply::Saved { diverged: false });
        }
        let setup = self.setup(&self.settings().await, &subject.source);
        let _writing = self.writing.lock().await;
        let now = self.ports.now();
        let mut note = match self.load(&subject.note).await? {
            Some(Stored::Current(note)) => *note,
            Some(Stored::Newer(_)) => return Err(Failure::StoreNewer),
            None => Note::draft(subject.note.clone(), now, subject.source.clone()),
        };
        // Deleted elsewhere while it was still being written here: what is typed now is wanted.
        note.restore(now);
        let stood = note.standing();
        let Handover { text, was } = what;
        // Only a prompt knows what stands chosen in a page.
        if origin == Origin::Prompt {
            let kept = note.save_slot(subject.source.slot.clone(), now);
            kept.map_err(|_| Failure::NoSuchStep)?;
        }
        // Only a prompt shows a verdict, and shows it as of now.
        if origin == Origin::Prompt || text.answers != note.answers {
            let verdict = self.judge(&text.answers, &setup);
            let kept = note.save_verdict(verdict, now);
            kept.map_err(|_| Failure::NoSuchStep)?;
        }
        put(&mut note, text, now)?;
        if let Some(how) = delivered {
            let to = receiver(subject, &setup, how);
            let kept = note.deliver(how, to, now, origin);
            kept.map_err(|_| Failure::NoSuchStep)?;
        }
        let kept = self.keep_text(&note, stood, &was).await?;
        Ok(PromptReply::Saved {
            diverged: kept == Some(VersionKind::Diverged),
        })
    }

    /// Puts a text kept beside a note in the place of the one that stands, which is kept in turn.
    pub(crate) async fn use_text(&self, mut note: Note, at: UtcMillis) -> Result<(), Failure> {
        let now = self.ports.now();
        let stood = note.text();
        let (mut versions, _) = self.load_versions(&note.id).await?;
        let chosen = versions.choose(at, stood.clone(), now);
        let chosen = chosen.ok_or(Failure::NoSuchStep)?;
        if chosen.answers != stood.answers {
            let setup = self.setup(&self.settings().await, &note.source);
            let verdict = self.judge(&chosen.answers, &setup);
            let kept = note.save_verdict(verdict, now);
            kept.map_err(|_| Failure::NoSuchNote)?;
        }
        put(&mut note, chosen, now)?;
        self.keep_with(&note, &versions).await
    }

    /// Leaves the text that stands, now that another window's was looked at.
    pub(crate) async fn leave_text(&self, note: &Note, at: UtcMillis) -> Result<(), Failure> {
        let (mut versions, _) = self.load_versions(&note.id).await?;
        if versions.settle(at) {
            self.keep_with(note, &versions).await?;
        }
        Ok(())
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

fn put(note: &mut Note, text: Written, now: UtcMillis) -> Result<(), Failure> {
    let kept = note.save_answers(text.answers, now);
    let kept = kept.and_then(|_| note.save_brief(text.brief, now));
    kept.map(drop).map_err(|_| Failure::NoSuchNote)
}

/// To whom a brief goes: a mail's address where it is known, else the name.
fn receiver(subject: &Subject, setup: &Setup, how: Delivered) -> Option<String> {
    let known = setup.receiver.as_ref();
    let mail = known.filter(|known| how.is_mail() && !known.mail.is_empty());
    mail.map(|known| known.mail.clone())
        .or_else(|| known.map(|known| known.name.clone()))
        .or_else(|| subject.source.person.clone())
}
