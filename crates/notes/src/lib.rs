//! The note: what was asked, answered, written and decided about one booking attempt.
//!
//! A [`Note`] is a plain value. Its methods change it by the rules of the lifecycle and count each
//! change; [`encode`] and [`decode`] carry it to the store and back without losing anything, not
//! even what a later Baton added to it. Times and random bytes are passed in.

mod attachment;
mod changes;
mod comment;
mod id;
mod ledger;
mod lifecycle;
mod limits;
mod migrate;
mod names;
mod note;
mod record;
mod rounds;
mod unknown;
mod versions;
mod waiting;

pub use attachment::{
    ANY_MEDIA_TYPE, Attachment, AttachmentFault, MAX_ATTACHMENT_BYTES, MEDIA_TYPES, file_bytes,
    file_text,
};
pub use changes::{NoteDeleted, SAME_COMMENT_MILLIS, SAME_DELIVERY_MILLIS, signature};
pub use comment::{Comment, CommentDraft, MAX_COMMENT_CHARS, MAX_COMMENTS, SCORES};
pub use id::{InvalidNoteId, NoteId};
pub use ledger::{
    DayCounts, InvalidCount, LEDGER_SCHEMA, Ledger, LedgerFault, MAX_DAYS, MAX_EVENT_ID_BYTES,
    MAX_RECENT,
};
pub use lifecycle::{Origin, State, Step, TransitionError};
pub use limits::{
    CheckFault, MAX_ATTACHMENTS, MAX_DELIVERIES, MAX_HISTORY, MAX_LINKS, MAX_MOMENT,
    MAX_NAME_CHARS, MAX_NOTE_BYTES, MAX_PEOPLE, MAX_POINTS, MAX_REVISION, MAX_TAGS, MAX_URL_CHARS,
    Unsound,
};
pub use names::Names;
pub use note::{Delivered, Delivery, Link, LinkKind, Note, SCHEMA, Source, VerdictRecord};
pub use record::{DecodeFault, MAX_RECORD_BYTES, Newer, Stored, decode, encode};
pub use rounds::{MAX_ROUNDS, rounds};
pub use versions::{
    MAX_VERSIONS, MAX_VERSIONS_BYTES, SITTING_MILLIS, Standing, VERSIONS_SCHEMA, Version,
    VersionKind, Versions, VersionsFault, Written,
};
pub use waiting::{
    MAX_WAITING, NONE_WAIT, Plan, Waiting, count_due, is_waiting_record, waiting_since,
    waiting_with,
};
