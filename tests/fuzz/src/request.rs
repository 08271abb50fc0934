//! Messages to the background, a sender and a request a line, told to one application in order.

use crate::surroundings::English;
use baton_app::memory::MemoryPorts;
use baton_app::{Answer, App, Sender, SenderClass};
use baton_notes::{Ledger, Stored, Versions};
use baton_protocol::{
    ListChoices, MarkReply, OwnReply, PageReply, PromptReply, Reply, Request, ShowReply,
    TransferReply, TransferRequest, WriteReply,
};
use baton_templates::KeptTemplates;
use baton_worktime::UtcMillis;
use futures_executor::block_on;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Debug;

/// Thursday 2026-03-12, 10:00 UTC.
const NOW: UtcMillis = UtcMillis(1_773_309_600_000);
/// The most lines that are told.
const MOST_LINES: usize = 16;

#[derive(Deserialize)]
struct Line {
    sender: Sender,
    request: Request,
}

type Records = BTreeMap<String, String>;

pub(crate) fn hold(text: &str) {
    let app = App::new(MemoryPorts::new(English, NOW));
    for line in text.lines().take(MOST_LINES) {
        let Ok(Line { sender, request }) = baton_json::from_str(line) else {
            continue;
        };
        let written = serde_json::to_string(&request).expect("a request is JSON");
        let read = baton_json::from_str::<Request>(&written);
        assert_eq!(read.ok().as_ref(), Some(&request), "{written}");

        let before = app.ports().records.kept.borrow().clone();
        let is_theirs = matches!(
            (sender.class(), &request),
            (SenderClass::Page(_), Request::Page(_))
                | (SenderClass::Prompt(_), Request::Prompt(_))
                | (SenderClass::Writer, Request::Write(_))
                | (
                    SenderClass::Own,
                    Request::Own(_) | Request::Show(_) | Request::Views(_) | Request::Transfer(_)
                )
        );
        let erases = matches!(request, Request::Transfer(TransferRequest::Erase));
        // An import that was finished is brought in before anything else is answered.
        let is_importing = before
            .get("import")
            .is_some_and(|import| import.starts_with("bringing"));
        let answer = block_on(app.handle(&sender, request));
        let after = app.ports().records.kept.borrow().clone();
        assert_eq!(is_theirs, !matches!(answer, Answer::Refused(_)), "{line}");
        let done = is_told(&answer);
        assert!(
            done || is_importing || before == after,
            "what failed changed something: {line}"
        );
        assert!(
            !sender.private
                || is_importing
                || !matches!(sender.class(), SenderClass::Prompt(_))
                || before == after
        );
        for key in before.keys() {
            assert!(erases || after.contains_key(key), "{key} is gone");
        }
        can_be_read(&after);
    }
}

/// Whether it was done; the sender reads the answer as it was given.
fn is_told(answer: &Answer) -> bool {
    let written = answer.to_json();
    match answer {
        Answer::Page(reply) => is_read::<PageReply>(&written, reply),
        Answer::Mark(text) => {
            let read = baton_json::from_str::<Reply<MarkReply>>(&written);
            assert!(text.is_err() || read.is_ok(), "{written}");
            text.is_ok()
        }
        Answer::Prompt(reply) => is_read::<PromptReply>(&written, reply),
        Answer::Writer(reply) => is_read::<WriteReply>(&written, reply),
        Answer::Own(reply) => is_read::<OwnReply>(&written, reply),
        Answer::Show(text) => {
            let shown = baton_json::from_str::<Reply<ShowReply>>(&written);
            let choices = baton_json::from_str::<Reply<ListChoices>>(&written);
            assert!(
                text.is_err() || shown.is_ok() || choices.is_ok(),
                "{written}"
            );
            matches!(shown, Ok(Reply::Done(_))) || matches!(choices, Ok(Reply::Done(_)))
        }
        Answer::Transfer(reply) => is_read::<TransferReply>(&written, reply),
        Answer::Refused(_) => false,
    }
}

fn is_read<T>(written: &str, reply: &Reply<T>) -> bool
where
    T: Debug + PartialEq + Serialize + DeserializeOwned,
{
    let read = baton_json::from_str::<Reply<T>>(written);
    assert_eq!(read.ok().as_ref(), Some(reply), "{written}");
    matches!(reply, Reply::Done(_))
}

/// Whatever was asked, what is stored can be read again.
fn can_be_read(records: &Records) {
    for (key, record) in records {
        let kind = key.split('/').next().unwrap_or_default();
        let sound = match kind {
            "note" => match baton_notes::decode(record) {
                Ok(Stored::Current(note)) => note.check().is_ok(),
                _ => false,
            },
            "draft" => true,
            "versions" => Versions::decode(record).is_ok(),
            "ledger" => Ledger::decode(record).is_ok(),
            "settings" => baton_settings::decode(record).is_ok(),
            "templates" => KeptTemplates::decode(record).is_ok(),
            // A form and an epoch, then notes.
            "unindexed" => record.is_empty() || record.starts_with("1 "),
            "views" | "linked" => serde_json::from_str::<serde_json::Value>(record).is_ok(),
            "attachment" => true,
            _ => false,
        };
        assert!(sound, "{key}: {record}");
    }
}
