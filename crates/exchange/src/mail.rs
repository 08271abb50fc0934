//! A note as a mail in a file, with its files attached.

use crate::entry::{Entry, KeptFile};
use crate::file::{File, Setting};
use crate::file_name::{FileKind, file_name};
use crate::sections::{self, in_context};
use baton_brief::{Document, MailAttachment, compose, mail_file, mail_file_with, one_line};
use baton_notes::{Attachment, Note, Stored};

/// The media type of a mail.
pub const MAIL_TYPE: &str = "message/rfc822";

/// The note as an `.eml` file, which mail programs open as a draft: the brief as it would be sent, and the
/// files whose content is there. Of a note without a brief, what was answered stands in its place.
///
/// It goes to whoever it was last mailed to, if to anybody. A note of a newer schema makes no mail.
#[must_use]
pub fn note_mail(entry: &Entry, setting: &Setting) -> Option<File> {
    let Stored::Current(note) = &entry.note else {
        return None;
    };
    let document = document(note, setting);
    let mut mailed = note.deliveries.iter().rev();
    let to = mailed.find_map(|sent| sent.to.as_deref().filter(|_| sent.how.is_mail()));
    let attachments: Vec<MailAttachment> = note
        .attachments
        .iter()
        .filter_map(|told| attached(told, &entry.files))
        .collect();
    let content = if attachments.is_empty() {
        mail_file(&document, to)
    } else {
        mail_file_with(&document, to, &attachments)
    };
    let title = note.title();
    Some(File {
        name: file_name(FileKind::Note { title }, note.created, "eml"),
        media_type: MAIL_TYPE,
        content,
    })
}

/// A file of the note, if its content is there.
fn attached<'a>(told: &'a Attachment, files: &'a [KeptFile]) -> Option<MailAttachment<'a>> {
    let kept = files.iter().find(|kept| kept.sha256 == told.sha256)?;
    Some(MailAttachment {
        name: &told.name,
        media_type: &told.media_type,
        base64: &kept.content,
    })
}

fn document(note: &Note, setting: &Setting) -> Document {
    if let Some(brief) = &note.brief {
        return in_context(note, setting, |context| compose(brief, context));
    }
    Document {
        one_line: one_line(&sections::title(note, setting)),
        blocks: sections::of(note, setting),
    }
}
